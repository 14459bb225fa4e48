"""The shapes of dates: patterns over token classes, and which of their matches are dates indeed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from sourcebook.find.dates_guards import is_date
from sourcebook.find.dates_shapes import (
    POINTING,
    Calendar,
    Expression,
    Shape,
    Tokens,
    bare,
    count_of,
    names,
    part_in,
    read_calendar,
    unit_of,
)
from sourcebook.find.dates_words import CODES, NAME_OF


def _pattern(words: str, **macros: str) -> str:
    """A pattern written in class names, with macros in braces, as one over the classes' codes."""
    filled = words.format(**macros)
    coded = re.sub(r"(?<!\(\?)\b[A-Z]+\b", lambda found: CODES[found[0]], filled)
    return re.sub(r"\s+", "", coded)


_POINT = f"(?:{'|'.join(sorted(POINTING))})"
_M: Final = {
    "mon": "(?:MONTH|MABBR)",
    "dow": "(?:WEEKDAY|WABBR)",
    "day": "(?:DAYNUM|ORDINAL)",
    "unit": "(?:UNIT|YR)",
    "sep": "(?:DASH|TO|UNTIL|AND)",
    "point": _POINT,
    "ofyear": f"(?:COMMA?OF?THE?{_POINT}YR|LAST)",
    "part": "(?:THE?(?:EARLY|LATE|MID)DASH?(?:IN|OF|ON)?THE?|THE?(?:START|END)OF THE?)",
    "num": "(?:NUMBER(?:DASH?NUMBER)?|DAYNUM|YEAR|AN?VAGUE OF?|AN|HALF AN)",
}
_M["full"] = (
    "(?:{dow} COMMA? THE?)? (?:{mon} THE? {day} | {day} OF? {mon}) (?:COMMA? (?:YEAR|{ofyear}) | OF YEAR)?"
).format(**_M)
_M["cal"] = (
    "{part}? (?:{full} | ISO | SLASH | {mon} (?:COMMA|OF)? YEAR | {point}? {mon} {ofyear}? | DECADE | YEAR"
    " | {point}? SEASON (?:(?:OF|COMMA)? YEAR | OF? {ofyear})?"
    " | {point}? {dow} DAYPART? (?:{point} UNIT | LAST)?)"
).format(**_M)
_RULES: Final = {
    "month_days": "(?P<a1>(?:{dow}COMMA?)? {mon} THE? {day}) (?P<s1>{sep}) THE? (?P<b1>{day}(?!OF?{mon})(?:COMMA?YEAR)?)",
    "days_month": "(?P<a2>{dow}? {day}) (?P<s2>{sep}) THE? (?P<b2>{dow}? {day} OF? {mon} (?:COMMA? YEAR)?)",
    "short_year": "(?P<a3>YEAR) (?P<s3>DASH) (?P<b3>DAYNUM|NUMBER)(?!DASH)",
    "two": "(?P<a4>{cal}) (?P<s4>{sep}) THE? (?P<b4>{cal})",
    "deictic": "TODAY DAYPART? | (?:LAST|THIS) DAYPART",
    "span": "(?:LAST|PAST|NEXT|PREVIOUS|RECENT|FOLLOWING) (?:ABOUT|MORE)? (?:{num}|VAGUE OF?) {unit} | RECENT {unit}",
    "period": "(?:{part}|(?:LATER|EARLIER) IN? THE?)? {point} (?:{unit}|DAYPART) | {part} THE? {unit}",
    "ago": "(?:ABOUT|MORE)* (?:{num}|VAGUE OF?)? {unit} AGO",
    "shift": "(?:ABOUT|MORE)* (?:{num}|VAGUE OF?)? MORE? {unit} (?:LATER|EARLIER|AFTER)",
    "after": "AFTER (?:ABOUT|MORE)? {num} MORE? {unit}",
    "one": "{cal}",
    "lasting": "FOR (?:ABOUT|THE|LAST|PAST)* {num} {unit}",
    "duration": "(?:{num}|VAGUE OF?) DASH? {unit}",
}
_GRAMMAR: Final = re.compile("|".join(f"(?P<{name}>{_pattern(rule, **_M)})" for name, rule in _RULES.items()))
_PAIRS: Final = {"month_days": 1, "days_month": 2, "short_year": 3, "two": 4}


