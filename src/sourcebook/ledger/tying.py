"""What a book says of ties without a claim being read: the part of `Ledger` that answers it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sourcebook.ledger import ties
from sourcebook.ledger.bearing import Naming, words_of
from sourcebook.ledger.drafted import Ends, drafted
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.knowing import Knowing
from sourcebook.ledger.ties import Tie
from sourcebook.model.claim import Predicate

if TYPE_CHECKING:
    from sourcebook.ledger.columned import Columns


class Tying(Knowing):
    """Answers what is tied to what, as judged and decided.

    Args:
        reading: opens the book for a question.
        decided: gives the decisions that count.
        judged: gives the judgements that count.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[sa.Connection]],
        decided: Callable[[sa.Connection], Identity],
        judged: Callable[[sa.Connection], Standings],
    ) -> None:
        super().__init__(reading, decided)
        self._judged = judged

    def ties(self, idents: Iterable[str] | None, predicates: Collection[Predicate]) -> set[Tie]:
        """Subject, predicate and object of ties that have somebody at an end; the claims are not read.

        Args:
            idents: ids of actors and places; None for the ties of all.
            predicates: of the ties wanted; what is rejected or only alluded to is left out.
        """
        with self._reading() as conn:
            return ties.ties(conn, self._decided(conn), self._judged(conn), idents, predicates)

    def drafted(
        self, idents: Collection[str], besides: Iterable[Tie]
    ) -> Mapping[Predicate, Collection[Ends]]:
        """What somebody is tied to, each tie once, by an index alone.

        Args:
            idents: of an actor or place; several for all of a name.
            besides: ties of these, among them all that `columns` tells of readings in which people mended what is
                said of these ids.
        """
        with self._reading() as conn:
            return drafted(conn, self._decided(conn), self._judged(conn), idents, besides)

    def words(self, numbers: Iterable[int]) -> dict[int, str]:
        """Ids by the numbers that `drafted` gives."""
        with self._reading() as conn:
            return words_of(conn, numbers)

    def columns(self, naming: Naming | None = None) -> "Columns":
        """Ties, and the happenings that may turn them, in columns, as judged and decided; reads no claim.

        Args:
            naming: only what stands in some readings, and what people corrected or added; None for all.
        """
        from sourcebook.ledger import columned  # noqa: PLC0415 - opening a book need not load numpy

        with self._reading() as conn:
            return columned.read(conn, self._decided(conn), self._judged(conn), naming)
