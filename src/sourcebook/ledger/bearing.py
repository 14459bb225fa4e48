"""In which readings somebody has an end of a tie, or a part in a happening that may turn ties: found by an index.

The columns of a reading lie together as bytes, which no index looks into. So the table `bearing` says who is named in
them, and by what: a predicate or a type of event. A claim that says of a tie that it holds, began, ended or does not
hold has the tie's other end there, too, with a minus where that is the subject; all else has 0. Whoever asks for one
actor's ties finds them in the index, and fetches the readings of those that are shown alone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from struct import iter_unpack
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.batches import batched
from sourcebook.ledger.columns import EVENT, PART, TIE, rows_at
from sourcebook.ledger.dialects import each
from sourcebook.ledger.tables import BEARING, NODE, TIED
from sourcebook.ledger.ties import Tie
from sourcebook.ledger.write import put_all
from sourcebook.model.claim import Modality

Pair = tuple[str, str]
"""An id, or a mode of a happening; and a predicate or a type of event."""
Numbers = tuple[int, ...]
"""The first columns of the index."""
_AT_ONCE = 1000  # readings, or rows that are looked for
_SUBJECT, _PREDICATE, _OBJECT = (TIE.index(one) for one in ("subject", "predicate", "object"))
_MODALITY, _TYPE, _WHO = TIE.index("modality"), EVENT.index("type"), PART.index("who")
_TELLING = (Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED)  # the others say nothing of a tie's time


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Which readings are wanted, by what their columns name.

    Attributes:
        pairs: who is named in them, and by what.
        ties: what a claim in them says to hold, to begin, to end or not to hold.
        mended: ids that are named in readings of which people changed what they say.
    """

    pairs: frozenset[Pair] = frozenset()
    ties: frozenset[Tie] = frozenset()
    mended: frozenset[str] = frozenset()

    def __or__(self, other: "Naming") -> "Naming":
        """The readings of both."""
        return Naming(
            pairs=self.pairs | other.pairs, ties=self.ties | other.ties, mended=self.mended | other.mended
        )

    def __le__(self, other: "Naming") -> bool:
        """Whether another asks for all of these."""
        return self.pairs <= other.pairs and self.ties <= other.ties and self.mended <= other.mended

    @property
    def named(self) -> set[str]:
        """Everybody and everything that is named."""
        ends = {end for tie in self.ties for end in (tie[0], tie[2])}
        return {ident for ident, _ in self.pairs} | ends | self.mended

    @property
    def words(self) -> set[str]:
        """These, and by what they are named."""
        return self.named | {what for _, what in self.pairs} | {str(tie[1]) for tie in self.ties}


def put(conn: sa.Connection, *, runs: Sequence[int] | None = None) -> None:
    """Say of readings whom their columns name.

    Args:
        conn: a connection in a write transaction.
        runs: numbers of the readings; None for all.
    """
    asked = sa.select(TIED.c.run, TIED.c.ties, TIED.c.events, TIED.c.parts)
    asked = asked if runs is None else asked.where(TIED.c.run.in_(runs))
    telling = set(numbers_of(conn, map(str, _TELLING)).values())
    done = conn.execute(asked)
    while some := done.fetchmany(_AT_ONCE):
        rows = sorted({(*named, row.run) for row in some for named in _named(row, telling)})
        names = [column.name for column in BEARING.c]
        put_all(conn, BEARING, [dict(zip(names, row, strict=True)) for row in rows])


def _named(row: Any, telling: Collection[int]) -> Iterator[tuple[int, int, int]]:  # noqa: ANN401 - a row
    for tie in _unpacked(row.ties, TIE):
        subject, predicate, object_ = tie[_SUBJECT], tie[_PREDICATE], tie[_OBJECT]
        tells = tie[_MODALITY] in telling
        yield subject, predicate, object_ if tells else 0
        yield object_, predicate, -subject if tells else 0
    types = {event[0]: event[_TYPE] for event in _unpacked(row.events, EVENT)}
    for part in _unpacked(row.parts, PART):
        yield part[_WHO], types[part[0]], 0


def _unpacked(packed: bytes, wide: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return iter_unpack(f"<{len(wide)}i", packed)


def runs_of(conn: sa.Connection, rows: Collection[Numbers]) -> set[int]:
    """Numbers of the readings whose columns name somebody so.

    Args:
        conn: a connection.
        rows: whom, by what, and the tie's other end where it is asked for, as the numbers of the words; all equally
            long.
    """
    found: set[int] = set()
    columns = ("who", "what", "other")
    with closing(conn.connection.cursor()) as cursor:
        for some in batched(sorted(rows), _AT_ONCE):
            asked = columns[: len(some[0])]
            values = ", ".join(f"({', '.join(f'{n:d}' for n in row)})" for row in some)
            same = " AND ".join(f"bearing.{one} = asked.{one}" for one in asked)
            cursor.execute(
                f"WITH asked ({', '.join(asked)}) AS (VALUES {values}) "
                f"SELECT bearing.run FROM asked CROSS JOIN bearing WHERE {same}"
            )
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


def words_of(conn: sa.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Words by their numbers.

    Args:
        conn: a connection.
        numbers: of words that the columns know.
    """
    return dict(rows_at(conn, "SELECT n, id FROM node", "node.n", numbers))
