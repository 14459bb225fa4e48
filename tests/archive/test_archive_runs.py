"""A run accounts for everything, finds copies wherever they lie, and never writes over what is not its own."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import archive_runs
from sourcebook.archive import run
from sourcebook.archive.asking import Asked
from sourcebook.archive.layout import FORM, TABLES, Layout
from sourcebook.archive.planning import planned
from sourcebook.archive.run import How, read_archive, status
from sourcebook.cli import main
from sourcebook.errors import ArchiveError


@pytest.fixture(scope="module", autouse=True)
def standin() -> Iterator[None]:
    """Workers read with the stand-in."""
    with pytest.MonkeyPatch.context() as patch:
        for key, value in archive_runs.environment().items():
            patch.setenv(key, value)
        yield


def line(text: str, day: str | None = None) -> str:
    return json.dumps({"text": text, "published": day}) + "\n"


LONG = " ".join(f"word{n}" for n in range(200))
FEED = "".join(
    f"<item><title>T{n}</title><description>{archive_runs.text_of(100 + n)}</description></item>"
    for n in range(3)
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sources of all kinds of outcome: two shards of lines with copies, a feed of three, and an empty file."""
    folder = tmp_path_factory.mktemp("runs")
    here = folder / "source"
    here.mkdir()
    (here / "a.jsonl").write_text(
        line(LONG + " second", "2024-12-09")
        + line(archive_runs.text_of(1), "2024-11-30")
        + line(LONG + " third", "2024-12-10")
        + "no JSON\n"
        + line("RAISEERROR here")
        + line(LONG + " first", "2024-12-08")
        + line(archive_runs.text_of(2))
    )
    (here / "b.xml").write_text(f'<rss version="2.0"><channel><title>C</title>{FEED}</channel></rss>')
    (here / "c.txt").write_text("")
    return here


def asked(source: Path, **more: Any) -> Asked:
    return replace(Asked(sources=(str(source),), shard=5), **more)


@pytest.fixture(scope="module")
def out(source: Path) -> Path:
    root = source.with_name("out")
    read_archive(root, asked(source))
    return root


