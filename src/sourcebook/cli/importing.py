"""`import`: what was judged or recorded elsewhere, back into a book."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import click

from sourcebook.cli.deciding import decided_by, decision_options, for_writing
from sourcebook.cli.named import FormatType, list_option
from sourcebook.cli.options import Book, examples

if TYPE_CHECKING:
    from sourcebook.export.imports import Import


def _imports() -> "Mapping[str, Import]":
    from sourcebook.export.imports import IMPORTS

    return IMPORTS


def _listed() -> list[str]:
    return [f"{f.name:16}{f.what}" for f in _imports().values()]


@click.command(
    "import",
    epilog=examples(
        "sourcebook import --list",
        "sourcebook import --from labelstudio tasks.json --by amal",
    ),
    short_help="Bring back what was judged or recorded elsewhere.",
)
@click.option(
    "--from",
    "form",
    type=FormatType(_imports, "cannot be imported; `sourcebook import --list` tells what can"),
    required=True,
    help="The format; --list tells which there are.",
)
@list_option(_listed)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), default="-")
@decision_options
def import_(form: "Import", file: str, by: str | None, note: str | None, book: Book) -> None:
    """Read FILE (or stdin), written by another tool, and add what the book does not have.

    The whole file is checked first: when anything in it does not fit, nothing is added and the place is named. Of
    tables of coded events (acled, ged) rows that cannot be read are told by their lines, and the others are added.
    """
    from sourcebook.export.imports import Given

    given = Given(name=_name(file), by=decided_by(by), at=datetime.now(UTC), note=note)
    with for_writing(book) as ledger, _opened(file) as text:
        brought = _brought(form, ledger, text, given)
    for remark in brought.remarks:
        click.echo(remark, err=True)
    click.echo(f"{brought.new:,} {brought.of} imported, {brought.known:,} were in already", err=True)


def _brought(form: "Import", ledger: Any, text: IO[str], given: Any) -> Any:  # noqa: ANN401 - types that load late
    try:
        return form.reader().bring(ledger, text, given)
    except ValueError as e:
        raise click.ClickException(f"{given.name}: {e}; nothing was imported") from e


def _name(file: str) -> str:
    return "stdin" if file == "-" else file


@contextmanager
def _opened(file: str) -> Iterator[IO[str]]:
    """UTF-8, with or without a mark at its head; line ends as they are, for CSV."""
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr] # of a console or pipe
        yield sys.stdin
        return
    with click.open_file(file, "rb") as raw:
        import io

        yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
