"""To whom it is done: recipients that stand as objects, and those that follow from what an event is about."""

import pytest

from readings import Case, cases, draft, events, fits, graded, ties

TABLE = cases(__file__, "recipient_cases.csv")


@pytest.mark.parametrize("case", graded(TABLE, "text", "trigger"))
def test_to_whom_it_is_done(case: Case) -> None:
    rows = [e for e in events(case["text"]) if e["trigger"] == case["trigger"]]
    assert any(fits(case["actor"], e["actor"]) and fits(case["recipient"], e["recipient"]) for e in rows), (
        rows
    )


def test_a_tie_of_two_equals_is_told_one_way_round() -> None:
    text = "Hamas fought Hezbollah in May 2013. In June 2014 Hezbollah attacked Hamas."
    assert ties(text).count(("Hamas", "opposed_to", "Hezbollah")) == 2
    assert ("Hezbollah", "opposed_to", "Hamas") not in ties(text)


def test_a_land_that_was_held_is_no_conquest() -> None:
    backgrounds = {e["trigger"]: e["background"] for e in events("Hamas lost the town Hezbollah held.")}
    assert backgrounds.get("held", "yes") == "yes"


def test_a_state_that_is_hit_is_in_the_cast() -> None:
    assert "syria" in {a.id for a in draft("An Israeli missile strike hit the airport in Damascus.").actors}
