"""`places`: which places reports name, how each was resolved, and what else was considered."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from sourcebook.cli.options import BOOK_TYPE, DAY, Book, examples, format_option
from sourcebook.errors import SourcebookError
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.when import When


@click.command(
    epilog=examples(
        "sourcebook places report.txt",
        "sourcebook places reports/*.html --project levant --format jsonl > places.jsonl",
        "sourcebook places --book levant.sourcebook",
    ),
    short_help="Show every place that a report names, and what else it might have been.",
)
@click.argument("reports", nargs=-1, metavar="[REPORT...]")
@click.option("--book", type=BOOK_TYPE, help="Tell of the reports in a book instead.")
@click.option("--published", type=DAY, help="Publication date, where the reports do not give theirs.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with places of your own.",
)
@click.option(
    "--allow-private", is_flag=True, help="Also fetch addresses inside your own machine or network."
)
@format_option()
def places(
    reports: tuple[str, ...],
    book: "Book | None",
    published: When | None,
    project: Path | None,
    allow_private: bool,
    form: str,
) -> None:
    """Show every place that a report names: which one is meant, how surely, why, and what else was considered.

    REPORT is a file, a folder, an address, or - for standard input, as for `sourcebook read`. A name that no
    place fits well enough is shown as unresolved. With --book, the places of all reports in it are counted.
    """
    from sourcebook.cli.placenames import print_book, print_report

    if bool(reports) == bool(book):
        raise click.UsageError("name reports, or a book with --book: one of them")
    if book:
        print_book(book, form)
        return
    done = 0
    for draft in _drafts(reports, published, project, allow_private=allow_private):
        print_report(draft, form)
        sys.stdout.flush()
        done += 1
    if not done:
        raise click.exceptions.Exit(1)


def _drafts(
    sources: tuple[str, ...], published: When | None, project: Path | None, *, allow_private: bool
) -> Iterable[Draft]:
    """What the reader makes of each report; what fails has a line on stderr."""
    from sourcebook import intake, stages

    for item in intake.reports(sources, published=published, allow_private=allow_private):
        if not isinstance(item, Report):
            shown = "".join(c if c.isprintable() or c == "\n" else "�" for c in item.message)
            click.echo(f"{item.source}: {shown}", err=True)
            continue
        try:
            yield stages.read(item, project=project)
        except SourcebookError as e:
            click.echo(f"{item.address or item.title or item.id}: {e}", err=True)
