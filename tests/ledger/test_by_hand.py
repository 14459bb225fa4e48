"""Claims that a person marked: in every answer, through re-reading, undoing and releases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafts
from books import Address, NewBook
from sourcebook.asof.spans import spans
from sourcebook.errors import Overtaken, SourcebookError, ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.ledger.by_hand import adding, marked
from sourcebook.model.claim import Claim, Event, EventType, Predicate, Relation
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Status, Verdict
from sourcebook.model.text import Report, Span
from sourcebook.story.book import Story
from sourcebook.story.linker import link_new

AT = datetime(2025, 1, 2, 9, tzinfo=UTC)


def arming(told: Report, **fields: str) -> Claim:
    """An event that the stand-in reader misses."""
    given_ = {"actor": '["norland"]', "recipient": '["river-front"]', **fields}
    return marked(told.id, drafts.span(told.text, "Norland once armed"), EventType.AID, given_)


def enmity(told: Report) -> Claim:
    """A tie that the stand-in reader misses."""
    ends = {"subject": '"river-front"', "object": '"norland-army"'}
    return marked(told.id, drafts.span(told.text, "River Front attacks Ostby"), Predicate.OPPOSED_TO, ends)


def add(claim: Claim, at: datetime = AT) -> Judgement:
    return adding(claim, by="amal", at=at)


def say(claim: str, verdict: Verdict, **more: object) -> Judgement:
    return Judgement(claim=claim, verdict=verdict, by="basim", at=AT, **more)  # type: ignore[arg-type]


def undo(n: int) -> Judgement:
    return Judgement(verdict=Verdict.UNDO, by="amal", at=AT, undoes=n)


def kept(path: Address) -> tuple[Ledger, Report]:
    ledger = Ledger.open(path)
    told = drafts.report()
    ledger.keep(drafts.draft(told), at=AT - timedelta(days=1))
    return ledger, told


def test_an_added_claim_is_in_every_answer_that_it_fits(path: Address) -> None:
    ledger, told = kept(path)
    event, tie = arming(told, when='"2010"', where='"place:7"'), enmity(told)
    ledger.judge(add(event), add(tie))

    def ids(**asked: object) -> set[str]:
        return {e.claim.id for e in ledger.claims(ClaimQuery(**asked))}  # type: ignore[arg-type]

    assert {event.id, tie.id} <= ids()
    assert ids(type=EventType.AID) == {event.id}
    assert ids(predicate=Predicate.OPPOSED_TO) == {tie.id}
    assert event.id in ids(actors=("norland",))
    assert event.id not in ids(actors=("norland-army",))
    assert event.id in ids(places=("place:no",))
    assert event.id in ids(search="armed")
    assert event.id not in ids(first=drafts.day("2011-01-01").first)
    assert {event.id, tie.id} == ids(status=Status.ACCEPTED)
    assert ids(status=Status.CANDIDATE).isdisjoint({event.id, tie.id})
    found = ledger.claim(event.id)
    assert found is not None
    assert (found.words, found.source.id, found.standing.status) == (
        "Norland once armed",
        told.id,
        Status.ACCEPTED,
    )
    assert [e.claim.id for e in ledger.claims_like(tie.id[:6])] == [tie.id]
    assert {e.claim.id for e in ledger.entries([event.id, drafts.tie(told).id])} == {
        event.id,
        drafts.tie(told).id,
    }


def test_added_claims_take_their_place_in_time_and_the_limit_counts_them(path: Address) -> None:
    ledger, told = kept(path)
    old = arming(told, when='"1999-01-01"')
    ledger.judge(add(old))
    asked = ClaimQuery(kind="event", background=True, order=Order.TIME)
    assert next(ledger.claims(asked)).claim.id == old.id
    assert [e.claim.id for e in ledger.claims(replace(asked, limit=1))] == [old.id]
    assert len(list(ledger.claims(replace(asked, limit=2)))) == 2


def test_a_newer_reader_leaves_an_added_claim_in_place(path: Address) -> None:
    ledger, told = kept(path)
    event = arming(told)
    ledger.judge(add(event))
    ledger.keep(replace(drafts.draft(told), reader="hand/2", claims=()))
    assert [e.claim.id for e in ledger.claims()] == [event.id]


def test_an_added_claim_is_judged_like_any_other(path: Address) -> None:
    ledger, told = kept(path)
    event = arming(told)
    ledger.judge(add(event))
    (mended,) = ledger.judge(say(event.id, Verdict.CORRECT, field="weapon", value='"rifles"'))
    found = ledger.claim(event.id)
    assert found is not None
    assert isinstance(found.claim.fact, Event)
    assert (found.claim.fact.weapon, found.standing.status) == ("rifles", Status.CORRECTED)
    ledger.judge(undo(mended), say(event.id, Verdict.REJECT))
    assert event.id not in {e.claim.id for e in ledger.claims()}
    assert [e.claim.id for e in ledger.claims(ClaimQuery(status=Status.REJECTED))] == [event.id]


def test_what_was_said_of_a_claim_passes_to_no_other_when_it_is_taken_back(path: Address) -> None:
    ledger, told = kept(path)
    drafted = drafts.attack(told)
    twin = marked(told.id, drafted.quote, EventType.ASSAULT, {"actor": '["river-front"]'})
    twin = replace(twin, fact=replace(twin.fact, trigger=drafted.fact.trigger))  # type: ignore[union-attr]
    (n,) = ledger.judge(add(twin))
    ledger.judge(say(twin.id, Verdict.REJECT))
    ledger.judge(undo(n))
    found = ledger.claim(drafted.id)
    assert found is not None
    assert found.standing.status is Status.CANDIDATE
    with pytest.raises(ValueProblem, match="has no claim"):
        ledger.judge(say(twin.id, Verdict.ACCEPT))


def test_known_by_hears_of_an_added_claim_from_its_moment_on(path: Address) -> None:
    ledger, told = kept(path)
    event = arming(told)
    ledger.judge(add(event, AT + timedelta(days=2)))
    assert event.id not in {e.claim.id for e in ledger.known_by(AT + timedelta(days=1)).claims()}
    assert event.id in {e.claim.id for e in ledger.known_by(AT + timedelta(days=3)).claims()}


def test_a_release_is_not_moved_by_what_is_added_later_and_holds_what_was_added_before(path: Address) -> None:
    ledger, told = kept(path)
    before, after = arming(told), enmity(told)
    ledger.judge(add(before))
    ledger.releases.make("v1", by="amal", at=AT)
    frozen = list(ledger.releases.open("v1").claims())
    ledger.judge(add(after))
    assert before.id in {e.claim.id for e in frozen}
    assert list(ledger.releases.open("v1").claims()) == frozen
    assert ledger.releases.unchanged("v1")


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [(0, 10_000, "runs past a text"), (26, 27, "hold no words")],
)
def test_a_claim_needs_words_that_the_report_has(path: Address, start: int, end: int, why: str) -> None:
    ledger, told = kept(path)
    claim = marked(told.id, Span(start=start, end=end), EventType.AID, {})
    with pytest.raises(SourcebookError, match=why):
        ledger.judge(add(claim))
    assert ledger.judgements() == []


def test_what_cannot_be_added_is_refused_by_name(path: Address) -> None:
    ledger, told = kept(path)
    event = arming(told)
    ledger.judge(add(event))
    refused = (
        (add(event), "was added already"),
        (add(replace(event, report="0" * 16)), "has no report"),
        (replace(add(event), value='{"fact": 3}'), "is no claim"),
        (replace(add(event), claim="f" * 16), "the judgement names"),
        (add(replace(event, stage="draft.events/1")), "has the stage"),
    )
    for one, why in refused:
        with pytest.raises(ValueProblem, match=why):
            ledger.judge(one)
    with pytest.raises(ValueProblem, match="object is not given"):
        marked(told.id, event.quote, Predicate.BACKED_BY, {"subject": '"norland"'})
    with pytest.raises(ValueProblem, match="no field 'colour'"):
        arming(told, colour='"red"')


def test_a_request_that_comes_twice_is_kept_once(path: Address) -> None:
    ledger, told = kept(path)
    event = arming(told)
    first = ledger.judge(add(event), key="k1")
    assert ledger.judge(add(event), key="k1") == first
    ledger.close()
    again = Ledger.open(path)
    assert again.judge(add(event), key="k1") == first
    assert len(again.judgements()) == 1
    merge = Decision(ruling=Ruling.MERGE, by="amal", at=AT, actor="norland", other="norland-army")
    assert again.decide(merge, key="k2") == again.decide(merge, key="k2")
    assert len(again.decisions()) == 1


def test_a_judgement_on_an_older_view_is_refused_with_what_came_between(path: Address) -> None:
    ledger, told = kept(path)
    attack = drafts.attack(told)
    (n,) = ledger.judge(say(attack.id, Verdict.ACCEPT), seen=0)
    with pytest.raises(Overtaken, match="basim judged it meanwhile") as refused:
        ledger.judge(say(attack.id, Verdict.REJECT), seen=0)
    assert refused.value.n == n
    ledger.judge(undo(n))
    with pytest.raises(Overtaken, match="was taken back"):
        ledger.judge(say(attack.id, Verdict.REJECT), seen=n)
    ledger.judge(say(attack.id, Verdict.REJECT), seen=0)
    assert len(ledger.judgements()) == 3


_TYPES = st.sampled_from([EventType.AID, EventType.THREATEN, Predicate.OPPOSED_TO, Predicate.ALLIED_WITH])


@st.composite
def markings(draw: st.DrawFn) -> Claim:
    told = drafts.report()
    start = draw(st.integers(0, len(told.text) - 5))
    span = Span(start=start, end=draw(st.integers(start + 3, len(told.text))))
    kind = draw(_TYPES)
    if isinstance(kind, Predicate):
        return marked(told.id, span, kind, {"subject": '"river-front"', "object": '"norland"'})
    when = draw(st.none() | st.dates(drafts.date(1999, 1, 1), drafts.date(2030, 1, 1)))
    return marked(told.id, span, kind, {"when": f'"{when}"'} if when else {})


@given(st.lists(markings(), min_size=1, max_size=4, unique_by=lambda c: c.id), st.randoms())
@settings(max_examples=25, deadline=None)
def test_adding_and_taking_back_restores_every_answer_and_order_holds_between(
    new_book: NewBook, many: list[Claim], random: object
) -> None:
    ledger, _ = kept(new_book())
    questions = [ClaimQuery(background=True, order=order) for order in Order]
    before = [list(ledger.claims(q)) for q in questions]
    numbers = ledger.judge(*(add(c) for c in many))
    for query, old in zip(questions, before, strict=True):
        shown = list(ledger.claims(query))
        assert {e.claim.id for e in shown} == {e.claim.id for e in old} | {c.id for c in many}
        added = {c.id for c in many}
        assert [e for e in shown if e.claim.id not in added] == old
    dated = [d for e in ledger.claims(questions[1]) if (d := _first(e.claim))]
    assert dated == sorted(dated)
    random.shuffle(numbers)  # type: ignore[attr-defined]
    for n in numbers:
        ledger.judge(undo(n))
    assert [list(ledger.claims(q)) for q in questions] == before
    assert all(ledger.claim(c.id) is None for c in many)
    ledger.close()


def _first(claim: Claim) -> object:
    fact = claim.fact
    when = fact.since if isinstance(fact, Relation) else fact.when
    return when.first if when else None


def test_an_added_event_is_an_incident_of_its_own_until_it_is_joined(path: Address) -> None:
    ledger, told = kept(path)
    link_new(ledger)
    event, attack = arming(told), drafts.attack(told)
    before = [i.id for i in Story(ledger).incidents()]
    ledger.judge(add(event))
    assert {i.id for i in Story(ledger).incidents()} == {*before, f"i{event.id}"}
    (n,) = ledger.judge(say(event.id, Verdict.JOIN, other=attack.id, note="one deed"))
    (whole,) = Story(ledger).holding([event.id])
    assert {e.claim.id for e in whole.entries} >= {event.id, attack.id}
    ledger.judge(undo(n))
    assert {i.id for i in Story(ledger).incidents()} == {*before, f"i{event.id}"}


def test_an_added_tie_is_a_tie_over_time_and_counts_among_the_ties_of_somebody(path: Address) -> None:
    ledger, told = kept(path)
    tie = enmity(told)
    ledger.judge(add(tie))
    (span,) = [t for t in spans(ledger.claims(), names=ledger.names()) if t.predicate is Predicate.OPPOSED_TO]
    assert [e.claim.id for e in span.said] == [tie.id]
    assert ledger.ties(["norland-army"], [Predicate.OPPOSED_TO]) == {
        ("river-front", Predicate.OPPOSED_TO, "norland-army")
    }
    ledger.judge(say(tie.id, Verdict.REJECT))
    assert ledger.ties(["norland-army"], [Predicate.OPPOSED_TO]) == set()
