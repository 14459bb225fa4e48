"""The first claims about somebody, read off the timelines, are the first of all that is told of them."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drafts
from books import NewBook, sql
from sourcebook.errors import ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.ledger.migrations import _M004
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Draft
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, Precision, When

AT = datetime(2025, 1, 2, 9, tzinfo=UTC)
NEW_YEAR = date(2024, 1, 1)
IDS = ("ants", "bees", "crows", "dogs")
ACTORS = (
    Actor(id="ants", name="Ants", kind=ActorKind.ARMED_GROUP, members=("bees", "dogs")),
    *(Actor(id=i, name=i.title(), kind=ActorKind.ARMED_GROUP) for i in IDS[1:]),
)
WORDS = "zero one two three four five six seven eight nine"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One claim in few words: who and to whom (an event), or the two ends (a tie), and its days."""

    event: bool
    one: str
    other: str
    begin: int | None
    end: int | None
    background: bool


def told_when(begin: int | None, end: int | None) -> When | None:
    if begin is None and end is None:
        return None
    days = [None if n is None else NEW_YEAR + timedelta(days=n) for n in (begin, end)]
    return When(first=days[0], last=days[1], precision=Precision.DAY, ground=Ground.STATED, edtf="")


def claim(report: str, place: int, told: Told) -> Claim:
    at = drafts.span(WORDS, WORDS.split()[place])
    fact: Event | Relation
    if told.event:
        when = told_when(told.begin, told.end)
        fact = Event(
            type=EventType.ASSAULT,
            trigger=at,
            actor=(told.one,),
            recipient=(told.other,),
            origin=("crows",),
            when=when,
        )
    else:
        since, until = told_when(told.begin, told.begin), told_when(told.end, told.end)
        fact = Relation(
            subject=told.one, predicate=Predicate.ALLIED_WITH, object=told.other, since=since, until=until
        )
    return Claim(
        report=report,
        fact=fact,
        quote=Span(start=0, end=at.end),
        modality=Modality.ASSERTED,
        stage="hand/1",
        background=told.background and told.event,
    )


def draft(number: int, day: int | None, reader: str, tellings: list[Told]) -> Draft:
    published = None if day is None else told_when(day, day)
    report = drafts.report(f"{WORDS} {number}", published=published)
    claims = tuple(claim(report.id, n, one) for n, one in enumerate(tellings))
    return Draft(report=report, actors=ACTORS, places=(), mentions=(), claims=claims, reader=reader)


days = st.none() | st.integers(0, 3)
pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    begin, end = draw(days), draw(days)
    if begin is not None and end is not None:
        begin, end = sorted((begin, end))
    one, other = draw(pairs)
    event, background = draw(st.booleans()), draw(st.booleans())
    return Told(event=event, one=one, other=other, begin=begin, end=end, background=background)


every_draft = st.lists(
    st.builds(
        draft,
        st.integers(0, 4),
        days,
        st.sampled_from(["hand/1", "hand/2"]),
        st.lists(tellings(), max_size=7),
    ),
    max_size=6,
)


@st.composite
def decisions(draw: st.DrawFn, reports: list[str]) -> Decision:
    one, other = draw(pairs)
    given_: dict[str, object] = {"overrule": "why"}
    ruling = draw(st.sampled_from([Ruling.MERGE, Ruling.SPLIT]))
    if ruling is Ruling.SPLIT:
        given_ = {"reports": tuple(draw(st.lists(st.sampled_from(reports), min_size=1, max_size=2)))}
    return Decision(ruling=ruling, by="amal", at=AT, actor=one, other=other, **given_)  # type: ignore[arg-type]


@st.composite
def judgements(draw: st.DrawFn, claims: list[Claim]) -> Judgement:
    about = draw(st.sampled_from(claims))
    verdict = draw(st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT]))
    change = {"field": "modality", "value": '"hedged"'} if verdict is Verdict.CORRECT else {}
    if change and isinstance(about.fact, Relation) and draw(st.booleans()):
        change = {"field": "object", "value": f'"{draw(st.sampled_from(IDS))}"'}
    field, value = change.get("field"), change.get("value")
    return Judgement(claim=about.id, verdict=verdict, by="amal", at=AT, field=field, value=value)


