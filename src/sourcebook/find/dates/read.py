"""Dates in a report's words, each as an interval with its precision and its ground."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from sourcebook.find.dates.grammar import expressions
from sourcebook.find.dates.resolve import resolve
from sourcebook.find.dates.shapes import Expression, Shape
from sourcebook.find.dates.words import tokens, windows
from sourcebook.find.dates.years import Story
from sourcebook.model.text import Mention, MentionKind, Span
from sourcebook.model.when import When

_BETWEEN: Final = re.compile(r"[\s,(–-]*(?:in|on|around|back in)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date expression and what it means.

    Attributes:
        expression: as written.
        when: the interval meant; None when nothing in the report says which.
    """

    expression: Expression
    when: When | None


def find_dates(text: str, *, published: When | None) -> list[Mention]:
    """Dates named in a report.

    Args:
        text: the report's words.
        published: its publication date, from which "yesterday" and a bare "in October" are counted; None
            reads the text as a narrative, in which a bare month takes its year from the dates around it.

    Returns:
        Mentions in order, none overlapping another. `when` is None where a date is named but not to be known.
        A mere length of time ("for two weeks") is no date.
    """
    return [
        Mention(
            span=Span(start=dated.expression.start, end=dated.expression.end),
            kind=MentionKind.DATE,
            when=dated.when,
        )
        for dated in read_dates(text, published=published)
        if dated.expression.shape is not Shape.DURATION
    ]


def read_dates(text: str, *, published: When | None) -> list[Dated]:
    """Date expressions and lengths of time in a report, with what each says before it is resolved.

    Args:
        text: the report's words.
        published: its publication date; see `find_dates`.
    """
    found = [e for start, end in windows(text) for e in expressions(text, tokens(text, start, end))]
    stated = [
        calendar
        for expression in found
        for calendar in (expression.first, expression.last)
        if calendar is not None and calendar.year is not None
    ]
    story = Story(text=text, published=published, stated=stated)
    dated = [
        Dated(expression=e, when=resolve(story, e, behind=_behind(text, e, after)))
        for e, after in zip(found, [*found[1:], None], strict=False)
    ]
    return _with_clashes(text, dated, story.now)


def _behind(text: str, expression: Expression, after: Expression | None) -> Expression | None:
    """The calendar date right behind an expression that counts from one: "two days before 5 May"."""
    if not expression.of_event or after is None or after.shape is not Shape.CALENDAR:
        return None
    return after if text[expression.end : after.start].strip().lower() in {"", "the", "to"} else None


def _with_clashes(text: str, dated: Sequence[Dated], now: tuple[date, date] | None) -> list[Dated]:
    """Tell both dates when "four years ago, in January 2020" does not add up."""
    told = list(dated)
    for at, (ago, beside) in enumerate(pairwise(dated)):
        if now is None or ago.expression.shape is not Shape.AGO or beside.when is None or ago.when is None:
            continue
        gap = text[ago.expression.end : beside.expression.start]
        if beside.expression.shape is Shape.CALENDAR and _BETWEEN.fullmatch(gap):
            words = _clash(text, ago.expression, beside.when, now)
            if words:
                told[at] = replace(ago, when=replace(ago.when, clash=words))
                told[at + 1] = replace(beside, when=replace(beside.when, clash=words))
    return told


_UNIT_DAYS: Final = {"week": 7.0, "month": 30.4, "year": 365.25}


def _clash(text: str, ago: Expression, stated: When, now: tuple[date, date]) -> str | None:
    """What disagrees; None when the two are within three quarters of a unit, as rounding would leave them."""
    if stated.first is None or stated.last is None or ago.count is None or ago.unit not in _UNIT_DAYS:
        return None
    middles = [
        first.toordinal() + (last - first).days / 2 for first, last in (now, (stated.first, stated.last))
    ]
    off = round(abs(abs(middles[0] - middles[1]) / _UNIT_DAYS[ago.unit] - ago.count) + 0.25)
    if off == 0:
        return None
    units = ago.unit if off == 1 else f"{ago.unit}s"
    words = text[ago.start : ago.end]
    return (
        f"{words!r}, counted from the publication date, disagrees with {stated.edtf} by about {off} {units}"
    )
