"""How long does an export take, and how much memory? Each format in a process of its own.

    python benchmarks/export_speed.py BOOK [--to csv --to acled ...] [--at-most 100000] [--table incidents]

BOOK is one that `synthetic_book.py` wrote and `sourcebook link` linked. Prints one JSON line a format: how many things
were written, seconds on the clock and of the processor, those of the processor for 100,000 things, the file's size, and
the most memory that the process held (MB) when it was half and wholly done, which are near each other when the export
streams.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sourcebook.export.columns import TABLES
from sourcebook.export.formats import FORMATS
from sourcebook.export.record import Record
from sourcebook.export.target import whole, write_text
from sourcebook.ledger import ClaimQuery, Ledger

FORMS = ("csv", "acled", "ged", "geojson", "parquet", "graphml")
MEASURED = 100_000  # things to which times are scaled


class Enough(Exception):
    """So many things as were wanted are written."""


def memory() -> int:
    """The most memory that this process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one(book: Path, name: str, at_most: int, table: str | None) -> dict[str, object]:
    """Export in one format.

    Args:
        book: the book.
        name: of the format.
        at_most: after how many things it is broken off.
        table: the only table of Parquet that is written; None for all.
    """
    form, held = FORMATS[name], {}
    writer = form.writer()
    if name == "parquet" and table:
        writer.TABLES = {table: TABLES[table]}  # type: ignore[union-attr] # the module's own list

    def counted(count: int) -> None:
        if count == at_most // 2:
            held["half"] = memory()
        if count > at_most:
            raise Enough

    with Ledger.open(book, readonly=True) as ledger, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        record = Record(ledger, ClaimQuery(background=form.background), counted=counted)
        clock, processor = time.perf_counter(), time.process_time()
        size = 0
        try:
            if form.text:
                write_text(measured(writer.lines(record)), out)  # type: ignore[union-attr]
            else:
                with whole(out, folder=form.folder) as part:
                    writer.save(record, part)  # type: ignore[union-attr]
        except Enough:
            pass
        spent = time.process_time() - processor
        size = SIZE["bytes"] if form.text else sum(p.stat().st_size for p in out.glob("*"))
    done = record.count + sum(record.left_out.values())  # with what was read and has no place in the format
    return {
        "format": f"{name}, {table}" if table else name,
        "things": done,
        "seconds": round(time.perf_counter() - clock, 1),
        "processor": round(spent, 1),
        "processor for 100,000": round(spent / max(done, 1) * MEASURED, 1),
        "MB": round(size / 1e6, 1),
        "memory at half, MB": held.get("half"),
        "memory, MB": memory(),
    }


SIZE = {"bytes": 0}


def measured(pieces):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """The same pieces; their size is added up."""
    for piece in pieces:
        SIZE["bytes"] += len(piece.encode())
        yield piece


def main() -> None:
    """Export, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path)
    parser.add_argument("--to", action="append", choices=FORMS)
    parser.add_argument("--at-most", type=int, default=MEASURED)
    parser.add_argument("--table", choices=TABLES, help="of Parquet write this table alone")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.book.exists():
        parser.error(f"there is no {asked.book}; make it with benchmarks/synthetic_book.py")
    for name in asked.to or FORMS:
        if asked.here:
            print(json.dumps(one(asked.book, name, asked.at_most, asked.table)))
        else:
            again = (str(asked.book), "--to", name, "--at-most", str(asked.at_most), "--here")
            more = ("--table", asked.table) if asked.table else ()
            subprocess.run((sys.executable, __file__, *again, *more), check=True)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
