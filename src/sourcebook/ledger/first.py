"""The first claims about somebody in the order of time, read off an index until there are enough.

Sorting all that is told of an actor takes longer the more there is; `timeline` has it sorted: by day, last day and the
day of publication. What those leave equal is sorted a little at a time, by both databases of themselves.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from sourcebook.ledger.tables import CLAIM, CURRENT, REPORT, TIMELINE

MOST_IDS = 20  # ids of actors beyond which all is sorted at once
Side = tuple[str, str, sa.ColumnElement[bool] | None]
"""Id, kind of claim, and a condition on the claim."""


def among_first(
    sides: Iterable[Side], *, where: Sequence[sa.ColumnElement[bool]], begin: str, limit: int
) -> sa.ColumnElement[bool]:
    """Whether a claim is among the first of one of some timelines; the first of all are among those.

    Args:
        sides: the timelines.
        where: what else is asked for.
        begin: no claim that ends before this day, ISO, is asked for.
        limit: how many first ones.
    """
    firsts = [_first(side, where=where, begin=begin, limit=limit).subquery() for side in sides]
    return CLAIM.c.n.in_(sa.union_all(*(sa.select(one.c.claim) for one in firsts)))


def _first(
    side: Side, *, where: Sequence[sa.ColumnElement[bool]], begin: str, limit: int
) -> sa.Select[tuple[int]]:
    ident, kind, there = side
    line = TIMELINE.c
    return (
        sa.select(line.claim)
        .join(CLAIM, CLAIM.c.n == line.claim)
        .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        .join(REPORT, REPORT.c.id == CLAIM.c.report)
        .where(line.entity == ident, line.kind == kind, *([line.until >= begin] if begin else []))
        .where(*where, *([] if there is None else [there]))
        .order_by(line.day, line.until, line.published, REPORT.c.id, CLAIM.c.seq)
        .limit(limit)
    )
