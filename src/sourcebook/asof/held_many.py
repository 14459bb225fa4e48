"""What marks say of a day, for all ties at once: the same as `marks.held_on` and `marks.reaches`, in columns.

A mark is a row: the place of its tie, its turn, its first and last day as ordinals (0 and `OPEN` where it is open),
and whether it is sure. The rows of a tie stand in any order.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

OPEN = date.max.toordinal() + 1
"""The last day of what is open behind."""
BEGAN, STANDS, ENDED, LACKS = range(4)
"""Turns, in the order of `marks.Turn`."""
NO, UNKNOWN, YES = range(3)
"""What is said of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Marks in columns.

    Attributes:
        tie: places of ties.
        turn: what they say.
        first: first days.
        last: last days.
        sure: whether they are said outright.
        claim: numbers of the claims; 0 for knowledge files.
    """

    tie: Ints
    turn: Ints
    first: Ints
    last: Ints
    sure: Flags
    claim: Ints

    def where(self, kept: Flags | Ints) -> "Marks":
        """Those of some rows.

        Args:
            kept: which rows, or their places.
        """
        return replace(self, **{name: getattr(self, name)[kept] for name in self.__slots__})

    @property
    def holds(self) -> Flags:
        """Whether they speak for the tie."""
        found: Flags = (self.turn == BEGAN) | (self.turn == STANDS)
        return found

    @property
    def dated(self) -> Flags:
        """Whether they have any time."""
        return (self.first > 0) | (self.last < OPEN)


def joined(*several: Marks) -> Marks:
    """Marks of several sorts together."""
    return Marks(**{name: np.concatenate([getattr(m, name) for m in several]) for name in Marks.__slots__})


def reached(marks: Marks, ties: int, day: int) -> Flags:
    """Whether anything said bears on a day, tie by tie.

    Args:
        marks: of all ties.
        ties: how many there are.
        day: the day, as an ordinal.
    """
    bears = np.where(marks.holds, marks.first <= day, (marks.turn == ENDED) & (marks.last >= day))
    found = np.zeros(ties, bool)
    found[marks.tie[bears]] = True
    return found


def held(marks: Marks, ties: int, day: int) -> Ints:
    """Whether each tie held on a day.

    Args:
        marks: of all ties.
        ties: how many there are.
        day: the day, as an ordinal.
    """
    kept = _kept(marks)
    sure = kept.where(kept.sure)
    answer = _outright(sure, ties, day)
    doubts = kept.where(~kept.sure)
    turned = sure.where(_past(sure, day) & _turns(sure))
    for speaks in (True, False):
        outweighed = _most(turned.where(turned.holds != speaks), ties)[doubts.tie]
        against = answer[doubts.tie] == (NO if speaks else YES)
        upsets = (doubts.holds == speaks) & (doubts.first <= day) & against & (doubts.last > outweighed)
        answer[doubts.tie[upsets]] = UNKNOWN
    return answer


def _past(marks: Marks, day: int) -> Flags:
    found: Flags = (marks.last < day) | ((marks.last == day) & (marks.turn != ENDED))
    return found


def _turns(marks: Marks) -> Flags:
    found: Flags = (marks.turn == BEGAN) | (marks.turn == ENDED)
    return found


def _most(marks: Marks, ties: int) -> Ints:
    """The last of the last days of each tie's marks; -1 without one."""
    found = np.full(ties, -1, np.int64)
    np.maximum.at(found, marks.tie, marks.last)
    return found


def _any(ties: Ints, count: int) -> Flags:
    found = np.zeros(count, bool)
    found[ties] = True
    return found


# --- pruned


def _kept(marks: Marks) -> Marks:
    """Marks without those that a more exact one makes idle, and without what speaks of the past."""
    if not _turns(marks).any():
        return marks
    turns = np.flatnonzero(_turns(marks))
    idle = np.zeros(len(marks.tie), bool)
    idle[turns] = idle_among(marks.where(_turns(marks)))
    exact = marks.where(~idle)
    return exact.where(~_of_the_past(exact))


def idle_among(turns: Marks) -> Flags:
    """Turns within whose time another one of the same tie, at least as sure, says the same more exactly.

    Args:
        turns: marks that begin or end a tie.
    """
    groups = 2 * turns.tie + (turns.turn == ENDED)
    order = _by_exactness(groups, turns.first, turns.last)
    found = np.zeros(len(order), bool)
    for sure in (True, False):
        told = order[turns.sure[order]] if sure else order
        nested = _nested(groups[told], turns.first[told], turns.last[told])
        found[told[nested & (turns.sure[told] == sure)]] = True
    return found


def _by_exactness(groups: Ints, first: Ints, last: Ints) -> Ints:
    """The order of groups, of the later first days within one, and of the earlier last days within those."""
    begun, over = first[first > 0], last[last < OPEN]
    low = min(int(begun.min(initial=OPEN)), int(over.min(initial=OPEN)))
    wide = max(int(begun.max(initial=0)), int(over.max(initial=0))) - low + 3
    if wide <= 0 or (int(groups.max(initial=0)) + 1) * wide * wide >= 2**63:
        return np.lexsort((last, -first, groups))
    early = np.where(first > 0, wide - 2 - (first - low), wide - 1)
    late = np.where(last < OPEN, last - low, wide - 1)
    return np.argsort((groups * wide + early) * wide + late)


