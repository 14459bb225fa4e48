"""Settings: which book is served, and where."""

from dataclasses import dataclass
from pathlib import Path

from sourcebook.ledger.opening import Book

HOST = "127.0.0.1"
PORT = 8321
PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a server serves, and where.

    Attributes:
        book: where the book lies.
        host: address that it listens on.
        port: port that it listens on.
        names: further names of this host that requests may carry.
        accounts: file with the accounts; None for the one beside the book.
        https: whether a proxy in front of it speaks HTTPS, so that cookies are for HTTPS only.
        project: folder with the user's own knowledge, or None.
        page: folder of the built page.
    """

    book: Book
    host: str = HOST
    port: int = PORT
    names: tuple[str, ...] = ()
    accounts: Path | None = None
    https: bool = False
    project: Path | None = None
    page: Path = PAGE
