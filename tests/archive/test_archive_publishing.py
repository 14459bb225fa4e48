"""Tables of shards become those of the archive, whatever is held in between."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sourcebook.archive import publish
from sourcebook.archive.layout import TABLES, Layout
from sourcebook.archive.schemas import SCHEMAS

MONTHS = ("2024-01", "2024-02", "2024-03")


def shard(layout: Layout, unit: str, first: int) -> None:
    layout.read(unit).mkdir(parents=True)
    for name in TABLES:
        rows = [{"n": first + k, "month": month} for k, month in enumerate(MONTHS * 4)]
        table = pa.Table.from_pylist(rows, schema=SCHEMAS[name])
        pq.write_table(table, layout.read(unit) / f"{name}.parquet")


def published(root: Path) -> dict[str, list[int]]:
    """Numbers of the reports in each month's file of claims."""
    files = sorted((root / "claims").glob("*/*.parquet"))
    return {f.parent.name: pq.ParquetFile(f).read(columns=["n"])["n"].to_pylist() for f in files}


def test_months_are_written_before_all_together_take_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for held in (publish._HELD, 1):
        monkeypatch.setattr(publish, "_HELD", held)
        layout = Layout(tmp_path / str(held))
        for n, unit in enumerate("abc"):
            shard(layout, unit, 100 * n)
        counts = publish.publish(layout, "abc", reader="test/1")
        found.append((counts, published(layout.table("claims").parent)))
    file = tmp_path / "1" / "claims" / "month=2024-01" / "part-0.parquet"

    assert found[0] == found[1]
    assert found[0][0]["claims"] == 36
    assert list(found[0][1]) == [f"month={m}" for m in MONTHS]
    assert pq.ParquetFile(file).num_row_groups == 3
