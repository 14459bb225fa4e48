"""Passages that are opened and closed: may one be passed on a day?

The last word counts. Who says it makes no difference when it is said outright, since gates are opened and closed in
public; words of doubt make an answer unknown and never more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sourcebook.asof.marks import Held, Mark, Turn, held_on
from sourcebook.asof.told import turn_of
from sourcebook.asof.transitions import PASSAGES
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Modality

_ONE = timedelta(
    days=30
)  # two accounts of one closing differ by days; what is closed again after more was open


def turns_at(entries: Iterable[Entry]) -> dict[str, list[Mark]]:
    """When passages were opened (BEGAN) or closed (ENDED), by id of the place.

    Args:
        entries: claims of both sorts.
    """
    found: dict[str, list[Mark]] = {}
    for entry in entries:
        fact = entry.claim.fact
        if isinstance(fact, Event) and fact.type is EventType.TRANSITION and fact.where:
            mark = _mark(entry, fact)
            if mark is not None:
                found.setdefault(fact.where.place, []).append(mark)
    return found


def _mark(entry: Entry, event: Event) -> Mark | None:
    turn = next((PASSAGES[mode] for mode in event.mode if mode in PASSAGES), None)
    mark = turn_of(entry, event, turn) if turn else None
    return replace(mark, sure=entry.claim.modality is Modality.ASSERTED) if mark else None


def passable(marks: Sequence[Mark], day: date | None) -> Held:
    """Whether a passage was open; a closing counts from its own day on.

    Args:
        marks: of one passage.
        day: the day; None for after all that is said.

    Returns:
        UNKNOWN when nothing says that it was opened or closed.
    """
    if day is None:
        return held_on(marks, None)
    if {m.turn for m in marks if m.sure and m.last == day} == {Turn.ENDED}:
        return Held.NO
    answer = held_on([m for m in marks if m.may_be_by(day)] or marks, day)
    return Held.UNKNOWN if answer is Held.NO and _closed_again(marks, day) else answer


def closing(marks: Iterable[Mark], day: date) -> Entry | None:
    """The last claim by which a passage was closed on a day or before.

    Args:
        marks: of one passage.
        day: the day.
    """
    by_then = [m for m in marks if m.sure and m.turn is Turn.ENDED and m.may_be_by(day)]
    last = max(by_then, key=lambda m: (_told(m), m.entry.claim.id if m.entry else ""), default=None)
    return last.entry if last else None


def _closed_again(marks: Iterable[Mark], day: date) -> bool:
    """Whether it is told to be closed so long after the closings before the day that it must have opened between."""
    told = sorted((_told(m), m.turn) for m in marks if m.sure)
    then = max((at for at, _ in told if at <= day), default=day)
    later, turn = next((one for one in told if one[0] > day), (day, Turn.BEGAN))
    return turn is Turn.ENDED and later - then > _ONE


def _told(mark: Mark) -> date:
    return mark.first or mark.last or date.min
