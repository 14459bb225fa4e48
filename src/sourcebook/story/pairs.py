"""How likely do two claims tell one happening? A sum of weights with its reasons, and what forbids it outright.

What forbids: a total and a single event, a plan and a deed, a habit, contrary happenings, days or places certainly
apart, and two different things told by one report.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sourcebook.model.claim import Modality, Phase, Toll
from sourcebook.model.where import Place
from sourcebook.story.families import MUTUAL, Family, opposite, turned
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.numbers import Agreement, agreement, can_both_be
from sourcebook.story.told import Days, Side, Told
from sourcebook.story.weights import WEIGHTS, Trait
from sourcebook.story.words import PEOPLE, TROOPS, Hour, names

_UNDONE = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.QUESTION})
_HANDS = frozenset({Family.HOLD, Family.PASSAGE, Family.SITE})
_ONCE = frozenset({Family.LEADER_LOST, Family.LEADER_NEW})
FAR_DATED, FAR_UNDATED = 1, 14  # days beyond what both dates may be off
_NIGHT = 2  # days over which one happening may stretch
_NEXT = 150  # characters, about a sentence, within which a denial answers what was told
_SHORT = 3  # days; intervals up to that length say when, longer ones hardly do


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for or against.

    Attributes:
        trait: what it is.
        weight: log-odds that it adds; below zero it speaks against.
        words: the same for people.
    """

    trait: Trait
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely two claims tell one happening.

    Attributes:
        score: 0 to 1; 0 when something forbids it.
        reasons: what speaks for and against, the heaviest first.
        vetoes: what forbids it, in words.
    """

    score: float
    reasons: tuple[Reason, ...]
    vetoes: tuple[str, ...]


def likeness(a: Told, b: Told) -> Likeness:
    """How likely two claims tell one happening; the same whichever is named first.

    Args:
        a: a claim.
        b: another.
    """
    reasons = sorted(_reasons(a, b), key=lambda r: (-abs(r.weight), r.trait))
    forbidden = tuple(vetoes(a, b))
    likely = 0.0 if forbidden else _logistic(r.weight for r in reasons)
    return Likeness(score=likely, reasons=tuple(reasons), vetoes=forbidden)


def score(a: Told, b: Told) -> float | None:
    """The score of `likeness` alone, which takes half the time; None when something forbids it.

    Args:
        a: a claim.
        b: another.
    """
    if next(vetoes(a, b), None) is not None:
        return None
    worth = [_VALUES[trait] for trait in _traits(a, b)]
    worth.append(_worth(Trait.WORDS, _shared(a, b)))
    return _logistic(worth)


def _logistic(worth: Iterable[float]) -> float:
    return 1 / (1 + math.exp(-math.fsum(worth)))


def vetoes(a: Told, b: Told) -> Iterator[str]:
    """What forbids that two claims tell one happening, in words.

    Args:
        a: a claim.
        b: another.
    """
    if a.families.isdisjoint(b.families):
        yield "they tell happenings of different kinds"
    if opposite(a.modes, b.modes) or {a.phase, b.phase} == {Phase.START, Phase.STOP}:
        yield "they tell contrary happenings"
    if a.aggregate != b.aggregate:
        yield "one is a total over several incidents"
    if Modality.GENERIC in {a.modality, b.modality}:
        yield "one tells a habit"
    if undone(a) != undone(b):
        yield "one is planned, the other done"
    if sweeping(a) != sweeping(b):
        yield "one denies anything of the kind over several days"
    if nearness(a.place, b.place) is Nearness.APART:
        yield "their places are far apart"
    if _certainly_apart(a.days, b.days):
        yield "their days are certainly apart"
    if a.report == b.report and _two_things(a, b):
        yield "one report tells them as two things"


def undone(one: Told) -> bool:
    """Whether a claim tells what is still to come: a plan, or "may retake it this week".

    Args:
        one: the claim.
    """
    days = one.days
    ahead = days is not None and days.dated and one.published is not None and days.last > one.published
    return one.modality in _UNDONE or (one.modality is Modality.HEDGED and ahead)


def sweeping(one: Told) -> bool:
    """Whether a claim denies anything of the kind over several days.

    Args:
        one: the claim.
    """
    negated = one.modality is Modality.NEGATED and one.days is not None and one.days.dated
    return negated and one.days is not None and _length(one.days) > _NIGHT


def _certainly_apart(a: Days | None, b: Days | None) -> bool:
    if a is None or b is None:
        return False
    allowed = FAR_DATED if a.dated and b.dated else FAR_UNDATED
    return _gap(a, b) > max(a.slack, b.slack) + allowed


def _two_things(a: Told, b: Told) -> bool:
    """Whether what one report tells in two places differs where one happening could not.

    Two speakers may differ about one happening; one voice may not.
    """
    if nearness(a.place, b.place) in {Nearness.CLOSE, Nearness.DIFFERENT}:
        return True
    if a.speaker != b.speaker or Modality.NEGATED in {a.modality, b.modality}:
        return False
    if a.days and b.days and a.days.dated and b.days.dated and _gap(a.days, b.days) > 0:
        return True
    tolls = ((a.killed, b.killed), (a.wounded, b.wounded))
    if any(x and y and not can_both_be(x, y) for x, y in tolls):
        return True
    apart = (_sides(a.doers, b.doers), _sides(a.targets, b.targets))
    return (Nearness.DIFFERENT in apart and not _mirrored(a, b)) or _other_mode(a, b)


def _reasons(a: Told, b: Told) -> Iterator[Reason]:
    for trait in _traits(a, b):
        yield _reason(trait)
    if shared := _shared(a, b):
        yield _reason(Trait.WORDS, shared)


def _shared(a: Told, b: Told) -> float:
    """The share of their words that two claims have in common, 0 to 1."""
    if not a.words or not b.words:
        return 0.0
    return len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words))


def _reason(trait: Trait, share: float = 1.0) -> Reason:
    return Reason(trait=trait, weight=_worth(trait, share), words=WEIGHTS[trait].why)


def _worth(trait: Trait, share: float = 1.0) -> float:
    return round(WEIGHTS[trait].value * share, 3)


_VALUES = {trait: _worth(trait) for trait in Trait}


def _traits(a: Told, b: Told) -> Iterator[Trait]:
    yield Trait.ALWAYS
    if a.type == b.type:
        yield Trait.TYPE
    if a.modes & b.modes:
        yield Trait.MODE
    elif _other_mode(a, b):
        yield Trait.OTHER_MODE
    yield from (Trait.DENIED_LATER,) if _denied_later(a, b) else _time(a.days, b.days)
    if _one_night(a, b):
        yield Trait.NIGHT
    yield from _where(a, b)
    yield from _people(a, b)
    yield from _toll(a.killed, b.killed, (Trait.KILLED, Trait.KILLED_CLOSE, Trait.KILLED_FAR))
    yield from _toll(a.wounded, b.wounded, (Trait.WOUNDED, None, Trait.WOUNDED_FAR))
    if a.report == b.report:
        yield Trait.SAME_REPORT
        if _answers(a, b) or _answers(b, a):
            yield Trait.ANSWER


def _answers(deed: Told, denial: Told) -> bool:
    """Whether a denial closely follows the deed in one report; the quotes may overlap, as parts of one sentence do."""
    if denial.modality is not Modality.NEGATED or deed.modality is Modality.NEGATED:
        return False
    return deed.quote.start < denial.quote.start <= deed.quote.end + _NEXT


def _where(a: Told, b: Told) -> Iterator[Trait]:
    near = nearness(a.place, b.place)
    if near is Nearness.UNKNOWN and (_names(a, b.place) or _names(b, a.place)):
        yield Trait.PLACE_NAMED
    yield from _PLACES.get(near, ())
    met = near in {Nearness.SAME, Nearness.INSIDE} and a.families & b.families & _HANDS
    if met and (_soon(a.days, b.days) or _denied_later(a, b)):
        yield Trait.HANDS


def _soon(a: Days | None, b: Days | None) -> bool:
    return a is not None and b is not None and _gap(a, b) <= max(a.slack, b.slack)


def _names(one: Told, place: Place | None) -> bool:
    """Whether the words of a claim name a place."""
    called = names(place.name) if place else frozenset()
    return bool(called) and called <= one.names


_PLACES = {
    Nearness.SAME: (Trait.PLACE,),
    Nearness.INSIDE: (Trait.PLACE_INSIDE,),
    Nearness.CLOSE: (Trait.PLACE_CLOSE,),
    Nearness.DIFFERENT: (Trait.PLACE_DIFFERENT,),
}


def _other_mode(a: Told, b: Told) -> bool:
    return bool(a.modes and b.modes) and a.modes.isdisjoint(b.modes) and not turned(a.modes, b.modes)


def _time(a: Days | None, b: Days | None) -> Iterator[Trait]:
    if a is None or b is None:
        return
    gap = _gap(a, b)
    if gap > 0 and a.dated and b.dated:
        yield Trait.NEXT_DAY if gap <= max(a.slack, b.slack) else Trait.DAYS_BETWEEN
    elif gap > max(a.slack, b.slack):
        yield Trait.DAYS_BETWEEN
    elif not (a.dated and b.dated):
        if min(_length(x) for x in (a, b) if x.dated or a.dated is b.dated) <= _SHORT:
            yield Trait.NEWS
    elif a.exact and b.exact:
        yield Trait.DAY
    elif max(_length(a), _length(b)) <= _SHORT:
        yield Trait.DAYS


def _denied_later(a: Told, b: Told) -> bool:
    """Whether one is a denial dated after the deed that the other tells: such a day is that of the denial itself."""
    denied = [one.modality is Modality.NEGATED for one in (a, b)]
    if (
        a.days is None
        or b.days is None
        or not (a.days.dated and b.days.dated)
        or all(denied)
        or not any(denied)
    ):
        return False
    return b.days.first > a.days.last if denied[1] else a.days.first > b.days.last


def _one_night(a: Told, b: Told) -> bool:
    """Whether one tells of an evening and the other of the small hours after it."""
    if a.days is None or b.days is None or not (a.days.exact and b.days.exact):
        return False
    nights = ((a.hour, b.hour, b.days.first - a.days.first), (b.hour, a.hour, a.days.first - b.days.first))
    return any(x is Hour.EVENING and y is Hour.MORNING and gap.days == 1 for x, y, gap in nights)


def _gap(a: Days, b: Days) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 or less when they overlap."""
    return max((b.first - a.last).days, (a.first - b.last).days)


