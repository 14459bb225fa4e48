"""Numbers that disagree: two reports of what looks like one event give different dead."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations

from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, Expression, Modality, Toll
from sourcebook.model.when import When

_MONTH = timedelta(days=31)
_SLACK = timedelta(
    days=3
)  # ours, not measured: reports of one event often date it by the day they heard of it
_NAME = re.compile(r"(?<=\w[ ,])[A-Z][\w'’-]{4,}")  # a capital inside a sentence: most often a name


def contradictions(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of claims of one type, place and time whose numbers of dead cannot both be right.

    A hint for people, not a finding: whether the two are one event is theirs to say. Places count as one when
    they are, or when both quotes hold the same name; times when their days overlap or lie within three
    days, and neither is open or over a month.

    Args:
        entries: claims, in the order in which pairs are wanted.
    """
    groups: dict[str, list[tuple[Entry, Event]]] = {}
    for entry in entries:
        fact = entry.claim.fact
        if isinstance(fact, Event) and fact.when and fact.killed and _told(entry):
            groups.setdefault(fact.type, []).append((entry, fact))
    for group in groups.values():
        for (a, x), (b, y) in combinations(group, 2):
            one = a.claim.report != b.claim.report and _overlap(x.when, y.when) and _near(a, x, b, y)
            if one and _differ(x.killed, y.killed):
                yield a, b


def _near(a: Entry, x: Event, b: Entry, y: Event) -> bool:
    if x.where and y.where and x.where.place == y.where.place:
        return True
    return bool(set(_NAME.findall(a.words)) & set(_NAME.findall(b.words)))


def _told(entry: Entry) -> bool:
    return entry.claim.modality in (Modality.ASSERTED, Modality.HEDGED)


def _overlap(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    short = max(a.last - a.first, b.last - b.first) <= _MONTH
    return short and a.first <= b.last + _SLACK and b.first <= a.last + _SLACK


def _differ(a: Toll | None, b: Toll | None) -> bool:
    if a is None or b is None:
        return False
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return low_a > high_b or low_b > high_a


def _bounds(toll: Toll) -> tuple[float, float]:
    """What a toll allows: "at least 12" allows 12 and more, "about 12" and "dozens" anything."""
    exact = toll.best if toll.expression is Expression.EXACT else None
    low = toll.low if toll.low is not None else exact
    high = toll.high if toll.high is not None else exact
    return (0 if low is None else low), (float("inf") if high is None else high)
