"""Pile: rows on their way into the book, gathered over many drafts: a table takes many at once far faster."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from sourcebook.ledger.dialects import index_words, new_rows
from sourcebook.ledger.tables import CLAIM

Row = dict[str, object]


class Pile:
    """Rows that are put in together, table after table, in the order in which the tables were first named.

    Attributes:
        conn: the connection, in a write transaction.

    Args:
        conn: a connection in a write transaction, so that nobody else takes the same row numbers.
    """

    def __init__(self, conn: sa.Connection) -> None:
        self.conn = conn
        self._rows: dict[sa.TableClause, list[Row]] = {}
        self._texts: dict[sa.TableClause, list[tuple[int, str]]] = {}
        self._claim: int | None = None

    def add(self, table: sa.TableClause, rows: Iterable[Row]) -> None:
        """Rows of a table, all with the same columns; those that are there already stay as they are."""
        self._rows.setdefault(table, []).extend(rows)

    def index(self, table: sa.TableClause, texts: Sequence[tuple[int, str]]) -> None:
        """Texts for a full text, each with its number."""
        self._texts.setdefault(table, []).extend(texts)

    def claims(self, count: int) -> int:
        """The first of so many numbers for claims."""
        if self._claim is None:
            self._claim = (self.conn.execute(sa.select(sa.func.max(CLAIM.c.n))).scalar() or 0) + 1
        first = self._claim
        self._claim += count
        return first

    def flush(self) -> None:
        """Put everything in."""
        for table, rows in self._rows.items():
            if rows:
                self.conn.execute(new_rows(self.conn, table), rows)
        for table, texts in self._texts.items():
            if texts:
                index_words(self.conn, table, texts)
        self._rows, self._texts = {}, {}
