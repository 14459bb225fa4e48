"""The one pure function: a shard of prepared reports to tables. Where it runs is not its business."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sourcebook.archive.layout import TABLES, put
from sourcebook.archive.prepare import report_of, set_aside
from sourcebook.archive.rows import NO_MONTH, Row, draft_rows, report_row
from sourcebook.archive.schemas import SCHEMAS, marked
from sourcebook.archive.trouble import Care
from sourcebook.intake import Failure
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.story.keeping import drafted, reader

_REFUSED = "allocat"  # in what libraries say that were refused memory: "bad allocation", "failed to allocate"
_FAILED = ("source", "stage", "kind", "message")


def read_shard(
    prepared: Path,
    out: Path,
    *,
    copies: Mapping[int, str],
    project: Path | None,
    care: Care,
    at: Callable[[int], None],
) -> dict[str, Any]:
    """Read a shard's reports and write its four tables; the same input gives the same bytes.

    Args:
        prepared: what `prepare` wrote.
        out: the folder to write.
        copies: numbers of reports that are not read to the ids of those that they are copies of.
        project: folder with the user's own knowledge, or None.
        care: what is to be heeded of reports that broke a worker.
        at: is called with each report's place within the shard before it is read.

    Returns:
        How many reports were read, are copies, failed, have no day of publication, and how many claims and characters
        they hold.
    """
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    characters = 0
    for place, row in enumerate(pq.read_table(prepared).to_pylist()):
        if care.passes(place):
            continue
        at(place)
        for name, some in _made(place, row, copies, project, care).items():
            tables[name] += some
        characters += len(row["report"] or "")
    _write(tables, out, project)
    return _counts(tables) | {"characters": characters}


def _write(tables: Mapping[str, list[Row]], out: Path, project: Path | None) -> None:
    with put(out) as part:
        part.mkdir()
        for name in TABLES:
            table = pa.Table.from_pylist(tables[name], schema=marked(SCHEMAS[name], reader=reader(project)))
            pq.write_table(table, part / f"{name}.parquet", compression="zstd")


def _counts(tables: Mapping[str, list[Row]]) -> dict[str, int]:
    reports = tables["reports"]
    statuses = [r["status"] for r in reports]
    return {
        "read": statuses.count("read"),
        "copies": statuses.count("copy"),
        "failed": len(tables["failures"]),
        "claims": len(tables["claims"]),
        "undated": sum(r["published_first"] is None and r["published_last"] is None for r in reports),
    }


def _made(
    place: int, row: Row, copies: Mapping[int, str], project: Path | None, care: Care
) -> dict[str, list[Row]]:
    if place in care.apart:
        there = care.apart[place]
        return {name: pq.read_table(there / f"{name}.parquet").to_pylist() for name in TABLES}
    return _rows(row, copies, project, aside=place in care.aside)


def _rows(row: Row, copies: Mapping[int, str], project: Path | None, *, aside: bool) -> dict[str, list[Row]]:
    n, source = row["n"], row["source"]
    if row["failure"] is not None:
        told = json.loads(row["failure"])
        return {"failures": [{"n": n, "month": NO_MONTH} | {k: told[k] for k in _FAILED}]}
    report = report_of(row["report"])
    if n in copies:
        return {"reports": [report_row(n, source, report) | {"status": "copy", "copy_of": copies[n]}]}
    draft = set_aside(source) if aside else _drafted(report, project)
    if isinstance(draft, Failure):
        failed = {"n": n, "month": NO_MONTH, "source": source}
        status = report_row(n, source, report) | {"status": "failed"}
        return {"reports": [status], "failures": [failed | {k: getattr(draft, k) for k in _FAILED[1:]}]}
    return draft_rows(n, source, draft)


def _drafted(report: Report, project: Path | None) -> Draft | Failure:
    """What the reader makes of a report.

    Raises:
        MemoryError: there was none left; another try in a new process may fare better.
    """
    draft = drafted(report, project)
    if isinstance(draft, Failure) and (draft.kind.endswith("MemoryError") or _REFUSED in draft.message):
        raise MemoryError(draft.message)
    return draft


def warm(project: Path | None) -> None:
    """Load what the reader needs, so that no report's time is counted for it.

    Args:
        project: folder with the user's own knowledge, or None.
    """
    _drafted(Report(text="Rebels shelled Aleppo on Monday, killing two."), project)
