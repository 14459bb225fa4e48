"""Shown: the book as one request sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sourcebook.ledger import Ledger
from sourcebook.ledger.overview import Growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The book as one request sees it.

    Attributes:
        ledger: the book, for reading.
        names: ids to names, those looked up before too.
        version: changes whenever an answer may.
        clock: up to where the book is read: "" for all of it, else "known:..." or "release:...".
        growth: how far it had grown.
    """

    ledger: Ledger
    names: Mapping[str, str]
    version: str
    clock: str
    growth: Growth
