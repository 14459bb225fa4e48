"""The TIMEX3 type and value of a date expression, as TempEval-3 and ISO-TimeML (ISO 24617-1) write them."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from sourcebook.find.dates.days import Days, days_of
from sourcebook.find.dates.read import Dated
from sourcebook.find.dates.shapes import Calendar, Expression, Shape
from sourcebook.find.dates.words import before_our_era


class Tagged(NamedTuple):
    """A TIMEX3 type (DATE, TIME, DURATION or SET) and value."""

    type: str
    value: str


class Setting(NamedTuple):
    """How the report is read.

    Attributes:
        history: whether as a history.
        ancient: whether it names years before our era.
    """

    history: bool
    ancient: bool


PRESENT: Final = Tagged("DATE", "PRESENT_REF")
PAST: Final = Tagged("DATE", "PAST_REF")
FUTURE: Final = Tagged("DATE", "FUTURE_REF")
_SEASONS: Final = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
DAYPARTS: Final = {
    "morning": "MO",
    "dawn": "MO",
    "noon": "MI",
    "midday": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "night": "NI",
    "nighttime": "NI",
    "midnight": "NI",
    "daytime": "DT",
}
_LETTERS: Final = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "hour": "H",
    "minute": "M",
    "weekend": "WE",
}
_OPEN: Final = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}
_QUARTER: Final = 92  # days
_MADE_OF: Final = {"fortnight": (2, "week"), "quarter": (3, "month")}
_IN_YEARS: Final = {"decade": 10, "century": 100}


def value_of(dated: Dated, setting: Setting) -> Tagged:
    """Type and value of an expression.

    Args:
        dated: the expression and its days.
        setting: how the report is read.
    """
    return _RULES[dated.expression.shape](dated, setting)


def calendar_value(calendar: Calendar, days: Days | None, expression: Expression, setting: Setting) -> Tagged:
    """Type and value of one calendar date.

    Args:
        calendar: as written.
        days: its days; None when its year is not known.
        expression: the expression in which it stands.
        setting: how the report is read.
    """
    value = _known(calendar, days, setting) if days else _unknown(calendar)
    return _of_day(value, expression)


def _of_day(value: str, expression: Expression) -> Tagged:
    """With its part of the day, if it names one."""
    part = DAYPARTS.get(expression.daypart or "")
    return Tagged("TIME", f"{value}T{part}") if part else Tagged("DATE", value)


def year_value(year: int, setting: Setting) -> str:
    """Four digits; before our era with BC in front."""
    ancient = before_our_era(year) if setting.ancient else None
    return f"{year:04d}" if ancient is None else f"BC{ancient:04d}"


def _known(c: Calendar, days: Days, setting: Setting) -> str:
    first = days[0]
    year = year_value(first.year, setting)
    if c.century is not None:
        return year_value(days[1].year, setting)[:-2]
    if c.decade is not None:
        whole = days_of(Calendar(start=0, end=1, decade=c.decade), 0) or days
        return year_value(whole[1].year, setting)[:-1]
    if c.season:
        return f"{year}-{_SEASONS[c.season]}"
    if c.quarter:
        return f"{year}-Q{c.quarter}"
    if c.day or c.holiday is not None or c.weekday is not None:
        return masked(days, "day", setting)
    return f"{year}-{first.month:02d}" if c.month else year


def _unknown(c: Calendar) -> str:
    if c.season:
        return f"XXXX-{_SEASONS[c.season]}"
    if c.quarter:
        return f"XXXX-Q{c.quarter}"
    if c.day and not c.month:
        return f"XXXX-XX-{c.day:02d}"
    if c.month and c.day:
        return f"XXXX-{c.month:02d}-{c.day:02d}"
    if c.month:
        return f"XXXX-{c.month:02d}"
    return "XXXX-XX-XX" if c.weekday is None else f"XXXX-WXX-{c.weekday + 1}"


def masked(days: Days | None, unit: str, setting: Setting) -> str:
    """The value of a day, week, month or year, with X for what the days leave open.

    Args:
        days: the days known; None when nothing is.
        unit: how finely the words speak.
        setting: how the report is read.
    """
    if days is None:
        return _OPEN.get(unit, "XXXX")
    first, last = days
    year = year_value(first.year, setting)
    if unit in {"decade", "century"}:
        return year[: -1 if unit == "decade" else -2]
    same_year = first.year == last.year
    if unit == "week" and (last - first).days < len("MTWTFSS"):
        return _week(first, last, setting)
    if unit == "weekend" and (last - first).days < len("SS"):
        return f"{_week(first, last, setting)}-WE"
    if unit in {"week", "weekend"}:
        return f"{year}-WXX" if same_year else "XXXX-WXX"
    if unit == "quarter" and (last - first).days < _QUARTER:
        return f"{year}-Q{(first.month + 2) // 3}"
    if unit in {"year", "quarter"}:
        return year
    if not same_year:
        return _OPEN.get(unit, "XXXX")
    same_month = first.month == last.month
    month = f"{year}-{first.month:02d}" if same_month else f"{year}-XX"
    if unit == "month":
        return month
    return f"{month}-{first.day:02d}" if first == last else f"{month}-XX"


def _week(first: date, last: date, setting: Setting) -> str:
    """The ISO week of the middle of some days."""
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    year, week, _ = middle.isocalendar()
    return f"{year_value(year, setting)}-W{week:02d}"


def length(expression: Expression, setting: Setting) -> Tagged:
    """A length of time: P2W, PT30M, PXD for some days."""
    return Tagged(
        "DURATION", amount(expression.count, expression.unit or "day", setting, half=expression.half)
    )


def amount(count: int | None, unit: str, setting: Setting, *, half: bool = False) -> str:
    """So many units, as ISO 8601 writes a length of time.

    Args:
        count: how many; None for some.
        unit: day, week ...
        setting: a history counts decades and centuries by themselves (TIMEX2), news in years (TIMEX3).
        half: half a unit more.
    """
    size, smaller = _MADE_OF.get(unit, (1, unit))
    if unit in _IN_YEARS and not setting.history:
        size, smaller = _IN_YEARS[unit], "year"
    count, unit = (None if count is None else size * count), smaller
    letter = {"decade": "DE", "century": "CE"}.get(unit) or _LETTERS.get(unit, "D")
    number = "X" if count is None else f"{count or ''}.5" if half else str(count)
    return f"P{'T' if unit in {'hour', 'minute'} else ''}{number}{letter}"


def _calendar(dated: Dated, setting: Setting) -> Tagged:
    assert dated.expression.first is not None  # noqa: S101 - a calendar expression has one
    return calendar_value(dated.expression.first, dated.days, dated.expression, setting)


def _deictic(dated: Dated, setting: Setting) -> Tagged:
    word = dated.expression.word or ""
    said = "night" if word in {"tonight", "overnight"} else dated.expression.daypart
    days = dated.days
    if setting.history:
        if word == "today":
            return PRESENT
        days = dated.told if word.startswith("this") else None
    value = masked((days[0], days[0]) if days and not setting.history else days, "day", setting)
    part = DAYPARTS.get(said or "")
    return Tagged("TIME", f"{value}T{part}") if part else Tagged("DATE", value)


def _period(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    unit = e.unit or "day"
    if unit in {"decade", "century"} and not setting.history:
        return Tagged("DURATION", amount(1, unit, setting))
    if unit in {"hour", "minute"}:
        return Tagged("DURATION", amount(1, unit, setting))
    return _of_day(masked(dated.days, unit, setting), e)


def _share(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    if e.unit == "half":
        year = year_value(dated.days[0].year, setting) if dated.days else "XXXX"
        return Tagged("DATE", f"{year}-H{e.nth if e.nth == 1 else 2}")
    if e.unit == "day" and (e.count or 1) == 1 and dated.days is None and e.first is None:
        return Tagged("DATE", masked(dated.told, "day", setting))
    if setting.history or dated.days is None or (e.count or 1) > 1:
        return Tagged("DURATION", amount(e.count, e.unit or "day", setting))
    return Tagged("DATE", masked(dated.days, e.unit or "day", setting))


def _span(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    if e.count == 1 and e.unit in {"week", "month"} and not setting.history and dated.days:
        before = (dated.days[0], dated.days[0])
        return Tagged("DATE", masked(before, e.unit, setting))
    return length(e, setting)


def _ago(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    if e.count is None:
        return FUTURE if e.word == "AHEAD" else PAST
    if e.unit in {"hour", "minute"}:
        return Tagged("DURATION", amount(e.count, e.unit, setting))
    return Tagged("DATE", masked(dated.days, e.unit or "day", setting))


def _shift(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    if e.of_event and dated.days is None and not setting.history:
        return _before_an_event(dated, setting)
    if e.word == "AFTER":
        return length(e, setting)
    if e.count is None and e.bare:
        return Tagged("DATE", masked(None, e.unit or "day", setting))
    if e.count is None:
        return PAST if e.word == "EARLIER" else FUTURE
    if e.unit in {"hour", "minute"}:
        return Tagged("TIME", f"{masked(dated.days or dated.told, 'day', setting)}TXX")
    return Tagged("DATE", masked(dated.days, e.unit or "day", setting))


def _before_an_event(dated: Dated, setting: Setting) -> Tagged:
    """In news "two days before the vote" is a length, "the day before the vote" some day of the year told."""
    e = dated.expression
    if e.the and e.unit == "day":
        year = year_value(dated.told[0].year, setting) if dated.told else "XXXX"
        return Tagged("DATE", f"{year}-XX-XX")
    return length(e, setting)


def _length(dated: Dated, setting: Setting) -> Tagged:
    return length(dated.expression, setting)


def _set(dated: Dated, setting: Setting) -> Tagged:
    e = dated.expression
    if e.every is not None:
        value = _unknown(e.every)
    elif e.word == "PER" or (e.count or 0) > 1:
        value = amount(e.count or 1, e.unit or "day", setting)
    else:
        value = masked(None, e.unit or "day", setting)
    part = DAYPARTS.get(e.daypart or "") if value.startswith("X") else None
    return Tagged("SET", f"{value}T{part}" if part else value)


def _clock(dated: Dated, setting: Setting) -> Tagged:
    hours, minutes = divmod(dated.expression.minutes or 0, 60)
    return Tagged("TIME", f"{masked(dated.days, 'day', setting)}T{hours:02d}:{minutes:02d}")


_RULES: Final[dict[Shape, Callable[[Dated, Setting], Tagged]]] = {
    Shape.CALENDAR: _calendar,
    Shape.DEICTIC: _deictic,
    Shape.PERIOD: _period,
    Shape.SPAN: _span,
    Shape.SHARE: _share,
    Shape.AGO: _ago,
    Shape.SHIFT: _shift,
    Shape.ANNIVERSARY: _period,
    Shape.LASTING: _length,
    Shape.DURATION: _length,
    Shape.SET: _set,
    Shape.CLOCK: _clock,
}
