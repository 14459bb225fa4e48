"""What somebody is tied to, by the index alone: the ties are found, counted and named without a reading being fetched.

The index knows what readers drafted. It does not know which readings a newer one has replaced, nor of which people
changed what they say; so the former are asked about, and the latter are left to their columns.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain, groupby
from operator import itemgetter

import sqlalchemy as sa

from sourcebook.ledger.bearing import numbers_of
from sourcebook.ledger.dialects import each
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.last import all_are_last, last_of
from sourcebook.ledger.tables import CLAIM, CURRENT
from sourcebook.ledger.ties import Tie
from sourcebook.model.claim import SYMMETRIC, Predicate
from sourcebook.model.judgement import Status

End = str | int
"""An id; or its number, of those that no decision touches and that are not asked about."""
Ends = tuple[End, End]
"""Subject and object of a tie; of one that holds both ways ids come before numbers."""


def mended(conn: sa.Connection, who: Identity, told: Standings) -> set[int]:
    """Numbers of the readings of which people changed what they say: a claim, or who somebody is.

    Args:
        conn: a connection.
        who: the decisions.
        told: the judgements.
    """
    claims = told.with_status(Status.REJECTED, Status.CORRECTED)
    reports = {report for there in who.apart.values() for report in there}
    found: set[int] = set()
    if claims:
        found.update(conn.execute(sa.select(CLAIM.c.run).where(CLAIM.c.id.in_(each(claims)))).scalars())
    if reports:
        asked = sa.select(CURRENT.c.run).where(CURRENT.c.report.in_(each(reports)))
        found.update(conn.execute(asked).scalars())
    return found


def drafted(
    conn: sa.Connection, who: Identity, told: Standings, idents: Collection[str], besides: Iterable[Tie]
) -> Mapping[Predicate, Collection[Ends]]:
    """What somebody is tied to, each tie once.

    Args:
        conn: a connection.
        who: the decisions.
        told: the judgements.
        idents: of an actor or place; several for all of a name.
        besides: ties of these, among them all that the readings in `mended` tell of and the index does not know.
    """
    more = list(besides)
    own = {one for ident in idents for one in (ident, *who.sources(ident)) if who.of(one) in idents}
    numbers = numbers_of(conn, own | who.touched)
    tops = {n: who.of(ident) for ident, n in numbers.items()}
    found: dict[Predicate, set[Ends]] = {predicate: set() for predicate in Predicate}
    predicates = {n: Predicate(word) for word, n in numbers_of(conn, map(str, Predicate)).items()}
    readings = _Readings(conn, but=mended(conn, who, told))
    for ident in sorted(own & numbers.keys()):
        for what, others in readings.telling_of(numbers[ident]).items():
            found[predicates[what]].update(_ends(who.of(ident), predicates[what], others, tops))
    ends = {end for tie in more for end in (tie[0], tie[2])}
    spelled = numbers_of(conn, ends - set(idents) - who.touched)
    for subject, predicate, object_ in more:
        both = spelled.get(subject, subject), spelled.get(object_, object_)
        found[predicate].add(_either_way(both) if predicate in SYMMETRIC else both)
    return found


def _ends(mine: str, predicate: Predicate, others: set[int], tops: Mapping[int, str]) -> Iterator[Ends]:
    """Both ends of ties of somebody, of which the index tells the other one."""
    decided = {n for n in others if abs(n) in tops}
    pairs: Iterable[Ends] = chain(
        (((mine, n) if n > 0 else (-n, mine)) for n in others - decided),
        (((mine, tops[n]) if n > 0 else (tops[-n], mine)) for n in decided),
    )
    apart = (ends for ends in pairs if ends[0] != ends[1])
    return map(_either_way, apart) if predicate in SYMMETRIC else apart


def _either_way(ends: Ends) -> Ends:
    one, other = ends
    if isinstance(one, str) and isinstance(other, str):
        return min(one, other), max(one, other)
    return (other, one) if isinstance(one, int) else ends


class _Readings:
    """The readings of the index that count.

    Args:
        conn: a connection.
        but: numbers of some that are left out.
    """

    def __init__(self, conn: sa.Connection, *, but: Collection[int]) -> None:
        self._conn, self._but = conn, but

    def telling_of(self, number: int) -> Mapping[int, set[int]]:
        """By predicate, the other ends of the ties that they tell of somebody.

        Args:
            number: of an id.
        """
        asked = f"FROM bearing WHERE who = {number:d} AND other <> 0"
        if self._but:
            asked += f" AND run NOT IN ({', '.join(map(str, sorted(self._but)))})"
        found: dict[int, set[int]] = {}
        for what, rows in groupby(self._rows(asked), key=itemgetter(0)):
            found.setdefault(what, set()).update(other for _, other in rows)
        return found

    def _rows(self, asked: str) -> Iterable[tuple[int, int]]:
        with closing(self._conn.connection.cursor()) as cursor:
            if all_are_last(self._conn):
                cursor.execute(f"SELECT DISTINCT what, other {asked}")
                return list(cursor.fetchall())
            cursor.execute(f"SELECT what, other, run {asked}")
            rows = cursor.fetchall()
        last = last_of(self._conn, {run for _, _, run in rows})
        return ((what, other) for what, other, run in rows if run in last)
