"""Whose army is "the army", and what is a place though somebody governs or bears its name."""

import pytest

from readings import events

LAND = "Rebels raided Goma, Beni, Bunia and Butembo in the Democratic Republic of Congo on Monday. "


def test_the_army_is_that_of_the_country_that_the_report_is_about() -> None:
    text = (
        LAND
        + "Norway froze its aid. "
        + "Prices rose. Schools shut. Harvests failed. "
        + "Four men attacked the army."
    )
    assert events(text)[-1]["recipient"] == "Democratic Republic of the Congo"


def test_the_army_of_the_state_just_named_is_its_own() -> None:
    text = LAND + "Prices rose. Rwanda said nothing. Four men attacked the army."
    assert events(text)[-1]["recipient"] == "Rwanda"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Two soldiers were killed in the mountains of Puntland on Monday.", "Puntland"),
        ("Two soldiers were killed in Transnistria on Monday.", "Transnistria"),
        ("Two soldiers were killed near Sheikh Zuweid in May.", "Sheikh Zuweid"),
    ],
)
def test_where_something_is_done_is_a_place(text: str, place: str) -> None:
    assert [row["place"] for row in events(text)] == [place]


def test_a_government_that_acts_is_none() -> None:
    assert events("Puntland sent troops to Bosaso on Monday.")[0]["actor"] == "Government of Puntland"


def test_the_camps_of_a_group_are_no_party() -> None:
    text = "Boko Haram raided Diffa in May. On Friday jets bombed the group's camps."
    assert events(text)[-1]["recipient"] == "Boko Haram"
