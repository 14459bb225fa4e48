"""Draft, Incident, Record: what one report gives, what several tell, what holds on a day."""

from dataclasses import dataclass
from datetime import date

from sourcebook.errors import SpanError, ValueProblem
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim
from sourcebook.model.text import Mention, Report
from sourcebook.model.where import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the reader makes of one report.

    Attributes:
        report: the report read.
        actors: every actor named in it.
        places: every place named in it.
        mentions: every mention, in the order of the text.
        claims: every claim, in the order of the text.
        reader: name and versions of the stages that drafted it.
    """

    report: Report
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    reader: str

    def __post_init__(self) -> None:
        size = len(self.report.text)
        for c in self.claims:
            if c.quote.end > size:
                raise SpanError(
                    f"claim {c.id} quotes {c.quote.start}:{c.quote.end} of a report with {size} characters; "
                    "a quote must be verbatim in the text"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Claims of one event, from one report or many.

    Attributes:
        id: digest of its first claim.
        claims: ids, in the order in which they were drafted.
    """

    id: str
    claims: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueProblem(f"incident {self.id!r} has no claim; an incident is what its claims tell")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is held true on a day.

    Attributes:
        as_of: the day.
        known_by: only what had been read by this day counts; None for all.
        incidents: events up to that day.
        ties: ids of the relation claims that hold on it.
    """

    as_of: date
    known_by: date | None = None
    incidents: tuple[Incident, ...] = ()
    ties: tuple[str, ...] = ()
