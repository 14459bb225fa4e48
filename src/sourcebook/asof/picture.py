"""What the questions of this layer look at, and who counts as the actor that is asked about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.asof.spans import Held, TieSpan
from sourcebook.ledger import Entry
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Event, Modality, Predicate
from sourcebook.model.where import Place

REAL = frozenset(
    {Modality.ASSERTED, Modality.HEDGED, Modality.GENERIC}
)  # neither denied nor merely thought of


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What was said by a day, and how to look up who and where is meant.

    Attributes:
        entries: claims of a book, those that a report only alludes to among them.
        ties: the same claims' ties over time.
        actor: gives an actor by id.
        place: gives a place by id.
        named: gives a place by a name, as a report writes it.
        day: what is asked as of; None for whatever is told, whichever day it held.
    """

    entries: tuple[Entry, ...]
    ties: tuple[TieSpan, ...]
    actor: Callable[[str], Actor | None]
    place: Callable[[str], Place | None]
    named: Callable[[str], Place | None]
    day: date | None = None

    def holding(self, *predicates: Predicate) -> list[TieSpan]:
        """Ties of some kinds that may hold on the day, in the order of their ends."""
        found = (t for t in self.ties if t.predicate in predicates and self._holds(t))
        return sorted(found, key=lambda t: (t.predicate, t.subject, t.object))

    def _holds(self, tie: TieSpan) -> bool:
        told = bool(tie.said or tie.began or tie.known)
        return told and (self.day is None or tie.held(self.day) is not Held.NO)

    def events(self, *modalities: Modality) -> Iterator[tuple[Entry, Event]]:
        """Events that had begun by the day, said in one of some ways (as real, when none is given)."""
        wanted = frozenset(modalities) or REAL
        for entry in self.entries:
            fact = entry.claim.fact
            if isinstance(fact, Event) and entry.claim.modality in wanted and begun(entry, self.day):
                yield entry, fact

    def name(self, ident: str) -> str:
        """An actor's or place's name; an id without one is its own name."""
        found = self.place(ident) or self.actor(ident)
        return found.name if found else ident


def begun(entry: Entry, day: date | None) -> bool:
    """Whether what a claim tells may have begun by a day.

    Args:
        entry: the claim; what bears no date may have.
        day: None for whichever day.
    """
    fact = entry.claim.fact
    when = fact.when if isinstance(fact, Event) else fact.since
    return day is None or when is None or when.first is None or when.first <= day


def told_on(entry: Entry) -> date | None:
    """The first day on which an event may have happened; without a date, the day of its report.

    Args:
        entry: an event claim.
    """
    fact = entry.claim.fact
    when = fact.when if isinstance(fact, Event) else None
    when = when or entry.source.published
    return (when.first or when.last) if when else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What something rests on.

    Attributes:
        entries: claims, each with its words and source.
        known: what a gazetteer or knowledge file says, in words; it is no claim of a report.
        ties: ids of the ties.
        doubt: whether it is only hedged, or may have ended.
    """

    entries: tuple[Entry, ...] = ()
    known: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    doubt: bool = False


def basis_of(tie: TieSpan, *, day: date | None) -> Basis:
    """What a tie rests on.

    Args:
        tie: the tie.
        day: what is asked as of.
    """
    said = (*tie.said, *tie.began)
    sure = any(e.modality is Modality.ASSERTED for e in said) or bool(tie.known)
    ended = day is not None and bool(tie.ended or tie.denied) and tie.held(day) is not Held.YES
    return Basis(entries=said, known=tie.known, ties=(tie.id,), doubt=ended or not sure)


class Role(StrEnum):
    """Why a body counts as the actor that is asked about."""

    ITSELF = "itself"
    MEMBER = "member"  # a report lists it among a set
    PART = "part"  # a tie says that it is part of it
    FRONT = "front"  # a name behind which it may act


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A body that counts as the actor.

    Attributes:
        id: its id.
        role: why it counts.
        of: id of the body as whose part it counts; its own when it is the actor itself.
        basis: what says so.
    """

    id: str
    role: Role
    of: str
    basis: Basis = Basis()


def company(picture: Picture, idents: Iterable[str], *, parts: bool, fronts: bool) -> tuple[Part, ...]:
    """Who counts as an actor: itself, its members, and when asked its parts and fronts, over all steps.

    Args:
        picture: what is looked at.
        idents: the actor's ids; several where reports describe it each on their own.
        parts: whether bodies that are part of it count; those of a coalition and of a set always do.
        fronts: whether names behind which it may act count.
    """
    found = {i: Part(id=i, role=Role.ITSELF, of=i) for i in dict.fromkeys(idents)}
    queue = list(found)
    while queue:
        whole = queue.pop(0)
        for part in _below(picture, whole, parts=parts, fronts=fronts):
            if part.id not in found:
                found[part.id] = part
                queue.append(part.id)
    return tuple(found.values())


def _below(picture: Picture, whole: str, *, parts: bool, fronts: bool) -> Iterator[Part]:
    actor = picture.actor(whole)
    for member in actor.members if actor else ():
        yield Part(id=member, role=Role.MEMBER, of=whole, basis=_listed(picture, member))
    if parts or "@" in whole or (actor is not None and actor.kind is ActorKind.COALITION):
        yield from _tied(picture, whole, Predicate.PART_OF, Role.PART)
    if fronts:
        yield from _tied(picture, whole, Predicate.FRONT_FOR, Role.FRONT)


def _tied(picture: Picture, whole: str, predicate: Predicate, role: Role) -> Iterator[Part]:
    for tie in picture.holding(predicate):
        actor = picture.actor(tie.subject)
        if tie.object == whole and not (actor and actor.kind is ActorKind.PERSON):
            yield Part(id=tie.subject, role=role, of=whole, basis=basis_of(tie, day=picture.day))


def _listed(picture: Picture, member: str) -> Basis:
    """The first words that tell to what kind of body a member belongs: a tie of it to somebody behind it."""
    tied = [t for t in picture.holding(Predicate.BACKED_BY, Predicate.PART_OF) if t.subject == member]
    return basis_of(tied[0], day=picture.day) if tied else Basis()
