"""Somebody's ally, rival or affiliate is the one named behind it, and not its owner."""

import pytest

from readings import events, ties


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Iran's ally Hezbollah fired rockets at Safed.", "Hezbollah"),
        ("Al-Qaeda's affiliate Jabhat al-Nusra attacked Aleppo.", "Al-Nusra Front"),
        ("Fatah's rivals Hamas and Islamic Jihad rejected the deal.", "Hamas; Palestinian Islamic Jihad"),
        ("Hezbollah's rivals attacked Beirut.", "Hezbollah's rivals"),
        ("Hamas gunmen attacked Sderot.", "Hamas"),
    ],
)
def test_the_ally_or_rival_named_is_who_acts(text: str, actor: str) -> None:
    assert [row["actor"] for row in events(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "asked", "done"),
    [
        ("Russia called on Belarus to send troops.", "Belarus", "send"),
        ("The UN appealed to Ethiopia to withdraw its troops from Tigray.", "Ethiopia", "withdraw"),
    ],
)
def test_who_is_called_on_is_to_do_what_is_asked(text: str, asked: str, done: str) -> None:
    found = {row["trigger"]: row for row in events(text)}
    request = next(row for row in found.values() if row["type"] == "REQUEST")
    assert (request["recipient"], found[done]["actor"]) == (asked, asked)


def test_an_ally_named_is_tied_to_whose_ally_it_is() -> None:
    assert ("Hezbollah", "allied_with", "Iran") in ties("Iran's ally Hezbollah fired rockets at Safed.")
