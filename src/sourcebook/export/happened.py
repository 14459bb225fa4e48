"""What an incident is in the words of event data: its place, its sides, its days, and the evidence for it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.record import Record
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.event_codes import ActorCodes, StateCodes, actor_codes, state_codes
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Event, EventType, Modality, Predicate
from sourcebook.model.where import Fineness, Place, fineness_of
from sourcebook.story.clashes import Field
from sourcebook.story.incident import Incident

HAPPENED = frozenset({Modality.ASSERTED, Modality.HEDGED})
"""How surely it must be said that a thing happened."""
_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})  # each does it to the other
# an enumeration's member takes longer to look up than most questions here take to answer
_ASSAULT, _KILLED, _PERSON = EventType.ASSAULT, Field.KILLED, ActorKind.PERSON
_FINENESS = tuple(Fineness)
NOBODY = ActorCodes(doer="0", target="0", side="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those who do something, or at whom it is directed.

    Attributes:
        ids: of actors, the most often named first.
        names: theirs, in that order.
        first: the first of them; None where there is none or the book has no account of it.
        codes: of the first.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    first: Actor | None = None
    codes: ActorCodes = NOBODY


_NO_SIDE = Side()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An incident with what event data say of one.

    Attributes:
        one: the incident.
        evidence: what stands behind it.
        modes: the modes that its claims give, the commonest first.
        things: the weapons and objects that they give, in their words.
        place: where; None when it is not told.
        fineness: how finely the place is known.
        country: name of the country of the place.
        state: codes of that country.
        doers: who does it.
        targets: at whom it is directed.
    """

    one: Incident
    evidence: Evidence
    modes: tuple[str, ...]
    things: tuple[str, ...]
    place: Place | None
    fineness: Fineness | None
    country: str | None
    state: StateCodes | None
    doers: Side
    targets: Side

    @property
    def killed(self) -> tuple[int | None, int | None, int | None]:
        """The dead: lowest, best and highest number that is said; None for each that is not."""
        figure = self.one.tolls.get(_KILLED)
        return (figure.low, figure.best, figure.high) if figure else (None, None, None)

    @property
    def deadly(self) -> bool:
        """Whether anybody is said to have died."""
        figure = self.one.tolls.get(_KILLED)
        return figure is not None and (figure.open or (figure.high or 0) > 0)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day; None when either is not told."""
        return self.one.when.closed if self.one.when else None


def happened(record: Record, *, surely: bool = True) -> Iterator[Happened]:
    """The incidents of a record, ready for the tables of event data.

    Args:
        record: what is exported.
        surely: whether those are left out that no report says happened: planned, conditional, denied.
    """
    for one in record.incidents():
        proof = evidence(one.entries)
        if surely and proof.modality not in HAPPENED:
            record.leave_out("not said to have happened")
        else:
            yield _ready(record, one, proof)


def _ready(record: Record, one: Incident, proof: Evidence) -> Happened:
    place = record.place(one.where) if one.where else None
    code = place.country if place else None
    country = by_code().get(code) if code else None
    doers, targets = _parties(record, one)
    return Happened(
        one=one,
        evidence=proof,
        modes=modes_of(one),
        things=_things_of(one),
        place=place,
        fineness=_fineness(one, place),
        country=country.name if country else None,
        state=state_codes().get(code) if code else None,
        doers=_side(record, doers, code),
        targets=_side(record, targets, code),
    )


def _parties(record: Record, one: Incident) -> tuple[list[str], list[str]]:
    """Ids of the actors on both sides; of what two do to each other the second stands on the other side."""
    doers, targets = (
        [p.actor for p in side if not _is_place(record, p.actor)] for side in (one.doers, one.targets)
    )
    mutual = one.type in _MUTUAL or (one.type is _ASSAULT and "clash" in modes_of(one))
    if not mutual or len(doers) == 1 or set(targets) & set(doers) or _armed(record, targets):
        return doers, [t for t in targets if t not in doers]
    return doers[:1], [*doers[1:], *targets]


def _armed(record: Record, idents: list[str]) -> bool:
    """Whether the first of a side is a state or carries arms."""
    first = record.account(idents[0]) if idents else None
    return first is not None and actor_codes(first.kind, first.subkind).side in {"state", "group"}


def _is_place(record: Record, ident: str) -> bool:
    return ident.startswith("place:") or (record.account(ident) is None and record.place(ident) is not None)


def modes_of(one: Incident) -> tuple[str, ...]:
    """The modes that claims of an incident give, the commonest first.

    Args:
        one: the incident.
    """
    told = [m for e in one.entries if isinstance(e.claim.fact, Event) for m in e.claim.fact.mode]
    if not told:
        return ()
    counts = Counter(told)
    return tuple(sorted(counts, key=lambda m: (-counts[m], m)))


def _things_of(one: Incident) -> tuple[str, ...]:
    facts = [e.claim.fact for e in one.entries if isinstance(e.claim.fact, Event)]
    told = (thing for fact in facts for thing in (fact.weapon, *fact.object) if thing)
    return tuple(dict.fromkeys(told))


def middle(first: date, last: date) -> date:
    """The day in the middle of two, of an even number the earlier."""
    return first + timedelta(days=(last - first).days // 2)


def _fineness(one: Incident, place: Place | None) -> Fineness | None:
    if place is None:
        return None
    facts = (e.claim.fact for e in one.entries)
    told = [f.where.fineness for f in facts if isinstance(f, Event) and f.where and f.where.place == place.id]
    if not told:
        return fineness_of(place)
    return told[0] if len(told) == 1 else min(told, key=_FINENESS.index)


def _side(record: Record, ids: list[str], country: str | None) -> Side:
    if not ids:
        return _NO_SIDE
    first = record.account(ids[0])
    names = tuple(record.names[i] for i in ids)
    return Side(ids=tuple(ids), names=names, first=first, codes=_codes(first, country))


def _codes(actor: Actor | None, country: str | None) -> ActorCodes:
    """The codes of an actor; a state's body that acts in another country is one from outside."""
    if actor is None:
        return NOBODY
    kind, subkind = _body_of(actor)
    codes = actor_codes(kind, subkind)
    abroad = codes.side == "state" and actor.state and country and actor.state != country
    return ActorCodes(doer="8", target="8", side=codes.side) if abroad else codes


def _body_of(actor: Actor) -> tuple[ActorKind, str | None]:
    """What an actor is; of a person what the body is that a knowledge file puts it in."""
    if actor.kind is not _PERSON:
        return actor.kind, actor.subkind
    entry = actors().get(actor.id)
    above = (t.other for t in entry.ties if t.predicate is Predicate.MEMBER_OF and t.other) if entry else ()
    body = next((actors()[i] for i in above if i in actors()), None)
    return (body.kind, body.subkind) if body else (actor.kind, actor.subkind)
