"""Options that several commands share."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from sourcebook.errors import DateProblem
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger
    from sourcebook.ledger.postgres import Server

Book: TypeAlias = "Path | Server"
F = TypeVar("F", bound=Callable[..., Any])
BOOK = "book.sourcebook"
_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Day(click.ParamType):  # type: ignore[type-arg] # a generic type only in newer releases of click
    """A day, month or year: 2024-12-08, 2024-12 or 2024."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:  # noqa: ANN401
        """The interval that a date stands for."""
        if isinstance(value, When):
            return value
        forms = "give it as 2024 (year), 2024-12 (month) or 2024-12-08 (day)"
        if not _FORM.fullmatch(value):
            self.fail(f"{value!r} is not a date; {forms}", param, ctx)
        try:
            return When.parse(value, ground=Ground.STATED)
        except DateProblem:
            self.fail(f"{value!r} is on no calendar; {forms}", param, ctx)


DAY = Day()


class BookType(click.ParamType):  # type: ignore[type-arg] # a generic type only in newer releases of click
    """A file, or the address of a database."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Book":  # noqa: ANN401
        """Where the book lies."""
        if "://" not in str(value):
            return Path(value)
        from sourcebook.errors import BookError
        from sourcebook.ledger.postgres import Server

        try:
            return value if isinstance(value, Server) else Server(value)
        except BookError as e:
            self.fail(str(e), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Files, as for any path."""
        return click.Path().shell_complete(ctx, param, incomplete)


BOOK_TYPE = BookType()


def there_is(book: Book) -> bool:
    """Whether a book may be there; a server is asked when it is opened."""
    return not isinstance(book, Path) or book.exists()


def book_option(default: str = BOOK, *, from_environment: bool = True) -> Callable[[F], F]:
    """`--book PATH`."""
    return click.option(
        "--book",
        type=BOOK_TYPE,
        default=default,
        show_default=True,
        envvar="SOURCEBOOK_BOOK" if from_environment else None,
        show_envvar=from_environment,
        help="The book: one file that holds reports and what they say, or postgresql://USER@HOST/DATABASE.",
    )


def clock_options(command: F) -> F:
    """`--known-by MOMENT` and `--release NAME`: as of what had been read, `open_book` heeds them."""
    options: tuple[Callable[[F], F], ...] = (
        click.option(
            "--known-by",
            type=MOMENT,
            expose_value=False,
            callback=_remember,
            help="As the book stood then: only what had been read, judged and decided by this day or moment.",
        ),
        click.option(
            "--release",
            metavar="NAME",
            expose_value=False,
            callback=_remember,
            help="As the book was released under this name.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> object:
    ctx.meta[f"sourcebook.{param.name}"] = value
    return value


class Moment(click.ParamType):  # type: ignore[type-arg] # a generic type only in newer releases of click
    """A day, to its end in UTC, or a moment: 2024-12-08, 2024-12-08T18:30, 2024-12-08T18:30+02:00."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401
        """The moment, with its time zone."""
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day or moment; give it as 2024-12-08 or 2024-12-08T18:30", param, ctx)
        if len(value) == len("2024-12-08"):
            at = datetime.combine(at, time.max)
        return at if at.tzinfo else at.replace(tzinfo=UTC)


MOMENT = Moment()


def format_option(*, other: str = "text") -> Callable[[F], F]:
    """`--format text|jsonl`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice([other, "jsonl"]),
        default=other,
        show_default=True,
        help="Text for people, or one JSON object per line for programs.",
    )


def limit_option() -> Callable[[F], F]:
    """`--limit N`."""
    return click.option("--limit", type=click.IntRange(min=1), help="At most so many.")


def reports_options(command: F) -> F:
    """What `read` and `add` have in common."""
    for option in reversed(
        (
            click.argument("reports", nargs=-1, required=True, metavar="REPORT..."),
            click.option(
                "--published", type=DAY, help="Publication date, where the reports do not give theirs."
            ),
            click.option(
                "--project",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                help="Folder with actors, places and settings of your own.",
            ),
            click.option(
                "--allow-private",
                is_flag=True,
                help="Also fetch addresses inside your own machine or network.",
            ),
        )
    ):
        command = option(command)
    return command


def examples(*lines: str) -> str:
    """An epilog that click leaves as it is."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def open_book(book: Book) -> "Ledger":
    """The book, for reading."""
    from sourcebook.ledger import Ledger

    ledger = Ledger.open(book, create=False, readonly=True)
    meta = click.get_current_context().meta
    moment, name = meta.get("sourcebook.known_by"), meta.get("sourcebook.release")
    if moment is not None and name is not None:
        raise click.UsageError(
            "--known-by and --release each say up to where the book is read; give one of them"
        )
    if moment is None and name is None:
        return ledger
    with ledger:
        return ledger.known_by(moment) if moment is not None else ledger.releases.open(str(name))


def the_ids(ledger: "Ledger", name: str | None, *, place: bool) -> tuple[str, ...] | None:
    """Ids of the actors or places of a name, or the one whose id it is; None when no name is given.

    Raises:
        click.ClickException: the book knows none of that name; its text names those that come near.
    """
    if name is None:
        return None
    found = [e.id for e in ledger.find(name) if is_place(e) == place]
    if found:
        return (name,) if name in found else tuple(found)
    near = [e.name for e in ledger.near(name) if is_place(e) == place]
    hint = (
        f"; did you mean {', '.join(near)}?"
        if near
        else "; `sourcebook claims --search` looks through the words"
    )
    raise click.ClickException(f"no {'place' if place else 'actor'} called {name!r} in {ledger.path}{hint}")


def is_place(entity: object) -> bool:
    """Whether an actor-or-place is a place."""
    return isinstance(entity, Place)
