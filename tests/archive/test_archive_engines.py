"""The same input gives the same bytes, whatever the engine and the number of workers."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import archive_runs
from sourcebook.archive import engines
from sourcebook.archive.engines import daft_
from sourcebook.archive.guard import Bounds
from sourcebook.archive.layout import Layout, write_json
from sourcebook.archive.work import Done, Unit
from sourcebook.errors import ArchiveError
from sourcebook.samples import sample_paths

needs_daft = pytest.mark.skipif(not find_spec("daft"), reason="daft is not installed")
needs_ray = pytest.mark.skipif(
    not (find_spec("daft") and find_spec("ray")), reason="ray or daft is not installed"
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("engines") / "reports.jsonl"
    texts = [archive_runs.text_of(n % 17) for n in range(20)]
    path.write_text(archive_runs.lines([*texts, "RAISEERROR in this one."]))
    return path


@pytest.fixture(scope="module")
def alone(source: Path) -> dict[str, bytes]:
    """The tables of one worker."""
    return made(source, source.with_name("alone"), "--workers", "1")


def made(source: Path, out: Path, *how: str, **env: str) -> dict[str, bytes]:
    words = ("read", source, "--out", out, "--shard", "5", *how)
    told = archive_runs.told(archive_runs.run(*words, env=archive_runs.environment(**env)))
    assert (told["read"], told["copies"], told["failed"]) == (17, 3, 1)
    return archive_runs.tables(out)


@needs_daft
def test_daft_gives_the_bytes_of_one_worker(source: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    assert made(source, tmp_path / "out", "--engine", "daft", "--workers", "2") == alone


@needs_ray
def test_a_cluster_of_two_nodes_gives_the_bytes_of_one_worker(
    source: Path, alone: dict[str, bytes], cluster: str, tmp_path: Path
) -> None:
    assert made(source, tmp_path / "out", "--engine", "ray", "--workers", "2", RAY_ADDRESS=cluster) == alone


def test_the_reader_itself_gives_two_workers_the_bytes_of_one(tmp_path: Path) -> None:
    """With models and all: the other tests of archives have a stand-in for a reader."""
    words = ("read", *sample_paths()[:4], "--shard", "2")
    env = dict(os.environ)
    archive_runs.told(archive_runs.run(*words, "--out", tmp_path / "1", "--workers", "1", env=env))
    archive_runs.told(archive_runs.run(*words, "--out", tmp_path / "2", "--workers", "2", env=env))
    assert archive_runs.tables(tmp_path / "1") == archive_runs.tables(tmp_path / "2")
    assert archive_runs.rows(tmp_path / "1", "claims")


def test_an_engine_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(
        ArchiveError, match=r"needs daft, ray; install with pip install 'sourcebook\[archive-ray\]'"
    ):
        engines.engine("ray")


def units(many: int) -> list[Unit]:
    return [Unit(id=f"u{n}", count=1, job={}) for n in range(many)]


def breaking_off(
    monkeypatch: pytest.MonkeyPatch, *, after: int, marks: Path | None = None
) -> list[list[str]]:
    """An engine that breaks off after so many units, the next of which is done but not told; what it was given."""
    given: list[list[str]] = []

    def once(some: list[Unit], root: Path, bounds: Bounds, workers: int) -> Iterator[Done]:
        del root, bounds, workers
        given.append([u.id for u in some])
        for unit in some[:after]:
            yield Done(unit=unit.id, told={})
        if len(some) > after and marks is not None:
            write_json(Layout(marks).done(some[after].id), {"read": 1})
        if len(some) > after:
            raise RuntimeError("a process of the engine was killed")

    monkeypatch.setattr(daft_, "_once", once)
    return given


def test_what_a_killed_process_of_the_engine_leaves_is_done_again_and_only_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = breaking_off(monkeypatch, after=2, marks=tmp_path)
    done = [d.unit for d in daft_.rows_done(units(5), tmp_path, Bounds(), 2, list)]
    assert done == ["u0", "u1", "u2", "u3", "u4"]
    assert given == [["u0", "u1", "u2", "u3", "u4"], ["u3", "u4"]]


def test_an_engine_that_does_nothing_three_times_in_a_row_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = breaking_off(monkeypatch, after=0)
    with pytest.raises(ArchiveError, match=r"broke off 3 times.*a process of the engine was killed"):
        list(daft_.rows_done(units(2), tmp_path, Bounds(), 2, list))
    assert len(given) == 3