@pytest.fixture(scope="module")
def told(out: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((out / "report.json").read_text())
    return said


def test_every_input_is_accounted_for(out: Path, told: dict[str, Any]) -> None:
    assert (told["items"], told["read"], told["copies"], told["failed"]) == (9, 6, 2, 3)
    numbers = {r["n"] for name in ("reports", "failures") for r in archive_runs.rows(out, name)}
    assert {n // 4096 for n in numbers} == set(range(9))  # each item is in a table
    assert len(numbers) == told["read"] + told["copies"] + told["failed"]


def test_failures_tell_where_and_in_which_stage(out: Path, source: Path) -> None:
    failures = archive_runs.rows(out, "failures")
    assert failures[0]["source"] == f"{source}/a.jsonl:4"
    assert failures[1]["stage"] == "read"
    assert "asked to fail" in failures[1]["message"]


def test_copies_are_found_within_and_across_shards_and_the_first_published_is_read(out: Path) -> None:
    reports = {r["n"] // 4096: r for r in archive_runs.rows(out, "reports")}
    assert [reports[n]["status"] for n in (0, 2, 5)] == ["copy", "copy", "read"]
    assert [reports[n]["copy_of"] for n in (0, 2, 5)] == [reports[5]["id"]] * 2 + [None]


def test_reports_lie_under_the_month_of_their_publication(out: Path) -> None:
    assert sorted(p.name for p in (out / "reports").iterdir()) == [
        "month=2024-11",
        "month=2024-12",
        "month=none",
    ]


def test_the_columns_of_files_name_the_release_and_the_reader(out: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = pq.read_schema(out / "claims" / "month=none" / "part-0.parquet").metadata
    assert found[b"sourcebook.schema"] == str(FORM).encode()
    assert {b"sourcebook.version", b"sourcebook.reader"} <= set(found)


def test_the_same_again_does_nothing_again(out: Path, source: Path, told: dict[str, Any]) -> None:
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    assert read_archive(out, asked(source)) == told
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()} == before


def test_copies_are_read_where_they_are_to_be_kept(source: Path, tmp_path: Path) -> None:
    told = read_archive(tmp_path / "out", asked(source, keep_copies=True))
    assert (told["read"], told["copies"], told["failed"]) == (8, 0, 3)


def test_status_tells_how_far_a_run_is(out: Path, told: dict[str, Any]) -> None:
    assert status(out).items() >= {"step": "over", "read": told["read"]}.items()


def test_work_that_is_lost_is_done_again_and_only_that(
    out: Path, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(run, "publish", stopped)
        with pytest.raises(ArchiveError, match="asked to stop"):
            read_archive(layout.root, asked(source))
    marks = sorted(layout.done("x").parent.iterdir(), key=lambda p: p.stat().st_mtime_ns)
    marks[-1].unlink()
    others = {p: p.stat().st_mtime_ns for p in marks[:-1]}
    assert status(layout.root)["shards_read"] == len(planned(layout).shards) - 1
    monkeypatch.setattr(run, "discard", lambda _: None)
    read_archive(layout.root, asked(source))
    assert archive_runs.tables(layout.root) == archive_runs.tables(out)
    assert {p: p.stat().st_mtime_ns for p in marks[:-1]} == others


def stopped(*_: object, **__: object) -> None:
    raise ArchiveError("asked to stop")


def test_of_a_run_that_is_over_only_the_tables_and_what_is_told_of_it_remain(out: Path) -> None:
    assert {p.name for p in out.iterdir()} == {*TABLES, "run.json", "report.json", "metrics.jsonl"}


def test_what_a_crash_left_of_the_work_folder_is_taken_away(
    source: Path, out: Path, told: dict[str, Any]
) -> None:
    (out / ".work.1.part" / "done").mkdir(parents=True)
    assert read_archive(out, asked(source)) == told
    assert not (out / ".work.1.part").exists()


def refused(root: Path, wanted: Asked, match: str, how: How | None = None) -> None:
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} if root.is_dir() else {}
    with pytest.raises(ArchiveError, match=match):
        read_archive(root, wanted, how or How())
    after = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} if root.is_dir() else {}
    assert after == before


def test_the_folder_of_another_run_is_left_alone(out: Path, source: Path) -> None:
    refused(out, asked(source, shard=6), r"holds another run \(its shard differ.*name a new folder")


def test_a_folder_of_something_else_is_left_alone(source: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    refused(tmp_path, asked(source), "no archive; name a new folder")


def test_a_folder_of_a_newer_release_is_left_alone(source: Path, tmp_path: Path) -> None:
    newer = {"sources": [str(source)], "form": FORM + 1, "version": "99.0", "unheard": "of"}
    (tmp_path / "run.json").write_text(json.dumps(newer))
    refused(tmp_path, asked(source), r"newer release \(99\.0\); update sourcebook")
    with pytest.raises(ArchiveError, match="newer release"):
        status(tmp_path)


@pytest.mark.parametrize("data", ["{", "[]", "{}", '{"form": 1, "sources": ["a"], "unheard": 1}'])
def test_a_damaged_folder_is_left_alone(data: str, source: Path, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(data)
    refused(tmp_path, asked(source), "damaged.*name a new folder")


def test_no_archive_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is no archive; make one with"):
        status(tmp_path)


def test_a_source_that_is_not_there_leaves_no_folder(tmp_path: Path) -> None:
    refused(tmp_path / "out", asked(tmp_path / "none"), "no such file or folder")
    assert not (tmp_path / "out").exists()


def test_an_engine_that_is_not_there_leaves_no_folder(source: Path, tmp_path: Path) -> None:
    refused(tmp_path / "out", asked(source), "no engine 'abacus'; there are", How(engine="abacus"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("size", [0, 10_001])
def test_a_shard_has_neither_no_items_nor_too_many(size: int, source: Path, tmp_path: Path) -> None:
    refused(tmp_path / "out", asked(source, shard=size), "give 1 to 10,000")


def test_a_table_that_lacks_a_column_stops_the_run_and_the_folder_may_be_used_again(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    pq.write_table(pa.table({"body": [LONG]}), tmp_path / "a.parquet")
    with pytest.raises(ArchiveError, match="--column text=NAME"):
        read_archive(tmp_path / "out", asked(tmp_path / "a.parquet"))
    again = asked(tmp_path / "a.parquet", columns={"text": "body"})
    assert read_archive(tmp_path / "out", again)["read"] == 1


def said(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["archive", "read", *map(str, words)])


def test_reports_without_a_day_are_counted_and_it_is_said_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(LONG) + line(archive_runs.text_of(1), "2024-12-08"))
    done = said(tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert json.loads(done.stdout)["undated"] == 1
    assert "1 reports have no day of publication" in done.stderr
    assert "--column published=NAME" in done.stderr


def test_where_every_report_has_a_day_nothing_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(archive_runs.text_of(1), "2024-12-08"))
    done = said(tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert json.loads(done.stdout)["undated"] == 0
    assert "day of publication" not in done.stderr


@pytest.mark.parametrize("column", ["body", "body=text", "text=", "=text"])
def test_a_column_for_no_field_is_refused_with_the_fields_that_there_are(column: str, tmp_path: Path) -> None:
    done = said(tmp_path, "--out", tmp_path / "out", "--column", column)
    assert "give it as FIELD=NAME, FIELD one of text, title, published" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()
