"""What a matched run of tokens says: calendar dates, relative dates, spans of time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum
from typing import Final

from sourcebook.find.dates.words import BEFORE_OUR_ERA, NAME_OF, UNITS, Token, before_our_era


class Shape(StrEnum):
    """What kind of expression it is; the resolver has one rule for each."""

    CALENDAR = "calendar"  # a day, month, year, decade, season or weekday, or from one to another
    DEICTIC = "deictic"  # today, last night
    PERIOD = "period"  # last month, this week, that year, the end of the month
    SPAN = "span"  # the past two weeks
    SHARE = "share"  # the first week of November
    AGO = "ago"  # four years ago
    SHIFT = "shift"  # four days later
    ANNIVERSARY = "anniversary"  # the same day last year, the same month two years earlier
    LASTING = "lasting"  # for two years
    DURATION = "duration"  # two years
    SET = "set"  # every Friday, on Fridays, per day
    CLOCK = "clock"  # at 5:30 a.m.


class Part(StrEnum):
    """Which part of a month, year or decade."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    START = "start"
    END = "end"


class Naming(StrEnum):
    """What a day of a month gives its name to."""

    DEED = "deed"  # the September 11 attacks
    NAME = "name"  # the October 7 War, the April 6 Youth Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar date as written; what is not said is None.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        year: four digits; n years before our era as 9001 - n.
        decade: its first year.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 for Monday.
        season: its first month.
        part: early, mid, late.
        word: the class of the word that points to it: LAST, THIS, NEXT, THAT, FOLLOWING ...
        naming: what it gives its name to, when it does.
        of: the same for the year or week it lies in ("June last year", "Monday last week").
        century: its first year (1800 for the 19th).
        quarter: 1 to 4, of a year.
        holiday: its number in the table of holidays.
    """

    start: int
    end: int
    year: int | None = None
    decade: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    part: Part | None = None
    word: str | None = None
    naming: Naming | None = None
    of: str | None = None
    century: int | None = None
    quarter: int | None = None
    holiday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A date expression as written.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        shape: which rule resolves it.
        first: the calendar date, or the first of two; of an anniversary, the year when it is given.
        last: the second of two.
        nth: which of the units of a share, from 1; -1 for the last.
        count: how many units; None when not said as a number ("a few days").
        unit: day, week, month ...
        word: the class of the word that directs it (LAST, NEXT, LATER, EARLIER), or the word itself (today).
        part: early, mid, late.
        border: SINCE, UNTIL, AFTER, BEFORE or ABOUT, when such a word stands before it.
        of_event: an event or date stands behind it, from which it counts ("two days after the attack").
        daypart: morning, afternoon, evening, night ..., when it names one.
        minutes: a time of day, counted from midnight.
        half: half a unit more ("two and a half years"; "half a year" has a count of 0).
        bare: nothing is said of how many ("days later").
        the: one, with "the" before it ("the day before").
        every: the weekday, month or season that comes again ("every Friday").
    """

    start: int
    end: int
    shape: Shape
    first: Calendar | None = None
    last: Calendar | None = None
    nth: int | None = None
    count: int | None = None
    unit: str | None = None
    word: str | None = None
    part: Part | None = None
    border: str | None = None
    of_event: bool = False
    daypart: str | None = None
    minutes: int | None = None
    half: bool = False
    bare: bool = False
    the: bool = False
    every: Calendar | None = None


Tokens = Sequence[Token]
POINTING: Final = frozenset({"LAST", "PAST", "THIS", "NEXT", "FOLLOWING", "SAME", "THAT", "PREVIOUS"})
_PARTS: Final = {
    "EARLY": Part.EARLY,
    "LATE": Part.LATE,
    "MID": Part.MID,
    "START": Part.START,
    "END": Part.END,
    "LATTER": Part.LATE,
}


def names(run: Tokens) -> list[str]:
    """The class names of tokens."""
    return [NAME_OF[token.code] for token in run]


def bare(run: Tokens) -> Tokens:
    """Tokens without an article, hyphen or preposition at the front: a mention has none."""
    skip = 0
    while skip < len(run) - 1 and NAME_OF[run[skip].code] in {"THE", "FOR", "AFTER", "ABOUT"}:
        skip += 1
    return run[skip:]


def part_in(run: Tokens) -> Part | None:
    """The part of a month or year that the tokens name."""
    return next((_PARTS[kind] for kind in names(run) if kind in _PARTS), None)


