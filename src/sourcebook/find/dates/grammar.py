"""The shapes of dates: patterns over token classes, and which of their matches are dates indeed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sourcebook.find.dates.guards import is_date, naming_of
from sourcebook.find.dates.shapes import (
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
from sourcebook.find.dates.words import CODES, Token


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
    "unit": "(?:UNIT|YR|HOURS|WEEKEND)",
    "sep": "(?:DASH|TO|UNTIL|AND)",
    "point": _POINT,
    "ofyear": f"(?:COMMA?OF?THE?{_POINT}YR|LAST)",
    "part": "(?:THE?(?:EARLY|LATE|MID)DASH?(?:IN|OF|ON)?THE?|THE?(?:START|END)OF THE?)",
    "hour": "(?:EARLY?(?:DAYPART HOURS?|HOURS)(?:OF|ON)THE?)",
    "num": "(?:(?:NUMBER|DAYNUM)AND AN HALF|NUMBER(?:DASH?NUMBER)?|DAYNUM|YEAR|AN?VAGUE OF?|AN|HALF AN)",
    "rough": "(?:ABOUT|MORE)*",
}
_M["full"] = (
    "(?:{dow} COMMA? THE?)? (?:{mon} THE? {day} | {day} OF? {mon}) (?:COMMA? (?:YEAR|{ofyear}) | OF YEAR)?"
).format(**_M)
_M["cal"] = (
    "(?:{part}|{hour})? (?:{full} | ISO | SLASH | DECADE | YEAR"
    " | {mon} (?:COMMA|OF)? YEAR | {point}? {mon} {ofyear}?"
    " | {point}? SEASON (?:(?:OF|COMMA)? YEAR | OF? {ofyear})?"
    " | {point}? {dow} DAYPART? (?:{point} UNIT | LAST)?)"
).format(**_M)
_RULES: Final = {
    "month_days": "(?P<a1>(?:{dow}COMMA?)? {mon} THE? {day}) (?P<s1>{sep})"
    " THE? (?P<b1>{day}(?!OF?{mon})(?:COMMA?YEAR)?)",
    "days_month": "(?P<a2>{dow}? {day}) (?P<s2>{sep}) THE? (?P<b2>{dow}? {day} OF? {mon} (?:COMMA? YEAR)?)",
    "short_year": "(?P<a3>YEAR) (?P<s3>DASH) (?P<b3>DAYNUM|NUMBER)(?!DASH)",
    "two": "(?P<a4>{cal}) (?P<s4>{sep}) THE? (?P<b4>{cal})",
    "share": "(?:LAST|ORDINAL|LATTER) (?:{num}? {unit}|HALF) OF"
    " (?:(?P<whole>THE? {cal} | THE? {point} {unit} | THE {unit}) | THE)?",
    "one": "{cal}",
    "deictic": "TODAY DAYPART? | (?:LAST|THIS) DAYPART",
    "span": "(?:LAST|PAST|NEXT|PREVIOUS|RECENT|FOLLOWING) {rough} (?:{num}|VAGUE OF?) {unit} | RECENT {unit}",
    "period": "(?:{part}|(?:LATER|EARLIER) IN? THE?)? {point} (?:{unit}|DAYPART)"
    " | {part} THE? {unit} | (?:LATER|EARLIER) IN THE {unit} | THE WEEKEND",
    "ago": "{rough} (?:{num}|VAGUE OF?)? {unit} AGO",
    "shift": "{rough} (?:{num}|VAGUE OF?)? MORE? {unit} (?:LATER|EARLIER|AFTER|ON(?=COMMA|BREAK))",
    "after": "AFTER {rough} {num} MORE? {unit}",
    "lasting": "FOR (?:ABOUT|MORE|THE|LAST|PAST)* {num} {unit}(?!AGO|LATER|EARLIER|AFTER)",
    "duration": "(?:{num}|VAGUE OF?) DASH? {unit}",
}
_NO_START: Final = _pattern("(?!WORD|BREAK|COMMA|OF|AND|TO|IN|ON|POSS|OPEN|CLOSE|DASH|APOS|CLOCK|BY)")
_GRAMMAR: Final = re.compile(
    f"{_NO_START}(?:{'|'.join(f'(?P<{name}>{_pattern(rule, **_M)})' for name, rule in _RULES.items())})"
)
_PAIRS: Final = {"month_days": 1, "days_month": 2, "short_year": 3, "two": 4}
_MONTHS, _DECADE = 12, 10
_NEAR: Final = 6  # tokens to each side that the guards may look at


def expressions(text: str, tokens: Tokens) -> Iterator[Expression]:
    """Date expressions of a run of tokens, in order and apart from each other.

    Args:
        text: the whole report.
        tokens: its tokens around words of dates.
    """
    codes, at = "".join(token.code for token in tokens), 0
    while found := _GRAMMAR.search(codes, at):
        match = Match(text=text, tokens=tokens, found=found)
        expression, at = _read(match)
        if expression is not None:
            border = match.border if expression.shape is not Shape.DURATION else None
            yield replace(expression, border=border) if border else expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A run of tokens that fits a rule, with its surroundings.

    Attributes:
        text: the whole report.
        tokens: the tokens of the window.
        found: where the rule fits; its offsets count tokens.
    """

    text: str
    tokens: Tokens
    found: re.Match[str]

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.found.lastgroup or ""

    @property
    def run(self) -> Tokens:
        """The tokens that fit."""
        return self.tokens[self.found.start() : self.found.end()]

    @property
    def before(self) -> Tokens:
        """Some tokens before."""
        return self.tokens[max(0, self.found.start() - _NEAR) : self.found.start()]

    @property
    def after(self) -> Tokens:
        """Some tokens after."""
        return self.tokens[self.found.end() : self.found.end() + _NEAR]

    @property
    def border(self) -> str | None:
        """The word before that opens the interval, or makes it approximate."""
        kinds = names(self.before)
        while kinds and kinds[-1] in {"THE", "OF"}:
            kinds.pop()
        return kinds[-1] if kinds and kinds[-1] in {"SINCE", "UNTIL", "ABOUT"} else None


