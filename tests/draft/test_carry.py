"""A telling keeps its day until it names another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import events

FIRST = "On 7 December 2024 rebels entered Daraa."


def date(text: str, trigger: str) -> str:
    return next(row["date"] for row in reversed(events(text)) if row["trigger"] == trigger)


@pytest.mark.parametrize(
    ("then", "trigger", "when"),
    [
        ("They captured Suwayda.", "captured", "2024-12-07"),
        ("The sun rose. They captured Suwayda.", "captured", "2024-12-07"),
        ("The sun rose. The moon set. Rain fell. They captured Suwayda.", "captured", ""),
        ("On 8 December they captured Suwayda.", "captured", "2024-12-08"),
        ("In November they captured Suwayda.", "captured", "2024-11"),
        ("Later they captured Suwayda.", "captured", ""),
        ("Since then they have captured Suwayda.", "captured", ""),
        ("They will attack Suwayda.", "attack", ""),
        ("They may have attacked Suwayda.", "attacked", ""),
        ("They did not attack Suwayda.", "attack", ""),
    ],
)
def test_a_day_is_carried_on_only_by_the_telling_itself(then: str, trigger: str, when: str) -> None:
    assert date(f"{FIRST} {then}", trigger) == when


def test_no_day_is_carried_into_another_paragraph() -> None:
    assert date(f"{FIRST}\n\nRebels captured Suwayda.", "captured") == ""


def test_a_month_is_not_carried_on() -> None:
    assert date("In November 2024 rebels entered Daraa. They captured Suwayda.", "captured") == ""


def test_the_last_day_told_is_the_one_carried_on() -> None:
    text = f"{FIRST} On 8 December they attacked Izra. They captured Suwayda."
    assert date(text, "captured") == "2024-12-08"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("When rebels attacked Hama on 5 December 2024, the army shelled Homs.", "shelled"),
        ("The army shelled Homs on 5 December 2024 as rebels attacked Hama.", "attacked"),
    ],
)
def test_what_happens_when_something_else_does_has_its_day(text: str, trigger: str) -> None:
    assert date(text, trigger) == "2024-12-05"


days = st.integers(1, 20).map("{} December 2024".format)


@settings(max_examples=15, deadline=None)
@given(days, days)
def test_an_own_day_is_never_overwritten(one: str, other: str) -> None:
    text = f"On {one} rebels attacked Hama. On {other} the army shelled Homs."
    found = [row["date"] for row in events(text)]
    assert found == [f"2024-12-{int(day.split()[0]):02}" for day in (one, other)]
