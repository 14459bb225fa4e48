"""Happenings in columns: whom each rule of `transitions` is about, and the marks that they leave on ties."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from sourcebook.asof.coded import PREDICATES, among, code, distinct, meeting, places
from sourcebook.asof.held_many import BEGAN, ENDED, OPEN, Flags, Ints, Marks
from sourcebook.asof.marks import Turn
from sourcebook.asof.transitions import PASSAGES, RULES, Part, Rule
from sourcebook.ledger.columned import Columns
from sourcebook.ledger.columns import DEADLY, HERE, MODE, SPOKEN
from sourcebook.model.claim import EventType, Modality

Rows = tuple[Ints, Ints]
"""Places of happenings, and numbers of ids that have a part in them."""
TURNS = {Turn.BEGAN: BEGAN, Turn.ENDED: ENDED}
_ROLES = {
    Part.DOER: ("actor",),
    Part.TARGET: ("recipient",),
    Part.WITH: ("co_actor",),
    Part.TAKEN: ("recipient", "victim"),
    Part.DEAD: ("recipient", "victim"),
    Part.PLACE: (HERE,),
    Part.ORIGIN: ("origin",),
}


class Happenings:
    """The happenings of a book that took place, if only perhaps.

    Args:
        columns: the book.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns, self._known = columns, dict[Part, Rows]()
        self._type = places(columns, EventType, columns.events["type"])
        modality = places(columns, Modality, columns.events["modality"])
        order = list(Modality)
        self.asserted = modality == order.index(Modality.ASSERTED)
        self._hedged = modality == order.index(Modality.HEDGED)

    @cached_property
    def given(self) -> Flags:
        """Whether the words give a time."""
        found: Flags = (self._columns.events["first"] > 0) | (self._columns.events["last"] > 0)
        return found

    @cached_property
    def times(self) -> tuple[Ints, Ints]:
        """First and last days; without a time it happened by the day of its report, and about then when hedged."""
        events = self._columns.events
        told = events["until"] > 0
        first = np.where(told & self._hedged, events["told"], 0)
        first = np.where(self.given, events["first"], first)
        last = np.where(self.given, events["last"], events["until"])
        return first, np.where(last > 0, last, OPEN)

    def part(self, part: Part) -> Rows:
        """Who has a part in happenings.

        Args:
            part: which.
        """
        if part not in self._known:
            self._known[part] = self._found(part)
        return self._known[part]

    def _found(self, part: Part) -> Rows:
        if part is Part.BODY:
            return self._body()
        found = self._rows(*_ROLES[part])
        if part is not Part.DEAD:
            return found
        deadly = (self._columns.events["marks"][found[0]] & DEADLY) > 0
        return found[0][deadly], found[1][deadly]

    def _body(self) -> Rows:
        targets, doers = self.part(Part.TARGET), self.part(Part.DOER)
        alone = ~among(doers[0], targets[0])
        return np.append(targets[0], doers[0][alone]), np.append(targets[1], doers[1][alone])

    def _rows(self, *roles: str) -> Rows:
        wanted = [n for role in roles if (n := self._columns.numbers.get(role)) is not None]
        events, role, who = self._parts
        mine = np.zeros(len(role), bool)
        for number in wanted:
            mine |= role == number
        return events[mine], who[mine]

    @cached_property
    def _parts(self) -> tuple[Ints, Ints, Ints]:
        """Parts of the happenings that took place."""
        parts = self._columns.parts
        took_place = (self.asserted | self._hedged)[parts["event"]]
        return parts["event"][took_place], parts["role"][took_place], parts["who"][took_place]

    def may_set_off(self, rule: Rule) -> bool:
        """Whether there is any happening of the type and mode of a rule.

        Args:
            rule: the rule.
        """
        types, modes = self._there
        return rule.type in types and (rule.mode is None or rule.mode in modes)

    @cached_property
    def _there(self) -> tuple[set[EventType], set[str]]:
        """The types and modes that there are."""
        every, words = list(EventType), self._columns.words
        types = {every[n] for n in distinct(self._type).tolist() if n >= 0}
        return types, {words[n] for n in distinct(self._modes[1]).tolist()}

    def of_rule(self, rule: Rule) -> Ints:
        """Places of the happenings that set off a rule, in order.

        Args:
            rule: the rule.
        """
        of_type = self._type == list(EventType).index(rule.type)
        if rule.mode is None:
            return np.flatnonzero(of_type & (self.asserted | self._hedged))
        events = self._of_mode(rule.mode)
        return distinct(events[of_type[events]])

    def _of_mode(self, mode: str) -> Ints:
        events, modes = self._modes
        found: Ints = events[modes == self._columns.numbers.get(mode, -1)]
        return found

    @cached_property
    def _modes(self) -> Rows:
        return self._rows(MODE)

    def parties(self, rule: Rule, part: Part) -> Rows:
        """Who has a part in the happenings that set off a rule.

        Args:
            rule: the rule.
            part: which part.
        """
        wanted = self.of_rule(rule)
        if not len(wanted):
            return wanted, wanted
        events, who = self.part(part)
        mine = np.zeros(len(self._type), bool)
        mine[wanted] = True
        return events[mine[events]], who[mine[events]]

    def pairs(self, rule: Rule) -> tuple[Ints, Ints, Ints]:
        """Places of the happenings that set off a rule, each with two that have its two parts."""
        (one, subjects), (other, objects) = self.parties(rule, rule.subject), self.parties(rule, rule.object)
        here, there = meeting(one, other)
        return one[here], subjects[here], objects[there]

    def marks(self, rule: Rule, events: Ints, ties: Ints, *, vague: Flags | None = None) -> Marks:
        """The marks that happenings leave by a rule.

        Args:
            rule: the rule.
            events: places of the happenings.
            ties: what the marks are on.
            vague: which of them are not sure, whatever the rule.
        """
        first, last = self.times
        told = self._columns.events
        sure = self.asserted[events] & ((told["marks"][events] & SPOKEN) == 0) & (not rule.doubt)
        return Marks(
            tie=ties,
            turn=np.full(len(events), TURNS[rule.turn], np.int64),
            first=first[events],
            last=last[events],
            sure=sure if vague is None else sure & ~vague,
            claim=told["claim"][events],
        )

    def made(self) -> Iterator[Marks]:
        """Marks on the ties that happenings prove by themselves; those ties by their codes."""
        for rule in RULES:
            if rule.makes and self.may_set_off(rule):
                events, subjects, objects = self.pairs(rule)
                apart = subjects != objects
                events, subjects, objects = events[apart], subjects[apart], objects[apart]
                for tie in sorted(rule.ties):
                    predicate = np.full(len(events), PREDICATES.index(tie), np.int64)
                    yield self.marks(rule, events, code(predicate, subjects, objects))

    def passages(self) -> Ints:
        """Numbers of the claims that tell of a passage opened or closed."""
        events = np.concatenate([self._of_mode(mode) for mode in PASSAGES])
        found: Ints = self._columns.events["claim"][distinct(events)]
        return found