def _read(match: Match) -> tuple[Expression | None, int]:
    """What a match says, and the token at which to go on."""
    start, end = match.found.span()
    if match.rule in _PAIRS:
        return _pair(match, _PAIRS[match.rule])
    expression = _BUILDERS[match.rule](match)
    return expression, end if expression else start + 1


def _single(match: Match, where: tuple[int, int]) -> Expression | None:
    """One calendar date, when it is one in this place."""
    start, end = where
    run, after = match.tokens[start:end], match.tokens[end : end + _NEAR]
    calendar = read_calendar(run)
    if calendar is None or not is_date(calendar, match.tokens[max(0, start - _NEAR) : start], run, after):
        return None
    naming = naming_of(calendar, after)
    first = replace(calendar, naming=naming) if naming else calendar
    return Expression(start=first.start, end=first.end, shape=Shape.CALENDAR, first=first)


def _pair(match: Match, number: int) -> tuple[Expression | None, int]:
    """Two dates with a word or dash between: one interval, or the first of a list."""
    a, s, b = (match.found.span(f"{group}{number}") for group in "asb")
    alone = _single(match, a)
    first, last = read_calendar(match.tokens[slice(*a)]), read_calendar(match.tokens[slice(*b)])
    joined = names(match.tokens[slice(*s)])[0]
    if (
        first is None
        or last is None
        or not (alone or number in {1, 2, 3} or (joined == "DASH" and _years(first, last)))
    ):
        return alone, a[1] if alone else a[0] + 1
    first, last = _completed(
        first, last, match.tokens[b[0]].value if number == _PAIRS["short_year"] else None
    )
    if joined == "AND" and "BETWEEN" not in names(match.before[-2:]) and not _adjacent(first, last):
        return Expression(start=first.start, end=first.end, shape=Shape.CALENDAR, first=first), s[1]
    return Expression(start=first.start, end=last.end, shape=Shape.CALENDAR, first=first, last=last), b[1]


def _years(first: Calendar, last: Calendar) -> bool:
    """Whether two bare years follow on one another."""
    return first.year is not None and last.year is not None and first.year < last.year and not first.month


def _completed(first: Calendar, last: Calendar, short: int | None) -> tuple[Calendar, Calendar]:
    """Both dates with what only the other says: the month, the year, the century."""
    if short is not None and first.year is not None:
        year = first.year // 100 * 100 + short
        if year <= first.year and 1 <= short <= _MONTHS:
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
        return last.decade - first.decade == _DECADE
    if first.day and last.day:
        return first.month == last.month and last.day - first.day == 1
    if first.month and last.month and not (first.day or last.day):
        return (last.month - first.month) % 12 == 1
    return False


def _made(
    run: Tokens, shape: Shape, unit: str, *, word: str | None = None, count: int | None = None
) -> Expression:
    return Expression(start=run[0].start, end=run[-1].end, shape=shape, unit=unit, word=word, count=count)


def _plural(token: Token) -> bool:
    return token.text.lower().endswith("s")


def _deictic(match: Match) -> Expression:
    return _made(match.run, Shape.DEICTIC, "day", word=" ".join(token.text.lower() for token in match.run))


def _span(match: Match) -> Expression:
    run = match.run
    return _made(run, Shape.SPAN, unit_of(run[-1]), word=names(run)[0], count=count_of(run[1:]))


