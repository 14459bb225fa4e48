"""Turns that happenings leave on every tie of somebody alike, kept once for all of these ties.

Who dies ends all that he leads. Where a book tells of a death a thousand times, and of a hundred bodies that the dead
led, a mark for each death on each tie is more than can be gone through. So marks are kept by the one whom they are
about (a group), and of a day only those are laid on each tie on which the answer of `held_many.held` can depend.
"""

from dataclasses import dataclass, replace

import numpy as np

from sourcebook.asof.coded import distinct
from sourcebook.asof.held_many import ENDED, OPEN, STANDS, Flags, Ints, Marks, idle_among

_WIDE = OPEN + 2  # more than any day


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Turns by group.

    Attributes:
        group: of each tie its group; -1 for ties whose marks are their own.
        chains: the exact marks, on groups instead of ties, in the order of time within groups of one turn, equally
            sure; none lies within the time of another.
        chain: of each mark its group, turn and sureness, in one number.
        early: of each group the first day of anything that begins.
        late: of each group the last day of anything that ends; -1 without any.
        dated: whether anything of a group has a time.
    """

    group: Ints
    chains: Marks
    chain: Ints
    early: Ints
    late: Ints
    dated: Flags

    @property
    def mine(self) -> Flags:
        """Whether ties have their marks from a group."""
        found: Flags = self.group >= 0
        return found

    def reached(self, day: int) -> Flags:
        """Whether what happened bears on a day, tie by tie.

        Args:
            day: the day, as an ordinal.
        """
        return self._of_ties((self.early <= day) | (self.late >= day))

    def timed(self) -> Flags:
        """Whether what happened has any time, tie by tie."""
        return self._of_ties(self.dated)

    def _of_ties(self, groups: Flags) -> Flags:
        found = np.zeros(len(self.group), bool)
        found[self.mine] = groups[self.group[self.mine]]
        return found

    def near(self, base: Marks, day: int) -> Marks:
        """The marks from which the same follows for a day as from all.

        These are, in each chain, the neighbours of the day, and the neighbours of the days on which reports say that
        the tie stands: what a report says may be of the time before an end.

        Args:
            base: marks by claims about the ties.
            day: the day, as an ordinal.
        """
        ties = np.flatnonzero(self.mine)
        says = base.where(self.mine[base.tie] & (base.turn == STANDS))
        asked = np.append(ties, says.tie), np.append(np.full(len(ties), day), says.last)
        pairs = distinct(np.concatenate([self._beside(*asked, of=one) for one in range(4)]))
        tie, row = pairs // max(len(self.chain), 1), pairs % max(len(self.chain), 1)
        return replace(self.chains.where(row), tie=tie)

    def _beside(self, ties: Ints, days: Ints, *, of: int) -> Ints:
        """Ties with the marks of one of their chains that are beside days, both in one number.

        Args:
            ties: their places.
            days: one for each.
            of: which of the four chains of a group.
        """
        chain = self.group[ties] * 4 + of
        by = chain * _WIDE + days
        first, last = (self.chain * _WIDE + one for one in (self.chains.first, self.chains.last))
        next_ = np.searchsorted(first, by, side="right")
        over = (np.searchsorted(last, by, side=side) - 1 for side in ("left", "right"))
        rows = np.concatenate([next_, next_ - 1, *over])
        every, chains = np.tile(ties, 4), np.tile(chain, 4)
        inside = (rows >= 0) & (rows < len(self.chain))
        inside[inside] = self.chain[rows[inside]] == chains[inside]
        found: Ints = every[inside] * len(self.chain) + rows[inside]
        return found


def shared_turns(marks: Marks, group: Ints, count: int) -> Shared:
    """Turns by group, put in order.

    Args:
        marks: turns, on groups instead of ties.
        group: of each tie its group; -1 for ties whose marks are their own.
        count: how many groups there are.
    """
    early, late = np.full(count, OPEN + 1, np.int64), np.full(count, -1, np.int64)
    ends = marks.turn == ENDED
    np.minimum.at(early, marks.tie[~ends], marks.first[~ends])
    np.maximum.at(late, marks.tie[ends], marks.last[ends])
    dated = np.zeros(count, bool)
    dated[marks.tie[marks.dated]] = True
    once = marks.where(said_once(marks))
    exact = once.where(~idle_among(once))
    chain = exact.tie * 4 + 2 * (exact.turn == ENDED) + exact.sure.astype(np.int64)
    order = np.lexsort((exact.first, chain))
    return Shared(
        group=group, chains=exact.where(order), chain=chain[order], early=early, late=late, dated=dated
    )


def said_once(turns: Marks) -> Ints:
    """Places of turns that are all different; those of the same tie and time, equally sure, are one.

    Args:
        turns: marks that begin or end a tie.
    """
    kind = turns.tie * 4 + 2 * (turns.turn == ENDED) + turns.sure
    order = np.lexsort((turns.last, turns.first, kind))
    fresh = np.ones(len(order), bool)
    for column in (kind, turns.first, turns.last):
        told = column[order]
        fresh[1:] &= told[1:] == told[:-1]
    fresh[1:] = ~fresh[1:]
    found: Ints = order[fresh]
    return found
