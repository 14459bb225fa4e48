"""Bodies made of others: mergers end their parts, leagues keep them."""

import pytest

from readings import events, ties

MYANMAR = ("Arakan Army", "Ta'ang National Liberation Army", "Myanmar National Democratic Alliance Army")
SYRIA = ("Ahrar al-Sham", "Sultan Murad Division", "Liwa al-Tawhid")


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        (
            (
                "The Levant Front was formed by the merger of Ahrar al-Sham, the Sultan Murad Division and "
                "Liwa al-Tawhid in 2014."
            ),
            SYRIA,
            "Levant Front",
        ),
        (
            "Ahrar al-Sham, the Sultan Murad Division and Liwa al-Tawhid merged to form the Levant Front.",
            SYRIA,
            "Levant Front",
        ),
        ("The merger of Hizbul Islam and Ras Kamboni created al-Shabaab.", ("Hizbul Islam",), "Al-Shabaab"),
        ("In 2010 Hizbul Islam merged into al-Shabaab.", ("Hizbul Islam",), "Al-Shabaab"),
    ],
)
def test_what_merges_ends_in_what_it_forms(text: str, parts: tuple[str, ...], whole: str) -> None:
    found = ties(text)
    assert {(part, "merged_into", whole) for part in parts} <= set(found)
    assert "founded_by" not in {p for _, p, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "The Brotherhood Alliance is a coalition of {}, the {} and the {}.",
        "The Brotherhood Alliance consists of the {}, the {} and the {}.",
        "The Brotherhood Alliance is made up of the {}, the {} and the {}.",
        "The {}, the {} and the {} united to form the Brotherhood Alliance.",
    ],
)
def test_what_makes_up_a_league_is_part_of_it(text: str) -> None:
    found = ties(text.format(*MYANMAR))
    assert {(part, "part_of", "Three Brotherhood Alliance") for part in MYANMAR} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "A coalition of rebel groups attacked Bangui.",
        "Qatar brought together Hamas and Fatah in Doha.",
        "The alliance between Hezbollah and Amal collapsed.",
        "Fatah and Hamas united against the plan.",
        "Talks on a merger of the Arakan Army and the Kachin Independence Army failed.",
    ],
)
def test_who_only_meets_or_is_not_named_is_part_of_nothing(text: str) -> None:
    assert {"part_of", "merged_into"}.isdisjoint(p for _, p, _ in ties(text))


def test_all_who_merge_are_its_doers() -> None:
    found = events("Ansar Dine, the Macina Liberation Front and al-Mourabitoun merged to form JNIM in 2017.")
    doers = next(row["actor"] for row in found if row["mode"] == "group_merged")
    assert doers == "Ansar Dine; Katiba Macina; Al-Mourabitoun"


def test_a_title_in_apposition_is_no_second_doer() -> None:
    found = events("Burhan, the Chairman and Commander of the Army, visited Juba.")
    assert [row["actor"] for row in found] == ["Abdel Fattah al-Burhan"]