def _period(match: Match) -> Expression | None:
    run = bare(match.run)
    kinds = names(run)
    daypart = kinds[-1] == "DAYPART"
    if not daypart and _plural(run[-1]):
        return None  # "the last days", "these years"
    unit = "day" if daypart else unit_of(run[-1])
    word = next((kind for kind in kinds if kind in POINTING), "THE")
    if word == "NEXT" and names(match.before[-1:]) == ["THE"]:
        word = "FOLLOWING"  # "the next month" belongs to the story, "next month" to the day of writing
    if kinds[-1] == "WEEKEND" and len(kinds) == 1:
        word = "LAST"  # "over the weekend"
    if word == "THE" and (("DASH" in kinds) or (unit in {"day", "hour"} and "IN" not in kinds)):
        return None  # "at the end of the day", "mid-week"
    shape, count = (Shape.SPAN, 1) if word == "PAST" else (Shape.PERIOD, None)
    return replace(_made(run, shape, unit, word=word, count=count), part=part_in(run))


_SOME: Final = 6  # "the last days of May": the most that the schema calls few


def _share(match: Match) -> Expression:
    """Part of a longer time: "the first ten months of 1915", "the second half of the year"."""
    whole = match.found.span("whole")
    kinds = names(match.run)
    said = next(n for n, kind in enumerate(kinds) if kind in {"UNIT", "YR", "HOURS", "WEEKEND", "HALF"})
    run = match.run if whole[0] >= 0 else match.run[: said + 1]
    nth = run[0].value if kinds[0] == "ORDINAL" else 2 if kinds[said] == "HALF" else -1
    unit = "half" if kinds[said] == "HALF" else unit_of(run[said])
    counted = count_of(run[1:said]) or (_SOME if _plural(run[said]) else 1)
    made = _made(run, Shape.SHARE, unit, count=counted)
    inside = match.tokens[slice(*whole)] if whole[0] >= 0 else ()
    if not inside:
        return replace(made, nth=nth)
    if names(inside)[-1] in {"UNIT", "YR", "HOURS", "WEEKEND"}:
        return replace(made, nth=nth, word=f"{names(bare(inside[:-1]))[-1]} {unit_of(inside[-1])}")
    return replace(made, nth=nth, first=read_calendar(inside))


def _ago(match: Match) -> Expression:
    run = bare(match.run)
    word = "HALF" if "HALF" in names(run) else "AGO"
    return _made(run, Shape.AGO, unit_of(run[-2]), word=word, count=count_of(run[:-2]))


_EVENT_FOLLOWS: Final = frozenset(
    {"THE", "WORD", "AN", "POSS", "THAT", "THIS", "TO", "MONTH", "MABBR", "NUMBER", "DAYNUM"}
)


def _shift(match: Match) -> Expression | None:
    """A step: "four days later", "the day before"; without a number only in the singular, after "the"."""
    run, kinds = bare(match.run), names(match.run)
    of_event = run[-1].text.lower() in {"before", "after", "prior"} and not _EVENT_FOLLOWS.isdisjoint(
        names(match.after[:1])
    )
    word = "EARLIER" if kinds[-1] == "EARLIER" else "LATER"
    counted = count_of(run[:-2])
    if len(run) == len(("day", "before")) and not _plural(run[0]):
        if names(match.before[-1:]) != ["THE"]:
            return None
        counted = 1
    if of_event and counted is None:
        return _made(run, Shape.DURATION, unit_of(run[-2]))
    return replace(_made(run, Shape.SHIFT, unit_of(run[-2]), word=word, count=counted), of_event=of_event)


def _after(match: Match) -> Expression:
    return _made(match.run, Shape.SHIFT, unit_of(match.run[-1]), word="AFTER", count=count_of(match.run[1:]))


_PERFECT: Final = re.compile(r"\b(?:has|have)\b|[’'](?:ve|s been)\b")
_SENTENCE: Final = 160  # characters of a sentence before "for two years" in which its verb is looked for


def _lasting(match: Match) -> Expression:
    """Up to now: "has held it for two years"; without a perfect tense a mere duration."""
    run, kinds = bare(match.run), names(match.run)
    shape = Shape.SPAN
    if "PAST" not in kinds and "LAST" not in kinds:
        before = match.text[max(0, run[0].start - _SENTENCE) : run[0].start]
        told = _PERFECT.search(re.split(r"[.!?\n]", before)[-1])
        shape = Shape.LASTING if told else Shape.DURATION
    return _made(run, shape, unit_of(run[-1]), word="PAST", count=count_of(run))


def _duration(match: Match) -> Expression | None:
    if match.after and match.after[0].text.lower() == "old":
        return None
    return _made(match.run, Shape.DURATION, unit_of(match.run[-1]), count=count_of(match.run))


_BUILDERS: Final[dict[str, Callable[[Match], Expression | None]]] = {
    "one": lambda match: _single(match, match.found.span()),
    "deictic": _deictic,
    "span": _span,
    "period": _period,
    "share": _share,
    "ago": _ago,
    "shift": _shift,
    "after": _after,
    "lasting": _lasting,
    "duration": _duration,
}
