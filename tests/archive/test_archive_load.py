"""An archive's tables go into a book and are asked as they are."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.archive.chosen import Wanted
from sourcebook.archive.layout import FORM, TABLES
from sourcebook.archive.load import load
from sourcebook.archive.query import VIEWS, query
from sourcebook.archive.run import Asked, read_archive
from sourcebook.archive.schemas import SCHEMAS
from sourcebook.cli import main
from sourcebook.errors import ArchiveError
from sourcebook.intake import Failure, reports
from sourcebook.ledger import Ledger
from sourcebook.samples import sample_paths
from sourcebook.story.keeping import add


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("archive") / "out"
    paths = [str(p) for p in sample_paths() if p.suffix in {".txt", ".jsonl"}]
    read_archive(root, Asked(sources=tuple(paths), shard=5))
    return root


def test_a_loaded_archive_is_the_book_that_adding_makes(archive: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "loaded.sourcebook") as loaded:
        done = load(archive, loaded)
        told = {e.claim.id: (e.claim, e.words, e.source.label) for e in loaded.claims()}
    with Ledger.open(tmp_path / "added.sourcebook") as added:
        for path in (p for p in sample_paths() if p.suffix in {".txt", ".jsonl"}):
            for item in reports([str(path)]):
                assert not isinstance(item, Failure)
                add(added, item)
        expected = {e.claim.id: (e.claim, e.words, e.source.label) for e in added.claims()}

    assert done.new == done.of > 10
    assert told == expected


def test_loading_again_changes_nothing(archive: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as book:
        first, again = load(archive, book), load(archive, book)

    assert (again.new, again.claims, again.there) == (0, 0, first.new)


def test_only_reports_that_are_wanted_are_loaded(archive: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as book:
        done = load(archive, book, Wanted(actor="Israel", type="ASSAULT"))
        reports_in = {s.id for s in book.sources()}
        deeds = {e.claim.report for e in book.claims() if "israel" in str(e.claim.fact).lower()}

    assert 0 < done.new < 12
    assert reports_in <= deeds


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(archive: Path, view: str) -> None:
    columns, rows = query(archive, f"SELECT * FROM {view}")
    found = list(rows)

    assert found
    assert all(len(row) == len(columns) for row in found)


def test_counts_by_month_count_events(archive: Path) -> None:
    asked = (
        "SELECT (SELECT sum(claims) FROM counts_by_month), (SELECT count(*) FROM events WHERE first IS NOT NULL "
        "AND date_trunc('month', first) = date_trunc('month', last))"
    )
    (row,) = query(archive, asked)[1]

    assert row[0] == row[1] > 10


@pytest.mark.parametrize(
    "asked",
    [
        "COPY claims TO 'stolen.csv'",
        "DROP VIEW claims",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM nowhere",
        "SET enable_external_access = true",
    ],
)
def test_a_question_that_does_more_than_ask_is_refused(archive: Path, asked: str) -> None:
    with pytest.raises(ArchiveError):
        query(archive, asked)


def test_tables_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="has no table reports"):
        query(tmp_path, "SELECT 1")


def test_tables_of_a_run_that_is_not_over_say_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(ArchiveError, match="go on with `sourcebook archive resume`"):
        query(tmp_path, "SELECT 1")


def test_tables_of_a_newer_release_are_refused(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    for name in TABLES:
        schema = SCHEMAS[name].with_metadata({"sourcebook.schema": str(FORM + 1)})
        (tmp_path / name / "month=none").mkdir(parents=True)
        pq.write_table(
            pa.table({n: [] for n in schema.names}, schema), tmp_path / name / "month=none" / "a.parquet"
        )
    with pytest.raises(ArchiveError, match="newer release; update sourcebook"):
        query(tmp_path, "SELECT 1")


def test_rows_come_as_csv_for_spreadsheets(archive: Path) -> None:
    asked = "SELECT '=1+1' AS cell, 3 AS number, ['a', 'b'] AS several"
    done = CliRunner().invoke(main, ["archive", "query", str(archive), asked, "--format", "csv"])

    assert done.stdout.splitlines() == ["cell,number,several", "'=1+1,3,a; b"]
