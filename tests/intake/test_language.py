import pytest

from sourcebook.errors import WrongLanguage
from sourcebook.intake import language
from sourcebook.intake.language import require_english

FOREIGN = [
    ("ar", "استولى المتمردون على المعبر الحدودي يوم الأحد وانسحب الجيش من البلدة"),
    (
        "de",
        "Die Rebellen haben am Sonntag den Grenzposten eingenommen, und die Armee zog sich zurück.",
    ),
    ("fr", "Les rebelles se sont emparés dimanche du poste frontière et l'armée s'est retirée de la ville."),
    ("es", "Los rebeldes tomaron el domingo el puesto fronterizo y el ejército se retiró de la ciudad."),
    (
        "nl",
        "De rebellen namen zondag de grenspost in en het leger verliet de stad, zei de gouverneur.",
    ),
    (
        "da",
        "Oprørerne indtog søndag grænseposten, og hæren trak sig tilbage fra byen, sagde guvernøren.",
    ),
    ("tr", "İsyancılar pazar günü sınır kapısını ele geçirdi ve ordu kasabadan çekildi, dedi yetkililer."),
    ("ru", "Повстанцы захватили в воскресенье пограничный пост, и армия покинула город, сообщили власти."),
    (
        "zh",
        "周日叛军占领了边境哨所，军队撤出了该镇，官员们说，四名士兵受伤，道路已经关闭，居民已经离开，省长没有回应。",
    ),
    ("fa", "شورشیان روز یکشنبه پاسگاه مرزی را تصرف کردند و ارتش از شهر عقب نشینی کرد"),
    (
        "id",
        "Pemberontak merebut pos perbatasan pada hari Minggu dan tentara mundur dari kota itu, kata pejabat.",
    ),
]
ENGLISH = [
    "Asaib Ahl al-Haq, Badr, Kataib Hezbollah and Harakat al-Nujaba fired rockets at Ain al-Asad.",
    "Iran-backed militias halt attacks; Baghdad vows response",
    "REBELS SEIZED BORDER POST SUNDAY, OFFICIALS SAY; ARMY WITHDREW",
    "Russia launches cyber warfare against Kyiv, Volodymyr Zelenskyy tells Bundestag lawmakers",
]


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_another_language_is_refused_by_its_code(code: str, text: str) -> None:
    with pytest.raises(WrongLanguage, match=f"skipped, language: {code};.*only English"):
        require_english(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    require_english(text)


def test_a_short_text_is_taken_as_english() -> None:
    require_english("Dschihadisten in Idlib")


def test_a_short_text_is_what_its_source_says() -> None:
    with pytest.raises(WrongLanguage, match="de"):
        require_english("Dschihadisten in Idlib", declared="de")


def test_what_the_source_says_gives_way_to_the_words() -> None:
    require_english("The rebels seized the border post on Sunday and the army left.", declared="ar")


@pytest.mark.parametrize("said", ["en", "EN", "en-GB", "eng", "English", "en_US"])
def test_english_has_many_names(said: str) -> None:
    require_english("Rebels seize post", declared=said)


def test_plain_english_never_asks_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_other", None)
    require_english("The rebels seized the border post on Sunday and the army left the town to them.")
