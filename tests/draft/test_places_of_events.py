"""Where it happens; an empty place says that the words do not tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import Case, cases, draft, fits, graded, names_of
from sourcebook.model.claim import Event
from sourcebook.model.where import Fineness, fineness_of

TABLE = cases(__file__, "place_cases.csv")


def told(text: str, trigger: str) -> list[tuple[str, str, str]]:
    """Place, fineness and origins of the events of a trigger."""
    d = draft(text)
    name = names_of(d)
    found = [
        c.fact for c in d.claims if isinstance(c.fact, Event) and c.fact.trigger.of(d.report.text) == trigger
    ]
    return [
        (
            name[e.where.place] if e.where else "",
            e.where.fineness if e.where else "",
            "; ".join(name[i] for i in e.origin),
        )
        for e in found
    ]


@pytest.mark.parametrize("case", graded(TABLE, "text", "trigger"))
def test_an_event_is_where_the_words_put_it(case: Case) -> None:
    found = told(case["text"], case["trigger"])
    wanted = (case["place"], case["fineness"], case["origin"])
    assert any(all(map(fits, wanted, got)) for got in found), found


def test_the_table_holds_every_fineness_but_a_district() -> None:
    assert {case["fineness"] for case in TABLE} >= {str(f) for f in Fineness} - {"admin2"}


PIECES = (
    "Rebels",
    "attacked",
    "a post",
    "in Hama",
    "from Idlib",
    "near",
    "Syria",
    "said",
    "over",
    "the Red Sea",
    ",",
    ".",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
def test_no_event_is_finer_than_its_place(text: str) -> None:
    d = draft(text)
    place = {p.id: p for p in d.places}
    wheres = [c.fact.where for c in d.claims if isinstance(c.fact, Event) and c.fact.where]
    assert all(w.fineness.ucdp >= fineness_of(place[w.place]).ucdp for w in wheres)
