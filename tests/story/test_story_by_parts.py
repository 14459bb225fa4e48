from pathlib import Path

from sample_book import sample_book
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.story.book import Story


def test_a_story_asked_report_by_report_finds_the_origins_that_it_finds_at_once(tmp_path: Path) -> None:
    with Ledger.open(sample_book(tmp_path), readonly=True, create=False) as ledger:
        at_once, by_parts = Story(ledger), Story(ledger)
        for source in ledger.sources():
            by_parts.incidents(ClaimQuery(report=source.id))
            by_parts.printed(source.id)

        origins = {one.id: one.origins for one in at_once.incidents()}
        assert {one.id: one.origins for one in by_parts.incidents()} == origins
        assert by_parts.copies() == at_once.copies() != {}


def test_a_story_like_another_gives_the_same_origins(tmp_path: Path) -> None:
    with Ledger.open(sample_book(tmp_path), readonly=True, create=False) as ledger:
        first = Story(ledger)
        told = {one.id: one.origins for one in first.incidents()}

        assert {one.id: one.origins for one in Story(ledger, like=first).incidents()} == told
