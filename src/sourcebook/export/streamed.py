"""The ties of a book over time, one after the other, so that memory does not grow with what is told of them.

Which claims bear on a tie is found in the book's columns; the claims themselves are read for some ties at a time.
"""

from collections.abc import Collection, Iterator

import numpy as np

from sourcebook.asof.bearing import claims_on
from sourcebook.asof.coded import PREDICATES
from sourcebook.asof.columns import Ties, ties_of
from sourcebook.asof.held_many import Ints
from sourcebook.asof.spans import TieSpan, known_kind, spans
from sourcebook.ledger import Entry, Ledger
from sourcebook.ledger.entities import Names
from sourcebook.ledger.roles import parties
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate

_TOGETHER = 2000  # ties whose claims are read together


class Streamed:
    """The ties of a book.

    Args:
        ledger: the book.
        names: its names.
    """

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger, self._names = ledger, names
        self._ties = ties_of(ledger.columns(), kinds=_kinds)

    def ties(
        self, *, predicate: Predicate | None = None, ends: Collection[str] | None = None
    ) -> Iterator[TieSpan]:
        """Ties by predicate, then by the names of their ends, as `asof.spans` puts them.

        Args:
            predicate: of the ties wanted; None for any.
            ends: ids of those of whom one must be an end; None for anybody.
        """
        order, begins = self._in_order(_wanted(self._ties, predicate, ends))
        start = 0
        while start < len(order):
            after = np.searchsorted(begins, start + _TOGETHER)
            end = int(begins[after]) if after < len(begins) else len(order)
            yield from self._spans(order[start:end])
            start = end

    def _in_order(self, which: Ints) -> tuple[Ints, Ints]:
        """Places of ties in their order, and where in it such begin as differ in predicate or names from the last."""
        ranks = self._ranks(which)
        by = [self._ties.predicate[which], ranks[self._ties.subject[which]], ranks[self._ties.object[which]]]
        order = np.lexsort(by[::-1])
        fresh = np.zeros(len(order), bool)
        for column in by:
            told = column[order]
            fresh[1:] |= told[1:] != told[:-1]
        return which[order], np.flatnonzero(fresh)

    def _ranks(self, which: Ints) -> Ints:
        """Places of the names of those at the ends of ties when the names are put in order, by their numbers."""
        ends = np.unique(np.append(self._ties.subject[which], self._ties.object[which])).tolist()
        words = self._ties.columns.words
        self._names.fetch([words[n] for n in ends])
        names = [self._names[words[n]] for n in ends]
        place = {name: rank for rank, name in enumerate(sorted(set(names)))}
        found = np.zeros(len(words), np.int64)
        found[ends] = [place[name] for name in names]
        return found

    def _spans(self, which: Ints) -> list[TieSpan]:
        entries = self._entries(claims_on(self._ties, which))
        self._names.fetch({ident for e in entries for _, ident in parties(e.claim)})
        keys = set(self._ties.keys(which))
        made = spans(entries, names=self._names)
        return [t for t in made if (t.subject, t.predicate, t.object) in keys]

    def _entries(self, claims: Ints) -> list[Entry]:
        added = [self._ties.columns.added[-n - 1] for n in claims[claims < 0].tolist()]
        drafted = self._ledger.numbered(claims[claims > 0].tolist())
        return [*drafted, *self._ledger.entries(added)]


def _wanted(ties: Ties, predicate: Predicate | None, ends: Collection[str] | None) -> Ints:
    kept = np.ones(len(ties.codes), bool)
    if predicate is not None:
        kept &= ties.predicate == PREDICATES.index(predicate)
    if ends is not None:
        numbers = [n for ident in ends if (n := ties.columns.numbers.get(ident)) is not None]
        kept &= np.isin(ties.subject, numbers) | np.isin(ties.object, numbers)
    return np.flatnonzero(kept)


def _kinds(idents: list[str]) -> list[ActorKind | None]:
    return [known_kind(ident) for ident in idents]
