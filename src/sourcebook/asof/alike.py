"""Which claims about happenings read like one happening: same type, same doers and targets, times that agree.

A stopgap for lists of changes, so that one fall of a government is one line: it goes by names alone and proves
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sourcebook.asof.closing import events_of
from sourcebook.ledger import Entry
from sourcebook.ledger.fold import fold
from sourcebook.ledger.roles import ROLES
from sourcebook.model.claim import Event, EventType, Modality
from sourcebook.model.when import When

_TOLD = frozenset({Modality.ASSERTED, Modality.HEDGED})
_PLACED = ("control_", "base_", "passage_")  # transitions that are another one elsewhere
Likeness = tuple[str, ...]
_folded = lru_cache(maxsize=50_000)(fold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Claims that read like one happening.

    Attributes:
        entries: the claims.
        when: the narrowest time that one of them gives; None when none does.
    """

    entries: tuple[Entry, ...]
    when: When | None


def parties(entry: Entry) -> frozenset[str]:
    """Ids of everybody and every place that has a part in a claim about a happening; none for a tie.

    Args:
        entry: the claim.
    """
    event = entry.claim.fact
    if not isinstance(event, Event):
        return frozenset()
    here = {event.where.place} if event.where else set()
    return frozenset(here.union(*(getattr(event, role) for role in ROLES)))


def by_likeness(entries: Iterable[Entry], names: Mapping[str, str]) -> dict[Likeness, list[Entry]]:
    """Claims about happenings of one type and mode with the same names, whatever their modality and time.

    Args:
        entries: claims.
        names: ids to names.
    """
    found: dict[Likeness, list[Entry]] = {}
    for entry, event in events_of(entries):
        found.setdefault(_likeness(event, names), []).append(entry)
    return found


def may_be_one(entry: Entry, other: Entry) -> bool:
    """Whether two claims that read alike give no two places and no two times, and name somebody at all.

    Args:
        entry: a claim.
        other: another.
    """
    one, two = entry.claim.fact, other.claim.fact
    if not isinstance(one, Event) or not isinstance(two, Event):
        return True
    apart = one.where and two.where and one.where.place != two.where.place
    return not apart and not _at_two_times(one.when, two.when) and bool(one.actor or one.recipient)


def _at_two_times(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return False
    (a, b), (x, y) = _bounds(one), _bounds(other)
    return b < x or y < a


def happenings(entries: Iterable[Entry], names: Mapping[str, str]) -> list[Happening]:
    """Claims that assert or hedge happenings, those together that read like one.

    A claim without a date goes with the last happening of its sort that lies before its report.

    Args:
        entries: claims, sorted.
        names: ids to names.
    """
    told = (e for e in entries if e.claim.modality in _TOLD)
    sorts: dict[Likeness, list[Entry]] = {}
    for key, group in by_likeness(told, names).items():
        for entry in group:
            sorts.setdefault((*key, _spot(entry)), []).append(entry)
    return [one for group in sorts.values() for one in _parted(group)]


def _parted(group: list[Entry]) -> Iterator[Happening]:
    clusters: list[list[Entry]] = []
    for entry in sorted((e for e in group if _when(e)), key=lambda e: _bounds(_when(e))):
        if clusters and _reach(clusters[-1]) >= _bounds(_when(entry))[0]:
            clusters[-1].append(entry)
        else:
            clusters.append([entry])
    undated: list[Entry] = []
    for entry in group:
        if not _when(entry):
            home = [c for c in clusters if _bounds(_when(c[0]))[0] <= _bounds(entry.source.published)[1]]
            (home[-1] if home else undated).append(entry)
    for cluster in [*clusters, *([undated] if undated else [])]:
        dates = (w for e in cluster if (w := _when(e)))
        yield Happening(entries=tuple(cluster), when=min(dates, key=_length, default=None))


def _likeness(event: Event, names: Mapping[str, str]) -> Likeness:
    doers, targets = (sorted(_folded(names.get(i, i)) for i in ids) for ids in (event.actor, event.recipient))
    return event.type, " ".join(sorted(event.mode)), " ".join(doers), " ".join(targets)


def _spot(entry: Entry) -> str:
    """The place that tells a happening from another of its sort."""
    event = entry.claim.fact
    if not isinstance(event, Event) or not event.where:
        return ""
    moves = any(mode.startswith(_PLACED) for mode in event.mode)
    return event.where.place if moves or event.type is not EventType.TRANSITION else ""


def _when(entry: Entry) -> When | None:
    return entry.claim.fact.when if isinstance(entry.claim.fact, Event) else None


def _reach(cluster: list[Entry]) -> date:
    return max(_bounds(_when(e))[1] for e in cluster)


def _bounds(when: When | None) -> tuple[date, date]:
    if when is None:
        return date.max, date.max
    return when.first or when.last or date.min, when.last or when.first or date.max


def _length(when: When) -> tuple[int, date]:
    first, last = _bounds(when)
    return (last - first).days, first
