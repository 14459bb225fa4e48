"""The dates of a report as TIMEX3 annotations, for measuring against corpora and for other programs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sourcebook.find.dates.read import Dated, Dates, read_dates
from sourcebook.find.dates.references import references
from sourcebook.find.dates.shapes import Shape
from sourcebook.find.dates.timex_extent import extent, first_of_two
from sourcebook.find.dates.timex_values import Setting, Tagged, amount, calendar_value, value_of
from sourcebook.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A TIMEX3 annotation.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        type: DATE, TIME, DURATION or SET.
        value: as ISO-TimeML writes it: 2024-12-08, 2024-W49, P2W, 2013-SP, PRESENT_REF, BC0490 ...
        dated: the date expression that it is of; None for a mere reference ("now").
    """

    start: int
    end: int
    type: str
    value: str
    dated: Dated | None = None


def timexes(text: str, *, published: When | None) -> list[Timex]:
    """TIMEX3 annotations of a text, in order and apart from each other.

    Args:
        text: the report's words.
        published: its publication date; see `read_dates`.
    """
    return annotated(text, read_dates(text, published=published))


def annotated(text: str, dates: Dates) -> list[Timex]:
    """TIMEX3 annotations of date expressions, and of the references around them.

    Args:
        text: the report's words.
        dates: what was read in it.

    Returns:
        News after the conventions of TimeML, a history after those of TIMEX2: there an expression takes its article
        and what qualifies it ("more than two weeks"), and adjectives such as "former" count too. An interval between
        two dates gives both.
    """
    setting = Setting(history=dates.history, ancient=dates.ancient)
    told: list[Timex] = []
    for dated in dates.found:
        for timex in _of(text, dated, setting):
            if told and (one := _one_time(text, told[-1], timex)):
                told[-1] = one
            elif timex.start >= (told[-1].end if told else 0):
                told.append(timex)
    return [timex for timex in _with_references(text, told, setting) if _is_marked(text, timex, setting)]


_OLD: Final = re.compile(r"[- ]olds?\b")
_QUALITY: Final = re.compile(r"\S+\s+([a-z]+)\s+\w+")
_OF_LENGTH: Final = frozenset(
    {"straight", "consecutive", "full", "whole", "long", "short", "more", "of", "solid"}
)


def _is_marked(text: str, timex: Timex, setting: Setting) -> bool:
    """Whether news marks a length of time: not somebody's age ("a 22-year-old"), nor "ten vacation days"."""
    if setting.history or timex.type != "DURATION":
        return True
    quality = _QUALITY.fullmatch(text, timex.start, timex.end) if _is_counted(timex) else None
    return _OLD.match(text, timex.end) is None and (quality is None or quality[1] in _OF_LENGTH)


def _is_counted(timex: Timex) -> bool:
    e = timex.dated.expression if timex.dated else None
    return e is not None and e.shape is Shape.DURATION and (e.count or 0) > 1 and not e.half


_BESIDE: Final = re.compile(r",?\s+")


def _one_time(text: str, before: Timex, after: Timex) -> Timex | None:
    """A time of day and its day right beside it as one: "10 a.m. Thursday", "May 8 1:00 a.m."."""
    clock, day = (before, after) if _is_clock(before) else (after, before)
    if not _is_clock(clock) or day.type != "DATE" or not _names_a_day(day):
        return None
    if not _BESIDE.fullmatch(text[before.end : after.start]):
        return None
    value = f"{day.value}T{clock.value.partition('T')[2]}"
    return Timex(start=before.start, end=after.end, type="TIME", value=value, dated=day.dated)


def _is_clock(timex: Timex) -> bool:
    return timex.dated is not None and timex.dated.expression.shape is Shape.CLOCK


def _names_a_day(timex: Timex) -> bool:
    calendar = timex.dated.expression.first if timex.dated else None
    return calendar is not None and (calendar.day is not None or calendar.weekday is not None)


def _with_references(text: str, told: list[Timex], setting: Setting) -> list[Timex]:
    starts = [timex.start for timex in told]
    more = []
    for reference in references(text, setting):
        at = bisect_left(starts, reference.end)
        if at == 0 or told[at - 1].end <= reference.start:
            before = next((t.dated.days for t in reversed(told[:at]) if t.dated and t.dated.days), None)
            tagged = reference.tagged(before, setting)
            more.append(Timex(start=reference.start, end=reference.end, type=tagged.type, value=tagged.value))
    return sorted([*told, *more], key=lambda timex: timex.start)


def _of(text: str, dated: Dated, setting: Setting) -> Iterator[Timex]:
    e = dated.expression
    if e.first is not None and e.last is not None and e.shape is Shape.CALENDAR:
        for calendar, day in ((e.first, 0), (e.last, 1)):
            days = (dated.days[day], dated.days[day]) if dated.days else None
            tagged = calendar_value(calendar, days, e, setting)
            yield _made(text, (calendar.start, calendar.end), dated, tagged, setting)
        return
    timex = _made(text, (e.start, e.end), dated, value_of(dated, setting), setting)
    two = first_of_two(text, timex.start) if timex.type == "DURATION" else None
    if two is not None:
        value = amount(two.number, e.unit or "day", setting)
        yield Timex(start=two.start, end=two.end, type="DURATION", value=value, dated=dated)
    yield timex


def _made(text: str, where: tuple[int, int], dated: Dated, tagged: Tagged, setting: Setting) -> Timex:
    start, end = extent(text, where, dated, setting)
    return Timex(start=start, end=end, type=tagged.type, value=tagged.value, dated=dated)
