"""How kinds of actors and of ties are told apart in the picture: by shape and colour, by colour and stroke."""

from dataclasses import dataclass

from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.model.where import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A sort of nodes or ties.

    Attributes:
        name: its class in the style sheet.
        words: what it stands for, in the legend.
        path: outline of a node of it around 0, 0, in SVG's words; empty for ties.
    """

    name: str
    words: str
    path: str = ""


_R = 11
STATE = Look(name="state", words="state, its bodies and offices", path="M-11-8H11V8H-11Z")
ARMED = Look(name="armed", words="armed group, coalition", path="M0-12L12 0L0 12L-12 0Z")
PERSON = Look(name="person", words="person", path=f"M-{_R} 0A{_R} {_R} 0 1 1 {_R} 0A{_R} {_R} 0 1 1-{_R} 0Z")
BODY = Look(name="body", words="party, organisation, media, business", path="M-12 0L-6-10H6L12 0L6 10H-6Z")
PEOPLE = Look(name="people", words="people, unidentified, other", path="M-12-9H12L0 12Z")
PLACE = Look(name="place", words="place", path="M-12 9H12L0-12Z")
NODES = (STATE, ARMED, PERSON, BODY, PEOPLE, PLACE)

_KINDS = {
    ActorKind.STATE: STATE, ActorKind.STATE_BODY: STATE, ActorKind.OFFICE: STATE,
    ActorKind.ARMED_GROUP: ARMED, ActorKind.FRONT_NAME: ARMED, ActorKind.COALITION: ARMED,
    ActorKind.PERSON: PERSON, ActorKind.PARTY: BODY, ActorKind.INTL_ORG: BODY, ActorKind.CIVIL_ORG: BODY,
    ActorKind.MEDIA: BODY, ActorKind.BUSINESS: BODY,
}  # fmt: skip

WITHIN = Look(name="within", words="belongs to, holds office in")
LEAD = Look(name="lead", words="led or founded by")
BACK = Look(name="back", words="backed by, allied or affiliated with")
AGAINST = Look(name="against", words="opposed to")
TALKS = Look(name="talks", words="negotiates with")
CHANGE = Look(name="change", words="split from, merged into, succeeds")
AT = Look(name="at", words="is or acts at a place")
TIES = (WITHIN, LEAD, BACK, AGAINST, TALKS, CHANGE, AT)

_TIES = {
    Predicate.LED_BY: LEAD, Predicate.FOUNDED_BY: LEAD,
    Predicate.BACKED_BY: BACK, Predicate.PLEDGED_TO: BACK, Predicate.ALLIED_WITH: BACK, Predicate.FRONT_FOR: BACK,
    Predicate.PARTY_TO: BACK, Predicate.AFFILIATED_WITH: BACK,
    Predicate.OPPOSED_TO: AGAINST, Predicate.DESIGNATED_BY: AGAINST, Predicate.NEGOTIATES_WITH: TALKS,
    Predicate.SPLIT_FROM: CHANGE, Predicate.MERGED_INTO: CHANGE, Predicate.SUCCEEDS: CHANGE,
    Predicate.BASED_AT: AT, Predicate.OPERATES_IN: AT, Predicate.CONTROLS: AT, Predicate.LOCATED_IN: AT,
    Predicate.ADJOINS: AT, Predicate.CONNECTS: AT, Predicate.DRAWS_FROM: AT,
}  # fmt: skip


def look_of(thing: Actor | Place | None) -> Look:
    """How somebody or some place is drawn.

    Args:
        thing: an actor or place; None for one of which the book knows no more than the name.
    """
    return PLACE if isinstance(thing, Place) else _KINDS.get(thing.kind, PEOPLE) if thing else PEOPLE


def line_of(predicate: Predicate) -> Look:
    """How a tie is drawn."""
    return _TIES.get(predicate, WITHIN)
