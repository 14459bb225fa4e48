"""Event claims for the tests of stories, made from few words."""

from datetime import UTC, datetime, timedelta

from drafts import day
from sourcebook.ledger.rows import Entry, Source
from sourcebook.model.claim import Claim, Event, EventType, Expression, Modality, Toll
from sourcebook.model.text import Report, Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Place, PlaceKind, Where
from sourcebook.story.told import Told, told

TOWN = Place(
    id="place:ostby",
    name="Ostby",
    kind=PlaceKind.SETTLEMENT,
    lat=60.5,
    lon=10.5,
    country="NO",
    admin1="Norfell",
)
FAR = Place(
    id="place:vestby",
    name="Vestby",
    kind=PlaceKind.SETTLEMENT,
    lat=62.5,
    lon=10.5,
    country="NO",
    admin1="Sorfell",
)
GATE = Place(
    id="place:ostby-gate", name="Ostby crossing", kind=PlaceKind.CROSSING, lat=60.52, lon=10.5, country="NO"
)
PROVINCE = Place(
    id="place:norfell",
    name="Norfell",
    kind=PlaceKind.ADMIN1,
    lat=60.0,
    lon=10.0,
    country="NO",
    admin1="Norfell",
)
COUNTRY = Place(id="place:no", name="Norland", kind=PlaceKind.COUNTRY, lat=61.0, lon=10.0, country="NO")
PLACES = {p.id: p for p in (TOWN, FAR, GATE, PROVINCE, COUNTRY)}
KIN = {
    "river-brigade": frozenset({"river-front"}),
    "river-front": frozenset({"river-brigade", "hill-brigade"}),
}
READ = datetime(2024, 6, 1, 12, tzinfo=UTC)


def source(outlet: str, published: str, *, hour: int = 0) -> Source:
    report = Report(text=f"{outlet} {published}", publisher=outlet, published=day(published))
    return Source(
        id=report.id,
        title=None,
        publisher=outlet,
        published=report.published,
        author=None,
        address=None,
        language="en",
        sha256=report.sha256,
        reader="hand/1",
        read_at=READ + timedelta(hours=hour),
        claims=1,
        events=1,
    )


def killed(number: int, how: Expression = Expression.EXACT) -> Toll:
    if how is Expression.AT_LEAST:
        return Toll(low=number, expression=how)
    return Toll(best=number, expression=how)


def said(
    words: str = "Gunmen attacked the town of Ostby",
    *,
    kind: EventType = EventType.ASSAULT,
    outlet: str = "The Daily",
    published: str = "2024-05-04",
    when: str | None = "2024-05-03",
    where: Place | None = TOWN,
    modality: Modality = Modality.ASSERTED,
    at: int = 0,
    hour: int = 0,
    ground: Ground = Ground.STATED,
    **more: object,
) -> Entry:
    """A claim: the words, then what differs from an attack on Ostby on 3 May 2024."""
    extra = {k: more.pop(k) for k in ("speaker", "stance") if k in more}
    fact = Event(
        type=kind,
        trigger=Span(start=at, end=at + 1),
        when=When.parse(when, ground=ground) if when else None,
        where=Where(place=where.id, fineness=Fineness.EXACT) if where else None,
        **more,  # type: ignore[arg-type]
    )
    at_source = source(outlet, published, hour=hour)
    claim = Claim(
        report=at_source.id,
        fact=fact,
        quote=Span(start=at, end=at + len(words)),
        modality=modality,
        stage="hand/1",
        **extra,  # type: ignore[arg-type]
    )
    return Entry(claim=claim, words=words, source=at_source)


def ready(entry: Entry) -> Told:
    return told(entry, PLACES, KIN)
