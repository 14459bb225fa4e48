"""Which place leads to which? Passages and borders that reports tell of, and what lies in what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sourcebook.asof.marks import Mark
from sourcebook.asof.passages import closing, passable, turns_at
from sourcebook.asof.picture import Basis, Picture, basis_of
from sourcebook.asof.spans import Held, TieSpan
from sourcebook.ledger import Entry
from sourcebook.ledger.fold import fold
from sourcebook.model.claim import Modality, Predicate
from sourcebook.model.where import Place, PlaceKind

AREAS = frozenset(
    {
        PlaceKind.COUNTRY,
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.REGION,
        PlaceKind.TERRAIN,
        PlaceKind.WATERWAY,
        PlaceKind.SEA,
    }
)  # who gets into one of these is somewhere in it, not everywhere
LEADS = (Predicate.CONNECTS, Predicate.ADJOINS)


class Way(StrEnum):
    """How one place leads to another, in the order in which ways are tried."""

    CONNECTS = "connects"
    ADJOINS = "adjoins"
    LIES_IN = "lies in"  # from the part to the whole
    HOLDS = "holds"  # from the whole to the part


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A step from a place to another.

    Attributes:
        start: id of the place.
        end: id of the other.
        way: how the one leads to the other.
        basis: what says so.
        border: whether the two lie in different countries.
    """

    start: str
    end: str
    way: Way
    basis: Basis
    border: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The places and the steps between them.

    Attributes:
        edges: steps by the place from which they lead, each place's in the order in which they are tried.
        gates: crossing to the towns whose name it bears, and each town to its crossings.
        closed: closed passages by id, with the claims that say so.
    """

    edges: dict[str, tuple[Edge, ...]]
    gates: dict[str, frozenset[str]]
    closed: dict[str, tuple[Entry, ...]]

    def at(self, edge: Edge) -> frozenset[str]:
        """The places and crossings at which a step crosses a border; none when it crosses none."""
        ends = frozenset({edge.start, edge.end}) if edge.border else frozenset()
        return ends.union(*(self.gates.get(e, frozenset()) for e in ends))

    def passable(self, edge: Edge) -> bool:
        """Whether a step is open: where a crossing is closed, the towns at it stand but the border is shut."""
        return self.closed.keys().isdisjoint(self.at(edge))


def ground(picture: Picture, places: Iterable[str] = ()) -> Ground:
    """The ground as a picture shows it.

    Args:
        picture: claims and ties.
        places: ids of further places, which no passage names; they lie in countries, too.
    """
    steps = [e for t in picture.holding(*LEADS) for e in _passage(picture, t)]
    told = {
        (t.subject, t.object): basis_of(t, day=picture.day) for t in picture.holding(Predicate.LOCATED_IN)
    }
    known = {i for e in steps for i in (e.start, e.end)} | {i for pair in told for i in pair} | set(places)
    for pair, basis in _filed(picture, sorted(known)):
        told.setdefault(pair, basis)
    steps += [e for (part, whole), basis in told.items() for e in _within(part, whole, basis)]
    out: dict[str, list[Edge]] = {}
    for e in sorted(steps, key=lambda e: (list(Way).index(e.way), e.end)):
        out.setdefault(e.start, []).append(e)
    shut = closed(picture)
    gates = _gates(picture, known | shut.keys())
    return Ground(edges={k: tuple(v) for k, v in out.items()}, gates=gates, closed=shut)


def _passage(picture: Picture, tie: TieSpan) -> Iterator[Edge]:
    a, b = picture.place(tie.subject), picture.place(tie.object)
    if a is None or b is None or a.id == b.id:
        return
    way = Way.CONNECTS if tie.predicate is Predicate.CONNECTS else Way.ADJOINS
    basis = basis_of(tie, day=picture.day)
    border = None not in {a.country, b.country} and a.country != b.country
    for start, end in ((a.id, b.id), (b.id, a.id)):
        yield Edge(start=start, end=end, way=way, basis=basis, border=border)


def _within(part: str, whole: str, basis: Basis) -> tuple[Edge, Edge]:
    return (
        Edge(start=part, end=whole, way=Way.LIES_IN, basis=basis),
        Edge(start=whole, end=part, way=Way.HOLDS, basis=basis),
    )


def _filed(picture: Picture, idents: Iterable[str]) -> Iterator[tuple[tuple[str, str], Basis]]:
    """In which country a place lies, as the gazetteer has it; what lies along a border lies in no one of two."""
    for ident in idents:
        place = picture.place(ident)
        if (
            place is None
            or place.country is None
            or place.kind is PlaceKind.COUNTRY
            or len(place.based_on) > 1
        ):
            continue
        country = f"place:{place.country.lower()}"
        if picture.place(country) is not None:
            words = f"{place.name} lies in {picture.name(country)}"
            yield (ident, country), Basis(known=(words,))


def closed(picture: Picture) -> dict[str, tuple[Entry, ...]]:
    """Passages that are closed on the day: the last asserted word of them, or the fall of whoever held them.

    Args:
        picture: without a day nothing counts as closed, as it tells of all days.
    """
    if picture.day is None:
        return {}
    shut = {
        place: (entry,)
        for place, marks in turns(picture).items()
        if passable(marks, picture.day) is Held.NO and (entry := closing(marks, picture.day))
    }
    return _fallen(picture) | shut


def turns(picture: Picture) -> dict[str, list[Mark]]:
    """When passages were opened and closed, as is said outright, by id; `passages.passable` tells what follows.

    What is told of a town is told of the one crossing that bears its name, too.

    Args:
        picture: claims and ties.
    """
    told = turns_at(e for e in picture.entries if e.claim.modality is Modality.ASSERTED)
    gates = _gates(picture, told)
    crossings = {p: next(iter(at)) for p, at in gates.items() if len(at) == 1 and _is_crossing(picture, *at)}
    joined = {place: list(marks) for place, marks in told.items()}
    for town, crossing in sorted(crossings.items()):
        joined[crossing] += told[town]
    return joined


def _is_crossing(picture: Picture, ident: str) -> bool:
    place = picture.place(ident)
    return place is not None and place.kind is PlaceKind.CROSSING


def _fallen(picture: Picture) -> dict[str, tuple[Entry, ...]]:
    """Places whose only holders hold them no longer."""
    held = [t for t in picture.ties if t.predicate is Predicate.CONTROLS]
    still = {t.object for t in held if t.held(picture.day) is not Held.NO}
    lost = [t for t in held if t.ended and t.held(picture.day) is Held.NO and t.object not in still]
    return {t.object: t.ended for t in lost}


def barred(picture: Picture, idents: frozenset[str]) -> dict[str, tuple[Entry, ...]]:
    """Spots at which somebody sits to whom some bodies are opposed, and none of those bodies.

    Args:
        picture: claims and ties.
        idents: ids of the bodies.

    Returns:
        By id, with the claims that put the opponent there. Of an area nobody is kept out whole.
    """
    foes = {
        i for t in picture.holding(Predicate.OPPOSED_TO) if idents & {t.subject, t.object} for i in _ends(t)
    }
    sits = picture.holding(Predicate.BASED_AT, Predicate.CONTROLS, Predicate.OPERATES_IN)
    own = {t.object for t in sits if t.subject in idents}
    found: dict[str, tuple[Entry, ...]] = {}
    for t in (t for t in sits if t.subject in foes - idents and t.object not in own):
        place = picture.place(t.object)
        if place is not None and place.kind not in AREAS:
            found[t.object] = (*found.get(t.object, ()), *t.said, *t.began)
    return found


def _ends(tie: TieSpan) -> tuple[str, str]:
    return (tie.subject, tie.object)


def _gates(picture: Picture, idents: Iterable[str]) -> dict[str, frozenset[str]]:
    """Crossings and the towns whose names they bear, each way."""
    places = [p for p in map(picture.place, sorted(idents)) if p is not None]
    towns = {name: p.id for p in places if p.kind is PlaceKind.SETTLEMENT for name in _plain(p)}
    found: dict[str, set[str]] = {}
    for crossing in (p for p in places if p.kind is PlaceKind.CROSSING):
        for town in {towns[n] for n in _named_for(crossing) if n in towns}:
            found.setdefault(crossing.id, set()).add(town)
            found.setdefault(town, set()).add(crossing.id)
    return {k: frozenset(v) for k, v in found.items()}


def _plain(place: Place) -> set[str]:
    return {fold(n) for n in (place.name, *place.aliases)}


def _named_for(crossing: Place) -> set[str]:
    """The names in a crossing's names: "X crossing", "X border crossing", "X–Y crossing"."""
    parts = {part for n in (crossing.name, *crossing.aliases) for part in n.split("–")}
    return {fold(part).removesuffix(" crossing").removesuffix(" border") for part in parts}
