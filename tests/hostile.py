"""Books whose names and words try to break out of whatever format they are put into.

`hostile_book`: short strings in every field of the usual draft. `loud_book`: one report that is markup, commands and
turned directions from end to end. `named_book`: a report for each of `NAMES`, by which an outlet, an actor and a place
go.
"""

from dataclasses import replace
from pathlib import Path

import drafts
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Alias
from sourcebook.model.claim import Claim, Event, Relation
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, Span
from sourcebook.story.linker import link_new

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '"><script>alert(1)</script>',
    "]]>&amp;<!--",
    "a\x00b\x0b\ufffe\x7f",
    "line one\nline two\r\n\tthree",
    "\u202eright to left\u202c",
    "<http://a> . } \\ \\u0041 '''\"\"\"",
)
MARKUP = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> & \"two\" 'one' ]]> --> </style>"
)
TYPST = '#panic("owned") $x$ *bold* _it_ `raw` @cite <label> [a](b) \\ // = Head'
RIGHT = "حزب الله"
OVERRIDE = "\u202eabc\u202c \u200fdef"
FORMULA = "=HYPERLINK(1)"
CONTROL = "bell\x07 escape\x1b[31m delete\x7f"
LOUD = (
    f"{FORMULA} and {RIGHT} met. {MARKUP} The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024"
    f" {RIGHT}, {TYPST}, the army said. {CONTROL} {OVERRIDE}. The group, which Norland once armed, may attack again,"
    " an official said.\n\nIt did not attack in 2019."
)
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
    """A book whose actors, places, outlet, headline and words are hostile.

    Args:
        folder: where it goes.
    """
    text = " ".join((*HOSTILE[1:], drafts.TEXT))
    told = drafts.report(text, title=HOSTILE[1], publisher=HOSTILE[0], author=HOSTILE[2], address=HOSTILE[6])
    made = drafts.draft(told)
    actors = tuple(
        replace(a, name=HOSTILE[i % len(HOSTILE)], aliases=(Alias(text=HOSTILE[-1 - i % len(HOSTILE)]),))
        for i, a in enumerate(made.actors)
    )
    places = tuple(replace(p, name=HOSTILE[i + 3], aliases=(HOSTILE[i],)) for i, p in enumerate(made.places))
    claims = tuple(replace(_wide(c, text), speaker=HOSTILE[i]) for i, c in enumerate(made.claims))
    path = folder / "hostile.sourcebook"
    with Ledger.open(path) as ledger:
        ledger.keep(replace(made, actors=actors, places=places, claims=claims))
    return path


def _wide(claim: Claim, text: str) -> Claim:
    """A tie that quotes the hostile words too."""
    if not isinstance(claim.fact, Relation):
        return claim
    return replace(claim, quote=replace(claim.quote, start=text.index("]]>")))


def loud_book(folder: Path) -> Path:
    """A book of one report whose names and words are loud.

    Args:
        folder: where it goes.
    """
    path = folder / "loud.sourcebook"
    told = drafts.report(
        LOUD,
        title=MARKUP,
        publisher=f"{FORMULA} {RIGHT} {MARKUP}",
        author=TYPST,
        address="javascript:alert(1)",
    )
    mine = drafts.draft(
        told, claims=(_loud(told), drafts.threat(told), drafts.tie(told), drafts.allusion(told))
    )
    actors = (
        replace(drafts.RIVERS, name=f"{RIGHT} {MARKUP}"),
        drafts.LOOKALIKE,
        replace(drafts.ARMY, name=TYPST),
        replace(drafts.NORLAND, name=f"{OVERRIDE}{CONTROL}"),
        drafts.GUNMEN,
    )
    places = (drafts.COUNTRY, replace(drafts.TOWN, name=f"+{MARKUP}"))
    with Ledger.open(path) as ledger:
        ledger.keep(replace(mine, actors=actors, places=places))
        link_new(ledger)
    return path


def _loud(told: Report) -> Claim:
    """The attack in all words from the first to the last, said by somebody with a name of that sort."""
    quote = Span(start=0, end=told.text.index("\n"))
    return replace(drafts.attack(told), quote=quote, speaker=MARKUP)


def named_book(folder: Path) -> Path:
    """A book with a report for each name, by which its outlet, an actor and the place go, linked.

    Args:
        folder: where it goes.
    """
    path = folder / "named.sourcebook"
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
    assert isinstance(attack.fact, Event)
    assert attack.fact.where
    where = replace(attack.fact.where, place=town.id)
    fact = replace(attack.fact, actor=(group.id,), where=where)
    claim = replace(attack, fact=fact, speaker=name)
    one = drafts.draft(told, claims=(claim,))
    return replace(one, actors=(*one.actors, group), places=(*one.places, town), mentions=())
