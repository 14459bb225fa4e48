"""Losses that are counted, captives that are taken, help that arrives or not, and what is no such thing."""

import pytest

from readings import draft, events, one, told
from sourcebook.model.claim import Event


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("The general put the army's losses at four dead and eleven injured.", "4", "11"),
        ("Two nurses lost their lives when their ambulance hit a mine near Kharkiv.", "2", ""),
        ("Forty people lost their lives in an air strike on a market in Taiz.", "40", ""),
        ("Ten soldiers were slain near Gao on Monday.", "10", ""),
        ("On Friday herders hacked six villagers to death near Jos.", "6", ""),
        ("Russian shelling of the port of Odesa wounded six people.", "", "6"),
    ],
)
def test_harm_is_one_happening_with_its_toll(text: str, killed: str, wounded: str) -> None:
    found = one(text, "ASSAULT")
    assert (found["killed"], found["wounded"]) == (killed, wounded)


def test_losses_of_money_are_no_harm() -> None:
    assert told("The company put its losses at $4m.") == []


def test_each_clause_with_its_own_subject_keeps_its_own_toll() -> None:
    text = "Three people were shot dead in Karachi, two others were hurt in Quetta and a guard was kidnapped in Zhob."
    assert [(row["place"], row["killed"], row["wounded"]) for row in told(text)] == [
        ("Karachi", "3", ""),
        ("Quetta", "", "2"),
        ("Zhob", "", ""),
    ]


def test_what_happens_meanwhile_is_another_attack() -> None:
    text = "Rebels killed a woman in Goma and wounded four others, while a drone struck a bus in Beni, injuring nine."
    assert [(row["place"], row["killed"], row["wounded"]) for row in told(text)] == [
        ("Goma", "1", "4"),
        ("Beni", "", "9"),
    ]


@pytest.mark.parametrize(
    ("text", "captives"),
    [
        ("Rebels left Bunia on Tuesday, taking 12 miners captive.", "miners"),
        ("Bandits took dozens of captives in Sokoto on Tuesday.", "captives"),
    ],
)
def test_who_is_taken_captive_is_abducted(text: str, captives: str) -> None:
    found = [row for row in told(text) if row["mode"] == "abduct"]
    assert [row["recipient"] for row in found] == [captives]


def test_taking_a_photograph_of_captives_is_no_abduction() -> None:
    assert not [row for row in told("Reporters took pictures of the captives in Sokoto.") if row["mode"]]


def test_others_are_more_of_those_harmed_before() -> None:
    text = "Five miners were abducted by rebels near Bunia on Monday. Two others who hid were shot dead."
    assert [row["recipient"] for row in told(text)] == ["miners", "miners"]


def test_others_beside_one_man_are_nobody_known() -> None:
    text = "The mayor of Goma was abducted on Monday. Two others were shot dead in Beni on Tuesday."
    assert [row["recipient"] for row in told(text) if row["killed"]] == [""]


@pytest.mark.parametrize(
    ("text", "place", "modality"),
    [
        ("No medicine has reached Kadugli since June.", "Kadugli", "negated"),
        ("Relief supplies arrived in Tigray on Tuesday.", "Tigray", "asserted"),
    ],
)
def test_help_that_arrives_or_does_not_is_aid(text: str, place: str, modality: str) -> None:
    found = one(text, "AID")
    assert (found["place"], found["modality"]) == (place, modality)


def test_a_bus_that_arrives_is_no_aid() -> None:
    assert told("The bus arrived in Tigray on Tuesday.") == []


def test_money_is_given() -> None:
    found = one("Norway gave Sudan $20m in May.", "AID")
    assert (found["actor"], found["recipient"]) == ("Norway", "Sudan")


def test_who_is_angry_at_a_gift_does_not_get_it() -> None:
    found = one("France sent armoured vehicles to Mali in May, to the dismay of Algeria.", "AID")
    assert found["recipient"] == "Mali"


@pytest.mark.parametrize(
    "text",
    [
        "Norway, which funds the mission, is a member of NATO.",
        "The Taliban hold Kabul and the army holds Herat.",
    ],
)
def test_what_somebody_does_as_a_rule_is_no_happening(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Insurgents set fire to 20 houses in Macomia on Thursday.",
        "Rioters set a police station on fire in Lahore on Thursday.",
        "The torching of a clinic in Leer in March shocked residents.",
    ],
)
def test_arson_is_an_assault_that_destroys(text: str) -> None:
    assert one(text, "ASSAULT")["mode"] == "destroy"


def test_a_date_that_is_set_burns_nothing() -> None:
    assert not [row for row in told("The minister set a date for talks.") if row["type"] == "ASSAULT"]


def test_an_assault_that_is_led_is_the_storming_and_not_the_burning() -> None:
    text = "Gunmen stormed a barracks in Nampula and burned houses. The assault was led by Boko Haram."
    assert "Boko Haram" in next(row for row in told(text) if row["trigger"] == "stormed")["actor"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Residents of Djibo woke to gunfire as Boko Haram overran a police station.", "Djibo"),
        ("Villagers of Djibo said gunmen had attacked a clinic on Monday.", "Djibo"),
        ("A mine missed a patrol of President Kagame in Goma but wounded two shepherds.", "Goma"),
    ],
)
def test_what_the_people_of_a_town_live_through_happens_there(text: str, place: str) -> None:
    assert {row["place"] for row in told(text)} == {place}


def test_a_speaker_from_elsewhere_tells_no_place() -> None:
    assert {row["place"] for row in told("A lawyer from Geneva said gunmen had attacked a clinic.")} == {""}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Conscripts have deserted in Kachin since January.", "RETREAT"),
        ("Rebels marched on Bangui on Monday.", "MOBILIZE"),
        ("Thousands of teachers marched in Bangui on Monday.", "PROTEST"),
        ("Germany ended its training mission in 2024.", "SANCTION"),
        ("Soldiers stole 40 cattle near Bunia on Monday.", "COERCE"),
    ],
)
def test_words_tell_of_which_type_a_move_is(text: str, kind: str) -> None:
    assert [row["type"] for row in told(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Floods killed 12 people in Sylhet on Monday.",
        "Twelve people were killed in a bus crash near Kano on Monday.",
        "A military plane crashed in Omdurman, killing 46.",
        "Cholera has killed 30 people in Kassala.",
        "Cyclone Freddy killed 400 people in Malawi.",
        "The death of 12 miners in a tunnel collapse in Goma shocked the town.",
    ],
)
def test_what_floods_crashes_and_diseases_do_is_no_assault(text: str) -> None:
    assert not [row for row in events(text) if row["type"] == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Six soldiers were killed when rebels shot down their helicopter in Kivu.",
        "A truck bomb collapsed a building in Beirut, killing 46.",
        "Six people were killed in Goma when rebels crashed a truck into a market.",
    ],
)
def test_who_brings_something_down_has_done_harm(text: str) -> None:
    assert [row for row in events(text) if row["type"] == "ASSAULT" and row["killed"]]


def test_the_burning_and_the_killing_are_of_one_attack() -> None:
    text = "Herders attacked Yelwata on Friday, burning homes and killing more than 100 people."
    assert "killing" not in {row["trigger"] for row in told(text)}


def test_who_is_forced_to_leave_was_not_abducted_with_the_others() -> None:
    d = draft("Boko Haram abducted 19 women in Borno, forcing villagers to flee.")
    counted = {
        d.report.text[e.trigger.start : e.trigger.end]: e.abducted
        for c in d.claims
        if isinstance(e := c.fact, Event)
    }
    assert counted["forcing"] is None
