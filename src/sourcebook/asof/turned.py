"""The marks that happenings leave on ties told by something else: `closing` in columns."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sourcebook.asof.closing import KIN, SHARED
from sourcebook.asof.coded import (
    PREDICATES,
    among,
    both_ways,
    code,
    distinct,
    found_in,
    meeting,
    numbers,
    of_predicates,
    sorted_ends,
    split,
)
from sourcebook.asof.happened import Happenings
from sourcebook.asof.held_many import BEGAN, ENDED, OPEN, Flags, Ints, Marks, idle_among, joined
from sourcebook.asof.marks import Turn
from sourcebook.asof.shared import Shared, said_once, shared_turns
from sourcebook.asof.transitions import RULES, Part, Rule
from sourcebook.ledger.columned import Columns
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate

if TYPE_CHECKING:
    from sourcebook.asof.columns import Ties

Pairs = tuple[Ints, Ints]
"""Places of happenings and of the ties that they turn."""


ONE_SIDED = tuple(rule for rule in RULES if Part.ANY in (rule.subject, rule.object))
_TWO_SIDED = tuple(rule for rule in RULES if rule not in ONE_SIDED)


def turned(ties: "Ties", told: Happenings, *, only: Flags) -> Marks:
    """Every mark that happenings leave on ties told by something else.

    Args:
        ties: all ties.
        told: what happened.
        only: on which ties.
    """
    return _Turning(ties, told, only).by(RULES)


def turned_once(ties: "Ties", told: Happenings) -> tuple[Marks, Shared]:
    """The marks that happenings leave on all ties; of happenings that say the same of somebody only one counts.

    Args:
        ties: all ties.
        told: what happened.

    Returns:
        Marks tie by tie, and those that several ties have alike.
    """
    work = _Turning(ties, told, np.ones(len(ties.codes), bool))
    others = work.by(_TWO_SIDED)
    alike = work.alike(others)
    own = _Turning(ties, told, ~alike.mine, once=True).by(ONE_SIDED)
    return joined(others, own), alike


class _Turning:
    """The ties there are, and what happened."""

    def __init__(self, ties: "Ties", told: Happenings, only: Flags, *, once: bool = False) -> None:
        self._ties, self._told, self._once, self._wanted = ties, told, once, only
        base = ties.base
        holds = base.where(base.holds & base.dated)
        every, begins = (
            np.bincount(m.tie, minlength=len(ties.codes)) for m in (holds, holds.where(holds.turn == BEGAN))
        )
        self._asked = (begins > 0) & (begins == every)
        self._early = np.full(len(ties.codes), np.iinfo(np.int64).max)
        np.minimum.at(self._early, holds.tie, holds.first)

    def by(self, rules: Iterable[Rule]) -> Marks:
        """The marks by some rules."""
        some = filter(self._told.may_set_off, rules)
        return joined(self._ties.base.where(numbers([])), *map(self._marks, some))

    def alike(self, others: Marks) -> Shared:
        """The marks by rules that name one end of a tie, kept once for all ties of that end.

        Left out are ties that are told to begin or end by anything else, that two ends turn, or that hold both ways.

        Args:
            others: marks that happenings leave by other rules.
        """
        count = len(self._ties.codes)
        some = filter(self._told.may_set_off, ONE_SIDED)
        marks = joined(self._ties.base.where(numbers([])), *map(self._by_end, some))
        groups = distinct(marks.tie)
        group = np.full(count, -1, np.int64)
        for ends in self._by_ends:
            there, at = found_in(groups, ends)
            group[there] = np.where(group[there] < 0, at[there], count + len(groups))
        turns = joined(self._ties.base, others)
        told = np.zeros(count, bool)
        told[turns.tie[(turns.turn == BEGAN) | (turns.turn == ENDED)]] = True
        own = told | both_ways(self._ties.predicate) | (group >= len(groups))
        return shared_turns(moved(marks, groups), np.where(own, -1, group), len(groups))

    @cached_property
    def _by_ends(self) -> tuple[Ints, Ints]:
        """What ties are to their subjects, and to their objects."""
        side = 2 * self._ties.predicate
        zero = np.zeros(len(side), np.int64)
        return code(side, zero, self._ties.subject), code(side + 1, zero, self._ties.object)

    def _by_end(self, rule: Rule) -> Marks:
        """The marks by one rule, on what ties are to the end that it names."""
        near = self._near(rule)
        ends = distinct(self._by_ends[rule.object is not Part.ANY][near])
        idents = split(ends)[2]
        events, who = self._fitting(rule, idents)
        here, there = meeting(who, idents)
        return self._told.marks(rule, events[here], ends[there])

    def _marks(self, rule: Rule) -> Marks:
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
        tied = of_predicates(self._ties.predicate, rule.ties)
        return np.flatnonzero(tied & self._wanted)

    def _by_one(self, rule: Rule) -> Pairs:
        """Ties with somebody at one end; either end will do where they hold both ways."""
        near = self._near(rule)
        both = (self._ties.subject, self._ties.object)
        ends, others = both if rule.object is Part.ANY else reversed(both)
        ways = near[both_ways(self._ties.predicate[near])]
        places, idents = np.append(near, ways), np.append(ends[near], others[ways])
        events, who = self._fitting(rule, idents)
        if not self._once:
            here, there = meeting(who, idents)
            return events[here], places[there]
        told = ~self._asked[places]
        once, exact = self._exactly(rule, events, who)
        free, asked = meeting(who[exact], idents[told]), meeting(who[once], idents[~told])
        return (
            np.append(events[exact][free[0]], events[once][asked[0]]),
            np.append(places[told][free[1]], places[~told][asked[1]]),
        )

    def _fitting(self, rule: Rule, idents: Ints) -> Pairs:
        """Happenings with those at an end of a tie to whom a rule applies."""
        if not len(idents):
            return numbers([]), numbers([])
        events, who = self._told.parties(rule, rule.subject if rule.object is Part.ANY else rule.object)
        kept = self._fit(rule, who, idents)
        return events[kept], who[kept]

    def _exactly(self, rule: Rule, events: Ints, who: Ints) -> Pairs:
        """Of happenings that say the same of somebody one; and the most exact, enough where nothing is asked of a tie.

        Among them are the first and the last of all, which tell on which days something bears.
        """
        marks = self._told.marks(rule, events, who)
        once = said_once(marks)
        told = marks.where(once)
        early, late = (np.zeros(len(self._ties.columns.words), np.int64) for _ in "ab")
        early[:] = OPEN
        np.minimum.at(early, told.tie, told.first)
        np.maximum.at(late, told.tie, told.last)
        bounds = (told.first == early[told.tie]) | (told.last == late[told.tie])
        return once, once[bounds | ~idle_among(told)]

    def _fit(self, rule: Rule, who: Ints, ends: Ints) -> Flags:
        """Whether somebody is at an end of any tie, and of a kind that a rule is about."""
        at_an_end = among(who, ends)
        if rule.kinds is None:
            return at_an_end
        asked = distinct(who[at_an_end])
        found = self._ties.kinds([self._ties.columns.words[n] for n in asked])
        fits = [n for n, kind in zip(asked, found, strict=True) if (kind or ActorKind.OTHER) in rule.kinds]
        return among(who, numbers(fits))

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
        kept = among(events, doing) & self._told.given[events]
        events, place = events[kept], place[kept]
        near = self._near(rule)
        near = near[~self._shared()[near]]
        here, there = meeting(place, self._ties.object[near])
        events, ties = events[here], near[there]
        row, doer = meeting(events, doing)
        akin = np.zeros(len(events), bool)
        akin[row[self._akin(self._ties.subject[ties[row]], doers[doer])]] = True
        events, ties = events[~akin], ties[~akin]
        vague = self._scoped[self._ties.subject[ties]] | among(events, doing[self._scoped[doers]])
        return self._open(rule, self._told.marks(rule, events, ties, vague=vague), shown=True)

    @cached_property
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
        kin = of_predicates(self._ties.predicate, KIN)
        zero = np.zeros(1, np.int64)
        ends = self._ties.subject[kin], self._ties.object[kin]
        pairs = np.append(code(zero, *ends), code(zero, *reversed(ends)))
        found: Flags = (one == other) | found_in(distinct(pairs), code(zero, one, other))[0]
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
