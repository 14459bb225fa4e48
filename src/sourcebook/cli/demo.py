"""`demo`: the samples that ship with sourcebook, read into a book and shown from every side."""

from itertools import islice
from typing import TYPE_CHECKING

import click

from sourcebook.cli.options import Book, book_option, examples

if TYPE_CHECKING:
    from sourcebook.ledger import Entry, Ledger

DEMO_BOOK = "demo.sourcebook"
LINES = 18  # of the timeline; the whole of it is one command away
PEOPLE = 4
TIES = 5  # per actor


@click.command(
    epilog=examples("sourcebook demo", "sourcebook demo --book tour.sourcebook"),
    short_help="Take a tour with reports that ship with sourcebook.",
)
@book_option(DEMO_BOOK, from_environment=False)
def demo(book: Book) -> None:
    """Read the reports that ship with sourcebook into a book and show what it makes of them.

    They are by invented outlets and tell one story over seven weeks. The book stays where it is, so that
    all other commands can be tried on it.
    """
    from sourcebook.cli import tour
    from sourcebook.ledger import Ledger

    with Ledger.open(book) as ledger:
        _read_samples(ledger, book)
        tour.sources(ledger)
        tour.events(ledger, limit=LINES)
        tour.people(ledger, limit=PEOPLE, ties=TIES)
        tour.disagreement(ledger)
        hedged = _hedged(ledger)
        if hedged is not None:
            tour.opened(ledger, hedged)
        tour.go_on(ledger, hedged)


def _read_samples(ledger: "Ledger", book: Book) -> None:
    from sourcebook import intake
    from sourcebook.cli.reading import Tally, add_all, summary
    from sourcebook.samples import sample_paths

    tally = Tally(quiet=True)
    add_all(ledger, intake.reports([str(p) for p in sample_paths()]), None, tally)
    click.echo(summary(tally, book), err=True)


def _hedged(ledger: "Ledger") -> "Entry | None":
    """A claim that somebody makes with doubt: one with a speaker, if there is one."""
    from sourcebook.ledger import ClaimQuery
    from sourcebook.model.claim import Modality

    found = list(islice(ledger.claims(ClaimQuery(modality=Modality.HEDGED, kind="event")), 200))
    found.sort(key=lambda e: e.claim.speaker is None)
    return found[0] if found else None
