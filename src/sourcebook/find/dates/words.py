"""The words of dates: a cheap search for where one may stand, and the tokens around it, each with a class."""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from sourcebook.find.dates.holidays import NAMES
from sourcebook.find.dates.holidays import PATTERN as HOLIDAYS


def _numbered(words: str, *, start: int = 1) -> dict[str, int]:
    """Words with their numbers; a stroke parts the forms of one."""
    return {form: n for n, forms in enumerate(words.split(), start) for form in forms.split("|")}


MONTHS: Final = _numbered(
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct november|nov december|dec"
)
WEEKDAYS: Final = _numbered(
    "monday|mon tuesday|tues|tue wednesday|wed thursday|thurs|thur|thu friday|fri saturday|sat sunday|sun",
    start=0,
)
NUMBERS: Final = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90} | _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
ORDINALS: Final = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
DECADES: Final = {
    word: 1910 + 10 * n
    for word, n in _numbered("twenties thirties forties fifties sixties seventies eighties nineties").items()
}
SEASONS: Final = {
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
}  # first month, meteorological
UNITS: Final = {"centuries": "century", "yrs": "year", "quarter": "quarter"} | {
    form: unit
    for unit in (
        "minute",
        "hour",
        "day",
        "week",
        "weekend",
        "fortnight",
        "month",
        "year",
        "decade",
        "century",
    )
    for form in (unit, f"{unit}s")
}

# Words of the grammar by class; the class names are those that the patterns of the grammar are written in.
_CLASSES: Final[dict[str, str]] = {
    "TODAY": "today yesterday tomorrow tonight overnight",
    "DAYPART": "morning afternoon evening night dawn dusk noon midday midnight daytime nighttime",
    "LAST": "last",
    "PAST": "past",
    "RECENT": "recent",
    "PREVIOUS": "previous preceding",
    "THIS": "this current",
    "NEXT": "next coming",
    "FOLLOWING": "following",
    "SAME": "same",
    "THAT": "that",
    "AGO": "ago back",
    "EARLIER": "earlier before previously prior",
    "LATER": "later afterwards afterward",
    "EARLY": "early",
    "LATE": "late",
    "MID": "mid middle",
    "START": "start beginning outset",
    "END": "end close",
    "HALF": "half",
    "LATTER": "latter final closing",
    "VAGUE": "few several couple many numerous",
    "AN": "a an",
    "ABOUT": "about around nearly almost roughly approximately circa ca some",
    "MORE": "more further another under only just",
    "OF": "of",
    "THE": "the",
    "ON": "on",
    "IN": "in at during throughout within",
    "FROM": "from",
    "BETWEEN": "between",
    "AND": "and or",
    "TO": "to through thru",
    "UNTIL": "until till",
    "SINCE": "since",
    "BY": "by",
    "FOR": "for over",
    "AFTER": "after",
    "YR": "year",
    "CENT": "century centuries",
    "QUARTER": "quarter",
    "EVERY": "every each",
    "PER": "per",
    "OTHER": "other",
    "REST": "rest remainder",
    "PART": "part",
    "NOW": "now",
    "HOURS": "hour hours",
    "WEEKEND": "weekend weekends",
}
_CLASS_OF: Final = {word: name for name, words in _CLASSES.items() for word in words.split()}
_MARKS: Final = {
    ",": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "(": "OPEN",
    ")": "CLOSE",
    "'": "APOS",
    "’": "APOS",
}

CODES: Final = {
    name: chr(0x100 + number)
    for number, name in enumerate(
        (
            *dict.fromkeys(_CLASS_OF.values()),
            *dict.fromkeys(_MARKS.values()),
            *(
                "MONTH",
                "MABBR",
                "WEEKDAY",
                "WABBR",
                "YEAR",
                "DECADE",
                "ISO",
                "SLASH",
                "CLOCK",
                "DAYNUM",
                "ORDINAL",
            ),
            *("TIME", "ERA", "HOLIDAY", "WEEKDAYS"),
            *("NUMBER", "UNIT", "SEASON", "POSS", "WORD", "BREAK"),
        )
    )
}
BEFORE_OUR_ERA: Final = 9001
"""Python's calendar begins with the year 1. A year n BC is held as 9001 - n, so that years keep their order."""
_OURS: Final = 4500  # a year beyond it is one before our era, in a text that names such years
NAME_OF: Final = {code: name for name, code in CODES.items()}


class Token(NamedTuple):
    """A word, number or mark near a date.

    Attributes:
        code: one character that stands for the class.
        start: offset of the first character in the report.
        end: offset after the last.
        text: the characters.
        value: month, weekday, year, day or number, when the class has one.
    """

    code: str
    start: int
    end: int
    text: str
    value: int = 0


