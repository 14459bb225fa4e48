"""A happening in one line."""

import pytest

from sourcebook.model.claim import EventType
from sourcebook.review.titles import happening


@pytest.mark.parametrize(
    ("doers", "mode", "told"),
    [
        (["Israel"], "aerial", "Israel strikes Hezbollah in Tyre"),
        (["United States"], "clash", "United States clashes with Hezbollah in Tyre"),
        (["Hamas"], "arrest", "Hamas arrests Hezbollah in Tyre"),
        (["rebels"], "clash", "rebels clash with Hezbollah in Tyre"),
        (["Syrian Democratic Forces"], "ambush", "Syrian Democratic Forces ambush Hezbollah in Tyre"),
        (["Israel", "Jordan"], "control_gained", "Israel and Jordan take control from Hezbollah in Tyre"),
        ([], "aerial", "Air strike on Hezbollah in Tyre"),
    ],
)
def test_the_verb_goes_with_those_who_act(doers: list[str], mode: str, told: str) -> None:
    assert happening(EventType.ASSAULT, [mode], doers, ["Hezbollah"], "Tyre") == told


def test_a_verb_without_anybody_it_leads_to_stands_alone() -> None:
    assert (
        happening(EventType.TRANSITION, ["control_gained"], ["rebels"], [], "Homs")
        == "rebels take control in Homs"
    )
