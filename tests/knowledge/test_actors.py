import csv
import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_entry import SUBKINDS
from sourcebook.knowledge.actors import (
    actors,
    alias_index,
    candidates,
    exact_key,
    fold_name,
    same_name,
    skeleton,
    skeleton_index,
)
from sourcebook.knowledge.recipes.compile_actors import KNOWLEDGE, compiled

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[3] / "shared"))
PAIRS = SHARED / "data" / "actors" / "alias_pairs_dev.csv"
GOOD = 'name = "Red Eagles of the Hills"\nkind = "armed_group"\nsubkind = "rebel"\n'


def project(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "actors").mkdir()
    for slug, text in files.items():
        (tmp_path / "actors" / f"{slug.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def ids(surface: str, extra: Path | None = None) -> set[str]:
    return {slug for slug, _ in candidates(surface, extra)}


def test_the_compiled_file_is_what_the_actor_files_give() -> None:
    made = compiled()
    assert (KNOWLEDGE / "actors.json").read_text(encoding="utf-8") == made.actors
    for name, text in made.keys.items():
        assert (KNOWLEDGE / "actor_keys" / name).read_text(encoding="utf-8") == text


def test_a_lookalike_is_a_known_actor_and_the_warning_is_mutual() -> None:
    known = actors()
    for entry in known.values():
        for other in entry.distinct_from:
            assert other != entry.id
            assert entry.id in known[other].distinct_from


def test_there_are_sixty_pairs_of_lookalikes() -> None:
    pairs = {frozenset((e.id, other)) for e in actors().values() for other in e.distinct_from}
    assert len(pairs) >= 60


def test_no_two_actors_share_a_strong_name() -> None:
    owners: dict[str, set[str]] = {}
    for entry in actors().values():
        for name in entry.names:
            if name.strong:
                owners.setdefault(exact_key(name.text), set()).add(entry.id)
    assert {key: who for key, who in owners.items() if len(who) > 1} == {}


def test_a_skeleton_that_two_actors_share_is_proof_of_neither() -> None:
    assert skeleton("Ansar ul Islam") == skeleton("Ansar al-Islam")
    assert skeleton("Ansar al-Islam") not in skeleton_index()
    assert not same_name("Ansar ul Islam", "Ansar al-Islam")


def test_ids_are_slugs() -> None:
    assert [slug for slug in actors() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_every_entry_says_what_it_is_and_where_that_can_be_read() -> None:
    for entry in actors().values():
        assert entry.subkind is None or entry.subkind in SUBKINDS[entry.kind]
        if entry.origin:
            continue  # its ties and names say from which row of a bulk list they are
        assert entry.description
        assert all(source.startswith("https://") for source in entry.sources)
        assert entry.sources


def test_no_actor_lists_a_name_twice() -> None:
    for entry in actors().values():
        texts = [name.text for name in entry.names]
        assert len(texts) == len(set(texts)), entry.id


def test_the_canonical_name_comes_first() -> None:
    assert all(entry.names[0].text == entry.name for entry in actors().values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asaib Ahl al-Haq", "Asa'ib Ahl al Haq"),
        ("The Red Cross", "red cross"),
        ("Partiya Karkerên Kurdistanê", "Partiya Karkeren Kurdistane"),
        ("U.N.", "UN"),
    ],
)
def test_spellings_with_one_folded_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kataib Hezbollah", "Kata'eb Hizbullah"),
        ("Jabhat al-Nusra", "Jabhat an-Nusrah"),
        ("Hayat Tahrir al-Sham", "Hay'at Tahrir ash-Sham"),
        ("Ansar Allah", "Ansarullah"),
        ("Salah al-Din Brigade", "Salahuddin Brigade"),
        ("Qasem Soleimani", "Qassem Suleimani"),
        ("Mohammed Hussein", "Muhammad Husayn"),
        ("Moussa Abu Marzouk", "Musa Abu Marzuk"),
    ],
)
def test_spellings_with_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oman", "Uman"),
        ("Niger", "Nigeria"),
        ("Syrian Free Army", "Free Syrian Army"),
        ("PMF", "PFM"),
        ("Badr Brigade", "Badr Brigades"),
        ("Ali Khamenei", "Ruhollah Khomeini"),
        ("Said", "Sayyid"),
        ("Who", "WHO"),
    ],
)
def test_names_that_must_not_meet(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_an_acronym_matches_letter_for_letter() -> None:
    assert ids("PIJ") == {"palestinian-islamic-jihad"}
    assert ids("Pij") == set()
    assert ids("PFM") == set()


def test_an_ordinary_word_is_no_name() -> None:
    assert ids("The Times") == {"the-times"}
    assert ids("times") == set()
    assert ids("Times") == set()
    assert ids("peace now") == set()


def test_a_spelling_that_no_file_lists_is_found_by_its_skeleton() -> None:
    assert ids("Kata'eb Hizbollah") == {"kataib-hezbollah"}


def test_lookalikes_stay_apart() -> None:
    assert ids("Syrian Free Army") == {"syrian-free-army"}
    assert ids("Free Syrian Army") == {"free-syrian-army"}


def test_a_project_adds_an_actor(tmp_path: Path) -> None:
    extra = project(tmp_path, red_eagles=GOOD)
    assert ids("Red Eagles of the Hills", extra) == {"red-eagles"}
    assert ids("Red Eagles of the Hills") == set()
    assert alias_index(extra)["red eagles of the hills"]


def test_a_project_replaces_ours_and_our_warnings_stay(tmp_path: Path) -> None:
    extra = project(tmp_path, hezbollah='name = "Hezbollah"\nkind = "party"\n')
    entry = actors(extra)["hezbollah"]
    assert entry.kind == "party"
    assert "kataib-hezbollah" in entry.distinct_from


def test_a_warning_in_a_project_is_made_mutual(tmp_path: Path) -> None:
    extra = project(tmp_path, red_eagles=GOOD + 'distinct_from = ["hezbollah"]\n')
    assert "red-eagles" in actors(extra)["hezbollah"].distinct_from


HEAD = 'name = "A B"\nkind = "party"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name = ?", 1, "not TOML"),
        ('kind = "armed_group"\n', 1, "field 'name'"),
        ('name = "A B"\nkind = "armed-group"\n', 2, "armed_group"),
        (HEAD + 'subkind = "rebel"\n', 3, "movement, opposition, ruling"),
        (HEAD + 'state = "Iraq"\n', 3, "two capitals"),
        (HEAD + 'state = "QQ"\n', 3, "two capitals"),
        (HEAD + "aliases = []\n", 3, "no such key"),
        (HEAD + 'names = ["AB"]\n', 3, "is not a table"),
        (HEAD + 'names = "AB"\n', 3, "is not a list"),
        (HEAD + 'names = [\n  {text = "AB", type = "short"}\n]\n', 4, "acronym"),
        (HEAD + 'names = [\n  {text = "AB"},\n  {text = "AC", strong = 1}\n]\n', 5, "true nor false"),
        (HEAD + 'names = [\n  {text = "AB", from = "May 2020"}\n]\n', 4, "2024-12-08"),
        (HEAD + "names = [{text = 'AB', from = 2020}]\n", 3, "quotation marks"),
        (HEAD + 'names = [\n  {text = "AB", from = "2020", to = "2019-05"}\n]\n', 4, "before it begins"),
        (HEAD + 'names = [{text = "AB", lang = "ar"}]\n', 3, "ISO 639-3"),
        (HEAD + 'names = [{text = "AB", script = "arab"}]\n', 3, "ISO 15924"),
        (HEAD + 'strong = "no"\n', 3, "true nor false"),
        (HEAD + 'sources = "https://example.org"\n', 3, "is not a list"),
        (HEAD + '\ndistinct_from = ["nobody-known"]\n', 4, "is no actor"),
        (HEAD + 'distinct_from = ["bad-one"]\n', 3, "the actor itself"),
        (HEAD + 'distinct_from = [{id = "hezbollah"}]\n', 3, "distinct_from.why"),
        ('name = "Hizbollah"\nkind = "party"\n', 1, "strong name of 'hezbollah'"),
        (HEAD + 'ties = [{tie = "backs", other = "iran", source = "x"}]\n', 3, "backed_by"),
        (HEAD + 'ties = [\n  {tie = "backed_by", other = "nobody", source = "x"}\n]\n', 4, "is no actor"),
        (HEAD + 'ties = [\n  {tie = "backed_by", other = "iran"}\n]\n', 3, "ties.source"),
        (HEAD + 'ties = [{tie = "backed_by", place = "Sanaa, YE", source = "x"}]\n', 3, "an-actors-id"),
        (HEAD + 'ties = [{tie = "based_at", other = "iran", source = "x"}]\n', 3, "Sanaa, YE"),
        (HEAD + 'ties = [{tie = "based_at", place = "Sanaa", source = "x"}]\n', 3, "name and country"),
        (HEAD + 'ties = [{tie = "part_of", other = "bad-one", source = "x"}]\n', 3, "itself"),
        (HEAD + 'ties = [{tie = "led_by", other = "iran", to = "2019-13", source = "x"}]\n', 3, "calendar"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_line_its_field_and_what_to_do(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    extra = project(tmp_path, bad_one=text)
    with pytest.raises(KnowledgeError, match=rf"bad-one\.toml.*line {line}\b") as caught:
        actors(extra)
    assert words in str(caught.value)


def test_an_actor_that_is_part_of_itself_through_others_is_refused(tmp_path: Path) -> None:
    extra = project(
        tmp_path,
        red_one='name = "Red One"\nkind = "party"\nties = [{tie = "part_of", other = "red-two", source = "x"}]\n',
        red_two='name = "Red Two"\nkind = "party"\nties = [{tie = "part_of", other = "red-one", source = "x"}]\n',
    )
    with pytest.raises(KnowledgeError, match=r"red-one\.toml, line 3.*red-one → red-two → red-one"):
        actors(extra)


def test_the_reason_of_a_warning_is_given_from_both_sides(tmp_path: Path) -> None:
    text = GOOD + 'distinct_from = [{id = "hezbollah", why = "a football club"}]\n'
    known = actors(project(tmp_path, red_eagles=text))
    assert [one.why for one in known["hezbollah"].look_alikes if one.other == "red-eagles"] == [
        "a football club"
    ]


def test_a_tie_holds_between_its_days_as_finely_as_they_are_known(tmp_path: Path) -> None:
    text = (
        GOOD + 'ties = [{tie = "backed_by", other = "iran", from = "2014-06", to = "2019", source = "x"}]\n'
    )
    (tie,) = actors(project(tmp_path, red_eagles=text))["red-eagles"].ties
    held = [tie.held(date(*day)) for day in ((2014, 5, 31), (2014, 6, 1), (2019, 12, 31), (2020, 1, 1))]
    assert held == [False, True, True, False]


def test_a_name_in_its_own_script_is_found(tmp_path: Path) -> None:
    text = (
        GOOD
        + 'names = [{text = "النسور الحمراء", lang = "ara", script = "Arab", type = "transliteration"}]\n'
    )
    assert ids("النُّسور الحمراء", project(tmp_path, red_eagles=text)) == {"red-eagles"}


def test_a_file_whose_name_is_no_slug_is_refused(tmp_path: Path) -> None:
    extra = project(tmp_path, Bad=GOOD)
    with pytest.raises(KnowledgeError, match="is no id"):
        actors(extra)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    extra = project(tmp_path)
    (extra / "actors" / "latin.toml").write_bytes('name = "Résistance"'.encode("latin-1"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        actors(extra)


def test_a_person_outside_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "persons.toml").write_text('name = "A B"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="outside a table"):
        actors(tmp_path)


def test_a_person_with_the_id_of_an_actor_file_is_refused(tmp_path: Path) -> None:
    extra = project(tmp_path, red_eagles=GOOD)
    (extra / "persons.toml").write_text('[red-eagles]\nname = "A B"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="keep one of the two"):
        actors(extra)


@given(st.text())
def test_folding_a_folded_name_changes_nothing(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text())
def test_a_hyphen_is_a_space_to_the_folded_name(text: str) -> None:
    assert fold_name(text.replace("-", " ")) == fold_name(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'", min_size=1))
def test_one_folded_name_has_one_skeleton(text: str) -> None:
    assert skeleton(text) == skeleton(text.replace("'", ""))


@pytest.mark.skipif(not PAIRS.exists(), reason="alias_pairs_dev.csv is not here; set SOURCEBOOK_SHARED")
def test_the_development_pairs_keep_precision_and_recall() -> None:
    rows = list(csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines()))
    found, total = 0, 0
    for row in rows:
        one, other = row["name_a"], row["name_b"]
        same = same_name(one, other)
        if row["same_actor"] == "0":
            assert not same, row
            assert exact_key(one) != exact_key(other)
            assert skeleton(one) != skeleton(other)
        else:
            total += 1
            found += same
    assert found / total >= 0.90


def test_a_name_told_apart_by_a_bracket_is_a_weak_one_without_it(tmp_path: Path) -> None:
    extra = project(tmp_path, red_front='name = "Red Front (Valley)"\nkind = "party"\n')
    assert [(n.text, n.strong) for n in actors(extra)["red-front"].names] == [
        ("Red Front (Valley)", True),
        ("Red Front", False),
    ]


def test_one_word_or_small_letters_before_a_bracket_are_no_name(tmp_path: Path) -> None:
    extra = project(
        tmp_path,
        dabiq_paper='name = "Dabiq (paper)"\nkind = "media"\n',
        hill_gang='name = "Hill gang (Valley)"\nkind = "armed_group"\n',
    )
    assert [len(actors(extra)[i].names) for i in ("dabiq-paper", "hill-gang")] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahrar al-Sham", "Ehrar eş-Şam"),
        ("Shamil Basayev", "Šamil Basaev"),
        ("Dzhokhar Dudayev", "Djohar Dudaev"),
        ("Junbish-i Milli-yi Islami", "Jumbesh-e Melli-ye Eslami"),
        ("Muammar Gaddafi", "Moammar al-Qadhafi"),
        ("Izz ad-Din al-Qassam Brigades", "Ezzedeen al-Qassam Brigades"),
        ("Khalil Brigade", "Xalil Brigade"),
    ],
)
def test_spellings_of_turkish_kurdish_persian_and_slavic_romanisation_meet(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uganda National Rescue Front", "Uganda National Rescue Front II"),
        ("Shan State Army", "Shan State Army South"),
        ("Yusuf Khan", "Yusuf Han Two"),
    ],
)
def test_a_number_or_a_direction_more_is_another_name(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_two_that_share_a_name_warn_of_each_other_without_being_told() -> None:
    known = actors()
    for hits in alias_index().values():
        by_key: dict[str, set[str]] = {}
        for slug, name in hits:
            entry = known[slug]
            if entry.origin is None and entry.kind != "person" and name.text not in entry.listed:
                by_key.setdefault(exact_key(name.text), set()).add(slug)
        for ids in by_key.values():
            assert all(ids - {slug} <= set(known[slug].distinct_from) for slug in ids), ids
