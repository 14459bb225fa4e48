"""What is told again is of the day and the place of the telling before it."""

import pytest

from readings import draft, events
from sourcebook.model.claim import Event

FIRST = "On Tuesday aircraft struck a convoy in Hama."


def when(text: str, trigger: str) -> str:
    return next(row["date"] for row in reversed(events(text)) if row["trigger"] == trigger)


def where(text: str, trigger: str) -> str | None:
    d = draft(text)
    names = {p.id: p.name for p in d.places}
    found = [
        c.fact for c in d.claims if isinstance(c.fact, Event) and c.fact.trigger.of(d.report.text) == trigger
    ]
    return names[found[-1].where.place] if found and found[-1].where else None


@pytest.mark.parametrize(
    ("then", "trigger", "day"),
    [
        ("Russia denied that its aircraft had struck the convoy.", "struck", "2024-12-17"),
        ("Officials said that seven fighters had been killed.", "killed", "2024-12-17"),
        ("Officials said that a second raid killed seven fighters.", "killed", ""),
        ("Elsewhere, seven fighters had been killed.", "killed", ""),
        ("Officials said that seven fighters had been killed since the truce of 3 November.", "killed", ""),
        ("Officials said that seven fighters would be killed.", "killed", ""),
    ],
)
def test_a_telling_that_comes_back_is_of_the_day_just_told(then: str, trigger: str, day: str) -> None:
    assert when(f"{FIRST}\n\n{then}", trigger) == day


def test_nothing_is_carried_across_another_date() -> None:
    text = f"{FIRST} The mayor resigned on Thursday. Officials said that seven fighters had been killed."

    assert when(text, "killed") != "2024-12-17"


def test_two_paragraphs_on_the_telling_is_over() -> None:
    text = f"{FIRST}\n\nRain fell.\n\nOfficials said that seven fighters had been killed."

    assert when(text, "killed") == ""


def test_there_is_where_the_last_thing_happened() -> None:
    text = f"{FIRST} Another raid hit Homs, south of Hama. Nobody was hurt there."

    assert where(text, "hurt") == "Homs"


@pytest.mark.parametrize(("head", "place"), [("Idlib.", "Idlib"), ("Idlib is quiet.", None)])
def test_a_paragraph_that_opens_with_a_place_alone_tells_of_it(head: str, place: str | None) -> None:
    assert (
        where(f"Rain fell in Idlib and Hama. Talks ended.\n\n{head} A mine killed six soldiers.", "killed")
        == place
    )
