"""What do the claims of one incident tell together? Agreed values, ranges, who says what, and where they contradict.

Nothing is overwritten: every value keeps the claims that give it. `sourcebook.model.record.Incident` is the bare list
of claims; the one made here is what can be shown of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import permutations
from operator import attrgetter
from types import MappingProxyType

from sourcebook.errors import ValueProblem
from sourcebook.ledger.rows import Entry
from sourcebook.model.claim import Event, EventType, Modality, Stance, Toll
from sourcebook.model.when import Ground, When
from sourcebook.story.clashes import TOLLS, Clash, Field, Member, Origin, clashes_in_order, tolls_of
from sourcebook.story.nearness import Nearness, finest, nearness
from sourcebook.story.numbers import allows, central
from sourcebook.story.told import Kin, Places, Told, event_of, order, place_of, told

Roles = Callable[[Event], tuple[tuple[str, ...], ...]]
NONE_READY: Mapping[str, Told] = MappingProxyType({})
# an enumeration's member takes longer to look up than most questions here take to answer
_NEGATED, _HEDGED, _PUBLISHED = Modality.NEGATED, Modality.HEDGED, Ground.PUBLISHED
_CLAIMS, _DENIES = Stance.CLAIMS_RESPONSIBILITY, Stance.DENIES
_GROUNDS = tuple(Ground)
_APART = frozenset({Nearness.DIFFERENT, Nearness.APART})
_DOING: Roles = attrgetter("actor", "co_actor", "claimant", "attributed_to")
_SUFFERING: Roles = attrgetter("recipient", "victim")
_PARTIAL = frozenset({_CLAIMS, Stance.ACCUSES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people over all claims that give one.

    Attributes:
        low: the smallest number that any claim gives; None when all are words such as "dozens".
        best: the number that the last words of most origins allow; of as many, the one read last.
        high: the largest number that any claim gives.
        open: whether a claim says that it may be more ("at least", "dozens").
        said: the claims that give a number, in the order of publication.
    """

    low: int | None
    best: int | None
    high: int | None
    open: bool
    said: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who takes part, with the claims that say so.

    Attributes:
        actor: id.
        said: the claims, in the order of publication.
    """

    actor: str
    said: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one outlet told of an incident, and when.

    Attributes:
        outlet: its name; the report's label when it is not known.
        said: its claims, in the order of publication.
    """

    outlet: str
    said: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        """Its last word."""
        return self.said[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What claims of one happening tell together.

    Attributes:
        id: "i" and the smallest of its claims' ids.
        entries: its claims, in the order of publication.
        type: the type that most claims give.
        when: the days that all dated claims allow; where there are none, from the first to the last day named.
        when_agreed: whether there are days that all dated claims allow.
        where: id of the finest place told, of those told most often; None when none is.
        where_agreed: whether every place told may be that one.
        doers: who does it, claims it or is named as the doer, the most often named first.
        targets: at whom it is directed and who is harmed, likewise.
        tolls: numbers of people, by field.
        clashes: pairs of claims that cannot both be right.
        voices: what each outlet said, by its name.
        claimed: claims by which a doer says to have done it.
        hedged: claims that say it with doubt.
        denied: claims that deny it, or that somebody did it.
        origins: number of independent origins.
        aggregate: a total over several incidents.
    """

    id: str
    entries: tuple[Entry, ...]
    type: EventType
    when: When | None
    when_agreed: bool
    where: str | None
    where_agreed: bool
    doers: tuple[Party, ...]
    targets: tuple[Party, ...]
    tolls: dict[Field, Figure]
    clashes: tuple[Clash, ...]
    voices: tuple[Voice, ...]
    claimed: tuple[Entry, ...]
    hedged: tuple[Entry, ...]
    denied: tuple[Entry, ...]
    origins: int
    aggregate: bool

    @property
    def contradictions(self) -> tuple[Clash, ...]:
        """The clashes that newer numbers do not explain."""
        return tuple(c for c in self.clashes if not c.update)


def outlet(entry: Entry) -> str:
    """The outlet that a claim comes from; the report's label when it is not known."""
    return entry.source.publisher or entry.source.label


def incident(
    entries: Iterable[Entry],
    *,
    places: Places,
    kin: Kin,
    origin: Origin = outlet,
    ready: Mapping[str, Told] = NONE_READY,
) -> Incident:
    """What claims of one happening tell together; the same whatever the order of the claims.

    Args:
        entries: its claims.
        places: places by id.
        kin: see `sourcebook.story.told`.
        origin: from a claim to the name of the origin of its words; without it each outlet is one.
        ready: what `told` made of claims already, by their ids; the others are made ready here.

    Raises:
        ValueProblem: there is no claim, or one that tells a tie.
    """
    every = {e.claim.id: e for e in entries}
    if not every:
        raise ValueProblem("an incident without claims; give those that tell it")
    if len(every) == 1:
        return _lone(*every.items(), places=places)
    known = sorted(every.items(), key=lambda item: order(item[1]))
    members = [(e, ready.get(ident) or told(e, places, kin)) for ident, e in known]
    return _together(min(every), members, origin)


def _lone(claim: tuple[str, Entry], *, places: Places) -> Incident:
    """The incident of one claim, which agrees with itself and has one origin."""
    ident, entry = claim
    fact = event_of(entry)
    place = place_of(fact, places)
    days = fact.when.closed if fact.when else None
    return Incident(
        id=f"i{ident}",
        entries=(entry,),
        type=fact.type,
        when=_days(*days, fact.when.ground) if fact.when and days else None,
        when_agreed=True,
        where=place.id if place else None,
        where_agreed=True,
        doers=_parties([(entry, fact)], _DOING),
        targets=_parties([(entry, fact)], _SUFFERING),
        tolls={f: _said_once(entry, toll) for f, toll in tolls_of(fact).items()},
        clashes=(),
        voices=(Voice(outlet=outlet(entry), said=(entry,)),),
        claimed=(entry,) if _claimed(entry) else (),
        hedged=(entry,) if entry.claim.modality is _HEDGED else (),
        denied=(entry,) if _denied(entry) else (),
        origins=1,
        aggregate=fact.aggregate,
    )


def _said_once(entry: Entry, toll: Toll) -> Figure:
    best = central(toll)
    numbers = [n for n in (toll.low, toll.best, toll.high, best) if n is not None]
    return Figure(
        low=min(numbers, default=None),
        best=best,
        high=max(numbers, default=None),
        open=toll.high is None and toll.best is None,
        said=(entry,),
    )


def _together(first: str, members: Sequence[Member], origin: Origin) -> Incident:
    known = [e for e, _ in members]
    deeds = [m for m in members if m[0].claim.modality is not _NEGATED] or members
    told_so = [(e, event_of(e)) for e, _ in deeds]
    when, when_agreed = _when([fact for _, fact in told_so])
    where, where_agreed = _where([t for _, t in deeds])
    given = [(e, tolls) for e, fact in told_so if (tolls := tolls_of(fact))]
    return Incident(
        id=f"i{first}",
        entries=tuple(known),
        type=_commonest([fact.type for _, fact in told_so]),
        when=when,
        when_agreed=when_agreed,
        where=where,
        where_agreed=where_agreed,
        doers=_parties(told_so, _DOING),
        targets=_parties(told_so, _SUFFERING),
        tolls={f: figure for f in TOLLS if (figure := _figure(given, f, origin))} if given else {},
        clashes=tuple(clashes_in_order(members, origin)),
        voices=_voices(known),
        claimed=tuple(e for e in known if _claimed(e)),
        hedged=tuple(e for e in known if e.claim.modality is _HEDGED),
        denied=tuple(e for e in known if _denied(e)),
        origins=len(set(map(origin, known))),
        aggregate=any(event_of(e).aggregate for e in known),
    )


def _commonest(types: Sequence[EventType]) -> EventType:
    if len(set(types)) == 1:
        return types[0]
    counts = Counter(types)
    return min(counts, key=lambda t: (-counts[t], t))


def _claimed(entry: Entry) -> bool:
    return entry.claim.stance is _CLAIMS or bool(event_of(entry).claimant)


def _denied(entry: Entry) -> bool:
    return entry.claim.modality is _NEGATED or entry.claim.stance is _DENIES


def _voices(known: Sequence[Entry]) -> tuple[Voice, ...]:
    found: dict[str, list[Entry]] = {}
    for entry in known:
        found.setdefault(outlet(entry), []).append(entry)
    return tuple(Voice(outlet=name, said=tuple(said)) for name, said in sorted(found.items()))


def _parties(known: Sequence[tuple[Entry, Event]], roles: Roles) -> tuple[Party, ...]:
    found: dict[str, list[Entry]] = {}
    for entry, fact in known:
        for actor in {actor for role in roles(fact) for actor in role}:
            found.setdefault(actor, []).append(entry)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Party(actor=actor, said=tuple(said)) for actor, said in ranked)


