"""Claims that are taken out of the book, and read only when more is asked of them than stands in their columns."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.codec import from_json
from sourcebook.ledger.columns import rows_at
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.rows import Entry, Source
from sourcebook.ledger.tables import CLAIM
from sourcebook.model.claim import Claim, Modality
from sourcebook.model.when import When

_COLUMNS = (
    CLAIM.c.n, CLAIM.c.report, CLAIM.c.quote_start, CLAIM.c.id, CLAIM.c.quote, CLAIM.c.modality, CLAIM.c.body,
)  # fmt: skip
_REPORT, _ID, _WORDS, _MODALITY, _BODY = 1, 3, 4, 5, 6  # places in a row
_ASKED = str(sa.select(*_COLUMNS))
_MODALITIES = {str(one): one for one in Modality}


@dataclass(frozen=True, slots=True)
class _Book:
    """What the rest of a claim is told by."""

    who: Identity
    told: Standings
    source: Callable[[str], Source | None]


class Unread(Entry):
    """A claim whose body is read when it is asked for, and whose source is looked up then.

    Attributes:
        when: of a happening, when it was; None when its words do not tell it.
    """

    __slots__ = ("_book", "_row", "when")

    when: When | None
    _row: tuple[Any, ...]
    _book: _Book

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self._row[_ID])

    @property
    def report(self) -> str:
        """Id of the report."""
        return str(self._row[_REPORT])

    @property
    def modality(self) -> Modality:
        """How surely it is said."""
        return _MODALITIES[self._row[_MODALITY]]

    @property
    def place(self) -> tuple[str, int, str]:
        """Id of the report, where the words stand in it, and the claim's id, by which claims are sorted."""
        return self._row[_REPORT:_WORDS]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of any field that is not filled yet
        """What is not known yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._rest(name)
        object.__setattr__(self, name, found)
        return found

    def _rest(self, name: str) -> object:
        book, row = self._book, self._row
        if name == "words":
            return row[_WORDS]
        if name == "claim":
            return book.who.retold(book.told.judged(from_json(Claim, row[_BODY])))
        if name == "when":
            when = json.loads(row[_BODY])["fact"].get("when")
            return from_json(When, json.dumps(when)) if when else None
        return book.source(self.report) if name == "source" else book.told.standing(self.id)


def unread(
    conn: sa.Connection,
    claims: Iterable[int],
    *,
    who: Identity,
    told: Standings,
    source: Callable[[str], Source | None],
) -> dict[int, Unread]:
    """Claims by their numbers.

    Args:
        conn: a connection.
        claims: the numbers.
        who: the decisions.
        told: the judgements.
        source: looks a report up.
    """
    book = _Book(who, told, source)
    return {row[0]: _unread(book, row) for row in rows_at(conn, _ASKED, "claim.n", claims)}


_fill = object.__setattr__


def _unread(book: _Book, row: tuple[Any, ...]) -> Unread:
    made = object.__new__(Unread)
    _fill(made, "_row", row)
    _fill(made, "_book", book)
    return made
