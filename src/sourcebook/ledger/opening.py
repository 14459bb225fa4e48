"""A book by its address: a file, or on a server."""

from pathlib import Path

import sqlalchemy as sa

from sourcebook.ledger import file, postgres
from sourcebook.ledger.postgres import Server

Book = Path | Server


def book_at(address: Path | str | Server) -> Book:
    """Where a book lies.

    Args:
        address: a file, or `postgresql://USER@HOST/DATABASE`.

    Raises:
        BookError: an address of a kind that is not known.
    """
    if isinstance(address, str):
        return Server(address) if "://" in address else Path(address)
    return address


def open_engine(book: Book, *, create: bool, readonly: bool) -> sa.Engine:
    """A checked engine on a book.

    Args:
        book: where it lies.
        create: whether a missing or empty one becomes a new book.
        readonly: whether nothing may be written.

    Raises:
        BookError: the kind that fits.
    """
    if isinstance(book, Server):
        return postgres.open_engine(book, create=create, readonly=readonly)
    return file.open_engine(book, create=create, readonly=readonly)


def open_past(book: Book, past: file.Past) -> sa.Engine:
    """An engine on a checked book that reads as if nothing had been put in since.

    Args:
        book: where it lies.
        past: up to where it is read.
    """
    return postgres.open_past(book, past) if isinstance(book, Server) else file.open_past(book, past)


def still(book: Book, conn: sa.Connection) -> None:
    """Refuse to write into a book that became another since it was opened.

    Args:
        book: where it lies.
        conn: a connection.

    Raises:
        BookError: the kind that fits.
    """
    if isinstance(book, Server):
        postgres.still(book, conn)
    else:
        file.still(book, conn)
