"""The shapes of dates: patterns over token classes, and which of their matches are dates indeed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sourcebook.find.dates.calendars import SHORT_YEAR, bare_day, pair, several, single
from sourcebook.find.dates.match import Match
from sourcebook.find.dates.relative import (
    read_after,
    read_ago,
    read_anniversary,
    read_clock,
    read_deictic,
    read_duration,
    read_lasting,
    read_period,
    read_set,
    read_share,
    read_shift,
    read_span,
)
from sourcebook.find.dates.shapes import POINTING, Expression, Shape, Tokens
from sourcebook.find.dates.words import CODES


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
    "yr": "(?:YEAR ERA?|(?:NUMBER|DAYNUM) ERA)",
    "unit": "(?:UNIT|YR|HOURS|WEEKEND|CENT)",
    "sep": "(?:DASH|TO|UNTIL|AND)",
    "point": _POINT,
    "ofyear": f"(?:COMMA?OF?THE?{_POINT}YR|LAST)",
    "part": "(?:THE?(?:EARLY|LATE|MID)DASH?(?:IN|OF|ON)?THE?|THE?(?:START|END)OF THE?"
    "|THE?(?:EARLY|LATTER|LATE)PART OF THE?)",
    "hour": "(?:EARLY?(?:DAYPART HOURS?|HOURS|DAYPART)(?:OF|ON)THE?)",
    "num": "(?:(?:NUMBER|DAYNUM)AND AN? HALF|NUMBER(?:DASH NUMBER)?|DAYNUM|YEAR|AN?VAGUE OF?|AN|HALF AN)",
    "rough": "(?:ABOUT|MORE)*",
}
_M["full"] = (
    "(?:{dow} COMMA? THE?)? (?:{mon} THE? {day}(?!ERA) | {day} OF? {mon})"
    " (?:COMMA? (?:{yr}|{ofyear}) | OF {yr})?"
).format(**_M)
_M["cal"] = (
    "(?:{part}|{hour}|(?:LATER|EARLIER)IN(?=YEAR)|REST OF(?=YEAR))? (?:{full} | ISO | SLASH | DECADE ERA?"
    " | (?:NUMBER DASH)? ORDINAL DASH? CENT ERA?"
    " | YEAR SEASON | {yr} | {mon} (?:COMMA|OF)? {yr} | {point}? {mon} {ofyear}?"
    " | {point}? SEASON (?:(?:OF|COMMA)? {yr} | OF? {ofyear})?"
    " | {point}? HOLIDAY DAYPART? (?:(?:OF|IN|COMMA)? {yr} | OF? {ofyear})?"
    " | ORDINAL DASH? QUARTER (?:OF? (?:{yr}|{ofyear}))? | LAST QUARTER OF (?:{yr}|{ofyear})"
    " | {point}? {dow} DAYPART? (?:{point} UNIT | LAST)?)"
).format(**_M)
_RULES: Final = {
    "month_days": "(?P<a1>(?:{dow}COMMA?)? {mon} THE? {day}) (?P<s1>{sep})"
    " THE? (?P<b1>{day}(?!OF?{mon})(?:COMMA?YEAR)?)",
    "days_month": "(?P<a2>{dow}? {day}) (?P<s2>{sep}) THE? (?P<b2>{dow}? {day} OF? {mon} (?:COMMA? YEAR)?)",
    "short_year": "(?P<a3>YEAR) (?P<s3>DASH) (?P<b3>DAYNUM|NUMBER)(?!DASH)",
    "two": "(?P<a4>{cal}) COMMA? (?P<s4>{sep}) THE? (?P<b4>{cal})",
    "month_list": "{mon} {day} (?:COMMA {day})+ (?:COMMA? AND {day}) (?:COMMA? YEAR)?",
    "list_month": "{day} (?:COMMA {day})+ COMMA? AND {day} OF? {mon} (?:COMMA? YEAR)?",
    "share": "(?:LAST|ORDINAL|LATTER) (?:{num}? {unit}|HALF) OF"
    " (?:(?P<whole>THE? {cal} | THE? {point} {unit} | THE {unit}) | THE)?",
    "set": "EVERY (?:{num}|OTHER|ORDINAL)? (?:{unit}|{dow} DAYPART?|DAYPART|{mon}|SEASON|HOLIDAY)"
    " | PER {unit} | WEEKDAYS DAYPART?",
    "anniversary": "SAME (?:{unit}|QUARTER) (?:(?:IN|OF)? YEAR | (?:IN|OF)? THE? (?:LAST|PREVIOUS|FOLLOWING|NEXT) YR"
    " | {num} {unit} (?:AGO|EARLIER|LATER|AFTER))",
    "one": "{cal}",
    "clock": "TIME",
    "deictic": "TODAY DAYPART? | UNIT (?:EARLIER|AFTER) TODAY | (?:LAST|THIS) DAYPART",
    "span": "(?:LAST|PAST|NEXT|PREVIOUS|RECENT|FOLLOWING) {rough} (?:{num}|VAGUE OF?) {unit}"
    " | (?:RECENT|NEXT|FOLLOWING|PREVIOUS|PAST|LAST) {unit} | {num} (?:PREVIOUS|FOLLOWING|PAST|LAST) {unit}",
    "period": "(?:{part}|(?:LATER|EARLIER) IN? THE?)? {point} (?:{unit}|QUARTER(?!DASH)|DAYPART)"
    " | {part} THE? {unit} | (?:LATER|EARLIER) IN THE {unit} | REST OF THE {unit} | THE WEEKEND"
    " | {unit} POSS END",
    "ago": "{rough} (?:{num}|VAGUE OF?)? {unit} DASH? AGO | {rough} (?:{num}|VAGUE OF?) {unit} FROM NOW",
    "shift": "{rough} (?:{num}|VAGUE OF?)? MORE? {unit} (?:LATER|EARLIER|AFTER|ON(?=COMMA|BREAK))",
    "after": "AFTER {rough} {num} MORE? {unit}",
    "lasting": "FOR (?:ABOUT|MORE|THE|LAST|PAST)* {num} {unit}(?!AGO|LATER|EARLIER|AFTER)",
    "day": "ORDINAL",
    "duration": "(?:{num}|VAGUE OF?) DASH? {unit} | (?:NUMBER|DAYNUM) WORD (?:UNIT|HOURS|CENT)",
}
_NO_START: Final = _pattern("(?!WORD|BREAK|COMMA|OF|AND|TO|IN|ON|POSS|OPEN|CLOSE|DASH|APOS|CLOCK|BY|ERA)")
_GRAMMAR: Final = re.compile(
    f"{_NO_START}(?:{'|'.join(f'(?P<{name}>{_pattern(rule, **_M)})' for name, rule in _RULES.items())})"
)
_PAIRS: Final = {"month_days": 1, "days_month": 2, "short_year": SHORT_YEAR, "two": 4}


def expressions(text: str, tokens: Tokens) -> Iterator[Expression]:
    """Date expressions of a run of tokens, in order and apart from each other.

    Args:
        text: the whole report.
        tokens: its tokens around words of dates.
    """
    codes, at = "".join([token.code for token in tokens]), 0
    while found := _GRAMMAR.search(codes, at):
        match = Match(text=text, tokens=tokens, found=found)
        several, at = _read(match)
        for expression in several:
            border = match.border if expression.shape not in _NO_DATE else None
            yield replace(expression, border=border) if border else expression


_NO_DATE: Final = frozenset({Shape.DURATION, Shape.SET, Shape.CLOCK})  # none of them opens an interval


def _read(match: Match) -> tuple[Sequence[Expression], int]:
    """What a match says, and the token at which to go on."""
    start, end = match.found.span()
    if match.rule in _PAIRS:
        return pair(match, _PAIRS[match.rule])
    if match.rule in {"month_list", "list_month"}:
        return several(match), end
    expression = _BUILDERS[match.rule](match)
    return ([expression], end) if expression else ((), start + 1)


_BUILDERS: Final[dict[str, Callable[[Match], Expression | None]]] = {
    "one": lambda match: single(match, match.found.span()),
    "deictic": read_deictic,
    "span": read_span,
    "period": read_period,
    "share": read_share,
    "ago": read_ago,
    "anniversary": read_anniversary,
    "shift": read_shift,
    "after": read_after,
    "set": read_set,
    "clock": read_clock,
    "lasting": read_lasting,
    "duration": read_duration,
    "day": bare_day,
}
