"""Judgement, Verdict: what a person decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sourcebook.errors import ValueProblem


class Verdict(StrEnum):
    """What was decided about a claim."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision by one person. Appended, never changed; the last one counts.

    Attributes:
        claim: id of the claim.
        verdict: what was decided.
        by: who decided.
        at: when, with time zone.
        note: why.
        field: which field a correction changes.
        value: its new value, as JSON text.
    """

    claim: str
    verdict: Verdict
    by: str
    at: datetime
    note: str | None = None
    field: str | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueProblem("a judgement's time needs its time zone")
        if (self.verdict is Verdict.CORRECT) != (self.field is not None):
            raise ValueProblem("a correction names the field it changes; acceptance and rejection name none")
