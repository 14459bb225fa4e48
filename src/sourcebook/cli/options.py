"""Options that several commands share."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sourcebook.errors import DateProblem
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

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


def book_option(default: str = BOOK, *, from_environment: bool = True) -> Callable[[F], F]:
    """`--book PATH`."""
    return click.option(
        "--book",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        envvar="SOURCEBOOK_BOOK" if from_environment else None,
        show_envvar=from_environment,
        help="The book: one file that holds reports and what they say.",
    )


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


def open_book(book: Path) -> "Ledger":
    """The book, for reading."""
    from sourcebook.ledger import Ledger

    return Ledger.open(book, create=False, readonly=True)


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
