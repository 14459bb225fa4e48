"""What the refusals of SQLite and PostgreSQL mean to somebody who keeps a book."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from sourcebook.errors import BookBusy, BookError, BookFull, NotABook, ReadOnlyBook


@contextmanager
def trouble(path: object) -> Iterator[None]:
    """Turn database errors into errors about the book.

    Args:
        path: where the book lies, for the message.

    Raises:
        BookError: the kind that fits SQLite's result code (https://sqlite.org/rescode.html) or PostgreSQL's
            (https://www.postgresql.org/docs/current/errcodes-appendix.html).
    """
    try:
        yield
    except DBAPIError as e:
        raise explain(path, e.orig) from e
    except NoConnection as e:
        raise BookBusy(f"too many questions to {path} at once; try again in a moment") from e
    except _drivers() as e:
        raise explain(path, e) from e


def _drivers() -> tuple[type[Exception], ...]:
    """Errors of the drivers that are in use; PostgreSQL's is loaded only for a book on a server."""
    psycopg: Any = sys.modules.get("psycopg")
    return (sqlite3.Error, psycopg.Error) if psycopg else (sqlite3.Error,)


def explain(path: object, error: BaseException | None) -> BookError:
    """The error to raise for a database error.

    Args:
        path: where the book lies.
        error: what the driver said.

    Returns:
        An error whose text says what to do.
    """
    if hasattr(error, "sqlstate"):
        return _of_server(path, error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code; extended ones add high bits
    if code == sqlite3.SQLITE_FULL:
        return BookFull(
            f"no room left for {path}: the report at hand was not kept, those before it were; "
            "make room on the disk and run the same command again"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ReadOnlyBook(
            f"{path} cannot be written: the file or its folder is read-only; change its rights, "
            "or copy the book elsewhere and name the copy with --book"
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_FORMAT):
        return NotABook(
            f"{path} is not a book, or is damaged ({error}); "
            "put back a copy of it, or name another file with --book"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BookBusy(_BUSY.format(path=path))
    return BookError(f"{path} could not be used: {error}")


_BUSY = "another program has been writing to {path} for over 5 seconds; try again when it is done"
_FULL = "no room left for {path}: the report at hand was not kept, those before it were; make room there and go on"
_READ_ONLY = (
    "{path} cannot be written ({why}); have its owner give you the right, or name another book with --book"
)
_DAMAGED = (
    "{path} is not a book, or is damaged ({why}); put back a copy of it, or name another one with --book"
)
_SERVER: dict[str, tuple[type[BookError], str]] = {
    "53100": (BookFull, _FULL),
    "25006": (ReadOnlyBook, _READ_ONLY),
    "42501": (ReadOnlyBook, _READ_ONLY),
    "42P01": (NotABook, _DAMAGED),
    "42703": (NotABook, _DAMAGED),
    "55P03": (BookBusy, _BUSY),
}
_AWAY = "{path} does not answer now ({why}); try again in a moment"
_PASSING = (
    "08",
    "40",
    "53",
    "57",
)  # classes of conditions that pass: connections, conflicts, load, shutting down


def _of_server(path: object, error: Any) -> BookError:  # noqa: ANN401 - psycopg may not be there
    """The same for what PostgreSQL said; without a code it was the way there that failed."""
    why = " ".join(str(error).split())
    if error.sqlstate is None:
        return BookBusy(f"{path} cannot be reached ({why}); check server, database, user and password")
    passing = error.sqlstate.startswith(_PASSING)
    other = (BookBusy, _AWAY) if passing else (BookError, "{path} could not be used: {why}")
    kind, text = _SERVER.get(error.sqlstate, other)
    return kind(text.format(path=path, why=why))
