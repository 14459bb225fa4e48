"""The ties of somebody, out of those columns of a book alone that bear on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sourcebook.asof.bearing import contested, rivals
from sourcebook.asof.columns import bare
from sourcebook.asof.held_many import Ints
from sourcebook.asof.naming import beside, making, turning
from sourcebook.asof.spans import Key, TieSpan
from sourcebook.ledger import Ledger
from sourcebook.ledger.bearing import Naming
from sourcebook.ledger.garbage import seldom_collected
from sourcebook.view.held import Filed
from sourcebook.view.keyed import Keyed
from sourcebook.view.kinds import Kinds
from sourcebook.view.tied import Tied

_MORE = (
    2.5  # times as many ties are looked at as are wanted of those that hold, so that one round mostly does
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some of somebody's ties.

    Attributes:
        tied: columns that tell all of them.
        which: their places there, in the order in which they are shown.
        over: how many that were looked at do not hold on the day.
        rest: how many more there are, of which some may not hold.
    """

    tied: Tied
    which: Ints
    over: int
    rest: int

    @seldom_collected()
    def ties(self, *, whole: bool) -> list[TieSpan]:
        """The ties over time.

        Args:
            whole: whether every claim will be told, and not only the first ones.
        """
        return self.tied.spans(self.which) if whole else self.tied.outlines(self.which)


class Somebody:
    """The ties of somebody.

    Args:
        ledger: the book.
        ids: of an actor or place; several for all of a name.
        filed: ties of knowledge files to add; None for none.
    """

    @seldom_collected()
    def __init__(self, ledger: Ledger, ids: Collection[str], filed: Filed | None = None) -> None:
        self._ledger, self._filed = ledger, filed
        self._called, self._kinds = ledger.names(), Kinds(ledger)
        self._made = frozenset(making(ids))
        with ledger.at_once():
            tied = self._tied(Naming(pairs=self._made, mended=frozenset(ids)))
            self._keyed = Keyed(ledger, ids, tied.ties.keys(tied.around(ids)), tied.names)

    @seldom_collected()
    def shown(self, day: date | None, most: int | None) -> Shown:
        """The first ties, on a day those that hold or may hold.

        Args:
            day: the day; None for all time.
            most: at most so many; None for all.
        """
        with self._ledger.at_once():
            if day is None:
                return self._of_all_time(self._keyed.first(most))
            if most is None:
                return self._on(self._telling(self._keyed.first(None)), self._keyed.first(None), day)
            return self._first_on(day, most)

    def _first_on(self, day: date, most: int) -> Shown:
        count = int(most * _MORE)
        while (found := self._holding(self._keyed.first(count), day)).rest and len(found.which) < most:
            count *= 4
        more = max(len(found.which) - most, 0)
        return self._with_rivals(replace(found, which=found.which[:most], rest=found.rest + more))

    def _of_all_time(self, keys: Sequence[Key]) -> Shown:
        tied = self._telling(keys)
        return Shown(tied=tied, which=tied.at(keys), over=0, rest=len(self._keyed) - len(keys))

    def _holding(self, keys: Sequence[Key], day: date) -> Shown:
        """Of some ties those that hold on a day; no tie holds or does not because of its rivals."""
        return self._on(self._tied(self._turning(keys)), keys, day)

    def _on(self, tied: Tied, keys: Sequence[Key], day: date) -> Shown:
        which = tied.at(keys)
        held = tied.on(day).may_hold(which)
        return Shown(tied=tied, which=held, over=len(which) - len(held), rest=len(self._keyed) - len(keys))

    def _with_rivals(self, found: Shown) -> Shown:
        keys = found.tied.ties.keys(found.which)
        tied = self._telling(keys, by_now=found.tied)
        return replace(found, tied=tied, which=tied.at(keys))

    def _telling(self, keys: Sequence[Key], *, by_now: Tied | None = None) -> Tied:
        """Columns that tell all that bears on some ties, their rivals included; those at hand where they do."""
        near = self._turning([*keys, *(others := self._rivals(keys))])
        near |= Naming(pairs=frozenset(making({end for key in others for end in (key[0], key[2])})))
        enough = by_now is not None and by_now.naming is not None and near <= by_now.naming
        return by_now if by_now is not None and enough else self._tied(near)

    def _rivals(self, keys: Sequence[Key]) -> list[Key]:
        """Ties of which only one may hold at a time with one of some, these included where they have any."""
        ties = bare(keys, kinds=self._kinds.many)
        which = np.flatnonzero(contested(ties, np.ones(len(ties.codes), bool)))
        if not len(which):
            return []
        some = ties.keys(which)  # of the others columns that tell of these need not tell
        near = beside(ties, which)
        tied = self._tied(Naming(pairs=frozenset(near), ties=frozenset(some)))
        wanted = np.zeros(len(tied.ties.codes), bool)
        wanted[tied.at(some)] = True
        self._kinds.fetch(tied.ties.columns.words)
        return tied.ties.keys(np.flatnonzero(rivals(tied.ties, wanted)))

    def _turning(self, keys: Sequence[Key]) -> Naming:
        """What tells of some ties and turns them."""
        ties = bare(keys, kinds=self._kinds.many)
        self._kinds.fetch(ties.columns.words)
        pairs = turning(ties, np.arange(len(ties.codes)))
        return Naming(pairs=self._made.union(pairs), ties=frozenset(keys))

    def _tied(self, naming: Naming) -> Tied:
        return Tied(self._ledger, self._filed, naming=naming, names=self._called, kinds=self._kinds)
