"""Laws of what many reports tell together: the order of adding makes no difference, and the past stays as it was."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.ledger import Ledger
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Draft
from sourcebook.story.book import Story
from sourcebook.story.linker import link_new

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
LAW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Shape = list[tuple[str, tuple[str, ...], int]]


@pytest.fixture(scope="module")
def told() -> list[Draft]:
    """Reports of which several tell of one happening, and one copies another."""
    every = list(drafts(120, seed=3))
    return every[40:54]


def book(path: Path, told: list[Draft], *, later: int = 0) -> Ledger:
    """The reports, each read a day after the one before."""
    ledger = Ledger.open(path)
    for n, draft in enumerate(told):
        ledger.keep(draft, at=BEGIN + timedelta(days=n + later))
        link_new(ledger)
    return ledger


def shape(ledger: Ledger) -> Shape:
    """Incidents with their claims and the number of their origins."""
    return [
        (i.id, tuple(sorted(e.claim.id for e in i.entries)), i.origins) for i in Story(ledger).incidents()
    ]


@given(st.randoms(use_true_random=False))
@LAW
def test_the_order_of_adding_makes_no_difference(
    told: list[Draft], tmp_path_factory: pytest.TempPathFactory, random: object
) -> None:
    folder = tmp_path_factory.mktemp("order")
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert shape(book(folder / "a.sourcebook", told)) == shape(book(folder / "b.sourcebook", mixed))


@given(st.integers(0, 14))
@LAW
def test_known_by_a_moment_is_the_book_that_was_there_then(
    told: list[Draft], tmp_path_factory: pytest.TempPathFactory, read: int
) -> None:
    folder = tmp_path_factory.mktemp("known")
    whole = book(folder / "whole.sourcebook", told)
    by_then = book(folder / "then.sourcebook", told[:read])
    past = whole.known_by(BEGIN + timedelta(days=read, seconds=-1))
    assert shape(past) == shape(by_then)
    assert {s.id for s in past.sources()} == {d.report.id for d in told[:read]}


@given(st.data())
@LAW
def test_joining_and_cutting_are_taken_back_by_undo(
    told: list[Draft], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    ledger = book(tmp_path_factory.mktemp("undo") / "b.sourcebook", told)
    before = shape(ledger)
    claims = sorted(c for _, group, _ in before for c in group)
    one, other = data.draw(st.lists(st.sampled_from(claims), min_size=2, max_size=2, unique=True))
    verdict = data.draw(st.sampled_from([Verdict.JOIN, Verdict.CUT]))
    (n,) = ledger.judge(
        Judgement(claim=one, other=other, verdict=verdict, by="amal", at=BEGIN, note="looked at both")
    )
    together = [set(group) >= {one, other} for _, group, _ in shape(ledger)]
    assert any(together) == (verdict is Verdict.JOIN)
    ledger.judge(Judgement(verdict=Verdict.UNDO, by="amal", at=BEGIN, undoes=n))
    assert shape(ledger) == before


def test_the_reports_of_these_laws_do_tell_of_one_thing_more_than_once(
    told: list[Draft], tmp_path: Path
) -> None:
    made = Story(book(tmp_path / "b.sourcebook", told)).incidents()
    assert sum(len({e.claim.report for e in i.entries}) > 1 for i in made) >= 3
