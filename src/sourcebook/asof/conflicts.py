"""Conflict: what disagrees about a tie, flagged on every tie that it touches."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from heapq import heappop, heappush
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from sourcebook.asof.marks import Mark, Turn, sure_days
from sourcebook.ledger import Entry
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Modality, Predicate, Relation

if TYPE_CHECKING:
    from sourcebook.asof.spans import TieSpan

Kinds = Callable[[str], ActorKind | None]
ONE_OBJECT = frozenset(
    {
        Predicate.OFFICE_OF,
        Predicate.PLEDGED_TO,
        Predicate.MERGED_INTO,
        Predicate.SUCCEEDS,
        Predicate.LED_BY,  # where both are named as the one who leads
    }
)  # located_in is functional too, but "in Anbar" and "in Iraq" agree; that takes a gazetteer to tell
ONE_SUBJECT = frozenset({Predicate.CONTROLS, Predicate.HOLDS_OFFICE})
_SHARED = frozenset({"partial", "contested"})
_NOT_THE_TOP = re.compile(
    r"\b(?:an?|one of(?: the)?|some|several|other)\s+(?:[\w'’-]+\s+){0,3}?(?:leader|commander|chief|head|figure)s?\b"
    r"|\b(?:deputy|vice|former|ex|advis[eo]r|spokes\w+|field|regional|local|senior)\b",
    re.IGNORECASE,
)


class Clash(StrEnum):
    """How things disagree."""

    OVERLAP = "overlap"  # two at once where there is room for one
    DENIED = "denied"  # some say it, some deny it
    DATES = "dates"  # two beginnings, or two ends, with nothing in between
    ORDER = "order"  # said before it began


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A disagreement about a tie.

    Attributes:
        kind: how things disagree.
        other: id of the other tie; None when claims about this one disagree among themselves.
        told: says what disagrees, when that is asked for; a tie may have hundreds of disagreements, and their words
            the times of as many claims.
    """

    kind: Clash
    other: str | None
    told: Callable[[], str] = field(repr=False, compare=False)

    @property
    def words(self) -> str:
        """What disagrees, for people."""
        return self.told()


def own_conflicts(span: "TieSpan", kept: list[Mark]) -> tuple[Conflict, ...]:
    """What claims about one tie disagree on.

    Args:
        span: the tie.
        kept: its marks, as `marks.pruned` leaves them.
    """
    return tuple(_own(span, kept))


def _own(span: "TieSpan", kept: list[Mark]) -> Iterator[Conflict]:
    if span.denied and (span.said or span.began):
        yield Conflict(kind=Clash.DENIED, other=None, told=partial(_denied, span.denied))
    for turn, verb in ((Turn.BEGAN, "begins"), (Turn.ENDED, "ends")):
        for one, other in _twice(kept, turn):
            yield Conflict(kind=Clash.DATES, other=None, told=partial(_differing, verb, one, other))
    early = _too_early(kept)
    if early:
        yield Conflict(kind=Clash.ORDER, other=None, told=partial(_said_early, early))


def _denied(by: Iterable[Entry]) -> str:
    return f"denied by {', '.join(dict.fromkeys(map(_voice, by)))}"


def _differing(verb: str, one: Mark, other: Mark) -> str:
    return f"{verb} {_day(one)} as some have it, {_day(other)} as others do"


def _said_early(mark: Mark) -> str:
    return f"said in a report of {_day(mark)}, before it began"


def _voice(entry: Entry) -> str:
    return entry.claim.speaker or entry.source.label


def _twice(marks: list[Mark], turn: Turn) -> Iterator[tuple[Mark, Mark]]:
    """Neighbouring turns of one sort that cannot be the same, with none of the other sort that may lie between."""
    dated = sorted((m for m in marks if m.turn is turn and m.first and m.last), key=attrgetter("bounds"))
    back = [m for m in marks if m.turn in (Turn.BEGAN, Turn.ENDED) and m.turn is not turn]
    for one, other in pairwise(dated):
        low, high = one.bounds[0], other.bounds[1]
        apart = one.bounds[1] < other.bounds[0]
        if apart and not any(m.may_be_by(high) and m.bounds[1] >= low for m in back):
            yield one, other


