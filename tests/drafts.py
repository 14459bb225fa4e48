"""Drafts built by hand, and Hypothesis strategies for all that a draft may hold."""

from datetime import date, timedelta

from hypothesis import strategies as st

from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.claim import (
    Claim,
    Event,
    EventType,
    Expression,
    Modality,
    Phase,
    Predicate,
    Relation,
    Stance,
    Toll,
)
from sourcebook.model.record import Draft
from sourcebook.model.text import Mention, MentionKind, Report, Span
from sourcebook.model.when import Ground, Precision, When
from sourcebook.model.where import Fineness, Place, PlaceKind, Where

READER = "hand/1"


def day(text: str, *, ground: Ground = Ground.STATED) -> When:
    at = date.fromisoformat(text)
    return When(first=at, last=at, precision=Precision.DAY, ground=ground, edtf=text)


def month(text: str) -> When:
    first = date.fromisoformat(text + "-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return When(first=first, last=last, precision=Precision.MONTH, ground=Ground.STATED, edtf=text)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


RIVERS = Actor(
    id="river-front",
    name="River Front",
    kind=ActorKind.ARMED_GROUP,
    subkind="rebel",
    aliases=(Alias(text="RF", type=AliasType.ACRONYM, strong=False), Alias(text="Front of the Rivers")),
    known=True,
    distinct_from=("front-of-the-river",),
)
LOOKALIKE = Actor(id="front-of-the-river", name="Front of the River", kind=ActorKind.PARTY, known=True)
ARMY = Actor(
    id="norland-army", name="Norland Army", kind=ActorKind.STATE_BODY, subkind="military", known=True
)
NORLAND = Actor(id="norland", name="Norland", kind=ActorKind.STATE, state="NO", known=True)
GUNMEN = Actor(id="r1:gunmen", name="gunmen", kind=ActorKind.UNIDENTIFIED)
COUNTRY = Place(
    id="place:no", name="Norland", kind=PlaceKind.COUNTRY, lat=60.0, lon=10.0, country="NO", known=True
)
TOWN = Place(
    id="place:7",
    name="Ostby",
    kind=PlaceKind.SETTLEMENT,
    lat=60.5,
    lon=10.5,
    country="NO",
    known=True,
    aliases=("Østby",),
)

TEXT = (
    "River Front attacks Ostby. "
    "The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024, "
    "the army said. The group, which Norland once armed, may attack again, an official said. "
    "It did not attack in 2019."
)


def report(text: str = TEXT, **fields: object) -> Report:
    given: dict[str, object] = {
        "title": "River Front attacks Ostby",
        "published": day("2024-05-04"),
        "publisher": "The Daily",
        "address": "reports/ostby.txt",
        "language": "en",
    }
    return Report(text=text, **(given | fields))  # type: ignore[arg-type]


def attack(
    told: Report, *, killed: int = 12, when: When | None = None, stage: str = "draft.events/1"
) -> Claim:
    fact = Event(
        type=EventType.ASSAULT,
        mode=("firearms",),
        trigger=span(told.text, "killed"),
        actor=("river-front",),
        recipient=("norland-army",),
        when=when or day("2024-05-03"),
        where=Where(place="place:7", fineness=Fineness.EXACT),
        killed=Toll(best=killed),
        weapon="rifles",
    )
    quote = span(told.text, "The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024")
    return Claim(
        report=told.id,
        fact=fact,
        quote=quote,
        modality=Modality.ASSERTED,
        stage=stage,
        speaker="Norland Army",
        cue=span(told.text, "the army said"),
        score=0.75,
    )


def threat(told: Report) -> Claim:
    fact = Event(type=EventType.ASSAULT, trigger=span(told.text, "attack again"), actor=("river-front",))
    quote = span(told.text, "may attack again")
    return Claim(report=told.id, fact=fact, quote=quote, modality=Modality.HEDGED, stage="draft.events/1")


def allusion(told: Report) -> Claim:
    when = When(
        first=date(2019, 1, 1),
        last=date(2019, 12, 31),
        precision=Precision.YEAR,
        ground=Ground.STATED,
        edtf="2019",
    )
    fact = Event(
        type=EventType.ASSAULT, trigger=span(told.text, "attack in"), actor=("river-front",), when=when
    )
    quote = span(told.text, "It did not attack in 2019")
    stage = "draft.events/1"
    return Claim(
        report=told.id, fact=fact, quote=quote, modality=Modality.NEGATED, stage=stage, background=True
    )


def tie(told: Report) -> Claim:
    fact = Relation(subject="river-front", predicate=Predicate.BACKED_BY, object="norland", support=("arms",))
    quote = span(told.text, "The group, which Norland once armed")
    return Claim(
        report=told.id, fact=fact, quote=quote, modality=Modality.ASSERTED, stage="draft.relations/1"
    )


def draft(
    told: Report | None = None, *, reader: str = READER, claims: tuple[Claim, ...] | None = None
) -> Draft:
    told = told or report()
    mentions = (
        Mention(span=Span(start=0, end=11), kind=MentionKind.ACTOR, entity="river-front"),
        Mention(span=span(told.text, "3 May 2024"), kind=MentionKind.DATE, when=day("2024-05-03")),
        Mention(span=span(told.text, "Ostby"), kind=MentionKind.PLACE, entity="place:7"),
    )
    return Draft(
        report=told,
        actors=(RIVERS, LOOKALIKE, ARMY, NORLAND, GUNMEN),
        places=(COUNTRY, TOWN),
        mentions=mentions,
        claims=(attack(told), threat(told), tie(told), allusion(told)) if claims is None else claims,
        reader=reader,
    )


# --- strategies

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
slugs = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,5})?", fullmatch=True)
ids = st.lists(slugs, max_size=3, unique=True).map(tuple)
dates = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted(draw(st.tuples(dates, dates)))
    open_end = draw(st.sampled_from(["", "first", "last"]))
    return When(
        first=None if open_end == "first" else first,
        last=None if open_end == "last" else last,
        precision=draw(st.sampled_from(Precision)),
        ground=draw(st.sampled_from(Ground)),
        edtf=f"{first}/{last}",
        clash=draw(st.none() | words),
    )