def expressions(text: str, tokens: Tokens) -> Iterator[Expression]:
    """Date expressions of a run of tokens, in order and apart from each other.

    Args:
        text: the whole report.
        tokens: its tokens around words of dates.
    """
    codes, at = "".join(token.code for token in tokens), 0
    while found := _GRAMMAR.search(codes, at):
        rule = found.lastgroup or ""
        before, run, after = (
            tokens[: found.start()],
            tokens[found.start() : found.end()],
            tokens[found.end() :],
        )
        at = found.end()
        if rule in _PAIRS:
            expression, at = _pair(text, tokens, found, _PAIRS[rule])
        elif rule == "one":
            expression = _single(text, before, run, after)
        else:
            expression = _BUILDERS[rule](text, before, run, after)
        if expression is not None:
            yield expression
        elif at == found.end():
            at = found.start() + 1


def _border(before: Tokens) -> str | None:
    """The word before a date that opens its interval, or makes it approximate."""
    kinds = names(before[-3:])
    while kinds and kinds[-1] in {"THE", "OF"}:
        kinds.pop()
    if kinds and kinds[-1] in {"SINCE", "UNTIL", "ABOUT"}:
        return kinds[-1]
    return None


def _single(text: str, before: Tokens, run: Tokens, after: Tokens) -> Expression | None:
    calendar = read_calendar(run)
    if calendar is None or not is_date(calendar, text, before, run, after):
        return None
    return Expression(
        start=calendar.start, end=calendar.end, shape=Shape.CALENDAR, first=calendar, border=_border(before)
    )


def _pair(text: str, tokens: Tokens, found: re.Match[str], number: int) -> tuple[Expression | None, int]:
    """Two dates with a word or dash between: one interval, or the first of a list."""
    a, s, b = (slice(*found.span(f"{group}{number}")) for group in "asb")
    before = tokens[: found.start()]
    first, last = read_calendar(tokens[a]), read_calendar(tokens[b])
    alone = _single(text, before, tokens[a], tokens[a.stop :]), a.stop
    if first is None or last is None or (number == 4 and alone[0] is None):
        return alone
    first, last = _completed(first, last, tokens[b][0].value if number == 3 else None)
    listed = NAME_OF[tokens[s.start].code] == "AND" and "BETWEEN" not in names(before[-2:])
    if listed and not _adjacent(first, last):
        start = replace(first, start=first.start, end=first.end)
        kept = Expression(
            start=first.start, end=first.end, shape=Shape.CALENDAR, first=start, border=_border(before)
        )
        return kept, s.stop if number != 1 else found.end()
    whole = Expression(
        start=first.start,
        end=last.end,
        shape=Shape.CALENDAR,
        first=first,
        last=last,
        border=_border(before),
    )
    return whole, found.end()


def _completed(first: Calendar, last: Calendar, short: int | None) -> tuple[Calendar, Calendar]:
    """Both dates with what only the other says: the month, the year, the century."""
    if short is not None and first.year is not None:
        year = first.year // 100 * 100 + short
        if year <= first.year and 1 <= short <= 12:
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
        return last.decade - first.decade == 10
    if first.day and last.day:
        return first.month == last.month and last.day - first.day == 1
    if first.month and last.month and not (first.day or last.day):
        return (last.month - first.month) % 12 == 1
    return False


