import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from hostile import NAMES, named_book
from sample_book import sample_book
from sourcebook.errors import CannotWrite
from sourcebook.export import parquet
from sourcebook.export.columns import TABLES
from sourcebook.export.record import Record
from sourcebook.export.target import whole
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.story.book import Story

DOCS = Path(__file__).parents[2].joinpath("docs", "exports.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("samples"))) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def folder(samples: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "tables"
    with whole(out, folder=True) as part:
        parquet.save(Record(samples), part)
    return out


def test_every_table_has_its_columns_and_as_many_rows_as_the_book(folder: Path, samples: Ledger) -> None:
    rows = {p.stem: pq.ParquetFile(p).metadata.num_rows for p in folder.iterdir()}

    assert {p.stem: pq.read_schema(p).names for p in folder.iterdir()} == {
        t: list(c) for t, c in TABLES.items()
    }
    assert rows["claims"] == len(list(samples.claims(ClaimQuery(background=True))))
    assert rows["incidents"] == len(Story(samples).incidents())
    assert rows["reports"] == len(list(samples.sources()))
    assert min(rows.values()) > 0


def test_every_file_says_which_reader_and_schema_it_is_from(folder: Path, samples: Ledger) -> None:
    for path in folder.iterdir():
        about = pq.read_schema(path).metadata
        assert json.loads(about[b"sourcebook.readers"]) == sorted({s.reader for s in samples.sources()})
        assert int(about[b"sourcebook.schema"]) == parquet.SCHEMA_VERSION


def test_duckdb_joins_incidents_with_their_claims(folder: Path) -> None:
    example = DOCS.split("```sql\n")[1].split("```")[0]
    told = duckdb.connect().execute(example.replace("tables/", f"{folder}/")).df()

    assert list(told.columns) == ["id", "type", "publisher", "quote"]
    assert len(told) > 0
    assert told["quote"].notna().all()


def test_pandas_reads_days_and_lists(folder: Path) -> None:
    read = pd.read_parquet(folder / "incidents.parquet")

    assert isinstance(read["first"].dropna().iloc[0], date)
    assert read["claims"].map(len).min() >= 1
    assert set(read["status"]) <= {"candidate", "accepted", "corrected"}


def test_every_actor_and_place_named_has_its_row(folder: Path) -> None:
    incidents, actors, places = (
        pd.read_parquet(folder / f"{table}.parquet") for table in ("incidents", "actors", "places")
    )

    ids = set(actors["id"]) | set(places["id"])
    assert {i for row in (*incidents["doer_ids"], *incidents["target_ids"]) for i in row} <= ids
    assert set(incidents["place_id"].dropna()) <= set(places["id"])


def test_hostile_names_come_back_whole(tmp_path: Path) -> None:
    with Ledger.open(named_book(tmp_path)) as ledger:
        parquet.save(Record(ledger), tmp_path / "tables")

    assert set(NAMES) <= set(pd.read_parquet(tmp_path / "tables" / "actors.parquet")["name"])
    assert set(pd.read_parquet(tmp_path / "tables" / "incidents.parquet")["place"]) == set(NAMES)


def test_a_broken_off_export_leaves_no_folder(samples: Ledger, tmp_path: Path) -> None:
    def stop(count: int) -> None:
        if count > 5:
            raise OSError(28, "No space left on device")

    out = tmp_path / "tables"
    with pytest.raises(CannotWrite, match="No space left"), whole(out, folder=True) as part:
        parquet.save(Record(samples, counted=stop), part)

    assert list(tmp_path.iterdir()) == []
