"""Which types of event may name one happening?

"Took the town" and "withdrew from the town" may, an attack and a talk may not.

The types and modes are those of `sourcebook.model.claim`; the families are ours.
"""

from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache

from sourcebook.model.claim import EventType


class Family(StrEnum):
    """Events that reports may name by different types."""

    FORCE = "force"
    HOLD = "hold"
    PASSAGE = "passage"
    LEADER_LOST = "leader_lost"
    LEADER_NEW = "leader_new"
    BODY = "body"
    SITE = "site"
    TALK = "talk"
    HELP = "help"
    DEMAND = "demand"
    BLAME = "blame"
    THREAT = "threat"
    REFUSAL = "refusal"
    PROTEST = "protest"
    MOVE = "move"
    RESTRAINT = "restraint"
    PENALTY = "penalty"
    RELEASE = "release"
    PRAISE = "praise"


_BY_TYPE: dict[EventType, tuple[Family, ...]] = {
    EventType.ASSAULT: (Family.FORCE,),
    EventType.COERCE: (Family.RESTRAINT,),
    EventType.SANCTION: (Family.PENALTY, Family.RESTRAINT),  # a verdict, an expulsion
    EventType.RETREAT: (Family.RELEASE,),
    EventType.CONCEDE: (Family.RELEASE, Family.TALK),
    EventType.AGREE: (Family.TALK,),
    EventType.CONSULT: (Family.TALK,),
    EventType.COOPERATE: (Family.TALK, Family.HELP),
    EventType.AID: (Family.HELP,),
    EventType.SUPPORT: (Family.PRAISE,),
    EventType.REQUEST: (Family.DEMAND,),
    EventType.ACCUSE: (Family.BLAME,),
    EventType.THREATEN: (Family.THREAT,),
    EventType.REJECT: (Family.REFUSAL,),
    EventType.PROTEST: (Family.PROTEST,),
    EventType.MOBILIZE: (Family.MOVE,),
    EventType.TRANSITION: (),
}
_BY_MODE: dict[tuple[EventType, str], tuple[Family, ...]] = {
    (EventType.COERCE, "seize"): (Family.RESTRAINT, Family.HOLD, Family.FORCE),
    (EventType.COERCE, "destroy"): (Family.FORCE,),
    (EventType.COERCE, "restrict"): (Family.RESTRAINT, Family.PASSAGE),
    (EventType.ASSAULT, "abduct"): (Family.FORCE, Family.RESTRAINT),
    (EventType.RETREAT, "withdraw"): (Family.RELEASE, Family.HOLD, Family.SITE),
    (EventType.RETREAT, "ceasefire"): (Family.RELEASE, Family.TALK),
    (EventType.RETREAT, "access"): (Family.RELEASE, Family.PASSAGE),
    (EventType.RETREAT, "resign"): (Family.LEADER_LOST,),
    (EventType.TRANSITION, "leader_lost"): (Family.LEADER_LOST,),
    (EventType.TRANSITION, "leader_installed"): (Family.LEADER_NEW,),
    (EventType.TRANSITION, "regime_fell"): (Family.LEADER_LOST, Family.HOLD),
    (EventType.TRANSITION, "control_gained"): (Family.HOLD,),
    (EventType.TRANSITION, "control_lost"): (Family.HOLD,),
    (EventType.TRANSITION, "passage_opened"): (Family.PASSAGE,),
    (EventType.TRANSITION, "passage_closed"): (Family.PASSAGE,),
    (EventType.TRANSITION, "base_established"): (Family.SITE,),
    (EventType.TRANSITION, "base_abandoned"): (Family.SITE,),
}
MUTUAL = frozenset({Family.TALK})  # who acts and who is acted upon is the same to them
_OPPOSITES = (
    ({"passage_opened", "access"}, {"passage_closed", "restrict"}),
    ({"base_established"}, {"base_abandoned", "withdraw"}),
    ({"group_formed"}, {"group_dissolved", "group_merged"}),
)
_LONELY = frozenset({"interception"})  # what is shot at is not the shooting down of it
_TURNED = ({"control_gained", "seize"}, {"control_lost", "withdraw"})


def families(kind: EventType, modes: Collection[str]) -> frozenset[Family]:
    """The families that an event belongs to.

    Args:
        kind: its type.
        modes: its modes; a transition without a known one is a change of a body.
    """
    return _families(kind, tuple(modes))


@lru_cache(maxsize=1000)
def _families(kind: EventType, modes: tuple[str, ...]) -> frozenset[Family]:
    by_mode = {f for mode in modes for f in _BY_MODE.get((kind, mode), ())}
    default = (Family.BODY,) if kind is EventType.TRANSITION else _BY_TYPE[kind]
    return frozenset(by_mode) or frozenset(default)


def opposite(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two sets of modes tell contrary happenings: a gate opened, a gate closed."""
    if not one or not other:
        return False
    pairs = ((x, y) for left, right in _OPPOSITES for x, y in ((left, right), (right, left)))
    contrary = any(x.intersection(one) and y.intersection(other) for x, y in pairs)
    lonely = _LONELY.intersection(one) ^ _LONELY.intersection(other)
    return contrary or bool(lonely)


def turned(one: Collection[str], other: Collection[str]) -> bool:
    """Whether one tells as a gain what the other tells as a loss, so that their doers are not one side."""
    if not one or not other:
        return False
    gain, loss = _TURNED
    return any(gain.intersection(a) and loss.intersection(b) for a, b in ((one, other), (other, one)))