def _nested(groups: Ints, first: Ints, last: Ints) -> Flags:
    """Whether the time of another mark of the same group, another time, lies within that of a mark; sorted so."""
    fresh = np.ones(len(groups), bool)
    new = groups[1:] != groups[:-1]
    fresh[1:] = new | (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    group = np.cumsum(fresh) - 1  # rows of one time together
    begin = np.flatnonzero(fresh)
    lasts = last[begin]
    # the least last day among those of a group before: later groups take lower numbers, so that one minimum does
    rank = np.cumsum(np.append(False, new))[begin] * (OPEN + 1)
    least = np.minimum.accumulate(lasts - rank)
    before = np.append(OPEN + 1, least[:-1])[: len(begin)] + rank
    found: Flags = (before <= lasts)[group]
    return found


def _of_the_past(marks: Marks) -> Flags:
    """Whether a report that calls a tie standing speaks of the time before an end from which it did not come back."""
    stands = np.flatnonzero(marks.turn == STANDS)
    ends, begins = (marks.where((marks.turn == turn) & marks.sure) for turn in (ENDED, BEGAN))
    found = np.zeros(len(marks.tie), bool)
    begun = _latest_by(begins.tie, begins.last, begins.last, marks.tie[stands], marks.last[stands])
    ended = _latest_by(ends.tie, ends.first, ends.last, marks.tie[stands], marks.last[stands])
    found[stands] = ended > begun
    return found


def _latest_by(tie: Ints, day: Ints, last: Ints, of: Ints, by: Ints) -> Ints:
    """The last of the last days of those marks of a tie whose day lies on another day or before; -1 without one.

    Args:
        tie: of the marks.
        day: of the marks.
        last: their last days.
        of: the ties asked about.
        by: the days asked about.
    """
    if not len(tie):
        return np.full(len(of), -1, np.int64)
    wide = OPEN + 2
    order = np.argsort(tie * wide + day, kind="stable")
    codes = (tie * wide + day)[order]
    rank = np.cumsum(np.append(0, np.diff(tie[order]) != 0))
    most = np.maximum.accumulate(last[order] + rank * wide) - rank * wide
    at = np.searchsorted(codes, of * wide + by, side="right") - 1
    inside = (at >= 0) & (tie[order][at] == of)
    return np.where(inside, most[at], -1)


# --- outright


def _outright(sure: Marks, ties: int, day: int) -> Ints:
    """What the sure marks say."""
    past = sure.where(_past(sure, day))
    last = _most(past, ties)
    of_day = past.where(past.last == last[past.tie])
    turned = _any(of_day.tie[_turns(of_day)], ties)
    chosen = of_day.where(_turns(of_day) | ~turned[of_day.tie])
    yes, no = _any(chosen.tie[chosen.holds], ties), _any(chosen.tie[~chosen.holds], ties)
    exact = _any(chosen.tie[chosen.first == chosen.last], ties) & (last == day)
    open_ = sure.where(~_past(sure, day) & (sure.first <= day))
    none = last < 0
    on_the_day = exact[open_.tie] & (open_.first == 0) & (open_.last != day)
    against = none[open_.tie] | ((open_.holds != yes[open_.tie]) & ~on_the_day)
    unclear = (yes & no) | _any(open_.tie[against], ties)
    between = _between(sure, ties, day, last=last, yes=yes)
    return np.where(unclear, UNKNOWN, between)


def _between(sure: Marks, ties: int, day: int, *, last: Ints, yes: Flags) -> Ints:
    """The state between the last mark and what comes after it."""
    later = sure.where(sure.first > day)
    turn, after = _next(later.where(_turns(later)), ties), _next(later, ties)
    none, here, begun = last < 0, last == day, _begun(sure, ties, day)
    stays = np.where(
        yes,
        here | (after == STANDS) | (after == ENDED) | ((after < 0) & begun),
        here | (after != STANDS),
    )
    twice = turn == np.where(yes, BEGAN, ENDED)
    told = np.where(stays & ~twice, np.where(yes, YES, NO), UNKNOWN)
    alone = np.where(_eve(later, ties, day), YES, np.where(turn == BEGAN, NO, UNKNOWN))
    return np.where(none, alone, told)


def _next(later: Marks, ties: int) -> Ints:
    """The turn that comes first, tie by tie; -1 without one."""
    found = np.full(ties, (OPEN + 1) * 4, np.int64)
    np.minimum.at(found, later.tie, later.first * 4 + later.turn)
    return np.where(found < (OPEN + 1) * 4, found % 4, -1)


def _begun(sure: Marks, ties: int, day: int) -> Flags:
    """Whether it is told to have begun, and not to have ended or lacked since."""
    past = sure.where(_past(sure, day))
    lacked = _most(past.where(~past.holds), ties)
    begins = past.where(past.turn == BEGAN)
    return _any(begins.tie[begins.last >= lacked[begins.tie]], ties)


def _eve(later: Marks, ties: int, day: int) -> Flags:
    """Whether the next day is the very day on which it ended, and not that on which it began."""
    next_day = later.where((later.first == later.last) & (later.first == day + 1))
    ended, began = (_any(next_day.tie[next_day.turn == turn], ties) for turn in (ENDED, BEGAN))
    found: Flags = ended & ~began
    return found
