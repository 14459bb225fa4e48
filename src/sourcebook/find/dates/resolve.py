"""Which days are meant: one rule for each shape, told the publication date and what was said before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import MAXYEAR
from typing import Final, NamedTuple

from sourcebook.find.dates.days import (
    Days,
    days_of,
    month_of,
    moved,
    nth_of,
    off,
    part_of,
    period_of,
    year_of,
)
from sourcebook.find.dates.shapes import Calendar, Expression, Shape, day_of
from sourcebook.find.dates.words import before_our_era
from sourcebook.find.dates.years import Basis, Found, Story, Told, ends_in_last, sentence_ends, year_of_date
from sourcebook.model.when import Ground, When

_FEW: Final = (2, 6)  # "a few days": the schema's few_days, 2 to 6
_HELD: Final = 7  # days within which a step from a date known to the month alone stays in that month
_DAY_HOURS: Final = 24


class Resolved(NamedTuple):
    """What an expression comes to.

    Attributes:
        found: its days and from what they were counted.
        when: the interval; None where the calendar cannot hold it, or where a history speaks of its own time.
    """

    found: Found
    when: When | None


def resolve(story: Story, expression: Expression, *, behind: Expression | None = None) -> Resolved | None:
    """The days meant; None when nothing in the report says which. The story remembers them.

    Args:
        story: what was told so far.
        expression: as written.
        behind: the date right after it ("two days before 5 May"), if there is one.
    """
    if expression.shape is Shape.CLOCK and behind is not None:
        found = _RULES[behind.shape](story, behind)
    elif expression.of_event:
        found = _shift_from(expression, _calendar(story, behind)) if behind else None
    else:
        found = _RULES[expression.shape](story, expression)
    if found is None or found.days[0] > found.days[1]:
        return _as_told(story, expression)
    if _can_be_counted_from(expression):
        told = Told(days=found.days, ground=found.ground, start=expression.start)
        story.tell(told, expression.first)
    if story.ancient and before_our_era(found.days[1].year):
        return Resolved(found, None)
    clash = _weekday_clash(expression, found.days)
    when = When.of_days(*found.days, ground=found.ground, clash=clash)
    return Resolved(found, _bordered(story, when, expression))


def _as_told(story: Story, expression: Expression) -> Resolved | None:
    """In a history "this year" and "next summer" as told of their time: a reading, but no date to rely on."""
    if story.now is not None or story.told is None or expression.shape not in _TOLD:
        return None
    story.now = story.told.days
    found = _RULES[expression.shape](story, expression)
    story.now = None
    if found is None or found.days[0] > found.days[1]:
        return None
    return Resolved(found._replace(basis=Basis.NEARBY), None)


_TOLD: Final = {Shape.PERIOD, Shape.AGO, Shape.CALENDAR, Shape.SHIFT}


def _can_be_counted_from(expression: Expression) -> bool:
    """Whether later words may count from this date: not from today, nor from a span that ends today."""
    if expression.shape is Shape.DEICTIC:
        return not (expression.word or "").startswith("today")
    told = expression.shape in _DATES
    return told and expression.border not in {"SINCE", "UNTIL", "AFTER", "BEFORE"}


_DATES: Final = {
    Shape.CALENDAR, Shape.SHIFT, Shape.PERIOD, Shape.SHARE, Shape.AGO, Shape.ANNIVERSARY,
}  # fmt: skip


def _bordered(story: Story, when: When, expression: Expression) -> When:
    """Opened by "since", "until", "after" or "before"; "around 1991" marked as approximate."""
    border, last = expression.border, story.now[1] if story.now else None
    if border in {"AFTER", "BEFORE"}:
        when, border = _beside(when, later=border == "AFTER"), {"AFTER": "SINCE", "BEFORE": "UNTIL"}[border]
    if border == "SINCE" and when.first is not None:
        return when.onward(last if last and last >= when.first else None)
    if border == "UNTIL":
        return when.up_to()
    return replace(when, edtf=f"{when.edtf}~") if border == "ABOUT" and "/" not in when.edtf else when


def _beside(when: When, *, later: bool) -> When:
    """The year, month or day right after or before one; the date itself where the calendar ends."""
    if when.first is None or when.last is None:
        return when
    day = off(when.last, 1) if later else off(when.first, -1)
    if day in {when.first, when.last}:
        return when
    unit = {year_of(when.first): "year", month_of(when.first): "month"}.get((when.first, when.last), "day")
    return When.of_days(*period_of(day, unit), ground=when.ground, clash=when.clash)


_WEEKDAY: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday_clash(expression: Expression, days: Days) -> str | None:
    """What disagrees in "Monday, 7 October 2023", which was a Saturday."""
    calendar = expression.first
    if calendar is None or expression.last is not None or calendar.weekday is None or not calendar.day:
        return None
    if days[0].weekday() == calendar.weekday:
        return None
    return f"the text says {_WEEKDAY[calendar.weekday]}; {days[0]} is a {_WEEKDAY[days[0].weekday()]}"


def _calendar(story: Story, expression: Expression) -> Found | None:
    """One calendar date, or from one to another."""
    first = _days(story, expression.first) if expression.first else None
    if expression.last is None or first is None:
        return first
    last, start = expression.last, first.days[0]
    own = last.year is not None or last.decade is not None or last.weekday is not None
    for year in (start.year, min(start.year + 1, MAXYEAR)):
        until = _days(story, last if own else replace(last, year=year))
        if until is not None and until.days[1] >= start:
            return first._replace(days=(start, until.days[1]))
    return first


def _day_of_month(story: Story, calendar: Calendar) -> Found | None:
    """ "On the 13th": of the month told last, else of the last month in which that day had come."""
    told, now = story.told, story.now
    if (
        told is not None
        and told.days[0].month == told.days[1].month
        and told.days[0].year == told.days[1].year
    ):
        day = day_of(told.days[0].year, told.days[0].month, calendar.day or 0)
        return Found((day, day), told.ground, Basis.NEARBY) if day else None
    for month in (now[1], off(now[1].replace(day=1), -1)) if now else ():
        day = day_of(month.year, month.month, calendar.day or 0)
        if day and now and day <= now[1]:
            return Found((day, day), Ground.RELATIVE, Basis.PUBLICATION)
    return None


def _days(story: Story, calendar: Calendar) -> Found | None:
    if calendar.year is not None or calendar.decade is not None or calendar.century is not None:
        days = days_of(calendar, calendar.year or 0)
        return Found(days, Ground.STATED, Basis.ITSELF) if days else None
    if calendar.day and not calendar.month:
        return _day_of_month(story, calendar)
    if not (calendar.month or calendar.season or calendar.quarter or calendar.holiday is not None):
        return _weekday(story, calendar) if calendar.weekday is not None else None
    return year_of_date(story, calendar)


def _weekday(story: Story, calendar: Calendar) -> Found | None:
    """The nearest past such weekday; with a publication month alone, that month."""
    wanted, word = calendar.weekday or 0, calendar.word
    if word in {"FOLLOWING", "THAT", "SAME", "PREVIOUS"}:
        return _weekday_told(story, wanted, word)
    if story.now is None:
        return None
    if not story.now_is_a_day:
        return Found(story.now, Ground.RELATIVE, Basis.PUBLICATION)
    day = story.now[0]
    ahead = (wanted - day.weekday()) % 7
    if calendar.of and not ends_in_last(story.text, calendar):
        step = wanted - day.weekday() + {"LAST": -7, "NEXT": 7}.get(calendar.of, 0)
    elif word == "NEXT" or (word in {None, "THIS"} and story.future(calendar.start)):
        step = ahead or 7
    elif (word and not (word == "THIS" and not ahead)) or calendar.of:
        step = ahead - 7
    else:
        step = ahead - 7 if ahead else 0
    there = off(day, step)
    return Found((there, there), Ground.RELATIVE, Basis.PUBLICATION)


def _weekday_told(story: Story, wanted: int, word: str) -> Found | None:
    """Counted from the last date told: "the following Monday"."""
    if story.told is None or story.told.days[0] != story.told.days[1]:
        return None
    day = story.told.days[0]
    ahead = (wanted - day.weekday()) % 7
    step = {"FOLLOWING": ahead or 7, "PREVIOUS": ahead - 7}.get(word, ahead)
    there = off(day, step)
    return Found((there, there), story.told.ground, Basis.NEARBY)


def _deictic(story: Story, expression: Expression) -> Found | None:
    """Today, yesterday, last night; with a publication month alone, that month."""
    if story.now is None:
        return None
    if not story.now_is_a_day:
        return Found(story.now, Ground.RELATIVE, Basis.PUBLICATION)
    word, day = expression.word or "", story.now[0]
    if word.startswith("day"):
        step = {"before yesterday": -2, "after tomorrow": 2}.get(word.removeprefix("day "), 0)
    elif word.startswith(("yesterday", "last", "overnight")):
        step = -1
    else:
        step = 1 if word.startswith("tomorrow") else 0
    there = off(day, step)
    return Found((there, day if word == "overnight" else there), Ground.RELATIVE, Basis.PUBLICATION)


_STEPS: Final = {"LAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}


def _period(story: Story, expression: Expression) -> Found | None:
    """Last month, this week; that year and the following day count from the last date told."""
    word, unit = expression.word or "", expression.unit or ""
    found = _base(story, word, unit)
    if found is None:
        return None
    days = _stepped(found.days, _STEPS.get(word, 0), unit)
    return found._replace(days=part_of(days, expression.part)) if days else None


def _base(story: Story, word: str, unit: str) -> Found | None:
    """From which date a pointing word counts: publication, or the last date told."""
    told = Found(story.told.days, story.told.ground, Basis.NEARBY) if story.told else None
    now = Found(story.now, Ground.RELATIVE, Basis.PUBLICATION) if story.now else None
    if word in {"THAT", "SAME", "FOLLOWING", "PREVIOUS"} or (word == "NEXT" and unit == "day"):
        return told
    return (told or now) if word == "THE" else now


def _stepped(base: Days, step: int, unit: str) -> Days | None:
    """The unit so many steps from a date, held to the date itself where that is coarser than the unit."""
    here = period_of(base[0], unit)
    if base[1] > here[1]:
        return base
    there = moved(here[0], step, unit)
    return period_of(there, unit) if there else None


def _share(story: Story, expression: Expression) -> Found | None:
    """Part of a longer time: "the first week of November"; of an event's time nothing is known."""
    if expression.first is not None:
        whole = _days(story, expression.first)
    elif expression.word is not None:
        word, unit = expression.word.split()
        found = _base(story, word, unit)
        days = _stepped(found.days, _STEPS.get(word, 0), unit) if found else None
        whole = found._replace(days=days) if days and found else None
    else:
        return None
    if whole is None or expression.nth is None or expression.unit is None:
        return None
    days = nth_of(whole.days, expression.nth, expression.count or 1, expression.unit)
    return whole._replace(days=days) if days else None


