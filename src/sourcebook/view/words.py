"""Dates, numbers and ties in words that show how finely they are known."""

from datetime import date, timedelta

from sourcebook.model.claim import Expression, Predicate, Toll
from sourcebook.model.when import Ground, When

OPEN = "··"  # stands where a day or month is not known

# predicate: how it reads from subject to object, and from object to subject
TIES: dict[Predicate, tuple[str, str]] = {
    Predicate.PART_OF: ("part of", "has as a part"),
    Predicate.MEMBER_OF: ("member of", "has as a member"),
    Predicate.HOLDS_OFFICE: ("holds the office", "held by"),
    Predicate.OFFICE_OF: ("office of", "has the office"),
    Predicate.LED_BY: ("led by", "leads"),
    Predicate.FOUNDED_BY: ("founded by", "founded"),
    Predicate.BACKED_BY: ("backed by", "backs"),
    Predicate.PLEDGED_TO: ("pledged to", "has the pledge of"),
    Predicate.ALLIED_WITH: ("allied with", "allied with"),
    Predicate.OPPOSED_TO: ("opposed to", "opposed to"),
    Predicate.NEGOTIATES_WITH: ("negotiates with", "negotiates with"),
    Predicate.FRONT_FOR: ("front for", "has as a front"),
    Predicate.SPLIT_FROM: ("split from", "lost a splinter"),
    Predicate.MERGED_INTO: ("merged into", "absorbed"),
    Predicate.SUCCEEDS: ("succeeds", "succeeded by"),
    Predicate.PARTY_TO: ("party to", "has as a party"),
    Predicate.BASED_AT: ("based at", "hosts"),
    Predicate.OPERATES_IN: ("operates in", "has operating in it"),
    Predicate.CONTROLS: ("controls", "controlled by"),
    Predicate.OF_STATE: ("of the state", "state of"),
    Predicate.DRAWS_FROM: ("draws from", "base of"),
    Predicate.DESIGNATED_BY: ("designated by", "designated"),
    Predicate.LOCATED_IN: ("located in", "contains"),
    Predicate.ADJOINS: ("adjoins", "adjoins"),
    Predicate.CONNECTS: ("connects", "connected by"),
    Predicate.DISTINCT_FROM: ("not to be confused with", "not to be confused with"),
    Predicate.AFFILIATED_WITH: ("affiliated with", "affiliated with"),
    Predicate.ALIAS: ("another name of", "another name of"),
}


def drawn(when: When | None) -> str:
    """A date as finely as it is known: 2024-12-08, 2024-12-··, 2024-··-··, since 2014, 2024-12-06…12-08.

    Args:
        when: the interval; None when nothing is said.
    """
    if when is None:
        return "no date"
    if when.last is None and when.first is not None:
        return f"since {_point(when.first, start=True)}"
    if when.first is None and when.last is not None:
        return f"until {_point(when.last, start=False)}"
    if when.first is None or when.last is None:  # an interval open at both ends cannot be built
        return "no date"
    return _between(when.first, when.last)


def _between(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if not (first.day == 1 and _ends_month(last)):
        same = first.year == last.year
        return f"{first.isoformat()}…{last.isoformat()[5:] if same else last.isoformat()}"
    if (first.month, last.month) == (1, 12):
        one = first.year == last.year
        return f"{first.year:04d}-{OPEN}-{OPEN}" if one else f"{first.year:04d}…{last.year:04d}"
    a, b = first.isoformat()[:7], last.isoformat()[:7]
    return f"{a}-{OPEN}" if a == b else f"{a}…{b}"


def _point(day: date, *, start: bool) -> str:
    border = day.day == 1 if start else _ends_month(day)
    if border and day.month == (1 if start else 12):
        return f"{day.year:04d}"
    return day.isoformat()[:7] if border else day.isoformat()


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1 if day < date.max else True


def ground_note(when: When | None) -> str | None:
    """What a reader must know of a date that the words do not state outright; None when they do."""
    if when is None:
        return None
    notes = {Ground.RELATIVE: "counted from the report's date", Ground.PUBLISHED: "the report's own date"}
    parts = [notes.get(when.ground), f"but {when.clash}" if when.clash else None]
    return "; ".join(p for p in parts if p) or None


def number(toll: Toll) -> str:
    """A toll as it was said: 12, at least 12, about 12, 10 to 12, some."""
    if toll.expression is Expression.NONE_REPORTED:
        return "none"
    if toll.best is None and toll.low is not None and toll.high is not None:
        return f"{toll.low:,} to {toll.high:,}"
    said = toll.best if toll.best is not None else toll.low if toll.low is not None else toll.high
    if said is None:
        return "some"
    return f"{_prefix(toll)}{said:,}"


def _prefix(toll: Toll) -> str:
    if toll.expression is Expression.AT_LEAST or (toll.best is None and toll.low is not None):
        return "at least "
    if toll.expression is Expression.AT_MOST or (toll.best is None and toll.high is not None):
        return "at most "
    return "about " if toll.expression in (Expression.ABOUT, Expression.VAGUE) else ""


def tie_words(predicate: Predicate, *, forward: bool) -> str:
    """How a tie reads from its subject (forward) or from its object."""
    return TIES[predicate][0 if forward else 1]