_CORE: Final = re.compile(
    r"""(?<!\w)(?=[0-9'’AaBCcDdEeFfGHhIJjMmNnOoPQqRSsTtVWwYy])(?:
    [12]\d{3}(?!\d) | \d\d?(?:st|nd|rd|th)\b
    | \d{1,4}s?\sB\.?C | \d\d?:\d\d | \d\d?(?:[.:]\d\d)?\s?[aApP]\.?[mM] | \d{4}\s?(?:hrs|hours)
    | \d\d?[/.]\d\d?[/.]\d\d | \d{4}s | ['’]\d\d(?:s|\b)
    | [Jj](?:an|un|ul) | J(?:AN|UN|UL) | [Ff](?:eb|ri|all\b|orties|ifties|ortnight) | F(?:EB|RI)
    | [Mm](?:ar(?:ch|\b)|ay\b|on(?:day|th|\b)|id(?:day|night)|orning|inute) | M(?:AR|AY|ON)
    | [Aa](?:pr|ug|utumn|fternoon) | A(?:PR|UG)
    | [Ss](?:ep|at(?:urday|\b)|un(?:day|\b)|ummer|pring|ixties|eventies) | S(?:EP|AT|UN)
    | [Oo](?:ct|vernight) | OCT | [Nn](?:ov|ight|oon|ineties) | NOV | [Dd](?:ec|ay|awn|usk) | DEC
    | [Tt](?:ue|hu(?:rs|\b)|oday|omorrow|onight|wenties|hirties) | T(?:UE|HU)
    | [Ww](?:ed(?:nesday|\b)|eek|inter) | WED | [Yy](?:ear|esterday) | [Cc]entur | [Hh]our
    | [Ee](?:vening|ighties) | [Qq]uarter
    | (?:"""
    + HOLIDAYS
    + r""")\b
    )""",
    re.VERBOSE,
)
_TOKEN: Final = re.compile(
    r"""(?P<ISO>\d{4}(?:-\d\d-|/\d\d/)\d\d(?!\d)) | (?P<SLASH>\d\d?[/.]\d\d?[/.]\d{4}(?!\d))
    | (?P<DECADE>\d{3}0[’']?s\b|[’']\d0s\b|\d{1,2}0s(?=\sB\.?C\b))
    | (?P<ERA>B\.C\.E\.|B\.C\b\.?|BCE?\b|A\.D\.|C\.E\.|(?:AD|CE)\b) | (?P<HOLIDAY>(?:"""
    + HOLIDAYS
    + r""")\b)
    | (?P<TIME>\d\d?[:.]\d\d\s?[aApP]\.?[mM]\b\.?|\d\d?:\d\d(?:\s?(?:hrs|hours)\b)?(?![:\d])
    |\d\d?\s?(?:[aApP]\.?[mM]\b\.?|o[’']clock\b)
    |[0-2]\d[0-5]\d(?:\s?hrs|\shours)\b)
    | (?P<CLOCK>\d\d?[:.]\d\d(?::\d\d)?(?:\s?[aApP]\.?[mM]\b\.?)?|\d\d?\s?[aApP]\.?[mM]\b\.?)
    | (?P<BIG>\d{1,3}(?:,\d{3})+|\d+\.\d+|[$£€#]\s?\d+) | (?P<ORDINAL>\d\d?(?:st|nd|rd|th)\b)
    | (?P<NUMBER>\d+(?!\w)) | (?P<MABBR>(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)
    | (?P<WABBR>(?i:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?) | (?P<POSS>[’']s\b)
    | (?P<WORD>\w+) | (?P<BREAK>\n\s*\n|[^\s\w]|(?<=[^.\n])\n(?=[^\n]{0,60}\n))""",
    re.VERBOSE,
)
_ANCIENT: Final = re.compile(r"(?:\ds?|[Cc]entury|[Cc]enturies)\s?B\.?C\b")
_CORE_ANCIENT: Final = re.compile(rf"{_CORE.pattern}|(?<![\w,.])[1-9]\d\d(?!\w|,\d)", re.VERBOSE)
_LEFT, _RIGHT = 44, 36  # characters around a core word that its date and its guards may need
_LONGEST_WORD = 40


def before_our_era(year: int) -> int | None:
    """The year before our era that a year of Python's calendar stands for in a text that names such years."""
    return BEFORE_OUR_ERA - year if _OURS <= year < BEFORE_OUR_ERA else None


def is_ancient(text: str) -> bool:
    """Whether a text names years before our era, so that three digits may be one too."""
    return ("BC" in text or "B.C" in text) and _ANCIENT.search(text) is not None


def windows(text: str, *, ancient: bool = False) -> Iterator[tuple[int, int]]:
    """Ranges of the text in which a date may stand, apart from each other and in order.

    Args:
        text: the report's words.
        ancient: whether three digits may be a year before our era.
    """
    start, end = 0, -1
    for core in (_CORE_ANCIENT if ancient else _CORE).finditer(text):
        left = core.start() - _LEFT
        if end < 0 or left > end:
            if end >= 0:
                yield start, _word_end(text, end)
            start = 0 if left <= 0 else text.find(" ", left, core.start()) + 1 or core.start()
        end = core.end() + _RIGHT
    if end >= 0:
        yield start, _word_end(text, end)


