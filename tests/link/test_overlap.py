import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sourcebook.intake import reports
from sourcebook.link.overlap import Overlap, compared
from sourcebook.link.sketch import candidates, of_wording
from sourcebook.link.wording import Wording
from sourcebook.model.text import Report
from sourcebook.samples import sample_paths

PARAGRAPH = (
    "A convoy of forty lorries left Quay Town before dawn and crossed the river at the old ford, two drivers said. "
    "The guards at the bridge let it pass, and nobody has told the mayor what it carried or who had paid for it."
)
ARTICLE = (
    "For weeks the markets of the delta have been empty. Bread is sold by the slice in the harbour quarter.\n"
    "{}\n"
    "In the hills the snow came early this year. The shepherds have brought their flocks down to the plain, "
    "and the school has closed its upper floor to save wood.\n"
    "The mayor of the next town says that he will not ask for help again before the spring."
)
texts = st.text(st.sampled_from("abcDé .\n“”\"'"), max_size=60)
vocabulary = st.sampled_from([f"w{n}" for n in range(12)])
told = st.lists(st.lists(vocabulary, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=6).map(
    lambda s: ". ".join(x.capitalize() for x in s) + "."
)


def of(one: str, other: str) -> Overlap:
    return compared(Wording.of(one), Wording.of(other))


@given(texts | told)
def test_a_text_is_a_copy_of_itself(text: str) -> None:
    assume(len(Wording.of(text)))
    found = of(text, text)

    assert found.runs_one == found.covered_one == 1
    assert found.copied


@given(told, told)
def test_an_overlap_is_the_same_from_both_sides(one: str, other: str) -> None:
    found = compared(Wording.of(one), Wording.of(other), ids=("a", "b"))

    assert compared(Wording.of(other), Wording.of(one), ids=("b", "a")) == found.turned()
    assert found.turned().turned() == found


@given(told, told)
def test_passages_lie_within_their_texts(one: str, other: str) -> None:
    assert all(p.one.of(one) and p.other.of(other) for p in of(one, other).passages)


def test_texts_without_words_share_nothing() -> None:
    assert of("...", "...") == Overlap(one="one", other="other")


def test_a_paragraph_merged_into_an_article_is_a_passage_and_the_article_no_copy() -> None:
    article = ARTICLE.format(PARAGRAPH)
    found = of(PARAGRAPH, article)

    assert [(p.one.of(PARAGRAPH), p.other.of(article)) for p in found.passages] == [(PARAGRAPH[:-1],) * 2]
    assert found.covered_one == 1
    assert found.covered_other < 0.5


def test_a_sentence_put_between_copied_ones_is_not_part_of_the_passage() -> None:
    first, second = PARAGRAPH.split(". ")
    own = "Our reporter counted only thirty of them at the northern gate that morning"
    text = f"{first}. {own}. {second}"

    assert [p.one.of(text) for p in of(text, PARAGRAPH).passages] == [first, second[:-1]]


def test_words_changed_here_and_there_leave_a_copy_a_copy() -> None:
    changed = PARAGRAPH.replace("forty lorries", "40 trucks").replace("nobody has told", "no one told")

    assert of(changed, PARAGRAPH).covered_one == 1


def test_a_speech_that_both_heard_is_no_copy() -> None:
    speech = (
        '"We will not give up one street of this town, and we will not talk to those who burnt its bread,"'
    )

    assert not of(
        f"{speech} he said at the gate.", f"The mayor stood up. {speech} he told the square."
    ).passages


@pytest.fixture(scope="module")
def samples() -> dict[str, Wording]:
    read = [r for r in reports(sorted(map(str, sample_paths()))) if isinstance(r, Report)]
    return {f"{r.publisher}: {r.title}": Wording.of(r.text, without=r.not_body) for r in read}


def test_of_the_samples_the_two_reprints_are_found_and_nothing_else(samples: dict[str, Wording]) -> None:
    pairs = list(candidates({k: of_wording(w) for k, w in samples.items()}))
    copies = [(a, b) for a, b in pairs if compared(samples[a], samples[b]).copied]

    assert len(pairs) <= 4
    assert copies == [
        (
            "Harbour Wire: Iraq shuts Al Qaim crossing as Assad falls; militias leave Albukamal",
            "Quayside Monitor: Iraq shuts border gate with Syria",
        ),
        (
            "Harbour Wire: Iraqi militiamen cross into Syria to back Assad, officials say",
            "Tigris Bulletin: Iraqi militias enter Syria to back Assad",
        ),
    ]


def test_independent_reports_of_one_day_share_no_passage(samples: dict[str, Wording]) -> None:
    wire, own = (
        next(w for k, w in samples.items() if part in k) for part in ("Iraq shuts Al Qaim", "locked gate")
    )

    assert compared(wire, own).passages == ()
