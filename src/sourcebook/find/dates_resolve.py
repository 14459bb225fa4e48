"""Which days are meant: one rule for each shape of expression, told the publication date and what was said before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from sourcebook.find.dates_calendar import Days, days_of, moved, part_of, period_of, week_of, year_of
from sourcebook.find.dates_shapes import Calendar, Expression, Shape
from sourcebook.model.when import Ground, When

_FUTURE: Final = re.compile(
    r"\b(?:will|shall|is to|are to|due|scheduled|planned|expected|would)\b[^.;!?\n]{0,60}$"
)
_FEW: Final = (2, 6)  # "a few days": the schema's few_days, 2 to 6


@dataclass(slots=True)
class Resolver:
    """Walks through a report's expressions in order and remembers the last date told.

    Attributes:
        text: the whole report.
        published: the publication date; None reads the text as a narrative with no now.
        stated: the report's dates that give their own year, in order of place.
        anchor: days and ground of the last date told.
    """

    text: str
    published: When | None
    stated: Sequence[Calendar]
    anchor: tuple[Days, Ground] | None = None
    now: Days | None = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.published.closed if self.published else None

    def resolve(self, expression: Expression) -> When | None:
        """The interval meant; None when nothing in the report says which."""
        found = _RULES[expression.shape](self, expression)
        if found is None:
            return None
        (first, last), ground = found
        if first > last:
            return None
        if self._told(expression):
            self.anchor = found
        return self._bordered(When.of_days(first, last, ground=ground), expression.border)

    def _told(self, expression: Expression) -> bool:
        """Whether later words may count from this date: not from today, nor from a span that ends today."""
        if expression.shape is Shape.DEICTIC:
            return "today" not in (expression.word or "")
        return expression.shape in {Shape.CALENDAR, Shape.SHIFT, Shape.PERIOD} and not expression.border

    def _bordered(self, when: When, border: str | None) -> When:
        if border == "SINCE" and when.first is not None:
            last = self.now[1] if self.now else None
            return when.onward(last if last and last >= when.first else None)
        if border == "UNTIL":
            return when.up_to()
        if border == "ABOUT" and "/" not in when.edtf:
            return replace(when, edtf=f"{when.edtf}~")
        return when

    @property
    def now_is_a_day(self) -> bool:
        """Whether the publication date is known to the day."""
        return self.now is not None and self.now[0] == self.now[1]

    def future(self, start: int) -> bool:
        """Whether the words just before speak of what is to come."""
        return _FUTURE.search(self.text, max(0, start - 90), start) is not None


_Found = tuple[Days, Ground] | None


def _calendar(resolver: Resolver, expression: Expression) -> _Found:
    first = _days(resolver, expression.first) if expression.first else None
    if expression.last is None or first is None:
        return first
    last_calendar = expression.last
    if last_calendar.year is None and last_calendar.decade is None and last_calendar.weekday is None:
        last_calendar = replace(last_calendar, year=first[0][0].year)
    last = _days(resolver, last_calendar)
    if last is None or last[0][1] < first[0][0]:
        return first
    return (first[0][0], last[0][1]), first[1]


def _days(resolver: Resolver, calendar: Calendar) -> _Found:
    """Days of one calendar date."""
    if calendar.year is not None or calendar.decade is not None:
        days = days_of(calendar, calendar.year or 0)
        return (days, Ground.STATED) if days else None
    if calendar.weekday is not None and calendar.month is None:
        return _weekday(resolver, calendar)
    if calendar.day is not None and calendar.month is None:
        return None
    for rule in (_pointed, _same_day_elsewhere, _year_of_sentence, _near_now, _near_told):
        found = rule(resolver, calendar)
        if found is not None:
            return found
    return None


def _in_years(calendar: Calendar, years: Sequence[int]) -> list[Days]:
    return [days for year in years if 0 < year < 9998 and (days := days_of(calendar, year))]  # noqa: PLR2004


def _pointed(resolver: Resolver, calendar: Calendar) -> _Found:
    """ "Last December", "June last year", "October of that year"."""
    word = calendar.word or calendar.of
    if word is None:
        return None
    told = word in {"THAT", "SAME", "FOLLOWING", "PREVIOUS"}
    base = resolver.anchor[0] if told and resolver.anchor else None if told else resolver.now
    ground = resolver.anchor[1] if told and resolver.anchor else Ground.RELATIVE
    if base is None:
        return None
    year = base[0].year
    if (
        calendar.of
        and calendar.of not in {"LAST", "PAST"}
        or calendar.of
        and not _only_last(resolver.text, calendar)
    ):
        step = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}.get(word, 0)
        options = _in_years(calendar, [year + step])
    elif word in {"LAST", "PAST", "PREVIOUS"}:
        options = [days for days in _in_years(calendar, [year, year - 1]) if days[1] < base[0]]
    elif word in {"NEXT", "FOLLOWING"}:
        options = [days for days in _in_years(calendar, [year, year + 1]) if days[0] > base[1]]
    else:
        options = _in_years(calendar, [year])
    return (options[0], ground) if options else None


def _only_last(text: str, calendar: Calendar) -> bool:
    """Whether it is "December last" and not "December last year"."""
    return text[calendar.start : calendar.end].lower().endswith("last")


def _same_day_elsewhere(resolver: Resolver, calendar: Calendar) -> _Found:
    """The year of the same day where the report gives it in full; of several, the nearest in the text."""
    if not (calendar.month and calendar.day):
        return None
    same = [c for c in resolver.stated if (c.month, c.day) == (calendar.month, calendar.day)]
    if not same:
        return None
    nearest = min(same, key=lambda c: abs(c.start - calendar.start))
    options = _in_years(calendar, [nearest.year or 0])
    return (options[0], Ground.STATED) if options else None


def _year_of_sentence(resolver: Resolver, calendar: Calendar) -> _Found:
    """The year named by itself earlier in the sentence: "In 2006 ... on 12 July"."""
    before = [c for c in resolver.stated if c.end <= calendar.start and c.month is None and c.day is None]
    if not before or re.search(r"[.!?]\s|\n", resolver.text[before[-1].end : calendar.start]):
        return None
    options = _in_years(calendar, [before[-1].year or 0])
    return (options[0], Ground.STATED) if options else None


def _near_now(resolver: Resolver, calendar: Calendar) -> _Found:
    """The nearest to the publication date that does not lie after it, unless the words speak of the future."""
    if resolver.now is None:
        return None
    year = resolver.now[1].year
    if resolver.future(calendar.start):
        ahead = [days for days in _in_years(calendar, range(year, year + 9)) if days[1] >= resolver.now[0]]
        return (ahead[0], Ground.RELATIVE) if ahead else None
    past = [days for days in _in_years(calendar, range(year, year - 9, -1)) if days[0] <= resolver.now[1]]
    return (past[0], Ground.RELATIVE) if past else None


def _near_told(resolver: Resolver, calendar: Calendar) -> _Found:
    """In a narrative: the nearest to the last date told, or else to the next one that gives its year."""
    if resolver.anchor is not None:
        base = resolver.anchor[0][0]
    else:
        ahead = [c for c in resolver.stated if c.year and not c.decade]
        days = days_of(ahead[0], ahead[0].year or 0) if ahead else None
        if days is None:
            return None
        base = days[0]
    options = _in_years(calendar, [base.year - 1, base.year, base.year + 1])
    if not options:
        return None
    best = min(options, key=lambda days: _distance(days, base))
    return best, Ground.STATED


def _distance(days: Days, base: date) -> float:
    """Days between, a story's way forward counting less than its way back."""
    gap = (days[0] - base).days
    return gap * 0.7 if gap >= 0 else -gap


