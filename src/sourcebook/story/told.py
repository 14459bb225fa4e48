"""An event claim made ready for comparison, once per claim: `told(entry, places, kin)`.

`kin` gives for an actor those that may stand for it in another report: its other names, its members and the body that
it is part of, the state of an organ, the leader of a group, a front and who may act behind it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import product

from sourcebook.errors import ValueProblem
from sourcebook.knowledge.actor_checks import state_id
from sourcebook.knowledge.countries import by_code
from sourcebook.ledger.rows import Entry
from sourcebook.model.claim import Event, EventType, Modality, Phase, Toll
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, Precision, When
from sourcebook.model.where import Place, PlaceKind
from sourcebook.story.families import Family, families
from sourcebook.story.words import Hour, hour, names, stems, stems_and_names

Places = Mapping[str, Place]
Kin = Mapping[str, frozenset[str]]

NOBODY: frozenset[str] = frozenset()
_PUBLISHED, _DAY = Ground.PUBLISHED, Precision.DAY
_SLACK = {Ground.STATED: 1, Ground.RELATIVE: 1, Ground.PUBLISHED: 2}
"""Days by which a date may be off: "late on Wednesday" and "before dawn on Thursday" are one night."""
_UNDATED = timedelta(days=7)  # an event without a date is most often of the week before publication
_LONGEST = 400  # days; a longer interval finds its like by the week of publication
_CELL = 0.5  # degrees, about 55 km
_FEW = 12  # kin; whoever has more is met under the names of those few that each of them has
_TELLING = 6  # words of a quote, the longest, under which it is looked for
_PERSON = "person-"  # begins the id of a person that no file knows
_PEOPLE = "people-"  # before the code of a state, the id of its people
_DESCRIBED = "@"  # in the id of an actor that one report describes and does not name


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Those on one side of an event.

    Attributes:
        named: ids of actors with a name.
        kin: ids of those that may stand for them.
        words: stems of the words for those who are only described ("two drivers").
    """

    named: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When an event was, as a pair of claims is compared by it.

    Attributes:
        first: first day.
        last: last day, included.
        slack: days by which both may be off.
        exact: whether the text gives the day itself.
        dated: whether the text gives any date; without one the days are those before publication.
    """

    first: date
    last: date
    slack: int
    exact: bool
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event claim, ready for comparison.

    Attributes:
        id: the claim's id.
        report: id of the report.
        published: day of publication; None when not known.
        type: type of the event.
        families: what else it may be called.
        modes: its modes.
        phase: start, continue or stop, when the words say so.
        modality: how surely it is said.
        aggregate: a total over several incidents.
        speaker: who says it; None when the author does.
        days: when; None when neither the text nor the publication says.
        place: where; None when the text does not say.
        doers: who does it, claims it or is named as the doer.
        targets: at whom it is directed and who is harmed.
        killed: dead.
        wounded: injured.
        words: stems of the quote.
        names: those among them that are written with a capital.
        quote: where the words stand.
        hour: which end of a night the words speak of.
    """

    id: str
    report: str
    published: date | None
    type: EventType
    families: frozenset[Family]
    modes: frozenset[str]
    phase: Phase | None
    modality: Modality
    aggregate: bool
    speaker: str | None
    days: Days | None
    place: Place | None
    doers: Side
    targets: Side
    killed: Toll | None
    wounded: Toll | None
    words: frozenset[str]
    names: frozenset[str]
    quote: Span
    hour: Hour | None = None


def event_of(entry: Entry) -> Event:
    """The event that an entry tells.

    Raises:
        ValueProblem: the entry tells a tie.
    """
    if not isinstance(entry.claim.fact, Event):
        raise ValueProblem(f"claim {entry.claim.id} tells a tie; incidents are made of events only")
    return entry.claim.fact


def order(entry: Entry) -> tuple[date, datetime, str, int, str]:
    """What to sort claims by: day of publication, moment of reading, report, place in the report, id."""
    source, claim = entry.source, entry.claim
    return last_day(source.published) or date.max, source.read_at, source.id, claim.quote.start, claim.id


def told(entry: Entry, places: Places, kin: Kin) -> Told:
    """Make an event claim ready for comparison.

    Args:
        entry: the claim with its words and source.
        places: places by id; an id that is missing counts as not known.
        kin: for an actor's id those that may stand for it; see the module's words.

    Raises:
        ValueProblem: the entry tells a tie.
    """
    fact, claim = event_of(entry), entry.claim
    words, called = stems_and_names(entry.words)
    published = last_day(entry.source.published)
    targets = (*fact.recipient, *fact.victim)
    return Told(
        id=claim.id,
        report=claim.report,
        published=published,
        type=fact.type,
        families=families(fact.type, fact.mode),
        modes=frozenset(fact.mode) if fact.mode else NOBODY,
        phase=fact.phase,
        modality=claim.modality,
        aggregate=fact.aggregate,
        speaker=claim.speaker,
        days=_days(fact.when, published),
        place=place_of(fact, places),
        doers=_side((*fact.actor, *fact.co_actor, *fact.claimant, *fact.attributed_to), places, kin),
        targets=_side(targets, places, kin, things=fact.object),
        killed=fact.killed,
        wounded=fact.wounded,
        words=words,
        names=called,
        quote=claim.quote,
        hour=hour(entry.words),
    )


