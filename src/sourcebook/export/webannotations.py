"""W3C Web Annotations: claims as annotations of the words that say them, judgements as annotations of claims.

https://www.w3.org/TR/annotation-model/ in JSON-LD, one page of annotations.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sourcebook.export.annotated import Annotated, annotated
from sourcebook.export.headline import claim_headline
from sourcebook.export.judgements import exported
from sourcebook.export.lines import Known, claim_object
from sourcebook.export.quoted import around
from sourcebook.export.record import Record
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event
from sourcebook.model.judgement import Judged, Verdict

Json = dict[str, Any]
URN = "urn:sourcebook:"
SAID, JUDGED = "said", "judged"
"""Keys that hold a claim and a judgement whole."""
_TERMS = {name: {"@id": f"{URN}terms:{name}", "@type": "@json"} for name in (SAID, JUDGED)}
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", _TERMS]
_MOTIVES = {
    Verdict.ACCEPT: "assessing",
    Verdict.REJECT: "assessing",
    Verdict.CORRECT: "editing",
    Verdict.ADD: "classifying",
    Verdict.JOIN: "linking",
    Verdict.CUT: "linking",
    Verdict.UNDO: "moderating",
}


def lines(record: Record) -> Iterator[str]:
    """One annotation page, an annotation a line.

    Args:
        record: what is exported.
    """
    yield f'{{"@context": {json.dumps(_CONTEXT)},\n"id": "{URN}annotations",\n"type": "AnnotationPage",\n"items": ['
    known = Known(record.ledger)
    between = "\n"
    told: set[int] = set()
    for one in annotated(record):
        for item in chain(_claims(one, record, known), _judgements(one, told)):
            yield between + json.dumps(item, ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def _claims(one: Annotated, record: Record, known: Known) -> Iterator[Json]:
    return (_claim(entry, one.text, record, known) for entry in one.entries)


def _claim(entry: Entry, text: str, record: Record, known: Known) -> Json:
    claim, fact = entry.claim, entry.claim.fact
    label = fact.type if isinstance(fact, Event) else fact.predicate
    return {
        "id": f"{URN}claim:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": claim.stage},
        "generated": entry.source.read_at.isoformat(),
        "body": [
            _text("tagging", str(label)),
            _text("describing", claim_headline(claim, record.names)),
        ],
        "target": _target(entry, text),
        SAID: claim_object(entry, known),
    }


def _target(entry: Entry, text: str) -> Json:
    quote = entry.claim.quote
    prefix, suffix = around(text, quote)
    place = {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
    words = {"type": "TextQuoteSelector", "exact": entry.words, "prefix": prefix, "suffix": suffix}
    return {"source": f"{URN}report:{entry.claim.report}", "selector": [place, words]}


def _judgements(one: Annotated, told: set[int]) -> Iterator[Json]:
    """Judgements that were not told of with an earlier report."""
    for judged in one.judgements:
        if judged.n not in told:
            told.add(judged.n)
            yield _judgement(judged)


def _judgement(one: Judged) -> Json:
    held = one.judgement
    bodies = [_text("tagging", str(held.verdict))]
    bodies += [_text("editing", f"{held.field}: {held.value}")] if held.field else []
    bodies += [_text("commenting", held.note)] if held.note else []
    return {
        "id": f"{URN}judgement:{one.n}",
        "type": "Annotation",
        "motivation": _MOTIVES[held.verdict],
        "creator": {"type": "Person", "name": held.by},
        "created": held.at.isoformat(),
        "body": bodies,
        "target": _about(one),
        JUDGED: exported(one),
    }


def _about(one: Judged) -> str | list[str]:
    held = one.judgement
    if held.undoes is not None:
        return f"{URN}judgement:{held.undoes}"
    claims = [f"{URN}claim:{c}" for c in (held.claim, held.other) if c is not None]
    return claims if len(claims) > 1 else claims[0]


def _text(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
