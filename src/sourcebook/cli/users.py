"""`users`: who may use the review page."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.cli.options import Book, F, book_option, examples, format_option

if TYPE_CHECKING:
    from sourcebook.review.accounts import Users

_ROLES = ("reader", "reviewer", "admin")


def accounts_option(command: F) -> F:
    """`--accounts FILE`."""
    return click.option(
        "--accounts",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="File with the accounts.  [default: beside the book, as book.accounts]",
    )(command)


def _accounts_options(command: F) -> F:
    options: tuple[Callable[[F], F], ...] = (accounts_option, book_option())
    for option in reversed(options):
        command = option(command)
    return command


def role_option(command: F) -> F:
    """`--role reader|reviewer|admin`."""
    return click.option(
        "--role",
        type=click.Choice(_ROLES, case_sensitive=False),
        required=True,
        help="reader looks, reviewer also judges and adds, admin also sees to accounts.",
    )(command)


@click.group(
    epilog=examples(
        "sourcebook users add amal --role admin       asks for the password twice",
        "sourcebook users add noor --role reviewer < password.txt",
        "sourcebook users list",
    ),
    short_help="Make and change accounts for the review page.",
)
def users() -> None:
    """Accounts for the review page, for a book that several people work on.

    They lie in a file of their own beside the book, which holds no password but what proves one. As soon as there is
    an account, the page asks everybody to log in.
    """


@users.command(epilog=examples("sourcebook users add amal --role admin"))
@click.argument("name")
@role_option
@_accounts_options
def add(name: str, role: str, accounts: Path | None, book: Book) -> None:
    """Make an account for NAME. The password is asked for twice, or read from the first line of stdin."""
    from sourcebook.review.accounts.names import clean_name
    from sourcebook.review.words import Role

    clean_name(name)
    password = _password(name)
    made = _users(book, accounts, create=True).add(name, role=Role(role.lower()), password=password)
    click.echo(f"{made.name} is {made.role} now", err=True)


@users.command("list", epilog=examples("sourcebook users list", "sourcebook users list --format jsonl"))
@format_option()
@_accounts_options
def list_(form: str, accounts: Path | None, book: Book) -> None:
    """List every account with its role."""
    from sourcebook.cli.lines import json_line

    for user in _users(book, accounts).every():
        if form == "jsonl":
            json_line({"name": user.name, "role": str(user.role)})
        else:
            click.echo(f"{user.role:<9} {user.name}")


@users.command(epilog=examples("sourcebook users remove noor"))
@click.argument("name")
@_accounts_options
def remove(name: str, accounts: Path | None, book: Book) -> None:
    """Take the account NAME away and end its sessions. What NAME judged stays judged."""
    _users(book, accounts).remove(name)
    click.echo(f"{name} has no account any more", err=True)


@users.command(epilog=examples("sourcebook users password noor"))
@click.argument("name")
@_accounts_options
def password(name: str, accounts: Path | None, book: Book) -> None:
    """Give the account NAME another password and end its sessions. It is asked for as by `users add`."""
    found = _users(book, accounts)
    found.get(name)
    found.change(name, password=_password(name))
    click.echo(f"{name} has a new password, and must log in again", err=True)


@users.command(epilog=examples("sourcebook users role noor --role admin"))
@click.argument("name")
@role_option
@_accounts_options
def role(name: str, role: str, accounts: Path | None, book: Book) -> None:
    """Give the account NAME another role, from its next request on."""
    from sourcebook.review.words import Role

    changed = _users(book, accounts).change(name, role=Role(role.lower()))
    click.echo(f"{changed.name} is {changed.role} now", err=True)


def accounts_at(book: Book, accounts: Path | None) -> Path:
    """Where the accounts lie.

    Args:
        book: the book.
        accounts: the file that was named, or None for the one beside the book.

    Raises:
        click.UsageError: none was named, and the book lies on a server.
    """
    from sourcebook.review.accounts import accounts_beside

    if accounts is not None:
        return accounts
    if isinstance(book, Path):
        return accounts_beside(book)
    raise click.UsageError(f"{book} lies on a server; name a file for the accounts with --accounts FILE")


def _users(book: Book, accounts: Path | None, *, create: bool = False) -> "Users":
    from sourcebook.review.accounts import Users, open_accounts

    return Users(open_accounts(accounts_at(book, accounts), create=create))


def _password(name: str) -> str:
    """The password: asked for twice at a terminal, else the first line of stdin."""
    if _at_terminal():
        return str(
            click.prompt(f"password of {name}", hide_input=True, confirmation_prompt="once more", err=True)
        )
    line = sys.stdin.readline()
    if not line:
        raise click.UsageError(
            "there is no password on stdin; give it as its first line, or type it at a terminal"
        )
    return line.rstrip("\r\n")


def _at_terminal() -> bool:
    return sys.stdin.isatty()
