"""Claims that a person marked in a report because the reader missed them: made, kept as judgements, read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from sourcebook.errors import NotABook, SpanError, ValueProblem
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.ledger.corrections import corrected
from sourcebook.ledger.dialects import each
from sourcebook.ledger.tables import CURRENT, REPORT
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation
from sourcebook.model.judgement import Judged, Judgement, Verdict
from sourcebook.model.text import Span

STAGE = "by hand/1"
"""What stands where a drafted claim names its stage."""
_AFTER = 500_000_000
"""Added to a judgement's number it is the claim's place in its report: after all that was drafted."""
_NEEDED = ("subject", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A claim that a person added.

    Attributes:
        claim: as it was marked.
        words: its quote.
        published: first day of its report's publication, ISO; None when not known.
        seq: its place in the report.
    """

    claim: Claim
    words: str
    published: str | None
    seq: int


def marked(report: str, quote: Span, type_: EventType | Predicate, fields: Mapping[str, str]) -> Claim:
    """A claim made of marked words.

    Args:
        report: id of the report.
        quote: the words that say it.
        type_: of the event, or predicate of the tie.
        fields: further fields by name, each value as the JSON text of a correction.

    Raises:
        ValueProblem: there is no such field, it cannot hold that, or a tie lacks an end.
    """
    fact: Event | Relation
    if isinstance(type_, EventType):
        fact = Event(type=type_, trigger=quote)
    else:
        missing = [name for name in _NEEDED if fields.get(name) in (None, "null")]
        if missing:
            raise ValueProblem(f"a tie needs both its ends; {' and '.join(missing)} is not given")
        fact = Relation(subject="?", predicate=type_, object="?")
    claim = Claim(report=report, fact=fact, quote=quote, modality=Modality.ASSERTED, stage=STAGE)
    for name, value in fields.items():
        claim = corrected(claim, name, value)
    return claim


def adding(claim: Claim, *, by: str, at: datetime, note: str | None = None) -> Judgement:
    """The judgement that adds a claim.

    Args:
        claim: made by `marked`.
        by: who marked it.
        at: when, with time zone.
        note: why.
    """
    return Judgement(verdict=Verdict.ADD, by=by, at=at, claim=claim.id, note=note, value=to_json(claim))


def claim_of(judgement: Judgement) -> Claim:
    """The claim that a judgement adds.

    Args:
        judgement: with the verdict "add".

    Raises:
        ValueProblem: what it carries is no claim made by hand, or has another id.
    """
    try:
        claim = from_json(Claim, str(judgement.value))
    except NotABook as e:
        raise ValueProblem(f"what is added is no claim: {e.__cause__}") from e
    if claim.stage != STAGE:
        raise ValueProblem(f"what a person adds has the stage {STAGE!r}, not {claim.stage!r}")
    if claim.id != judgement.claim:
        raise ValueProblem(f"the claim added is {claim.id}, and the judgement names {judgement.claim}")
    return claim


def checked(judgement: Judgement, text: str | None) -> tuple[Claim, str]:
    """The claim that a judgement adds, with its words, held against its report.

    Args:
        judgement: with the verdict "add".
        text: the report's text; None when the book does not have it.

    Raises:
        ValueProblem: it is no claim made by hand, or the book does not have its report.
        SpanError: the text does not have these characters, or they are blank.
    """
    claim = claim_of(judgement)
    if text is None:
        raise ValueProblem(f"this book has no report {claim.report}; add the report first")
    words = claim.quote.of(text)
    if not words.strip():
        raise SpanError(f"the characters {claim.quote.start} to {claim.quote.end} hold no words; mark some")
    if isinstance(claim.fact, Event):
        claim.fact.trigger.of(text)
    if claim.cue is not None:
        claim.cue.of(text)
    return claim, words


def added(conn: sa.Connection, counting: Iterable[Judged]) -> dict[str, Added]:
    """Claims that people added to reports of the book, by id.

    Args:
        conn: a connection.
        counting: judgements that were not taken back.
    """
    every = [(one, claim_of(one.judgement)) for one in counting if one.judgement.verdict is Verdict.ADD]
    if not every:
        return {}
    asked = (
        sa.select(REPORT.c.id, REPORT.c.published_first)
        .join(CURRENT, CURRENT.c.report == REPORT.c.id)
        .where(REPORT.c.id.in_(each({claim.report for _, claim in every})))
    )
    days = {row.id: row.published_first for row in conn.execute(asked)}
    return {
        claim.id: Added(
            claim=claim, words=one.anchors[0].words, published=days[claim.report], seq=_AFTER + one.n
        )
        for one, claim in every
        if claim.report in days
    }
