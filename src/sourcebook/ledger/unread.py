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
    CLAIM.c.n, CLAIM.c.id, CLAIM.c.report, CLAIM.c.quote_start, CLAIM.c.quote, CLAIM.c.modality, CLAIM.c.body,
)  # fmt: skip
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
        report: id of the report.
        start: where the words stand in it.
        when: of a happening, when it was; None when its words do not tell it.
    """

    __slots__ = ("_body", "_book", "_id", "_modality", "report", "start", "when")

    report: str
    start: int
    when: When | None
    _id: str
    _modality: Modality
    _body: str
    _book: _Book

    @property
    def id(self) -> str:
        """The claim's id."""
        return self._id

    @property
    def modality(self) -> Modality:
        """How surely it is said."""
        return self._modality

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of any field that is not filled yet
        """What is not known yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._rest(name)
        object.__setattr__(self, name, found)
        return found

    def _rest(self, name: str) -> object:
        book = self._book
        if name == "claim":
            return book.who.retold(book.told.judged(from_json(Claim, self._body)))
        if name == "when":
            when = json.loads(self._body)["fact"].get("when")
            return from_json(When, json.dumps(when)) if when else None
        return book.source(self.report) if name == "source" else book.told.standing(self._id)


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
    return {n: _unread(book, *row) for n, *row in rows_at(conn, _ASKED, "claim.n", claims)}


_fill = object.__setattr__


def _unread(book: _Book, ident: str, report: str, start: int, words: str, modality: str, body: str) -> Unread:
    made = object.__new__(Unread)
    _fill(made, "words", words)
    _fill(made, "report", report)
    _fill(made, "start", start)
    _fill(made, "_id", ident)
    _fill(made, "_modality", _MODALITIES[modality])
    _fill(made, "_body", body)
    _fill(made, "_book", book)
    return made
