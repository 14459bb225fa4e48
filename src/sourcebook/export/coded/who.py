"""Whom and where a coded event names: the actors and places of the knowledge files, or new ones of that name."""

import re
from dataclasses import replace

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
_SAME_KM = 30.0  # a place of that name, no further away, is the one that a coder's point means
_AREAS = {
    Fineness.ADMIN2: PlaceKind.ADMIN2,
    Fineness.ADMIN1: PlaceKind.ADMIN1,
    Fineness.LINE_OR_REGION: PlaceKind.REGION,
    Fineness.COUNTRY: PlaceKind.COUNTRY,
    Fineness.SEA_AIR: PlaceKind.SEA,
}


def actor_of(name: str, *, country: str | None, kind: ActorKind, scope: str) -> Actor:
    """Who is meant by a coder's name for an actor.

    Args:
        name: as the file has it ("Military Forces of Syria (2000-2024)").
        country: ISO 3166-1 alpha-2 code of where it happened.
        kind: what the file's own codes say of somebody whom no knowledge file lists.
        scope: id of the report; those without a name are its own.
    """
    bare = _BRACKETS.sub("", name).strip() or name
    inside = country_of(name[len(bare) :].strip(" ()")) or country
    if _PEOPLE.match(bare) and inside is not None:
        return people_actor(inside)
    if _NOBODY.match(bare) or _PEOPLE.match(bare):
        return Actor(id=f"{slug(bare) or 'unidentified'}@{scope}", name=bare, kind=ActorKind.UNIDENTIFIED)
    return _known(bare) or Actor(id=slug(bare) or digest(bare), name=bare, kind=kind, state=None)


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
    name: str, *, country: str | None, at: tuple[float, float] | None, fineness: Fineness
) -> Place | None:
    """Which place is meant; None without a name.

    Args:
        name: as the file has it.
        country: ISO 3166-1 alpha-2 code.
        at: latitude and longitude, degrees (WGS 84); None when the file gives none.
        fineness: how finely the file says that it is known.
    """
    if fineness is Fineness.COUNTRY and country is not None and country in by_code():
        return country_place(by_code()[country])
    if not name:
        return None
    kind = _AREAS.get(fineness, PlaceKind.SETTLEMENT)
    fitting = [
        c.place for c in gazetteer().lookup(name) if c.place.country == country and _fits(c.place, kind, at)
    ]
    best = min(fitting, key=lambda p: (_km(p, at), p.id), default=None)
    return best or _new(name, country, at, kind)


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


def _new(name: str, country: str | None, at: tuple[float, float] | None, kind: PlaceKind) -> Place:
    """A place that no gazetteer lists; the same name at the same point is the same place."""
    point = f"{at[0]:.3f} {at[1]:.3f}" if at else ""
    made = Place(
        id=f"place:{slug(name) or 'unnamed'}-{digest(name, country or '', point)[:8]}", name=name, kind=kind
    )
    lat, lon = at or (None, None)
    return replace(made, lat=lat, lon=lon, country=country)