def _word_end(text: str, at: int) -> int:
    """The end of the word that runs on at an offset; a longer run of characters is cut."""
    stop = min(at + _LONGEST_WORD, len(text))
    while at < stop and not text[at].isspace():
        at += 1
    return min(at, len(text))


def tokens(text: str, start: int, end: int, *, ancient: bool = False) -> list[Token]:
    """The words, numbers and marks of a range, each with its class.

    Args:
        text: the report's words.
        start: where the range begins.
        end: where it ends.
        ancient: whether three digits may be a year before our era.
    """
    run = [_token(found) for found in _TOKEN.finditer(text, start, end)]
    return [_old_year(token) for token in run] if ancient else run


def _old_year(token: Token) -> Token:
    """Three digits as a year before our era."""
    if token.code != CODES["NUMBER"] or len(token.text) != _YEAR_DIGITS - 1 or not token.text.isdigit():
        return token
    return token._replace(code=CODES["YEAR"], value=BEFORE_OUR_ERA - token.value)


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "WORD", found[0]
    start, end = found.span()
    if kind == "WORD":
        code, value = _LEXICON.get(text) or _LEXICON.get(text.lower(), _OTHER)
        return Token(code, start, end, text, value)
    name, value = _READERS[kind](text)
    return Token(CODES[name], start, end, text, value)


def _number(text: str) -> tuple[str, int]:
    value = int(text)
    if len(text) == _YEAR_DIGITS and _YEARS[0] <= value <= _YEARS[1]:
        return "YEAR", value
    return ("DAYNUM" if len(text) < _YEAR_DIGITS - 1 and 1 <= value <= _LONGEST_MONTH else "NUMBER"), value


def _decade(text: str) -> tuple[str, int]:
    digits = int("".join(filter(str.isdigit, text)))
    return "DECADE", digits if digits >= _YEARS[0] or text[0].isdigit() else 1900 + digits


_NOON, _HOURS, _MINUTES = 12, 24, 60


def _minutes(text: str) -> int:
    """A time of day in minutes after midnight; -1 when no clock shows it."""
    digits = _DIGITS.findall(text)
    if len(digits[0]) == _YEAR_DIGITS:
        hours, minutes = divmod(int(digits[0]), 100)
    else:
        hours, minutes = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = _HALF_DAY.search(text)
    if half and hours > _NOON:
        return -1
    if half:
        hours = hours % _NOON + (_NOON if half[1] in "pP" else 0)
    return hours * _MINUTES + minutes if hours < _HOURS and minutes < _MINUTES else -1


def _short(table: dict[str, int], name: str) -> Callable[[str], tuple[str, int]]:
    return lambda text: ("WORD", 0) if text.islower() else (name, table[text.rstrip(".").lower()])


_DIGITS: Final = re.compile(r"\d+")
_HALF_DAY: Final = re.compile(r"([aApP])\.?[mM]\b")
_YEAR_DIGITS, _YEARS, _LONGEST_MONTH = 4, (1000, 2100), 31
_OTHER: Final = CODES["WORD"], 0
_LEXICON: Final = (
    dict.fromkeys(UNITS, (CODES["UNIT"], 0))
    | {word: (CODES["NUMBER"], n) for word, n in NUMBERS.items()}
    | {word: (CODES["ORDINAL"], n) for word, n in ORDINALS.items()}
    | {f"{word}s": (CODES["WEEKDAYS"], n) for word, n in WEEKDAYS.items() if word.endswith("day")}
    | {word: (CODES["SEASON"], n) for word, n in SEASONS.items()}
    | {word: (CODES["DECADE"], n) for word, n in DECADES.items()}
    | {word: (CODES["WEEKDAY"], n) for word, n in WEEKDAYS.items()}
    | {word: (CODES[name], 0) for word, name in _CLASS_OF.items()}
    | {form: (CODES["MONTH"], n) for word, n in MONTHS.items() for form in (word.title(), word.upper())}
)
_READERS: Final[dict[str, Callable[[str], tuple[str, int]]]] = {
    "NUMBER": _number,
    "DECADE": _decade,
    "ORDINAL": lambda text: ("ORDINAL", int(text[:-2])),
    "MABBR": _short(MONTHS, "MABBR"),
    "WABBR": _short(WEEKDAYS, "WABBR"),
    "BREAK": lambda text: (_MARKS.get(text, "BREAK"), 0),
    "BIG": lambda _text: ("WORD", 0),
    "ISO": lambda _text: ("ISO", 0),
    "SLASH": lambda _text: ("SLASH", 0),
    "CLOCK": lambda _text: ("CLOCK", 0),
    "TIME": lambda text: ("TIME", _minutes(text)),
    "ERA": lambda text: ("ERA", int(text.startswith("B"))),
    "HOLIDAY": lambda text: ("HOLIDAY", NAMES.index(" ".join(text.split()).replace("’", "'"))),
    "POSS": lambda _text: ("POSS", 0),
}
