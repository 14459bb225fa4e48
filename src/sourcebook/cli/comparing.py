"""`compare`: two books side by side, as a coder is checked against another."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.asking import EVENT_TYPE, query_of
from sourcebook.cli.options import BOOK_TYPE, DAY, Book, examples

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

_CODED = {"event_id_cnty": "acled", "type_of_violence": "ged"}  # a column that tells the format


@click.command(
    epilog=examples(
        "sourcebook compare coded.sourcebook drafted.sourcebook",
        "sourcebook compare acled-2024.csv book.sourcebook --from 2024-11 --until 2024-12 --place Syria",
        "sourcebook compare mine.sourcebook theirs.sourcebook --format csv > compared.csv",
    ),
    short_help="Check one book against another: matched, missing and extra incidents.",
)
@click.argument("a", type=BOOK_TYPE)
@click.argument("b", type=BOOK_TYPE)
@click.option("--actor", metavar="NAME", help="Only incidents that name this actor.")
@click.option("--place", metavar="NAME", help="Only incidents there; a country takes in its places.")
@click.option(
    "--type", "kind", type=EVENT_TYPE, metavar="TYPE", help="Only incidents of this type: ASSAULT ..."
)
@click.option("--from", "first", type=DAY, help="Only what may have happened on or after this day.")
@click.option("--until", "last", type=DAY, help="Only what may have happened on or before this day.")
@click.option("--background", is_flag=True, help="Also events that a report only alludes to.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="Text for people; JSON lines or CSV for programs.",
)
def compare(a: Book, b: Book, form: str, **asked: Any) -> None:  # noqa: ANN401 - click's options by name
    """Hold the incidents of book B against those of book A, which is taken as right.

    A and B are books, or files in the columns of ACLED or UCDP GED (.csv). Precision is the share of B's incidents that
    A has, recall the share of A's that B has; for those that both have, each field is compared.
    """
    from sourcebook.cli.compared import print_comparison
    from sourcebook.view import compared

    with ExitStack() as open_:
        books = [open_.enter_context(_opened(book)) for book in (a, b)]
        queries = [query_of(ledger, only="event", **asked) for ledger in books]
        found = compared.compare(*books, of_a=queries[0], of_b=queries[1])
        print_comparison(found, (str(a), str(b)), tuple(ledger.names() for ledger in books), form)


@contextmanager
def _opened(book: Book) -> "Iterator[Ledger]":
    """A book for reading; of a file of coded events, a book that holds them for as long as it is needed."""
    from sourcebook.ledger import Ledger

    if isinstance(book, Path) and book.suffix.lower() == ".csv":
        with _imported(book) as ledger:
            yield ledger
        return
    with Ledger.open(book, create=False, readonly=True) as ledger:
        yield ledger


@contextmanager
def _imported(file: Path) -> "Iterator[Ledger]":
    """The events of a file, in a book of their own.

    Raises:
        click.ClickException: it cannot be read, or is of no format that is known.
    """
    import tempfile
    from datetime import UTC, datetime

    from sourcebook.export.imports import IMPORTS, Given
    from sourcebook.ledger import Ledger

    form = IMPORTS[_format_of(file)]
    given = Given(name=str(file), by="compare", at=datetime.now(UTC))
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "coded.sourcebook") as ledger,
        file.open(encoding="utf-8-sig", newline="") as text,
    ):
        brought = form.reader().bring(ledger, text, given)
        for remark in brought.remarks:
            click.echo(f"{file}: {remark}", err=True)
        yield ledger


def _format_of(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            head = text.readline().casefold()
    except (OSError, UnicodeDecodeError) as e:
        raise click.ClickException(f"{file} cannot be read: {e}") from e
    found = [name for column, name in _CODED.items() if column in head]
    if not found:
        raise click.ClickException(
            f"{file} has neither the columns of ACLED ({', '.join(k for k, v in _CODED.items() if v == 'acled')}) nor "
            "those of UCDP GED (type_of_violence); give a book, or a file of one of them"
        )
    return found[0]
