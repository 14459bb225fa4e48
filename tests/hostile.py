"""A book whose names and words try to break out of whatever format they are put into."""

from dataclasses import replace
from pathlib import Path

import drafts
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Alias
from sourcebook.model.claim import Claim, Relation

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '"><script>alert(1)</script>',
    "]]>&amp;<!--",
    "a\x00b\x0b\ufffe\x7f",
    "line one\nline two\r\n\tthree",
    "\u202eright to left\u202c",
    "<http://a> . } \\ \\u0041 '''\"\"\"",
)


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
