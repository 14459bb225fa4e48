"""The ties of a book over time, one after the other, so that memory does not grow with what is told of them.

Which claims bear on a tie is found in the book's columns; the claims themselves are read for some ties at a time.
"""

from collections.abc import Collection, Iterator

import numpy as np

from sourcebook.asof.coded import PREDICATES
from sourcebook.asof.columns import Ties
from sourcebook.asof.held_many import Ints
from sourcebook.asof.spans import TieSpan
from sourcebook.ledger import Ledger
from sourcebook.ledger.entities import Names
from sourcebook.model.claim import Predicate
from sourcebook.view.kinds import Kinds
from sourcebook.view.tied import Tied, name_ranks

_TOGETHER = 2000  # ties whose claims are read together


class Streamed:
    """The ties of a book.

    Args:
        ledger: the book.
        names: its names.
    """

    def __init__(self, ledger: Ledger, names: Names) -> None:
        # the files alone tell what an actor is, as in `asof.spans` where nobody does
        self._tied = Tied(ledger, kinds=Kinds(ledger, files_alone=True), names=names)

    def ties(
        self, *, predicate: Predicate | None = None, ends: Collection[str] | None = None
    ) -> Iterator[TieSpan]:
        """Ties by predicate, then by the names of their ends, as `asof.spans` puts them.

        Args:
            predicate: of the ties wanted; None for any.
            ends: ids of those of whom one must be an end; None for anybody.
        """
        ties = self._tied.ties
        which = np.arange(len(ties.codes)) if ends is None else self._tied.around(ends)
        order, begins = self._in_order(_of_predicate(ties, which, predicate))
        start = 0
        while start < len(order):
            after = np.searchsorted(begins, start + _TOGETHER)
            end = int(begins[after]) if after < len(begins) else len(order)
            yield from self._tied.spans(order[start:end])
            start = end

    def _in_order(self, which: Ints) -> tuple[Ints, Ints]:
        """Places of ties in their order, and where in it such begin as differ in predicate or names from the last."""
        ties = self._tied.ties
        ranks = name_ranks(ties, which, self._tied.names)
        by = [ties.predicate[which], ranks[ties.subject[which]], ranks[ties.object[which]]]
        order = np.lexsort(by[::-1])
        fresh = np.zeros(len(order), bool)
        for column in by:
            told = column[order]
            fresh[1:] |= told[1:] != told[:-1]
        return which[order], np.flatnonzero(fresh)


def _of_predicate(ties: Ties, which: Ints, predicate: Predicate | None) -> Ints:
    return which if predicate is None else which[ties.predicate[which] == PREDICATES.index(predicate)]
