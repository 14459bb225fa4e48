"""Relative dates, lengths of time and what comes again, from the tokens that fit a rule."""

import re
from dataclasses import replace
from typing import Final

from sourcebook.find.dates.match import Match
from sourcebook.find.dates.shapes import (
    POINTING,
    Expression,
    Part,
    Shape,
    Tokens,
    bare,
    count_of,
    daypart_in,
    names,
    part_in,
    read_calendar,
    unit_of,
)
from sourcebook.find.dates.words import Token


def _made(
    run: Tokens, shape: Shape, unit: str, *, word: str | None = None, count: int | None = None
) -> Expression:
    half = "HALF" in names(run)
    return Expression(
        start=run[0].start,
        end=run[-1].end,
        shape=shape,
        unit=unit,
        word=word,
        count=count,
        half=half,
        daypart=daypart_in(run),
    )


def _plural(token: Token) -> bool:
    return token.text.lower().endswith("s")


def read_deictic(match: Match) -> Expression:
    """Today, yesterday, last night; the day before yesterday."""
    return _made(match.run, Shape.DEICTIC, "day", word=" ".join(token.text.lower() for token in match.run))


_BEFORE_A_VERB: Final = (["TO"], ["AND"], ["WORD"])  # "and last five days"


def read_span(match: Match) -> Expression | None:
    """Up to now or from now: "the past two weeks", "next few days"; "the following days" is a mere length."""
    run, ahead = match.run, names(match.before[-1:])
    if len(run) == len(("next", "days")) and not _plural(run[-1]):
        return read_period(match)
    preposition = names(run)[:2] == ["FOLLOWING", "AN"] and ahead != ["THE"]  # "following a week of talks"
    if preposition or (names(run)[0] == "LAST" and ahead in _BEFORE_A_VERB):
        return _made(run[1:], Shape.DURATION, unit_of(run[-1]), count=count_of(run[1:]))
    if len(run) == len(("next", "days")) and names(run)[0] != "RECENT":
        return _made(run, Shape.DURATION, unit_of(run[-1]))  # "the following days"
    if names(run)[0] in _COUNTS:  # "the four previous weeks"
        return _made(run, Shape.DURATION, unit_of(run[-1]), count=count_of(run[:-2]))
    return _made(run, Shape.SPAN, unit_of(run[-1]), word=names(run)[0], count=count_of(run[1:]))


_COUNTS: Final = frozenset({"NUMBER", "DAYNUM", "YEAR", "AN", "VAGUE", "HALF"})


def read_period(match: Match) -> Expression | None:
    """One unit pointed to: "last month", "that year", "the end of the month"."""
    run = bare(match.run)
    kinds = names(run)
    daypart = kinds[-1] == "DAYPART"
    if kinds[-1] == "END":
        return replace(_made(run, Shape.PERIOD, unit_of(run[0]), word="THE"), part=Part.END)  # month's end
    if not daypart and _plural(run[-1]):
        return None  # "the last days", "these years"
    unit = "day" if daypart else unit_of(run[-1])
    word = next((kind for kind in kinds if kind in POINTING), "THE")
    if word == "NEXT" and names(match.before[-1:]) == ["THE"]:
        word = "FOLLOWING"  # "the next month" belongs to the story, "next month" to the day of writing
    if kinds[-1] == "WEEKEND" and len(kinds) == 1:
        word = "LAST"  # "over the weekend"
    if word == "THE" and (
        ("DASH" in kinds) or (unit in {"day", "hour"} and not {"IN", "REST"}.intersection(kinds))
    ):
        return None  # "at the end of the day", "mid-week"
    shape, count = (Shape.SPAN, 1) if word == "PAST" else (Shape.PERIOD, None)
    return replace(_made(run, shape, unit, word=word, count=count), part=part_in(run))


_UNITS: Final = frozenset({"UNIT", "YR", "HOURS", "WEEKEND", "CENT"})
_AGAIN: Final = frozenset({"WEEKDAY", "WABBR", "WEEKDAYS", "MONTH", "MABBR", "SEASON"})
_SOME: Final = 6  # "the last days of May": the most that the schema calls few


def read_share(match: Match) -> Expression:
    """Part of a longer time: "the first ten months of 1915", "the second half of the year"."""
    whole = match.found.span("whole")
    kinds = names(match.run)
    said = next(n for n, kind in enumerate(kinds) if kind in _UNITS | {"HALF"})
    run = match.run if whole[0] >= 0 else match.run[: said + 1]
    nth = run[0].value if kinds[0] == "ORDINAL" else 2 if kinds[said] == "HALF" else -1
    unit = "half" if kinds[said] == "HALF" else unit_of(run[said])
    counted = count_of(run[1:said]) or (_SOME if _plural(run[said]) else 1)
    made = _made(run, Shape.SHARE, unit, count=counted)
    inside = match.tokens[slice(*whole)] if whole[0] >= 0 else ()
    if not inside:
        return replace(made, nth=nth)
    if names(inside)[-1] in _UNITS:
        return replace(made, nth=nth, word=f"{names(bare(inside[:-1]))[-1]} {unit_of(inside[-1])}")
    return replace(made, nth=nth, first=read_calendar(inside))


def read_ago(match: Match) -> Expression:
    """Back from now or ahead: "four years ago", "two weeks from now", "year-ago"."""
    run = bare(match.run)
    kinds = names(run)
    at = next(n for n, kind in enumerate(kinds) if kind in _UNITS)
    word = "HALF" if "HALF" in kinds else "AHEAD" if kinds[-1] == "NOW" else "AGO"
    alone = at == 0 and not _plural(run[0])
    return _made(run, Shape.AGO, unit_of(run[at]), word=word, count=1 if alone else count_of(run[:at]))


