"""Ties over time that outlive a judgement are those that would be gathered anew."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.asof.spans import spans
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.review.spanned import bears, ties_after
from sourcebook.view.asked import Gathered, gathered

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts

AT = datetime(2025, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "b.sourcebook") as made:
        made.keep_all(list(drafts(12, seed=2)))
        yield made


def entries(ledger: Ledger) -> tuple[Entry, ...]:
    return tuple(ledger.claims(ClaimQuery(background=True)))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    chosen=st.lists(st.integers(0, 10_000), min_size=1, max_size=3),
    verdict=st.sampled_from([Verdict.ACCEPT, Verdict.REJECT]),
)
def test_ties_after_a_judgement_are_those_gathered_anew(
    ledger: Ledger, chosen: list[int], verdict: Verdict
) -> None:
    before = gathered(ledger)
    touched = {before.entries[n % len(before.entries)].claim.id for n in chosen}
    numbers = ledger.judge(*(Judgement(verdict=verdict, by="amal", at=AT, claim=c) for c in sorted(touched)))
    now = entries(ledger)
    found = ties_after(before, now, touched, ledger.names())
    ledger.judge(*(Judgement(verdict=Verdict.UNDO, by="amal", at=AT, undoes=n) for n in numbers))

    assert found == tuple(spans(now, names=ledger.names()))


def test_what_bears_on_no_tie_makes_no_difference_to_any(ledger: Ledger) -> None:
    every = entries(ledger)
    few = tuple(e for e in every if bears(e))

    assert len(few) < len(every)
    assert spans(few, names=ledger.names()) == spans(every, names=ledger.names())


def test_ties_on_which_nothing_bears_are_the_same_objects(ledger: Ledger) -> None:
    before = gathered(ledger)
    idle = {e.claim.id for e in before.entries if not bears(e)}
    left = Gathered(entries=tuple(e for e in before.entries if e.claim.id not in idle), ties=before.ties)

    assert ties_after(before, left.entries, idle, ledger.names()) is before.ties
