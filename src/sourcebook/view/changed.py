"""Changes, events and ties in plain words, for those who read them in a line."""

from collections.abc import Mapping

from sourcebook.asof.changes import Sort
from sourcebook.asof.spans import TieSpan
from sourcebook.ledger import Entry
from sourcebook.view.timeline import Line, event_line
from sourcebook.view.words import tie_words

HEADINGS = {
    Sort.HAPPENED: "What happened",
    Sort.BEGAN: "Ties that began",
    Sort.ENDED: "Ties that ended",
    Sort.CONFIRMED: "Asserted now, only possible or planned before",
    Sort.DENIED: "Said by some, denied by others",
    Sort.CONTRADICTED: "Newly contradicted",
}
"""What a list of changes of a sort is called."""

OF_THEIR_DAY = frozenset({Sort.HAPPENED, Sort.BEGAN, Sort.ENDED})
"""Sorts that have the day of what came about; the others have that of a report."""


def tie_line(tie: TieSpan, names: Mapping[str, str]) -> str:
    """A tie as a line: "Quds Force led by Esmail Qaani"."""
    ends = names.get(tie.subject, tie.subject), names.get(tie.object, tie.object)
    return f"{ends[0]} {tie_words(tie.predicate, forward=True)} {ends[1]}"


def event_words(entry: Entry, names: Mapping[str, str]) -> str | None:
    """An event as a line: "ASSAULT firearms, River Front → Norland Army at Ostby, 12 killed"; None for a tie."""
    shown = event_line(entry, names)
    return _told(shown) if shown else None


def _told(x: Line) -> str:
    what = " ".join(filter(None, (x.type, *x.mode, x.phase))).replace("_", " ")
    target = f" → {', '.join(x.recipient)}" if x.recipient else ""
    who = f"{', '.join(x.actor) or '?'}{target}" if x.actor or x.recipient else ""
    where = f"at {x.place}" if x.place else ""
    party = " ".join(filter(None, (who, where)))
    others = [f"{role.replace('_', ' ')} {', '.join(who)}" for role, who in x.others]
    return ", ".join(filter(None, (what, party, *others, *x.tolls)))
