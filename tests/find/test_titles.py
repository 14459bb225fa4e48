import pytest

from readings import parsed
from sourcebook.find.titles import kinds_of, title_at, title_before
from sourcebook.knowledge.people import TitleKind


def before(text: str, name: str) -> str | None:
    doc = parsed(text)
    return title_before(doc, doc.words.index(name))


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Foreign Minister Hakan Fidan spoke.", "Hakan", "Foreign Minister"),
        ("A foreign minister, Hakan Fidan, spoke.", "Hakan", "foreign minister"),
        ("The foreign minister, Hakan Fidan, spoke.", "Hakan", "foreign minister"),
        ("General Samir Tolan spoke.", "Samir", "General"),
        ("Prime Minister Samir Tolan spoke.", "Samir", "Prime Minister"),
        ("The general, Samir Tolan told them, was gone.", "Samir", None),
        ("Samir Tolan spoke.", "Samir", None),
        ("He resigned as president. Tolan spoke.", "Tolan", None),
        ("Rebels killed Samir Tolan.", "Samir", None),
    ],
)
def test_the_title_that_stands_before_a_name(text: str, name: str, title: str | None) -> None:
    assert before(text, name) == title


def test_the_longest_title_is_taken() -> None:
    doc = parsed("Deputy Prime Minister Samir Tolan spoke.")
    hit = title_at(doc, 0, len(doc) - 1)
    assert hit is not None
    assert doc.words[: hit[0] + 1] == ("Deputy", "Prime", "Minister")


def test_a_title_s_full_stop_belongs_to_it() -> None:
    doc = parsed("Capt. Jeff Reed spoke.")
    hit = title_at(doc, 0, len(doc) - 1)
    assert hit is not None
    assert doc.text[: doc.end[hit[0]]] == "Capt."


def test_a_title_does_not_reach_past_its_limit() -> None:
    doc = parsed("Prime Minister Samir Tolan spoke.")
    hit = title_at(doc, 0, 0)
    assert hit is None or hit[0] == 0


def test_where_no_title_begins_there_is_none() -> None:
    assert title_at(parsed("Rebels left."), 0, 1) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("General", TitleKind.RANK),
        ("Foreign Minister", TitleKind.OFFICE),
        ("French Foreign Minister", TitleKind.OFFICE),
        ("Mr", TitleKind.HONORIFIC),
    ],
)
def test_what_a_title_says_is_told_by_its_longest_known_ending(title: str, kind: TitleKind) -> None:
    assert kind in kinds_of(title)


def test_words_that_are_no_title_say_nothing() -> None:
    assert kinds_of("green valley") == frozenset()
