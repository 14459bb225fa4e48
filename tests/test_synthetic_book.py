"""The made-up book of the benchmarks."""

import sys
from pathlib import Path

import pytest

from sourcebook.model.claim import Event
from sourcebook.model.record import Draft

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from synthetic_book import drafts


@pytest.fixture(scope="module")
def told() -> list[Draft]:
    return list(drafts(300, seed=7))


def test_the_same_seed_gives_the_same_drafts_and_another_part_others(told: list[Draft]) -> None:
    assert list(drafts(300, seed=7)) == told
    other = next(drafts(300, seed=7, part=1))
    assert other.report.id not in {d.report.id for d in told}


def test_every_mention_and_trigger_is_verbatim(told: list[Draft]) -> None:
    for draft in told:
        names = {e.id: e.name for e in (*draft.actors, *draft.places)}
        assert all(m.span.of(draft.report.text) == names[m.entity or ""] for m in draft.mentions)
        events = [c for c in draft.claims if isinstance(c.fact, Event)]
        assert all(c.fact.trigger.within(c.quote) for c in events if isinstance(c.fact, Event))


def test_reports_have_about_ten_claims_some_are_copies_and_none_is_there_twice(told: list[Draft]) -> None:
    assert 9 < sum(len(d.claims) for d in told) / len(told) < 11
    assert len({d.report.id for d in told}) == len(told)
    assert 3 <= len(told) - len({d.report.text for d in told}) <= 30


def test_about_a_third_of_what_happens_is_told_more_than_once(told: list[Draft]) -> None:
    first = {d.report.text: d for d in reversed(told)}.values()  # without the copies
    tellings: dict[tuple[object, ...], int] = {}
    for draft in first:
        for claim in draft.claims:
            if isinstance(claim.fact, Event) and claim.fact.where:
                key = (claim.fact.actor, claim.fact.recipient, claim.fact.where.place, claim.fact.type)
                tellings[key] = tellings.get(key, 0) + 1
    again = sum(1 for count in tellings.values() if count > 1)
    assert 0.2 < again / len(tellings) < 0.45
