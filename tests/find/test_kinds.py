"""What bears a name; in the table an empty cell says that there is none, "*" allows anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import Case, cases, fits, graded, parsed, reading, report
from sourcebook.find.found import Found
from sourcebook.find.kinds import tell_kinds
from sourcebook.find.names import find_names
from sourcebook.parse import parse

TABLE = cases(__file__, "kinds_cases.csv")


def bearer(text: str, name: str) -> Found | None:
    found = (f for f in reading(text, "find.names").names if f.text in {name, f"The {name}", f"the {name}"})
    return next(reversed(list(found)), None)


@pytest.mark.parametrize("case", graded(TABLE, "text", "name"))
def test_what_bears_the_name(case: Case) -> None:
    f = bearer(case["text"], case["name"])
    assert f is not None
    assert fits(case["kind"], str(f.kind)), f
    assert fits(case["hint"], f.kind_hint or ""), f
    assert fits(case["title"], f.title or ""), f


@pytest.mark.parametrize(
    ("text", "name", "parent"),
    [
        ("Gunmen attacked a cafe in Karrada, Baghdad.", "Karrada", "Baghdad"),
        ("Rebels were seen near Zandar in Syria.", "Zandar", "Syria"),
        ("Shelling hit the Sahiliya district of Zandar.", "Sahiliya", "Zandar"),
        ("Rebels seized Kobani.", "Kobani", None),
    ],
)
def test_a_place_keeps_the_larger_one_behind_it(text: str, name: str, parent: str | None) -> None:
    f = bearer(text, name)
    assert f is not None
    assert f.parent == parent


@pytest.mark.parametrize(
    "text",
    [
        "The Government of Iraq met.",
        "The Department denied it.",
        "The Minister resigned.",
        "A New deal failed.",
    ],
)
def test_a_common_noun_in_capitals_is_no_name(text: str) -> None:
    assert {f.text for f in reading(text, "find.names").names} <= {"Iraq"}


WORDS = "Rebels General Samir Tolan the of Zandar Brigade Hama Tehran said , ( ) Iraq al - Mount Party in 34 .".split()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_telling_kinds_never_lengthens_a_name_or_moves_it(heap: str) -> None:
    doc = parse(report(heap))
    names = find_names(doc)
    told = tell_kinds(doc, names)
    ranges = [(f.first, f.last) for f in names]
    assert all(any(a <= f.first <= f.head <= f.last <= b for a, b in ranges) for f in told)
    assert all(f.text == " ".join(doc.span(f.first, f.last).of(doc.text).split()) for f in told)


def test_listed_names_keep_their_ids() -> None:
    doc = parsed("Hezbollah attacked Haifa.")
    assert [f.ids for f in tell_kinds(doc, find_names(doc)) if f.ids] == [("hezbollah",)]
