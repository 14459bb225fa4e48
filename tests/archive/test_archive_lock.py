"""Two runs never work in one folder at a time, and one that was killed leaves no lock behind."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_runs
from sourcebook.archive.layout import Layout
from sourcebook.archive.lock import alone
from sourcebook.errors import ArchiveError

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="has no locks on files that end with a process"
)
_HOLDS = """
import sys, time
from pathlib import Path
from sourcebook.archive.layout import Layout
from sourcebook.archive.lock import alone
with alone(Layout(Path(sys.argv[1])), "abacus"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that works in the folder."""
    words = [sys.executable, "-c", _HOLDS, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_who_comes_second_is_told_who_is_there_and_writes_nothing(
    tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    (tmp_path.parent / "reports.jsonl").write_text(archive_runs.lines(["Rebels shelled Aleppo."]))
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    done = archive_runs.run("read", tmp_path.parent / "reports.jsonl", "--out", tmp_path)
    words = f"is being worked on by process {holder.pid} of "
    assert done.returncode == 1
    assert words in done.stderr.replace("\n", " ")
    assert "engine abacus" in done.stderr.replace("\n", " ")
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_lock_is_gone_with_the_process_that_is_killed(
    tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(ArchiveError, match="worked on by process"), alone(Layout(tmp_path), "local"):
        pass
    holder.kill()
    holder.wait()
    with alone(Layout(tmp_path), "local"):
        told = json.loads((tmp_path / "run.lock").read_text())
    assert told["engine"] == "local"
    assert not (tmp_path / "run.lock").exists()


def test_a_lock_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "new")
    with pytest.raises(RuntimeError), alone(layout, "local"):
        raise RuntimeError
    with alone(layout, "local"):
        assert layout.lock.exists()


def test_a_lock_that_is_taken_away_by_its_holder_in_between_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One opens the file, its holder takes it away and ends: it can be locked now, but nobody finds it by its name."""
    from sourcebook.archive import lock  # noqa: PLC0415 - only here the module itself

    real, calls = lock._lock, []

    def late(stream: object) -> None:
        calls.append(stream)
        if len(calls) == 1:
            (tmp_path / "run.lock").unlink()
        real(stream)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_lock", late)
    with alone(Layout(tmp_path), "local"):
        assert (tmp_path / "run.lock").exists()
    assert len(calls) == 2
