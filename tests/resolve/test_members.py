"""Sets that a report describes, and the bodies that it lists as their members."""

from pathlib import Path

import pytest

from readings import draft
from sourcebook.ledger import ClaimQuery, Ledger


def members(text: str) -> list[list[str]]:
    """The members of each set, by name."""
    d = draft(text)
    names = {a.id: a.name for a in d.actors}
    return [[names[i] for i in a.members] for a in d.actors if a.members]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The militias in Iraq include Hamas and Hezbollah.", ["Hamas", "Hezbollah"]),
        (
            "The Iran-backed militias comprise Hamas, Hezbollah and Boko Haram.",
            ["Hamas", "Hezbollah", "Boko Haram"],
        ),
        ("The Iran-backed militias consist of Hamas and Hezbollah.", ["Hamas", "Hezbollah"]),
        ("Iran-backed militias such as Hamas and Hezbollah left.", ["Hamas", "Hezbollah"]),
        ("Iran-backed militias like Hamas left.", ["Hamas"]),
        ("Iran-backed militias, including Hamas and Hezbollah, left.", ["Hamas", "Hezbollah"]),
        ("Hamas, Hezbollah and other Iran-backed militias left.", ["Hamas", "Hezbollah"]),
        ("Hamas, one of the Iran-backed militias, left.", ["Hamas"]),
        ("Hamas is one of the Iran-backed militias.", ["Hamas"]),
    ],
)
def test_a_set_has_the_members_that_the_report_lists(text: str, listed: list[str]) -> None:
    (found,) = members(text)
    assert sorted(found) == sorted(listed)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas and Iran-backed militias left.",
        "Iran-backed militias attacked Hamas.",
        "Hamas includes Hezbollah.",
        "Iran-backed militias, unlike Hamas, left.",
        "Iran-backed militias include many fighters.",
    ],
)
def test_what_is_only_named_beside_a_set_is_no_member(text: str) -> None:
    assert members(text) == []


def test_members_gather_over_a_report() -> None:
    text = "Iran-backed militias include Hamas. Hezbollah is one of the Iran-backed militias."
    assert members(text) == [["Hamas", "Hezbollah"]]


def test_a_claim_about_a_set_is_found_by_asking_for_a_member(tmp_path: Path) -> None:
    text = "The Iran-backed militias include Hamas and Hezbollah. The militias attacked Eilat in May 2024."
    with Ledger.open(tmp_path / "book.sourcebook") as ledger:
        ledger.keep(draft(text))
        found = list(ledger.claims(ClaimQuery(actors=("hamas",), kind="event")))
    assert ["attacked" in e.words for e in found] == [True]
