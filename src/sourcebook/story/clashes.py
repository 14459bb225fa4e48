"""Where do the claims of one incident contradict one another? Pairs of claims, the field, and why.

Nothing is settled here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import attrgetter

from sourcebook.ledger.rows import Entry
from sourcebook.model.claim import Event, Modality, Toll
from sourcebook.story.families import Family, turned
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.numbers import bounds, can_both_be
from sourcebook.story.told import Told, event_of, order


class Field(StrEnum):
    """What two claims may disagree about."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    WHEN = "when"
    WHERE = "where"
    ACTOR = "actor"
    MODALITY = "modality"


_NEGATED = Modality.NEGATED
_SELVES = frozenset({Family.LEADER_LOST, Family.HOLD, Family.PASSAGE, Family.BODY})
TOLLS = (Field.KILLED, Field.WOUNDED, Field.MISSING, Field.ABDUCTED, Field.DISPLACED)
_GIVEN = attrgetter(*map(str, TOLLS))
_APART = frozenset({Nearness.DIFFERENT, Nearness.APART})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two claims that cannot both be right.

    Attributes:
        field: about what.
        one: the claim published first.
        other: the other claim.
        words: why, for people.
        update: the later one may only be newer: a toll that rose, or a number that its own outlet replaced.
    """

    field: Field
    one: Entry
    other: Entry
    words: str
    update: bool = False


Member = tuple[Entry, Told]
Origin = Callable[[Entry], str]


def clashes(members: Sequence[Member], origin: Origin) -> Iterator[Clash]:
    """Every pair of claims of an incident that cannot both be right, with the field.

    Args:
        members: the claims with what is compared of them; any order.
        origin: from a claim to the name of the origin of its words.
    """
    yield from clashes_in_order(sorted(members, key=lambda m: order(m[0])), origin)


def clashes_in_order(members: Sequence[Member], origin: Origin) -> Iterator[Clash]:
    """The same of claims that stand in the order of publication already.

    Args:
        members: in the order of `told.order`.
        origin: as for `clashes`.
    """
    tolls = {id(entry): tolls_of(event_of(entry)) for entry, _ in members}
    for (one, a), (other, b) in combinations(members, 2):
        given, then = tolls[id(one)], tolls[id(other)]
        if given and then:
            yield from _of_tolls((one, given), (other, then), origin)
        if _NEGATED in (a.modality, b.modality):
            yield from _of_denial(one, a, other, b)
            continue
        if _days_apart(a, b):
            yield Clash(field=Field.WHEN, one=one, other=other, words="their days do not meet")
        if a.place is not b.place and nearness(a.place, b.place) in _APART:
            yield Clash(field=Field.WHERE, one=one, other=other, words="their places lie apart")
        if _other_doers(a, b) and not turned(a.modes, b.modes):
            yield Clash(field=Field.ACTOR, one=one, other=other, words="they name different doers")


def tolls_of(fact: Event) -> dict[Field, Toll]:
    """The numbers of people that an event gives."""
    given = _GIVEN(fact)
    if not any(given):
        return {}
    return {field: toll for field, toll in zip(TOLLS, given, strict=True) if toll is not None}


def _of_tolls(
    first: tuple[Entry, dict[Field, Toll]], second: tuple[Entry, dict[Field, Toll]], origin: Origin
) -> Iterator[Clash]:
    (one, given), (other, then) = first, second
    for field, a in given.items():
        b = then.get(field)
        if b is None or can_both_be(a, b):
            continue
        newer = _replaced(one, other, origin) or _rose(one, a, other, b)
        words = "the later number may be the newer one" if newer else "their numbers cannot both be right"
        yield Clash(field=field, one=one, other=other, words=words, update=newer)


def _replaced(one: Entry, other: Entry, origin: Origin) -> bool:
    """Whether an origin gave its own number anew; two speakers in one report are two voices."""
    return one.source.id != other.source.id and origin(one) == origin(other)


def _rose(one: Entry, a: Toll, other: Entry, b: Toll) -> bool:
    """Whether the number is higher in what was published on a later day."""
    first, then = one.source.published, other.source.published
    if first is None or then is None or first.last is None or then.first is None:
        return False
    return first.last < then.first and bounds(b)[0] > bounds(a)[1]


def _of_denial(one: Entry, a: Told, other: Entry, b: Told) -> Iterator[Clash]:
    """A denied deed against a told one.

    Of the same doer, or of anybody when the denial names none; that a leader, a place or a passage was lost is denied
    whoever did it.
    """
    denial, deed = (a, b) if a.modality is _NEGATED else (b, a)
    if deed.modality is _NEGATED:
        return
    whole = bool(a.families & b.families & _SELVES) or turned(a.modes, b.modes)
    nobody = not (denial.doers.named or denial.doers.words)
    near = denial.doers.named & (deed.doers.named | deed.doers.kin) or denial.doers.kin & deed.doers.named
    if near or nobody or whole:
        yield Clash(field=Field.MODALITY, one=one, other=other, words="one tells what the other denies")


def _days_apart(a: Told, b: Told) -> bool:
    if a.days is None or b.days is None or not (a.days.dated and b.days.dated):
        return False
    return a.days.last < b.days.first or b.days.last < a.days.first


def _other_doers(a: Told, b: Told) -> bool:
    x, y = a.doers, b.doers
    if not x.named or not y.named:
        return False
    return x.named.isdisjoint(y.named) and x.named.isdisjoint(y.kin) and y.named.isdisjoint(x.kin)