def _too_early(marks: list[Mark]) -> Mark | None:
    begins = [m for m in marks if m.turn is Turn.BEGAN and m.sure]
    stands = [m for m in marks if m.turn is Turn.STANDS and m.sure and m.last]
    if any(m.turn is Turn.ENDED for m in marks) or not begins:
        return None
    return next((m for m in stands if not any(b.may_be_by(m.last or date.max) for b in begins)), None)


def _day(mark: Mark) -> str:
    return mark.when.edtf if mark.when else "at an unknown time"


def exclusive(
    spans: Iterable["TieSpan"],
    names: Mapping[str, str],
    *,
    kinds: Kinds,
    kept: Callable[["TieSpan"], Iterable[Mark]],
) -> dict[str, list[Conflict]]:
    """Ties of which only one may hold at a time, and which overlap; by the id of each.

    Args:
        spans: ties.
        names: ids to names.
        kinds: tells what an actor is.
        kept: gives the marks of a tie as `marks.pruned` leaves them.
    """
    every = list(spans)
    groups: dict[tuple[Predicate, str], list[TieSpan]] = {}
    offices = _offices(every)
    for span in every:
        end = _alone(span, offices=offices, kinds=kinds)
        if end is not None:
            groups.setdefault((span.predicate, end), []).append(span)
    flagged: dict[str, list[Conflict]] = {}
    for group in groups.values():
        rivals = sorted(group, key=lambda s: s.id) if group[1:] else []
        for (here, there), day in sorted(_first_shared([sure_days(kept(s)) for s in rivals]).items()):
            one, other = rivals[here], rivals[there]
            if not (one.known and other.known):
                _flag(flagged, one, other, day, names)
                _flag(flagged, other, one, day, names)
    return flagged


def _offices(spans: Iterable["TieSpan"]) -> frozenset[str]:
    """Offices of which it is known whose they are; "president" alone may be anybody's."""
    return frozenset(s.subject for s in spans if s.predicate is Predicate.OFFICE_OF)


def _alone(span: "TieSpan", *, offices: frozenset[str], kinds: Kinds) -> str | None:
    """The end for which there is room for one such tie; None when there is room for more."""
    if span.predicate is Predicate.LED_BY:
        return span.subject if kinds(span.object) is ActorKind.PERSON and _at_the_top(span) else None
    if span.predicate is Predicate.HOLDS_OFFICE:
        return span.object if span.object in offices else None
    if span.predicate is Predicate.CONTROLS and any(_degree(e) in _SHARED for e in span.entries):
        return None
    if span.predicate in ONE_OBJECT:
        return span.subject
    return span.object if span.predicate in ONE_SUBJECT else None


def _at_the_top(span: "TieSpan") -> bool:
    told = (e for e in span.said if e.modality is Modality.ASSERTED)
    return bool(span.known) or any(not _NOT_THE_TOP.search(e.words) for e in told)


def _degree(entry: Entry) -> str | None:
    fact = entry.claim.fact
    return fact.degree if isinstance(fact, Relation) else None


def _first_shared(held: Sequence[Sequence[tuple[date, date]]]) -> dict[tuple[int, int], date]:
    """The first day on which both of two ties certainly held, by their places; of those pairs that shared one.

    Goes through time once, with those at hand that hold.

    Args:
        held: days on which each tie held, from the first of a pair on and no longer on the second.
    """
    found: dict[tuple[int, int], date] = {}
    holding: list[tuple[date, int]] = []
    for begin, end, place in sorted((a, b, n) for n, days in enumerate(held) for a, b in days if a < b):
        while holding and holding[0][0] <= begin:
            heappop(holding)
        for _, other in holding:
            if other != place:
                found.setdefault((min(place, other), max(place, other)), begin)
        heappush(holding, (end, place))
    return found


def _flag(
    flagged: dict[str, list[Conflict]], span: "TieSpan", other: "TieSpan", day: date, names: Mapping[str, str]
) -> None:
    rival = other.object if other.subject == span.subject else other.subject
    told = partial(_overlapping, day, names.get(rival, rival))
    flagged.setdefault(span.id, []).append(Conflict(kind=Clash.OVERLAP, other=other.id, told=told))


def _overlapping(day: date, rival: str) -> str:
    return f"held on {day.isoformat()} by {rival} too, and there is room for one"
