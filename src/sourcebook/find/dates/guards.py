"""What looks like a date and is none: counts, resolutions, modal verbs, people called April."""

from typing import Final

from sourcebook.find.dates.shapes import Calendar, Naming, Tokens, names


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_COUNTED: Final = _words(
    "men people women children civilian civilians soldiers troops fighters militants insurgents rebels",
    "prisoners detainees refugees families persons officers police personnel migrants protesters",
    "demonstrators houses homes tons tonnes miles kilometers kilometres km meters metres feet hours dollars",
    "euros pounds rounds vehicles tanks aircraft rockets missiles percent casualties dead wounded killed",
    "others more",
)
_BEFORE_A_YEAR: Final = _words(
    "IN SINCE BY UNTIL TO FROM BETWEEN AFTER EARLIER OF THE AND DASH POSS OPEN EARLY LATE MID COMMA START",
    "END THAT FOR ABOUT THIS SAME AN LATER",
)
_BEFORE_A_MONTH: Final = _words(
    "IN SINCE BY UNTIL LAST NEXT THIS THAT FROM EARLY LATE MID OF BETWEEN FOLLOWING PREVIOUS AFTER EARLIER",
    "ON PAST",
)
_BEFORE_A_HOLIDAY: Final = _words("IN ON BY SINCE UNTIL AFTER EARLIER")
_NUMBERED: Final = _words(
    "resolution resolutions no nos route highway road flight room unit battalion number bus"
)
_NEW: Final = range(1900, 2101)  # years that need no preposition before them
_OLD: Final = 1500  # four digits below are a count more often than a year
_CLEAR: Final = (["IN"], ["SINCE"], ["BY"], ["UNTIL"])
_VERBS: Final = _words("May March")  # months that are other words too


_NAMED_AFTER: Final = _words(
    "war massacre revolution movement uprising intifada agreement accord organization organisation brigade",
    "brigades martyrs alliance coalition front bridge youth",
)
_DEEDS: Final = _words("attack attacks massacre war assault bombings")


def naming_of(calendar: Calendar, after: Tokens) -> Naming | None:
    """Whether a day of a month is part of a name: "the October 7 War", "the September 11 attacks".

    Args:
        calendar: the date.
        after: tokens after it.
    """
    if not (calendar.month and calendar.day) or calendar.year is not None or not after:
        return None
    word = after[0].text
    if word.lower() in _DEEDS:
        return Naming.NAME if word.istitle() else Naming.DEED
    return Naming.NAME if word.lower() in _NAMED_AFTER and word.istitle() else None


def is_date(calendar: Calendar, before: Tokens, run: Tokens, after: Tokens) -> bool:
    """Whether a calendar date that the grammar found is one in this place.

    Args:
        calendar: the date.
        before: tokens before it.
        run: its tokens.
        after: tokens after it.
    """
    kinds = [kind for kind in names(run) if kind != "THE"]
    if kinds == ["YEAR"]:
        return _is_year(calendar.year or 0, before, after)
    if "HOLIDAY" in kinds:
        return _is_holiday(calendar, before, run, after)
    if kinds == ["MONTH"]:
        return _is_month(before, run, after)
    if kinds == ["MABBR"]:
        return not _BEFORE_A_MONTH.isdisjoint(names(before[-1:]))
    if "WABBR" in kinds and calendar.month is None:
        return False
    if "WEEKDAY" in kinds and calendar.month is None and _is_named_weekday(before, after):
        return False
    if calendar.season and calendar.year is None and calendar.word is None and calendar.of is None:
        return _is_season(before, run)
    return True


def _is_holiday(calendar: Calendar, before: Tokens, run: Tokens, after: Tokens) -> bool:
    """A holiday: no island of its name, and not its cards; one without "Day" only after a preposition."""
    if _is_name(after[:1], gap=after[0].start - run[-1].end if after else 0):
        return False
    whole = calendar.year is not None or calendar.of is not None or calendar.word is not None
    return whole or " " in run[-1].text or not _BEFORE_A_HOLIDAY.isdisjoint(names(before[-1:]))


