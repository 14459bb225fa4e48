"""A book's tables as Parquet files in a folder, for pandas, R, DuckDB and Spark; written a row group at a time."""

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sourcebook import __version__
from sourcebook.export.columns import DAY, FLAG, NUMBER, TABLES, TEXT, TEXTS, WHOLE, Rows
from sourcebook.export.record import Record
from sourcebook.ledger.batches import batched

GROUP = 5000  # rows
SCHEMA_VERSION = 1
"""Rises when a column changes its name, kind or meaning."""
_KINDS = {
    TEXT: pa.string(),
    TEXTS: pa.list_(pa.string()),
    WHOLE: pa.int64(),
    NUMBER: pa.float64(),
    DAY: pa.date32(),
    FLAG: pa.bool_(),
}


def save(record: Record, out: Path) -> None:
    """Write one file a table into a new folder.

    Args:
        record: what is exported.
        out: the folder; nothing lies there yet.
    """
    out.mkdir()
    rows, about = Rows(record), _about(record)
    for table, columns in TABLES.items():
        schema = pa.schema([(name, _KINDS[kind]) for name, kind in columns.items()], metadata=about)
        with pq.ParquetWriter(out / f"{table}.parquet", schema, compression="zstd") as writer:
            for some in batched(rows.of(table), GROUP):
                writer.write_table(pa.Table.from_pylist(some, schema=schema))


def _about(record: Record) -> Mapping[str, str]:
    """What every file says of itself."""
    readers = sorted({source.reader for source in record.sources()})
    about = {
        "sourcebook.version": __version__,
        "sourcebook.schema": str(SCHEMA_VERSION),
        "sourcebook.readers": json.dumps(readers),
    }
    return about | ({"sourcebook.as_of": record.as_of.isoformat()} if record.as_of else {})
