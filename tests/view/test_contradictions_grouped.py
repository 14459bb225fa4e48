"""Contradictions are found group by group; the outcome is that of holding each claim against each other one."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

import drafts
from said import entry
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Expression, Modality, Toll
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Where
from sourcebook.view.contradiction import contradictions

DAYS = st.dates(min_value=date(2024, 5, 1), max_value=date(2024, 5, 20))
NUMBERS = st.builds(
    lambda best, how: Toll(best=best, low=best if how is Expression.AT_LEAST else None, expression=how),
    st.integers(0, 4),
    st.sampled_from([Expression.EXACT, Expression.AT_LEAST, Expression.ABOUT]),
)
WORDS = ("it was so", "the men of Ostby died", "near Ostby and Vestby it fell", "at Vestby")


@st.composite
def whens(draw: st.DrawFn) -> When:
    first = draw(DAYS)
    when = When.of_days(
        first, first + timedelta(days=draw(st.sampled_from([0, 1, 31, 32]))), ground=Ground.STATED
    )
    return draw(st.sampled_from([when, when, when.onward(), when.up_to()]))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    place = draw(st.sampled_from([None, "place:1", "place:2"]))
    fact = Event(
        type=draw(st.sampled_from([EventType.ASSAULT, EventType.COERCE])),
        trigger=Span(start=0, end=2),
        when=draw(whens()),
        where=Where(place=place, fineness=Fineness.EXACT) if place else None,
        killed=draw(NUMBERS),
    )
    modality = draw(st.sampled_from([Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED]))
    published = draw(st.sampled_from(["2024-05-20", "2024-05-21"]))
    return entry(fact, published, modality=modality, words=draw(st.sampled_from(WORDS)))


def days_meet(one: When, other: When) -> bool:
    if one.closed is None or other.closed is None:
        return False
    (a, b), (c, d) = one.closed, other.closed
    short = max(b - a, d - c) <= timedelta(days=31)
    return short and (c - b).days <= 3 and (a - d).days <= 3


def numbers_clash(one: Toll, other: Toll) -> bool:
    def allowed(toll: Toll) -> set[int]:
        exact = toll.best if toll.expression is Expression.EXACT else None
        low, high = (exact if n is None else n for n in (toll.low, toll.high))
        return {n for n in range(10) if n >= (low or 0) and (high is None or n <= high)}

    return allowed(one).isdisjoint(allowed(other))


def clash(one: Entry, other: Entry) -> bool:
    a, b = one.claim.fact, other.claim.fact
    assert isinstance(a, Event)
    assert isinstance(b, Event)
    names = [{w for w in ("Ostby", "Vestby") if w in e.words} for e in (one, other)]
    near = bool(names[0] & names[1]) or (a.where is not None and a.where == b.where)
    told = all(e.claim.modality is not Modality.NEGATED for e in (one, other))
    days = a.when is not None and b.when is not None and days_meet(a.when, b.when)
    numbers = a.killed is not None and b.killed is not None and numbers_clash(a.killed, b.killed)
    return told and near and days and numbers and a.type is b.type and one.source.id != other.source.id


@given(st.lists(entries(), max_size=14))
def test_grouping_finds_the_pairs_that_looking_at_every_pair_finds(every: list[Entry]) -> None:
    wanted = [(a, b) for a, b in combinations(every, 2) if clash(a, b)]

    assert list(contradictions(every)) == wanted


def test_a_name_is_enough_where_no_place_is_given() -> None:
    def said(published: str, dead: int) -> Entry:
        fact = Event(
            type=EventType.ASSAULT,
            trigger=Span(start=0, end=2),
            when=drafts.day("2024-05-03"),
            killed=Toll(best=dead),
        )
        return entry(fact, published, words="the men of Ostby died")

    assert len(list(contradictions([said("2024-05-04", 3), said("2024-05-05", 4)]))) == 1
