"""`archive load` and `archive query`: what was read into tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sourcebook.cli.archive import FOLDER, archive
from sourcebook.cli.asking import EVENT_TYPE
from sourcebook.cli.options import DAY, Book, book_option, examples
from sourcebook.model.when import When

__all__ = ["archive"]


@archive.command(
    epilog=examples(
        "sourcebook archive load archive --book levant.sourcebook",
        "sourcebook archive load archive --actor Houthis --from 2024-01 --link",
    ),
    short_help="Keep the reports of an archive in a book.",
)
@click.argument("folder", type=FOLDER)
@click.option("--actor", metavar="NAME", help="Only reports that name this actor in a claim; a name or id.")
@click.option(
    "--place", metavar="NAME", help="Only reports of what happens there; a name, id, or SY for a country."
)
@click.option(
    "--type", "kind", type=EVENT_TYPE, metavar="TYPE", help="Only reports of events of this type: ASSAULT ..."
)
@click.option("--from", "first", type=DAY, help="Only reports published on or after this day.")
@click.option("--until", "last", type=DAY, help="Only reports published on or before this day.")
@click.option(
    "--link/--no-link", default=False, help="Link what tells one happening now; else the next `add` does it."
)
@book_option()
def load(
    folder: Path,
    actor: str | None,
    place: str | None,
    kind: str | None,
    first: When | None,
    last: When | None,
    link: bool,
    book: Book,
) -> None:
    """Keep the reports of an archive in a book, whole, many in one transaction; what is in already is left.

    A report is chosen when one of its claims is. Copies are left out: their words are in the book already.
    """
    from sourcebook.archive import load as loading
    from sourcebook.archive.chosen import Wanted
    from sourcebook.ledger import Ledger
    from sourcebook.story.linker import link_new

    days = {"first": first.first if first else None, "last": last.last if last else None}
    wanted = Wanted(actor=actor, place=place, type=kind, **days)
    with Ledger.open(book) as ledger:
        with _counting("reports") as show:
            done = loading.load(
                folder, ledger, wanted, told=lambda seen: show(seen.new + seen.there, seen.of)
            )
        linked = link_new(ledger) if link else 0
    there = f", {done.there:,} already there" if done.there else ""
    more = f", {linked:,} reports linked" if link else "; `sourcebook add` of any report links them"
    click.echo(f"{done.new:,} reports added to {book} ({done.claims:,} claims){there}{more}", err=True)


@archive.command(
    epilog=examples(
        'sourcebook archive query archive "SELECT * FROM counts_by_month"',
        'sourcebook archive query archive "SELECT country, count(*) FROM events GROUP BY country" --format csv',
    ),
    short_help="Ask an archive's tables in SQL.",
)
@click.argument("folder", type=FOLDER)
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "jsonl"]),
    default="text",
    show_default=True,
    help="A table for people, CSV, or one JSON object a line.",
)
def query(folder: Path, sql: str, form: str) -> None:
    """Ask an archive's tables in SQL, without a book; one statement that reads.

    Tables are reports, mentions, claims and failures; views on them events, ties, counts_by_month, counts_by_actor,
    counts_by_place, acled_like and ged_like. Nothing else on the machine can be read.
    """
    from sourcebook.archive.query import query as ask
    from sourcebook.cli.rows import print_rows

    print_rows(*ask(folder, sql), form)


@contextmanager
def _counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Progress of a number of things, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
