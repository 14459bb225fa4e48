"""Label Studio: one task per report, its claims as predictions, in the JSON that Label Studio imports.

https://labelstud.io/guide/predictions and https://labelstud.io/guide/task_format
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.export.annotated import Annotated, annotated
from sourcebook.export.headline import claim_headline
from sourcebook.export.judgements import exported
from sourcebook.export.markup import opened
from sourcebook.export.record import Record
from sourcebook.export.standing import standing_out
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Predicate

Json = dict[str, Any]
WHAT, VERDICT, FIELDS, NOTE, TEXT = "what", "verdict", "fields", "note", "text"
"""Names of the controls in the labelling configuration, and of the text."""
VERDICTS = ("accept", "reject")


def lines(record: Record) -> Iterator[str]:
    """One JSON array, a task a line.

    Args:
        record: what is exported.
    """
    between = "[\n"
    for one in annotated(record):
        yield between + json.dumps(_task(one, record), ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def config() -> str:
    """The labelling configuration that the tasks go with."""
    each = {"toName": TEXT, "perRegion": "true"}
    many = each | {"editable": "true", "maxSubmissions": "50"}
    said = [
        _control("Labels", {"name": WHAT, "toName": TEXT}, "Label", [*EventType, *Predicate]),
        opened("Text", {"name": TEXT, "value": "$text"}, empty=True),
        _control("Choices", {"name": VERDICT, "choice": "single"} | each, "Choice", VERDICTS),
        opened("TextArea", {"name": FIELDS, "placeholder": "actor: NAME"} | many, empty=True),
        opened("TextArea", {"name": NOTE, "placeholder": "why"} | each, empty=True),
    ]
    return "<View>\n" + "".join(f"  {one}\n" for one in said) + "</View>\n"


def _control(tag: str, about: dict[str, str], inner: str, values: Iterable[str]) -> str:
    choices = "".join(f"\n    {opened(inner, {'value': str(v)}, empty=True)}" for v in values)
    return f"{opened(tag, about)}{choices}\n  </{tag}>"


def _task(one: Annotated, record: Record) -> Json:
    source = one.source
    about = {
        "report": source.id,
        "title": source.title,
        "source": source.label,
        "published": source.published.edtf if source.published else None,
        "address": source.address,
        "sha256": source.sha256,
    }
    told = {"judgements": [exported(j) for j in one.judgements]}
    return {
        "data": {TEXT: one.text, **about, "sourcebook": told},
        "predictions": [_prediction(one, record)] if one.entries else [],
    }


def _prediction(one: Annotated, record: Record) -> Json:
    """What is claimed; its score is the lowest of any claim, so that the doubtful come first."""
    scores = [e.claim.score for e in one.entries if e.claim.score is not None]
    made = {"model_version": one.source.reader, "result": [_region(e, record) for e in one.entries]}
    return made | ({"score": min(scores)} if scores else {})


def _region(entry: Entry, record: Record) -> Json:
    claim, fact = entry.claim, entry.claim.fact
    label = fact.type if isinstance(fact, Event) else fact.predicate
    where = {"start": claim.quote.start, "end": claim.quote.end, "text": entry.words}
    made = {"id": claim.id, "from_name": WHAT, "to_name": TEXT, "type": "labels"}
    scored = {"score": claim.score} if claim.score is not None else {}
    return (
        made | {"value": where | {"labels": [str(label)]}, "meta": {"text": _notes(entry, record)}} | scored
    )


def _notes(entry: Entry, record: Record) -> list[str]:
    """What annotators see of a claim beside its words."""
    claim, standing = entry.claim, standing_out(entry.standing)
    by = f" by {standing['by']}" if "by" in standing else ""
    notes = [claim_headline(claim, record.names), str(claim.modality), f"{standing['status']}{by}"]
    return [*notes, f"said by {claim.speaker}"] if claim.speaker else notes
