"""What is told, and what stays behind the record."""

import pytest

from readings import events

BEHIND = [
    ("Hezbollah can strike Tel Aviv.", "strike"),
    ("Turkey would attack Kobani if it could.", "attack"),
    ("An attack on Taiwan would cost China dearly.", "attack"),
    ("Israel will attack Iran if the talks fail.", "attack"),
    ("Did Israel bomb Isfahan?", "bomb"),
    ("Rebels attacked Hama on Monday. The attack surprised the garrison.", "attack"),
    ("Russia invaded Ukraine in February 2022. The invasion drew sanctions.", "invasion"),
    ("Since the war began, Iran has sent arms to Hezbollah.", "war"),
    ("France called for a ceasefire in Lebanon.", "ceasefire"),
    ("Baghdad demanded the withdrawal of Turkish troops.", "withdrawal"),
    ("The United Nations urged Israel to open the Rafah crossing.", "open"),
]
TOLD = [
    ("Rebels attacked Hama on Monday.", "attacked"),
    ("The attack on Hama on Monday failed.", "attack"),
    ("Rebels attacked Hama on Monday. An attack on Homs followed on Tuesday.", "attack"),
    ("Iran condemned the bombing of Hama.", "bombing"),
    ("After attacking Hama on Monday, rebels fled.", "attacking"),
    ("Turkey said it had bombed Kobani.", "bombed"),
    ("The Taliban did not attack Herat.", "attack"),
    ("Turkey will deploy troops to Libya.", "deploy"),
    ("Rebels may have attacked Daraa.", "attacked"),
    ('The minister said, "All sides must keep the truce."', "must"),
]


def background(text: str, trigger: str) -> str:
    return next(row["background"] for row in reversed(events(text)) if row["trigger"] == trigger)


@pytest.mark.parametrize(("text", "trigger"), BEHIND)
def test_what_is_only_alluded_to_stays_behind_the_record(text: str, trigger: str) -> None:
    assert background(text, trigger) == "yes"


@pytest.mark.parametrize(("text", "trigger"), TOLD)
def test_what_is_told_stands_in_the_record(text: str, trigger: str) -> None:
    assert background(text, trigger) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The attack failed badly.",
        "Attacks are always terrible.",
        "The storm hit.",
        "They help.",
        "It was damaged.",
    ],
)
def test_words_that_say_nobody_nowhere_and_never_give_no_event_that_is_told(text: str) -> None:
    assert [row for row in events(text) if not row["background"]] == []


def test_a_second_naming_fills_what_the_telling_lacked() -> None:
    first = events("Rebels attacked a convoy. The attack in Hama lasted an hour.")[0]
    assert first["place"] == "Hama"


@pytest.mark.xfail(
    strict=False, raises=AssertionError, reason="a second naming with its own verb is told apart"
)
def test_a_second_naming_with_a_result_fills_what_the_telling_lacked() -> None:
    first = events("Rebels attacked a convoy. The attack in Hama killed nine soldiers.")[0]
    assert (first["place"], first["killed"]) == ("Hama", "9")


def test_a_second_naming_takes_nothing_from_the_telling() -> None:
    text = "Rebels attacked Hama on Monday, killing nine soldiers."
    assert events(text + " The attack surprised the garrison.")[0] == events(text)[0]


def test_an_attack_of_another_doer_is_another_attack() -> None:
    rows = events("Rebels attacked Hama on Monday. The army attacked Hama on Monday.")
    assert [row["background"] for row in rows] == ["", ""]


def test_an_attack_elsewhere_is_another_attack() -> None:
    rows = events("Rebels attacked Hama on Monday. Rebels attacked Homs on Monday.")
    assert [row["background"] for row in rows] == ["", ""]
