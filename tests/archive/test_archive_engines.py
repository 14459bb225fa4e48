"""The same input gives the same bytes, whatever the engine and the number of workers."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

import archive_runs
from sourcebook.archive import engines
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