def _when(facts: Sequence[Event]) -> tuple[When | None, bool]:
    """The days that all dated claims allow, else all days from the first to the last; and whether they agree."""
    given = [(w.ground, days) for fact in facts if (w := fact.when) and (days := w.closed)]
    dated = [one for one in given if one[0] is not _PUBLISHED] or given
    if not dated:
        return None, True
    grounds, spans = {ground for ground, _ in dated}, [days for _, days in dated]
    ground = min(grounds, key=_GROUNDS.index)
    first, last = max(a for a, _ in spans), min(b for _, b in spans)
    agreed = first <= last
    if not agreed:
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return _days(first, last, ground), agreed


@lru_cache(maxsize=10_000)
def _days(first: date, last: date, ground: Ground) -> When:
    return When.of_days(first, last, ground=ground)


def _where(claims: Sequence[Told]) -> tuple[str | None, bool]:
    told_so = [t.place for t in claims if t.place is not None]
    if not told_so:
        return None, True
    if len(named := {p.id for p in told_so}) == 1:
        return named.pop(), True
    counts = Counter(p.id for p in told_so)
    each = {p.id: p for p in told_so}.values()
    agreed = not any(nearness(a, b) in _APART for a, b in permutations(each, 2))
    often = max(counts.values())
    most = [p for p in told_so if counts[p.id] == often]
    best = finest(told_so if agreed else most)
    return (best.id if best else None), agreed


