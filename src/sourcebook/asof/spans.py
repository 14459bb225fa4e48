"""TieSpan: a tie over time, made of every claim that says, opens, closes or denies it.

Claims about one tie become one span with marks on the line of time; happenings that open or close ties
(`transitions`) add theirs. Nothing is overwritten: what disagrees stays side by side and is flagged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from sourcebook.asof.closing import Ends, apply
from sourcebook.asof.conflicts import Conflict, exclusive, own_conflicts
from sourcebook.asof.marks import Held, Mark, Turn, held_on, pruned, reaches, steps
from sourcebook.asof.passages import passable
from sourcebook.asof.told import marks_of, sorted_entries
from sourcebook.knowledge.actors import actors
from sourcebook.ledger import Entry
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import SYMMETRIC, Modality, Predicate, Relation
from sourcebook.model.text import digest
from sourcebook.model.when import When

__all__ = [
    "Conflict",
    "Held",
    "Key",
    "KnownSpan",
    "TieSpan",
    "borders_of",
    "in_order",
    "key_of",
    "known_kind",
    "known_marks",
    "spans",
    "spans_in_order",
    "tie_id",
]

Key = tuple[str, Predicate, str]
Kinds = Callable[[str], ActorKind | None]
_SAYS = frozenset({Modality.ASSERTED, Modality.HEDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSpan:
    """A tie that a knowledge file states.

    Attributes:
        subject: id of an actor.
        predicate: what ties the two.
        object: id of an actor, or a place.
        since: when it began to hold; None when not known.
        until: when it ceased to hold; None when it holds, or its end is not known.
        source: what says so.
    """

    subject: str
    predicate: Predicate
    object: str
    since: When | None
    until: When | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSpan:
    """A tie over time.

    Attributes:
        id: the same for the same two ends and predicate, whatever says so.
        subject: id of an actor or place; of a tie that holds both ways, the id that comes first.
        predicate: what ties the two.
        object: id of an actor or place.
        since: when it began, as far as anything says.
        until: when it ended; None when nothing says so, or it began again afterwards.
        said: claims that say it, asserted or hedged.
        began: claims and happenings that open it.
        ended: claims and happenings that close it.
        denied: claims that negate it.
        known: sources of the knowledge files that say it, when they were asked for.
        conflicts: what disagrees; flagged, never resolved by overwriting.
        marks: all of it on the line of time.
        gates: when the passage that it stands for was opened (BEGAN) or closed (ENDED).
    """

    id: str
    subject: str
    predicate: Predicate
    object: str
    since: When | None = None
    until: When | None = None
    said: tuple[Entry, ...] = ()
    began: tuple[Entry, ...] = ()
    ended: tuple[Entry, ...] = ()
    denied: tuple[Entry, ...] = ()
    known: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    marks: tuple[Mark, ...] = ()
    gates: tuple[Mark, ...] = ()

    def held(self, day: date | None) -> Held:
        """Whether it held on a day.

        Args:
            day: the day; None for after all that is said.
        """
        return held_on(self.marks or self._borders(), day)

    def may_hold(self, day: date) -> bool:
        """Whether it held or may have held: something said reaches the day, and nothing outright speaks against it.

        A tie that is first said after the day, with no word on since when, is merely unknown on it.

        Args:
            day: the day.
        """
        return self._may(self.held(day), day)

    def states(self) -> list[tuple[date, Held, bool]]:
        """From which day on it held or not, and whether it may have; the first from the first day of all.

        `held` and `may_hold` say the same of each day. Neighbours differ.
        """
        marks = self.marks or self._borders()
        every = ((day, held, self._may(held, day)) for day, held in steps(marks))
        return [next(same) for _, same in groupby(every, key=lambda one: one[1:])]

    def _may(self, held: Held, day: date) -> bool:
        return held is Held.YES or (held is Held.UNKNOWN and self.reached(day))

    def passable(self, day: date | None) -> Held:
        """Whether the passage that it stands for was open; UNKNOWN when nothing says that it was opened or closed.

        Args:
            day: the day; None for after all that is said.
        """
        return passable(self.gates, day)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every claim that bears on it, each once."""
        every = (*self.said, *self.began, *self.ended, *self.denied)
        return tuple({e.id: e for e in every}.values())

    def reached(self, day: date) -> bool:
        """Whether anything said bears on a day.

        Args:
            day: the day.
        """
        marks = self.marks or self._borders()
        return reaches(marks, day) or (bool(self.known) and not any(m.when for m in marks))

    def _borders(self) -> tuple[Mark, ...]:
        given = ((Turn.BEGAN, self.since), (Turn.ENDED, self.until))
        return tuple(Mark(turn=turn, when=when, sure=True) for turn, when in given if when)


