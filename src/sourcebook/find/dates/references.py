"""Words that point into time without naming a date: now, former, recently, daily, at night."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sourcebook.find.dates.days import Days
from sourcebook.find.dates.timex_values import (
    FUTURE,
    PAST,
    PRESENT,
    Setting,
    Tagged,
    amount,
    masked,
    year_value,
)


class Reference(NamedTuple):
    """Where such a word stands and what it says.

    Attributes:
        start: offset of its first character.
        end: offset after its last.
        says: its type and value; None when it says the same as the date told before it.
        season: the season in the year of the date told before it.
    """

    start: int
    end: int
    says: Tagged | None
    season: str | None = None

    def tagged(self, told: Days | None, setting: Setting) -> Tagged:
        """Type and value.

        Args:
            told: the days of the date before it.
            setting: how the report is read.
        """
        if self.says is not None:
            return self.says
        if self.season is not None:
            return Tagged("DATE", f"{year_value(told[0].year, setting) if told else 'XXXX'}-{self.season}")
        return Tagged("DATE", masked(told, "day", setting))


# In news as TIMEX3 marks them; in a history as TIMEX2, which marks adjectives too.
_PRESENT: Final = r"right now|now|nowadays|currently|these days|at present|at the moment|the time being"
_PAST: Final = r"recently|(?<=\bin )the past|the recent past"
_FUTURE: Final = r"the (?:near )?future"
_NEWS: Final = {
    "PRESENT": _PRESENT,
    "PAST": rf"{_PAST}|at the time(?! of)",
    "FUTURE": _FUTURE,
}
_HISTORY: Final = {
    "PRESENT": rf"{_PRESENT}|current|present[- ]day|modern[- ]day|(?<=\bto )date\b(?! from)|this time",
    "PAST": rf"{_PAST}|former(?!,)|recent(?! (?:days|weeks|months|years|decades))",
    "FUTURE": rf"{_FUTURE}|future",
}
_SETS: Final = {
    "daily": "XXXX-XX-XX",
    "everyday": "XXXX-XX-XX",
    "nightly": "XXXX-XX-XXTNI",
    "hourly": "XXXX-XX-XXTXX",
    "weekly": "XXXX-WXX",
    "monthly": "XXXX-XX",
    "annually": "XXXX",
    "yearly": "XXXX",
}
_SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_SAME: Final = (
    r"that time|the same time|(?<=\bat )the time(?! of| when| that|ly)|(?:this|that|the same) period"
)
_VAGUE: Final = "minutes|hours|days|weeks|months|years|decades|centuries"
_SOME: Final = (
    rf"(?P<SOME>{_VAGUE})(?P<STEP> (?:later|earlier|before|afterwards)\b)?"
    r"|(?P<WHOLE>day|week|month|year|decade)-?long"
)
_REST: Final = {
    False: rf"(?P<SET>{'|'.join(_SETS)})|(?P<NIGHT>(?<=\bat )night(?!-)|night-time)|{_SOME}",
    True: rf"(?P<SET>{'|'.join(_SETS)})|(?P<NIGHT>night-time|nights?)|(?P<DAYTIME>daytime)|{_SOME}"
    rf"|(?P<SEASON>(?<!arab )(?<!prague )(?:{'|'.join(_SEASONS)}))|(?P<SAME>{_SAME})",
}


def _all(words: dict[str, str], rest: str) -> re.Pattern[str]:
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.items())
    return re.compile(rf"\b(?:{named}|{rest})\b", re.IGNORECASE)


_WORDS: Final = {False: _all(_NEWS, _REST[False]), True: _all(_HISTORY, _REST[True])}


def references(text: str, setting: Setting) -> Iterator[Reference]:
    """References in a text, in order.

    Args:
        text: the report's words.
        setting: how it is read.
    """
    for found in _WORDS[setting.history].finditer(text):
        kind = found.lastgroup or ""
        if kind in {"SOME", "STEP"}:
            yield _some(found, setting)
        elif kind == "WHOLE":
            length = amount(1, found[kind].lower(), setting)
            yield Reference(found.start(), found.end(), Tagged("DURATION", length))
        elif kind == "SEASON":
            yield Reference(found.start(), found.end(), None, _SEASONS[found[kind].lower()])
        else:
            yield Reference(found.start(), found.end(), _said(kind, found[kind].lower()))


def _said(kind: str, word: str) -> Tagged | None:
    """What a word says by itself; None for "that time"."""
    if kind == "SET":
        return Tagged("SET", _SETS[word])
    if kind in {"NIGHT", "DAYTIME"}:
        return Tagged("TIME", f"XXXX-XX-XXT{'NI' if kind == 'NIGHT' else 'DT'}")
    return {"PRESENT": PRESENT, "PAST": PAST, "FUTURE": FUTURE}.get(kind)


def _some(found: re.Match[str], setting: Setting) -> Reference:
    """ "weeks": so many as one likes; "weeks later": some day to come."""
    unit = {"centuries": "century"}.get(found["SOME"].lower(), found["SOME"].lower().removesuffix("s"))
    if found["STEP"] and setting.history:
        value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX")
        return Reference(found.start(), found.end(), Tagged("DATE", value))
    return Reference(found.start(), found.end("SOME"), Tagged("DURATION", amount(None, unit, setting)))
