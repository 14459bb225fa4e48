"""Overview: how far a book has grown, and how much is in it."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass

import sqlalchemy as sa

from sourcebook.ledger import entities, overlook, since
from sourcebook.ledger.dialects import each
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import TOLD, Standings, told
from sourcebook.ledger.overlook import Called, Naming
from sourcebook.ledger.query import ClaimQuery, Key
from sourcebook.ledger.read import ordered, placed
from sourcebook.ledger.tables import CLAIM, CURRENT, JUDGEMENT, REPORT, TEXT
from sourcebook.model.actor import Actor
from sourcebook.model.judgement import Judged
from sourcebook.model.where import Place

Reading = Callable[[], AbstractContextManager[sa.Connection]]

_LAST = (("id", "run"), ("run", "linked"), ("n", "judgement"), ("n", "decision"))
_GROWTH = "SELECT " + ", ".join(f"coalesce((SELECT max({n}) FROM {table}), 0)" for n, table in _LAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How far a book has grown; equal numbers, equal answers.

    Attributes:
        run: number of the last reading, 0 for none.
        linked: number of the last reading that was linked.
        judgement: number of the last judgement.
        decision: number of the last decision about actors.
    """

    run: int
    linked: int
    judgement: int
    decision: int

    def judged_on(self, former: "Growth") -> bool:
        """Whether a book differs from what it was by judgements alone, made since.

        Args:
            former: how far it had grown.
        """
        same = (self.run, self.linked, self.decision) == (former.run, former.linked, former.decision)
        return same and self.judgement >= former.judgement

    def added_on(self, former: "Growth") -> bool:
        """Whether a book differs from what it was by judgements and readings alone, made since.

        Args:
            former: how far it had grown.
        """
        return self.decision == former.decision and self.reaches(former)

    def reaches(self, other: "Growth") -> bool:
        """Whether a book has grown so far already.

        Args:
            other: how far.
        """
        mine, its = astuple(self), astuple(other)
        return all(a >= b for a, b in zip(mine, its, strict=True))

    def __str__(self) -> str:
        return f"{self.run}.{self.linked}.{self.judgement}.{self.decision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is in a book.

    Attributes:
        reports, claims: how many, of each report's last reading.
        first, last: first and last day of an event, ISO; None without any.
        newest: last day of publication, ISO.
    """

    reports: int
    claims: int
    first: str | None
    last: str | None
    newest: str | None


class Overview:
    """What `Ledger.overview` gives.

    Args:
        reading: opens the book for a question.
        decided: gives who is who.
        judged: gives what people judged.
    """

    def __init__(
        self,
        reading: Reading,
        decided: Callable[[sa.Connection], Identity],
        judged: Callable[[sa.Connection], Standings],
    ) -> None:
        self._reading, self._decided, self._judged = reading, decided, judged

    def growth(self) -> Growth:
        """How far the book has grown."""
        with self._reading() as conn:
            run, linked, judgement, decision = conn.exec_driver_sql(_GROWTH).one()
        return Growth(run=run, linked=linked, judgement=judgement, decision=decision)

    def counts(self) -> Counts:
        """How much is in the book; reads an index from end to end."""
        current = sa.select(CLAIM.c.n).join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        claims = sa.select(sa.func.count()).select_from(current.subquery())
        reports = sa.select(sa.func.count()).select_from(sa.select(CURRENT.c.report).subquery())
        newest = sa.select(sa.func.max(REPORT.c.published_first)).join(
            CURRENT, CURRENT.c.report == REPORT.c.id
        )
        days = (
            sa.select(sa.func.min(CLAIM.c.first), sa.func.max(CLAIM.c.last))
            .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
            .where(CLAIM.c.kind == "event", CLAIM.c.background == 0)
        )
        with self._reading() as conn:
            first, last = conn.execute(days).one()
            return Counts(
                reports=conn.execute(reports).scalar_one(),
                claims=conn.execute(claims).scalar_one(),
                first=first,
                last=last,
                newest=conn.execute(newest).scalar_one(),
            )

    def ordered(self, query: ClaimQuery) -> list[str]:
        """Ids of all claims that are asked for, in their order; their bodies stay unread.

        Args:
            query: what is asked for.
        """
        with self._reading() as conn:
            return ordered(conn, self._decided(conn), query, self._judged(conn))

    def placed(self, query: ClaimQuery, idents: Collection[str]) -> dict[str, Key]:
        """What sorts those of some claims that are asked for, by their ids.

        Args:
            query: what is asked for.
            idents: ids of claims.
        """
        with self._reading() as conn:
            return placed(conn, self._decided(conn), query, self._judged(conn), idents)

    def reports(self, *, search: str | None = None) -> list[str]:
        """Ids of all reports, in the order of publication.

        Args:
            search: words that their text holds; None for all.
        """
        with self._reading() as conn:
            return overlook.reports(conn, search)

    def texts(self, reports: Iterable[str]) -> dict[str, str]:
        """Texts of reports, by their ids.

        Args:
            reports: ids.
        """
        asked = sa.select(REPORT.c.id, TEXT.c.text).join(TEXT, TEXT.c.n == REPORT.c.n)
        with self._reading() as conn:
            return {row.id: row.text for row in conn.execute(asked.where(REPORT.c.id.in_(each(reports))))}

    def claims_of(self, reports: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the claims that readers drafted of some reports, by the reports.

        Args:
            reports: ids.
        """
        asked = sa.select(CLAIM.c.report, CLAIM.c.id).join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        found: dict[str, list[str]] = {}
        with self._reading() as conn:
            for row in conn.execute(asked.where(CLAIM.c.report.in_(each(reports)))):
                found.setdefault(row.report, []).append(row.id)
        return found

    def mentions(self, report: str) -> list[Naming]:
        """What the words of a report name, in their order, each actor under the id that stands for it.

        Args:
            report: its id.
        """
        with self._reading() as conn:
            return overlook.mentions(conn, self._decided(conn), report)

    def called(self, words: str, *, place: bool | None = None, limit: int) -> list[Called]:
        """Actors and places whose names begin with some words, then those whose names hold them.

        Args:
            words: as typed.
            place: whether places are wanted; None for both.
            limit: at most so many.
        """
        with self._reading() as conn:
            return overlook.called(conn, self._decided(conn), words, place=place, limit=limit)

    def actors(self, idents: Iterable[str]) -> dict[str, Actor]:
        """Actors by their ids, each as its fullest account has it; ids of places are left out.

        Args:
            idents: ids.
        """
        with self._reading() as conn:
            return overlook.actors(conn, self._decided(conn), idents)

    def places(self, idents: Iterable[str]) -> dict[str, Place]:
        """Places by their ids, each as its fullest account has it; ids of actors are left out.

        Args:
            idents: ids.
        """
        with self._reading() as conn:
            return entities.places(conn, idents)

    def naming(self, ident: str, *, limit: int) -> list[str]:
        """Ids of the reports that name somebody or some place, the newest first.

        Args:
            ident: an id.
            limit: at most so many.
        """
        with self._reading() as conn:
            return overlook.naming(conn, self._decided(conn), ident, limit=limit)

    def about(self, claims: Iterable[str]) -> list[Judged]:
        """Judgements about some claims, and what takes them back, in the order in which they were made.

        Args:
            claims: ids, as the judgements name them.
        """
        wanted = each(claims)
        asked = sa.select(JUDGEMENT.c.n).where(JUDGEMENT.c.claim.in_(wanted) | JUDGEMENT.c.other.in_(wanted))
        with self._reading() as conn:
            found = edge = set(conn.execute(asked).scalars())
            while edge:
                undoing = sa.select(JUDGEMENT.c.n).where(JUDGEMENT.c.undoes.in_(edge))
                edge = set(conn.execute(undoing).scalars()) - found
                found = found | edge
            rows = sa.select(*TOLD).where(JUDGEMENT.c.n.in_(found)).order_by(JUDGEMENT.c.n)
            return told(conn.execute(rows).all()) if found else []

    def added_since(self, former: Growth, *, most: int) -> since.Added | None:
        """What was read or linked since a book had grown so far; None when a report was read anew, or more came.

        Args:
            former: how far it had grown.
            most: readings.
        """
        with self._reading() as conn:
            return since.added(conn, run=former.run, linked=former.linked, most=most)

    def judged_since(self, n: int) -> set[str]:
        """Ids of the claims that judgements after one are about, those taken back too.

        Args:
            n: number of a judgement.
        """
        with self._reading() as conn:
            return overlook.judged_since(conn, n)
