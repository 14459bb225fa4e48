"""Links between claims that may tell one happening: kept as found, read as far as they go."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import sqlalchemy as sa

from sourcebook.ledger.dialects import each
from sourcebook.ledger.tables import CLAIM, CURRENT, FINGERPRINT, LINK, LINKED, OVERLAP, RUN, SPOT
from sourcebook.ledger.write import Row, put_all

Reading = Callable[[], AbstractContextManager[sa.Connection]]
_MOST = 400
"""Claims under one key that a new one is compared with, the last ones first; a key with more tells little."""


def number(key: str) -> int:
    """A key as the book keeps it: 63 bits of its BLAKE2b digest."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


class Links:
    """What `Ledger.links` gives: the claims not yet linked, those that meet under a key, and the links.

    Args:
        reading: opens the book for a question.
        writing: opens it for a transaction.
    """

    def __init__(self, reading: Reading, writing: Reading) -> None:
        self._reading, self._writing = reading, writing

    def waiting(self, linker: str) -> list[int]:
        """Numbers of the current readings whose claims this linker has not linked.

        Args:
            linker: its name and version.
        """
        done = sa.select(LINKED.c.run).where(LINKED.c.run == RUN.c.id, LINKED.c.linker == linker)
        current = sa.select(CURRENT.c.run).where(CURRENT.c.run == RUN.c.id)
        asked = sa.select(RUN.c.id).where(~done.exists(), current.exists()).order_by(RUN.c.id)
        with self._reading() as conn:
            return list(conn.execute(asked).scalars())

    def numbers(self, run: int) -> dict[str, int]:
        """Ids of the event claims of a reading, with their numbers."""
        asked = sa.select(CLAIM.c.id, CLAIM.c.n).where(CLAIM.c.run == run, CLAIM.c.kind == "event")
        with self._reading() as conn:
            return {row.id: row.n for row in conn.execute(asked)}

    def meeting(self, keys: Iterable[int], *, but: int) -> list[tuple[int, str, int]]:
        """Keys with the ids and numbers of the current claims that go under them.

        Args:
            keys: as `number` makes them.
            but: number of the reading that asks; its own claims are left out.
        """
        latest = sa.func.row_number().over(partition_by=SPOT.c.key, order_by=SPOT.c.claim.desc())
        met = (
            sa.select(SPOT.c.key, SPOT.c.claim, latest.label("place"))
            .where(SPOT.c.key.in_(_numbers(keys)))
            .subquery()
        )
        asked = (
            sa.select(met.c.key, CLAIM.c.id, CLAIM.c.n)
            .join(met, met.c.claim == CLAIM.c.n)
            .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
            .where(met.c.place <= _MOST, CLAIM.c.run != but)
        )
        with self._reading() as conn:
            return [(row.key, row.id, row.n) for row in conn.execute(asked)]

    def put(
        self,
        run: int,
        linker: str,
        *,
        spots: Iterable[tuple[int, int]],
        links: Iterable[tuple[int, int, float]],
    ) -> None:
        """Keep what a linker found for one reading, all of it or nothing; what it found before stays.

        Args:
            run: number of the reading.
            linker: name and version.
            spots: keys with the numbers of claims that go under them.
            links: numbers of two claims, and how likely they tell one happening.
        """
        both: list[Row] = []
        for one, other, score in links:
            both.append({"one": one, "other": other, "score": score})
            both.append({"one": other, "other": one, "score": score})
        with self._writing() as conn:
            put_all(conn, SPOT, [{"key": key, "claim": n} for key, n in spots])
            put_all(conn, LINK, both)
            put_all(conn, LINKED, [{"run": run, "linker": linker}])

    def report_of(self, run: int) -> str:
        """Id of the report that a reading read."""
        with self._reading() as conn:
            return str(conn.execute(sa.select(RUN.c.report).where(RUN.c.id == run)).scalar_one())

    def holders(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        """Keys of sketches with the ids of the reports that have them.

        Args:
            keys: of a text's sketch.
        """
        asked = sa.select(FINGERPRINT.c.key, FINGERPRINT.c.report).where(
            FINGERPRINT.c.key.in_(_numbers(keys))
        )
        with self._reading() as conn:
            return [(row.key, row.report) for row in conn.execute(asked)]

    def put_overlaps(self, report: str, keys: Iterable[int], overlaps: Iterable[tuple[str, str]]) -> None:
        """Keep a report's sketch and what it shares with others.

        Args:
            report: its id.
            keys: of its sketch.
            overlaps: id of another report, and what the two share, told from this one, as JSON.
        """
        with self._writing() as conn:
            put_all(conn, FINGERPRINT, [{"key": key, "report": report} for key in keys])
            put_all(
                conn, OVERLAP, [{"one": report, "other": other, "body": body} for other, body in overlaps]
            )

    def overlaps(self, reports: Iterable[str]) -> dict[tuple[str, str], str]:
        """What reports share with any others that were read, as JSON, by the two ids.

        Args:
            reports: ids.
        """
        wanted = sorted(set(reports))
        there = sa.alias(CURRENT, "there")
        asked = (
            sa.select(OVERLAP)
            .join(CURRENT, CURRENT.c.report == OVERLAP.c.one)
            .join(there, there.c.report == OVERLAP.c.other)
            .where(sa.or_(OVERLAP.c.one.in_(each(wanted)), OVERLAP.c.other.in_(each(wanted))))
        )
        with self._reading() as conn:
            return {(row.one, row.other): row.body for row in conn.execute(asked)}

    def together(self, idents: Iterable[str], *, most: int = 5000) -> set[str]:
        """Ids of the current claims that links lead to from some, directly or through others, those included.

        Args:
            idents: ids of claims.
            most: no further once so many are found.
        """
        found = set(idents)
        edge = sorted(found)
        with self._reading() as conn:
            while edge and len(found) < most:
                here, there = sa.alias(CLAIM, "here"), sa.alias(CLAIM, "there")
                asked = (
                    sa.select(there.c.id)
                    .join(LINK, LINK.c.other == there.c.n)
                    .join(here, here.c.n == LINK.c.one)
                    .join(CURRENT, CURRENT.c.run == there.c.run)
                    .where(here.c.id.in_(each(edge)))
                    .distinct()
                )
                edge = sorted(set(conn.execute(asked).scalars()) - found)
                found.update(edge)
        return found

    def among(self, idents: Iterable[str]) -> dict[frozenset[str], float]:
        """Links between some claims: pairs of ids with their scores."""
        here, there = sa.alias(CLAIM, "here"), sa.alias(CLAIM, "there")
        wanted = sorted(set(idents))
        asked = (
            sa.select(here.c.id, there.c.id, LINK.c.score)
            .join(LINK, LINK.c.one == here.c.n)
            .join(there, there.c.n == LINK.c.other)
            .where(here.c.id.in_(each(wanted)), there.c.id.in_(each(wanted)))
        )
        with self._reading() as conn:
            return {frozenset((one, other)): score for one, other, score in conn.execute(asked)}


def _numbers(values: Iterable[int]) -> sa.Select[tuple[int]]:
    """Whole numbers as rows, however many."""
    rows = each(map(str, values)).subquery()
    return sa.select(sa.cast(rows.c[0], sa.BigInteger))
