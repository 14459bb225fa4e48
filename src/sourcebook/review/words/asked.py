"""Answers to questions: diff, posture, reach, hinges, what to judge."""

from dataclasses import dataclass, field

from sourcebook.review.words.claims import ClaimRow, Named, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One change between two days; `sort` is happened, began, ended, confirmed, denied or contradicted."""

    sort: str
    when: str | None
    title: str
    tie: str | None
    incident: str | None
    said: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed between two days."""

    first: str
    last: str
    lines: list[DiffLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureStep:
    """One thing that an actor does about a target."""

    move: str
    phase: str | None
    when: str | None
    by: list[Named]
    possibly: bool
    claim: str
    said: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """What an actor does about a target, in time order."""

    actor: list[Named]
    target: list[Named]
    steps: list[PostureStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A place that is reached, and from where; `doubt` when it rests on hedged words."""

    place: Named
    start: Named | None
    way: str
    partly: bool
    doubt: bool
    known: list[str]
    said: list[Quote]
    ties: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """To which places an actor can get; with something thought away, what is lost.

    Attributes:
        actor: who counts as the actor.
        hops: the places reached, none before that from which it is reached; after the removal when there is one.
        lost: places no longer reached, as they were.
        said_lost: what reports themselves say was lost.
        without: what is thought away.
        closed, apart: passages that are closed; places where it acts though no report names a way.
    """

    actor: list[Named]
    hops: list[Hop]
    lost: list[Hop]
    said_lost: list[Quote]
    without: list[Named]
    closed: list[Named]
    apart: list[Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeLine:
    """A body, place or tie without which the network falls apart; `said` ties it to the rest."""

    entity: Named | None
    tie: str | None
    title: str
    parts: list[list[Named]]
    said: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A claim worth judging, with the reasons."""

    claim: ClaimRow
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What to judge first; `judged` of `total` claims are."""

    items: list[Wanted]
    judged: int
    total: int
