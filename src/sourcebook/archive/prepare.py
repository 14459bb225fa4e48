"""Preparing a shard: items become reports, with the numbers by which copies find one another."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from sourcebook.archive.items import Item, reports_of, unpack
from sourcebook.archive.layout import put
from sourcebook.archive.minhash import bands, minima
from sourcebook.archive.schemas import PREPARED, marked
from sourcebook.archive.trouble import Care
from sourcebook.intake import Failure, Limits
from sourcebook.model.text import Report

VERSION = "prepare/1"
"""Rises whenever the same item could give another report."""
PARTS = 4096
"""Reports that one item may give: the entries of a feed; further ones fail."""
_REPORT = TypeAdapter(Report)
_Row = dict[str, Any]


def prepare(items: Path, out: Path, *, first: int, care: Care, at: Callable[[int], None]) -> dict[str, Any]:
    """Make a shard's items into reports.

    Args:
        items: the packed shard.
        out: the table to write.
        first: number of its first item among all of the run.
        care: what is to be heeded of items that broke a worker.
        at: is called with each item's number within the shard before it is looked at.

    Returns:
        How many reports and failures there are.
    """
    rows = []
    for number, item in enumerate(unpack(items)):
        if care.passes(number):
            continue
        at(number)
        rows += list(_made(number, item, (first + number) * PARTS, care))
    with put(out) as part:
        table = pa.Table.from_pylist(rows, schema=marked(PREPARED, reader=VERSION))
        pq.write_table(table, part, compression="zstd")
    failed = sum(r["failure"] is not None for r in rows)
    return {"reports": len(rows) - failed, "failed": failed}


def _made(number: int, item: Item, n: int, care: Care) -> Iterator[_Row]:
    if number in care.apart:
        yield from pq.read_table(care.apart[number]).to_pylist()
    else:
        yield from _rows(item, n, [set_aside(item.source)] if number in care.aside else _found(item))


def _found(item: Item) -> Iterator[Report | Failure]:
    """The reports of an item; whatever goes wrong with it is a failure.

    Raises:
        MemoryError: there was none left; another try in a new process may fare better.
    """
    try:
        yield from reports_of(item, Limits())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad item must not stop an archive: it becomes a failure
        yield Failure(
            source=item.source, message=f"{type(error).__name__}: {error}", kind=type(error).__name__
        )


def warm() -> None:
    """Load what preparing needs, so that no report's time is counted for it."""
    words = "Rebels shelled the city of Aleppo on Monday and killed two of its people. " * 10
    line = json.dumps({"text": words, "published": "2024-12-08"})
    item = Item(source="-", kind="line", data=line.encode("utf-8"))
    list(_rows(item, 0, _found(item)))


def set_aside(source: str) -> Failure:
    """What is said of a report that broke a worker that read it alone."""
    said = "set aside: read alone, it killed its worker, or took longer or more memory than a report may"
    return Failure(source=source, stage="limits", message=said, kind="SetAside")


def _rows(item: Item, n: int, found: "Iterator[Report | Failure] | list[Failure]") -> Iterator[_Row]:
    for part, one in enumerate(found):
        if part == PARTS:
            said = f"more than {PARTS:,} reports in one file; split it"
            yield _failed(n + PARTS - 1, Failure(source=item.source, message=said, kind="TooLarge"))
            return
        yield _failed(n + part, one) if isinstance(one, Failure) else _row(n + part, item.source, one)


def _failed(n: int, failure: Failure) -> _Row:
    said = json.dumps(asdict(failure), ensure_ascii=False, sort_keys=True)
    return dict.fromkeys(PREPARED.names) | {"n": n, "source": failure.source, "failure": said}


def _row(n: int, source: str, report: Report) -> _Row:
    least = minima(report.text)
    day = report.published.first if report.published else None
    return {
        "n": n,
        "source": source,
        "report": _REPORT.dump_json(report).decode("utf-8"),
        "failure": None,
        "id": report.id,
        "day": day.isoformat() if day else None,
        "minima": least.tobytes(),
        "bands": bands(least),
    }


def report_of(text: str) -> Report:
    """A report from what `prepare` put down."""
    return _REPORT.validate_json(text)
