"""From where to where does a TIMEX annotation go? TIMEX2 takes more words than TIMEX3."""

import re
from typing import Final, NamedTuple

from sourcebook.find.dates.read import Dated
from sourcebook.find.dates.shapes import Calendar, Expression, Shape
from sourcebook.find.dates.timex_values import Setting
from sourcebook.find.dates.words import NUMBERS

_BACK: Final = 40  # characters before an expression in which its article and its qualifiers may stand
_ARTICLE: Final = re.compile(r"\b[Tt]he\s+$")
_POINTER: Final = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+$")  # "this past weekend", "that same morning"
_QUALIFIED: Final = re.compile(
    r"(?:\b(?:[Jj]ust|[Oo]nly|[Aa]bout|[Nn]early|[Aa]lmost|[Rr]oughly|[Aa]pproximately|[Oo]ver|[Uu]nder|[Aa]round"
    r"|[Ss]ome|[Aa]nother|[Cc]lose to|[Mm]ore than|[Ll]ess than|[Aa]t least|[Aa]t most|[Uu]p to|[Aa] mere)\s+)+$"
)
_THE_QUALIFIED: Final = re.compile(rf"{_ARTICLE.pattern}|{_QUALIFIED.pattern}")
_ABOUT_A_DATE: Final = re.compile(r"\b(?:ca?\.|circa|about|around)\s*$")
_THE_YEAR: Final = re.compile(r"\b(?:[Tt]he\s+)?[Yy]ears?\s+$")
_LONG: Final = re.compile(r"(?:[- ](?:long|old)\b|\s+of age\b)")
_ITS_ARTICLE: Final = re.compile(r"an?\s+(?=\S)", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"(?:after|for|over)\s+(?=\S)", re.IGNORECASE)
_ROUGHLY: Final = re.compile(
    r"(?:(?:after|for|over|just|only|about|around|nearly|almost|roughly|some|under|more)\s+)+(?=\S)",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\s+of\s+(?:[^\W\d][\w’'-]*\s+){0,5}?[^\W\d][\w’'-]*(?=[,.;:)])")
_POINTING: Final = re.compile(r"(?:\S+\s)?(?:following|coming|previous|past|last|next)\b", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\d\d?(?:st|nd|rd|th)\b")
_QUANTITIES: Final = frozenset({Shape.DURATION, Shape.LASTING, Shape.SHIFT})


def extent(text: str, where: tuple[int, int], dated: Dated, setting: Setting) -> tuple[int, int]:
    """From where to where an annotation goes.

    Args:
        text: the report's words.
        where: of the expression, or of one of its two dates.
        dated: the expression.
        setting: how the report is read.
    """
    e = dated.expression
    start, end = where
    before_it = _PREPOSITION if setting.history else _ROUGHLY
    leading = before_it.match(text, start, end) if e.shape is not Shape.CALENDAR else None
    start = leading.end() if leading else start
    if (
        e.shape is Shape.DURATION
        and text.startswith("-long", end)
        and (own := _ITS_ARTICLE.match(text, start))
    ):
        start = own.end()  # "a week-long talk"
    before = text[max(0, start - _BACK) : start]
    if e.shape is Shape.DURATION and _POINTING.match(text, start, end):
        left = _ARTICLE.search(before)
    elif e.shape is Shape.CALENDAR:
        left = _before_a_date(text, (start, end), e, before, setting)
    elif e.shape in _QUANTITIES and setting.history:
        left = (_THE_QUALIFIED if e.shape is Shape.SHIFT else _QUALIFIED).search(before)
    elif e.shape in {Shape.SET, Shape.CLOCK, Shape.DURATION, Shape.LASTING}:
        left = None
    else:
        left = (_ARTICLE if e.shape is Shape.DEICTIC else _POINTER).search(before)
    return (start - len(left[0]) if left else start), _end(text, (start, end), e, setting)


def _end(text: str, where: tuple[int, int], e: Expression, setting: Setting) -> int:
    start, end = where
    if e.shape is Shape.DURATION and text.startswith("-long", end):
        return end + len("-long")
    if not setting.history:
        if e.shape in {Shape.SHIFT, Shape.DURATION} and (cut := _cut(text, start, end, e)):
            return cut
        return end + 1 if text[end : end + 1] in {"'", "’"} and text[end - 1 : end] == "s" else end
    if e.shape is Shape.DURATION and (longer := _LONG.match(text, end)):
        end = longer.end()
    if _is_length(e) and (of := _OF.match(text, end)):
        end = of.end()
    return end


def _is_length(e: Expression) -> bool:
    """Whether it is a length of time, so that "of" tells with what it was filled: "ten days of rain"."""
    if e.shape in {Shape.DURATION, Shape.LASTING}:
        return True
    return (e.shape is Shape.SHARE and e.first is None) or (e.shape is Shape.SHIFT and e.word == "AFTER")


_STEP: Final = re.compile(r"\s+(?:before|after|prior|earlier|later)$", re.IGNORECASE)


def _cut(text: str, start: int, end: int, e: Expression) -> int | None:
    """Without its last word where that governs what follows: "a month earlier than usual", "the day before he"."""
    step = _STEP.search(text, start, end)
    return step.start() if step and (e.of_event or e.shape is Shape.DURATION) else None


_FOLLOWING: Final = re.compile(
    r"\s*(?:$|[^\w\s]|(?:of|and|or|to|in|on|the|when|was|were|had|with|by|at|after|before|until|as|is|are|he|they|it"
    r"|that|which|from|for)\b|\n)"
)
_OWN: Final = (
    "rest",
    "end",
    "start",
    "beginning",
    "outset",
    "middle",
    "close",
    "latter",
    "early part",
    "late part",
)


def _before_a_date(
    text: str, where: tuple[int, int], e: Expression, before: str, setting: Setting
) -> re.Match[str] | None:
    calendar = e.first if e.last is None or (e.first and e.first.start == where[0]) else e.last
    if calendar is None:
        return None
    if _has_article(text, calendar, where):
        return _ARTICLE.search(before)
    if not setting.history:
        return None
    bare_year = calendar.year and not (calendar.month or calendar.season)
    return _ABOUT_A_DATE.search(before) or (_THE_YEAR.search(before) if bare_year else None)


def _has_article(text: str, calendar: Calendar, where: tuple[int, int]) -> bool:
    """Whether "the" before a calendar date is its own: of "the 5th of May", not of "the 1941 campaign"."""
    start, end = where
    if calendar.decade is not None or text[start:end].lower().startswith(_OWN):
        return True
    if _ORDINAL.match(text, start):
        return True
    if calendar.season and (calendar.year is not None or calendar.of is not None):
        return True
    counted = (
        calendar.century,
        calendar.season,
        calendar.quarter,
        calendar.day,
        calendar.weekday,
        calendar.word,
    )
    return any(said is not None for said in counted) and _FOLLOWING.match(text, end) is not None


class Counted(NamedTuple):
    """The first number of two that share a unit: "twelve to eighteen months"."""

    start: int
    end: int
    number: int


_FIRST: Final = re.compile(rf"\b(\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?:to|and|or)\s+$", re.IGNORECASE)


def first_of_two(text: str, start: int) -> Counted | None:
    """The number before a length of time that shares its unit.

    Args:
        text: the report's words.
        start: where the length of time begins.
    """
    found = _FIRST.search(text, max(0, start - _BACK), start)
    if found is None:
        return None
    word = found[1].lower()
    return Counted(found.start(1), found.end(1), int(word) if word.isdigit() else NUMBERS[word])
