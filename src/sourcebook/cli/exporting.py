"""`export`: what a book holds, in the formats of other tools."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.asking import EVENT_TYPE, query_of
from sourcebook.cli.named import FormatType, list_option
from sourcebook.cli.options import DAY, Book, F, book_option, clock_options, examples, open_book
from sourcebook.model.judgement import Status

if TYPE_CHECKING:
    from sourcebook.export.formats import Format
    from sourcebook.ledger import Ledger

_EVERY = 100  # things between two changes of the progress line


def _formats() -> "Mapping[str, Format]":
    from sourcebook.export.formats import FORMATS

    return FORMATS


def _listed() -> list[str]:
    return [f"{f.name:12}{f.what}{_extra(f)}" for f in _formats().values()]


def _extra(form: "Format") -> str:
    return f" (pip install 'sourcebook[{form.extra}]')" if form.extra else ""


def _narrowing(command: F) -> F:
    options: tuple[Callable[[F], F], ...] = (
        click.option("--actor", metavar="NAME", help="Only what names this actor, under any of its names."),
        click.option(
            "--place", metavar="NAME", help="Only what happens there; a country takes in its places."
        ),
        click.option(
            "--type", "kind", type=EVENT_TYPE, metavar="TYPE", help="Only events of this type: ASSAULT ..."
        ),
        click.option("--from", "first", type=DAY, help="Only what may have happened on or after this day."),
        click.option("--until", "last", type=DAY, help="Only what may have happened on or before this day."),
        click.option(
            "--as-of",
            type=DAY,
            help="Only events that may have happened by this day, and ties that may hold on it.",
        ),
        click.option(
            "--report", metavar="ID", help="Only from this report; the beginning of its id is enough."
        ),
        click.option(
            "--background/--no-background",
            default=None,
            help="With or without events only alluded to; else claims come with and incidents without them.",
        ),
        click.option(
            "--status",
            type=click.Choice([str(s) for s in Status]),
            help="Only claims that people left so; without it all but the rejected.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    epilog=examples(
        "sourcebook export --list",
        "sourcebook export --to csv claims.csv",
        "sourcebook export --to jsonl --actor Houthis --from 2024-01 | gzip > claims.jsonl.gz",
    ),
    short_help="Write claims, incidents or ties in the formats of other tools.",
)
@click.option(
    "--to",
    "form",
    type=FormatType(_formats, "is no format; `sourcebook export --list` tells them"),
    required=True,
    help="The format; --list tells which there are.",
)
@list_option(_listed)
@_narrowing
@click.argument("out", type=click.Path(path_type=Path), required=False)
@clock_options
@book_option()
def export(
    form: "Format",
    background: bool | None,
    status: str | None,
    out: Path | None,
    book: Book,
    **asked: Any,  # noqa: ANN401 - click's options by name
) -> None:
    """Write what a book holds in the format of another tool, to OUT or, where it is text, to stdout.

    CSV is UTF-8; a text that a spreadsheet would take for a formula gets an apostrophe in front. A file is
    written under another name first and put in place when it is whole.
    """
    from sourcebook.errors import ExportError

    left = Status(status) if status else None
    told = form.background if background is None else background
    if out is None and not form.text:
        raise click.UsageError(
            f"--to {form.name} writes a {'folder' if form.folder else 'file'}; name it, as in out{form.suffix}"
        )
    with open_book(book) as ledger:
        query = query_of(ledger, background=told, status=left, **asked)
        try:
            _write(ledger, form, query, out)
        except ExportError as e:
            raise click.ClickException(str(e)) from e


def _write(ledger: "Ledger", form: "Format", query: Any, out: Path | None) -> None:  # noqa: ANN401 - a ClaimQuery
    from sourcebook.export.record import Record
    from sourcebook.export.target import whole, write_text

    writer = form.writer()
    with _progress(form.of) as show:
        record = Record(ledger, query, counted=show)
        if out is None:
            _to_stdout(writer.lines(record))  # type: ignore[union-attr] # the format says that it is text
        elif form.text:
            write_text(writer.lines(record), out)  # type: ignore[union-attr]
        else:
            with whole(out, folder=form.folder) as part:
                writer.save(record, part)  # type: ignore[union-attr]
    if out is not None:
        click.echo(f"{record.count:,} {form.of} written to {out}", err=True)
    for why, count in record.left_out.most_common():
        click.echo(f"{count:,} left out: {why}", err=True)


@contextmanager
def _progress(of: str) -> Iterator[Callable[[int], None]]:
    """Tells how many there are by now, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task(of, total=None)

        def show(count: int) -> None:
            if count % _EVERY == 0:
                progress.update(task, completed=count)

        yield show


def _to_stdout(lines: Iterable[str]) -> None:
    raw = sys.stdout.buffer
    for line in lines:
        raw.write(line.encode("utf-8"))
    sys.stdout.flush()
