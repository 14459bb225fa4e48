"""To which places can an actor get, and what does it lose without something?

From its home and from where it sits, by the passages and borders that reports tell of. Whoever enters a country
through a part of it is somewhere in that country; of its other parts those count as reached to which the actor's own
deeds take it. Distances play no part: where no report names a way, none is made up.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sourcebook.asof.ground import AREAS, Edge, Ground, Way, barred, ground
from sourcebook.asof.picture import Basis, Part, Picture, begun, company
from sourcebook.asof.presence import Kind, Presence, presences
from sourcebook.errors import ValueProblem
from sourcebook.ledger import Entry
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Event, EventType, Modality, Phase, Predicate, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What is thought away.

    Attributes:
        places: ids of places and crossings that can no longer be passed or stayed in.
        actors: ids of bodies that are no longer there, and with them what they hold.
        ties: ids of ties that no longer hold.
    """

    places: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()


NOTHING = Removal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A place that is reached.

    Attributes:
        place: its id.
        start: id of the place from which it is reached; None for where the actor is to begin with.
        way: how ("home", "seat", "connects", "adjoins", "lies in", "holds").
        basis: what says that the one leads to the other.
        partly: whether it is reached somewhere, not everywhere.
        there: claims of the actor's being, acting or striking there.
    """

    place: str
    start: str | None
    way: str
    basis: Basis
    partly: bool
    there: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The places to which an actor can get.

    Attributes:
        parts: who counts as the actor.
        hops: every place that is reached, no place before the one from which it is reached.
        apart: where it acts though no report names an open way there, a presence per place.
        closed: passages that are closed on the day, with the claims that say so.
        barred: spots at which an opponent sits, and not the actor; none of them counts as reached.
    """

    parts: tuple[Part, ...]
    hops: tuple[Hop, ...]
    apart: tuple[Presence, ...]
    closed: dict[str, tuple[Entry, ...]]
    barred: dict[str, tuple[Entry, ...]]

    @property
    def places(self) -> frozenset[str]:
        """Ids of the places reached."""
        return frozenset(h.place for h in self.hops)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What an actor loses without something.

    Attributes:
        removal: what is thought away, with the crossings and towns that bear one name.
        before: its reach as it is.
        after: its reach without it.
        lost: the places that it no longer reaches, each as it was reached.
        said: claims that say that the actor, or one of these places, lost or gave up something.
    """

    removal: Removal
    before: Reach
    after: Reach
    lost: tuple[Hop, ...]
    said: tuple[Entry, ...]


@dataclass(slots=True)
class _Search:
    """A walk over the ground."""

    picture: Picture
    land: Ground
    here: dict[str, list[Presence]]
    without: Removal
    barred: frozenset[str]
    hops: dict[str, Hop] = field(default_factory=dict)
    queue: deque[str] = field(default_factory=deque)

    def run(self, starts: Iterable[Presence]) -> None:
        for s in starts:
            self._take(s.place, start=None, way=s.kind, basis=s.basis, whole=s.whole)
        while self.queue:
            place = self.queue.popleft()
            for edge in self.land.edges.get(place, ()):
                self._step(edge)

    def _step(self, edge: Edge) -> None:
        inside = edge.way is Way.HOLDS and bool(self.stays(edge.end))
        leaves = edge.way is Way.LIES_IN or not self.hops[edge.start].partly
        if (leaves or inside) and self._open(edge):
            basis = edge.basis
            if not leaves:
                basis = _both(basis, *(p.basis for p in self.stays(edge.end)))
            self._take(edge.end, start=edge.start, way=edge.way, basis=basis, whole=self._whole(edge, leaves))

    def _whole(self, edge: Edge, leaves: bool) -> bool:
        place = self.picture.place(edge.end)
        point = place is not None and place.kind not in AREAS
        return point or (edge.way is Way.HOLDS and leaves)

    def stays(self, place: str) -> list[Presence]:
        """What takes the actor into a place in person."""
        return [p for p in self.here.get(place, ()) if p.kind is not Kind.STRIKE and self.counts(p)]

    def counts(self, p: Presence) -> bool:
        return p.by not in self.without.actors and not (
            p.basis.ties and self.without.ties.issuperset(p.basis.ties)
        )

    def _open(self, edge: Edge) -> bool:
        gone = edge.basis.ties and self.without.ties.issuperset(edge.basis.ties)
        return not gone and self.land.passable(edge) and not self._unheld(self.land.at(edge))

    def _unheld(self, gates: frozenset[str]) -> bool:
        """Whether one of some gates is held by somebody thought away, and by nobody else."""
        if not gates or not (self.without.actors or self.without.ties):
            return False
        held = [t for t in self.picture.holding(Predicate.CONTROLS) if t.object in gates]
        gone = {t.object for t in held if t.subject in self.without.actors or t.id in self.without.ties}
        return bool(gone - {t.object for t in held if t.subject not in self.without.actors})

    def _take(self, place: str, *, start: str | None, way: str, basis: Basis, whole: bool) -> None:
        old = self.hops.get(place)
        if place in self.without.places | self.barred or (old is not None and (not old.partly or not whole)):
            return
        if old is None:
            told = tuple(dict.fromkeys(e for p in self.here.get(place, ()) for e in p.basis.entries))
            there = () if start is None else told
            hop = Hop(place=place, start=start, way=str(way), basis=basis, partly=not whole, there=there)
            self.hops[place] = hop
        else:
            self.hops[place] = replace(old, partly=False)
        self.queue.append(place)


def _both(*several: Basis) -> Basis:
    return Basis(
        entries=tuple({e.claim.id: e for b in several for e in b.entries}.values()),
        known=tuple(dict.fromkeys(k for b in several for k in b.known)),
        ties=tuple(dict.fromkeys(t for b in several for t in b.ties)),
        doubt=any(b.doubt for b in several),
    )


def reach(
    picture: Picture, actor: Iterable[str], *, parts: bool = False, without: Removal = NOTHING
) -> Reach:
    """To which places an actor can get.

    It begins at home, and wherever it sits or sent men to which no way from home is told, open or closed.

    Args:
        picture: claims and ties.
        actor: its ids; several where reports describe it each on their own.
        parts: whether bodies that are part of it, and its fronts, count as the actor.
        without: what is thought away.

    Raises:
        ValueProblem: the actor itself, or a person, is thought away.
    """
    who = company(picture, actor, parts=parts, fronts=parts)
    _refuse(picture, who, without)
    found = presences(picture, who)
    land = ground(picture, {p.place for p in found})
    here: dict[str, list[Presence]] = {}
    for p in found:
        here.setdefault(p.place, []).append(p)
    foes = barred(picture, frozenset(p.id for p in who))
    free = _Search(picture, replace(land, closed={}), here, NOTHING, frozenset())
    search = _Search(picture, land, here, _with_gates(land, without), frozenset(foes))
    search.run(p for p in _starts(free, found) if search.counts(p))
    apart = {p.place: p for p in reversed(found) if p.place not in search.hops and search.counts(p)}
    gone = search.without.places
    return Reach(
        parts=who,
        hops=tuple(search.hops.values()),
        apart=tuple(p for p in found if apart.get(p.place) is p and p.place not in gone),
        closed=land.closed,
        barred=foes,
    )


def _starts(free: _Search, found: tuple[Presence, ...]) -> list[Presence]:
    """Where the actor is to begin with, whatever is thought away later."""
    homes = [p for p in found if p.kind is Kind.HOME]
    free.run(homes)
    return homes + [p for p in found if p.kind in {Kind.SEAT, Kind.MOVE} and p.place not in free.hops]


def _with_gates(land: Ground, without: Removal) -> Removal:
    """With a town goes the crossing that bears its name, and the other way round what passes at it."""
    more = {g for p in without.places for g in land.gates.get(p, frozenset())}
    crossings = {g for g in more if any(p in land.gates.get(g, frozenset()) for p in without.places)}
    return replace(without, places=without.places | crossings)


def _refuse(picture: Picture, who: tuple[Part, ...], without: Removal) -> None:
    for ident in sorted(without.actors):
        found = picture.actor(ident)
        if found is not None and found.kind is ActorKind.PERSON:
            raise ValueProblem(
                f"{found.name} is a person, and people are not thought away: this describes networks of bodies and "
                "places; name a body, a place, a crossing or a tie"
            )
        if ident in {p.id for p in who if p.of == p.id}:
            raise ValueProblem(
                f"{picture.name(ident)} is the actor asked about; name something else to go without"
            )


def loss(picture: Picture, actor: Iterable[str], without: Removal, *, parts: bool = False) -> Loss:
    """What an actor can no longer reach without something, beside what reports themselves say was lost.

    Args:
        picture: claims and ties.
        actor: its ids.
        without: what is thought away.
        parts: whether bodies that are part of it, and its fronts, count as the actor.

    Raises:
        ValueProblem: the actor itself, or a person, is thought away.
    """
    ids = tuple(actor)
    before, after = reach(picture, ids, parts=parts), reach(picture, ids, parts=parts, without=without)
    lost = tuple(h for h in before.hops if h.place not in after.places)
    about = {p.id for p in before.parts} | {h.place for h in lost} | without.places
    said = tuple(e for e in picture.entries if begun(e, picture.day) and _loses(e, about))
    return Loss(removal=without, before=before, after=after, lost=lost, said=said)


_LOSING = frozenset({"passage_closed", "control_lost", "base_abandoned"})
_PRESENT = (
    Predicate.BASED_AT,
    Predicate.OPERATES_IN,
    Predicate.CONTROLS,
    Predicate.CONNECTS,
    Predicate.ADJOINS,
)
_GRADES = frozenset({Modality.ASSERTED, Modality.HEDGED, Modality.PLANNED})


def _loses(entry: Entry, about: set[str]) -> bool:
    """Whether a claim says that somebody or some place asked about loses, leaves or stops something."""
    claim, fact = entry.claim, entry.claim.fact
    if isinstance(fact, Relation):
        denied = claim.modality is Modality.NEGATED and fact.predicate in _PRESENT
        return denied and bool(about & {fact.subject, fact.object})
    named = {*fact.actor, *fact.origin, *fact.destination, *((fact.where.place,) if fact.where else ())}
    return claim.modality in _GRADES and _halts(fact) and bool(about & named)


def _halts(event: Event) -> bool:
    return (
        event.type is EventType.RETREAT
        or event.phase is Phase.STOP
        or (event.type is EventType.TRANSITION and bool(_LOSING.intersection(event.mode)))
    )
