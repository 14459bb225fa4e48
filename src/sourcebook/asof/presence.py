"""Where is an actor at home, where does it sit, and where do its deeds take it?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sourcebook.asof.ground import AREAS
from sourcebook.asof.picture import REAL, Basis, Part, Picture, Role, basis_of
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Modality, Predicate

_SEATS = (Predicate.BASED_AT, Predicate.CONTROLS, Predicate.OPERATES_IN)
# Who strikes with these need not be where he strikes.
_AFAR = frozenset({"aerial", "drone", "rocket_missile", "heavy-weapons", "interception", "cyber"})
_MOVES = frozenset({"withdraw", "base_established", "base_abandoned", "control_gained", "control_lost"})
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN, EventType.MOBILIZE})
_SHOWN = 2  # claims that name an actor's home


class Kind(StrEnum):
    """What puts an actor into a place, the surest first."""

    HOME = "home"
    SEAT = "seat"  # a tie: it is based there, controls it, operates in it
    MOVE = "move"  # it sent men there, or left
    DEED = "deed"  # it fought or threatened there
    STRIKE = "strike"  # it struck there from afar


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What puts an actor into a place.

    Attributes:
        place: id of the place.
        by: id of the body that is there, one of those that count as the actor.
        kind: what puts it there.
        whole: whether it has the run of the whole place.
        basis: what says so.
    """

    place: str
    by: str
    kind: Kind
    whole: bool
    basis: Basis


def presences(picture: Picture, parts: Iterable[Part]) -> tuple[Presence, ...]:
    """Everything that puts an actor into places, the surest first.

    Args:
        picture: claims and ties.
        parts: who counts as the actor.
    """
    everybody = tuple(parts)
    ids = {p.id for p in everybody}
    found = [*_homes(picture, everybody), *_seats(picture, ids), *_deeds(picture, ids)]
    return tuple(sorted(found, key=lambda p: (list(Kind).index(p.kind), p.place, p.by)))


def _homes(picture: Picture, parts: tuple[Part, ...]) -> Iterator[Presence]:
    """The country to which the actor belongs; of a set whose own is not known, that of each member."""
    own = [p for p in parts if p.role is Role.ITSELF]
    states = {p.id: a.state for p in parts if (a := picture.actor(p.id)) and a.state}
    chosen = [p for p in own if p.id in states] or [p for p in parts if p.id in states]
    for part in chosen:
        ident = f"place:{states[part.id].lower()}"
        if picture.place(ident) is not None:
            yield Presence(
                place=ident, by=part.id, kind=Kind.HOME, whole=True, basis=_at_home(picture, part.id, ident)
            )


def _at_home(picture: Picture, actor: str, country: str) -> Basis:
    """Claims with the words that put a described actor into its country ("militias in X"), else what is filed."""
    found = picture.actor(actor)
    place = picture.place(country)
    names = (place.name, *place.aliases) if place and found else ()
    tails = (re.search(rf"\w+ in {re.escape(n)}\b", found.name) for n in names if found)
    words = next((tail[0].casefold() for tail in tails if tail), None)
    said = tuple(
        e for e in picture.entries if words and words in e.words.casefold() and e.claim.modality in REAL
    )
    if said:
        return Basis(entries=said[:_SHOWN])
    return Basis(known=(f"{picture.name(actor)} belongs to {picture.name(country)}",))


def _seats(picture: Picture, ids: set[str]) -> Iterator[Presence]:
    for tie in picture.holding(*_SEATS):
        place = picture.place(tie.object)
        if tie.subject in ids and place is not None:
            whole = place.kind not in AREAS or tie.predicate is Predicate.CONTROLS
            basis = basis_of(tie, day=picture.day)
            yield Presence(place=place.id, by=tie.subject, kind=Kind.SEAT, whole=whole, basis=basis)


def _deeds(picture: Picture, ids: set[str]) -> Iterator[Presence]:
    for entry, event in picture.events():
        doers = [i for i in (*event.actor, *event.co_actor) if i in ids]
        kind = _kind(event) if doers else None
        for ident in _sites(picture, entry, event) if kind else ():
            place = picture.place(ident)
            if place is not None and kind is not None:
                doubt = entry.claim.modality is not Modality.ASSERTED
                basis = Basis(entries=(entry,), doubt=doubt)
                whole = place.kind not in AREAS
                yield Presence(place=ident, by=doers[0], kind=kind, whole=whole, basis=basis)


def _kind(event: Event) -> Kind | None:
    if _AFAR.intersection(event.mode):
        return Kind.STRIKE
    if event.type is EventType.MOBILIZE or _MOVES.intersection(event.mode):
        return Kind.MOVE
    return Kind.DEED if event.type in _DEEDS else None


def _sites(picture: Picture, entry: Entry, event: Event) -> tuple[str, ...]:
    """Where an event took place; of one without a place, what its own words name."""
    where = (event.where.place,) if event.where else ()
    told = (*where, *event.origin, *event.destination)
    return tuple(dict.fromkeys(told)) or tuple(_named(picture, entry.words))


_PHRASE = re.compile(
    r"\b(?:in|at|near|into|inside|around|across|along) (?:the )?"
    r"((?:(?:north|south|east|west|central)[a-z]* )?[A-Z][\w’'-]*(?:[ -](?:al|el|ez|of|the|[A-Z])[\w’'-]*)*)"
)


def _named(picture: Picture, words: str) -> Iterator[str]:
    """Ids of the places that stand in phrases such as "in X", by the longest name that is a place's."""
    for found in _PHRASE.finditer(" ".join(words.split())):
        said = found[1].split()
        tried = (picture.named(" ".join(said[:n])) for n in range(len(said), 0, -1))
        place = next((p for p in tried if p is not None), None)
        if place is not None:
            yield place.id
