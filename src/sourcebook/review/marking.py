"""Marking a happening or tie that the reader missed."""

from sourcebook.errors import ValueProblem
from sourcebook.ledger import Ledger
from sourcebook.ledger.by_hand import adding, marked
from sourcebook.model.claim import EventType, Predicate
from sourcebook.model.judgement import Verdict
from sourcebook.model.text import Span
from sourcebook.review import words
from sourcebook.review.books import Books
from sourcebook.review.offsets import Offsets
from sourcebook.review.refusals import Refused, missing
from sourcebook.review.sent import answer, as_json, refused, sender


def mark(books: Books, asked: words.Marking, account: str | None) -> words.Judged:
    """Keep a claim that the reader missed.

    Args:
        books: the book.
        asked: the claim.
        account: who asks; None without accounts.

    Raises:
        Refused: there is no such report or type, or the claim was added before.
        SpanError: the report does not have these characters.
        ValueProblem: a field cannot hold what it is given.
    """
    who, ledger = sender(account, asked.by, asked.key), books.writer()
    if numbers := ledger.brought(who.key):
        return _again(books, ledger, numbers)
    text = ledger.text(asked.report)
    if text is None:
        raise missing("report", asked.report)
    tie = asked.kind == "relation"
    fields = {name: as_json(ledger, name, value, tie=tie) for name, value in asked.fields.items()}
    claim = marked(asked.report, _span(asked, text), _type(asked), fields)
    if ledger.claim(claim.id) is not None:
        raise Refused(409, "added", f"these words were marked so before, as claim {claim.id}; judge that one")
    numbers = ledger.judge(adding(claim, by=who.by, at=who.at, note=asked.note or None), key=who.key)
    return answer(books, numbers, "judgement", [claim.id])


def _again(books: Books, ledger: Ledger, numbers: list[int]) -> words.Judged:
    brought = next(j.judgement for j in ledger.judgements() if j.n == numbers[0])
    if brought.verdict is not Verdict.ADD:
        raise Refused(409, "key", "this key came with another request before; take a new one")
    return answer(books, numbers, "judgement", [str(brought.claim)])


def _span(asked: words.Marking, text: str) -> Span:
    offsets = Offsets(text)
    span = Span(start=offsets.to_points(asked.start), end=offsets.to_points(asked.end))
    if not span.of(text).strip():
        raise refused("span", "the characters marked hold no words; mark some")
    return span


def _type(asked: words.Marking) -> EventType | Predicate:
    known: type[EventType | Predicate] = EventType if asked.kind == "event" else Predicate
    try:
        return known(asked.type)
    except ValueError as e:
        raise ValueProblem(f"{asked.type!r} is none of {', '.join(known)}") from e
