"""Which ties a happening opens or closes, among those that claims tell of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sourcebook.asof.marks import Mark, Turn
from sourcebook.asof.passages import turns_at
from sourcebook.asof.told import turn_of
from sourcebook.asof.transitions import Part, Rule, rules_for, those
from sourcebook.ledger import Entry
from sourcebook.ledger.fold import fold
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import SYMMETRIC, Event, Predicate, Relation

Key = tuple[str, Predicate, str]
Marks = Mapping[Key, list[Mark]]
KIN = frozenset(
    {
        Predicate.PART_OF,
        Predicate.MEMBER_OF,
        Predicate.LED_BY,
        Predicate.ALIAS,
        Predicate.FRONT_FOR,
        Predicate.MERGED_INTO,
        Predicate.PLEDGED_TO,
    }
)
SHARED = frozenset({"partial", "contested"})  # degrees of control that leave room for another
NEAR = KIN | {Predicate.CONTROLS, Predicate.OFFICE_OF}
"""Ties that bear on others: of bodies that are one or belong together, of control that is shared, of offices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Who stands at the ends of ties.

    Attributes:
        kinds: tells what an actor is.
        names: ids to names.
    """

    kinds: Callable[[str], ActorKind | None]
    names: Mapping[str, str]

    def fits(self, rule: Rule, ident: str) -> bool:
        """Whether an actor is of a kind that a rule is about; one of unknown kind counts as "other"."""
        return rule.kinds is None or (self.kinds(ident) or ActorKind.OTHER) in rule.kinds

    def gates(self, entries: Iterable[Entry], ties: Iterable[Key]) -> Iterator[tuple[Key, Mark]]:
        """Passages that were opened or closed, with the ties that they stand for.

        A crossing is met under its own id, or under a name that holds the names of both its sides; the latter
        is not sure.

        Args:
            entries: claims.
            ties: the ties there are.
        """
        ways = [key for key in ties if key[1] in (Predicate.CONNECTS, Predicate.ADJOINS)]
        for where, marks in turns_at(entries).items():
            for key in ways:
                same = where in (key[0], key[2])
                if same or self._named_for(where, key):
                    yield from ((key, mark if same else replace(mark, sure=False)) for mark in marks)

    def _named_for(self, crossing: str, key: Key) -> bool:
        name = f" {fold(self.names.get(crossing, ''))} "
        sides = [key[0], key[2]] if key[1] is Predicate.ADJOINS else [key[0]]
        return all(f" {fold(self.names.get(side, side))} " in name for side in sides)


def events_of(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Event]]:
    """The claims among some that tell of a happening, with it."""
    for entry in entries:
        if isinstance(entry.claim.fact, Event):
            yield entry, entry.claim.fact


def apply(entries: list[Entry], told: Marks, ends: Ends) -> list[tuple[Key, Mark]]:
    """What happenings do to ties.

    Args:
        entries: claims.
        told: marks of the ties that claims and files tell of.
        ends: who stands at their ends.

    Returns:
        Ties, some of them told by nothing but the happening, with the marks to add.
    """
    made = [pair for entry, event in events_of(entries) for pair in _made(entry, event)]
    every = {key: list(marks) for key, marks in told.items()}
    for key, mark in made:
        every.setdefault(key, []).append(mark)
    book = _Book(entries, every, ends)
    return made + [pair for entry, event in events_of(entries) for pair in book.turned(entry, event)]


def _made(entry: Entry, event: Event) -> Iterator[tuple[Key, Mark]]:
    """Ties that a happening proves by itself."""
    for rule in rules_for(event):
        mark = turn_of(entry, event, rule.turn, doubt=rule.doubt) if rule.makes else None
        for subject in those(event, rule.subject) if mark else ():
            for object_ in those(event, rule.object):
                if mark and subject != object_:
                    yield from (((subject, tie, object_), mark) for tie in rule.ties)


class _Book:
    """The ties there are, by their ends."""

    def __init__(self, entries: Iterable[Entry], marks: Marks, ends: Ends) -> None:
        self._marks = marks
        self._ends = ends
        self._by_end: dict[str, dict[Predicate, list[Key]]] = {}
        self._kin = {frozenset((key[0], key[2])) for key in marks if key[1] in KIN}
        self._shared = set(_shared(entries))
        for key in marks:
            for end in {key[0], key[2]}:
                self._by_end.setdefault(end, {}).setdefault(key[1], []).append(key)

    def turned(self, entry: Entry, event: Event) -> Iterator[tuple[Key, Mark]]:
        """Ties told by something else that a happening opens or closes."""
        done: set[tuple[Key, Turn, bool]] = set()
        for rule in rules_for(event):
            if rule.makes:
                continue
            for key in self._candidates(rule, event):
                mark = self._turn(rule, entry, event, key)
                if mark and (key, mark.turn, mark.sure) not in done:
                    done.add((key, mark.turn, mark.sure))
                    yield key, mark

    def _candidates(self, rule: Rule, event: Event) -> list[Key]:
        named = (*those(event, rule.subject), *those(event, rule.object))
        ends = (self._by_end.get(one, {}) for one in named)
        near = dict.fromkeys(k for end in ends for tie, keys in end.items() if tie in rule.ties for k in keys)
        return [key for key in near if self._fits(rule, event, key)]

    def _fits(self, rule: Rule, event: Event, key: Key) -> bool:
        pairs = ((rule.subject, key[0]), (rule.object, key[2]))
        return all(self._is(rule, event, part, end, key) for part, end in pairs)

    def _is(self, rule: Rule, event: Event, part: Part, end: str, key: Key) -> bool:
        if part is Part.ANY:
            return True
        if part is Part.OTHERS:
            return key not in self._shared and not self._akin(end, event.actor)
        either = end if key[1] not in SYMMETRIC else None
        ids = those(event, part)
        found = [one for one in ids if one == either or (either is None and one in (key[0], key[2]))]
        return any(self._ends.fits(rule, one) for one in found)

    def _akin(self, one: str, others: Iterable[str]) -> bool:
        return any(one == other or frozenset((one, other)) in self._kin for other in others)

    def _turn(self, rule: Rule, entry: Entry, event: Event, key: Key) -> Mark | None:
        others = rule.subject is Part.OTHERS  # whoever takes a place on a given day takes it from others
        vague = others and any(
            "@" in one for one in (key[0], *event.actor)
        )  # may be the same body, differently called
        mark = turn_of(entry, event, rule.turn, doubt=rule.doubt or vague)
        if mark is None or (rule.turn is Turn.ENDED and not self._open_to(mark, key, shown=others)):
            return None
        return mark if not others or (event.actor and event.when) else None

    def _open_to(self, end: Mark, key: Key, *, shown: bool) -> bool:
        """Whether a tie may have held when it would end; with `shown`, something must say that it did."""
        holds = [m for m in self._marks[key] if m.holds and m.when]
        begins = [m for m in holds if m.turn is Turn.BEGAN]
        if shown or (begins and len(begins) == len(holds)):
            return any(end.last is None or m.may_be_by(end.last) for m in holds)
        return True


def _shared(entries: Iterable[Entry]) -> Iterator[Key]:
    """Ties of control of which some claim says that it is not full."""
    for entry in entries:
        fact = entry.claim.fact
        if isinstance(fact, Relation) and fact.predicate is Predicate.CONTROLS and fact.degree in SHARED:
            yield fact.subject, fact.predicate, fact.object
