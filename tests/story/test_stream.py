"""Incidents handed out one at a time are the same as all at once."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from sample_book import sample_book
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import EventType
from sourcebook.story.book import Story
from sourcebook.story.incident import Incident
from sourcebook.story.linker import link_new

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts


def by_id(one: Incident) -> str:
    return one.id


@pytest.mark.parametrize("batch", [1, 7, 1000])
@pytest.mark.parametrize(
    "query", [None, ClaimQuery(background=True), ClaimQuery(type=EventType.ASSAULT)], ids=str
)
def test_a_stream_has_every_incident_once(tmp_path: Path, batch: int, query: ClaimQuery | None) -> None:
    with Ledger.open(sample_book(tmp_path)) as ledger:
        at_once = Story(ledger).incidents(query)
        streamed = list(Story(ledger).stream(query, batch=batch))

    assert sorted(streamed, key=by_id) == sorted(at_once, key=by_id)


def test_a_stream_keeps_together_what_many_reports_tell(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        for draft in list(drafts(80, seed=3))[40:]:
            ledger.keep(draft)
            link_new(ledger)
        at_once = Story(ledger).incidents()
        streamed = list(Story(ledger).stream(batch=10))

    assert max(len(one.entries) for one in at_once) > 1
    assert sorted(streamed, key=by_id) == sorted(at_once, key=by_id)


def walked(pairs: Iterable[frozenset[str]], some: Iterable[str], most: int) -> set[str]:
    """Those that pairs lead to from some, step by step, until so many are found."""
    found = edge = set(some)
    while edge and len(found) < most:
        edge = {end for pair in pairs if not edge.isdisjoint(pair) for end in pair} - found
        found = found | edge
    return found


@pytest.mark.parametrize("most", [1, 5, 5000])
def test_one_walk_along_the_links_finds_what_two_questions_find(tmp_path: Path, most: int) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        for draft in list(drafts(80, seed=3))[40:]:
            ledger.keep(draft)
            link_new(ledger)
        links, some = ledger.links, ledger.idents(ClaimQuery(kind="event"))[::9]
        together = walked(links.among(ledger.idents(ClaimQuery(background=True))), some, most)
        hanging = links.hanging(some, most=most)

        assert hanging.ids == together
        assert hanging.pairs == links.among(together).keys()
        assert hanging.pairs
