"""Who follows suit does what was done before, in his own name and on his own day."""

import pytest

from readings import Row, events


def deeds(text: str, kind: str) -> list[Row]:
    return [row for row in events(text) if row["type"] == kind and not row["background"]]


@pytest.mark.parametrize(
    ("text", "kind", "doers"),
    [
        (
            "Mali expelled French troops in 2022, and Burkina Faso followed suit. Niger did the same months later.",
            "SANCTION",
            ["Mali", "Burkina Faso", "Niger"],
        ),
        (
            "Colombia suspended arms purchases from Israel on Thursday; Bolivia did likewise on Friday.",
            "SANCTION",
            ["Colombia", "Bolivia"],
        ),
        ("Chad condemned the coup in Niamey. Nigeria did the same.", "ACCUSE", ["Chad", "Nigeria"]),
    ],
)
def test_who_follows_suit_does_what_was_done_before(text: str, kind: str, doers: list[str]) -> None:
    found = deeds(text, kind)
    assert [row["actor"] for row in found] == doers
    assert len({(row["mode"], row["recipient"]) for row in found}) == 1


def test_the_second_deed_has_its_own_day() -> None:
    text = "Colombia suspended arms purchases from Israel on Wednesday; Bolivia did likewise on Thursday."
    assert [row["date"] for row in deeds(text, "SANCTION")] == ["2024-12-18", "2024-12-19"]


def test_who_does_not_follow_suit_is_said_not_to_have_done_it() -> None:
    found = deeds("Mali expelled the envoy of France but Ghana did not follow suit.", "SANCTION")
    assert [row["modality"] for row in found] == ["asserted", "negated"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Goma on Sunday. The army did the same work in Bukavu.",
        "Rebels attacked Goma on Sunday. A suit followed in the court of Kinshasa.",
        "Rebels attacked Goma on Sunday. They did the same in Bukavu.",
    ],
)
def test_other_words_repeat_no_deed_of_another(text: str) -> None:
    assert len(deeds(text, "ASSAULT")) == 1
