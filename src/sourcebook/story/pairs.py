"""How likely do two claims tell one happening? A sum of weights with its reasons, and what forbids it outright.

What forbids: a total and a single event, a plan and a deed, a habit, contrary happenings, days or places certainly
apart, and two different things told by one report.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sourcebook.model.claim import Modality, Phase
from sourcebook.model.where import Place
from sourcebook.story.families import MUTUAL, Family, opposite, turned
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.numbers import Agreement, agreement, can_both_be
from sourcebook.story.told import Days, Side, Told
from sourcebook.story.weights import WEIGHTS, Trait
from sourcebook.story.words import PEOPLE, TROOPS, Hour, names

# an enumeration's member takes longer to look up than most questions here take to answer
_NEGATED, _GENERIC, _HEDGED = Modality.NEGATED, Modality.GENERIC, Modality.HEDGED
_SAME, _INSIDE, _CLOSE = Nearness.SAME, Nearness.INSIDE, Nearness.CLOSE
_UNKNOWN, _DIFFERENT, _APART = Nearness.UNKNOWN, Nearness.DIFFERENT, Nearness.APART
_ALWAYS, _TYPE = Trait.ALWAYS, Trait.TYPE
_UNDONE = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.QUESTION})
_ENDS = {Phase.START, Phase.STOP}
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
    for forbids, _ in _VETOES:
        if forbids(a, b):
            return None
    worth = [_VALUES[trait] for trait in _traits(a, b)]
    worth.append(round(_SHARED_WORDS * _shared(a, b), 3))
    return _logistic(worth)


def _logistic(worth: Iterable[float]) -> float:
    return 1 / (1 + math.exp(-math.fsum(worth)))


def vetoes(a: Told, b: Told) -> Iterator[str]:
    """What forbids that two claims tell one happening, in words.

    Args:
        a: a claim.
        b: another.
    """
    return (words for forbids, words in _VETOES if forbids(a, b))


def _contrary(a: Told, b: Told) -> bool:
    return opposite(a.modes, b.modes) or (a.phase is not b.phase and {a.phase, b.phase} == _ENDS)


def _of_one_report(a: Told, b: Told) -> bool:
    return a.report == b.report and _two_things(a, b)


def undone(one: Told) -> bool:
    """Whether a claim tells what is still to come: a plan, or "may retake it this week".

    Args:
        one: the claim.
    """
    if one.modality is not _HEDGED:
        return one.modality in _UNDONE
    days = one.days
    return days is not None and days.dated and one.published is not None and days.last > one.published


def sweeping(one: Told) -> bool:
    """Whether a claim denies anything of the kind over several days.

    Args:
        one: the claim.
    """
    negated = one.modality is _NEGATED and one.days is not None and one.days.dated
    return negated and one.days is not None and _length(one.days) > _NIGHT


_VETOES: tuple[tuple[Callable[[Told, Told], bool], str], ...] = (
    (lambda a, b: a.families.isdisjoint(b.families), "they tell happenings of different kinds"),
    (_contrary, "they tell contrary happenings"),
    (lambda a, b: a.aggregate != b.aggregate, "one is a total over several incidents"),
    (lambda a, b: _GENERIC in (a.modality, b.modality), "one tells a habit"),
    (lambda a, b: undone(a) != undone(b), "one is planned, the other done"),
    (lambda a, b: sweeping(a) != sweeping(b), "one denies anything of the kind over several days"),
    (lambda a, b: nearness(a.place, b.place) is _APART, "their places are far apart"),
    (lambda a, b: _certainly_apart(a.days, b.days), "their days are certainly apart"),
    (_of_one_report, "one report tells them as two things"),
)
"""What forbids that two claims tell one happening, and in words."""


def _certainly_apart(a: Days | None, b: Days | None) -> bool:
    if a is None or b is None:
        return False
    allowed = FAR_DATED if a.dated and b.dated else FAR_UNDATED
    return _gap(a, b) > max(a.slack, b.slack) + allowed


def _two_things(a: Told, b: Told) -> bool:
    """Whether what one report tells in two places differs where one happening could not.

    Two speakers may differ about one happening; one voice may not.
    """
    if nearness(a.place, b.place) in {_CLOSE, _DIFFERENT}:
        return True
    if a.speaker != b.speaker or _NEGATED in {a.modality, b.modality}:
        return False
    if a.days and b.days and a.days.dated and b.days.dated and _gap(a.days, b.days) > 0:
        return True
    tolls = ((a.killed, b.killed), (a.wounded, b.wounded))
    if any(x and y and not can_both_be(x, y) for x, y in tolls):
        return True
    apart = (_sides(a.doers, b.doers), _sides(a.targets, b.targets))
    return (_DIFFERENT in apart and not _mirrored(a, b)) or _other_mode(a, b)


def _reasons(a: Told, b: Told) -> Iterator[Reason]:
    for trait in _traits(a, b):
        if trait is not None:
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


_VALUES: dict[Trait | None, float] = {None: 0.0, **{trait: _worth(trait) for trait in Trait}}
_SHARED_WORDS = WEIGHTS[Trait.WORDS].value


def _traits(a: Told, b: Told) -> list[Trait | None]:
    """What speaks for or against, with None where a question has no answer."""
    found: list[Trait | None] = [_ALWAYS, _TYPE if a.type is b.type else None, _mode(a, b)]
    found.append(Trait.DENIED_LATER if _denied_later(a, b) else _time(a.days, b.days))
    if a.hour is not None and b.hour is not None and _one_night(a, b):
        found.append(Trait.NIGHT)
    found += _where(a, b)
    found += _people(a, b)
    if a.killed is not None and b.killed is not None:
        found.append(_KILLED.get(agreement(a.killed, b.killed)))
    if a.wounded is not None and b.wounded is not None:
        found.append(_WOUNDED.get(agreement(a.wounded, b.wounded)))
    if a.report == b.report:
        found += (Trait.SAME_REPORT, Trait.ANSWER if _answers(a, b) or _answers(b, a) else None)
    return found


_KILLED = {
    Agreement.EQUAL: Trait.KILLED,
    Agreement.CLOSE: Trait.KILLED_CLOSE,
    Agreement.FAR: Trait.KILLED_FAR,
}
_WOUNDED = {Agreement.EQUAL: Trait.WOUNDED, Agreement.FAR: Trait.WOUNDED_FAR}


def _mode(a: Told, b: Told) -> Trait | None:
    if not a.modes or not b.modes:
        return None
    if a.modes & b.modes:
        return Trait.MODE
    return Trait.OTHER_MODE if _other_mode(a, b) else None


def _answers(deed: Told, denial: Told) -> bool:
    """Whether a denial closely follows the deed in one report; the quotes may overlap, as parts of one sentence do."""
    if denial.modality is not _NEGATED or deed.modality is _NEGATED:
        return False
    return deed.quote.start < denial.quote.start <= deed.quote.end + _NEXT


def _where(a: Told, b: Told) -> tuple[Trait | None, ...]:
    near = nearness(a.place, b.place)
    if near is _UNKNOWN:
        return (Trait.PLACE_NAMED if _names(a, b.place) or _names(b, a.place) else None,)
    met = near in _MEETING and a.families & b.families & _HANDS
    hands = met and (_soon(a.days, b.days) or _denied_later(a, b))
    return _PLACES.get(near), Trait.HANDS if hands else None


def _soon(a: Days | None, b: Days | None) -> bool:
    return a is not None and b is not None and _gap(a, b) <= max(a.slack, b.slack)


def _names(one: Told, place: Place | None) -> bool:
    """Whether the words of a claim name a place."""
    called = names(place.name) if place else frozenset()
    return bool(called) and called <= one.names


_MEETING = frozenset({_SAME, _INSIDE})
_PLACES = {
    _SAME: Trait.PLACE,
    _INSIDE: Trait.PLACE_INSIDE,
    _CLOSE: Trait.PLACE_CLOSE,
    _DIFFERENT: Trait.PLACE_DIFFERENT,
}


def _other_mode(a: Told, b: Told) -> bool:
    return bool(a.modes and b.modes) and a.modes.isdisjoint(b.modes) and not turned(a.modes, b.modes)


def _time(a: Days | None, b: Days | None) -> Trait | None:
    if a is None or b is None:
        return None
    gap = _gap(a, b)
    if gap > max(a.slack, b.slack):
        return Trait.DAYS_BETWEEN
    if not (a.dated and b.dated):
        told = min(_length(x) for x in (a, b) if x.dated or a.dated is b.dated)
        return Trait.NEWS if told <= _SHORT else None
    if gap > 0:
        return Trait.NEXT_DAY
    if a.exact and b.exact:
        return Trait.DAY
    return Trait.DAYS if max(_length(a), _length(b)) <= _SHORT else None


def _denied_later(a: Told, b: Told) -> bool:
    """Whether one is a denial dated after the deed that the other tells: such a day is that of the denial itself."""
    denied = b.modality is _NEGATED
    if (a.modality is _NEGATED) is denied or a.days is None or b.days is None:
        return False
    if not (a.days.dated and b.days.dated):
        return False
    return b.days.first > a.days.last if denied else a.days.first > b.days.last


def _one_night(a: Told, b: Told) -> bool:
    """Whether one tells of an evening and the other of the small hours after it."""
    if a.days is None or b.days is None or not (a.days.exact and b.days.exact):
        return False
    nights = ((a.hour, b.hour, b.days.first - a.days.first), (b.hour, a.hour, a.days.first - b.days.first))
    return any(x is Hour.EVENING and y is Hour.MORNING and gap.days == 1 for x, y, gap in nights)


def _gap(a: Days, b: Days) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 or less when they overlap."""
    return (b.first - a.last if b.first > a.first else a.first - b.last).days


