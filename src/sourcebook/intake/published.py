"""Publication dates as people and machines write them."""

import re

from sourcebook.errors import DateProblem
from sourcebook.model.when import Ground, When

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
        rf"(?<!\d){_YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?!\d)",
        r"^\s*(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        rf"(?<!\d){_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
        rf"\b{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"(?<!\d)(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.]{_YEAR}",
        rf"\b{_MONTH},?\s+{_YEAR}",
        rf"^\s*{_YEAR}-(?P<month>\d{{2}})\s*$",
        rf"^\s*{_YEAR}\s*$",
    )
)


def published_on(written: str) -> When | None:
    """The publication date in a piece of metadata.

    Args:
        written: "2024-12-08T10:00:00+03:00", "Sun, 08 Dec 2024 10:00:00 GMT", "March 3, 2024", "March 2024",
            "2024". The day is as written, whatever the time zone. "03/04/2024" may be either of two days.

    Returns:
        The day, month or year; None when it cannot be read or may be one of two.
    """
    for form in FORMS:
        found = form.search(written)
        if found:
            return _when(found.groupdict())
    return None


def _when(parts: dict[str, str]) -> When | None:
    """An interval from the parts of a date."""
    if "first" in parts:
        return _numeric(int(parts["first"]), int(parts["second"]), int(parts["year"]))
    year = int(parts["year"])
    month = _month(parts["month"]) if "month" in parts else None
    return _checked(year, month, int(parts["day"]) if "day" in parts else None)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS.index(written[:3].lower()) + 1


def _numeric(first: int, second: int, year: int) -> When | None:
    """Day and month in either order, when only one order is possible."""
    orders = {(m, d) for m, d in ((first, second), (second, first)) if m in range(1, 13)}
    if len(orders) != 1:
        return None
    month, day = orders.pop()
    return _checked(year, month, day)


def _checked(year: int, month: int | None, day: int | None) -> When | None:
    """The interval, unless the calendar has no such day."""
    edtf = "-".join([f"{year:04d}", *(f"{n:02d}" for n in (month, day) if n is not None)])
    try:
        return When.parse(edtf, ground=Ground.PUBLISHED)
    except DateProblem:
        return None
