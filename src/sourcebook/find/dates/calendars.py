"""Calendar dates from the tokens that fit: one, two with a word between, or a list of days."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sourcebook.find.dates.guards import in_title, is_date, naming_of
from sourcebook.find.dates.match import NEAR, Match
from sourcebook.find.dates.shapes import Calendar, Expression, Shape, daypart_in, names, read_calendar

SHORT_YEAR: Final = 3
"""Of the grammar's pairs: the first two share their month, the third is "2014-15", the fourth any two dates."""
_MONTHS, _DECADE, _CENTURY = 12, 10, 100


def several(match: Match) -> list[Expression]:
    """Days of one month: "January 3, 5 and 7"."""
    whole = read_calendar(match.run)
    days = [t for t, kind in zip(match.run, names(match.run), strict=True) if kind in {"DAYNUM", "ORDINAL"}]
    if whole is None:
        return []
    parts = [replace(whole, start=t.start, end=t.end, day=t.value) for t in days]
    parts[0] = replace(parts[0], start=min(parts[0].start, whole.start))
    parts[-1] = replace(parts[-1], end=max(parts[-1].end, whole.end))
    return [Expression(start=p.start, end=p.end, shape=Shape.CALENDAR, first=p) for p in parts]


def single(match: Match, where: tuple[int, int]) -> Expression | None:
    """One calendar date, when it is one in this place."""
    start, end = where
    run, after = match.tokens[start:end], match.tokens[end : end + NEAR]
    calendar = read_calendar(run)
    before = match.tokens[max(0, start - NEAR) : start]
    if calendar is None or not is_date(calendar, before, run, after):
        return None
    if in_title(match.text, calendar.start, calendar.end):
        return None
    naming = naming_of(calendar, after)
    first = replace(calendar, naming=naming) if naming else calendar
    return Expression(
        start=first.start, end=first.end, shape=Shape.CALENDAR, first=first, daypart=daypart_in(run)
    )


def bare_day(match: Match) -> Expression | None:
    """A day of the month told: "on the 13th", and nothing behind it that it could number."""
    token = match.run[0]
    numbers = names(match.after[:1]) and match.after[0].text.lower() not in _NOT_NUMBERED
    if not token.text[0].isdigit() or names(match.before[-2:]) != ["ON", "THE"] or numbers:
        return None
    calendar = Calendar(start=token.start, end=token.end, day=token.value)
    return Expression(start=token.start, end=token.end, shape=Shape.CALENDAR, first=calendar)


_NOT_NUMBERED: Final = frozenset(
    ", . ; : ( ) – — and but or they he she it we was were a the when in at by among with after before near from to "
    "for as while who which that".split()
)


def pair(match: Match, number: int) -> tuple[Sequence[Expression], int]:
    """Two dates with a word or dash between: one interval, or two dates of a list."""
    a, s, b = (match.found.span(f"{group}{number}") for group in "asb")
    alone = single(match, a)
    first, last = read_calendar(match.tokens[slice(*a)]), read_calendar(match.tokens[slice(*b)])
    joined = names(match.tokens[slice(*s)])[0]
    dashed = joined == "DASH" and first is not None and last is not None and _years(first, last)
    short = match.tokens[b[0]].value if number == SHORT_YEAR else None
    if short is not None and short >= _CENTURY:
        last = None  # "2014 - 9999"
    if first is None or last is None or not (alone or number <= SHORT_YEAR or dashed):
        return ([alone], a[1]) if alone else ((), a[0] + 1)
    first, last = _completed(first, last, short)
    part = daypart_in(match.tokens[slice(*a)])
    one = Expression(start=first.start, end=first.end, shape=Shape.CALENDAR, first=first, daypart=part)
    if joined == "AND" and "BETWEEN" not in names(match.before[-2:]) and not _adjacent(first, last):
        if number < SHORT_YEAR:
            other = Expression(start=last.start, end=last.end, shape=Shape.CALENDAR, first=last)
            return [one, other], b[1]
        return [one], s[1]
    return [replace(one, end=last.end, last=last, daypart=None)], b[1]


def _years(first: Calendar, last: Calendar) -> bool:
    """Whether two bare years follow on one another."""
    return first.year is not None and last.year is not None and first.year < last.year and not first.month


def _completed(first: Calendar, last: Calendar, short: int | None) -> tuple[Calendar, Calendar]:
    """Both dates with what only the other says: the month, the year, the century."""
    if short is not None and first.year is not None:
        year = first.year // 100 * 100 + short
        if year <= first.year and 1 <= short <= _MONTHS:
            return replace(first, month=short), replace(last, day=None, year=first.year, month=short)
        return first, replace(last, day=None, year=year)
    if first.month is None and first.day is not None:
        first = replace(first, month=last.month)
    if last.month is None and last.day is not None:
        last = replace(last, month=first.month)
    if first.year is None and last.year is not None and (first.month or first.season):
        back = bool(first.month and last.month and first.month > last.month)
        first = replace(first, year=last.year - back)
    if last.year is None and last.month and first.year is not None:
        forward = bool(first.month and last.month < first.month)
        last = replace(last, year=first.year + forward)
    return first, last


def _adjacent(first: Calendar, last: Calendar) -> bool:
    """Whether two listed dates follow one another, so that together they are one interval."""
    if first.part or last.part or first.word or last.word:
        return False
    if first.decade and last.decade:
        return last.decade - first.decade == _DECADE
    if first.day and last.day:
        return first.month == last.month and last.day - first.day == 1
    if first.month and last.month and not (first.day or last.day):
        return (last.month - first.month) % 12 == 1
    return False
