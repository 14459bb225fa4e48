"""A headline and the first lines below it tell one happening; what lies in a region is not the region."""

import pytest

from readings import events, ties, told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            (
                "Rebels seize town in east Congo\n\n"
                "KINSHASA - M23 rebels seized the town of Nyamilima in North Kivu on Sunday, residents said."
            ),
            "Nyamilima",
        ),
        (
            (
                "Bomb kills nine in Quetta market\n\n"
                "QUETTA - A bomb exploded in a market in Quetta on Sunday, killing nine people, police said."
            ),
            "Quetta",
        ),
        (
            (
                "Gunmen abduct 20 students in Nigeria\n\n"
                "ABUJA - Gunmen abducted 20 students from a school in Kaduna on Monday, police said."
            ),
            "Kaduna",
        ),
        (
            (
                "Strikes kill 14 in Gaza\n\n"
                "GAZA - Israeli airstrikes killed at least 14 people in Khan Younis on Monday, medics said."
            ),
            "Khan Younis",
        ),
    ],
)
def test_what_a_headline_announces_is_told_once_and_by_the_lines_below(text: str, place: str) -> None:
    assert [row["place"] for row in told(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen kill five in Kano\n\nKANO - Gunmen killed eight people in Kaduna on Monday, police said.",
        "Taliban capture Kunduz\n\nKABUL - The army captured Maymana on Monday.",
    ],
)
def test_what_differs_from_the_headline_is_another_happening(text: str) -> None:
    assert len(told(text)) > 1


def test_a_headline_borrows_no_party_from_the_line_below() -> None:
    text = "Rebels seize town in east Congo\n\nKINSHASA - M23 rebels fled from North Kivu on Sunday."
    assert [row["recipient"] for row in events(text) if row["trigger"] == "seize"] == [""]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("M23 seized a town in North Kivu.", set()),
        ("The army captured a base near Gao.", set()),
        ("The Taliban captured Almar district in Faryab province.", {"Almar"}),
        ("RSF seized control in Nyala.", {"Nyala"}),
        ("The city of Goma in North Kivu was captured by M23.", {"Goma"}),
    ],
)
def test_who_takes_something_in_a_region_does_not_control_the_region(text: str, held: set[str]) -> None:
    assert {o for _, p, o in ties(text) if p == "controls"} == held


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Commanders killed\n\nBEIRUT - The town was quiet on Tuesday.", "", "Commanders"),
        ("Rebels kill soldiers in Ituri\n\nBUNIA - The town was quiet on Tuesday.", "Rebels", "soldiers"),
    ],
)
def test_a_headline_may_leave_out_that_it_is_passive(text: str, actor: str, recipient: str) -> None:
    (found,) = [row for row in events(text) if row["type"] == "ASSAULT"]
    assert (found["actor"], found["recipient"]) == (actor, recipient)