@dataclass(slots=True)
class _Told:
    """What has been gathered about one tie."""

    lists: dict[Turn, list[Entry]] = field(default_factory=lambda: {turn: [] for turn in Turn})
    marks: list[Mark] = field(default_factory=list)
    gates: list[Mark] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    listed: set[tuple[Turn, int]] = field(default_factory=set)

    def put(self, mark: Mark) -> None:
        """Add a mark and its claim."""
        self.marks.append(mark)
        if mark.entry is not None:
            self._list(mark.turn, mark.entry)

    def _list(self, turn: Turn, entry: Entry) -> None:
        said = (turn, id(entry))  # each claim comes once
        if said not in self.listed:
            self.listed.add(said)
            self.lists[turn].append(entry)


def known_kind(ident: str) -> ActorKind | None:
    """What the knowledge files, or the id itself, tell of an actor's kind.

    Args:
        ident: an id.
    """
    if ident.startswith("person-"):
        return ActorKind.PERSON
    entry = actors().get(ident)
    return entry.kind if entry else None


def tie_id(subject: str, predicate: Predicate, object_: str) -> str:
    """The id of a tie: the same for the same two ends and predicate, whatever says so."""
    return "t" + digest(subject, predicate, object_)


def key_of(subject: str, predicate: Predicate, object_: str) -> Key:
    """What makes two claims claims about one tie; the ends of a tie that holds both ways are sorted."""
    ends = sorted((subject, object_)) if predicate in SYMMETRIC else [subject, object_]
    return ends[0], predicate, ends[1]


def spans(
    entries: Iterable[Entry],
    *,
    names: Mapping[str, str],
    known: Iterable[KnownSpan] = (),
    kinds: Kinds = known_kind,
) -> list[TieSpan]:
    """The ties that claims tell of, each over its time.

    Args:
        entries: claims of both sorts, allusions too, in any order.
        names: ids to names.
        known: ties of knowledge files to add.
        kinds: tells what an actor is.

    Returns:
        By predicate, then by the names of the ends.
    """
    return spans_in_order(sorted_entries(entries), names=names, known=known, kinds=kinds)


def spans_in_order(
    entries: list[Entry],
    *,
    names: Mapping[str, str],
    known: Iterable[KnownSpan] = (),
    kinds: Kinds = known_kind,
) -> list[TieSpan]:
    """The same of claims that `sorted_entries` gave.

    Args:
        entries: claims in their order, each once.
        names: ids to names.
        known: ties of knowledge files to add.
        kinds: tells what an actor is.
    """
    told = _gathered(entries, names=names, kinds=kinds, known=known)
    kept = {key: pruned(one.marks) for key, one in told.items()}
    made = [_span(key, one, kept[key]) for key, one in told.items()]
    flagged = exclusive(made, names, kinds=kinds, kept=lambda s: kept[s.subject, s.predicate, s.object])
    made = [replace(s, conflicts=(*s.conflicts, *flagged.get(s.id, ()))) for s in made]
    return in_order(made, names)