def _span(story: Story, expression: Expression) -> Found | None:
    """Up to the publication date: "the past two weeks", "for two years"."""
    count, unit = expression.count, expression.unit
    if story.now is None or count is None or unit is None or expression.half:
        return None
    hours = unit in {"hour", "minute"}
    if (hours and count < _DAY_HOURS) or (not story.now_is_a_day and (hours or unit == "day")):
        return Found(story.now, Ground.RELATIVE, Basis.PUBLICATION)
    if expression.word in {"NEXT", "FOLLOWING"}:
        there = moved(story.now[1], count, unit)
        return Found((story.now[0], there), Ground.RELATIVE, Basis.PUBLICATION) if there else None
    there = moved(story.now[0], -count, unit)
    return Found((there, story.now[1]), Ground.RELATIVE, Basis.PUBLICATION) if there else None


def _ago(story: Story, expression: Expression) -> Found | None:
    """Back from the publication date, or ahead, "four years ago": no finer than the unit."""
    if story.now is None or expression.unit is None or expression.word == "HALF":
        return None
    if expression.unit in {"minute", "hour"} or (not story.now_is_a_day and expression.unit == "day"):
        return Found(story.now, Ground.RELATIVE, Basis.PUBLICATION)
    low, high = _FEW if expression.count is None else (expression.count, expression.count)
    back, ahead = (low, high) if expression.word == "AHEAD" else (-high, -low)
    first, last = moved(story.now[0], back, expression.unit), moved(story.now[1], ahead, expression.unit)
    if first is None or last is None:
        return None
    return Found(_loosened((first, last), expression.unit), Ground.RELATIVE, Basis.PUBLICATION)


