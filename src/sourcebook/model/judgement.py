"""Judgement, Verdict, Standing: what a person decided about what reports say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sourcebook.errors import ValueProblem


class Verdict(StrEnum):
    """What was decided about a claim, or about two; "add" is a claim that the reader missed."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    JOIN = "join"
    CUT = "cut"
    ADD = "add"
    UNDO = "undo"


PAIRS = frozenset({Verdict.JOIN, Verdict.CUT})
"""Verdicts about two claims: that they tell one incident, or two."""
_GIVING = frozenset({Verdict.CORRECT, Verdict.ADD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision by one person. Appended, never changed; the last one counts, and an undo is one too.

    Attributes:
        verdict: what was decided.
        by: who decided.
        at: when, with time zone.
        claim: id of the claim, an added one's too; None for an undo.
        other: id of the claim that tells the same incident (join), or another (cut).
        note: why.
        field: which field a correction changes.
        value: its new value, as JSON text, "null" for nothing; of an addition the claim itself.
        undoes: number of the judgement that is taken back.
    """

    verdict: Verdict
    by: str
    at: datetime
    claim: str | None = None
    other: str | None = None
    note: str | None = None
    field: str | None = None
    value: str | None = None
    undoes: int | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueProblem("a judgement's time needs its time zone")
        if not self.by.strip():
            raise ValueProblem("a judgement needs the name of who judges")
        if (self.verdict is Verdict.UNDO) != (self.undoes is not None) or (self.claim is None) != (
            self.verdict is Verdict.UNDO
        ):
            raise ValueProblem("an undo names the judgement that it takes back, every other one a claim")
        if (self.verdict is Verdict.CORRECT) != (self.field is not None):
            raise ValueProblem("a correction names the field it changes; no other judgement names one")
        if (self.verdict in _GIVING) != (self.value is not None):
            raise ValueProblem("a correction gives a field and its value, an addition the claim")
        self._check_pair()

    def _check_pair(self) -> None:
        if (self.verdict in PAIRS) != (self.other is not None):
            raise ValueProblem("join and cut name two claims; no other judgement does")
        if self.other is not None and self.other == self.claim:
            raise ValueProblem(f"{self.verdict} names two claims, and {self.claim!r} is named twice")
        if self.verdict in PAIRS and not (self.note or "").strip():
            raise ValueProblem(f"to {self.verdict} two claims, say why in the note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words that a judgement is about, by which it finds its claim again when another reader drafts it.

    Attributes:
        report: id of the report.
        start, end: the quote, in code points; end excluded.
        kind: "event" or "relation".
        type: type of the event, or predicate of the tie.
        at: first character of the trigger; None for a tie.
        ends: ids of actor and recipient, or of subject and object.
        modality: how surely it was said.
        words: the quote.
    """

    report: str
    start: int
    end: int
    kind: str
    type: str
    at: int | None
    ends: tuple[str, ...]
    modality: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with its place in the book.

    Attributes:
        n: its number; a higher one came later.
        judgement: what was decided.
        anchors: the words that it is about: none for an undo, two for a join or cut.
        undone: number of the judgement that took it back; None while it counts.
    """

    n: int
    judgement: Judgement
    anchors: tuple[Anchor, ...] = ()
    undone: int | None = None


class Status(StrEnum):
    """Where a claim stands with people."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the judgements that count make of a claim.

    Attributes:
        status: candidate until somebody judges.
        history: the judgements about it that count, in their order; of a claim made by hand the first adds it.
        again: judged before another reader changed what it says; to be looked at once more.
    """

    status: Status = Status.CANDIDATE
    history: tuple[Judged, ...] = ()
    again: bool = False


UNJUDGED = Standing()
