"""Which happenings open or close which ties.

One row per rule, after the schema's account of events: who leads, holds or may pass changes with a TRANSITION, with a
leader's violent death, and with a withdrawal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sourcebook.asof.marks import Turn
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Event, EventType, Expression, Predicate

P = Predicate


class Part(StrEnum):
    """Which of a happening's parties is an end of the tie."""

    DOER = "doer"  # who does it
    TARGET = "target"  # at whom it is directed
    BODY = "body"  # whom it befalls: the target, or the doer where there is none ("the government fell")
    WITH = "with"  # who takes part with the doer
    TAKEN = "taken"  # targets and victims, where people are taken
    DEAD = "dead"  # targets and victims, where people are killed
    PLACE = "place"  # where it happens
    ORIGIN = "origin"  # from where
    OTHERS = "others"  # everybody but the doers
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a happening does to ties.

    Attributes:
        type: of event.
        mode: of event; None for any.
        turn: BEGAN or ENDED.
        ties: the predicates.
        subject: who must be the subject.
        object: who must be the object.
        makes: whether the happening alone proves the tie; if not, it only turns ties that something else tells of.
        doubt: whether the rule is a guess, so that what it ends is unknown afterwards and not ended.
        kinds: what the named end must be; None for anything.
    """

    type: EventType = EventType.TRANSITION
    mode: str | None
    turn: Turn
    ties: frozenset[Predicate]
    subject: Part = Part.ANY
    object: Part = Part.ANY
    makes: bool = False
    doubt: bool = False
    kinds: frozenset[ActorKind] | None = None


def _ties(*predicates: Predicate) -> frozenset[Predicate]:
    return frozenset(predicates)


_LASTING = _ties(
    P.FOUNDED_BY, P.SPLIT_FROM, P.MERGED_INTO, P.SUCCEEDS, P.DISTINCT_FROM, P.ALIAS,
    P.LOCATED_IN, P.ADJOINS, P.CONNECTS,
)  # fmt: skip
LIVING = frozenset(P) - _LASTING
"""Ties that end when one of their ends is no more."""

_STEAD = _ties(P.CONTROLS, P.BASED_AT, P.OPERATES_IN)
_MEMBERSHIP = _ties(P.PART_OF, P.MEMBER_OF, P.PLEDGED_TO, P.ALLIED_WITH, P.AFFILIATED_WITH)
_POST = _ties(P.HOLDS_OFFICE)
_LED = _ties(P.LED_BY)
_HELD = _ties(P.CONTROLS)
_BASE = _ties(P.BASED_AT)
_PERSON = frozenset({ActorKind.PERSON})
_REGIME = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.STATE}  # a state outlives its government
B, E = Turn.BEGAN, Turn.ENDED

RULES: tuple[Rule, ...] = (
    Rule(mode="control_gained", turn=B, ties=_HELD, subject=Part.DOER, object=Part.PLACE, makes=True),
    Rule(mode="control_gained", turn=E, ties=_HELD, subject=Part.TARGET, object=Part.PLACE, makes=True),
    Rule(mode="control_gained", turn=E, ties=_HELD, subject=Part.OTHERS, object=Part.PLACE),
    Rule(mode="control_lost", turn=E, ties=_HELD, subject=Part.DOER, object=Part.PLACE, makes=True),
    Rule(mode="control_lost", turn=B, ties=_HELD, subject=Part.TARGET, object=Part.PLACE, makes=True),
    Rule(mode="base_established", turn=B, ties=_BASE, subject=Part.DOER, object=Part.PLACE, makes=True),
    Rule(mode="base_abandoned", turn=E, ties=_BASE, subject=Part.DOER, object=Part.PLACE, makes=True),
    Rule(mode="leader_lost", turn=E, ties=_LED, object=Part.BODY, kinds=_PERSON),
    Rule(mode="leader_lost", turn=E, ties=_POST, subject=Part.BODY, kinds=_PERSON),
    Rule(mode="leader_installed", turn=B, ties=_LED, object=Part.TARGET, kinds=_PERSON),
    Rule(mode="leader_installed", turn=B, ties=_POST, subject=Part.TARGET, kinds=_PERSON),
    Rule(mode="regime_fell", turn=E, ties=LIVING, subject=Part.BODY, kinds=_REGIME),
    Rule(mode="regime_fell", turn=E, ties=LIVING, object=Part.BODY, kinds=_REGIME),
    Rule(mode="regime_fell", turn=E, ties=_LED, object=Part.BODY, kinds=_PERSON),
    Rule(mode="regime_fell", turn=E, ties=_POST, subject=Part.BODY, kinds=_PERSON),
    Rule(mode="group_dissolved", turn=E, ties=LIVING, subject=Part.BODY),
    Rule(mode="group_dissolved", turn=E, ties=LIVING, object=Part.BODY),
    Rule(mode="group_merged", turn=B, ties=_ties(P.MERGED_INTO), subject=Part.DOER, object=Part.TARGET, makes=True),
    Rule(mode="group_merged", turn=E, ties=LIVING, subject=Part.DOER),
    Rule(mode="group_merged", turn=E, ties=LIVING, object=Part.DOER),
    Rule(mode="group_split", turn=B, ties=_ties(P.SPLIT_FROM), subject=Part.DOER, object=Part.TARGET, makes=True),
    Rule(mode="group_split", turn=E, ties=_MEMBERSHIP, subject=Part.DOER, object=Part.TARGET),
    Rule(mode="group_formed", turn=B, ties=_ties(P.PART_OF), subject=Part.WITH, object=Part.BODY),
    Rule(type=EventType.RETREAT, mode="withdraw", turn=E, ties=_STEAD, subject=Part.DOER, object=Part.ORIGIN),
    Rule(type=EventType.RETREAT, mode="withdraw", turn=E, ties=_STEAD, subject=Part.DOER, object=Part.PLACE,
         doubt=True),
    Rule(type=EventType.RETREAT, mode="resign", turn=E, ties=_POST, subject=Part.DOER, kinds=_PERSON),
    Rule(type=EventType.RETREAT, mode="resign", turn=E, ties=_LED, object=Part.DOER, kinds=_PERSON),
    Rule(type=EventType.ASSAULT, mode=None, turn=E, ties=_LED, object=Part.DEAD, kinds=_PERSON),
    Rule(type=EventType.ASSAULT, mode=None, turn=E, ties=_ties(P.HOLDS_OFFICE, P.MEMBER_OF), subject=Part.DEAD,
         kinds=_PERSON),
    Rule(type=EventType.COERCE, mode="arrest", turn=E, ties=_LED, object=Part.TAKEN, kinds=_PERSON, doubt=True),
    Rule(type=EventType.ASSAULT, mode="abduct", turn=E, ties=_LED, object=Part.TAKEN, kinds=_PERSON, doubt=True),
)  # fmt: skip
"""The rules, in the order of the schema's modes."""

