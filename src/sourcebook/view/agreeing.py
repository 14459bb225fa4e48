"""How far two tellings of one incident agree, field by field, and what comes of it over many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sourcebook.model.where import Place
from sourcebook.story.clashes import Field as Number
from sourcebook.story.families import families
from sourcebook.story.incident import Figure, Incident, Party
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.told import Kin, event_of


class Fit(StrEnum):
    """How two values lie to each other."""

    SAME = "same"
    NEAR = "near"  # both may be right: days that overlap, a place in another, a state and its army
    OTHER = "other"
    ONLY_A = "only_a"  # B says nothing of it
    ONLY_B = "only_b"
    NEITHER = "neither"


class Aspect(StrEnum):
    """What is compared."""

    TYPE = "type"
    DAY = "day"
    PLACE = "place"
    DOER = "doer"
    TARGET = "target"
    KILLED = "killed"
    WOUNDED = "wounded"


_PLACES = {
    Nearness.SAME: Fit.SAME, Nearness.INSIDE: Fit.NEAR, Nearness.IN_COUNTRY: Fit.NEAR, Nearness.CLOSE: Fit.NEAR,
    Nearness.UNKNOWN: Fit.NEAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two books agree about one aspect, over the incidents that both have.

    Attributes:
        both: incidents of which both say it.
        same: those of which they say the same.
        near: those of which both may be right.
        only_a: those of which only the first says it.
        only_b: those of which only the second does.
    """

    both: int
    same: int
    near: int
    only_a: int
    only_b: int

    @property
    def share(self) -> float | None:
        """Same or near of those of which both say it, 0 to 1; None where there are none."""
        return (self.same + self.near) / self.both if self.both else None


def fits(a: Incident, b: Incident, *, places: Mapping[str, Place], kin: Kin) -> dict[Aspect, Fit]:
    """How two tellings of an incident agree.

    Args:
        a: as the first book tells it.
        b: as the second does.
        places: places by id.
        kin: for an actor those that may stand for it.
    """
    return {
        Aspect.TYPE: _types(a, b),
        Aspect.DAY: _days(a, b),
        Aspect.PLACE: _places(a.where, b.where, places),
        Aspect.DOER: _parties(a.doers, b.doers, kin),
        Aspect.TARGET: _parties(a.targets, b.targets, kin),
        Aspect.KILLED: _numbers(a.tolls.get(Number.KILLED), b.tolls.get(Number.KILLED)),
        Aspect.WOUNDED: _numbers(a.tolls.get(Number.WOUNDED), b.tolls.get(Number.WOUNDED)),
    }


def agreements(told: Iterable[Mapping[Aspect, Fit]]) -> dict[Aspect, Agreement]:
    """What comes of it over many incidents.

    Args:
        told: what `fits` gave of each.
    """
    every = list(told)
    return {aspect: _counted(Counter(one[aspect] for one in every)) for aspect in Aspect}


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement on a label beyond chance (Cohen 1960, doi:10.1177/001316446002000104), up to 1.

    Args:
        pairs: what the two say of each incident.

    Returns:
        None without incidents, or where chance alone would give full agreement.
    """
    if not pairs:
        return None
    seen = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def _counted(counts: Counter[Fit]) -> Agreement:
    both = counts[Fit.SAME] + counts[Fit.NEAR] + counts[Fit.OTHER]
    alone = counts[Fit.ONLY_A], counts[Fit.ONLY_B]
    return Agreement(
        both=both, same=counts[Fit.SAME], near=counts[Fit.NEAR], only_a=alone[0], only_b=alone[1]
    )


def _alone(a: object, b: object) -> Fit | None:
    """What to say where at least one says nothing; None where both say something."""
    if a and b:
        return None
    return Fit.ONLY_A if a else Fit.ONLY_B if b else Fit.NEITHER


def _types(a: Incident, b: Incident) -> Fit:
    kinds = [{f for e in one.entries for f in families(event_of(e).type, event_of(e).mode)} for one in (a, b)]
    return Fit.SAME if a.type is b.type else Fit.NEAR if kinds[0] & kinds[1] else Fit.OTHER


def _days(a: Incident, b: Incident) -> Fit:
    one, other = (i.when.closed if i.when else None for i in (a, b))
    if one is None or other is None:
        return _alone(one, other) or Fit.NEITHER
    if one == other:
        return Fit.SAME
    return Fit.NEAR if one[0] <= other[1] and other[0] <= one[1] else Fit.OTHER


def _places(a: str | None, b: str | None, places: Mapping[str, Place]) -> Fit:
    alone = _alone(a, b)
    if alone is not None:
        return alone
    return Fit.SAME if a == b else _PLACES.get(nearness(places.get(a or ""), places.get(b or "")), Fit.OTHER)


def _parties(a: Sequence[Party], b: Sequence[Party], kin: Kin) -> Fit:
    one, other = {p.actor for p in a}, {p.actor for p in b}
    alone = _alone(one, other)
    if alone is not None:
        return alone
    wide = one.union(*(kin.get(i, frozenset()) for i in one))
    return Fit.SAME if one == other else Fit.NEAR if wide & other else Fit.OTHER


def _numbers(a: Figure | None, b: Figure | None) -> Fit:
    if a is None or b is None:
        return _alone(a, b) or Fit.NEITHER
    if a.best is not None and a.best == b.best:
        return Fit.SAME
    (low, high), (least, most) = _range(a), _range(b)
    return Fit.NEAR if low <= most and least <= high else Fit.OTHER


def _range(figure: Figure) -> tuple[float, float]:
    high = figure.high if figure.high is not None and not figure.open else float("inf")
    return figure.low or 0, high