def keys(one: Told) -> frozenset[str]:
    """Keys under which a claim meets those that may tell the same: two that share none are never compared.

    Family of the type, with a participant, a place or a telling word, and a week. An event without a date is kept
    under the week of its publication and the one before.
    """
    return frozenset(f"{key}|{week}" for week, key in keys_by_week(one))


def keys_by_week(one: Told) -> frozenset[tuple[int, str]]:
    """The same, week and the rest of the key apart.

    Args:
        one: the claim.
    """
    weeks, anchors = tuple(_weeks(one)), set(_anchors(one))
    return frozenset(product(weeks, (f"{f}|{anchor}" for f in one.families for anchor in anchors)))


def last_day(when: When | None) -> date | None:
    """The last day of an interval, or the first where it is open."""
    return None if when is None else when.last or when.first


def _side(ids: Iterable[str], places: Places, kin: Kin, things: tuple[str, ...] = ()) -> Side:
    people = [i for i in ids if i not in places]
    if not people and not things:
        return _NONE
    scoped = [i for i in people if _DESCRIBED in i]
    if not scoped and not things:
        return Side(named=(named := frozenset(people)), kin=_kin_of_all(named, kin))
    described = (i.partition(_DESCRIBED)[0].replace("-", " ") for i in scoped)
    named = frozenset(people).difference(scoped)
    words = frozenset(w for text in (*described, *things) for w in stems(text))
    return Side(named=named, kin=_kin_of_all(named, kin), words=words)


_NONE = Side()


def _kin_of_all(named: Collection[str], kin: Kin) -> frozenset[str]:
    """Those that may stand for one of some actors; of a single one what `kin` has, which is not copied."""
    found = [k for k in (kin.get(i, NOBODY) for i in named) if k]
    more = [k for i in named for k in _shorter(i)]
    alone = len(found) == 1 and not more and found[0].isdisjoint(named)
    return found[0] if alone else frozenset().union(*found, more) - frozenset(named)


@lru_cache(maxsize=50_000)
def _shorter(ident: str) -> tuple[str, ...]:
    """Ids under which another report may tell of the same.

    For a person the first or last of several names, for the people of a state the state.
    """
    if ident.startswith(_PEOPLE):
        code = ident.removeprefix(_PEOPLE).upper()
        return (state_id(code),) if code in by_code() else ()
    if not ident.startswith(_PERSON):
        return ()
    parts = ident.removeprefix(_PERSON).split("-")
    cuts = ((parts[:at], parts[at:]) for at in range(1, len(parts)))
    return tuple(_PERSON + "-".join(some) for cut in cuts for some in cut)


def place_of(fact: Event, places: Places) -> Place | None:
    """Where an event was; where the text gives no place, the one that it was aimed at.

    Args:
        fact: the event.
        places: places by id.
    """
    if fact.where is not None:
        return places.get(fact.where.place)
    aimed = (places[i] for i in (*fact.recipient, *fact.victim) if i in places)
    return next(aimed, None)


def _days(when: When | None, published: date | None) -> Days | None:
    first, last = (None, None) if when is None else (when.first, when.last or published)
    if when is None or first is None or last is None or last < first:
        return _before(published)
    dated = when.ground is not _PUBLISHED
    exact = dated and when.precision is _DAY
    return Days(first=first, last=last, slack=_SLACK[when.ground], exact=exact, dated=dated)


def _before(published: date | None) -> Days | None:
    if published is None:
        return None
    return Days(first=published - _UNDATED, last=published, slack=1, exact=False, dated=False)


def _weeks(one: Told) -> Iterator[int]:
    """Weeks, counted from the beginning of the calendar, that an event may lie in."""
    days = (
        one.days
        if one.days is None or (one.days.last - one.days.first).days <= _LONGEST
        else _before(one.published)
    )
    if days is None:
        return
    first, last = days.first.toordinal() - days.slack, days.last.toordinal() + days.slack
    yield from range(first // 7, last // 7 + 1)


def _anchors(one: Told) -> Iterator[str]:
    for side in (one.doers, one.targets):
        yield from side.named
        yield from side.kin if len(side.kin) <= _FEW else ()
    longest = sorted(one.words, key=lambda w: (-len(w), w))[:_TELLING]
    yield from (f"word {word}" for word in {*longest, *one.doers.words, *one.targets.words})
    place = one.place
    yield from (f"name {word}" for word in one.names | (names(place.name) if place else frozenset()))
    if place is None:
        return
    yield place.id
    if place.country and place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION}:
        yield f"in {place.country}"
    if place.admin1:
        yield f"in {place.country} {place.admin1}"
    if place.lat is not None and place.lon is not None:
        yield from _cells(place.lat, place.lon)


def _cells(lat: float, lon: float) -> set[str]:
    """The cells of a coarse grid that a point lies in or comes near to."""
    near = ((lat + x, lon + y) for x in (-_CELL / 2, _CELL / 2) for y in (-_CELL / 2, _CELL / 2))
    return {f"cell {int(x // _CELL)} {int(y // _CELL)}" for x, y in near}