def in_order(ties: Iterable[TieSpan], names: Mapping[str, str]) -> list[TieSpan]:
    """Ties by predicate, then by the names of the ends.

    Args:
        ties: the ties.
        names: ids to names.
    """
    order = {predicate: place for place, predicate in enumerate(Predicate)}
    return sorted(
        ties, key=lambda s: (order[s.predicate], _name(s.subject, names), _name(s.object, names), s.id)
    )


def _gathered(
    entries: list[Entry], *, names: Mapping[str, str], kinds: Kinds, known: Iterable[KnownSpan]
) -> dict[Key, _Told]:
    told: dict[Key, _Told] = {}
    for entry in entries:
        fact = entry.claim.fact
        if isinstance(fact, Relation) and fact.subject != fact.object:
            _say(told, entry, fact)
    for one in known:
        _know(told.setdefault(key_of(one.subject, one.predicate, one.object), _Told()), one)
    ends = Ends(kinds=kinds, names=names)
    for key, mark in apply(entries, {k: t.marks for k, t in told.items()}, ends):
        told.setdefault(key, _Told()).put(mark)
    for key, mark in ends.gates(entries, told):
        told[key].gates.append(mark)
    return told


def _say(told: dict[Key, _Told], entry: Entry, fact: Relation) -> None:
    marks = marks_of(entry, fact)
    if not marks:
        return
    one = told.setdefault(key_of(fact.subject, fact.predicate, fact.object), _Told())
    if entry.claim.modality in _SAYS:
        one.lists[Turn.STANDS].append(entry)
    for mark in marks:
        if mark.turn is Turn.STANDS:
            one.marks.append(mark)
        else:
            one.put(mark)


def _know(told: _Told, one: KnownSpan) -> None:
    told.known.append(one.source)
    told.marks += known_marks(one)


def known_marks(one: KnownSpan) -> list[Mark]:
    """What a knowledge file says of the time of a tie.

    Args:
        one: what it says.
    """
    given = ((Turn.BEGAN, one.since), (Turn.ENDED, one.until))
    return [Mark(turn=turn, when=when, sure=True) for turn, when in given if when]


def _span(key: Key, told: _Told, kept: list[Mark]) -> TieSpan:
    subject, predicate, object_ = key
    since, until = borders_of(kept)
    span = TieSpan(
        id=tie_id(*key),
        subject=subject,
        predicate=predicate,
        object=object_,
        since=since,
        until=until,
        said=tuple(told.lists[Turn.STANDS]),
        began=tuple(told.lists[Turn.BEGAN]),
        ended=tuple(told.lists[Turn.ENDED]),
        denied=tuple(told.lists[Turn.LACKS]),
        known=tuple(sorted(set(told.known))),
        marks=tuple(told.marks),
        gates=tuple(told.gates),
    )
    return replace(span, conflicts=own_conflicts(span, kept))


def borders_of(kept: Sequence[Mark]) -> tuple[When | None, When | None]:
    """When a tie began, first of all, and when it ended, last of all; what is said outright goes before the rest.

    Args:
        kept: the tie's marks, as `marks.pruned` leaves them.
    """
    begins = _surest([m for m in kept if m.turn is Turn.BEGAN])
    ends = _surest([m for m in kept if m.turn is Turn.ENDED])
    since = min(begins, key=_early, default=None)
    until = max(ends, key=_late, default=None)
    if until and any(m.sure and _early(m) > _late(until) for m in begins):
        until = None
    return since.when if since else None, until.when if until else None


def _surest(marks: list[Mark]) -> list[Mark]:
    dated = [m for m in marks if m.when]
    return [m for m in dated if m.sure] or dated


def _early(mark: Mark) -> tuple[date, date]:
    return mark.first or mark.last or date.min, mark.last or date.max


def _late(mark: Mark) -> tuple[date, date]:
    return mark.last or mark.first or date.max, mark.first or date.min


def _name(ident: str, names: Mapping[str, str]) -> str:
    return names.get(ident, ident)
