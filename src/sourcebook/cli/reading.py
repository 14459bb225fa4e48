"""`read` and `add`: reports in, drafts out or kept."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.cli.options import Book, book_option, examples, format_option, reports_options
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.when import When

if TYPE_CHECKING:
    from sourcebook.intake import Failure
    from sourcebook.ledger import Ledger

_INTERRUPTED = 130


@dataclass(slots=True)
class Tally:
    """How a batch went.

    Attributes:
        done: reports read.
        there: reports that were in the book already.
        claims: claims added.
        failed: reports that could not be read.
        quiet: whether reports that are there already go without a line.
    """

    done: int = 0
    there: int = 0
    claims: int = 0
    failed: int = 0
    quiet: bool = False


@click.command(
    epilog=examples(
        "sourcebook read report.txt",
        "sourcebook read https://example.org/news/story.html --published 2024-12-08",
        "sourcebook read reports/ --format jsonl > drafts.jsonl",
        "cat report.txt | sourcebook read -",
    )
)
@reports_options
@format_option()
def read(
    reports: tuple[str, ...], published: When | None, project: Path | None, allow_private: bool, form: str
) -> None:
    """Read reports and print what they say; keep nothing.

    REPORT is a file (text, Markdown, HTML, PDF, RSS or Atom, JSON lines), a folder, an address, or - for
    standard input. Text for people shows who is named, what happens and which ties are told; jsonl is the
    interchange, one object per report.
    """
    tally = Tally()
    for item in _reports(reports, published, allow_private=allow_private):
        draft = _draft(item, project, tally)
        if draft is not None:
            tally.done += 1
            _show(draft, form)
    if tally.failed:
        click.echo(f"{_count(tally.done, 'report')} read, {tally.failed} failed", err=True)
    elif not tally.done:
        click.echo("nothing to read", err=True)
    if not tally.done:
        raise click.exceptions.Exit(1)


@click.command(
    epilog=examples(
        "sourcebook add report.txt",
        "sourcebook add reports/*.html --book levant.sourcebook",
        "sourcebook add feed.xml --published 2024-12",
    )
)
@reports_options
@book_option()
def add(
    reports: tuple[str, ...], published: When | None, project: Path | None, allow_private: bool, book: Book
) -> None:
    """Read reports and keep what they say in a book.

    Each report is kept whole or not at all; one that is in the book already is skipped, so the same command
    may be run again at any time. What cannot be read is listed by `sourcebook failures`.
    """
    from sourcebook.ledger import Ledger
    from sourcebook.story.linker import link_new

    tally = Tally()
    with Ledger.open(book) as ledger:
        try:
            add_all(ledger, _reports(reports, published, allow_private=allow_private), project, tally)
            link_new(ledger)  # what an earlier release, or a program that was stopped, left unlinked
        except KeyboardInterrupt:
            click.echo(f"\n{summary(tally, book)}", err=True)
            click.echo("stopped; run the same command again to go on: reports kept are skipped", err=True)
            raise click.exceptions.Exit(_INTERRUPTED) from None
    click.echo(summary(tally, book), err=True)
    if not tally.done and not tally.there:
        raise click.exceptions.Exit(1)


def add_all(
    ledger: "Ledger", items: "Iterator[Report | Failure]", project: Path | None, tally: Tally
) -> None:
    """Keep one report after another, with progress where there is a terminal.

    Raises:
        BookError: the book cannot be written; what was kept before stays.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("reading", total=None)
        for item in items:
            _add(ledger, item, project, tally)
            progress.update(
                task, description=f"{_count(tally.done + tally.there, 'report')}, {tally.failed} failed"
            )


def _add(ledger: "Ledger", item: "Report | Failure", project: Path | None, tally: Tally) -> None:
    from sourcebook.story.keeping import add

    done = add(ledger, item, project)
    if done.failure is not None:
        _failed(done.failure, tally)
    elif not done.read:
        tally.there += 1
        if not tally.quiet and isinstance(item, Report):
            click.echo(f"{item.address or item.title or item.id}: already in the book", err=True)
    else:
        tally.done += done.new
        tally.there += not done.new
        tally.claims += done.claims


def summary(tally: Tally, book: Book) -> str:
    """How a batch went, in a line."""
    parts = [f"{_count(tally.done, 'report')} added to {book} ({_count(tally.claims, 'claim')})"]
    if not tally.done:
        parts = [f"nothing new for {book}"]
    parts += [f"{tally.there} already there"] if tally.there else []
    parts += [f"{tally.failed} failed (see `sourcebook failures`)"] if tally.failed else []
    return ", ".join(parts)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _reports(
    sources: tuple[str, ...], published: When | None, *, allow_private: bool
) -> "Iterator[Report | Failure]":
    from sourcebook import intake, stages

    if stages.WEIGHTS is None:
        click.echo(
            "the package holds no encoder weights: rules read alone, and claims have no score", err=True
        )
    return intake.reports(sources, published=published, allow_private=allow_private)


def _draft(item: "Report | Failure", project: Path | None, tally: Tally) -> Draft | None:
    """What the reader makes of a report; None, with a line on stderr, when it fails."""
    from sourcebook.story.keeping import drafted

    found = drafted(item, project)
    if isinstance(found, Draft):
        return found
    _failed(found, tally)
    return None


def _failed(failure: "Failure", tally: Tally) -> None:
    tally.failed += 1
    shown = "".join(c if c.isprintable() or c == "\n" else "�" for c in failure.message)
    click.echo(f"{failure.source}: {shown}", err=True)


def _show(draft: Draft, form: str) -> None:
    if form == "jsonl":
        from sourcebook.cli.lines import json_line
        from sourcebook.export.interchange import to_interchange

        json_line(to_interchange(draft))
    else:
        from sourcebook.cli.digest import print_digest

        print_digest(draft)
    sys.stdout.flush()
