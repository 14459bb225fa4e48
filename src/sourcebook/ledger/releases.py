"""Releases: versions of the book that can be cited. Nothing is copied: what was appended is read up to a number."""

import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sourcebook.errors import ValueProblem
from sourcebook.ledger.codec import to_json
from sourcebook.ledger.judgements import moment
from sourcebook.ledger.query import ClaimQuery
from sourcebook.ledger.rows import Entry
from sourcebook.ledger.tables import DECISION, JUDGEMENT, RELEASE, RUN

if TYPE_CHECKING:
    from sourcebook.ledger.store import Ledger

Connect = Callable[[], AbstractContextManager[sa.Connection]]
_NAME = re.compile(r"\w[\w.-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How far a book had come.

    Attributes:
        run: number of the last reading.
        judgement: of the last judgement.
        decision: of the last decision about actors.
    """

    run: int
    judgement: int
    decision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version of the book.

    Attributes:
        name: under which it is cited.
        by: who released it.
        at: when.
        note: why, or what it is.
        numbers: how far the book had come.
        digest: SHA-256 of all its claims as they read, in hexadecimal.
        claims: how many those are.
        reports: of how many reports.
    """

    name: str
    by: str
    at: datetime
    note: str | None
    numbers: Numbers
    digest: str
    claims: int
    reports: int


def numbers(conn: sa.Connection) -> Numbers:
    """How far the book has come."""
    last = (
        sa.select(sa.func.coalesce(sa.func.max(column), 0)).scalar_subquery()
        for column in (RUN.c.id, JUDGEMENT.c.n, DECISION.c.n)
    )
    run, judgement, decision = conn.execute(sa.select(*last)).one()
    return Numbers(run=run, judgement=judgement, decision=decision)


def check_name(conn: sa.Connection, name: str) -> None:
    """Whether a release may be called so.

    Raises:
        ValueProblem: the name is taken, or is none.
    """
    if not _NAME.fullmatch(name):
        raise ValueProblem(
            f"{name!r} cannot name a release; use letters, digits, dots, dashes and underscores, 100 at most"
        )
    if conn.execute(sa.select(RELEASE.c.n).where(RELEASE.c.name == name)).first():
        raise ValueProblem(
            f"there is a release {name!r} already, and releases never change; take another name"
        )


def sealed(entries: Iterable[Entry]) -> dict[str, Any]:
    """Digest and counts of claims as they read, in the order of the book."""
    seal, claims, reports = hashlib.sha256(), 0, set()
    for entry in entries:
        parts = (entry.claim.id, to_json(entry.claim), entry.words, str(entry.standing.status))
        seal.update("\x1f".join(parts).encode() + b"\x1e")
        claims += 1
        reports.add(entry.claim.report)
    return {"digest": seal.hexdigest(), "claims": claims, "reports": len(reports)}


def append(conn: sa.Connection, release: Release) -> None:
    """Put a release in, inside the caller's transaction.

    Raises:
        ValueProblem: somebody else took the name meanwhile.
    """
    check_name(conn, release.name)
    held = release.numbers
    row = {"name": release.name, "by": release.by, "at": moment(release.at), "note": release.note}
    row |= {"run": held.run, "judgement": held.judgement, "decision": held.decision}  # type: ignore[dict-item]
    row |= {"digest": release.digest, "claims": release.claims, "reports": release.reports}  # type: ignore[dict-item]
    conn.execute(sa.insert(RELEASE).values(row))


def every(conn: sa.Connection) -> list[Release]:
    """Every release, the first one first."""
    return [_release(row) for row in conn.execute(sa.select(RELEASE).order_by(RELEASE.c.n))]


def named(conn: sa.Connection, name: str) -> Release:
    """A release by its name.

    Raises:
        ValueProblem: there is none of that name.
    """
    row = conn.execute(sa.select(RELEASE).where(RELEASE.c.name == name)).first()
    if row is None:
        raise ValueProblem(f"there is no release {name!r}; `sourcebook release list` has those there are")
    return _release(row)


class Releases:
    """What `Ledger.releases` gives: making, listing and opening versions of the book.

    Args:
        reading: opens the book for a question.
        writing: opens it for a transaction.
        until: opens the book as it was up to some numbers.
    """

    def __init__(self, reading: Connect, writing: Connect, until: Callable[[Numbers], "Ledger"]) -> None:
        self._reading, self._writing, self._until = reading, writing, until

    def make(self, name: str, *, by: str, at: datetime, note: str | None = None) -> Release:
        """Give the book as it stands a name under which it can be cited, and read for ever.

        Args:
            name: letters, digits, dots, dashes and underscores.
            by: who releases it.
            at: when, with time zone.
            note: why, or what it is.

        Raises:
            ValueProblem: the name is taken or is none.
        """
        with self._reading() as conn:
            here = numbers(conn)
            check_name(conn, name)
        one = Release(name=name, by=by, at=at, note=note, numbers=here, **self._sealed(here))
        with self._writing() as conn:
            append(conn, one)
        return one

    def _sealed(self, here: Numbers) -> dict[str, Any]:
        with self._until(here) as frozen:
            return sealed(frozen.claims(ClaimQuery(background=True)))

    def every(self) -> list[Release]:
        """Every release, the first one first."""
        with self._reading() as conn:
            return every(conn)

    def open(self, name: str) -> "Ledger":
        """The book as it was released under a name; it cannot be written.

        Raises:
            ValueProblem: there is no release of that name.
        """
        with self._reading() as conn:
            return self._until(named(conn, name).numbers)

    def unchanged(self, name: str) -> bool:
        """Whether a release still says, to the letter, what it said when it was made.

        Raises:
            ValueProblem: there is no release of that name.
        """
        with self._reading() as conn:
            one = named(conn, name)
        return bool(self._sealed(one.numbers)["digest"] == one.digest)


def _release(row: sa.Row[Any]) -> Release:
    got = row._asdict()
    return Release(
        name=got["name"],
        by=got["by"],
        at=datetime.fromisoformat(got["at"]),
        note=got["note"],
        numbers=Numbers(run=got["run"], judgement=got["judgement"], decision=got["decision"]),
        digest=got["digest"],
        claims=got["claims"],
        reports=got["reports"],
    )
