"""Whom and where a coded event names: the actors and places of the knowledge files, or new ones of that name."""

import re
from dataclasses import dataclass

from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.places import country_place, gazetteer
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.text import digest
from sourcebook.model.where import Fineness, Place, PlaceKind
from sourcebook.resolve.entries import known_actor, people_actor, slug, state_actor
from sourcebook.resolve.geometry import km_between

_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_FORCES = re.compile(
    r"^(?:Government|Military Forces|Police Forces|Armed Forces) of (?:the )?(.+)$", re.IGNORECASE
)
_NOBODY = re.compile(r"^(?:unidentified|unknown)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"^(civilians|protesters|rioters)\b", re.IGNORECASE)
_LISTED = "place:gn"  # how the ids of the gazetteer's places begin; who bears another name is another place
_SAME_KM = 30.0  # a place of that name, no further away, is the one that a coder's point means
_AREAS = {
    Fineness.ADMIN2: PlaceKind.ADMIN2,
    Fineness.ADMIN1: PlaceKind.ADMIN1,
    Fineness.LINE_OR_REGION: PlaceKind.REGION,
    Fineness.COUNTRY: PlaceKind.COUNTRY,
    Fineness.SEA_AIR: PlaceKind.SEA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What sort of actor a file says that somebody is, whom no knowledge file lists.

    Attributes:
        kind: of one who bears a name.
        subkind: likewise, finer.
        unnamed: finer kind of one who bears none.
    """

    kind: ActorKind = ActorKind.ARMED_GROUP
    subkind: str | None = None
    unnamed: str | None = None


def actor_of(name: str, *, country: str | None, sort: Sort, scope: str, ident: str | None = None) -> Actor:
    """Who is meant by a coder's name for an actor.

    Args:
        name: as the file has it ("Military Forces of Syria (2000-2024)").
        country: ISO 3166-1 alpha-2 code of where it happened.
        sort: what the file's own codes say of somebody whom no knowledge file lists.
        scope: id of the report; those without a name are its own.
        ident: its id, where a file of this program gives one.
    """
    found = _named(name, country, sort, scope)
    if ident is None or found.id == ident:
        return found
    entry = actors().get(ident)
    if entry is not None:
        return known_actor(entry) if _fits_name(entry, name, found) else found
    if _FORCES.match(name) and found.state is not None:
        return Actor(id=ident, name=name, kind=ActorKind.STATE_BODY, state=found.state)
    unknown = not found.known or found.kind is ActorKind.POPULATION
    return Actor(id=ident, name=name, kind=sort.kind, subkind=sort.subkind) if unknown else found


def _fits_name(entry: ActorEntry, name: str, found: Actor) -> bool:
    """Whether a file's name still means the entry of an id: by name, or as the state of which that is an organ."""
    organ = entry.state is not None and entry.state == found.state and found.kind is ActorKind.STATE
    return entry.name == name or organ or entry.id in {i for i, _ in candidates(name)}


def _named(name: str, country: str | None, sort: Sort, scope: str) -> Actor:
    bare = _BRACKETS.sub("", name).strip() or name
    inside = country_of(name[len(bare) :].strip(" ()")) or country
    if _PEOPLE.match(bare) and inside is not None:
        return people_actor(inside)
    if _NOBODY.match(bare) or _PEOPLE.match(bare):
        ident = f"{slug(bare) or 'unidentified'}@{scope}"
        return Actor(id=ident, name=bare, kind=ActorKind.UNIDENTIFIED, subkind=sort.unnamed)
    return _known(bare) or Actor(
        id=slug(bare) or digest(bare), name=bare, kind=sort.kind, subkind=sort.subkind
    )


def _known(bare: str) -> Actor | None:
    """Somebody of the knowledge files; the armed forces of a state that none names stand as the state."""
    for name in dict.fromkeys((bare, *reversed(bare.split(": ")))):  # "JNIM: Group for Support of Islam"
        found = sorted({ident for ident, _ in candidates(name)})
        if len(found) == 1:
            return known_actor(actors()[found[0]])
    forces = _FORCES.match(bare)
    state = country_of(_BRACKETS.sub("", forces[1])) if forces else country_of(bare)
    return state_actor(state) if state is not None and state in by_code() else None


def place_of(
    name: str,
    *,
    country: str | None,
    at: tuple[float, float] | None,
    fineness: Fineness,
    ident: str | None = None,
) -> Place | None:
    """Which place is meant; None without a name.

    Args:
        name: as the file has it.
        country: ISO 3166-1 alpha-2 code.
        at: latitude and longitude, degrees (WGS 84); None when the file gives none.
        fineness: how finely the file says that it is known.
        ident: its id, where a file of this program gives one.
    """
    known = [c.place for c in gazetteer().lookup(name) if c.place.id == ident] if name and ident else []
    if known:
        return known[0]
    if fineness is Fineness.COUNTRY and country is not None and country in by_code():
        return country_place(by_code()[country])
    if not name:
        return None
    kind = _AREAS.get(fineness, PlaceKind.SETTLEMENT)
    fitting = [
        c.place for c in gazetteer().lookup(name) if c.place.country == country and _fits(c.place, kind, at)
    ]
    best = min(fitting, key=lambda p: (_km(p, at), p.id), default=None)
    return best or _new(name, country, at, kind, None if ident and ident.startswith(_LISTED) else ident)


def _fits(place: Place, kind: PlaceKind, at: tuple[float, float] | None) -> bool:
    """An area by its kind, a spot by its distance."""
    if kind is not PlaceKind.SETTLEMENT:
        return place.kind is kind
    area = place.kind in (
        PlaceKind.COUNTRY,
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.REGION,
        PlaceKind.SEA,
    )
    return not area and (at is None or _km(place, at) <= _SAME_KM)


def _km(place: Place, at: tuple[float, float] | None) -> float:
    if at is None or place.lat is None or place.lon is None:
        return 0.0
    return km_between(place.lat, place.lon, *at)


def _new(
    name: str, country: str | None, at: tuple[float, float] | None, kind: PlaceKind, ident: str | None
) -> Place:
    """A place that no gazetteer lists; the same name at the same point is the same place."""
    point = f"{at[0]:.3f} {at[1]:.3f}" if at else ""
    made = f"place:{slug(name) or 'unnamed'}-{digest(name, country or '', point)[:8]}"
    lat, lon = at or (None, None)
    return Place(id=ident or made, name=name, kind=kind, lat=lat, lon=lon, country=country)
