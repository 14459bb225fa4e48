"""When it happens; an empty date says that the words do not tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import Case, cases, draft, events, graded
from sourcebook.model.claim import Event
from sourcebook.model.when import Ground

TABLE = cases(__file__, "date_cases.csv")


def dates(text: str, trigger: str) -> list[str]:
    return [row["date"] for row in events(text) if row["trigger"] == trigger]


@pytest.mark.parametrize("case", graded(TABLE, "text", "trigger"))
def test_an_event_is_when_its_own_clause_says(case: Case) -> None:
    assert case["date"] in dates(case["text"], case["trigger"])


def test_the_table_holds_as_many_kinds_of_clauses_as_the_rules_speak_of() -> None:
    assert {case["note"] for case in TABLE} >= {
        "own clause",
        "of a noun",
        "dateline",
        "statement",
        "same time",
        "opens the sentence",
        "since",
        "list",
        "told on",
    }


PIECES = (
    "Rebels",
    "attacked",
    "the attack",
    "Hama",
    "on 3 May 2024",
    "since 2011",
    "after",
    "when",
    "said",
    "killing",
    ",",
    ".",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
def test_no_event_has_a_date_that_the_report_does_not_name(text: str) -> None:
    named = {m.when.first for m in draft(text).mentions if m.when}
    found = [c.fact.when for c in draft(text).claims if isinstance(c.fact, Event) and c.fact.when]
    assert {when.first for when in found} <= named
    assert all(when.ground is not Ground.PUBLISHED for when in found)
