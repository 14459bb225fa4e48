"""Dates in a report's words, each as an interval with its precision and its ground."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from sourcebook.find.dates.days import Days
from sourcebook.find.dates.grammar import expressions
from sourcebook.find.dates.mode import is_history, stated_in
from sourcebook.find.dates.resolve import resolve
from sourcebook.find.dates.shapes import Expression, Shape
from sourcebook.find.dates.words import is_ancient, tokens, windows
from sourcebook.find.dates.years import Basis, Story
from sourcebook.model.text import Mention, MentionKind, Span
from sourcebook.model.when import When

_BETWEEN: Final = re.compile(r"[\s,(–-]*(?:in|on|around|back in)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date expression and what it means.

    Attributes:
        expression: as written.
        when: the interval meant; None when nothing in the report says which.
        days: the days meant, also where no interval can be given: as told in a history, or before our era (a year
            n BC stands as 9001 - n).
        basis: from what they were counted.
        told: the date told before it.
    """

    expression: Expression
    when: When | None
    days: Days | None = None
    basis: Basis | None = None
    told: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The date expressions of a report.

    Attributes:
        history: whether it was read as a history, whose dates are counted from one another.
        ancient: whether it names years before our era.
        found: in order, none overlapping another; lengths of time and what comes again are among them.
    """

    history: bool
    ancient: bool
    found: list[Dated]


_NO_DATE: Final = frozenset({Shape.DURATION, Shape.SET})


def find_dates(text: str, *, published: When | None) -> list[Mention]:
    """Dates named in a report.

    Args:
        text: the report's words.
        published: its publication date, from which "yesterday" and a bare "in October" are counted; None
            reads the text as a history, in which a bare month takes its year from the dates around it.

    Returns:
        Mentions in order, none overlapping another. `when` is None where a date is named but not to be known.
        A mere length of time ("for two weeks"), what comes again ("every Friday") and a time of day on no known
        day are no dates.
    """
    return [
        Mention(
            span=Span(start=dated.expression.start, end=dated.expression.end),
            kind=MentionKind.DATE,
            when=dated.when,
        )
        for dated in read_dates(text, published=published).found
        if dated.expression.shape not in _NO_DATE
        and (dated.when is not None or dated.expression.shape is not Shape.CLOCK)
    ]


def read_dates(text: str, *, published: When | None) -> Dates:
    """Date expressions, lengths of time and what comes again, with what each says before it is resolved.

    Args:
        text: the report's words.
        published: its publication date; see `find_dates`. A text that tells a history is read as one all the same.
    """
    ancient = is_ancient(text)
    found = [
        expression
        for start, end in windows(text, ancient=ancient)
        for expression in expressions(text, tokens(text, start, end, ancient=ancient))
    ]
    history = is_history(found, published)
    story = Story(
        text=text, published=None if history else published, stated=stated_in(found), ancient=ancient
    )
    dated = [
        _dated(story, expression, behind=_behind(text, expression, after))
        for expression, after in zip(found, [*found[1:], None], strict=False)
    ]
    return Dates(history=history, ancient=ancient, found=_with_clashes(text, dated, story.now))


def _dated(story: Story, expression: Expression, *, behind: Expression | None) -> Dated:
    told = story.told.days if story.told else None
    read = resolve(story, expression, behind=behind)
    if read is None:
        return Dated(expression=expression, when=None, told=told)
    return Dated(
        expression=expression, when=read.when, days=read.found.days, basis=read.found.basis, told=told
    )


_ON: Final = re.compile(r"[^.;!?\n]{0,24}\b(?:on|of)\s+$|,?\s+$")  # "5:30 a.m. local time on"


def _behind(text: str, expression: Expression, after: Expression | None) -> Expression | None:
    """The date right behind an expression that counts from one: "two days before 5 May", "8 p.m. on Friday"."""
    if after is None or after.shape not in {Shape.CALENDAR, Shape.DEICTIC}:
        return None
    if expression.shape is Shape.CLOCK:
        return after if _ON.fullmatch(text[expression.end : after.start]) else None
    if not expression.of_event or after.shape is not Shape.CALENDAR:
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
