"""A record in RDF: incidents in the Simple Event Model, sources in PROV-O, the words as Web Annotations.

Nothing is asserted as such: a tie is an rdf:Statement, and every incident and tie is derived from claims, every claim
from the words of a report.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sourcebook.asof.spans import TieSpan
from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.headline import claim_headline, incident_headline
from sourcebook.export.rdf_terms import Iri, Literal, Term, Thing, entity, named, numbers, texts, thing
from sourcebook.export.rdf_words import claim_things, report_things
from sourcebook.export.record import Record
from sourcebook.ledger import Entry
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.model.when import When
from sourcebook.model.where import Place
from sourcebook.story.incident import Incident
from sourcebook.view.words import TIES

Text = Callable[[str], str | None]
_TEXTS = 64  # of reports that are held at once
_PEOPLE = {ActorKind.PERSON: "schema:Person", ActorKind.UNIDENTIFIED: "schema:Thing"}


@dataclass(slots=True)
class _Seen:
    """What was told of so far, and the claims that name each actor and place."""

    claims: set[str] = field(default_factory=set)
    reports: dict[str, Entry] = field(default_factory=dict)
    named: dict[str, dict[str, None]] = field(default_factory=dict)

    def new(self, entries: Iterable[Entry]) -> list[Entry]:
        """The claims that were not told of before."""
        fresh = [e for e in entries if e.claim.id not in self.claims]
        self.claims.update(e.claim.id for e in fresh)
        self.reports |= {e.source.id: e for e in fresh}
        return fresh

    def name(self, idents: Iterable[str], entries: Iterable[Entry]) -> None:
        """Remember who is named, and where."""
        claims = [e.claim.id for e in entries]
        for ident in idents:
            self.named.setdefault(ident, {}).update(dict.fromkeys(claims))


def things(record: Record) -> Iterator[Thing]:
    """Incidents and ties with their claims as they come, then those whom they name, then reports and outlets.

    Args:
        record: what is exported.
    """
    seen, text = _Seen(), lru_cache(_TEXTS)(record.ledger.text)
    for one in record.incidents():
        parties = [p.actor for p in (*one.doers, *one.targets)]
        seen.name([*parties, *([one.where] if one.where else [])], one.entries)
        yield _incident(one, evidence(one.entries), record)
        yield from _claims(seen.new(one.entries), named("incident", one.id), record, text)
    for tie in record.ties():
        if tie.predicate is not Predicate.DISTINCT_FROM:
            seen.name((tie.subject, tie.object), tie.entries)
            yield _tie(tie, evidence(tie.entries), record)
            yield from _claims(seen.new(tie.entries), named("tie", tie.id), record, text)
    for ident, claims in seen.named.items():
        yield _entity(ident, claims, record)
    yield from report_things(e.source for e in seen.reports.values())


def _claims(entries: Iterable[Entry], body: Iri, record: Record, text: Text) -> Iterator[Thing]:
    for entry in entries:
        words = text(entry.source.id) or ""
        yield from claim_things(entry, body, words, claim_headline(entry.claim, record.names))


def _incident(one: Incident, behind: Evidence, record: Record) -> Thing:
    figures = {
        f"sb_{name}_{part}": numbers(getattr(figure, part))
        for name, figure in one.tolls.items()
        for part in ("low", "best", "high")
    }
    doers, targets = ([entity(p.actor) for p in some] for some in (one.doers, one.targets))
    return thing(
        named("incident", one.id),
        ("sem:Event", "prov:Entity"),
        rdfs_label=texts(incident_headline(one, record.names)),
        sem_eventType=[named("type", str(one.type))],
        sem_hasActor=list(dict.fromkeys([*doers, *targets])),
        sb_doer=[*doers],
        sb_target=[*targets],
        sem_hasPlace=[entity(one.where)] if one.where else [],
        **_days(one.when),
        **figures,
        **_behind(behind),
    )


def _days(when: When | None) -> dict[str, list[Term]]:
    """The first day on which it may have begun and the last on which it may have ended, and both in EDTF."""
    if when is None:
        return {}
    return {
        "sem_hasEarliestBeginTimeStamp": _day(when.first),
        "sem_hasLatestEndTimeStamp": _day(when.last),
        "dcterms_temporal": texts(when.edtf),
    }


def _day(day: date | None) -> list[Term]:
    return [Literal(day.isoformat(), "xsd:date")] if day else []


def _tie(tie: TieSpan, behind: Evidence, record: Record) -> Thing:
    return thing(
        named("tie", tie.id),
        ("sb:Tie", "rdf:Statement", "prov:Entity"),
        rdfs_label=texts(
            f"{_name(tie.subject, record)} {TIES[tie.predicate][0]} {_name(tie.object, record)}"
        ),
        rdf_subject=[entity(tie.subject)],
        rdf_predicate=[Iri(f"urn:sourcebook:terms:{tie.predicate}")],
        rdf_object=[entity(tie.object)],
        sb_since=texts(tie.since.edtf if tie.since else None),
        sb_until=texts(tie.until.edtf if tie.until else None),
        sb_held=texts(str(record.held(tie))),
        sb_conflict=texts(*(c.words for c in tie.conflicts)),
        **_behind(behind),
    )


def _behind(behind: Evidence) -> dict[str, list[Term]]:
    """Claims and reports from which it is derived, how surely they say it, and where it stands."""
    return {
        "prov_wasDerivedFrom": [
            *(named("claim", c) for c in behind.claims),
            *(named("report", r) for r in behind.reports),
        ],
        "sb_modality": texts(*behind.modalities),
        "sb_score": numbers(behind.score),
        "sb_status": texts(str(behind.status)),
    }


def _entity(ident: str, claims: Iterable[str], record: Record) -> Thing:
    derived: list[Term] = [named("claim", c) for c in claims]
    actor, place = record.actor(ident), record.place(ident)
    if actor is not None:
        return _actor(actor, ident, derived)
    if place is not None:
        return _place(place, derived)
    label = texts(_name(ident, record))
    return thing(entity(ident), ("sem:Core", "prov:Entity"), rdfs_label=label, prov_wasDerivedFrom=derived)


def _actor(actor: Actor, ident: str, derived: list[Term]) -> Thing:
    sort = _PEOPLE.get(actor.kind, "schema:Organization")
    return thing(
        entity(ident),
        ("sem:Actor", "prov:Entity", sort),
        rdfs_label=texts(actor.name) or texts(ident),
        skos_altLabel=texts(*dict.fromkeys(a.text for a in actor.aliases)),
        sb_kind=texts(str(actor.kind)),
        sb_subkind=texts(actor.subkind),
        schema_addressCountry=texts(actor.state),
        prov_wasDerivedFrom=derived,
    )


def _place(place: Place, derived: list[Term]) -> Thing:
    return thing(
        entity(place.id),
        ("sem:Place", "prov:Entity", "schema:Place"),
        rdfs_label=texts(place.name) or texts(place.id),
        skos_altLabel=texts(*dict.fromkeys(place.aliases)),
        sb_kind=texts(str(place.kind)),
        schema_addressCountry=texts(place.country),
        geo_lat=numbers(place.lat),
        geo_long=numbers(place.lon),
        sb_radiusKm=numbers(place.radius_km),
        prov_wasDerivedFrom=derived,
    )


def _name(ident: str, record: Record) -> str:
    return record.names.get(ident, ident)
