"""Numbers that disagree: two reports of what looks like one event give different dead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, Expression, Modality, Toll

_MONTH = timedelta(days=31)
_SLACK = timedelta(
    days=3
)  # ours, not measured: reports of one event often date it by the day they heard of it
_NAME = re.compile(r"(?<=\w[ ,])[A-Z][\w'’-]{4,}")  # a capital inside a sentence: most often a name
_NO_END = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dead:
    """What one claim says of the dead.

    Attributes:
        entry: the claim.
        type: of its event.
        first, last: days between which it happened.
        low, high: how many died, at the least and at the most.
        near: its place and the names in its words.
    """

    entry: Entry
    type: str
    first: date
    last: date
    low: float
    high: float
    near: frozenset[tuple[str, str]]


def contradictions(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of claims of one type, place and time whose numbers of dead cannot both be right.

    A hint for people, not a finding: whether the two are one event is theirs to say. Places count as one when
    they are, or when both quotes hold the same name; times when their days overlap or lie within three
    days, and neither is open or over a month.

    Args:
        entries: claims, in the order in which pairs are wanted.
    """
    told = [dead for entry in entries if (dead := _dead(entry))]
    for one, other in sorted({pair for group in _meeting(told) for pair in _clashing(told, group)}):
        yield told[one].entry, told[other].entry


def _dead(entry: Entry) -> _Dead | None:
    """What a claim says of the dead; None when nothing can speak against it."""
    fact = entry.claim.fact
    if not (isinstance(fact, Event) and fact.when and fact.killed and _told(entry)):
        return None
    days, (low, high) = fact.when.closed, _bounds(fact.killed)
    if days is None or days[1] - days[0] > _MONTH or (low <= 0 and high == _NO_END):
        return None
    names = {("name", name) for name in _NAME.findall(entry.words)}
    where = {("place", fact.where.place)} if fact.where else set()
    return _Dead(
        entry=entry,
        type=fact.type,
        first=days[0],
        last=days[1],
        low=low,
        high=high,
        near=frozenset(names | where),
    )


def _meeting(told: list[_Dead]) -> Iterable[list[int]]:
    """Indexes of those that share a type and a place or name, group by group; one may be in several."""
    groups: dict[tuple[str, tuple[str, str]], list[int]] = {}
    for n, one in enumerate(told):
        for key in one.near:
            groups.setdefault((one.type, key), []).append(n)
    return groups.values()


def _clashing(told: list[_Dead], group: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a group that overlap and cannot both be right; goes through time once, with those not yet over."""
    going: list[int] = []
    for n in sorted(group, key=lambda n: told[n].first):
        one = told[n]
        going = [m for m in going if one.first - told[m].last <= _SLACK]
        for m in going:
            other = told[m]
            differ = one.low > other.high or other.low > one.high
            if differ and one.entry.claim.report != other.entry.claim.report:
                yield min(n, m), max(n, m)
        going.append(n)


def _told(entry: Entry) -> bool:
    return entry.claim.modality in (Modality.ASSERTED, Modality.HEDGED)


def _bounds(toll: Toll) -> tuple[float, float]:
    """What a toll allows: "at least 12" allows 12 and more, "about 12" and "dozens" anything."""
    exact = toll.best if toll.expression is Expression.EXACT else None
    low = toll.low if toll.low is not None else exact
    high = toll.high if toll.high is not None else exact
    return (0 if low is None else low), (_NO_END if high is None else high)
