"""Files of the book's claims, in the formats that the package exports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sourcebook.export.lines import jsonl
from sourcebook.export.table import rows
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.review.kept import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A format.

    Attributes:
        media: its media type.
        lines: writes claims of a book.
    """

    media: str
    lines: Callable[[Iterable[Entry], Ledger], Iterator[str]]


FILES: dict[str, File] = {
    "claims.csv": File(media="text/csv; charset=utf-8", lines=rows),
    "claims.jsonl": File(media="application/jsonl; charset=utf-8", lines=jsonl),
}
"""Formats by the name of the file."""


def lines(kept: Kept, file: File, query: ClaimQuery) -> Iterator[str]:
    """A file's lines.

    Args:
        kept: the book.
        file: the format.
        query: which claims.
    """
    ledger = kept.shown.ledger
    return file.lines(ledger.claims(query), ledger)
