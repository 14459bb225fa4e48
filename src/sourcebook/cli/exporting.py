"""`export`: a book's claims in other formats."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sourcebook.cli.options import Book, book_option, clock_options, examples, open_book
from sourcebook.model.judgement import Status


@click.command(
    epilog=examples(
        "sourcebook export --to csv claims.csv",
        "sourcebook export --to jsonl | gzip > claims.jsonl.gz",
    ),
    short_help="Write all claims as CSV or JSON lines.",
)
@click.option("--to", type=click.Choice(["csv", "jsonl"]), required=True, help="The format.")
@click.option(
    "--background/--no-background", default=True, show_default=True, help="With events only alluded to."
)
@click.option(
    "--status",
    type=click.Choice([str(s) for s in Status]),
    help="Only claims that people left so; without it all but the rejected.",
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), required=False)
@clock_options
@book_option()
def export(to: str, background: bool, status: str | None, out: Path | None, book: Book) -> None:
    """Write all claims of a book, one per row or line, to OUT or stdout.

    CSV is UTF-8; a text that a spreadsheet would take for a formula gets an apostrophe in front. A file is
    written under another name first and put in place when it is whole.
    """
    from sourcebook.export.lines import jsonl
    from sourcebook.export.table import rows
    from sourcebook.ledger import ClaimQuery

    with open_book(book) as ledger:
        asked = ClaimQuery(background=background, status=Status(status) if status else None)
        entries = ledger.claims(asked)
        lines = rows(entries, ledger) if to == "csv" else jsonl(entries, ledger)
        if out is None:
            _to_stdout(lines)
        else:
            click.echo(f"{_to_file(lines, out) - (to == 'csv'):,} claims written to {out}", err=True)


def _to_stdout(lines: Iterator[str]) -> None:
    raw = sys.stdout.buffer
    for line in lines:
        raw.write(line.encode("utf-8"))
    sys.stdout.flush()


def _to_file(lines: Iterator[str], out: Path) -> int:
    part = out.with_name(out.name + ".part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            for line in lines:
                stream.write(line)
                count += 1
    except OSError as e:
        raise click.ClickException(f"{out} cannot be written: {e.strerror}") from e
    part.replace(out)
    return count
