"""Incidents and ties as things on a map, for every format that draws one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.export.cell import Cell
from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.geometry import Geometry, line, shape
from sourcebook.export.happened import Happened, happened, middle
from sourcebook.export.record import Record
from sourcebook.export.sheet import OURS, QUOTES, listed, ours
from sourcebook.knowledge.countries import by_code
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.model.when import When
from sourcebook.model.where import Place, fineness_of

_NOON = time(12, tzinfo=UTC)
_OWN = {name: name.removeprefix("sb_") for name in OURS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A thing on a map.

    Attributes:
        kind: "incident" or "tie".
        id: of the incident or tie.
        geometry: its shape; None where it has no known place.
        told: what is said of it, by name; the same names in each feature of a kind.
    """

    kind: str
    id: str
    geometry: Geometry | None
    told: Mapping[str, Cell]


def incidents(record: Record) -> Iterator[Feature]:
    """The incidents of a record, those too that are only planned or denied; `modality` says so.

    Args:
        record: what is exported.
    """
    for told in happened(record, surely=False):
        place, fineness = told.place, told.fineness
        geometry = shape(place, fineness) if place and fineness else None
        yield Feature(kind="incident", id=told.one.id, geometry=geometry, told=_incident(told))


def ties(record: Record) -> Iterator[Feature]:
    """The ties of a record, none when a type of event is asked for; between places, or actors with a base, as lines.

    Args:
        record: what is exported.
    """
    if record.query.type is not None:
        return
    bases = _bases(record)
    for tie in record.ties():
        yield Feature(kind="tie", id=tie.id, geometry=_between(record, tie, bases), told=_tie(record, tie))


def _incident(told: Happened) -> dict[str, Cell]:
    own = {_OWN[name]: cell for name, cell in ours(told).items()}
    return {
        "kind": "incident",
        "id": own.pop("incident"),
        "title": _title(told),
        **_time(told.one.when),
        "killed": told.killed[1],
        **own,
        "doers": listed(told.doers.names),
        "targets": listed(told.targets.names),
        "doer_ids": own["doers"],
        "target_ids": own["targets"],
        "place": told.place.name if told.place else None,
        "place_id": own["place"],
        "country": told.country,
    }


def _title(told: Happened) -> str:
    sides = " → ".join(listed(side.names) for side in (told.doers, told.targets) if side.names)
    deed = listed(told.modes) or str(told.one.type).lower()
    return ", ".join(part for part in (deed, sides, told.place.name if told.place else "") if part)


def _time(when: When | None) -> dict[str, Cell]:
    """First and last day for tools that show spans, and one moment for those that want one."""
    if when is None:
        return {}
    cells: dict[str, Cell] = {
        "start": when.first.isoformat() if when.first else None,
        "end": when.last.isoformat() if when.last else None,
    }
    if when.closed:
        cells["time"] = _noon(*when.closed)
    return cells


@lru_cache(maxsize=10_000)
def _noon(first: date, last: date) -> str:
    """Noon of the day in the middle."""
    return datetime.combine(middle(first, last), _NOON).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tie(record: Record, tie: TieSpan) -> dict[str, Cell]:
    proof = evidence(tie.entries)
    since, until = tie.since, tie.until
    return {
        "kind": "tie",
        "id": tie.id,
        "title": f"{record.names[tie.subject]} {tie.predicate} {record.names[tie.object]}",
        "start": since.first.isoformat() if since and since.first else None,
        "end": until.last.isoformat() if until and until.last else None,
        "type": str(tie.predicate),
        "subject": record.names[tie.subject],
        "subject_id": tie.subject,
        "object": record.names[tie.object],
        "object_id": tie.object,
        "held": str(record.held(tie)),
        "contradictions": len(tie.conflicts),
        **_proof(proof),
    }


def _proof(proof: Evidence) -> dict[str, Cell]:
    return {
        "claims": listed(proof.claims),
        "reports": listed(proof.reports),
        "sources": listed(proof.sources),
        "modality": str(proof.modality) if proof.modality else None,
        "modalities": listed(proof.modalities),
        "score": proof.score,
        "status": str(proof.status),
        "speakers": listed(proof.speakers),
        "quotes": QUOTES.join(proof.quotes),
    }


def _between(record: Record, tie: TieSpan, bases: Mapping[str, str]) -> Geometry | None:
    """A line between both ends; where only one is a place that place."""
    one, other = (_stands(record, ident, bases) for ident in (tie.subject, tie.object))
    if one and other and one != other:
        return line(one, other)
    place = record.place(tie.object) or record.place(tie.subject)
    return shape(place, fineness_of(place)) if place else None


def _stands(record: Record, ident: str, bases: Mapping[str, str]) -> tuple[float, float] | None:
    """Longitude and latitude of a place, of an actor's base, or of the middle of a state."""
    place = record.place(bases.get(ident, ident))
    if place is not None:
        return _point(place)
    actor = record.actor(ident)
    if actor is None or actor.kind not in {ActorKind.STATE, ActorKind.STATE_BODY}:
        return None
    country = by_code().get(actor.state or "")
    return (country.lon, country.lat) if country else None


def _point(place: Place) -> tuple[float, float] | None:
    return None if place.lat is None or place.lon is None else (place.lon, place.lat)


def _bases(record: Record) -> dict[str, str]:
    """From actors to the place where they are based on the day asked for; of several the one that most claims say."""
    found: dict[str, tuple[int, str, str]] = {}
    for tie in record.every_tie(Predicate.BASED_AT):
        if record.held(tie) is Held.YES:
            said = (len(tie.entries), tie.id, tie.object)
            found[tie.subject] = max(said, found.get(tie.subject, said))
    return {actor: place for actor, (_, _, place) in found.items()}
