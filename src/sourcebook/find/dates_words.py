"""The words of dates: a cheap search for where one may stand, and the tokens around it, each with a class."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ).split(),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
ORDINALS: Final = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
DECADES: Final = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
SEASONS: Final = {
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
}  # first month, meteorological
UNITS: Final = {
    form: unit
    for unit in ("minute", "hour", "day", "week", "month", "year", "decade", "century", "weekend")
    for form in (unit, f"{unit}s")
} | {"centuries": "century", "fortnight": "fortnight"}

# Words of the grammar by class; the class names are those that the patterns of dates_grammar are written in.
_CLASSES: Final[dict[str, str]] = {
    "TODAY": "today yesterday tomorrow tonight overnight",
    "DAYPART": "morning afternoon evening night dawn dusk noon midday midnight",
    "LAST": "last",
    "PAST": "past",
    "RECENT": "recent",
    "PREVIOUS": "previous preceding prior",
    "THIS": "this current",
    "NEXT": "next coming",
    "FOLLOWING": "following",
    "SAME": "same",
    "THAT": "that",
    "AGO": "ago back",
    "EARLIER": "earlier before previously",
    "LATER": "later afterwards afterward",
    "EARLY": "early",
    "LATE": "late",
    "MID": "mid middle",
    "START": "start beginning outset",
    "END": "end close",
    "VAGUE": "few several some couple many numerous",
    "AN": "a an",
    "ABOUT": "about around nearly almost roughly approximately some over under",
    "MORE": "more further another",
    "HALF": "half",
    "YR": "year",
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
            *("NUMBER", "UNIT", "SEASON", "POSS", "WORD", "BREAK"),
        )
    )
}
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
    r"""(?<!\w)(?=[12'’JjFfMmAaSsOoNnDdTtWwYyCcHhE0-9])(?:
    [12]\d{3}(?!\d) | \d\d?[/.]\d\d?[/.]\d\d | \d{4}s | ['’]\d\d(?:s|\b)
    | [Jj](?:an|un|ul) | J(?:AN|UN|UL) | [Ff](?:eb|ri|all\b|orties|ifties|ortnight) | F(?:EB|RI)
    | [Mm](?:ar(?:ch|\b)|ay\b|on(?:day|th|\b)|id(?:day|night)|orning|inute) | M(?:AR|AY|ON)
    | [Aa](?:pr|ug|utumn|fternoon) | A(?:PR|UG)
    | [Ss](?:ep|at(?:urday|\b)|un(?:day|\b)|ummer|pring|ixties|eventies) | S(?:EP|AT|UN)
    | [Oo](?:ct|vernight) | OCT | [Nn](?:ov|ight|oon|ineties) | NOV | [Dd](?:ec|ay|awn|usk) | DEC
    | [Tt](?:ue|hu(?:rs|\b)|oday|omorrow|onight|wenties|hirties) | T(?:UE|HU)
    | [Ww](?:ed(?:nesday|\b)|eek|inter) | WED | [Yy](?:ear|esterday) | [Cc]entur | [Hh]our | [Ee](?:vening|ighties)
    )""",
    re.VERBOSE,
)
_TOKEN: Final = re.compile(
    r"""(?P<ISO>\d{4}-\d\d-\d\d(?!\d)) | (?P<SLASH>\d\d?[/.]\d\d?[/.]\d{4}(?!\d))
    | (?P<DECADE>\d{3}0[’']?s\b|[’']\d0s\b) | (?P<CLOCK>\d\d?[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d\d?\s?[ap]\.?m\b\.?)
    | (?P<BIG>\d{1,3}(?:,\d{3})+|\d+\.\d+|[$£€#]\s?\d+) | (?P<ORDINAL>\d\d?(?:st|nd|rd|th)\b)
    | (?P<NUMBER>\d+(?!\w)) | (?P<MABBR>(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)
    | (?P<WABBR>(?i:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?) | (?P<POSS>[’']s\b)
    | (?P<WORD>\w+) | (?P<BREAK>\n\s*\n|[^\s\w]|(?<=[^.\n])\n(?=[^\n]{0,60}\n))""",
    re.VERBOSE,
)
_LEFT, _RIGHT = (
    72,
    64,
)  # characters around a core word that a date can take ("the early hours of", "... 2023 to 4 May 2024")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the text in which a date may stand, apart from each other and in order."""
    start = end = 0
    for core in _CORE.finditer(text):
        if core.start() - _LEFT > end or not end:
            if end:
                yield start, _word_end(text, end)
            start = text.find(" ", max(0, core.start() - _LEFT), core.start()) + 1 or core.start()
        end = core.end() + _RIGHT
    if end:
        yield start, _word_end(text, end)


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words, numbers and marks of a range, each with its class."""
    return [_token(found) for found in _TOKEN.finditer(text, start, end)]


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "WORD", found.group()
    name, value = _CLASSIFY.get(kind, _as_is)(text, kind)
    return Token(CODES[name], found.start(), found.end(), text, value)


def _as_is(_text: str, kind: str) -> tuple[str, int]:
    return kind, 0


def _word(text: str, _kind: str) -> tuple[str, int]:
    low = text.lower()
    if low in _CLASS_OF:
        return _CLASS_OF[low], 0
    if low in UNITS:
        return "UNIT", 0
    if low in MONTHS and not text.islower():
        return "MONTH", MONTHS[low]
    for table, name in _TABLES:
        if low in table:
            return name, table[low]
    return "WORD", 0


def _number(text: str, _kind: str) -> tuple[str, int]:
    value = int(text)
    if len(text) == 4 and 1000 <= value <= 2100:
        return "YEAR", value
    return ("DAYNUM" if len(text) <= 2 and 1 <= value <= 31 else "NUMBER"), value


def _decade(text: str, _kind: str) -> tuple[str, int]:
    digits = int("".join(filter(str.isdigit, text)))
    return "DECADE", digits if digits > 99 else 1900 + digits


_TABLES: Final[tuple[tuple[dict[str, int], str], ...]] = (
    (WEEKDAYS, "WEEKDAY"),
    (NUMBERS, "NUMBER"),
    (ORDINALS, "ORDINAL"),
    (SEASONS, "SEASON"),
    ({word: 1900 + tens for word, tens in DECADES.items()}, "DECADE"),
)
_CLASSIFY: Final = {
    "WORD": _word,
    "NUMBER": _number,
    "DECADE": _decade,
    "BIG": lambda _text, _kind: ("WORD", 0),
    "ORDINAL": lambda text, _kind: ("ORDINAL", int(text[:-2])),
    "MABBR": lambda text, _kind: (
        "MABBR" if not text.islower() else "WORD",
        MONTHS.get(text.rstrip(".").lower(), 0),
    ),
    "WABBR": lambda text, _kind: (
        "WABBR" if not text.islower() else "WORD",
        WEEKDAYS[text.rstrip(".").lower()],
    ),
    "BREAK": lambda text, _kind: (_MARKS.get(text, "BREAK"), 0),
}