def read_anniversary(match: Match) -> Expression | None:
    """The same day, week, month or quarter of another year: "the same day last year", "the same month in 2019"."""
    run, kinds = match.run, names(match.run)
    made = _made(run, Shape.ANNIVERSARY, unit_of(run[1]), word=kinds[-1])
    if made.unit in {"year", "decade", "century"} or _plural(run[1]):
        return None
    if kinds[-1] == "YEAR":
        return replace(made, first=read_calendar(run[-1:]))
    if kinds[-1] == "YR":
        word = next(kind for kind in reversed(kinds) if kind in POINTING)
        return replace(made, word=word, count=1)
    return replace(made, count=count_of(run[2:-2])) if unit_of(run[-2]) == "year" else None


_EVENT_FOLLOWS: Final = frozenset(
    {"THE", "WORD", "AN", "POSS", "THAT", "THIS", "TO", "MONTH", "MABBR", "NUMBER", "DAYNUM"}
)


def read_shift(match: Match) -> Expression | None:
    """A step: "four days later", "the day before"; without a number only in the singular, after "the"."""
    run, kinds = bare(match.run), names(match.run)
    steps = run[-1].text.lower() in {"before", "after", "prior"}
    than = bool(match.after) and match.after[0].text == "than"  # "a month earlier than usual"
    of_event = than or (steps and not _EVENT_FOLLOWS.isdisjoint(names(match.after[:1])))
    word = "EARLIER" if kinds[-1] == "EARLIER" else "LATER"
    counted = count_of(run[:-2])
    the = len(run) == len(("day", "before")) and not _plural(run[0])
    if the:
        if names(match.before[-1:]) != ["THE"]:
            return None
        counted = 1
    if of_event and counted is None:
        return _made(run, Shape.DURATION, unit_of(run[-2]))
    made = _made(run, Shape.SHIFT, unit_of(run[-2]), word=word, count=counted)
    return replace(
        made, of_event=of_event, the=the, bare=counted is None and len(run) == len(("days", "later"))
    )


def read_set(match: Match) -> Expression:
    """What comes again: "every Friday", "each morning", "per week", "on Mondays"."""
    run, kinds = match.run, names(match.run)
    unit = next((unit_of(t) for kind, t in zip(kinds, run, strict=True) if kind in _UNITS), "day")
    made = _made(run, Shape.SET, unit, word=kinds[0], count=count_of(run[1:]))
    again = [t for kind, t in zip(kinds, run, strict=True) if kind in _AGAIN]
    return replace(made, every=read_calendar(again)) if again else made


def read_clock(match: Match) -> Expression | None:
    """A time of day; without "a.m." only after a preposition, as "3:16" is often a verse or a score."""
    token = match.run[0]
    plain = token.text.replace(":", "").isdigit()
    if token.value < 0 or (plain and not _BEFORE_A_CLOCK.intersection(names(match.before[-1:]))):
        return None
    return replace(_made(match.run, Shape.CLOCK, "day"), minutes=token.value)


_BEFORE_A_CLOCK: Final = frozenset(
    {"IN", "BY", "UNTIL", "SINCE", "FROM", "AFTER", "ABOUT", "BETWEEN", "EARLIER"}
)


def read_after(match: Match) -> Expression:
    """A step after what was told: "after seven days"."""
    return _made(match.run, Shape.SHIFT, unit_of(match.run[-1]), word="AFTER", count=count_of(match.run[1:]))


_PERFECT: Final = re.compile(r"\b(?:has|have)\b|[’'](?:ve|s been)\b")
_SENTENCE: Final = 160  # characters of a sentence before "for two years" in which its verb is looked for


def read_lasting(match: Match) -> Expression:
    """Up to now: "has held it for two years"; without a perfect tense a mere duration."""
    run, kinds = bare(match.run), names(match.run)
    shape = Shape.SPAN
    if "PAST" not in kinds and "LAST" not in kinds:
        before = match.text[max(0, run[0].start - _SENTENCE) : run[0].start]
        told = _PERFECT.search(re.split(r"[.!?\n]", before)[-1])
        shape = Shape.LASTING if told else Shape.DURATION
    return _made(run, shape, unit_of(run[-1]), word="PAST", count=count_of(run))


def read_duration(match: Match) -> Expression | None:
    """A length of time; right behind a number, what comes again ("twice a week")."""
    if names(match.run)[1:2] == ["WORD"] and not (_plural(match.run[-1]) and match.run[1].text.islower()):
        return None  # "two bloody weeks", but not "8 Army days"
    if names(match.run) in _RATES and _counted(match.before[-1:]):
        return _made(match.run, Shape.SET, unit_of(match.run[-1]), word="PER")  # "twice a week", "40 a month"
    return _made(match.run, Shape.DURATION, unit_of(match.run[-1]), count=count_of(match.run))


_RATES: Final = (["AN", "UNIT"], ["AN", "YR"], ["AN", "HOURS"])


def _counted(before: Tokens) -> bool:
    """Whether the token before is a number, or a word such as "twice"."""
    return any(kind in {"NUMBER", "DAYNUM", "YEAR"} for kind in names(before)) or any(
        token.text.lower() in {"once", "twice", "times"} or token.text[-1:].isdigit() for token in before
    )