_DECADES_ABOUT: Final = 2  # years to each side that "three decades ago" leaves open
_WEEKS_ABOUT: Final = 3  # "two weeks ago": seven days, that one in the middle


def _loosened(days: Days, unit: str) -> Days:
    """No finer than the unit that was counted in."""
    first, last = days
    if unit in {"year", "month"}:
        return period_of(first, unit)[0], period_of(last, unit)[1]
    if unit in {"week", "fortnight"} and first == last:
        return off(first, -_WEEKS_ABOUT), off(last, _WEEKS_ABOUT)
    if unit in {"decade", "century"}:
        a, b = year_of(first)[0], year_of(last)[1]
        return a.replace(year=a.year - _DECADES_ABOUT), b.replace(year=b.year + _DECADES_ABOUT)
    return days


def _shift(story: Story, expression: Expression) -> Found | None:
    """Counted from the last date told: "four days later"."""
    told = story.told
    if told is None or (expression.word == "AFTER" and not _goes_on(story, told, expression)):
        return None
    return _shift_from(expression, Found(told.days, told.ground, Basis.NEARBY))


def _anniversary(story: Story, expression: Expression) -> Found | None:
    """The same part of another year as the date told last, else as the publication date."""
    unit, from_now = expression.unit or "day", expression.word in _FROM_NOW
    base = _base(story, "SAME", unit)
    if base is None or (from_now and not _fits(base.days, unit)):
        base = _base(story, "THIS", unit)
    if base is None or not _fits(base.days, unit):
        return None
    year = _year_meant(story, expression, base.days[0].year)
    there = moved(base.days[0], year - base.days[0].year, "year") if year else None
    return base._replace(days=period_of(there, unit)) if there else None


