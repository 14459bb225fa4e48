"""Who leads, who makes up a body, whose outlet it is, who went over to whom, who runs a place."""

import pytest

from readings import ties


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        (
            "Jaysh al-Islam, founded in Douma, pledged loyalty to the Syrian opposition and is led by Essam Buwaydani.",
            ("Jaysh al-Islam", "led_by", "Essam Buwaydani"),
        ),
        ("Hezbollah, now under Naim Qassem, met the envoy.", ("Hezbollah", "led_by", "Naim Qassem")),
        (
            "The remnants of Ansar Dine, now under Musa Kone, fled.",
            ("Ansar Dine", "led_by", "Musa Kone"),
        ),
        ("Ansar Allah's Al-Masirah reported the raid.", ("Al Masirah", "part_of", "Houthis")),
        ("Islamic State's newsletter, al-Naba, praised him.", ("Al-Naba", "part_of", "Islamic State")),
        (
            "The African Union Mission in Somalia is made up of troops from Kenya and Burundi.",
            ("Burundi", "part_of", "African Union Mission in Somalia"),
        ),
        ("The G5 Sahel is composed of Mali, Niger and Chad.", ("Niger", "part_of", "G5 Sahel")),
        (
            "Boko Haram split from al-Qaeda in 2015 to join Islamic State.",
            ("Boko Haram", "part_of", "Islamic State"),
        ),
        ("The M23 runs Rutshuru and taxes traders there.", ("March 23 Movement", "controls", "Rutshuru")),
        ("Hamas fled to its stronghold of Khan Younis.", ("Hamas", "based_at", "Khan Younis")),
        ("The Houthis hold Sanaa.", ("Houthis", "controls", "Sanaa")),
        ("The Houthis have control of Sanaa.", ("Houthis", "controls", "Sanaa")),
        ("Cameroonian troops are entrenched in Kolofata.", ("Cameroon", "operates_in", "Kolofata")),
    ],
)
def test_a_tie_is_told(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text), ties(text)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Iraq under Saddam Hussein invaded Kuwait.", "led_by"),
        ("Syria's SANA reported the raid.", "part_of"),
        ("The Houthis joined Hamas in condemning the raid.", "part_of"),
        ("Workers from Kenya and Burundi built the road.", "part_of"),
        ("The governor runs a bakery in Goma.", "controls"),
        ("The Houthis and Hezbollah are battling for control of Marib.", "controls"),
        ("The Houthis seek control of Marib.", "controls"),
    ],
)
def test_no_tie_is_told(text: str, predicate: str) -> None:
    assert predicate not in {p for _, p, _ in ties(text)}


def test_the_force_is_the_body_called_so() -> None:
    text = (
        "The Stabilisation Force was deployed to Bosnia in 1996. "
        "Colonel Peter Hall, a spokesman for the force, thanked Serbia."
    )
    assert ("Peter Hall", "member_of", "Stabilisation Force") in ties(text)
