"""What of a draft is put into the book, and what is put down as failed."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from sourcebook import __version__
from sourcebook.errors import ValueProblem
from sourcebook.ledger import judgements, write
from sourcebook.ledger.dialects import new_rows
from sourcebook.ledger.tables import FAILURE, RUN
from sourcebook.model.claim import Claim
from sourcebook.model.record import Draft
from sourcebook.model.text import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of a draft is kept.

    Attributes:
        claims: each once.
        clashes: those whose id an earlier, different one has.
    """

    claims: tuple[Claim, ...]
    clashes: tuple[Claim, ...]


def distinct(draft: Draft) -> Told:
    """A draft's claims, each once, and those whose id an earlier, different one has.

    Args:
        draft: what a reader made of a report.

    Raises:
        ValueProblem: a claim belongs to another report.
    """
    seen: dict[str, Claim] = {}
    for claim in draft.claims:
        if claim.report != draft.report.id:
            raise ValueProblem(f"claim {claim.id} belongs to report {claim.report}, not to {draft.report.id}")
        seen.setdefault(claim.id, claim)
    clashes = (c for c in draft.claims if seen[c.id] != c)
    return Told(claims=tuple(seen.values()), clashes=tuple(clashes))


def put(conn: sa.Connection, draft: Draft, told: Told, *, at: datetime) -> bool:
    """Write a draft; claims that clash are put down as failures.

    Args:
        conn: writes.
        draft: what a reader made of a report.
        told: its claims.
        at: when it was read, with time zone.

    Returns:
        False when this reader's draft of the report is in already; then nothing but the report's address is written.
    """
    report = draft.report
    write.write_report(conn, report)
    run = _new_run(conn, report.id, draft.reader, at)
    if run is None:
        return False
    write.write_entities(conn, draft, run=run)
    write.write_mentions(conn, draft, run=run)
    sets = {a.id: a.members for a in draft.actors if a.members}
    write.write_claims(conn, told.claims, report=report, run=run, sets=sets)
    for clash in told.clashes:
        write_failure(conn, report.address or report.id, "keep", _clash(clash), "ValueProblem")
    return True


def write_failure(conn: sa.Connection, source: str, stage: str, message: str, kind: str) -> bool:
    """Put down that a report could not be read.

    Args:
        conn: writes.
        source: path or address as given.
        stage: where it failed.
        message: what went wrong.
        kind: name of the error.

    Returns:
        Whether it is new.
    """
    row = {"source": _utf8(source), "stage": stage, "kind": kind, "message": _utf8(message)}
    row |= {"id": digest(*row.values()), "at": _now()}
    return conn.execute(new_rows(conn, FAILURE).values(row).returning(FAILURE.c.id)).first() is not None


def _clash(claim: Claim) -> str:
    where = f"characters {claim.quote.start} to {claim.quote.end}, stage {claim.stage}"
    return f"two different claims share the id {claim.id} ({where}); the first was kept, this one was not"


def _new_run(conn: sa.Connection, report: str, reader: str, at: datetime) -> int | None:
    row = {"report": report, "reader": reader, "release": __version__, "at": judgements.moment(at)}
    done = conn.execute(new_rows(conn, RUN).values(row).returning(RUN.c.id))
    return done.scalar_one_or_none()


def _now() -> str:
    return judgements.moment(datetime.now(UTC))


def _utf8(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")