def _deictic(_text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression:
    words = " ".join(token.text.lower() for token in run)
    return Expression(start=run[0].start, end=run[-1].end, shape=Shape.DEICTIC, unit="day", word=words)


def _span(_text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression | None:
    kinds = names(run)
    count = count_of(run[1:]) if len(run) > 2 else None
    return Expression(
        start=run[0].start,
        end=run[-1].end,
        shape=Shape.SPAN,
        count=count,
        unit=unit_of(run[-1]),
        word=kinds[0],
    )


def _period(_text: str, before: Tokens, run: Tokens, after: Tokens) -> Expression | None:
    run = bare(run)
    kinds = names(run)
    daypart = kinds[-1] == "DAYPART"
    if not daypart and run[-1].text.lower().endswith("s"):
        return None  # "the last days", "these years"
    unit = "day" if daypart else unit_of(run[-1])
    word = next((kind for kind in kinds if kind in POINTING), "THE")
    dated = part_in(run)
    if word == "THE" and (unit == "day" or "DASH" in kinds):
        return None  # "at the end of the day", "mid-week"
    if (
        word == "THAT"
        and before
        and names(before[-1:]) == ["WORD"]
        and before[-1].text.lower() in {"said", "says"}
    ):
        return None
    shape = Shape.SPAN if word == "PAST" else Shape.PERIOD
    count = 1 if word == "PAST" else None
    return Expression(
        start=run[0].start, end=run[-1].end, shape=shape, unit=unit, word=word, part=dated, count=count
    )


def _ago(_text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression | None:
    run = bare(run)
    return Expression(
        start=run[0].start,
        end=run[-1].end,
        shape=Shape.AGO,
        count=count_of(run),
        unit=unit_of(run[-2]),
        word="HALF" if "HALF" in names(run) else "AGO",
    )


def _shift(_text: str, before: Tokens, run: Tokens, after: Tokens) -> Expression | None:
    kinds = names(run)
    last = run[-1].text.lower()
    ahead = names(after[:1])
    singular = not run[-2].text.lower().endswith("s")
    numbered = len(run) > 2
    count = count_of(run) if numbered else (1 if singular else None)
    free = (
        last in {"before", "after"}
        and bool(ahead)
        and ahead[0] in {"THE", "WORD", "AN", "POSS", "THAT", "THIS", "MONTH", "NUMBER"}
    )
    start = bare(run)[0].start
    if not numbered and singular and names(before[-1:]) != ["THE"] and kinds[0] not in {"ABOUT", "MORE"}:
        return None
    return Expression(
        start=start,
        end=run[-1].end,
        shape=Shape.SHIFT,
        count=count,
        unit=unit_of(run[-2]),
        word="EARLIER" if kinds[-1] == "EARLIER" else "LATER",
        unanchored=free,
    )


def _after(_text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression | None:
    return Expression(
        start=run[0].start,
        end=run[-1].end,
        shape=Shape.SHIFT,
        count=count_of(run[1:]),
        unit=unit_of(run[-1]),
        word="LATER",
    )


_PERFECT: Final = re.compile(r"\b(?:has|have)\b|[’'](?:ve|s been)\b")


def _lasting(text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression | None:
    kinds = names(run)
    sentence = re.split(r"[.!?\n]", text[max(0, run[0].start - 160) : run[0].start])[-1]
    if "PAST" in kinds or "LAST" in kinds:
        shape = Shape.SPAN
    else:
        shape = Shape.LASTING if _PERFECT.search(sentence) else Shape.DURATION
    start = bare(run)[0].start
    return Expression(
        start=start, end=run[-1].end, shape=shape, count=count_of(run[1:]), unit=unit_of(run[-1]), word="PAST"
    )


def _duration(_text: str, _before: Tokens, run: Tokens, _after: Tokens) -> Expression | None:
    return Expression(
        start=run[0].start,
        end=run[-1].end,
        shape=Shape.DURATION,
        count=count_of(run),
        unit=unit_of(run[-1]),
    )


_Builder = Callable[[str, Tokens, Tokens, Tokens], Expression | None]
_BUILDERS: Final[dict[str, _Builder]] = {
    "deictic": _deictic,
    "span": _span,
    "period": _period,
    "ago": _ago,
    "shift": _shift,
    "after": _after,
    "lasting": _lasting,
    "duration": _duration,
}