def _length(days: Days) -> int:
    return (days.last - days.first).days + 1


def _people(a: Told, b: Told) -> tuple[Trait | None, ...]:
    if turned(a.modes, b.modes):
        return ()
    if _mirrored(a, b):
        return (_DOERS.get(_both(a, b)),)
    once = a.families & b.families & _ONCE and a.targets.named & b.targets.named
    return (
        _DOERS.get(_sides(a.doers, b.doers)),
        _TARGETS.get(_sides(a.targets, b.targets)),
        Trait.ONCE if once else None,
        Trait.OTHER_SORT if _other_sort(a.targets.words, b.targets.words) else None,
        Trait.TARGET_WORDS if a.targets.words & b.targets.words else None,
    )


_DOERS = {
    _SAME: Trait.DOER,
    _INSIDE: Trait.DOER_KIN,
    _DIFFERENT: Trait.OTHER_DOER,
}
_TARGETS = {
    _SAME: Trait.TARGET,
    _INSIDE: Trait.TARGET_KIN,
    _DIFFERENT: Trait.OTHER_TARGET,
}


def _other_sort(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether those hit carry arms in one telling and none in the other."""
    if not one or not other:
        return False
    pairs = ((one, other), (other, one))
    return any(x & TROOPS and not x & PEOPLE and y & PEOPLE and not y & TROOPS for x, y in pairs)


def _mirrored(a: Told, b: Told) -> bool:
    return not (MUTUAL & a.families).isdisjoint(b.families)


def _both(a: Told, b: Told) -> Nearness:
    """How those on either side stand to each other, as `_sides` of one side."""
    ours, theirs = (a.doers, a.targets), (b.doers, b.targets)
    if not any(side.named for side in ours) or not any(side.named for side in theirs):
        return _UNKNOWN
    found = {_sides(one, other) for one in ours for other in theirs}
    return next((n for n in (_SAME, _INSIDE) if n in found), _DIFFERENT)


def _sides(a: Side, b: Side) -> Nearness:
    """How two sides stand to each other: the same, one inside the other (kin), different, or not known."""
    if not a.named or not b.named:
        return _UNKNOWN
    if not a.named.isdisjoint(b.named):
        return _SAME
    near = not (a.named.isdisjoint(b.kin) and b.named.isdisjoint(a.kin))
    return _INSIDE if near else _DIFFERENT
