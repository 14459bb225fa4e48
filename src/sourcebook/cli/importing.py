"""`import`: what was judged or recorded elsewhere, back into a book."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import click

from sourcebook.cli.deciding import decided_by, decision_options, for_writing
from sourcebook.cli.options import Book, examples

if TYPE_CHECKING:
    from sourcebook.export.imports import Import


class ImportType(click.ParamType):  # type: ignore[type-arg] # a generic type only in newer releases of click
    """The name of a format that can be read."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Import":  # noqa: ANN401
        """The format of a name."""
        from sourcebook.export.imports import IMPORTS, Import

        if isinstance(value, Import):
            return value
        if value not in IMPORTS:
            self.fail(
                f"{value!r} cannot be imported; `sourcebook import --list` tells what can: {', '.join(IMPORTS)}",
                param,
                ctx,
            )
        return IMPORTS[value]

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[Any]:
        """Names of formats."""
        from click.shell_completion import CompletionItem

        from sourcebook.export.imports import IMPORTS

        return [
            CompletionItem(f.name, help=f.what) for f in IMPORTS.values() if f.name.startswith(incomplete)
        ]


def _list_imports(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    del param
    if not wanted or ctx.resilient_parsing:
        return
    from sourcebook.export.imports import IMPORTS

    for one in IMPORTS.values():
        click.echo(f"{one.name:16}{one.what}")
    ctx.exit()


@click.command(
    "import",
    epilog=examples(
        "sourcebook import --list",
        "sourcebook import --from labelstudio tasks.json --by amal",
    ),
    short_help="Bring back what was judged or recorded elsewhere.",
)
@click.option(
    "--from", "form", type=ImportType(), required=True, help="The format; --list tells which there are."
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_imports,
    help="List the formats.",
)
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
