"""Books whose names and words would break a careless export."""

from dataclasses import replace
from pathlib import Path

import drafts
from sourcebook.ledger import Ledger
from sourcebook.model.record import Draft
from sourcebook.story.linker import link_new

NAMES = (
    '=HYPERLINK("http://x.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "<script>alert(1)</script> & <b>",
    'a "quoted", name; with | marks',
    "two\nlines\r\nand\ta tab",
    "مجموعة \u202eالنهر\u202c",
    "bell\x07 and \x1b[31mred",
    "' OR 1=1 --",
)
"""Names of actors, outlets and places."""


def hostile_book(folder: Path) -> Path:
    """A book with a report for each name, by which its outlet, an actor and the place go, linked.

    Args:
        folder: where it goes.
    """
    path = folder / "hostile.sourcebook"
    with Ledger.open(path) as ledger:
        for number, name in enumerate(NAMES):
            ledger.keep(_told(name, number))
        link_new(ledger)
    return path


def _told(name: str, number: int) -> Draft:
    group = replace(drafts.RIVERS, id=f"group-{number}", name=name)
    town = replace(drafts.TOWN, id=f"place:h{number}", name=name, lat=60.5 - 5 * number)
    told = drafts.report(f"{drafts.TEXT} Said {name} ({number}).", publisher=name, title=name)
    attack = drafts.attack(told, when=drafts.day(f"2024-05-{number + 1:02}"))
    assert isinstance(attack.fact, drafts.Event)
    assert attack.fact.where
    where = replace(attack.fact.where, place=town.id)
    fact = replace(attack.fact, actor=(group.id,), where=where)
    claim = replace(attack, fact=fact, speaker=name)
    one = drafts.draft(told, claims=(claim,))
    return replace(one, actors=(*one.actors, group), places=(*one.places, town), mentions=())
