"""Publishing: the shards' tables become those of the archive, partitioned by month of publication."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sourcebook.archive.layout import TABLES, Layout, put
from sourcebook.archive.rows import NO_MONTH
from sourcebook.archive.schemas import SCHEMAS, marked

_ROWS = 50_000  # of a month that are held before they are written as a group
_BYTES = 64_000_000
_HELD = 256_000_000  # bytes of all months together, so that memory does not grow with the years of an archive


def publish(layout: Layout, units: Sequence[str], *, reader: str) -> dict[str, int]:
    """Write the archive's tables; the same units in the same order give the same bytes.

    Args:
        layout: the archive's.
        units: ids of the units that read, in the order of their shards.
        reader: name and version of the reader.

    Returns:
        Tables to numbers of rows.
    """
    return {name: _table(layout, name, units, reader) for name in TABLES}


def _table(layout: Layout, name: str, units: Sequence[str], reader: str) -> int:
    whole = marked(SCHEMAS[name], reader=reader)
    schema = whole.remove(whole.get_field_index("month"))
    count = 0
    with put(layout.table(name)) as part:
        part.mkdir()
        with ExitStack() as stack:
            months: dict[str, _Month] = {}
            for unit in units:
                rows = pq.read_table(layout.read(unit) / f"{name}.parquet")
                count += rows.num_rows
                for month in sorted(pc.unique(rows["month"]).to_pylist()):
                    if month not in months:
                        months[month] = stack.enter_context(_Month(part / f"month={month}", schema))
                    some = rows.filter(pc.equal(rows["month"], month)).drop_columns(["month"])
                    months[month].add(some)
                while sum(m.bytes for m in months.values()) > _HELD:
                    max(months.values(), key=lambda m: m.bytes).flush()
            if not count:
                stack.enter_context(_Month(part / f"month={NO_MONTH}", schema)).add(schema.empty_table())
    return count


class _Month:
    """The file of one month, written in groups of rows.

    Attributes:
        bytes: of the rows that are held.
    """

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        folder.mkdir(parents=True)
        self._schema = schema
        self._writer = pq.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd")
        self._held: list[pa.Table] = []
        self._rows = self.bytes = 0

    def add(self, rows: pa.Table) -> None:
        """Add rows; they are written once there are enough of them."""
        self._held.append(rows.replace_schema_metadata(self._schema.metadata))
        self._rows += rows.num_rows
        self.bytes += rows.nbytes
        if self._rows >= _ROWS or self.bytes >= _BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            self._writer.write_table(pa.concat_tables(self._held).combine_chunks(), row_group_size=_ROWS)
            self._held = []
            self._rows = self.bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()
        self._writer.close()
