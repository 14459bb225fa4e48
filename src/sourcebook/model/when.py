"""When, Precision, Ground: an interval of days that keeps its doubt."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Self

from sourcebook.errors import DateProblem


class Precision(StrEnum):
    """How finely a date is known; maps to UCDP's date_prec 1 to 5 and ACLED's time_precision 1 to 3."""

    DAY = "day"
    FEW_DAYS = "few_days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    OLDER = "older"

    @classmethod
    def of_length(cls, days: int) -> "Precision":
        """Precision of an interval by its length; the steps are those of UCDP GED's date_prec.

        Args:
            days: length, both ends counted.
        """
        steps = ((1, cls.DAY), (6, cls.FEW_DAYS), (7, cls.WEEK), (31, cls.MONTH), (366, cls.YEAR))
        return next((precision for longest, precision in steps if days <= longest), cls.OLDER)


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

    @classmethod
    def of_days(cls, first: date, last: date, *, ground: Ground, clash: str | None = None) -> Self:
        """The interval between two days, in the simplest text that says it.

        Args:
            first: first day.
            last: last day, included.
            ground: what the date rests on.
            clash: what disagrees with it, in words.

        Raises:
            DateProblem: the last day lies before the first.
        """
        precision = Precision.of_length((last - first).days + 1)
        return cls(
            first=first,
            last=last,
            precision=precision,
            ground=ground,
            edtf=_simplest(first, last),
            clash=clash,
        )

    @classmethod
    def parse(cls, edtf: str, *, ground: Ground) -> Self:
        """Read a date in the part of EDTF (ISO 8601-2:2019, levels 0 to 2) that is used here.

        Args:
            edtf: "2024", "2024-12", "2024-12-08", "199X", any of these with "~" for about, two of them as
                "A/B", or an open interval "A/.." or "../B".
            ground: what the date rests on.

        Raises:
            DateProblem: the text is no such date, or names a day that no calendar has.
        """
        text = edtf.strip()
        start, slash, end = text.partition("/")
        if not slash:
            when = cls.of_days(*_bounds(start, whole=edtf), ground=ground)
        elif ".." not in (start, end):
            when = cls.of_days(_bounds(start, whole=edtf)[0], _bounds(end, whole=edtf)[1], ground=ground)
        elif start == end:
            raise DateProblem(f"date {edtf!r} is open at both ends and says nothing; leave the date out")
        elif end == "..":
            when = cls.parse(start, ground=ground).onward()
        else:
            when = cls.parse(end, ground=ground).up_to()
        return replace(when, edtf=text) if "~" in text else when

    @property
    def closed(self) -> tuple[date, date] | None:
        """First and last day; None when either is open."""
        return None if self.first is None or self.last is None else (self.first, self.last)

    def onward(self, last: date | None = None) -> Self:
        """The time from this date on ("since October").

        Args:
            last: where it ends at the latest (the publication date); None leaves it open.

        Raises:
            DateProblem: this date's own beginning is open, or lies after `last`.
        """
        if self.first is None:
            raise DateProblem(f"date {self.edtf!r} has no first day from which to go on")
        if last is not None:
            return type(self).of_days(self.first, last, ground=self.ground, clash=self.clash)
        return replace(self, last=None, edtf=f"{self.edtf.partition('/')[0]}/..")

    def up_to(self) -> Self:
        """The time up to this date ("until October"), its beginning open.

        Raises:
            DateProblem: this date's own end is open.
        """
        if self.last is None:
            raise DateProblem(f"date {self.edtf!r} has no last day up to which to go")
        return replace(self, first=None, edtf=f"../{self.edtf.rpartition('/')[2]}")


def month_end(day: date) -> date:
    """Last day of the month in which a day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it has no such day.

    Args:
        day: where to begin.
        months: how many months later; negative for earlier.

    Raises:
        DateProblem: the year would lie outside 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise DateProblem(f"{months} months from {day} is outside the years {MINYEAR} to {MAXYEAR}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?~?|(?P<decade>\d{3})X~?", re.ASCII
)


def _bounds(point: str, *, whole: str) -> tuple[date, date]:
    """First and last day of a day, month, year or decade."""
    found = _POINT.fullmatch(point)
    if found is None:
        raise DateProblem(
            f"date {whole!r}: {point!r} cannot be read; write it as 2024-12-08, 2024-12, 2024 or 199X"
        )
    if found["decade"]:
        year, month, day = int(found["decade"]) * 10, 0, 0
    else:
        year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    try:
        first = date(year, month if found["month"] else 1, day if found["day"] else 1)
    except ValueError as problem:
        raise DateProblem(
            f"date {whole!r}: {point!r} is on no calendar ({problem}); correct the date"
        ) from problem
    if found["day"]:
        return first, first
    if found["month"]:
        return first, month_end(first)
    return first, date(year + 9 if found["decade"] else year, 12, 31)


def _simplest(first: date, last: date) -> str:
    """EDTF of two days: both ends as years where they are years' borders, else months, else days."""
    if first == last:
        return first.isoformat()
    whole_months = first.day == 1 and last == month_end(last)
    if not whole_months:
        return f"{first.isoformat()}/{last.isoformat()}"
    if (first.month, last.month) != (1, 12):
        a, b = first.isoformat()[:7], last.isoformat()[:7]
        return a if a == b else f"{a}/{b}"
    if first.year % 10 == 0 and last.year == first.year + 9:
        return f"{first.year // 10:03d}X"
    return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