def _weekday(resolver: Resolver, calendar: Calendar) -> _Found:
    """The nearest past such weekday; with a publication month alone, that month."""
    word = calendar.word
    if word in {"FOLLOWING", "THAT", "SAME", "PREVIOUS"} or resolver.now is None:
        return _weekday_told(resolver, calendar)
    if not resolver.now_is_a_day:
        return resolver.now, Ground.RELATIVE
    day = resolver.now[0]
    ahead = (calendar.weekday or 0) - day.weekday()
    if calendar.of in {"LAST", "NEXT", "THIS"} and not _only_last(resolver.text, calendar):
        found = week_of(day)[0] + timedelta(
            days=(calendar.weekday or 0) + {"LAST": -7, "NEXT": 7}.get(calendar.of, 0)
        )
    elif word == "NEXT" or (word in {None, "THIS"} and resolver.future(calendar.start)):
        found = day + timedelta(days=ahead % 7 or 7)
    elif word in {"LAST", "PAST"}:
        found = day - timedelta(days=-ahead % 7 or 7)
    else:
        found = day - timedelta(days=-ahead % 7)
    return (found, found), Ground.RELATIVE


def _weekday_told(resolver: Resolver, calendar: Calendar) -> _Found:
    if resolver.anchor is None or calendar.word is None or resolver.anchor[0][0] != resolver.anchor[0][1]:
        return None
    (day, _), ground = resolver.anchor
    ahead = (calendar.weekday or 0) - day.weekday()
    step = {"FOLLOWING": ahead % 7 or 7, "PREVIOUS": -(-ahead % 7 or 7)}.get(calendar.word, ahead % 7)
    found = day + timedelta(days=step)
    return (found, found), ground