@st.composite
def tolls(draw: st.DrawFn) -> Toll:
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 10**6)] * 3)))
    said = draw(st.tuples(*[st.booleans()] * 3))
    numbers = [n if s else None for n, s in zip((low, best, high), said, strict=True)]
    return Toll(
        low=numbers[0], best=numbers[1], high=numbers[2], expression=draw(st.sampled_from(Expression))
    )


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    start = draw(st.integers(0, size - 1))
    return Span(start=start, end=draw(st.integers(start + 1, size)))


@st.composite
def events(draw: st.DrawFn, size: int) -> Event:
    toll = st.none() | tolls()
    roles = {
        r: draw(ids)
        for r in ("actor", "recipient", "victim", "co_actor", "mediator", "claimant", "attributed_to")
    }
    return Event(
        type=draw(st.sampled_from(EventType)),
        trigger=draw(spans(size)),
        mode=draw(st.lists(slugs, max_size=2).map(tuple)),
        phase=draw(st.none() | st.sampled_from(Phase)),
        object=draw(st.lists(words, max_size=2).map(tuple)),
        origin=draw(ids),
        destination=draw(ids),
        when=draw(st.none() | whens()),
        where=draw(st.none() | st.builds(Where, place=slugs, fineness=st.sampled_from(Fineness))),
        killed=draw(toll),
        wounded=draw(toll),
        missing=draw(toll),
        abducted=draw(toll),
        displaced=draw(toll),
        weapon=draw(st.none() | words),
        aggregate=draw(st.booleans()),
        **roles,
    )


relations = st.builds(
    Relation,
    subject=slugs,
    predicate=st.sampled_from(Predicate),
    object=slugs,
    since=st.none() | whens(),
    until=st.none() | whens(),
    degree=st.none() | slugs,
    support=ids,
)


@st.composite
def claims(draw: st.DrawFn, told: Report) -> Claim:
    size = len(told.text)
    return Claim(
        report=told.id,
        fact=draw(events(size) | relations),
        quote=draw(spans(size)),
        modality=draw(st.sampled_from(Modality)),
        stage=draw(slugs),
        speaker=draw(st.none() | words),
        holders=draw(st.lists(words, max_size=2).map(tuple)),
        stance=draw(st.sampled_from(Stance)),
        cue=draw(st.none() | spans(size)),
        background=draw(st.booleans()),
        score=draw(st.none() | st.floats(0, 1)),
    )


aliases = st.builds(
    Alias, text=slugs, type=st.sampled_from(AliasType), lang=st.none() | st.just("ara"), strong=st.booleans()
)
actors = st.builds(
    Actor,
    id=slugs.map(lambda s: f"a-{s}"),
    name=words,
    kind=st.sampled_from(ActorKind),
    subkind=st.none() | slugs,
    aliases=st.lists(aliases, max_size=3).map(tuple),
    known=st.booleans(),
    state=st.none() | st.just("SY"),
    unit_of=st.none() | slugs,
    members=ids,
    distinct_from=ids,
)


@st.composite
def places(draw: st.DrawFn) -> Place:
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    ends = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    return Place(
        id="place:" + draw(slugs),
        name=draw(words),
        kind=draw(st.sampled_from(PlaceKind)),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        country=draw(st.none() | st.just("IQ")),
        admin1=draw(st.none() | slugs),
        aliases=draw(st.lists(slugs, max_size=2).map(tuple)),
        known=draw(st.booleans()),
        radius_km=draw(st.none() | st.floats(0, 20_000)),
        based_on=draw(st.lists(slugs, max_size=2).map(tuple)),
        line=draw(st.none() | st.tuples(ends, ends)),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(
            lambda t: t.strip()
        )
    )
    size = len(text)
    return Report(
        text=text,
        title=draw(st.none() | words),
        published=draw(st.none() | whens()),
        publisher=draw(st.none() | words),
        author=draw(st.none() | words),
        address=draw(st.none() | slugs),
        language=draw(st.none() | st.just("en")),
        not_body=draw(st.lists(spans(size), max_size=1).map(tuple)),
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    told = draw(reports())
    mention = st.builds(
        Mention,
        span=spans(len(told.text)),
        kind=st.sampled_from(MentionKind),
        entity=st.none() | slugs,
        when=st.none() | whens(),
    )
    return Draft(
        report=told,
        actors=tuple(draw(st.lists(actors, max_size=2, unique_by=lambda a: a.id))),
        places=tuple(draw(st.lists(places(), max_size=2, unique_by=lambda p: p.id))),
        mentions=tuple(draw(st.lists(mention, max_size=3))),
        claims=tuple(draw(st.lists(claims(told), max_size=3, unique_by=lambda c: c.id))),
        reader=READER,
    )
