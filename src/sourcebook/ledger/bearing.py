"""In which readings somebody has an end of a tie, or a part in a happening that may turn ties: found by an index.

The columns of a reading lie together as bytes, which no index looks into. So the table `bearing` says who is named in
them, and by what: a predicate or a type of event. Whoever asks for one actor's ties fetches those readings alone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from struct import iter_unpack
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.columns import EVENT, PART, TIE
from sourcebook.ledger.dialects import each
from sourcebook.ledger.tables import BEARING, NODE, TIED
from sourcebook.ledger.write import put_all

Pair = tuple[str, str]
"""An id, or a mode of a happening; and a predicate or a type of event."""
_AT_ONCE = 1000  # readings
_SUBJECT, _PREDICATE, _OBJECT = (TIE.index(one) for one in ("subject", "predicate", "object"))
_TYPE, _WHO = EVENT.index("type"), PART.index("who")


def put(conn: sa.Connection, *, runs: Sequence[int] | None = None) -> None:
    """Say of readings whom their columns name.

    Args:
        conn: a connection in a write transaction.
        runs: numbers of the readings; None for all.
    """
    asked = sa.select(TIED.c.run, TIED.c.ties, TIED.c.events, TIED.c.parts)
    asked = asked if runs is None else asked.where(TIED.c.run.in_(runs))
    done = conn.execute(asked)
    while some := done.fetchmany(_AT_ONCE):
        rows = sorted({(who, what, row.run) for row in some for who, what in _named(row)})
        put_all(conn, BEARING, [{"who": who, "what": what, "run": run} for who, what, run in rows])


def _named(row: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - a row
    for tie in _unpacked(row.ties, TIE):
        yield tie[_SUBJECT], tie[_PREDICATE]
        yield tie[_OBJECT], tie[_PREDICATE]
    types = {event[0]: event[_TYPE] for event in _unpacked(row.events, EVENT)}
    for part in _unpacked(row.parts, PART):
        yield part[_WHO], types[part[0]]


def _unpacked(packed: bytes, wide: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return iter_unpack(f"<{len(wide)}i", packed)


def runs_of(conn: sa.Connection, pairs: Collection[tuple[int, int]]) -> set[int]:
    """Numbers of the readings whose columns name somebody so.

    Args:
        conn: a connection.
        pairs: whom, and by what, as the numbers of the words.
    """
    found: set[int] = set()
    with closing(conn.connection.cursor()) as cursor:
        for who, what in sorted(pairs):
            cursor.execute(f"SELECT run FROM bearing WHERE who = {who:d} AND what = {what:d}")
            found.update(run for (run,) in cursor.fetchall())
    return found


def numbers_of(conn: sa.Connection, words: Iterable[str]) -> dict[str, int]:
    """Numbers of those of some words that the columns know.

    Args:
        conn: a connection.
        words: ids and other words.
    """
    asked = sa.select(NODE.c.id, NODE.c.n).where(NODE.c.id.in_(each(words)))
    return {row.id: row.n for row in conn.execute(asked)}
