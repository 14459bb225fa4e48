"""Loading: reports of an archive into a book, month after month, many in one transaction."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from sourcebook.archive.chosen import Wanted, tables
from sourcebook.errors import ArchiveError, ValueProblem
from sourcebook.export.readback import from_interchange
from sourcebook.ledger import Ledger
from sourcebook.model.record import Draft

TOGETHER = 500
"""Reports that are kept in one transaction."""
_Row = dict[str, Any]


@dataclass(slots=True)
class Loaded:
    """How it went.

    Attributes:
        of: reports that are wanted.
        new: reports added.
        there: reports that were in the book already.
        claims: claims added.
        failures: failures put down.
    """

    of: int = 0
    new: int = 0
    there: int = 0
    claims: int = 0
    failures: int = 0


def load(
    root: Path,
    ledger: Ledger,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen, so it may be shared
    *,
    told: Callable[[Loaded], None] = lambda _: None,
) -> Loaded:
    """Keep the reports of an archive in a book, not linked yet; what is in already changes nothing.

    Args:
        root: the archive's folder.
        ledger: a book that can be written.
        wanted: which reports.
        told: is called after each transaction.

    Raises:
        ArchiveError: there are no tables, or a row of them is damaged.
        BookError: the book cannot be written; what was kept stays.
    """
    seen = Loaded()
    with tables(root) as book:
        _choose(book, wanted)
        seen.of = _one(book, "SELECT count(*) FROM chosen")
        for (month,) in book.execute("SELECT DISTINCT month FROM chosen ORDER BY month").fetchall():
            for some in _batches(book, month):
                for kept in ledger.keep_all(some):
                    seen.new += kept.new
                    seen.there += not kept.new
                    seen.claims += kept.claims
                told(seen)
        if not wanted.on_claims and wanted.first is None and wanted.last is None:
            seen.failures = _failures(book, ledger)
    return seen


def _choose(book: duckdb.DuckDBPyConnection, wanted: Wanted) -> None:
    condition, values = wanted.condition()
    days = []
    if wanted.first:
        days.append("published_last >= $first")
        values["first"] = wanted.first
    if wanted.last:
        days.append("published_first <= $last")
        values["last"] = wanted.last
    of_claims = f"n IN (SELECT n FROM claims WHERE {condition})" if wanted.on_claims else "true"
    where = " AND ".join(["status = 'read'", of_claims, *days])
    book.execute(f"CREATE TEMP TABLE chosen AS SELECT n, month FROM reports WHERE {where}", values)


def _batches(book: duckdb.DuckDBPyConnection, month: str) -> Iterator[list[Draft]]:
    """Drafts of a month, in the order of the run, some at a time."""
    numbers = [
        n for (n,) in book.execute("SELECT n FROM chosen WHERE month = ? ORDER BY n", [month]).fetchall()
    ]
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        bound = {"month": month, "first": some[0], "last": some[-1]}
        within = "month = $month AND n BETWEEN $first AND $last AND n IN (SELECT n FROM chosen)"
        reports = _rows(book, f"SELECT * FROM reports WHERE {within} ORDER BY n", bound)
        mentions = _by_report(book, f'SELECT * FROM mentions WHERE {within} ORDER BY n, start, "end"', bound)
        claims = _by_report(book, f"SELECT n, more FROM claims WHERE {within} ORDER BY n, seq", bound)
        yield [_draft(r, mentions.get(r["n"], []), claims.get(r["n"], [])) for r in reports]


def _rows(book: duckdb.DuckDBPyConnection, asked: str, bound: _Row) -> list[_Row]:
    found = book.execute(asked, bound)
    names = [d[0] for d in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _by_report(book: duckdb.DuckDBPyConnection, asked: str, bound: _Row) -> dict[int, list[_Row]]:
    return {n: list(some) for n, some in groupby(_rows(book, asked, bound), key=lambda r: r["n"])}


def _draft(report: _Row, mentions: list[_Row], claims: list[_Row]) -> Draft:
    more = json.loads(report["more"])
    head = {k: report[k] for k in ("id", "title", "publisher", "language", "sha256", "author", "address")}
    same = {k: more[k] for k in ("published_when", "not_body") if k in more}
    told = {
        "report": head | same | {"published": report["published"], "text": report["text"]},
        "reader": report["reader"],
        "entities": more["entities"],
        "mentions": [_mention(m) for m in mentions],
        "claims": [json.loads(c["more"]) for c in claims],
    }
    try:
        return from_interchange(told)
    except ValueProblem as error:
        raise ArchiveError(
            f"report {report['id']} ({report['source']}) of the tables is damaged: {error}"
        ) from error


def _mention(row: _Row) -> _Row:
    plain = {k: row[k] for k in ("start", "end", "text", "kind", "entity")}
    return plain | (json.loads(row["more"]) if row["more"] else {})


def _failures(book: duckdb.DuckDBPyConnection, ledger: Ledger) -> int:
    rows = book.execute("SELECT source, stage, message, kind FROM failures ORDER BY n").fetchall()
    return sum(
        ledger.fail(source, stage=stage, message=message, kind=kind) for source, stage, message, kind in rows
    )


def _one(book: duckdb.DuckDBPyConnection, asked: str) -> int:
    found = book.execute(asked).fetchone()
    return int(found[0]) if found else 0
