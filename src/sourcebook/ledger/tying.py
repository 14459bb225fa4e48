"""What a book says of ties without a claim being read: the part of `Ledger` that answers it."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sourcebook.ledger import ties
from sourcebook.ledger.bearing import Pair
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.knowing import Knowing
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

    def ties(self, idents: Iterable[str] | None, predicates: Collection[Predicate]) -> set[ties.Tie]:
        """Subject, predicate and object of ties that have somebody at an end; the claims are not read.

        Args:
            idents: ids of actors and places; None for the ties of all.
            predicates: of the ties wanted; what is rejected or only alluded to is left out.
        """
        with self._reading() as conn:
            return ties.ties(conn, self._decided(conn), self._judged(conn), idents, predicates)

    def columns(self, naming: Collection[Pair] | None = None) -> "Columns":
        """Ties, and the happenings that may turn them, in columns, as judged and decided; reads no claim.

        Args:
            naming: ids, each with a predicate or type of event: only what stands in readings that name it so, and
                what people corrected or added; None for all.
        """
        from sourcebook.ledger import columned  # noqa: PLC0415 - opening a book need not load numpy

        with self._reading() as conn:
            return columned.read(conn, self._decided(conn), self._judged(conn), naming)
