"""Small worlds of places, bodies and ties, built by hand, and Hypothesis strategies for them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from drafts import day as day_of
from sourcebook.asof.picture import Picture
from sourcebook.asof.spans import TieSpan
from sourcebook.ledger import Entry
from sourcebook.ledger.rows import Source
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation
from sourcebook.model.text import Span
from sourcebook.model.when import When
from sourcebook.model.where import Fineness, Place, PlaceKind, Where

SOURCE = Source(
    id="r1",
    title=None,
    publisher="The Daily",
    published=day_of("2024-05-04"),
    author=None,
    address=None,
    language="en",
    sha256="",
    reader="hand/1",
    read_at=datetime(2024, 5, 4, tzinfo=UTC),
    claims=0,
    events=0,
)
ACTORS = {
    a.id: a
    for a in (
        Actor(id="front", name="River Front", kind=ActorKind.ARMED_GROUP, state="NO"),
        Actor(id="wing", name="Wing", kind=ActorKind.ARMED_GROUP),
        Actor(id="mask", name="Mask", kind=ActorKind.FRONT_NAME),
        Actor(id="army", name="Army", kind=ActorKind.STATE_BODY),
        Actor(id="sponsor", name="Sponsor", kind=ActorKind.STATE),
        Actor(id="chief", name="Chief", kind=ActorKind.PERSON),
    )
}
PLACES = {
    p.id: p
    for p in (
        Place(id="place:no", name="Norland", kind=PlaceKind.COUNTRY, country="NO"),
        Place(id="place:se", name="Eastland", kind=PlaceKind.COUNTRY, country="SE"),
        Place(id="gate", name="Ostby", kind=PlaceKind.SETTLEMENT, country="NO"),
        Place(id="post", name="Ostby crossing", kind=PlaceKind.CROSSING, country="NO"),
        Place(id="town", name="Vesby", kind=PlaceKind.SETTLEMENT, country="SE"),
        Place(id="hills", name="Vale", kind=PlaceKind.TERRAIN, country="SE"),
        Place(id="far", name="Farby", kind=PlaceKind.SETTLEMENT, country="SE"),
    )
}


def entry(fact: Event | Relation, *, at: int = 0, words: str = "words", **fields: object) -> Entry:
    given: dict[str, object] = {"modality": Modality.ASSERTED, "stage": "hand/1"} | fields
    quote = Span(start=at, end=at + len(words))
    claim = Claim(report="r1", fact=fact, quote=quote, **given)  # type: ignore[arg-type]
    return Entry(claim=claim, words=words, source=SOURCE)


def tie(subject: str, predicate: Predicate, object_: str) -> TieSpan:
    said = entry(Relation(subject=subject, predicate=predicate, object=object_))
    return TieSpan(
        id=f"t-{subject}-{predicate}-{object_}",
        subject=subject,
        predicate=predicate,
        object=object_,
        since=None,
        until=None,
        said=(said,),
        began=(),
        ended=(),
        denied=(),
        known=(),
        conflicts=(),
    )


def deed(
    kind: EventType,
    *,
    actor: str = "front",
    where: str | None = None,
    at: int = 0,
    when: When | None = None,
    **fields: object,
) -> Event:
    place = Where(place=where, fineness=Fineness.EXACT) if where else None
    trigger = Span(start=at, end=at + 1)
    return Event(type=kind, trigger=trigger, actor=(actor,), where=place, when=when, **fields)  # type: ignore[arg-type]


def picture(*ties: TieSpan, entries: tuple[Entry, ...] = (), day: date | None = None) -> Picture:
    by_name = {p.name: p for p in PLACES.values()}
    return Picture(entries=entries, ties=ties, actor=ACTORS.get, place=PLACES.get, named=by_name.get, day=day)


def member(world: Picture, whole: str, part: str) -> Picture:
    """The world in which a report lists a body as a member of another."""
    known = ACTORS | {whole: replace(ACTORS[whole], members=(part,))}
    return replace(world, actor=known.get)


_GROUND = (Predicate.CONNECTS, Predicate.ADJOINS, Predicate.LOCATED_IN)
_SEATS = (Predicate.BASED_AT, Predicate.CONTROLS, Predicate.OPERATES_IN)
_WHO = ("front", "wing", "army", "sponsor")


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    places, bodies = st.sampled_from(sorted(PLACES)), st.sampled_from(_WHO)
    ground = draw(st.lists(st.builds(tie, places, st.sampled_from(_GROUND), places), max_size=8))
    seats = draw(st.lists(st.builds(tie, bodies, st.sampled_from(_SEATS), places), max_size=4))
    sides = (Predicate.OPPOSED_TO, Predicate.PART_OF, Predicate.BACKED_BY)
    others = draw(st.lists(st.builds(tie, bodies, st.sampled_from(sides), bodies), max_size=3))
    kinds = st.sampled_from((EventType.ASSAULT, EventType.MOBILIZE))
    deeds = draw(st.lists(st.tuples(kinds, bodies, places), max_size=3))
    told = tuple(entry(deed(k, actor=a, where=p, at=n), at=n) for n, (k, a, p) in enumerate(deeds))
    ties = {t.id: t for t in (*ground, *seats, *others) if t.subject != t.object}
    return picture(*ties.values(), entries=told)