def read_calendar(run: Tokens) -> Calendar | None:
    """A calendar date from its tokens; None when the numbers are no date or could be two."""
    run = bare(run)
    said: dict[str, int | str | Part | None] = {"part": part_in(run)}
    kinds = names(run)
    if "CENT" in kinds:
        return _century(run, kinds)
    for at, (kind, token) in enumerate(zip(kinds, run, strict=True)):
        if kind == "ERA" and not _in_era(said, ours=not token.value):
            return None
        if kind in _NUMBERED and not (kind == "NUMBER" and kinds[at + 1 : at + 2] != ["ERA"]):
            said["year" if kinds[at + 1 : at + 2] == ["ERA"] and kind == "DAYNUM" else _NUMBERED[kind]] = (
                token.value
            )
        elif kind == "QUARTER":
            said.update(quarter=said.pop("day") if said.get("day") in _QUARTERS else 4, day=None)
        elif kind in POINTING:
            said["word" if _LEADING.issuperset(kinds[:at]) else "of"] = kind
        elif kind in {"ISO", "SLASH"}:
            day = _numeric(token.text)
            if day is None:
                return None
            said.update(year=day.year, month=day.month, day=day.day)
    return Calendar(start=run[0].start, end=run[-1].end, **said)  # type: ignore[arg-type]  # keys are fields


def _in_era(said: dict[str, int | str | Part | None], *, ours: bool) -> bool:
    """Put the year or decade before a word such as BC or AD into its era; False when it is too far off."""
    for key, last in (("year", 0), ("decade", _DECADE - 1)):
        number = said.get(key)
        if isinstance(number, int):
            plain = before_our_era(number) or number
            if not 0 < plain < _FAR:
                return False
            said[key] = plain if ours else BEFORE_OUR_ERA - plain - last
    return True


_DECADE, _FAR = 10, 4000  # a year that far off belongs to no report


def _century(run: Tokens, kinds: list[str]) -> Calendar | None:
    """The 19th as 1800 to 1899, as EDTF and newspapers count it; the 4th before our era as 400 to 301."""
    at = kinds.index("CENT")
    nth = sum(
        token.value for kind, token in zip(kinds[:at], run, strict=False) if kind in {"ORDINAL", "NUMBER"}
    )
    first = (
        BEFORE_OUR_ERA - 100 * nth
        if any(kind == "ERA" and token.value for kind, token in zip(kinds, run, strict=True))
        else 100 * (nth - 1)
    )
    if not 1 <= first <= MAXYEAR - 100:
        return None
    return Calendar(start=run[0].start, end=run[-1].end, century=first, part=part_in(run))


_LEADING: Final = frozenset({"THE", "EARLY", "LATE", "MID", "START", "END", "IN", "ON", "OF", "DASH"})
_QUARTERS: Final = range(1, 5)
_NUMBERED: Final = {
    "YEAR": "year",
    "NUMBER": "year",
    "HOLIDAY": "holiday",
    "DECADE": "decade",
    "MONTH": "month",
    "MABBR": "month",
    "DAYNUM": "day",
    "ORDINAL": "day",
    "WEEKDAY": "weekday",
    "WEEKDAYS": "weekday",
    "WABBR": "weekday",
    "SEASON": "season",
}


_YEAR_OVER: Final = 99


def _numeric(text: str) -> date | None:
    """A day in digits; None when it is on no calendar, or day and month could change places."""
    one, two, three = (int(part) for part in re.split(r"[-/.]", text))
    if one > _YEAR_OVER:
        return day_of(one, two, three)
    if "." in text or one == two:
        return day_of(three, two, one)  # with stops the day comes first
    orders = [day for day in (day_of(three, two, one), day_of(three, one, two)) if day is not None]
    return orders[0] if len(orders) == 1 else None


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def unit_of(token: Token) -> str:
    """A unit's name in the singular."""
    return UNITS[token.text.lower()]


def count_of(run: Tokens) -> int | None:
    """The number that tokens say; None when they say none, or a vague one."""
    kinds = names(run)
    if "VAGUE" in kinds:
        return 2 if any(token.text.lower() == "couple" for token in run) else None
    if "HALF" in kinds and "AND" not in kinds:
        return 0 if "AN" in kinds else None
    values = [t.value for t, kind in zip(run, kinds, strict=True) if kind in {"NUMBER", "DAYNUM", "YEAR"}]
    if values:
        return sum(values)
    return 1 if "AN" in kinds else None


def daypart_in(run: Tokens) -> str | None:
    """The part of a day that the tokens name: morning, night ..."""
    said = (t.text.lower() for t, kind in zip(run, names(run), strict=True) if kind == "DAYPART")
    return next(said, None)
