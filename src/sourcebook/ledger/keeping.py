"""What of a draft is put into the book, and what is put down as failed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from sourcebook import __version__
from sourcebook.errors import ValueProblem
from sourcebook.ledger import bearing, columns, judgements, write
from sourcebook.ledger.dialects import new_rows
from sourcebook.ledger.pile import Pile
from sourcebook.ledger.rows import Kept
from sourcebook.ledger.tables import FAILURE, RUN, SIGHTING
from sourcebook.model.claim import Claim
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, digest


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


def has(conn: sa.Connection, report: Report, *, reader: str) -> bool:
    """Whether a reader's draft of a report is in, and the report is known from this address.

    Args:
        conn: a connection.
        report: the report.
        reader: the reader's name.
    """
    row = write.sighting_row(report)
    run = sa.select(RUN.c.id).where(RUN.c.report == report.id, RUN.c.reader == reader)
    seen = sa.select(SIGHTING.c.report).where(
        SIGHTING.c.report == report.id, SIGHTING.c.digest == row["digest"]
    )
    return conn.execute(run).first() is not None and conn.execute(seen).first() is not None


def put(conn: sa.Connection, drafts: Iterable[tuple[Draft, Told]], *, at: datetime) -> list[Kept]:
    """Write drafts; claims that clash are put down as failures.

    Where this reader's draft of a report is in already nothing but the report's address is written.

    Args:
        conn: writes.
        drafts: what a reader made of reports, each with what of it is kept.
        at: when they were read, with time zone.

    Returns:
        What became of each, in order.
    """
    pile = Pile(conn)
    kept, runs = [], []
    for draft, told in drafts:
        run = _put(pile, draft, told, at=at)
        runs += [run] if run is not None else []
        kept.append(
            Kept(report=draft.report.id, new=run is not None, claims=0 if run is None else len(told.claims))
        )
    pile.flush()
    if runs:
        columns.put(conn, runs=runs)
        bearing.put(conn, runs=runs)
    return kept


def _put(pile: Pile, draft: Draft, told: Told, *, at: datetime) -> int | None:
    """The number of a new reading, whose rows are on the pile; None when it is in already."""
    report = draft.report
    write.write_report(pile, report)
    run = _new_run(pile.conn, report.id, draft.reader, at)
    if run is None:
        return None
    write.write_entities(pile, draft, run=run)
    write.write_mentions(pile, draft, run=run)
    sets = {a.id: a.members for a in draft.actors if a.members}
    write.write_claims(pile, told.claims, report=report, run=run, sets=sets)
    for clash in told.clashes:
        write_failure(pile.conn, report.address or report.id, "keep", _clash(clash), "ValueProblem")
    return run


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