def fill(ledger: Ledger, kept: list[Draft], data: st.DataObject) -> None:
    """Keep the drafts; decide and judge what the book does not refuse."""
    for one in kept:
        ledger.keep(one)
    reports, claims = [d.report.id for d in kept], [c for d in kept for c in d.claims]
    for decision in data.draw(st.lists(decisions(reports), max_size=3)) if reports else []:
        with suppress(ValueProblem):
            ledger.decide(decision)
    for judgement in data.draw(st.lists(judgements(claims), max_size=4)) if claims else []:
        with suppress(ValueProblem):
            ledger.judge(judgement)


some_day = st.none() | st.integers(-1, 4).map(lambda n: NEW_YEAR + timedelta(days=n))
queries = st.builds(
    ClaimQuery,
    actors=st.lists(st.sampled_from(IDS), max_size=3).map(tuple),
    kind=st.sampled_from([None, "event", "relation"]),
    background=st.booleans(),
    first=some_day,
    last=some_day,
    as_of=some_day,
    order=st.just(Order.TIME),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kept=every_draft,
    asked=st.lists(queries, min_size=8, max_size=8),
    limit=st.integers(0, 6),
    data=st.data(),
)
def test_the_first_claims_about_actors_are_the_first_of_all_about_them(
    kept: list[Draft], asked: list[ClaimQuery], limit: int, data: st.DataObject, new_book: NewBook
) -> None:
    with Ledger.open(new_book()) as ledger:
        fill(ledger, kept, data)
        for query in asked:
            every = list(ledger.claims(query))
            assert list(ledger.claims(replace(query, limit=limit))) == every[:limit]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=every_draft, first_=st.integers(-1, 4), length=st.none() | st.integers(0, 2))
def test_claims_of_some_days_are_those_that_may_have_happened_then(
    kept: list[Draft], first_: int, length: int | None, new_book: NewBook
) -> None:
    begin = NEW_YEAR + timedelta(days=first_)
    end = None if length is None else begin + timedelta(days=length)
    with Ledger.open(new_book()) as ledger:
        for one in kept:
            ledger.keep(one)
        asked = ClaimQuery(first=begin, last=end, background=True, order=Order.TIME)
        among_all = [
            e
            for e in ledger.claims(ClaimQuery(background=True, order=Order.TIME))
            if falls(e.claim, begin, end)
        ]

        assert list(ledger.claims(asked)) == among_all


def falls(told: Claim, begin: date, end: date | None) -> bool:
    fact = told.fact
    since, until = (fact.when, fact.when) if isinstance(fact, Event) else (fact.since, fact.until)
    from_, to = since.first if since else None, until.last if until else None
    if from_ is None and to is None:
        return False
    return (to is None or to >= begin) and (end is None or from_ is None or from_ <= end)


def test_more_ids_than_are_read_one_by_one_give_the_same(
    new_book: NewBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    tale = Told(event=True, one="bees", other="dogs", begin=1, end=1, background=False)
    query = ClaimQuery(actors=IDS, order=Order.TIME, limit=3)
    with Ledger.open(new_book()) as ledger:
        for number in range(4):
            ledger.keep(draft(number, 3 - number, "hand/1", [tale, replace(tale, begin=0)]))
        one_by_one = list(ledger.claims(query))
        monkeypatch.setattr("sourcebook.ledger.query.MOST_IDS", 0)

        assert len(one_by_one) == 3
        assert list(ledger.claims(query)) == one_by_one


def test_a_book_kept_before_there_were_timelines_is_given_them(new_book: NewBook) -> None:
    book = new_book()
    tale = Told(event=False, one="ants", other="dogs", begin=None, end=2, background=False)
    with Ledger.open(book) as ledger:
        ledger.keep(draft(1, 2, "hand/1", [tale, replace(tale, event=True, begin=1)]))
        ledger.keep(draft(2, None, "hand/1", [replace(tale, end=None)]))
    written = sorted(sql(book, "SELECT entity, kind, day, until, published, claim FROM timeline"))
    sql(book, "DELETE FROM timeline")
    for statement in _M004:
        if statement.startswith("INSERT INTO timeline"):
            sql(book, statement)

    assert len(written) == 3 * len(("ants", "bees", "dogs"))
    assert sorted(sql(book, "SELECT entity, kind, day, until, published, claim FROM timeline")) == written
