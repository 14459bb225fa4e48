"""Since: what new reports brought into a book after it had grown so far."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.dialects import each
from sourcebook.ledger.tables import ACTOR, CLAIM, PLACE, RUN, RUN_ACTOR, RUN_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What some reports brought.

    Attributes:
        reports: their ids.
        claims: ids of what was drafted of them.
        entities: ids of the actors and places of which they give an account.
    """

    reports: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


def added(conn: sa.Connection, *, run: int, linked: int, most: int) -> Added | None:
    """What was read or linked after a reading; None when a report was read anew, or more came.

    Args:
        conn: the book.
        run: number of the last reading before.
        linked: number of the last reading before that was linked.
        most: readings.
    """
    if conn.execute(_read_anew(run)).first() is not None:
        return None
    since = sa.select(RUN.c.id, RUN.c.report).where(RUN.c.id > min(run, linked)).limit(most + 1)
    runs = dict(conn.execute(since).all())
    if len(runs) > most:
        return None
    claims = sa.select(CLAIM.c.id).where(CLAIM.c.report.in_(each(runs.values())), CLAIM.c.run.in_(list(runs)))
    return Added(
        reports=frozenset(runs.values()),
        claims=frozenset(conn.execute(claims).scalars()),
        entities=frozenset(
            ident for asked in _accounts(list(runs)) for ident in conn.execute(asked).scalars()
        ),
    )


def _read_anew(run: int) -> sa.Select[tuple[int]]:
    """Readings after one of reports that had been read before them."""
    later = sa.alias(RUN, "later")
    same = sa.and_(RUN.c.report == later.c.report, RUN.c.id < later.c.id)
    return sa.select(later.c.id).join(RUN, same).where(later.c.id > run).limit(1)


def _accounts(runs: list[int]) -> tuple[sa.Select[Any], ...]:
    actors = sa.select(ACTOR.c.id).join(RUN_ACTOR, RUN_ACTOR.c.actor == ACTOR.c.key)
    places = sa.select(PLACE.c.id).join(RUN_PLACE, RUN_PLACE.c.place == PLACE.c.key)
    return actors.where(RUN_ACTOR.c.run.in_(runs)), places.where(RUN_PLACE.c.run.in_(runs))