def _figure(given: Sequence[tuple[Entry, dict[Field, Toll]]], field: Field, origin: Origin) -> Figure | None:
    said = [(e, tolls[field]) for e, tolls in given if field in tolls]
    if not said:
        return None
    numbers = [n for _, t in said for n in (t.low, t.best, t.high, central(t)) if n is not None]
    return Figure(
        low=min(numbers, default=None),
        best=_best(said, origin),
        high=max(numbers, default=None),
        open=any(t.high is None and t.best is None for _, t in said),
        said=tuple(e for e, _ in said),
    )


def _best(said: Sequence[tuple[Entry, Toll]], origin: Origin) -> int | None:
    """The number that the last words of most origins allow; of as many, the one given by most, then the one read last.

    A number that only the doer or an accuser gives yields to any other that as many allow.
    """
    last = _last_words(said, origin)
    given = {n for words in last.values() for _, toll in words if (n := central(toll)) is not None}
    if len(given) == 1:
        return given.pop()

    def worth(number: int) -> tuple[int, bool, int, datetime, int]:
        allowed = sum(any(allows(toll, number) for _, toll in words) for words in last.values())
        exact = [w for words in last.values() if (w := [e for e, toll in words if central(toll) == number])]
        givers = [e for words in exact for e in words]
        impartial = any(e.claim.stance not in _PARTIAL for e in givers)
        return allowed, impartial, len(exact), max(e.source.read_at for e in givers), number

    return max(given, key=worth, default=None)


def _last_words(said: Sequence[tuple[Entry, Toll]], origin: Origin) -> dict[str, list[tuple[Entry, Toll]]]:
    """Per origin what its last report says; two speakers in one report are both heard."""
    last: dict[str, list[tuple[Entry, Toll]]] = {}
    for entry, toll in said:
        words = last.setdefault(origin(entry), [])
        if words and words[0][0].source.id != entry.source.id:
            words.clear()
        words.append((entry, toll))
    return last
