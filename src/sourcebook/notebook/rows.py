"""Rows: what a book tells, with names for ids and the evidence beside them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sourcebook.asof.changes import Change
from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.export.evidence import evidence
from sourcebook.ledger import Entry, Source
from sourcebook.model.claim import Event, Relation, Toll
from sourcebook.model.when import When
from sourcebook.model.where import Place
from sourcebook.notebook.table import Kind, Row, Value
from sourcebook.story.clashes import Field
from sourcebook.story.incident import Incident, Party

Names = Mapping[str, str]
Places = Callable[[str], Place | None]
Columns = dict[str, Kind]

_TOLLS = ("killed", "wounded")
_DAYS: Columns = {"first": Kind.DAY, "last": Kind.DAY, "date_precision": Kind.TEXT, "date_ground": Kind.TEXT}
_WHERE: Columns = {"place": Kind.TEXT, "lat": Kind.NUMBER, "lon": Kind.NUMBER}
_PEOPLE: Columns = {f"{toll}_{end}": Kind.COUNT for toll in _TOLLS for end in ("low", "best", "high")}
_EVIDENCE: Columns = {
    "modality": Kind.TEXT, "score": Kind.NUMBER, "status": Kind.TEXT, "words": Kind.SEVERAL, "claims": Kind.SEVERAL,
    "reports": Kind.SEVERAL, "sources": Kind.SEVERAL, "outlets": Kind.SEVERAL,
}  # fmt: skip

CLAIMS: Columns = {
    "id": Kind.TEXT, "kind": Kind.TEXT, "type": Kind.TEXT, "mode": Kind.SEVERAL, "phase": Kind.TEXT,
    "actors": Kind.SEVERAL, "targets": Kind.SEVERAL, "objects": Kind.SEVERAL, **_WHERE, "place_precision": Kind.TEXT,
    **_DAYS, **_PEOPLE, "weapon": Kind.TEXT, "modality": Kind.TEXT, "speaker": Kind.TEXT, "background": Kind.FLAG,
    "score": Kind.NUMBER, "status": Kind.TEXT, "words": Kind.TEXT, "start": Kind.COUNT, "end": Kind.COUNT,
    "report": Kind.TEXT, "source": Kind.TEXT, "outlet": Kind.TEXT,
}  # fmt: skip
"""Columns of claims; of a tie `actors` is its subject, `objects` its object, `first` its begin and `last` its end."""

INCIDENTS: Columns = {
    "id": Kind.TEXT, "type": Kind.TEXT, "doers": Kind.SEVERAL, "targets": Kind.SEVERAL, **_WHERE,
    "place_agreed": Kind.FLAG, **_DAYS, "date_agreed": Kind.FLAG, **_PEOPLE, "origins": Kind.COUNT,
    "contradictions": Kind.SEVERAL, "claimed": Kind.COUNT, "hedged": Kind.COUNT, "denied": Kind.COUNT,
    "aggregate": Kind.FLAG, **_EVIDENCE,
}  # fmt: skip
TIES: Columns = {
    "id": Kind.TEXT, "subject": Kind.TEXT, "predicate": Kind.TEXT, "object": Kind.TEXT, "subject_id": Kind.TEXT,
    "object_id": Kind.TEXT, "since_first": Kind.DAY, "since_last": Kind.DAY, "until_first": Kind.DAY,
    "until_last": Kind.DAY, "held": Kind.TEXT, "denied": Kind.COUNT, "conflicts": Kind.SEVERAL, **_EVIDENCE,
}  # fmt: skip
CHANGES: Columns = {
    "change": Kind.TEXT, "first": Kind.DAY, "last": Kind.DAY, "dated": Kind.FLAG, "type": Kind.TEXT,
    "parties": Kind.SEVERAL, "tie": Kind.TEXT, "conflict": Kind.TEXT, **_EVIDENCE,
}  # fmt: skip
SOURCES: Columns = {
    "id": Kind.TEXT, "outlet": Kind.TEXT, "first": Kind.DAY, "last": Kind.DAY, "title": Kind.TEXT,
    "author": Kind.TEXT, "address": Kind.TEXT, "language": Kind.TEXT, "reader": Kind.TEXT, "claims": Kind.COUNT,
    "events": Kind.COUNT,
}  # fmt: skip
NODES: Columns = {"id": Kind.TEXT, "name": Kind.TEXT, "kind": Kind.TEXT, "ties": Kind.COUNT}


def claim_row(entry: Entry, names: Names, places: Places) -> Row:
    """A claim.

    Args:
        entry: the claim with its words and source.
        names: ids to names.
        places: finds places.
    """
    claim, fact = entry.claim, entry.claim.fact
    own = _event(fact, names, places) if isinstance(fact, Event) else _tie(fact, names)
    return dict.fromkeys(CLAIMS) | {
        "id": claim.id,
        **own,
        "modality": str(claim.modality),
        "speaker": claim.speaker,
        "background": claim.background,
        "score": claim.score,
        "status": str(entry.standing.status),
        "words": entry.words,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "report": claim.report,
        "source": entry.source.label,
        "outlet": entry.source.publisher,
    }


def _event(fact: Event, names: Names, places: Places) -> dict[str, Value]:
    return {
        "kind": "event",
        "type": str(fact.type),
        "mode": fact.mode,
        "phase": str(fact.phase) if fact.phase else None,
        "actors": _called(fact.actor, names),
        "targets": _called(fact.recipient, names),
        "objects": fact.object,
        **_where(fact.where.place if fact.where else None, names, places),
        "place_precision": str(fact.where.fineness) if fact.where else None,
        **_days(fact.when),
        **{k: v for toll in _TOLLS for k, v in _toll(toll, getattr(fact, toll)).items()},
        "weapon": fact.weapon,
    }


def _tie(fact: Relation, names: Names) -> dict[str, Value]:
    since, until = fact.since, fact.until
    return {
        "kind": "relation",
        "type": str(fact.predicate),
        "mode": (),
        "actors": (names[fact.subject],),
        "targets": (),
        "objects": (names[fact.object],),
        **_days(since or until),
        "first": since.first if since else None,
        "last": until.last if until else None,
    }


def incident_row(one: Incident, names: Names, places: Places) -> Row:
    """An incident.

    Args:
        one: the incident.
        names: ids to names.
        places: finds places.
    """
    figures = {f"{t}_{end}": _figure(one, Field(t), end) for t in _TOLLS for end in ("low", "best", "high")}
    return {
        "id": one.id,
        "type": str(one.type),
        "doers": _parties(one.doers, names),
        "targets": _parties(one.targets, names),
        **_where(one.where, names, places),
        "place_agreed": one.where_agreed,
        **_days(one.when),
        "date_agreed": one.when_agreed,
        **figures,
        "origins": one.origins,
        "contradictions": tuple(c.words for c in one.contradictions),
        "claimed": len(one.claimed),
        "hedged": len(one.hedged),
        "denied": len(one.denied),
        "aggregate": one.aggregate,
        **_evidence(one.entries),
    }


def tie_row(tie: TieSpan, names: Names, held: Held) -> Row:
    """A tie over time.

    Args:
        tie: the tie.
        names: ids to names.
        held: whether it held on the day that is asked as of.
    """
    return {
        "id": tie.id,
        "subject": names.get(tie.subject, tie.subject),
        "predicate": str(tie.predicate),
        "object": names.get(tie.object, tie.object),
        "subject_id": tie.subject,
        "object_id": tie.object,
        **_ends("since", tie.since),
        **_ends("until", tie.until),
        "held": str(held),
        "denied": len(tie.denied),
        "conflicts": tuple(c.words for c in tie.conflicts),
        **_evidence(tie.entries),
    }


def change_row(change: Change, names: Names) -> Row:
    """A change between two days.

    Args:
        change: the change.
        names: ids to names.
    """
    tie, told = change.tie, change.entries[0].claim.fact if change.entries else None
    parties = [tie.subject, tie.object] if tie else sorted(change.parties)
    when = change.when
    return {
        "change": str(change.sort),
        "first": when.first if when else None,
        "last": when.last if when else None,
        "dated": change.dated,
        "type": str(tie.predicate) if tie else str(told.type) if isinstance(told, Event) else None,
        "parties": tuple(names.get(p, p) for p in parties),
        "tie": tie.id if tie else None,
        "conflict": change.conflict.words if change.conflict else None,
        **_evidence(change.entries),
    }


def source_row(source: Source) -> Row:
    """A report."""
    own = {name: getattr(source, name) for name in SOURCES if hasattr(source, name)}
    first, last = (source.published.first, source.published.last) if source.published else (None, None)
    return dict.fromkeys(SOURCES) | own | {"outlet": source.publisher, "first": first, "last": last}


def _called(idents: Iterable[str], names: Names) -> tuple[str, ...]:
    return tuple(names[i] for i in idents)


def _parties(parties: Iterable[Party], names: Names) -> tuple[str, ...]:
    return _called((p.actor for p in parties), names)


def _where(ident: str | None, names: Names, places: Places) -> dict[str, Value]:
    place = places(ident) if ident else None
    lat, lon = (place.lat, place.lon) if place else (None, None)
    return {"place": names[ident] if ident else None, "lat": lat, "lon": lon}


def _days(when: When | None) -> dict[str, Value]:
    if when is None:
        return dict.fromkeys(_DAYS)
    return dict(zip(_DAYS, (when.first, when.last, str(when.precision), str(when.ground)), strict=True))


def _ends(name: str, when: When | None) -> dict[str, date | None]:
    first, last = (when.first, when.last) if when else (None, None)
    return {f"{name}_first": first, f"{name}_last": last}


def _toll(name: str, toll: Toll | None) -> dict[str, Value]:
    return {f"{name}_{end}": getattr(toll, end) if toll else None for end in ("low", "best", "high")}


def _figure(one: Incident, field: Field, end: str) -> int | None:
    figure = one.tolls.get(field)
    return getattr(figure, end) if figure else None


def _evidence(entries: Iterable[Entry]) -> dict[str, Value]:
    found = evidence(entries)
    return {
        "modality": str(found.modality) if found.modality else None,
        "score": found.score,
        "status": str(found.status),
        "words": found.quotes,
        "claims": found.claims,
        "reports": found.reports,
        "sources": found.sources,
        "outlets": found.outlets,
    }