def _deictic(resolver: Resolver, expression: Expression) -> _Found:
    if resolver.now is None:
        return None
    if not resolver.now_is_a_day:
        return resolver.now, Ground.RELATIVE
    word, day = expression.word or "", resolver.now[0]
    if word == "overnight":
        return (day - timedelta(days=1), day), Ground.RELATIVE
    step = -1 if word.startswith(("yesterday", "last")) else 1 if word.startswith("tomorrow") else 0
    return (day + timedelta(days=step),) * 2, Ground.RELATIVE


def _period(resolver: Resolver, expression: Expression) -> _Found:
    word, unit = expression.word or "", expression.unit or ""
    told = word in {"THAT", "SAME", "FOLLOWING", "PREVIOUS", "THE"} or (word == "NEXT" and unit == "day")
    if not told and resolver.now is None:
        return None
    base, ground = (resolver.now, Ground.RELATIVE) if not told else (resolver.anchor or (None, Ground.STATED))
    if base is None and word == "THE":
        base, ground = resolver.now, Ground.RELATIVE
    if base is None:
        return None
    step = {"LAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}.get(word, 0)
    return _stepped(base, step, unit, ground, expression)


def _stepped(base: Days, step: int, unit: str, ground: Ground, expression: Expression) -> _Found:
    """The unit so many steps from a date, held to the date itself where that is coarser than the unit."""
    here = period_of(base[0], unit)
    if base[0] < here[0] or base[1] > here[1]:
        return base, ground
    there = moved(here[0], step, unit)
    if there is None:
        return None
    return part_of(period_of(there, unit), expression.part), ground


def _span(resolver: Resolver, expression: Expression) -> _Found:
    """ "The past two weeks": ends with the publication date."""
    if resolver.now is None or expression.count is None or expression.unit is None:
        return None
    ahead = expression.word in {"NEXT", "FOLLOWING"}
    if expression.unit in {"hour", "minute"} and expression.count < 24:
        return resolver.now, Ground.RELATIVE
    if not resolver.now_is_a_day and expression.unit in {"hour", "day", "minute"}:
        return resolver.now, Ground.RELATIVE
    there = moved(resolver.now[0], expression.count if ahead else -expression.count, expression.unit)
    if there is None:
        return None
    return (
        (resolver.now[0], max(there, resolver.now[1])) if ahead else (there, resolver.now[1])
    ), Ground.RELATIVE


def _ago(resolver: Resolver, expression: Expression) -> _Found:
    """ "Four years ago": the year, month, week or day, no finer than the unit."""
    if resolver.now is None or expression.unit is None or expression.word == "HALF":
        return None
    if expression.unit in {"minute", "hour"} or (not resolver.now_is_a_day and expression.unit in {"day"}):
        return resolver.now, Ground.RELATIVE
    low, high = _FEW if expression.count is None else (expression.count, expression.count)
    first, last = (
        moved(resolver.now[0], -high, expression.unit),
        moved(resolver.now[1], -low, expression.unit),
    )
    if first is None or last is None:
        return None
    return _loosened((first, last), expression.unit), Ground.RELATIVE


def _loosened(days: Days, unit: str) -> Days:
    """No finer than the unit that was counted in."""
    first, last = days
    if unit == "year":
        return year_of(first)[0], year_of(last)[1]
    if unit == "month":
        return period_of(first, "month")[0], period_of(last, "month")[1]
    if unit in {"week", "fortnight"} and first == last:
        return first - timedelta(days=3), last + timedelta(days=3)
    if unit in {"decade", "century"}:
        return year_of(first.replace(year=first.year - 2, day=1))[0], year_of(
            last.replace(year=last.year + 2, day=1)
        )[1]
    return days


def _shift(resolver: Resolver, expression: Expression) -> _Found:
    """ "Four days later": counted from the last date told."""
    if (
        resolver.anchor is None
        or expression.unanchored
        or expression.count is None
        or expression.unit is None
    ):
        return None
    base, ground = resolver.anchor
    count = -expression.count if expression.word == "EARLIER" else expression.count
    if base[0] != base[1] and expression.unit in {"day", "hour"} and expression.count <= 7:
        return base, ground
    first, last = moved(base[0], count, expression.unit), moved(base[1], count, expression.unit)
    if first is None or last is None:
        return None
    days = first, last
    return (_loosened(days, expression.unit) if expression.unit in {"month", "year"} else days), ground


def _lasting(resolver: Resolver, expression: Expression) -> _Found:
    """ "Has held it for two years": up to the publication date."""
    return _span(resolver, expression)


def _nothing(_resolver: Resolver, _expression: Expression) -> _Found:
    return None


_RULES: Final[dict[Shape, Callable[[Resolver, Expression], _Found]]] = {
    Shape.CALENDAR: _calendar,
    Shape.DEICTIC: _deictic,
    Shape.PERIOD: _period,
    Shape.SPAN: _span,
    Shape.AGO: _ago,
    Shape.SHIFT: _shift,
    Shape.LASTING: _lasting,
    Shape.DURATION: _nothing,
}
