import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafts
from sourcebook.errors import SpanError, ValueProblem
from sourcebook.export.interchange import entities_of, to_interchange
from sourcebook.model.claim import (
    SYMMETRIC,
    Claim,
    Event,
    EventType,
    Expression,
    Modality,
    Predicate,
    Relation,
    Toll,
)
from sourcebook.model.record import Draft
from sourcebook.model.text import Span

TOLD = drafts.report()


@given(st.tuples(*[st.none() | st.integers(0, 9)] * 3))
def test_a_toll_rises_from_low_over_best_to_high(numbers: tuple[int | None, ...]) -> None:
    said = [n for n in numbers if n is not None]
    low, best, high = numbers
    if said == sorted(said):
        assert Toll(low=low, best=best, high=high).best == best
    else:
        with pytest.raises(ValueProblem, match="is out of order or negative"):
            Toll(low=low, best=best, high=high)


def test_a_negative_toll_is_refused() -> None:
    with pytest.raises(ValueProblem, match="low -1, best None, high None"):
        Toll(low=-1)


def test_an_unsaid_number_is_none_and_not_zero() -> None:
    assert (Toll().low, Toll().best, Toll().high) == (None, None, None)
    assert Toll(best=0, expression=Expression.NONE_REPORTED).best == 0


@given(drafts.claims(TOLD))
def test_a_claim_has_the_same_id_each_time_it_is_drafted(claim: Claim) -> None:
    assert dataclasses.replace(claim).id == claim.id
    assert len(claim.id) == 16


CHANGES = {
    "quote": Span(start=0, end=3),
    "modality": Modality.HEDGED,
    "speaker": "Norland",
    "report": "another",
    "stage": "draft.events/2",
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_claim_that_says_something_else_has_another_id(field: str) -> None:
    claim = drafts.attack(TOLD)
    changed = dataclasses.replace(claim, **{field: CHANGES[field]})  # type: ignore[arg-type]
    assert changed.id != claim.id


@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_a_claim_about_somebody_else_has_another_id(role: str) -> None:
    claim = drafts.attack(TOLD)
    fact = dataclasses.replace(claim.fact, **{role: ("norland",)})  # type: ignore[arg-type]
    assert dataclasses.replace(claim, fact=fact).id != claim.id


def test_who_does_it_is_told_from_whom_it_is_done_to_in_an_id() -> None:
    fact = Event(type=EventType.ASSAULT, trigger=Span(start=0, end=3), actor=("a",), recipient=())
    one = dataclasses.replace(drafts.attack(TOLD), fact=fact)
    other = dataclasses.replace(one, fact=dataclasses.replace(fact, actor=(), recipient=("a",)))
    assert one.id != other.id


@pytest.mark.parametrize(
    ("change", "value"), [("score", 0.1), ("background", True), ("cue", None), ("holders", ("a", "b"))]
)
def test_what_a_claim_is_thought_to_be_worth_does_not_change_its_id(change: str, value: object) -> None:
    claim = drafts.attack(TOLD)
    assert dataclasses.replace(claim, **{change: value}).id == claim.id  # type: ignore[arg-type]


def test_a_claim_is_never_edited() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        drafts.attack(TOLD).speaker = "Norland"  # type: ignore[misc]


def test_types_are_plover_s_sixteen_and_one() -> None:
    assert len(EventType) == 17


def test_ties_that_hold_both_ways_are_those_of_the_schema() -> None:
    both = "allied_with opposed_to negotiates_with adjoins distinct_from affiliated_with alias"
    assert {p.value for p in SYMMETRIC} == set(both.split())
    assert len(Predicate) == 28


def test_nothing_said_is_absent_from_an_event() -> None:
    event = Event(type=EventType.ASSAULT, trigger=Span(start=0, end=3))
    assert (event.when, event.where, event.killed, event.weapon, event.phase) == (
        None,
        None,
        None,
        None,
        None,
    )
    assert event.actor == ()


def test_a_tie_names_two() -> None:
    tie = Relation(subject="a", predicate=Predicate.ALLIED_WITH, object="b")
    assert (tie.since, tie.until, tie.degree, tie.support) == (None, None, None, ())


# --- drafts and the interchange


def test_a_draft_whose_quote_runs_past_its_text_is_refused() -> None:
    claim = dataclasses.replace(drafts.attack(TOLD), quote=Span(start=0, end=len(TOLD.text) + 1))
    with pytest.raises(SpanError, match="a quote must be verbatim in the text"):
        Draft(report=TOLD, actors=(), places=(), mentions=(), claims=(claim,), reader="hand/1")


@given(drafts.drafts())
def test_the_interchange_quotes_the_text_itself(draft: Draft) -> None:
    out = to_interchange(draft)
    text = draft.report.text
    for piece in (*(c["quote"] for c in out["claims"]), *out["mentions"]):
        assert piece["text"] == text[piece["start"] : piece["end"]]


@given(drafts.claims(TOLD))
def test_who_a_claim_names_stands_once_each(claim: Claim) -> None:
    named = entities_of(claim)
    assert len(named) == len(set(named))
    assert set(named) >= (
        {*claim.fact.actor, *claim.fact.recipient} if isinstance(claim.fact, Event) else set()
    )
