"""The interchange read back: an object of `sourcebook read --format jsonl` becomes a draft again."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sourcebook.errors import SpanError, ValueProblem
from sourcebook.export.interchange import PAIR, SPARSE, TOLLS, is_place
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim
from sourcebook.model.record import Draft
from sourcebook.model.text import Mention, Report, Span
from sourcebook.model.where import Place

Json = Mapping[str, Any]
T = TypeVar("T")


def from_interchange(data: Json, *, text: str | None = None) -> Draft:
    """A draft from its interchange object.

    Args:
        data: the object, as `json.loads` gives it.
        text: the report's text; needed unless the object carries it.

    Raises:
        ValueProblem: a key is missing or holds the wrong thing, or the text is not the one that was read.
        SpanError: a quote is not verbatim in the text.
    """
    try:
        return _draft(data, text)
    except (KeyError, TypeError) as e:
        raise ValueProblem(f"not an object of the interchange: {type(e).__name__} {e}") from e


def _draft(data: Json, text: str | None) -> Draft:
    report = _report(data["report"], text)
    for claim in data["claims"]:
        quote = claim["quote"]
        if report.text[quote["start"] : quote["end"]] != quote["text"]:
            raise SpanError(
                f"claim {claim['id']} quotes {quote['text']!r}, which is not at "
                f"{quote['start']}:{quote['end']}; a quote must be verbatim in the text"
            )
    entities = data["entities"]
    return Draft(
        report=report,
        actors=tuple(_actor(e) for e in entities if not is_place(e)),
        places=tuple(_place(e) for e in entities if is_place(e)),
        mentions=tuple(_mention(m) for m in data["mentions"]),
        claims=tuple(_claim(c, report.id) for c in data["claims"]),
        reader=data["reader"],
    )


def _make(kind: type[T], given: Json) -> T:
    try:
        value: T = _adapter(kind).validate_json(  # type: ignore[arg-type] # a class can be hashed
            json.dumps(given), strict=True, extra="forbid"
        )
    except ValidationError as e:
        raise ValueProblem(f"not a {kind.__name__} of the interchange: {e}") from e
    return value


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    """What checks a kind; making it takes longer than using it a hundred times."""
    return TypeAdapter(kind)


def _report(data: Json, text: str | None) -> Report:
    words = data.get("text") if text is None else text
    if words is None:
        raise ValueProblem(f"report {data['id']} comes without its text; give the text that it was read from")
    same = ("title", "publisher", "author", "address", "language")
    given = {k: data.get(k) for k in same} | {"not_body": data.get("not_body", []), "text": words}
    report = _make(Report, given | {"published": data.get("published_when")})
    if report.sha256 != data["sha256"]:
        raise ValueProblem(f"the text given is not that of report {data['id']}: its SHA-256 differs")
    return report


def _actor(data: Json) -> Actor:
    same = {k: data[k] for k in ("id", "name", "kind", "subkind", "known")}
    names = data.get("names") or [{"text": a} for a in data["aliases"]]
    extra = {"state": data.get("country"), "unit_of": data.get("unit_of")}
    lists = {k: data.get(k, []) for k in ("distinct_from", "members")}
    return _make(Actor, {**same, **extra, **lists, "aliases": names})


def _place(data: Json) -> Place:
    same = {k: data[k] for k in ("id", "name", "aliases", "known")}
    extra = {k: data.get(k) for k in ("lat", "lon", "country", "admin1", "admin2", "radius_km", "line")}
    extra["based_on"] = data.get("based_on", [])
    return _make(Place, {**same, **extra, "kind": data["place_kind"]})


def _mention(data: Json) -> Mention:
    span = {"start": data["start"], "end": data["end"]}
    sparse = {k: data[k] for k in ("when", "sense") if k in data}
    return _make(Mention, {"span": span, "kind": data["kind"], "entity": data["entity"], **sparse})


def _claim(data: Json, report: str) -> Claim:
    span = Span(start=data["quote"]["start"], end=data["quote"]["end"])
    fact = _event(data["event"]) if "event" in data else _relation(data["relation"])
    given = {k: data[k] for k in ("modality", "speaker", "stage", "score")}
    sparse = {k: data[k] for k in ("stance", "cue", "background", "holders") if k in data}
    quote = {"start": span.start, "end": span.end}
    return _make(Claim, {**given, **sparse, "report": report, "quote": quote, "fact": fact})


def _event(data: Json) -> Json:
    where = data["where"]
    always = {k: data[k] for k in ("type", "mode", *PAIR, "trigger", "when", "weapon")}
    sparse = {k: data[k] for k in ("phase", *SPARSE, *TOLLS, "aggregate") if k in data}
    place = {"place": where["entity"], "fineness": where["precision"]} if where else None
    return {**always, **sparse, "where": place}


def _relation(data: Json) -> Json:
    tie = {k: data[k] for k in ("subject", "predicate", "object")}
    sparse = {k: data[k] for k in ("degree", "support") if k in data}
    return {**tie, **sparse, "since": data.get("since_when"), "until": data.get("until_when")}
