"""The interchange: one JSON object per report, the shape that other programs read.

Keys may be added, none is renamed. Offsets are half-open, in code points of the report's text.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sourcebook.model.actor import Actor, Alias
from sourcebook.model.claim import Claim, Event, Relation, Toll
from sourcebook.model.record import Draft
from sourcebook.model.text import Mention, Report, Span
from sourcebook.model.when import When
from sourcebook.model.where import Place, Sense

Json = dict[str, Any]
PAIR = ("actor", "recipient")  # roles always written, empty or not
SPARSE = (
    "victim",
    "co_actor",
    "mediator",
    "claimant",
    "attributed_to",
    "object",
    "origin",
    "destination",
)  # written when somebody is in them
TOLLS = ("killed", "wounded", "missing", "abducted", "displaced")


def to_interchange(draft: Draft, *, with_text: bool = False) -> Json:
    """A draft as the object that `sourcebook read --format jsonl` prints.

    Args:
        draft: what a reader made of a report.
        with_text: whether the report's own text goes along, so that the object can be read back without it.

    Returns:
        Dictionaries, lists, strings, numbers and None; ready for `json.dumps`.
    """
    text = draft.report.text
    return {
        "report": _report(draft.report, with_text=with_text),
        "reader": draft.reader,
        "entities": [*map(actor_out, draft.actors), *map(place_out, draft.places)],
        "mentions": [_mention(m, text) for m in draft.mentions],
        "claims": [claim_out(c, c.quote.of(text)) for c in draft.claims],
    }


def _report(report: Report, *, with_text: bool) -> Json:
    published = report.published
    out: Json = {
        "id": report.id,
        "title": report.title,
        "published": published.edtf if published else None,
        "publisher": report.publisher,
        "language": report.language,
        "sha256": report.sha256,
        "author": report.author,
        "address": report.address,
    }
    if published is not None:
        out["published_when"] = when_out(published)
    if report.not_body:
        out["not_body"] = [_span(s) for s in report.not_body]
    if with_text:
        out["text"] = report.text
    return out


def actor_out(actor: Actor) -> Json:
    """An actor as an entity."""
    out: Json = {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "subkind": actor.subkind,
        "aliases": [a.text for a in actor.aliases],
        "known": actor.known,
    }
    names = [plain(a) for a in actor.aliases]
    out |= {"names": names} if any(n.keys() != {"text"} for n in names) else {}
    if actor.state:
        out["country"] = actor.state
    out |= {"unit_of": actor.unit_of} if actor.unit_of is not None else {}
    out |= {"members": list(actor.members)} if actor.members else {}
    return out | ({"distinct_from": list(actor.distinct_from)} if actor.distinct_from else {})


def place_out(place: Place) -> Json:
    """A place as an entity of kind "place"."""
    out: Json = {
        "id": place.id,
        "name": place.name,
        "kind": "place",
        "subkind": str(place.kind),
        "aliases": list(place.aliases),
        "known": place.known,
        "place_kind": str(place.kind),
    }
    extra = {"lat": place.lat, "lon": place.lon, "country": place.country, "admin1": place.admin1}
    extra |= {"admin2": place.admin2, "radius_km": place.radius_km}
    out |= {k: v for k, v in extra.items() if v is not None}
    out |= {"based_on": list(place.based_on)} if place.based_on else {}
    return out | ({"line": [list(end) for end in place.line]} if place.line else {})


def _mention(mention: Mention, text: str) -> Json:
    out = {
        **_span(mention.span),
        "text": mention.span.of(text),
        "kind": str(mention.kind),
        "entity": mention.entity,
    }
    if mention.when:
        out["when"] = when_out(mention.when)
    if mention.sense:
        out["sense"] = sense_out(mention.sense)
    return out


def sense_out(sense: Sense) -> Json:
    """How surely a place name was read, why, and what else was considered."""
    others = [{"id": o.id, "name": o.name, "kind": str(o.kind), "score": o.score} for o in sense.others]
    return {"score": sense.score, "reasons": list(sense.reasons), "others": others}


def claim_out(claim: Claim, words: str) -> Json:
    """A claim, with the words it quotes.

    Args:
        claim: the claim.
        words: the characters of its quote.
    """
    out: Json = {
        "id": claim.id,
        "quote": {**_span(claim.quote), "text": words},
        "modality": str(claim.modality),
        "speaker": claim.speaker,
        "stance": str(claim.stance),
        "stage": claim.stage,
        "score": claim.score,
    }
    out |= {"cue": _span(claim.cue)} if claim.cue else {}
    out |= {"background": True} if claim.background else {}
    out |= {"holders": list(claim.holders)} if claim.holders else {}
    if isinstance(claim.fact, Event):
        return out | {"event": _event(claim.fact)}
    return out | {"relation": _relation(claim.fact)}


def _event(event: Event) -> Json:
    where = event.where
    out: Json = {"type": str(event.type), "mode": list(event.mode)}
    out |= {"phase": str(event.phase)} if event.phase else {}
    out |= {role: list(getattr(event, role)) for role in PAIR}
    out |= {role: list(getattr(event, role)) for role in SPARSE if getattr(event, role)}
    out |= {
        "trigger": _span(event.trigger),
        "when": when_out(event.when) if event.when else None,
        "where": {"entity": where.place, "precision": str(where.fineness)} if where else None,
    }
    out |= {toll: _toll(getattr(event, toll)) for toll in TOLLS if getattr(event, toll)}
    out["weapon"] = event.weapon
    return out | ({"aggregate": True} if event.aggregate else {})


def _relation(relation: Relation) -> Json:
    since, until = relation.since, relation.until
    out: Json = {
        "subject": relation.subject,
        "predicate": str(relation.predicate),
        "object": relation.object,
        "since": _iso(since.first or since.last) if since else None,
        "until": _iso(until.last or until.first) if until else None,
    }
    out |= {"since_when": when_out(since)} if since else {}
    out |= {"until_when": when_out(until)} if until else {}
    out |= {"degree": relation.degree} if relation.degree is not None else {}
    return out | ({"support": list(relation.support)} if relation.support else {})


def when_out(when: When) -> Json:
    """An interval of days."""
    out: Json = {
        "edtf": when.edtf,
        "first": _iso(when.first),
        "last": _iso(when.last),
        "precision": str(when.precision),
        "ground": str(when.ground),
    }
    return out | ({"clash": when.clash} if when.clash is not None else {})


def _toll(toll: Toll) -> Json:
    return {"low": toll.low, "best": toll.best, "high": toll.high, "expression": str(toll.expression)}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plain(alias: Alias) -> Json:
    """A name with what is not as usual about it."""
    given = ((name, getattr(alias, name), usual) for name, usual in _usual())
    return {k: _scalar(v) for k, v, usual in given if k == "text" or v != usual}


@cache
def _usual() -> tuple[tuple[str, object], ...]:
    """What a name says of itself unless told otherwise, field by field."""
    return tuple((f.name, f.default) for f in dataclasses.fields(Alias))


def _scalar(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, str) else value


def entities_of(claim: Claim) -> tuple[str, ...]:
    """Ids of everybody and every place that a claim names, each once, in the order of the roles."""
    fact = claim.fact
    if isinstance(fact, Relation):
        return tuple(dict.fromkeys((fact.subject, fact.object)))
    roles: Iterable[str] = (r for r in (*PAIR, *SPARSE) if r != "object")  # objects are words, not ids
    named = [entity for role in roles for entity in getattr(fact, role)]
    return tuple(dict.fromkeys([*named, *([fact.where.place] if fact.where else [])]))


def is_place(entity: Mapping[str, Any]) -> bool:
    """Whether an entity of the interchange is a place."""
    return bool(entity["kind"] == "place")