def _length(days: Days) -> int:
    return (days.last - days.first).days + 1


def _people(a: Told, b: Told) -> Iterator[Trait]:
    if turned(a.modes, b.modes):
        return
    if _mirrored(a, b):
        yield from _side(_sides(_all(a), _all(b)), (Trait.DOER, Trait.DOER_KIN, Trait.OTHER_DOER))
        return
    yield from _side(_sides(a.doers, b.doers), (Trait.DOER, Trait.DOER_KIN, Trait.OTHER_DOER))
    yield from _side(_sides(a.targets, b.targets), (Trait.TARGET, Trait.TARGET_KIN, Trait.OTHER_TARGET))
    if a.families & b.families & _ONCE and a.targets.named & b.targets.named:
        yield Trait.ONCE
    if _other_sort(a.targets.words, b.targets.words):
        yield Trait.OTHER_SORT
    if a.targets.words & b.targets.words:
        yield Trait.TARGET_WORDS


def _other_sort(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether those hit carry arms in one telling and none in the other."""
    pairs = ((one, other), (other, one))
    return any(x & TROOPS and not x & PEOPLE and y & PEOPLE and not y & TROOPS for x, y in pairs)


def _mirrored(a: Told, b: Told) -> bool:
    return bool(MUTUAL & a.families & b.families)


def _all(one: Told) -> Side:
    return Side(named=one.doers.named | one.targets.named, kin=one.doers.kin | one.targets.kin)


def _sides(a: Side, b: Side) -> Nearness:
    """How two sides stand to each other: the same, one inside the other (kin), different, or not known."""
    if not a.named or not b.named:
        return Nearness.UNKNOWN
    if a.named & b.named:
        return Nearness.SAME
    return Nearness.INSIDE if a.named & b.kin or b.named & a.kin else Nearness.DIFFERENT


def _side(how: Nearness, traits: tuple[Trait, Trait, Trait]) -> Iterator[Trait]:
    same, kin, different = traits
    found = {Nearness.SAME: same, Nearness.INSIDE: kin, Nearness.DIFFERENT: different}.get(how)
    if found:
        yield found


def _toll(a: Toll | None, b: Toll | None, traits: tuple[Trait, Trait | None, Trait]) -> Iterator[Trait]:
    if a is None or b is None:
        return
    equal, close, far = traits
    found = {Agreement.EQUAL: equal, Agreement.CLOSE: close, Agreement.FAR: far}.get(agreement(a, b))
    if found:
        yield found
