"""Actors, places, incidents and reports as entities of FollowTheMoney."""

from collections.abc import Iterable

from sourcebook.export.evidence import Evidence
from sourcebook.export.ftm_entity import Entity, clean, ident_of, made, prefix, web
from sourcebook.export.headline import incident_headline
from sourcebook.export.record import Record
from sourcebook.ledger import Source
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.text import digest
from sourcebook.model.when import When
from sourcebook.model.where import Place
from sourcebook.story.incident import Figure, Incident

_LANGUAGES = {"en": "eng"}
_SCHEMATA = {
    ActorKind.STATE: "PublicBody",
    ActorKind.STATE_BODY: "PublicBody",
    ActorKind.INTL_ORG: "PublicBody",
    ActorKind.BUSINESS: "Company",
    ActorKind.PERSON: "Person",
    ActorKind.POPULATION: "LegalEntity",
    ActorKind.UNIDENTIFIED: "LegalEntity",
    ActorKind.OTHER: "LegalEntity",
    ActorKind.OFFICE: "Position",
    ActorKind.CONFLICT: "Event",
}
_NAMES = {AliasType.ACRONYM: "abbreviation", AliasType.FORMER_NAME: "previousName"}
LEGAL = frozenset({"LegalEntity", "Organization", "PublicBody", "Company", "Person"})
"""Schemata of those who can act."""
BODIES = frozenset({"Organization", "PublicBody", "Company"})
"""Schemata of those who can have members."""


def schema_of(ident: str, record: Record) -> str:
    """The schema of an actor or place by its id.

    Args:
        ident: of the book.
        record: what is exported.
    """
    actor = record.actor(ident)
    return _SCHEMATA.get(actor.kind, "Organization") if actor else "Address"


def body(actor: Actor, behind: Evidence) -> Entity:
    """An actor.

    Args:
        actor: the actor.
        behind: the claims that name it.
    """
    schema = _SCHEMATA.get(actor.kind, "Organization")
    given: dict[str, Iterable[str | None]] = {
        "name": [actor.name if any(clean([actor.name])) else actor.id],
        "country": [actor.state.lower() if actor.state else None],
        "keywords": [str(actor.kind), actor.subkind],
        **_aliases(actor, schema),
    }
    return made(ident_of(actor.id), schema, given, behind)


def address(ident: str, place: Place | None, behind: Evidence, record: Record) -> Entity:
    """A place.

    Args:
        ident: its id.
        place: the place; None when the book tells nothing of it.
        behind: the claims that name it.
        record: what is exported.
    """
    if place is None:
        return made(ident_of(ident), "Address", {"full": [record.names.get(ident, ident)]}, behind)
    point = (place.lat, place.lon)
    lat, lon = point if None not in point else (None, None)
    given: dict[str, Iterable[str | None]] = {
        "name": [place.name],
        "alias": place.aliases,
        "full": [", ".join(dict.fromkeys(p for p in (place.name, place.admin1, place.country) if p))],
        "country": [place.country.lower() if place.country else None],
        "region": [place.admin1],
        "latitude": [str(lat) if lat is not None else None],
        "longitude": [str(lon) if lon is not None else None],
        "keywords": [str(place.kind)],
    }
    return made(ident_of(ident), "Address", given, behind)


def event(one: Incident, behind: Evidence, record: Record) -> Entity:
    """An incident.

    Args:
        one: the incident.
        behind: its claims.
        record: what is exported.
    """
    parties = {
        side: [ident_of(p.actor) for p in some if schema_of(p.actor, record) in LEGAL]
        for side, some in (("organizer", one.doers), ("involved", one.targets))
    }
    tolls = "; ".join(f"{_number(figure)} {name}" for name, figure in one.tolls.items())
    given: dict[str, Iterable[str | None]] = {
        "name": [incident_headline(one, record.names)],
        "recordId": [one.id],
        "summary": [behind.quotes[0]],
        "description": behind.quotes,
        "keywords": [str(one.type)],
        "location": [record.names.get(one.where, one.where) if one.where else None],
        "addressEntity": [ident_of(one.where) if one.where else None],
        "notes": [tolls],
        "sourceUrl": web(e.source.address for e in one.entries),
        **days(one.when),
        **parties,
    }
    return made(one.id, "Event", given, behind)


def document(source: Source) -> Entity:
    """A report.

    Args:
        source: the report.
    """
    published = prefix(source.published)
    given: dict[str, Iterable[str | None]] = {
        "fileName": [source.title or source.address or source.id],
        "name": [source.label],
        "title": [source.title],
        "author": [source.author],
        "publisher": [source.publisher],
        "publishedAt": [published],
        "date": [published],
        "sourceUrl": web([source.address]),
        "language": [_LANGUAGES.get(source.language or "")],
        "notes": [f"report {source.id}; SHA-256 of its text {source.sha256}"],
    }
    told = made(ident_of(source.id), "Document", given)
    return (
        told
        if "fileName" in told.properties
        else made(told.id, "Document", {**given, "fileName": [source.id]})
    )


def documentation(report: str, entity: str) -> Entity:
    """That a report tells of somebody.

    Args:
        report: id of the report, as FollowTheMoney takes it.
        entity: of the entity, likewise.
    """
    given = {"document": [report], "entity": [entity], "role": ["names"]}
    return made(f"doc.{digest(report, entity)}", "Documentation", given)


def days(when: When | None) -> dict[str, list[str | None]]:
    """A date as `date`, or as `startDate` and `endDate` where it is of several days, months or years.

    Args:
        when: the interval; None where nothing is said.
    """
    if when is None:
        return {}
    if (one := prefix(when)) is not None and "/" not in when.edtf:
        return {"date": [one]}
    first, last = when.first, when.last
    return {
        "startDate": [first.isoformat() if first else None],
        "endDate": [last.isoformat() if last else None],
    }


def _aliases(actor: Actor, schema: str) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for alias in actor.aliases:
        found.setdefault(_sort(alias, schema), []).append(alias.text)
    return found


def _sort(alias: Alias, schema: str) -> str:
    name = _NAMES.get(alias.type, "alias" if alias.strong else "weakAlias")
    return "alias" if name == "abbreviation" and schema not in LEGAL else name


def _number(figure: Figure) -> str:
    if figure.best is not None:
        return str(figure.best)
    return "some" if figure.low is None else f"{figure.low} to {figure.high}"
