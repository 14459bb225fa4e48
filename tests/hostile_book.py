"""A book whose names and texts try to be markup, formulas, commands, and to turn the direction of what follows."""

from dataclasses import replace
from pathlib import Path

import drafts
from sourcebook.ledger import Ledger
from sourcebook.story.linker import link_new

MARKUP = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> & \"two\" 'one' ]]> --> </style>"
)
TYPST = '#panic("owned") $x$ *bold* _it_ `raw` @cite <label> [a](b) \\ // = Head'
RIGHT = "حزب الله"
OVERRIDE = "\u202eabc\u202c \u200fdef"
FORMULA = "=HYPERLINK(1)"
CONTROL = "bell\x07 escape\x1b[31m delete\x7f"
TEXT = (
    f"{FORMULA} and {RIGHT} met. {MARKUP} The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024"
    f" {RIGHT}, {TYPST}, the army said. {CONTROL} {OVERRIDE}. The group, which Norland once armed, may attack again,"
    " an official said.\n\nIt did not attack in 2019."
)


def hostile_book(folder: Path) -> Path:
    """Make the book.

    Args:
        folder: where it goes.
    """
    path = folder / "hostile.sourcebook"
    told = drafts.report(
        TEXT,
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


def _loud(told: drafts.Report) -> drafts.Claim:
    """The attack in all words from the first to the last, said by somebody with a name of that sort."""
    quote = drafts.Span(start=0, end=told.text.index("\n"))
    return replace(drafts.attack(told), quote=quote, speaker=MARKUP)
