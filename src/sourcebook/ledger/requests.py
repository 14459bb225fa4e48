"""Requests that come twice or too late: what a key brought already, and what was judged since it was seen."""

from collections.abc import Iterable

import sqlalchemy as sa

from sourcebook.errors import Overtaken
from sourcebook.model.judgement import UNJUDGED, Standing


def done(conn: sa.Connection, table: sa.TableClause, key: str) -> list[int]:
    """Numbers of what a request brought before, in order; none when it is new.

    Args:
        conn: a connection in the write transaction that would bring it.
        table: the judgements or the decisions.
        key: of the request.
    """
    asked = sa.select(table.c.n).where(table.c.key == key).order_by(table.c.n)
    return list(conn.execute(asked).scalars())


def last_of(standing: Standing) -> int:
    """Number of the last judgement about a claim that counts; 0 for none.

    Args:
        standing: where the claim stands.
    """
    return standing.history[-1].n if standing.history else 0


def in_time(standings: Iterable[Standing], seen: int) -> None:
    """Refuse what was decided on an older view of some claims.

    Args:
        standings: where the claims stand now.
        seen: number of the last judgement about any of them that was seen, 0 for none.

    Raises:
        Overtaken: somebody judged one since, or took a judgement back.
    """
    newest = max(standings, key=last_of, default=UNJUDGED)
    last = last_of(newest)
    if last == seen:
        return
    if last < seen:
        raise Overtaken("what had been judged about it was taken back meanwhile; look at it again", None)
    told = newest.history[-1].judgement
    raise Overtaken(
        f"{told.by} judged it meanwhile ({told.verdict}, judgement {last}); look at it again, or overrule with a note "
        "that says why",
        last,
    )
