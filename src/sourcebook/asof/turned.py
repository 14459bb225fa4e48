"""The marks that happenings leave on ties told by something else: `closing` in columns."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sourcebook.asof.closing import KIN, SHARED
from sourcebook.asof.coded import PREDICATES, both_ways, code, found_in, meeting, numbers, sorted_ends
from sourcebook.asof.happened import Happenings
from sourcebook.asof.held_many import BEGAN, Flags, Ints, Marks, idle_among, joined
from sourcebook.asof.marks import Turn
from sourcebook.asof.transitions import RULES, Part, Rule
from sourcebook.ledger.columned import Columns
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate

if TYPE_CHECKING:
    from sourcebook.asof.columns import Ties

Pairs = tuple[Ints, Ints]
"""Places of happenings and of the ties that they turn."""


def turned(ties: "Ties", told: Happenings, *, only: Flags | None = None) -> Marks:
    """The marks that happenings leave on ties told by something else.

    Args:
        ties: all ties.
        told: what happened.
        only: on which ties; None for all, and then of happenings that say the same of somebody only one counts.
    """
    work = _Turning(ties, told, only)
    return joined(ties.base.where(np.zeros(len(ties.base.tie), bool)), *map(work.marks, RULES))


class _Turning:
    """The ties there are, and what happened."""

    def __init__(self, ties: "Ties", told: Happenings, only: Flags | None) -> None:
        self._ties, self._told, self._once = ties, told, only is None
        self._wanted = np.ones(len(ties.codes), bool) if only is None else only
        base = ties.base
        holds = base.where(base.holds & base.dated)
        every, begins = (
            np.bincount(m.tie, minlength=len(ties.codes)) for m in (holds, holds.where(holds.turn == BEGAN))
        )
        self._asked = (begins > 0) & (begins == every)
        self._early = np.full(len(ties.codes), np.iinfo(np.int64).max)
        np.minimum.at(self._early, holds.tie, holds.first)

    def marks(self, rule: Rule) -> Marks:
        """The marks by one rule."""
        if rule.makes:
            return self._told.marks(rule, numbers([]), numbers([]))
        if rule.subject is Part.OTHERS:
            return self._by_others(rule)
        one_sided = Part.ANY in (rule.subject, rule.object)
        events, ties = self._by_one(rule) if one_sided else self._by_two(rule)
        return self._open(rule, self._told.marks(rule, events, ties), shown=False)

    def _near(self, rule: Rule) -> Ints:
        """Places of the ties of a rule's predicates."""
        tied = np.isin(self._ties.predicate, [PREDICATES.index(p) for p in rule.ties])
        return np.flatnonzero(tied & self._wanted)

    def _by_one(self, rule: Rule) -> Pairs:
        """Ties with somebody at one end; either end will do where they hold both ways."""
        near = self._near(rule)
        by_subject = rule.object is Part.ANY
        ends, others = (
            (self._ties.subject, self._ties.object) if by_subject else (self._ties.object, self._ties.subject)
        )
        ways = near[both_ways(self._ties.predicate[near])]
        places, idents = np.append(near, ways), np.append(ends[near], others[ways])
        events, who = self._told.parties(rule, rule.subject if by_subject else rule.object)
        kept = self._fit(rule, who, idents)
        events, who = events[kept], who[kept]
        if not self._once:
            here, there = meeting(who, idents)
            return events[here], places[there]
        told = ~self._asked[places]
        exact, by = self._exactly(rule, events, who)
        free, asked = meeting(by, idents[told]), meeting(who, idents[~told])
        return (
            np.append(exact[free[0]], events[asked[0]]),
            np.append(places[told][free[1]], places[~told][asked[1]]),
        )

    def _exactly(self, rule: Rule, events: Ints, who: Ints) -> Pairs:
        """Of happenings that say the same of somebody the most exact; where nothing is asked of a tie they suffice."""
        marks = self._told.marks(rule, events, who)
        told = np.stack([who, marks.first, marks.last, marks.sure])
        _, once = np.unique(told, axis=1, return_index=True)
        kept = once[~idle_among(marks.where(once))]
        return events[kept], who[kept]

    def _fit(self, rule: Rule, who: Ints, ends: Ints) -> Flags:
        """Whether somebody is at an end of any tie, and of a kind that a rule is about."""
        at_an_end: Flags = np.isin(who, ends)
        if rule.kinds is None:
            return at_an_end
        asked = np.unique(who[at_an_end])
        found = self._ties.kinds([self._ties.columns.words[n] for n in asked])
        fits = [n for n, kind in zip(asked, found, strict=True) if (kind or ActorKind.OTHER) in rule.kinds]
        return np.isin(who, fits)

    def _by_two(self, rule: Rule) -> Pairs:
        """Ties between two that have a part in a happening."""
        events, subjects, objects = self._told.pairs(rule)
        found = [self._between(events, subjects, objects, tie) for tie in sorted(rule.ties)]
        found.append(self._with_oneself(rule, events[subjects == objects], subjects[subjects == objects]))
        return np.concatenate([e for e, _ in found]), np.concatenate([k for _, k in found])

    def _between(self, events: Ints, subjects: Ints, objects: Ints, tie: Predicate) -> Pairs:
        predicate = np.full(len(events), PREDICATES.index(tie), np.int64)
        ends = sorted_ends(self._ties.columns, predicate, subjects, objects)
        there, at = found_in(self._ties.codes, code(predicate, *ends))
        kept = there & self._wanted[at] if len(self._wanted) else there
        return events[kept], at[kept]

    def _with_oneself(self, rule: Rule, events: Ints, who: Ints) -> Pairs:
        """Ties that hold both ways of somebody who has both parts."""
        near = self._near(rule)
        near = near[both_ways(self._ties.predicate[near])]
        ends = np.append(self._ties.subject[near], self._ties.object[near])
        here, there = meeting(who, ends)
        return events[here], np.append(near, near)[there]

    def _by_others(self, rule: Rule) -> Marks:
        """Ties of everybody but the doers: whoever takes a place on a given day takes it from others."""
        events, place = self._told.parties(rule, rule.object)
        doing, doers = self._told.part(Part.DOER)
        kept = np.isin(events, doing) & self._told.given[events]
        events, place = events[kept], place[kept]
        near = self._near(rule)
        near = near[~self._shared()[near]]
        here, there = meeting(place, self._ties.object[near])
        events, ties = events[here], near[there]
        row, doer = meeting(events, doing)
        akin = np.zeros(len(events), bool)
        akin[row[self._akin(self._ties.subject[ties[row]], doers[doer])]] = True
        events, ties = events[~akin], ties[~akin]
        vague = self._scoped()[self._ties.subject[ties]] | np.isin(events, doing[self._scoped()[doers]])
        return self._open(rule, self._told.marks(rule, events, ties, vague=vague), shown=True)

    def _scoped(self) -> Flags:
        """Which words are ids of those whom a report describes; one may be the same body as another."""
        words = self._ties.columns.words
        return np.fromiter(("@" in word for word in words), bool, len(words))

    def _shared(self) -> Flags:
        """Ties of control of which some claim says that it is not full."""
        found = np.zeros(len(self._ties.codes), bool)
        there, at = found_in(self._ties.codes, shared(self._ties.columns)[1])
        found[at[there]] = True
        return found

    def _akin(self, one: Ints, other: Ints) -> Flags:
        """Whether two are one, or some tie says that they belong together."""
        kin = np.isin(self._ties.predicate, [PREDICATES.index(p) for p in KIN])
        zero = np.zeros(1, np.int64)
        ends = self._ties.subject[kin], self._ties.object[kin]
        pairs = np.append(code(zero, *ends), code(zero, *reversed(ends)))
        found: Flags = (one == other) | np.isin(code(zero, one, other), pairs)
        return found

    def _open(self, rule: Rule, marks: Marks, *, shown: bool) -> Marks:
        """Of marks that end a tie those that find it open, or that nothing speaks against."""
        if rule.turn is not Turn.ENDED:
            return marks
        asked = self._asked[marks.tie] | shown
        return marks.where(~asked | (self._early[marks.tie] <= marks.last))


def shared(columns: Columns) -> tuple[Ints, Ints]:
    """Claims that say of a tie of control that it is not full: their places among the ties, and what they are about."""
    told = columns.ties
    degrees = [n for one in SHARED if (n := columns.numbers.get(one)) is not None]
    control = columns.numbers.get(str(Predicate.CONTROLS), -1)
    rows = np.flatnonzero((told["predicate"] == control) & np.isin(told["degree"], degrees))
    predicate = np.full(len(rows), PREDICATES.index(Predicate.CONTROLS), np.int64)
    return rows, code(predicate, told["subject"][rows], told["object"][rows])


def moved(marks: Marks, codes: Ints) -> Marks:
    """Marks on ties by their codes as marks on ties by their places."""
    return replace(marks, tie=np.searchsorted(codes, marks.tie))
