"""`incidents` and `incident`: what many reports tell of one happening."""

from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.asking import filters, query_of
from sourcebook.cli.options import Book, book_option, clock_options, examples, format_option, open_book

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger


@click.command(
    epilog=examples(
        "sourcebook incidents --place Tartus --from 2024-12",
        "sourcebook incidents --actor Israel --type ASSAULT --format jsonl",
    ),
    short_help="Show what happened, many reports of one happening as one.",
)
@filters
def incidents(book: Book, form: str, limit: int | None, **asked: Any) -> None:  # noqa: ANN401 - click's options by name
    """Show what happened, the first day first: claims of many reports that tell one happening are one line.

    A line gives the days and the place on which the claims agree, tolls from the lowest to the highest number, how many
    reports of how many independent origins tell it, and what they contradict, hedge or deny. `sourcebook incident ID`
    opens one.
    """
    from sourcebook.cli.told import print_incident
    from sourcebook.story.book import Story

    with open_book(book) as ledger:
        _tell_of_waiting(ledger)
        names = ledger.names()
        for one in Story(ledger).incidents(query_of(ledger, only="event", **asked))[:limit]:
            print_incident(one, names, form)


def _tell_of_waiting(ledger: "Ledger") -> None:
    """Say when claims stand alone only because nobody has linked them yet."""
    from sourcebook.story.linker import LINKER

    waiting = len(ledger.links.waiting(LINKER))
    if waiting:
        reports = "1 report is" if waiting == 1 else f"{waiting:,} reports are"
        click.echo(f"{reports} not linked yet; `sourcebook add` of any report links them", err=True)


@click.command(
    epilog=examples("sourcebook incident 70959e49", "sourcebook incident i70959e49 --format jsonl"),
    short_help="Open an incident: who says what, when, and what disagrees.",
)
@click.argument("ident", metavar="ID")
@format_option()
@clock_options
@book_option()
def incident(ident: str, form: str, book: Book) -> None:
    """Open an incident: every claim of it by outlet and day, what agrees, and what contradicts side by side.

    ID is the id of the incident or of any claim of it, or the beginning of one.
    """
    from sourcebook.cli.told import print_opened_incident
    from sourcebook.story.book import Story

    with open_book(book) as ledger:
        one = Story(ledger).incident_of(ident.strip().lower())
        if one is None:
            raise click.ClickException(
                f"no incident {ident!r} in {book}, or several; `sourcebook incidents` lists them"
            )
        print_opened_incident(one, ledger.names(), form)


@click.command(
    epilog=examples("sourcebook origins", "sourcebook origins --format jsonl"),
    short_help="Tell which reports copy others, and which outlets are still to be read.",
)
@format_option()
@clock_options
@book_option()
def origins(form: str, book: Book) -> None:
    """Tell which reports print one text, wholly or in part, and which outlets they cite that the book has not.

    Copies count as one origin, however many there are. The to-read list names the outlets that claims rest on and of
    which the book has no report from about that day, the most cited first.
    """
    from sourcebook.cli.told import print_copies, print_hop
    from sourcebook.story.book import Story

    with open_book(book) as ledger:
        told = Story(ledger)
        for origin, reports in told.copies().items():
            print_copies(ledger, origin, reports, form)
        for hop in told.to_read():
            print_hop(hop, form)
