"""Ties handed out while their claims are read are those that the whole book gives at once."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sample_book import sample_book
from sourcebook.export import gexf, graphml, network, streamed
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Predicate
from sourcebook.view.asked import gathered

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts


@pytest.fixture(scope="module", params=["samples", "made up"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("book")
    path = sample_book(folder) if request.param == "samples" else folder / "b.sourcebook"
    with Ledger.open(path) as opened:
        if request.param != "samples":
            opened.keep_all(list(drafts(60, seed=3)))
        yield opened


@pytest.mark.parametrize("together", [1, 7, 2000])
def test_ties_come_in_the_order_of_the_whole_book_and_say_the_same(
    ledger: Ledger, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed, "_TOGETHER", together)

    assert tuple(Record(ledger).ties()) == gathered(ledger).ties


@pytest.mark.parametrize("as_of", [None, date(2024, 12, 7), date(2015, 1, 2)])
@pytest.mark.parametrize("predicate", [None, Predicate.LED_BY, Predicate.BASED_AT])
def test_a_narrower_question_gives_those_ties_of_the_book_that_answer_it(
    ledger: Ledger, predicate: Predicate | None, as_of: date | None
) -> None:
    every = gathered(ledger).ties
    who = every[len(every) // 2].subject
    wanted = [
        t
        for t in every
        if who in (t.subject, t.object)
        and predicate in (None, t.predicate)
        and (as_of is None or (t.may_hold(as_of) and t.predicate is not Predicate.DISTINCT_FROM))
    ]

    assert list(Record(ledger, ClaimQuery(actors=(who,), predicate=predicate, as_of=as_of)).ties()) == wanted


@pytest.mark.parametrize("module", [graphml, gexf])
def test_nodes_read_a_few_at_a_time_are_written_alike(
    ledger: Ledger, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = list(module.lines(Record(ledger)))  # type: ignore[attr-defined]
    monkeypatch.setattr(network, "_TOGETHER", 1)

    assert list(module.lines(Record(ledger))) == at_once  # type: ignore[attr-defined]
