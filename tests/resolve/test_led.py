"""Fighters that a body or its leader owns are that body acting."""

import pytest

from readings import events


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        (
            "The Allied Democratic Forces attacked Beni on Friday. The group's men abducted 20 villagers.",
            "Allied Democratic Forces",
        ),
        (
            (
                "Mohamed Hamdan Dagalo, the leader of the Rapid Support Forces, rejected the truce on Sunday. "
                "His fighters shelled El Fasher."
            ),
            "Rapid Support Forces",
        ),
        (
            (
                "Aung Min Thein, who leads the Yellow River Party, said the elections were void. "
                "Her party's militia attacked a post in Lashio."
            ),
            "Yellow River Party",
        ),
        ("The LNA denied it. Haftar's troops shelled Sebha on Tuesday.", "Libyan National Army"),
        ("Hezbollah leader Naim Qassem spoke on Sunday. His men fired rockets at Safed.", "Hezbollah"),
    ],
)
def test_the_fighters_of_a_leader_are_the_body_that_he_leads(text: str, doer: str) -> None:
    assert events(text)[-1]["actor"] == doer


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        (
            "General Khalifa Haftar visited Cairo. Haftar's troops shelled Sebha on Tuesday.",
            "Haftar's troops",
        ),
        ("The mayor's bodyguards shot a man in Gao.", "mayor's bodyguards"),
        ("Hamas criticised Khalifa Haftar. Haftar's troops shelled Sebha.", "Haftar's troops"),
    ],
)
def test_fighters_of_whom_no_body_is_named_are_their_own(text: str, doer: str) -> None:
    assert events(text)[-1]["actor"] == doer
