"""What SQLite's refusals mean to somebody who keeps a book."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from sourcebook.errors import BookError, BookFull, NotABook, ReadOnlyBook


@contextmanager
def trouble(path: Path) -> Iterator[None]:
    """Turn database errors into errors about the book.

    Args:
        path: the book's file, for the message.

    Raises:
        BookError: the kind that fits SQLite's result code (https://sqlite.org/rescode.html).
    """
    try:
        yield
    except DBAPIError as e:
        raise explain(path, e.orig) from e
    except sqlite3.Error as e:
        raise explain(path, e) from e


def explain(path: Path, error: BaseException | None) -> BookError:
    """The error to raise for a database error.

    Args:
        path: the book's file.
        error: what SQLite said.

    Returns:
        An error whose text says what to do.
    """
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
        return BookError(
            f"another program has been writing to {path} for over 5 seconds; try again when it is done"
        )
    return BookError(f"{path} could not be used: {error}")