TURNING = tuple(sorted({rule.type for rule in RULES}))
"""Types of event that may turn a tie; those of `PASSAGES` are among them."""

_BY_TYPE = {type_: tuple(rule for rule in RULES if rule.type is type_) for type_ in TURNING}

PASSAGES = {"passage_opened": Turn.BEGAN, "passage_closed": Turn.ENDED}
"""Modes that say whether a crossing may be passed; they leave the tie as it is."""


def rules_for(event: Event) -> Iterator[Rule]:
    """The rules that a happening sets off.

    Args:
        event: what happened.
    """
    for rule in _BY_TYPE.get(event.type, ()):
        if rule.mode is None or rule.mode in event.mode:
            yield rule


def those(event: Event, part: Part) -> tuple[str, ...]:
    """Ids of a happening's parties; none for ANY and OTHERS, which name nobody.

    Args:
        event: what happened.
        part: which of them.
    """
    found = _PARTS.get(part)
    return found(event) if found else ()


def _place(event: Event) -> tuple[str, ...]:
    here = event.where.place if event.where else None
    return (here,) if here and here not in event.destination else ()


def _dead(event: Event) -> tuple[str, ...]:
    killed = event.killed
    if (
        killed is None
        or killed.expression is Expression.NONE_REPORTED
        or killed.high == 0
        or killed.best == 0
    ):
        return ()
    return (*event.recipient, *event.victim)


_PARTS: dict[Part, Callable[[Event], tuple[str, ...]]] = {
    Part.DOER: lambda e: e.actor,
    Part.TARGET: lambda e: e.recipient,
    Part.BODY: lambda e: e.recipient or e.actor,
    Part.WITH: lambda e: e.co_actor,
    Part.TAKEN: lambda e: (*e.recipient, *e.victim),
    Part.DEAD: _dead,
    Part.PLACE: _place,
    Part.ORIGIN: lambda e: e.origin,
}
