"""From what is written of a calendar date to its days, once its year is known."""

from datetime import date
from typing import Final

from sourcebook.find.dates.holidays import holiday
from sourcebook.find.dates.shapes import Calendar, Part, day_of
from sourcebook.model.when import add_months, month_end

Days = tuple[date, date]

# Analysts' records read "early November" as 1 to 15; "late" is the other half, "mid" the middle third. "The
# start" and "the end" of a month are narrower: a third. Of a year: thirds, for start and end a quarter.
_MONTH: Final = (28, 31)  # days
_OF_MONTH: Final = {
    Part.EARLY: (1, 15),
    Part.MID: (11, 20),
    Part.LATE: (16, 31),
    Part.START: (1, 10),
    Part.END: (21, 31),
}
_OF_YEAR: Final = {
    Part.EARLY: (1, 4),
    Part.MID: (5, 8),
    Part.LATE: (9, 12),
    Part.START: (1, 3),
    Part.END: (10, 12),
}
_OF_DECADE: Final = {
    Part.EARLY: (0, 3),
    Part.MID: (4, 6),
    Part.LATE: (7, 9),
    Part.START: (0, 2),
    Part.END: (8, 9),
}


def days_of(calendar: Calendar, year: int) -> Days | None:
    """First and last day of a calendar date.

    Args:
        calendar: the date as written.
        year: the year it lies in; that of its first day for a winter.

    Returns:
        None when the calendar has no such day.
    """
    if calendar.decade:
        a, b = _OF_DECADE[calendar.part] if calendar.part else (0, 9)
        return date(calendar.decade + a, 1, 1), date(calendar.decade + b, 12, 31)
    if calendar.century:
        return date(calendar.century, 1, 1), date(calendar.century + 99, 12, 31)
    if calendar.holiday is not None:
        feast = holiday(calendar.holiday, year)
        return feast, feast
    if calendar.quarter:
        first = date(year, 3 * calendar.quarter - 2, 1)
        return first, month_end(add_months(first, 2))
    if calendar.season:
        first = date(year, calendar.season, 1)
        return first, month_end(add_months(first, 2))
    if calendar.month and calendar.day:
        day = day_of(year, calendar.month, calendar.day)
        return (day, day) if day else None
    if calendar.month:
        return part_of(month_of(date(year, calendar.month, 1)), calendar.part)
    return part_of(year_of(date(year, 1, 1)), calendar.part)


def part_of(days: Days, part: Part | None) -> Days:
    """The early, middle or late part of a month, year or longer time."""
    first, last = days
    length = (last - first).days + 1
    if part is None or length < _MONTH[0]:
        return days
    if length <= _MONTH[1]:
        a, b = _OF_MONTH[part]
        return first.replace(day=a), first.replace(day=min(b, last.day))
    a, b = _OF_YEAR[part]
    return date(first.year, a, 1), month_end(date(first.year, b, 1))


def off(day: date, days: int) -> date:
    """A day so many days later (earlier when negative), or the calendar's first or last."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_of(day: date) -> Days:
    """The month in which a day lies."""
    return day.replace(day=1), month_end(day)


def year_of(day: date) -> Days:
    """The year in which a day lies."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def week_of(day: date) -> Days:
    """The week in which a day lies, from Monday (ISO 8601)."""
    return off(day, -day.weekday()), off(day, 6 - day.weekday())


def period_of(day: date, unit: str) -> Days:
    """The day, week, month, year, decade or century in which a day lies."""
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        return off(day, 5 - day.weekday()), off(day, 6 - day.weekday())
    if unit == "month":
        return month_of(day)
    if unit == "quarter":
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return first, month_end(add_months(first, 2))
    if unit in {"year", "decade", "century"}:
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        start = max(1, day.year // size * size)
        return date(start, 1, 1), date(min(start + size - 1, 9999), 12, 31)
    return day, day


_MONTHS_IN: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN: Final = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def moved(day: date, count: int, unit: str) -> date | None:
    """A day so many units later (earlier when negative).

    Returns:
        None for hours that make no whole days, and beyond the calendar's years.
    """
    if unit in _MONTHS_IN:
        months = count * _MONTHS_IN[unit]
        year = day.year + months // 12
        return add_months(day, months) if 2 < year < 9998 else None  # noqa: PLR2004 - datetime's own limits
    if unit == "hour" and count % 24 == 0:
        count, unit = count // 24, "day"
    if unit not in _DAYS_IN:
        return None
    ordinal = day.toordinal() + count * _DAYS_IN[unit]
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def nth_of(whole: Days, nth: int, count: int, unit: str) -> Days | None:
    """Part of a longer time, such as its first two weeks.

    Args:
        whole: the longer time.
        nth: which of its units, from 1; -1 for the last.
        count: how many units from there on; for the last, up to there.
        unit: "half", or a unit of time.

    Returns:
        None when the longer time has no such share.
    """
    first, last = whole
    if unit == "half":
        days = (last - first).days + 1
        middle = (
            add_months(first, 6) if days > _MONTH[1] else off(first, (days + 1) // 2 - (days > _MONTH[0]))
        )
        return (first, off(middle, -1)) if nth == 1 else (middle, last)
    if nth > 0:
        start, stop = moved(first, nth - 1, unit), moved(first, nth - 1 + count, unit)
        stop = off(stop, -1) if stop else None
    else:
        after = moved(off(last, 1), -count, unit)
        start, stop = after, last
    if start is None or stop is None or start < first or stop > last:
        return None
    return start, stop
