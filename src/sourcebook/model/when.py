"""When, Precision, Ground: an interval of days that keeps its doubt."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.errors import DateProblem


class Precision(StrEnum):
    """How finely a date is known; maps to UCDP's date_prec 1 to 5 and ACLED's time_precision 1 to 3."""

    DAY = "day"
    FEW_DAYS = "few_days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    OLDER = "older"


class Ground(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # "on December 8, 2024"
    RELATIVE = "relative"  # "last Sunday", counted from the publication date
    PUBLISHED = "published"  # nothing said; the report's own date


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends included.

    Attributes:
        first: first day; None when open ("until 2014").
        last: last day; None when open ("since 2014").
        precision: how finely it is known.
        ground: what it rests on.
        edtf: the same in Extended Date/Time Format.
        clash: what disagrees with it in the text, in words.
    """

    first: date | None
    last: date | None
    precision: Precision
    ground: Ground
    edtf: str
    clash: str | None = None

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise DateProblem("an interval open at both ends says nothing; leave the date out")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise DateProblem(f"interval {self.first} to {self.last} runs backwards")
