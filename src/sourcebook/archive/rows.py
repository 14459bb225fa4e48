"""A draft as rows of the tables."""

import json
from datetime import date
from typing import Any

from sourcebook.export.interchange import to_interchange
from sourcebook.model.claim import Claim, Event, Relation, Toll
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.when import When

Row = dict[str, Any]
NO_MONTH = "none"


def month_of(report: Report | None) -> str:
    """The month of publication, or "none"."""
    day = (report.published.first or report.published.last) if report and report.published else None
    return f"{day:%Y-%m}" if day else NO_MONTH


def report_row(n: int, source: str, report: Report) -> Row:
    """A report's row, without what reading it brings.

    Args:
        n: its number in the run.
        source: where it came from.
        report: the report.
    """
    published = report.published
    return {
        "n": n,
        "id": report.id,
        "source": source,
        "title": report.title,
        "publisher": report.publisher,
        "author": report.author,
        "address": report.address,
        "language": report.language,
        "published": published.edtf if published else None,
        "published_first": published.first if published else None,
        "published_last": published.last if published else None,
        "sha256": report.sha256,
        "text": report.text,
        "month": month_of(report),
    }


def draft_rows(n: int, source: str, draft: Draft) -> dict[str, list[Row]]:
    """The rows of a draft, by table.

    Args:
        n: the report's number in the run.
        source: where it came from.
        draft: what the reader made of it.
    """
    told = to_interchange(draft)
    head = told["report"]
    more = {k: head[k] for k in ("published_when", "not_body") if k in head} | {"entities": told["entities"]}
    entities = {e["id"]: e for e in told["entities"]}
    read = {"status": "read", "reader": draft.reader, "claims": len(draft.claims), "more": _json(more)}
    shared = {"n": n, "report": draft.report.id, "month": month_of(draft.report)}
    claims = zip(draft.claims, told["claims"], strict=True)
    return {
        "reports": [report_row(n, source, draft.report) | read],
        "mentions": [shared | _mention(m) for m in told["mentions"]],
        "claims": [
            shared | _claim(seq, claim, out, entities) | _of_report(draft.report)
            for seq, (claim, out) in enumerate(claims)
        ],
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _of_report(report: Report) -> Row:
    first = report.published.first if report.published else None
    return {"publisher": report.publisher, "published_first": first}


def _mention(told: Row) -> Row:
    when = told.get("when") or {}
    more = {k: told[k] for k in ("when", "sense") if k in told}
    plain = {k: told[k] for k in ("start", "end", "text", "kind", "entity")}
    days = {k: date.fromisoformat(when[k]) if when.get(k) else None for k in ("first", "last")}
    return plain | days | {"more": _json(more) if more else None}


def _claim(seq: int, claim: Claim, told: Row, entities: dict[str, Row]) -> Row:
    own = _event(claim.fact, entities) if isinstance(claim.fact, Event) else _tie(claim.fact, entities)
    return own | {
        "id": claim.id,
        "seq": seq,
        "modality": str(claim.modality),
        "stance": str(claim.stance),
        "speaker": claim.speaker,
        "background": claim.background,
        "score": claim.score,
        "stage": claim.stage,
        "quote": told["quote"]["text"],
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "more": _json(told),
    }


def _event(event: Event, entities: dict[str, Row]) -> Row:
    return {
        "kind": "event",
        "type": str(event.type),
        "mode": list(event.mode),
        "phase": str(event.phase) if event.phase else None,
        **_party("actor", event.actor, entities),
        **_party("recipient", event.recipient, entities),
        **_when(event.when),
        **(_where(entities.get(event.where.place, {}), event.where.place) if event.where else {}),
        "where_precision": str(event.where.fineness) if event.where else None,
        **_toll("killed", event.killed),
        **_toll("wounded", event.wounded),
        "weapon": event.weapon,
    }


def _party(role: str, idents: tuple[str, ...], entities: dict[str, Row]) -> Row:
    known = [entities.get(i, {}) for i in idents]
    names = [e.get("name", i) for e, i in zip(known, idents, strict=True)]
    return {role: list(idents), f"{role}_name": names, f"{role}_kind": [e.get("kind") for e in known]}


def _where(place: Row, ident: str) -> Row:
    return {
        "place": ident,
        "place_name": place.get("name"),
        "place_kind": place.get("place_kind"),
        "country": place.get("country"),
        "admin1": place.get("admin1"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
    }


def _tie(relation: Relation, entities: dict[str, Row]) -> Row:
    since, until = relation.since, relation.until
    return {
        "kind": "relation",
        "subject": relation.subject,
        "subject_name": entities.get(relation.subject, {}).get("name"),
        "predicate": str(relation.predicate),
        "object": relation.object,
        "object_name": entities.get(relation.object, {}).get("name"),
        **_when(since or until),
        "first": since.first if since else None,
        "last": until.last if until else None,
    }


def _when(when: When | None) -> Row:
    if when is None:
        return {}
    told = {"date_precision": str(when.precision), "ground": str(when.ground)}
    return {"first": when.first, "last": when.last, **told}


def _toll(name: str, toll: Toll | None) -> Row:
    return {f"{name}_low": toll.low, f"{name}_best": toll.best, f"{name}_high": toll.high} if toll else {}
