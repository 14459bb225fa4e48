"""The ties of a book, found in its columns; claims are read only for those that are shown."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from sourcebook.asof.bearing import claims_on
from sourcebook.asof.coded import PREDICATES, code, found_in, numbers
from sourcebook.asof.columns import Ties, ties_of
from sourcebook.asof.held_many import NO, YES, Flags, Ints
from sourcebook.asof.spans import Key, TieSpan, spans
from sourcebook.ledger import Entry, Ledger
from sourcebook.ledger.bearing import Naming
from sourcebook.ledger.entities import Names
from sourcebook.ledger.roles import parties
from sourcebook.model.claim import Predicate
from sourcebook.view.held import Filed
from sourcebook.view.kinds import Kinds
from sourcebook.view.outlined import outlined

_TOGETHER = 5000  # ties that are told at once


class Tied:
    """The ties of a book.

    Attributes:
        ties: in columns.
        naming: of which readings they are; None for the whole book.

    Args:
        ledger: the book.
        filed: ties of knowledge files to add; None for none.
        naming: only of some readings; None for the whole book.
        kinds: what actors are, where that is looked up for more than this; None for what the book says.
        names: the book's names, where they are looked up for more than this; None for names of its own.
    """

    def __init__(
        self,
        ledger: Ledger,
        filed: Filed | None = None,
        *,
        naming: Naming | None = None,
        kinds: Kinds | None = None,
        names: Names | None = None,
    ) -> None:
        self._called = ledger.names() if names is None else names
        self._kinds = Kinds(ledger) if kinds is None else kinds
        self._ledger, self._filed = ledger, filed or Filed()
        self.naming = naming
        self._columns = ledger.columns(naming)
        self.ties = ties_of(self._columns, kinds=self._kinds.many, known=self._filed.ties)

    def around(self, ids: Collection[str]) -> Ints:
        """Places of the ties that somebody has an end of.

        Args:
            ids: of actors and places.
        """
        numbers = [n for i in ids if (n := self.ties.columns.numbers.get(i)) is not None]
        return np.flatnonzero(np.isin(self.ties.subject, numbers) | np.isin(self.ties.object, numbers))

    def at(self, keys: Collection[Key]) -> Ints:
        """Places of ties by what they are about, in the order given.

        Args:
            keys: of ties that are there.

        Raises:
            KeyError: one of them is not.
        """
        of = self.ties.columns.numbers
        subject, predicate, object_ = zip(*keys, strict=True) if keys else ((), (), ())
        ends = (numbers([of[one] for one in end]) for end in (subject, object_))
        codes = code(numbers([PREDICATES.index(one) for one in predicate]), *ends)
        there, at = found_in(self.ties.codes, codes)
        if not there.all():
            raise KeyError([key for key, known in zip(keys, there, strict=True) if not known])
        return at

    def on(self, day: date) -> "Day":
        """The network of a day.

        Args:
            day: the day.
        """
        held, near = self.ties.held(day.toordinal())
        return Day(day=day, ties=self.ties, held=held, near=near)

    def spans(self, which: Ints) -> list[TieSpan]:
        """Ties with the claims that say, open, close or deny them, in the order of `asof.spans`.

        Args:
            which: places of the ties.
        """
        entries = self._entries(claims_on(self.ties, which))
        keys = set(self.ties.keys(which))
        ends = {end for key in keys for end in (key[0], key[2])} | self._filed.ends
        named = ends | {ident for e in entries for _, ident in parties(e.claim)}
        self._kinds.fetch(named)  # together, so that nobody is looked up alone
        made = spans(entries, names=self.names(named), known=self._filed.ties, kinds=self._kinds.one)
        return [t for t in made if (t.subject, t.predicate, t.object) in keys]

    def outlines(self, which: Ints) -> list[TieSpan]:
        """The same, with claims that are read when they are asked for; without `gates`.

        Args:
            which: places of the ties.
        """
        return outlined(
            self._ledger, self.ties, which, names=self.names, kinds=self._kinds.one, known=self._filed.ties
        )

    def outlines_in_turn(self, which: Ints) -> Iterator[TieSpan]:
        """The same, some at a time in the order given, so that of many ties only some are at hand at once.

        Args:
            which: places of the ties.
        """
        for start in range(0, len(which), _TOGETHER):
            yield from self.outlines(which[start : start + _TOGETHER])

    def passages(self) -> list[Entry]:
        """The claims that tell of a passage opened or closed."""
        return self._entries(self.ties.happenings.passages())

    def names(self, idents: Iterable[str]) -> dict[str, str]:
        """Names by id; those that the book does not name as the knowledge files do.

        Args:
            idents: ids.
        """
        wanted, called = sorted(set(idents)), self._called
        called.fetch(wanted)
        return {i: self._filed.names.get(i, i) if called[i] == i else called[i] for i in wanted}

    def _entries(self, claims: Ints) -> list[Entry]:
        added = [self._columns.added[-n - 1] for n in claims[claims < 0].tolist()]
        drafted = self._ledger.numbered(claims[claims > 0].tolist())
        return [*drafted, *self._ledger.entries(added)]


@dataclass(frozen=True)
class Day:
    """The network of a day.

    Attributes:
        day: the day.
        ties: all ties.
        held: whether each held.
        near: whether anything said bears on the day.
    """

    day: date
    ties: Ties
    held: Ints
    near: Flags

    @cached_property
    def edges(self) -> Ints:
        """Places of the ties that held or may have held; warnings that two are not the same are left out."""
        return self.may_hold(np.flatnonzero(self._told))

    @cached_property
    def _told(self) -> Flags:
        found: Flags = self.ties.predicate != PREDICATES.index(Predicate.DISTINCT_FROM)
        return found

    @property
    def sure(self) -> int:
        """How many surely held."""
        return int(((self.held == YES) & self._told).sum())

    @property
    def silent(self) -> int:
        """Of how many nothing said reaches the day."""
        return int(((self.held != NO) & (self.held != YES) & ~self.near & self._told).sum())

    @cached_property
    def nodes(self) -> dict[str, int]:
        """How many ties those at their ends have, those with the most first."""
        ends = np.append(self.ties.subject[self.edges], self.ties.object[self.edges])
        numbers, counts = np.unique(ends, return_counts=True)
        words = self.ties.columns.words
        found = {words[n]: c for n, c in zip(numbers.tolist(), counts.tolist(), strict=True)}
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def may_hold(self, which: Ints) -> Ints:
        """Of some ties those that held or may have held.

        Args:
            which: their places.
        """
        may = (self.held == YES) | ((self.held != NO) & self.near)
        found: Ints = which[may[which]]
        return found

    def first(self, names: Mapping[str, str], most: int | None) -> Ints:
        """Places of the ties that are shown, by predicate, then by the names of their ends.

        Args:
            names: of all at their ends.
            most: at most so many; None for all.
        """
        if most is None:
            return self.edges
        rank = name_ranks(self.ties, self.edges, lambda _: names)
        subject, object_ = (rank[column[self.edges]] for column in (self.ties.subject, self.ties.object))
        found: Ints = self.edges[np.lexsort((object_, subject, self.ties.predicate[self.edges]))[:most]]
        return found


def name_ranks(ties: Ties, which: Ints, names: Callable[[Collection[str]], Mapping[str, str]]) -> Ints:
    """Places of the names of those at the ends of some ties when these names are put in order, by the ids' numbers.

    Args:
        ties: all ties.
        which: places of those.
        names: gives ids their names.
    """
    words = ties.columns.words
    ends = np.unique(np.append(ties.subject[which], ties.object[which])).tolist()
    named = names([words[n] for n in ends])
    called = [named[words[n]] for n in ends]
    order = {name: rank for rank, name in enumerate(sorted(set(called)))}
    found = np.zeros(len(words), np.int64)
    found[ends] = [order[name] for name in called]
    return found
