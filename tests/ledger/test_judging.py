"""Judgements are appended, counted, taken back, and found again by their words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

import drafts
from books import Address, NewBook, sql
from sourcebook.errors import ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.model.claim import Claim, Event, EventType, Modality
from sourcebook.model.judgement import Judgement, Status, Verdict
from sourcebook.model.record import Draft

AT = datetime(2025, 1, 2, 9, tzinfo=UTC)


def say(claim: str, verdict: Verdict = Verdict.ACCEPT, **more: object) -> Judgement:
    return Judgement(claim=claim, verdict=verdict, by="amal", at=AT, **more)  # type: ignore[arg-type]


def take_back(n: int) -> Judgement:
    return Judgement(verdict=Verdict.UNDO, by="amal", at=AT, undoes=n)


def kept(path: Address) -> tuple[Ledger, Draft, Claim]:
    ledger = Ledger.open(path)
    told = drafts.draft()
    ledger.keep(told)
    return ledger, told, drafts.attack(told.report)


def test_an_acceptance_shows_and_an_undo_takes_it_back(path: Address) -> None:
    ledger, _, attack = kept(path)
    (n,) = ledger.judge(say(attack.id, note="two more outlets have it"))
    found = ledger.claim(attack.id)
    assert found is not None
    assert found.standing.status is Status.ACCEPTED
    ledger.judge(take_back(n))
    found = ledger.claim(attack.id)
    assert found is not None
    assert found.standing.status is Status.CANDIDATE


def test_what_is_rejected_is_listed_only_when_asked_for(path: Address) -> None:
    ledger, _, attack = kept(path)
    ledger.judge(say(attack.id, Verdict.REJECT))
    assert attack.id not in {e.claim.id for e in ledger.claims()}
    assert [e.claim.id for e in ledger.claims(ClaimQuery(status=Status.REJECTED))] == [attack.id]


def test_a_correction_is_what_every_question_hears(path: Address) -> None:
    ledger, _, attack = kept(path)
    ledger.judge(
        say(attack.id, Verdict.CORRECT, field="type", value='"COERCE"'),
        say(attack.id, Verdict.CORRECT, field="killed", value='{"low": 11, "high": 13}'),
        say(attack.id, Verdict.CORRECT, field="when", value='"2023-05-04"'),
    )
    assert attack.id not in {e.claim.id for e in ledger.claims(ClaimQuery(type=EventType.ASSAULT))}
    (entry,) = [e for e in ledger.claims(ClaimQuery(type=EventType.COERCE)) if e.claim.id == attack.id]
    fact = entry.claim.fact
    assert isinstance(fact, Event)
    assert fact.killed is not None
    assert (fact.killed.low, fact.killed.best, fact.killed.high) == (11, None, 13)
    assert fact.when is not None
    assert fact.when.edtf == "2023-05-04"
    assert entry.standing.status is Status.CORRECTED
    assert attack.id not in {
        e.claim.id for e in ledger.claims(ClaimQuery(first=drafts.day("2024-01-01").first))
    }


def test_corrections_stay_in_the_order_of_time(path: Address) -> None:
    ledger, _, attack = kept(path)
    ledger.judge(say(attack.id, Verdict.CORRECT, field="when", value='"1999-01-01"'))
    dated = [e.claim.id for e in ledger.claims(ClaimQuery(kind="event", background=True, order=Order.TIME))]
    assert dated[0] == attack.id


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("colour", '"red"', "no field 'colour' in an event; its fields are"),
        ("type", '"WAR"', "none of AGREE, CONSULT"),
        ("killed", '"many"', "is no number"),
        ("when", '"2024-13-01"', "2024-13-01"),
        ("type", "null", "cannot be empty"),
        ("actor", "[1]", "no list of texts"),
        ("actor", "oops", "is no JSON"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_kept(
    path: Address, field: str, value: str, why: str
) -> None:
    ledger, _, attack = kept(path)
    with pytest.raises(ValueProblem, match=why):
        ledger.judge(say(attack.id), say(attack.id, Verdict.CORRECT, field=field, value=value))
    assert ledger.judgements() == []


def test_judgements_outlive_a_newer_reader(path: Address) -> None:
    ledger, told, attack = kept(path)
    ledger.judge(say(attack.id, Verdict.CORRECT, field="killed", value="14"))
    newer = replace(
        told,
        reader="hand/2",
        claims=tuple(replace(c, stage=c.stage.replace("/1", "/2")) for c in told.claims),
    )
    again = next(c for c in newer.claims if isinstance(c.fact, Event) and c.quote == attack.quote)
    assert again.id != attack.id
    ledger.keep(newer)
    found = ledger.claim(again.id)
    assert found is not None
    assert isinstance(found.claim.fact, Event)
    assert found.claim.fact.killed is not None
    assert found.claim.fact.killed.best == 14


def test_an_acceptance_does_not_pass_to_a_claim_that_says_something_else(path: Address) -> None:
    ledger, told, attack = kept(path)
    ledger.judge(say(attack.id))
    other = replace(attack, modality=Modality.HEDGED)
    ledger.keep(
        replace(told, reader="hand/2", claims=tuple(other if c.id == attack.id else c for c in told.claims))
    )
    found = ledger.claim(other.id)
    assert found is not None
    assert found.standing.status is Status.CANDIDATE
    assert found.standing.again


def test_undoing_twice_or_what_is_not_there_is_refused(path: Address) -> None:
    ledger, _, attack = kept(path)
    (n,) = ledger.judge(say(attack.id))
    ledger.judge(take_back(n))
    with pytest.raises(ValueProblem, match=f"judgement {n} was taken back by judgement {n + 1} already"):
        ledger.judge(take_back(n))
    with pytest.raises(ValueProblem, match="there is no judgement 99"):
        ledger.judge(take_back(99))


def test_nobody_can_change_or_remove_a_judgement(path: Address) -> None:
    ledger, _, attack = kept(path)
    ledger.judge(say(attack.id))
    ledger.close()
    for deed in ("UPDATE judgement SET verdict = 'reject'", "DELETE FROM judgement"):
        with pytest.raises(sa.exc.IntegrityError, match="judgements are never"):
            sql(path, deed)


def test_known_by_hears_neither_later_readings_nor_later_judgements(path: Address) -> None:
    ledger = Ledger.open(path)
    told = drafts.draft()
    ledger.keep(told, at=AT)
    attack = drafts.attack(told.report)
    ledger.judge(replace(say(attack.id, Verdict.REJECT), at=AT + timedelta(days=2)))
    assert list(ledger.known_by(AT - timedelta(seconds=1)).claims()) == []
    before = ledger.known_by(AT + timedelta(days=1))
    assert attack.id in {e.claim.id for e in before.claims()}
    assert [s.id for s in before.sources()] == [told.report.id]
    assert attack.id not in {e.claim.id for e in ledger.known_by(AT + timedelta(days=3)).claims()}


def test_known_by_shows_the_reading_of_that_time(path: Address) -> None:
    ledger = Ledger.open(path)
    told = drafts.draft()
    ledger.keep(told, at=AT)
    ledger.keep(replace(told, reader="hand/2", claims=()), at=AT + timedelta(days=5))
    assert list(ledger.claims()) == []
    assert len(list(ledger.known_by(AT + timedelta(days=1)).claims())) == len(
        [c for c in told.claims if not c.background]
    )


def test_a_book_of_the_past_cannot_be_written(path: Address) -> None:
    ledger, _, attack = kept(path)
    with pytest.raises(Exception, match="cannot be"):
        ledger.known_by(datetime.now(UTC)).judge(say(attack.id))


_DEEDS = st.lists(st.sampled_from(["accept", "reject", "correct", "undo"]), max_size=8)


@given(_DEEDS)
@settings(max_examples=25, deadline=None)
def test_taking_everything_back_restores_every_answer(new_book: NewBook, deeds: list[str]) -> None:
    ledger, _, attack = kept(new_book())
    before = list(ledger.claims())
    standing: list[int] = []
    for deed in deeds:
        if deed == "undo":
            if standing:
                ledger.judge(take_back(standing.pop()))
            continue
        more = {"field": "killed", "value": "3"} if deed == "correct" else {}
        standing += ledger.judge(say(attack.id, Verdict(deed), **more))
    for n in standing:
        ledger.judge(take_back(n))
    assert list(ledger.claims()) == before
    ledger.close()


def test_a_release_never_changes(path: Address) -> None:
    ledger, told, attack = kept(path)
    ledger.judge(say(attack.id, Verdict.CORRECT, field="killed", value="14"))
    made = ledger.releases.make("2025-01", by="amal", at=AT, note="first")
    frozen = list(ledger.releases.open("2025-01").claims())
    ledger.judge(say(attack.id, Verdict.REJECT))
    ledger.judge(replace(say(drafts.tie(told.report).id, Verdict.REJECT), at=AT - timedelta(days=900)))
    ledger.keep(replace(told, reader="hand/2", claims=()), at=AT - timedelta(days=999))
    assert list(ledger.claims()) == []
    assert list(ledger.releases.open("2025-01").claims()) == frozen
    assert ledger.releases.unchanged("2025-01")
    assert (made.claims, made.reports) == (4, 1)
    assert [r.name for r in ledger.releases.every()] == ["2025-01"]


def test_a_release_needs_a_free_name_that_can_be_typed(path: Address) -> None:
    ledger, _, _ = kept(path)
    ledger.releases.make("v1", by="amal", at=AT)
    with pytest.raises(ValueProblem, match="releases never change"):
        ledger.releases.make("v1", by="amal", at=AT)
    with pytest.raises(ValueProblem, match="cannot name a release"):
        ledger.releases.make("../x", by="amal", at=AT)
    with pytest.raises(ValueProblem, match="no release 'v2'"):
        ledger.releases.open("v2")


def test_as_of_a_day_leaves_out_what_came_after_it_and_ties_that_had_ended(path: Address) -> None:
    ledger, told, attack = kept(path)
    tie = drafts.tie(told.report)

    def ids(day: str) -> set[str]:
        return {e.claim.id for e in ledger.claims(ClaimQuery(as_of=date.fromisoformat(day)))}

    assert attack.id in ids("2024-05-03")
    assert attack.id not in ids("2024-05-02")
    assert tie.id in ids("2020-01-01")
    ledger.judge(
        say(tie.id, Verdict.CORRECT, field="until", value='"2021-06"'),
        say(attack.id, Verdict.CORRECT, field="when", value='"2024-05-02"'),
    )
    assert tie.id in ids("2021-06-30")
    assert tie.id not in ids("2021-07-01")
    assert attack.id in ids("2024-05-02")
