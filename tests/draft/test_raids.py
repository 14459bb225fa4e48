"""Who comes to a place and goes again does not hold it, and who strikes what stands there does not own it."""

import pytest

from readings import draft, events, ties
from sourcebook.model.claim import Predicate, Relation


@pytest.mark.parametrize(
    "text",
    [
        "JNIM entered Djibo on Sunday and withdrew hours later.",
        "RSF fighters entered Er Rahad on Monday and left the town by nightfall.",
        "Wagner fighters briefly entered Rostov in June.",
        "Islamic State fighters raided the town of Rutba before withdrawing on Friday.",
        "Kenyan troops stormed Dhobley on Monday.",
    ],
)
def test_who_raids_a_town_or_leaves_it_again_does_not_control_it(text: str) -> None:
    assert "controls" not in {p for _, p, _ in ties(text)}
    assert "control_gained" not in {row["mode"] for row in events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "RSF fighters captured Er Rahad on Monday and left the army in disarray.",
        "The Malian army retook Kidal on Monday and will leave on Friday.",
        "JNIM seized Djibo on Sunday and killed ten soldiers.",
    ],
)
def test_who_stays_controls_it(text: str) -> None:
    assert "controls" in {p for _, p, _ in ties(text)}


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("The Taliban briefly captured Kunduz in 2015.", "2015", "2015"),
        ("M23 seized Bunagana on Monday but pulled out on Wednesday.", "2024-12-16", "2024-12-18"),
        ("M23 seized Bunagana on Monday and abducted a priest on Wednesday.", "2024-12-16", None),
    ],
)
def test_who_takes_a_place_and_leaves_it_held_it_until_then(text: str, since: str, until: str | None) -> None:
    (held,) = [
        c.fact
        for c in draft(text).claims
        if isinstance(c.fact, Relation) and c.fact.predicate is Predicate.CONTROLS
    ]
    assert held.since is not None
    assert (held.since.edtf, held.until.edtf if held.until else None) == (since, until)


@pytest.mark.parametrize(
    "text",
    [
        "The town of Goma had been held by M23 until 2013.",
        "Kunduz was held by the Taliban for two weeks.",
    ],
)
def test_a_place_that_was_held_was_not_taken_then(text: str) -> None:
    assert ("controls" in {p for _, p, _ in ties(text)}, events(text)) == (True, [])


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab attacked a base in Baidoa.",
        "Boko Haram launched an attack on a camp in Diffa.",
        "A headquarters in Sirte was bombed by the Islamic State.",
    ],
)
def test_who_strikes_a_base_is_not_based_there(text: str) -> None:
    assert "based_at" not in {p for _, p, _ in ties(text)}


@pytest.mark.parametrize("text", ["Hezbollah has an office in Tyre.", "The army set up a base in Gao."])
def test_who_has_or_opens_a_base_is_based_there(text: str) -> None:
    assert "based_at" in {p for _, p, _ in ties(text)}
