"""W3C Web Annotations read back: judgements of claims, and words that somebody marked in a report.

An annotation of a claim judges it: a tag "accept" or "reject", a tag that names another type, or a body for editing
"field: value". An annotation of words in a report adds a claim: its tag names the type, bodies for editing the rest.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import IO, Any

from sourcebook.errors import SpanError, ValueProblem
from sourcebook.export.answers import Answers, Who, within
from sourcebook.export.imports import Brought, Given
from sourcebook.export.quoted import found_at, found_by
from sourcebook.export.typed import kind_of
from sourcebook.export.webannotations import JUDGED, SAID, URN
from sourcebook.ledger import Ledger
from sourcebook.model.judgement import Verdict
from sourcebook.model.text import Span

Json = Mapping[str, Any]
_FORM = "a Web Annotation"
_CLAIM, _REPORT = f"{URN}claim:", f"{URN}report:"
_VERDICTS = {
    "accept": Verdict.ACCEPT,
    "accepted": Verdict.ACCEPT,
    "reject": Verdict.REJECT,
    "rejected": Verdict.REJECT,
}
_TAGS = {"tagging", "classifying", "assessing", None}


def bring(ledger: Ledger, text: IO[str], given: Given) -> Brought:
    """Check all annotations, then append what people said in them.

    Args:
        ledger: the book.
        text: JSON-LD: a page or collection of annotations, a list of them, or one; or one a line.
        given: who judged where an annotation names nobody.

    Raises:
        ValueProblem: it is not of this format, or about words that the book does not have.
    """
    items = list(_items(_loaded(text.read())))
    answers = Answers(ledger, given)
    with within("", _FORM):
        answers.take(i[JUDGED] for i in items if JUDGED in i)
    for n, item in enumerate(items, start=1):
        if JUDGED not in item:
            with within(f"annotation {item.get('id', n)}: ", _FORM):
                _read(answers, item)
    return answers.keep()


def _loaded(text: str) -> Any:  # noqa: ANN401 - as JSON has it
    """One JSON value, or a list of those that stand one a line."""
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as e:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            if len(lines) > 1:
                return [json.loads(line) for line in lines]
        except (json.JSONDecodeError, RecursionError):
            pass
        raise ValueProblem(f"it is no JSON ({e}); give Web Annotations in JSON-LD") from e


def _items(held: Any) -> Iterator[Json]:  # noqa: ANN401 - as JSON has it
    """The annotations of a page, a collection, or a list of any of them."""
    for one in held if isinstance(held, list) else [held]:
        if not isinstance(one, dict):
            raise ValueProblem("it holds something that is no annotation")
        kinds = _several(one.get("type"))
        if "AnnotationCollection" in kinds:
            yield from _items(one.get("first") or [])
        elif "AnnotationPage" in kinds:
            yield from _items(one.get("items") or [])
        elif "Annotation" in kinds:
            yield one
        else:
            raise ValueProblem("it holds something that is no annotation; each has `type` “Annotation”")


def _read(answers: Answers, item: Json) -> None:
    who = _who(item, answers.given)
    tags, edits = _bodies(item)
    if SAID in item:
        tags = [t for t in tags if t != _type(item[SAID])]
        targets = [f"{_CLAIM}{item[SAID]['id']}"] if tags or edits else []
    else:
        targets = _several(item["target"])
    for target in targets:
        ident = target if isinstance(target, str) else target.get("source", "")
        if isinstance(ident, str) and ident.startswith(_CLAIM):
            _judge(answers, ident.removeprefix(_CLAIM), tags, edits, who)
        else:
            _mark(answers, target, tags, edits, who)


def _type(said: Json) -> str:
    """What a claim was tagged with when it was written out."""
    return str(said["event"]["type"] if "event" in said else said["relation"]["predicate"])


def _judge(answers: Answers, ident: str, tags: list[str], edits: dict[str, str], who: Who) -> None:
    verdicts = [_VERDICTS[t.casefold()] for t in tags if t.casefold() in _VERDICTS]
    for tag in (t for t in tags if t.casefold() not in _VERDICTS):
        answers.correct(ident, "type", json.dumps(str(kind_of(tag))), who)
    for name, words in edits.items():
        answers.correct(ident, name, words, who)
    for verdict in verdicts:
        answers.verdict(ident, verdict, who)


def _mark(answers: Answers, target: Any, tags: list[str], edits: dict[str, str], who: Who) -> None:  # noqa: ANN401
    if len(tags) != 1:
        raise ValueProblem(f"it has {len(tags)} tags; give one, the type of what its words say")
    report, text = _report(answers.ledger, target)
    answers.mark(report, _span(text, _several(target.get("selector"))), tags[0], edits, who)


def _report(ledger: Ledger, target: Any) -> tuple[str, str]:  # noqa: ANN401 - as JSON has it
    """Id and text of the report in which words are marked, by its id or its address."""
    source = target["source"] if isinstance(target, dict) else target
    address = source["id"] if isinstance(source, dict) else source
    ident = str(address).removeprefix(_REPORT)
    named = [ident] if ident != address else [s.id for s in ledger.sources() if s.address == address]
    text = ledger.text(named[0]) if len(named) == 1 else None
    if text is None:
        told = f"{len(named)} reports have" if len(named) > 1 else "this book has no report with"
        raise ValueProblem(
            f"{told} the address or id {address!r}; add the report first, or name it by its id"
        )
    return named[0], text


def _span(text: str, selectors: list[Json]) -> Span:
    """The words: at their offsets where these hold the quote, else by the quote and what stands around it."""
    kinds = {s.get("type"): s for s in selectors}
    place, quote = kinds.get("TextPositionSelector"), kinds.get("TextQuoteSelector")
    if place is None and quote is None:
        raise SpanError("it selects no words; give a TextPositionSelector or a TextQuoteSelector")
    if place is not None:
        try:
            return found_at(text, place["start"], place["end"], quote["exact"] if quote else None)
        except SpanError:
            if quote is None:
                raise
    assert quote is not None  # noqa: S101 - one of the two is there
    return found_by(text, quote["exact"], quote.get("prefix", ""), quote.get("suffix", ""))


def _bodies(item: Json) -> tuple[list[str], dict[str, str]]:
    """Tags, and fields with their values."""
    tags, edits = [], {}
    motive = item.get("motivation")
    for body in _several(item.get("body")):
        value, purpose = (
            (body, motive) if isinstance(body, str) else (body.get("value"), body.get("purpose", motive))
        )
        if purpose == "editing" and value:
            name, colon, words = value.partition(":")
            if not colon:
                raise ValueProblem(f"{value!r} is no field and value; write as in “actor: NAME”")
            edits[name.strip()] = words.strip()
        elif purpose in _TAGS and value:
            tags.append(value.strip())
    return tags, edits


def _who(item: Json, given: Given) -> Who:
    creator = next(iter(_several(item.get("creator"))), None)
    named = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
    said = item.get("modified") or item.get("created")
    at = datetime.fromisoformat(said) if said else given.at
    notes = [
        b["value"]
        for b in _several(item.get("body"))
        if isinstance(b, dict) and b.get("purpose") == "commenting"
    ]
    note = "\n".join(notes) or given.note
    return Who(by=named or given.by, at=at if at.tzinfo else at.replace(tzinfo=UTC), note=note)


def _several(held: Any) -> list[Any]:  # noqa: ANN401 - as JSON has it
    return [] if held is None else held if isinstance(held, list) else [held]