_FROM_NOW: Final = frozenset({"LAST", "AGO", "NEXT"})


def _fits(days: Days, unit: str) -> bool:
    """Whether days lie in one unit."""
    return days[1] <= period_of(days[0], unit)[1]


def _year_meant(story: Story, expression: Expression, told: int) -> int | None:
    """The year that an anniversary names, counted from the publication date or from the year told."""
    if expression.first is not None:
        return expression.first.year
    from_now = expression.word in _FROM_NOW
    if expression.count is None or (from_now and story.now is None):
        return None
    back = expression.word in {"LAST", "AGO", "PREVIOUS", "EARLIER"}
    start = story.now[0].year if from_now and story.now else told
    return start - expression.count if back else start + expression.count


def _goes_on(story: Story, told: Told, expression: Expression) -> bool:
    """Whether "after seven days of fighting" counts from the date told: a day, in an earlier sentence.

    In one sentence ("on Thursday, after a week of losses") the time has already passed on that date.
    """
    day = told.days[0] == told.days[1] and expression.unit in {"day", "week"}
    return day and sentence_ends(story.text, told.start, expression.start)


def _shift_from(expression: Expression, base: Found | None) -> Found | None:
    if base is None or expression.count is None or expression.unit is None or expression.half:
        return None
    days = base.days
    count = -expression.count if expression.word == "EARLIER" else expression.count
    if days[0] != days[1] and expression.unit in {"day", "hour"} and expression.count <= _HELD:
        return base
    first, last = moved(days[0], count, expression.unit), moved(days[1], count, expression.unit)
    if first is None or last is None:
        return None
    coarse = expression.unit in {"month", "year"}
    there = _loosened((first, last), expression.unit) if coarse else (first, last)
    return base._replace(days=there, basis=Basis.NEARBY)


def _clock(story: Story, expression: Expression) -> Found | None:
    """A time of day, on the day told last when that is in the same paragraph."""
    told = story.told
    if told is None or told.days[0] != told.days[1]:
        return None
    if story.text.find("\n\n", told.start, expression.start) >= 0:
        return None
    return Found(told.days, told.ground, Basis.NEARBY)


def _nothing(_story: Story, _expression: Expression) -> Found | None:
    return None


_RULES: Final[dict[Shape, Callable[[Story, Expression], Found | None]]] = {
    Shape.CALENDAR: _calendar,
    Shape.DEICTIC: _deictic,
    Shape.PERIOD: _period,
    Shape.SHARE: _share,
    Shape.SPAN: _span,
    Shape.AGO: _ago,
    Shape.SHIFT: _shift,
    Shape.ANNIVERSARY: _anniversary,
    Shape.LASTING: _span,
    Shape.DURATION: _nothing,
    Shape.SET: _nothing,
    Shape.CLOCK: _clock,
}
