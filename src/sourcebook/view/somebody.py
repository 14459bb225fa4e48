"""The ties of somebody, out of those columns of a book alone that bear on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sourcebook.asof.held_many import Ints
from sourcebook.asof.naming import about, beside, turning
from sourcebook.asof.spans import Key, TieSpan, tie_id
from sourcebook.ledger import Ledger
from sourcebook.model.claim import Predicate
from sourcebook.view.held import Filed
from sourcebook.view.tied import Tied

_MORE = 4  # times as many ties are looked at as are wanted of those that hold, so that one round mostly does


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

    def ties(self, *, whole: bool) -> list[TieSpan]:
        """The ties over time.

        Args:
            whole: whether every claim will be told, and not only the first ones.
        """
        return self.tied.spans(self.which) if whole else self.tied.outlines(self.which)


class Somebody:
    """The ties of somebody.

    Attributes:
        keys: what they are about, by predicate, then by the names of their ends.

    Args:
        ledger: the book.
        ids: of an actor or place; several for all of a name.
        filed: ties of knowledge files to add; None for none.
    """

    def __init__(self, ledger: Ledger, ids: Collection[str], filed: Filed | None = None) -> None:
        self._ledger, self._filed, self._naming = ledger, filed, about(ids)
        self._tied = Tied(ledger, filed, naming=self._naming)
        self.keys = self._in_order(self._tied.ties.keys(self._tied.around(ids)))

    def _in_order(self, keys: Sequence[Key]) -> list[Key]:
        names, order = self._tied.names({end for key in keys for end in (key[0], key[2])}), list(Predicate)
        return sorted(keys, key=lambda key: (order.index(key[1]), names[key[0]], names[key[2]], tie_id(*key)))

    def shown(self, day: date | None, most: int | None) -> Shown:
        """The first ties, on a day those that hold or may hold.

        Args:
            day: the day; None for all time.
            most: at most so many; None for all.
        """
        if day is None or most is None:
            return self._of(self.keys[:most], day)
        count = most * _MORE
        while (found := self._of(self.keys[:count], day)).rest and len(found.which) < most:
            count *= _MORE
        more = max(len(found.which) - most, 0)
        return replace(found, which=found.which[:most], rest=found.rest + more)

    def _of(self, keys: Sequence[Key], day: date | None) -> Shown:
        tied = self._telling(keys)
        which = tied.at(keys)
        held = which if day is None else tied.on(day).may_hold(which)
        return Shown(tied=tied, which=held, over=len(which) - len(held), rest=len(self.keys) - len(keys))

    def _telling(self, keys: Sequence[Key]) -> Tied:
        """The ties with all that bears on some of them."""
        near, tied = self._naming, self._tied
        for more in (beside, turning):
            wider = near | more(tied.ties, tied.at(keys))
            if not wider <= near:
                near, tied = wider, Tied(self._ledger, self._filed, naming=wider)
        return tied