def _is_year(year: int, before: Tokens, after: Tokens) -> bool:
    """A bare number of four digits: no count, no number of a resolution or a road."""
    previous = names(before[-1:])
    if before and before[-1].text.lower() == "at":
        return False  # a time, a price, a number of a house
    if year > _NEW[-1]:
        return _is_old_year(previous, after)
    following = after[0].text if after and names(after[:1])[0] in {"WORD", "MORE", "HOURS"} else ""
    if year % 100 == 0 and following.endswith("s"):
        return False  # "in 2000 houses"
    if following.lower() in _COUNTED and previous[:1] not in _CLEAR[:2]:
        return False  # "of 1450 troops"; but "in 2016 rebels came"
    if _numbers_a_thing(before) or (year < _OLD and previous[:1] not in _CLEAR):
        return False
    if not previous or previous == ["WORD"]:
        return year in _NEW and (before[-1].text.islower() if before else not following)
    hyphened = (
        previous == ["DASH"] and names(before[-2:-1]) == ["WORD"] and before[-2].end == before[-1].start
    )
    return not hyphened and (previous[0] in _BEFORE_A_YEAR or year in _NEW)  # hyphened: "UH-1960"


def _is_old_year(previous: list[str], after: Tokens) -> bool:
    """Three digits in a text that counts years before our era: "In 490," but not "300 Spartans"."""
    following = names(after[:1])
    if previous and previous[0] in {"IN", "SINCE"}:
        word = after[0].text.lower() if following == ["WORD"] else ""
        return not word.endswith("s") and word not in _COUNTED
    return bool(previous) and previous[0] in _BEFORE_A_YEAR and _AFTER_AN_OLD_YEAR.issuperset(following)


_AFTER_AN_OLD_YEAR: Final = _words("COMMA BREAK DASH TO AND CLOSE UNTIL")


def _numbers_a_thing(before: Tokens) -> bool:
    """Whether a list of numbers begins with what they number: "Resolutions 1701, 1559 and"."""
    for kind, token in zip(reversed(names(before)), reversed(before), strict=True):
        if token.text.lower() in _NUMBERED:
            return True
        if kind not in {"AND", "COMMA", "YEAR", "NUMBER"} and token.text not in {".", "#"}:
            return False
    return False


def _is_month(before: Tokens, run: Tokens, after: Tokens) -> bool:
    """A bare month: not the verb, and nobody's name."""
    previous = names(before[-1:])
    month = run[-1]
    if (
        previous == ["OF"]
        and _is_name(before[-2:-1], gap=1)
        and not _OPENS_SENTENCE.issuperset(names(before[-3:-2]))
    ):
        return False  # "The Guns of August"
    if previous and previous[0] in _BEFORE_A_MONTH:
        return True
    if month.text in _VERBS and (not previous or previous[0] in {"BREAK", "WORD", "THE", "POSS", "AN"}):
        return False
    return not (
        _is_name(before[-1:], gap=month.start - before[-1].end if before else 0)
        or _is_name(after[:1], gap=after[0].start - month.end if after else 0)
    )


_OPENS_SENTENCE: Final = frozenset({"BREAK", "OPEN"})


def _is_name(beside: Tokens, *, gap: int) -> bool:
    """Whether the word right beside is written like a name."""
    return names(beside) == ["WORD"] and beside[0].text[0].isupper() and gap == 1


_NAMED_WEEKDAYS: Final = _words("black bloody good ash super palm holy")
_PAPERS: Final = _words("times telegraph mail mirror express herald post star tribune independent")


def _is_named_weekday(before: Tokens, after: Tokens) -> bool:
    """A weekday with a name ("Bloody Sunday") or in one ("the Sunday Times")."""
    named = before[-1:] and before[-1].text.istitle() and before[-1].text.lower() in _NAMED_WEEKDAYS
    return bool(named) or bool(
        after and after[0].text.lower() in _PAPERS and after[0].text != after[0].text.upper()
    )


def in_title(text: str, start: int, end: int) -> bool:
    """Whether words stand in a quoted title: two or more words beside them, every long one with a capital.

    Args:
        text: the whole report.
        start: of the words.
        end: of the words.
    """
    opened = max(text.rfind(mark, max(0, start - _TITLE), start) for mark in '“"‘')
    closed = min((at for mark in '”"’' if (at := text.find(mark, end, end + _TITLE)) >= 0), default=-1)
    if opened < 0 or closed < 0:
        return False
    others = f"{text[opened + 1 : start]} {text[end:closed]}"
    long = [word for word in others.split() if len(word) >= _LONG_WORD]
    return len(others.split()) > 1 and bool(long) and all(w[0].isupper() for w in long) and "." not in others


_TITLE: Final = 60  # characters of a title to each side
_LONG_WORD: Final = 4  # shorter ones ("of", "the") may be small in a title


def _is_season(before: Tokens, run: Tokens) -> bool:
    """A bare season: in small letters and after "the" or a preposition; "the fall" is mostly another."""
    word = run[-1].text
    return (
        word != "fall"
        and word.islower()
        and names(before[-1:])[:1] in (["THE"], ["IN"], ["BY"], ["SINCE"], ["UNTIL"])
    )
