"""Whom a decision about actors is about, who makes it, and what it says when it is done."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.options import Book, F, book_option
from sourcebook.model.actor import ActorKind
from sourcebook.model.identity import Decision, Ruling

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

BY = "SOURCEBOOK_BY"


def decision_options(command: F) -> F:
    """`--by NAME`, `--note TEXT` and `--book PATH`."""
    options: tuple[Callable[[F], F], ...] = (
        click.option(
            "--by", metavar="NAME", envvar=BY, show_envvar=True, help="Who decides.  [default: login name]"
        ),
        click.option("--note", metavar="TEXT", help="Why; kept with the decision."),
        book_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def account_options(command: F) -> F:
    """`--name`, `--kind` and `--state`: what an actor is to be called, and what it is."""
    kinds = click.Choice([str(k) for k in ActorKind], case_sensitive=False)
    options: tuple[Callable[[F], F], ...] = (
        click.option("--name", metavar="NAME", help="The name that it is to have."),
        click.option("--kind", type=kinds, metavar="KIND", help="What it is: armed_group, party, person ..."),
        click.option("--state", metavar="CODE", help="Its state, two capitals (ISO 3166-1): IQ."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def checked_state(state: str | None) -> str | None:
    """A state's code, checked.

    Raises:
        click.UsageError: there is no such state.
    """
    from sourcebook.knowledge.countries import by_code

    if state is not None and state not in by_code():
        raise click.UsageError(f"--state {state!r} is no ISO 3166-1 alpha-2 code; give two capitals, as IQ")
    return state


def decided_by(by: str | None) -> str:
    """Who decides: as given, else the login name.

    Raises:
        click.UsageError: neither is known.
    """
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError) as e:
        raise click.UsageError(f"say who decides: --by NAME, or set {BY}") from e


def decide(ledger: "Ledger", ruling: Ruling, *, by: str | None, **given: Any) -> int:  # noqa: ANN401 - a decision's fields
    """Append a decision made now; its number."""
    now = datetime.now(UTC).replace(microsecond=0)
    return ledger.decide(Decision(ruling=ruling, by=decided_by(by), at=now, **given))


def for_writing(book: Book) -> "Ledger":
    """The book, for a decision."""
    from sourcebook.ledger import Ledger

    return Ledger.open(book, create=False)


def done(n: int, words: str) -> None:
    """Tell on stderr what was decided, and how to take it back."""
    click.echo(f"decision {n}: {words} (`sourcebook actors undo {n}` takes it back)", err=True)
