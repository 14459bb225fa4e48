"""What looks like a date and is none: counts, resolutions, modal verbs, people called April."""

from typing import Final

from sourcebook.find.dates_shapes import Calendar, Tokens, names

_PEOPLE: Final = frozenset(
    "men people women children civilians soldiers troops fighters militants insurgents rebels prisoners detainees "
    "refugees families persons officers police personnel migrants civilian protesters demonstrators houses homes "
    "tons tonnes miles kilometers kilometres km meters metres feet hours dollars euros pounds rounds vehicles tanks "
    "aircraft rockets missiles percent casualties dead wounded killed others more".split()
)
_BEFORE_YEAR: Final = frozenset(
    "IN SINCE BY UNTIL TO FROM BETWEEN AFTER EARLIER OF THE AND DASH POSS OPEN EARLY LATE MID COMMA START END THAT "
    "FOR ABOUT THIS SAME AN LATER".split()
)
_NOT_A_YEAR: Final = frozenset(
    "resolution resolutions no route highway road flight room unit battalion number".split()
)
_MODAL_AFTER: Final = frozenset(
    "god have be not also still yet well even we i you he she it they all this that his her".split()
)


def is_date(calendar: Calendar, text: str, before: Tokens, run: Tokens, after: Tokens) -> bool:
    """Whether a calendar date that the grammar found is one in this place.

    Args:
        calendar: the date.
        text: the whole report.
        before: tokens before it.
        run: its tokens.
        after: tokens after it.
    """
    kinds = [kind for kind in names(run) if kind != "THE"]
    if kinds == ["YEAR"]:
        return _is_year(calendar.year or 0, text, before, after)
    if kinds == ["MONTH"]:
        return _is_month(text, before, run[-1].text, run[-1].start, after)
    if kinds == ["MABBR"]:
        return names(before[-1:]) in (
            ["IN"],
            ["SINCE"],
            ["BY"],
            ["UNTIL"],
            ["LAST"],
            ["THIS"],
            ["EARLY"],
            ["LATE"],
        )
    if "WABBR" in kinds and "MONTH" not in kinds and "MABBR" not in kinds:
        return False
    if "SEASON" in kinds and calendar.year is None and calendar.word is None and calendar.of is None:
        return _is_season(before, run, after)
    return True


def _is_year(year: int, text: str, before: Tokens, after: Tokens) -> bool:
    previous = names(before[-1:])
    word = before[-1].text.lower() if before else ""
    following = after[0] if after else None
    if following and following.text.lower() in _PEOPLE and names([following]) in (["WORD"], ["MORE"]):
        return False
    if previous == ["WORD"]:
        return (
            word not in _NOT_A_YEAR and word.islower() and before[-1].text.islower() and 1900 <= year <= 2100
        )
    if not previous:
        return 1900 <= year <= 2100 and (following is None or names([following]) != ["WORD"])
    if (
        previous == ["DASH"]
        and len(before) > 1
        and before[-2].end == before[-1].start
        and names(before[-2:-1]) == ["WORD"]
    ):
        return False  # UH-1960
    if year % 100 == 0 and following and names([following]) == ["WORD"] and following.text.endswith("s"):
        return False  # "2000 houses"
    return previous[0] in _BEFORE_YEAR or 1900 <= year <= 2100


def _is_month(text: str, before: Tokens, word: str, start: int, after: Tokens) -> bool:
    """A bare month: not the verb, and nobody's name."""
    previous = names(before[-1:])
    following = after[0] if after and after[0].start == start + len(word) + 1 else None
    last = before[-1] if before else None
    if previous and previous[0] in {
        "IN",
        "SINCE",
        "BY",
        "UNTIL",
        "LAST",
        "NEXT",
        "THIS",
        "THAT",
        "FROM",
        "EARLY",
        "LATE",
        "MID",
        "OF",
        "BETWEEN",
        "FOLLOWING",
        "PREVIOUS",
        "AFTER",
        "EARLIER",
        "ON",
    }:
        return True
    name_next = following is not None and names([following]) == ["WORD"] and following.text[0].isupper()
    name_before = (
        last is not None and names([last]) == ["WORD"] and last.text[0].isupper() and last.end + 1 == start
    )
    if name_next or name_before:
        return False
    return not (word in {"May", "March"} and (not previous or previous[0] in {"BREAK", "WORD"}))


def _is_season(before: Tokens, run: Tokens, after: Tokens) -> bool:
    word = run[-1].text
    if word == "fall" or not word.islower():
        return False
    return names(before[-1:]) in (["THE"], ["IN"], ["BY"], ["SINCE"], ["UNTIL"])
