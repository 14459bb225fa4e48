"""Label Studio's exports read back: verdicts, other types, corrected fields and newly marked words.

The regions of a task that came from a book bear the ids of their claims; others are words that somebody marked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from sourcebook.errors import ValueProblem
from sourcebook.export.answers import Answers, Who, within
from sourcebook.export.imports import Brought, Given
from sourcebook.export.labelstudio import FIELDS, NOTE, TEXT, VERDICT, VERDICTS, WHAT
from sourcebook.export.quoted import found_at
from sourcebook.export.typed import kind_of
from sourcebook.ledger import Ledger
from sourcebook.model.claim import Event
from sourcebook.model.judgement import Verdict

Json = Mapping[str, Any]
_FORM = "Label Studio's JSON of tasks"
OURS = re.compile("[0-9a-f]{16}")
"""What the id of a claim looks like; Label Studio's own ids are shorter."""


@dataclass(slots=True)
class _Region:
    """What one person says of one stretch of words."""

    span: Json = field(default_factory=dict)
    label: str | None = None
    verdict: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    note: str | None = None


def bring(ledger: Ledger, text: IO[str], given: Given) -> Brought:
    """Check all tasks, then append what people said in them.

    Args:
        ledger: the book.
        text: Label Studio's JSON: a list of tasks, or one.
        given: who judged where a task names nobody.

    Raises:
        ValueProblem: it is not of this format, or about words that the book does not have.
    """
    tasks = _tasks(text)
    answers = Answers(ledger, given)
    with within("", _FORM):
        answers.take(j for t in tasks for j in _carried(t))
    for n, task in enumerate(tasks, start=1):
        with within(f"task {task.get('id', n)}: ", _FORM):
            _read(answers, task)
    return answers.keep()


def _tasks(text: IO[str]) -> list[Json]:
    try:
        held = json.load(text)
    except (json.JSONDecodeError, RecursionError) as e:
        raise ValueProblem(
            f"it is no JSON ({e}); export from Label Studio as JSON, not JSON_MIN or CSV"
        ) from e
    tasks = held if isinstance(held, list) else [held]
    if not all(isinstance(t, dict) and isinstance(t.get("data"), dict) for t in tasks):
        raise ValueProblem("it has no tasks with `data`; export from Label Studio as JSON, not JSON_MIN")
    return tasks


def _carried(task: Json) -> list[Json]:
    """The judgements of the book that the task came from."""
    return list((task["data"].get("sourcebook") or {}).get("judgements", ()))


def _read(answers: Answers, task: Json) -> None:
    made = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if not made:
        return
    report, text = _report(answers.ledger, task["data"])
    for one in made:
        for ident, region in _regions(one["result"]).items():
            who = _who(one, answers.given, region.note)
            with within(f"region {ident}: ", _FORM):
                _answer(answers, report, text, ident, region, who)


def _report(ledger: Ledger, data: Json) -> tuple[str, str]:
    """Id and text of a task's report, by its id or by its text."""
    words = data.get(TEXT)
    ident = data.get("report")
    held = ledger.text(ident) if isinstance(ident, str) else None
    if held is None and isinstance(words, str):
        same = (s.id for s in ledger.sources() if ledger.text(s.id) == words)
        ident, held = next(same, None), words
    if ident is None or held is None:
        raise ValueProblem("this book has no report of this text; add the report first")
    if words is not None and words != held:
        raise ValueProblem(f"its text is not that of report {ident}; its offsets would point elsewhere")
    return ident, held


def _who(annotation: Json, given: Given, note: str | None) -> Who:
    by = annotation.get("completed_by")
    named = by if isinstance(by, dict) else {}
    full = " ".join(filter(None, (named.get("first_name"), named.get("last_name"))))
    said = annotation.get("updated_at") or annotation.get("created_at")
    at = datetime.fromisoformat(said) if said else given.at
    name = named.get("email") or full or given.by
    return Who(by=name, at=at if at.tzinfo else at.replace(tzinfo=UTC), note=note or given.note)


def _regions(results: list[Json]) -> dict[str, _Region]:
    """What is said of each region; relations between regions say nothing here."""
    found: dict[str, _Region] = {}
    for one in results:
        value = one.get("value") or {}
        if one.get("type") == "relation" or "id" not in one:
            continue
        region = found.setdefault(one["id"], _Region())
        _put(region, one.get("from_name"), value)
    return found


def _put(region: _Region, control: str | None, value: Json) -> None:
    if control == WHAT:
        if len(value["labels"]) != 1:
            raise ValueProblem(f"{len(value['labels'])} labels on one region; leave one")
        region.span, region.label = value, value["labels"][0]
    elif control == VERDICT:
        region.verdict = (value.get("choices") or [None])[0]
    elif control == FIELDS:
        region.fields |= dict(_fields(value.get("text") or ()))
    elif control == NOTE:
        region.note = "\n".join(value.get("text") or ()) or None


def _fields(said: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a text, or several
    for line in (line for one in ([said] if isinstance(said, str) else said) for line in one.splitlines()):
        name, colon, words = line.partition(":")
        if not colon:
            raise ValueProblem(f"{line!r} is no field and value; write as in “actor: NAME”")
        yield name.strip(), words.strip()


def _answer(answers: Answers, report: str, text: str, ident: str, region: _Region, who: Who) -> None:
    if OURS.fullmatch(ident):
        _judge(answers, ident, region, who)
    elif region.label is not None and region.verdict != str(Verdict.REJECT):
        span = found_at(text, region.span["start"], region.span["end"], region.span.get("text"))
        answers.mark(report, span, region.label, region.fields, who)


def _judge(answers: Answers, ident: str, region: _Region, who: Who) -> None:
    held = answers.now(ident)
    if held is not None and region.label is not None:
        fact, quote = held.claim.fact, held.claim.quote
        if kind_of(region.label) != (fact.type if isinstance(fact, Event) else fact.predicate):
            answers.correct(ident, "type", json.dumps(str(kind_of(region.label))), who)
        if (region.span.get("start"), region.span.get("end")) != (quote.start, quote.end):
            answers.remarks.append(
                f"claim {ident}: its words were moved; a claim keeps its words, so mark new ones"
            )
    for name, words in region.fields.items():
        answers.correct(ident, name, words, who)
    if region.verdict is not None:
        if region.verdict not in VERDICTS:
            raise ValueProblem(f"{region.verdict!r} is no verdict; give one of {', '.join(VERDICTS)}")
        answers.verdict(ident, Verdict(region.verdict), who)
