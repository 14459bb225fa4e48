"""TimelineJS: incidents as slides, in the JSON that its documentation describes.

https://timeline.knightlab.com/docs/json-format.html
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.headline import incident_headline
from sourcebook.export.record import Record
from sourcebook.ledger import Entry
from sourcebook.model.when import When
from sourcebook.story.incident import Figure, Incident
from sourcebook.view.words import drawn

Json = dict[str, Any]
_WEB = ("http://", "https://")
_TITLE: Json = {
    "headline": "What the reports tell",
    "text": "Incidents as news reports tell them, each with the words that say it.",
}


def lines(record: Record) -> Iterator[str]:
    """One JSON object, a slide a line; incidents without a date have no place on a timeline and are left out.

    Args:
        record: what is exported.
    """
    yield f'{{"title": {{"text": {json.dumps(_TITLE)}}},\n"events": ['
    dated = ((i, i.when) for i in record.incidents())
    between = "\n"
    shown = 0
    for one, when in dated:
        if when is not None and when.closed:
            yield between + json.dumps(_slide(one, when, record), ensure_ascii=False)
            between = ",\n"
            shown += 1
    record.count = shown
    yield "\n]}\n"


def dates(when: When) -> Json:
    """First and last day as finely as they are known: of a month no day, of a year no month.

    Args:
        when: an interval with both ends.
    """
    start, _, end = when.edtf.replace("~", "").partition("/")
    told = {"start_date": _point(start)} | ({"end_date": _point(end)} if end else {})
    if None not in told.values() or when.closed is None:
        return told
    first, last = (_point(day.isoformat()) for day in when.closed)  # a decade, or another form
    return {"start_date": first, "end_date": last}


def _point(edtf: str) -> Json | None:
    parts = edtf.split("-")
    if not all(p.isdecimal() for p in parts):
        return None
    return dict(zip(("year", "month", "day"), map(int, parts), strict=False))


def _slide(one: Incident, when: When, record: Record) -> Json:
    behind = evidence(one.entries)
    return {
        **dates(when),
        "display_date": drawn(when),
        "unique_id": one.id,
        "group": one.type.capitalize(),
        "autolink": False,
        "text": {
            "headline": escape(incident_headline(one, record.names)),
            "text": "".join(_paragraphs(one, behind)),
        },
        "sourcebook": _evidence(one, behind),
    }


def _paragraphs(one: Incident, behind: Evidence) -> Iterator[str]:
    tolls = [f"{_number(figure)} {field}" for field, figure in one.tolls.items()]
    if tolls:
        yield f"<p>{escape('; '.join(tolls))}</p>"
    for entry in one.entries:
        yield f"<blockquote>{escape(entry.words)}<br>— {_source(entry)}</blockquote>"
    notes = [", ".join(behind.modalities), str(behind.status)]
    if one.contradictions:
        notes.append(f"{len(one.contradictions)} contradictions")
    yield f"<p><small>{escape('; '.join(notes))}. Claims: {escape(', '.join(behind.claims))}</small></p>"


def _source(entry: Entry) -> str:
    """Who says it, linked where the report has an address on the web and nowhere else."""
    label, address = escape(entry.source.label), entry.source.address or ""
    said = f"{escape(entry.claim.speaker)}, in " if entry.claim.speaker else ""
    if not address.lower().startswith(_WEB):
        return said + label
    return f'{said}<a href="{escape(address)}">{label}</a>'


def _number(figure: Figure) -> str:
    spread = [n for n in (figure.low, figure.high) if n is not None]
    told = (
        str(figure.best) if figure.best is not None else "–".join(map(str, dict.fromkeys(spread))) or "some"
    )
    apart = figure.best is not None and len(set(spread)) > 1
    return told + (f" ({figure.low}–{figure.high})" if apart else "") + (" or more" if figure.open else "")


def _evidence(one: Incident, behind: Evidence) -> Json:
    return {
        "incident": one.id,
        "claims": behind.claims,
        "reports": behind.reports,
        "sources": behind.sources,
        "modality": behind.modality,
        "modalities": behind.modalities,
        "score": behind.score,
        "status": behind.status,
    }
