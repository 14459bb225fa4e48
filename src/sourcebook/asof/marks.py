"""Mark, Held: what is said of a tie at which time, and what follows for a day.

A tie has any number of marks. A sure one is said outright by a report's author or by a knowledge file; one that is
hedged, or that a report puts into somebody else's mouth, is not sure: it can make an answer unknown and never more.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from operator import attrgetter

from sourcebook.ledger import Entry
from sourcebook.model.when import When


class Held(StrEnum):
    """Whether something held on a day."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Turn(StrEnum):
    """What a mark says of its time."""

    BEGAN = "began"  # it began then
    STANDS = "stands"  # a report of then says that it holds, and not since when
    ENDED = "ended"  # it ended then
    LACKS = "lacks"  # a report of then says that it does not hold


_put = object.__setattr__  # a mark is frozen
_by_time = attrgetter("bounds")
_HOLDS = frozenset({Turn.BEGAN, Turn.STANDS})
_TURNS = frozenset({Turn.BEGAN, Turn.ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said of a tie at one time.

    Attributes:
        turn: what it says.
        when: the time; open before what is only said to have happened by a report's day; None when not known.
        sure: whether it is said outright.
        entry: the claim that says it; None for a knowledge file.
        first: first day on which it may lie; None when open.
        last: last day on which it may lie; None when open.
        bounds: both days, the least and the greatest that there are when open.
    """

    turn: Turn
    when: When | None
    sure: bool
    entry: Entry | None = None
    first: date | None = field(init=False, repr=False, compare=False)
    last: date | None = field(init=False, repr=False, compare=False)
    bounds: tuple[date, date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Have the days at hand: they are asked for again and again."""
        first, last = (self.when.first, self.when.last) if self.when else (None, None)
        _put(self, "first", first)
        _put(self, "last", last)
        _put(self, "bounds", (first or date.min, last or date.max))

    @property
    def holds(self) -> bool:
        """Whether it speaks for the tie."""
        return self.turn in _HOLDS

    def past(self, day: date) -> bool:
        """Whether it certainly lies behind; what begins counts from its day on, what ends from the next."""
        return self.last is not None and (self.last < day or (self.last == day and self.turn != Turn.ENDED))

    def may_be_by(self, day: date) -> bool:
        """Whether it may lie on a day or before it."""
        return self.first is None or self.first <= day


def held_on(marks: Iterable[Mark], day: date | None) -> Held:
    """What marks say of a day.

    Args:
        marks: of one tie.
        day: the day; None for after all that is said.

    Returns:
        UNKNOWN wherever the sure marks leave it open or disagree, or an unsure one speaks against what they say.
    """
    kept = pruned(_each_once(marks))
    return _held(kept, day or _after(kept))


def sure_days(exact: Iterable[Mark]) -> list[tuple[date, date]]:
    """The days on which a tie certainly held: from the first of a pair on, and no longer on the second.

    Args:
        exact: the marks of one tie, as `pruned` leaves them.
    """
    kept = _each_once(exact)
    if all(m.turn is Turn.STANDS and m.first == m.last is not None for m in kept):
        days = [m.last for m in kept if m.sure and m.last]  # what two reports say holds between them
        return [(min(days), _next_day(max(days)))] if days else []
    turns, may = borders(kept), _may_be_sure(kept)
    ends = (*turns[1:], date.max)
    return [(a, b) for a, b in zip(turns, ends, strict=False) if may(a) and _held(kept, a) is Held.YES]


def _may_be_sure(kept: Sequence[Mark]) -> Callable[[date], bool]:
    """Tells, without going through all marks, on which days a tie may surely hold.

    On the others the last sure word is one against it. Somebody who dies in a thousand reports, each of another day,
    would else have each day held against each.
    """
    sure = [m for m in kept if m.sure and m.last]
    told = sorted(
        (m.last or date.max, m.turn is Turn.ENDED) for m in sure
    )  # what ends counts from the next day
    holding = {m.last for m in sure if m.holds}

    def may(day: date) -> bool:
        behind = bisect_right(told, (day, False))
        return not behind or told[behind - 1][0] in holding

    return may


def _next_day(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _each_once(marks: Iterable[Mark]) -> list[Mark]:
    """Marks without those that say the same of the same time as surely."""
    return list({(m.turn, m.first, m.last, m.sure): m for m in marks}.values())


def _held(kept: Sequence[Mark], day: date) -> Held:
    sure = [m for m in kept if m.sure]
    answer = _outright(sure, day)
    upset = any(_upsets(m, answer, sure, day) for m in kept if not m.sure)
    return Held.UNKNOWN if upset else answer


def steps(marks: Iterable[Mark]) -> list[tuple[date, Held]]:
    """What marks say of every day: from which day on, and what; the first from the first day of all.

    Args:
        marks: of one tie.

    Returns:
        In the order of time; `held_on` says the same of each day. Neighbours may say the same.
    """
    every = list(marks)
    kept = pruned(_each_once(every))
    return [(day, _held(kept, day)) for day in (date.min, *borders(every))]


def borders(marks: Iterable[Mark]) -> list[date]:
    """The days on which an answer can change: the ends of each mark's time, the days after them and before an end.

    Args:
        marks: of one tie.
    """
    every = list(marks)
    days = {d for m in every for d in (m.first, m.last) if d}
    eves = {
        m.first - timedelta(days=1) for m in every if m.turn is Turn.ENDED and m.first and m.first > date.min
    }
    return sorted((days | eves | {_next_day(d) for d in days}) - {date.min})


def reaches(marks: Iterable[Mark], day: date) -> bool:
    """Whether anything said bears on a day: a beginning or report before it, or an end after it.

    Args:
        marks: of one tie.
        day: the day.
    """
    return any(
        m.may_be_by(day) if m.holds else m.turn is Turn.ENDED and (m.last is None or m.last >= day)
        for m in marks
    )


def pruned(marks: Iterable[Mark]) -> list[Mark]:
    """Marks without those that a more exact one of the same turn makes idle, and without what speaks of the past.

    "The fall of the government" without a date adds nothing to "the government fell on 8 December". A report that
    calls somebody leader after the leader's end, and gives no time, speaks of the time before.

    Args:
        marks: of one tie.
    """
    every = list(marks)
    idle = _idle([m for m in every if m.turn in _TURNS])
    exact = [m for m in every if (m.turn, m.sure, m.bounds) not in idle]
    ends = _each_once(m for m in exact if _ends(m))
    begins = _each_once(m for m in exact if m.turn is Turn.BEGAN and m.sure)
    return [m for m in exact if not _of_the_past(m, ends, begins)]


def _idle(turns: Sequence[Mark]) -> set[tuple[Turn, bool, tuple[date, date]]]:
    """Of turns those within whose time another one, at least as sure, says the same more exactly."""
    found = set()
    for turn, sure in product(_TURNS, (True, False)):
        told = {m.bounds for m in turns if m.turn is turn and (m.sure or not sure)}
        least = None  # the earliest end of those that begin no earlier
        for first, last in sorted(told, key=lambda b: (-b[0].toordinal(), b[1])):
            if least is not None and least <= last:
                found.add((turn, sure, (first, last)))
            least = last if least is None else min(least, last)
    return found


def _of_the_past(mark: Mark, ends: Sequence[Mark], begins: Sequence[Mark]) -> bool:
    if mark.turn is not Turn.STANDS:
        return False
    return any(_may_precede(e, mark) and not _reopened(e, begins, mark) for e in ends)


def _ends(mark: Mark) -> bool:
    return mark.turn is Turn.ENDED and mark.sure


def _may_precede(end: Mark, other: Mark) -> bool:
    return other.last is None or end.may_be_by(other.last)


def _reopened(end: Mark, begins: Iterable[Mark], by: Mark) -> bool:
    return any(end.bounds[1] <= b.bounds[1] <= by.bounds[1] for b in begins)


def _after(marks: Sequence[Mark]) -> date:
    """The first day that lies behind every mark."""
    days = [(m.last, m.turn is Turn.ENDED) for m in marks if m.last is not None]
    latest, ended = max(days, default=(date.max, False))
    return latest + timedelta(days=1) if ended and latest < date.max else latest


def _outright(sure: Sequence[Mark], day: date) -> Held:
    """What the sure marks say."""
    last = _latest([m for m in sure if m.past(day)])
    if last is None:
        return Held.UNKNOWN
    open_ = [m for m in sure if not m.past(day) and m.may_be_by(day)]
    if any(not last or _against(m, last[0], day) for m in open_):
        return Held.UNKNOWN
    later = [m for m in sure if not m.may_be_by(day)]
    return _between(last[0] if last else None, later, day, begun=_begun(sure, day))


def _latest(past: Sequence[Mark]) -> list[Mark] | None:
    """The last mark, a turn before what only stands, the most exact; empty without any, None when two disagree."""
    day = max((m.last for m in past if m.last), default=None)
    of_day = [m for m in past if m.last == day]
    chosen = [m for m in of_day if m.turn in _TURNS] or of_day
    return None if len({m.holds for m in chosen}) > 1 else sorted(chosen, key=_by_time)[-1:]


def _against(mark: Mark, last: Mark, day: date) -> bool:
    """Whether a mark that may lie before a day or after it leaves the state open that the last one gave."""
    on_the_day = last.first == last.last == day and mark.first is None and mark.last != day
    return mark.holds != last.holds and not on_the_day


def _between(last: Mark | None, later: Sequence[Mark], day: date, *, begun: bool) -> Held:
    """The state between the last mark and what comes after it."""
    turn = _next([m for m in later if m.turn in _TURNS])
    if last is None and _eve(later, day):
        return Held.YES  # what ends on a day held the day before
    if last is None:
        return Held.NO if turn is Turn.BEGAN else Held.UNKNOWN
    if turn is (Turn.BEGAN if last.holds else Turn.ENDED):
        return Held.UNKNOWN  # twice begun or twice ended, and nothing told of what lies between
    after = _next(later)
    here = last.last == day
    if last.holds:
        stays = here or after in (Turn.STANDS, Turn.ENDED) or (after is None and begun)
    else:
        stays = here or after is not Turn.STANDS
    return (Held.YES if last.holds else Held.NO) if stays else Held.UNKNOWN


def _begun(sure: Sequence[Mark], day: date) -> bool:
    """Whether it is told to have begun, and not to have ended or lacked since."""
    past = [m for m in sure if m.past(day)]
    lacked = max((m.bounds[1] for m in past if not m.holds), default=date.min)
    return any(m.turn is Turn.BEGAN and m.bounds[1] >= lacked for m in past)


def _eve(later: Sequence[Mark], day: date) -> bool:
    """Whether the next day is the very day on which it ended, and not that on which it began."""
    next_day = {m.turn for m in later if m.first == m.last == day + timedelta(days=1)}
    return Turn.ENDED in next_day and Turn.BEGAN not in next_day


def _next(later: Sequence[Mark]) -> Turn | None:
    order = list(Turn)
    first = min(later, key=lambda m: (m.bounds[0], order.index(m.turn)), default=None)
    return first.turn if first else None


def _upsets(doubt: Mark, answer: Held, sure: Sequence[Mark], day: date) -> bool:
    """Whether a mark that is not sure makes an answer unknown; a sure turn that comes after it outweighs it."""
    if not doubt.may_be_by(day) or doubt.holds == (answer is Held.YES):
        return False
    outweighed = (m for m in sure if m.turn in _TURNS and m.holds != doubt.holds and m.past(day))
    return not any(doubt.bounds[1] <= m.bounds[1] for m in outweighed)
