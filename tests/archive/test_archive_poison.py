"""A report that harms a worker that reads it alone is set aside; the others are read as if it were not there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import archive_runs
from sourcebook.archive.guard import Bounds, Guard
from sourcebook.archive.layout import TABLES
from sourcebook.errors import ArchiveError

HARMS = {2: "LOOPFOREVER", 6: "EATMEMORY", 11: "KILLPROCESS"}
PASSING = {1: "DIEFOURTIMES", 4: "BREAKONCE", 8: "DIEONCE"}
"""What is done to workers but not by their reports, as far as can be told."""


LIMITS = ("--report-seconds", "10", "--report-memory", "1", "--workers", "2", "--shard", "5")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive some of whose reports do harm, always or now and then."""
    folder = tmp_path_factory.mktemp("poison")
    texts = [archive_runs.text_of(n) for n in range(12)]
    for place, harm in (HARMS | PASSING).items():
        texts[place] += f" {harm}"
    env = archive_runs.environment(STANDIN_SEEN=str(folder / "seen"))
    (folder / "reports.jsonl").write_text(archive_runs.lines(texts))
    archive_runs.told(
        archive_runs.run("read", folder / "reports.jsonl", "--out", folder / "out", *LIMITS, env=env)
    )
    return folder / "out"


def test_reports_that_loop_eat_memory_or_kill_their_process_are_set_aside(out: Path) -> None:
    failures = archive_runs.rows(out, "failures")
    assert [(f["n"] // 4096, f["stage"], f["kind"]) for f in failures] == [
        (2, "limits", "SetAside"),
        (6, "limits", "SetAside"),
        (11, "limits", "SetAside"),
    ]


def test_the_others_are_read_also_those_whose_workers_were_killed_from_outside(out: Path) -> None:
    statuses = [r["status"] for r in archive_runs.rows(out, "reports")]
    assert [n for n, status in enumerate(statuses) if status == "read"] == [0, 1, 3, 4, 5, 7, 8, 9, 10]


def test_the_run_says_how_many_were_set_aside(out: Path) -> None:
    assert json.loads((out / "report.json").read_text())["aside"] == 3


def test_what_happened_to_workers_from_outside_leaves_no_trace_in_the_tables(out: Path) -> None:
    """The same again, when what happened once happens no more."""
    again = out.with_name("again")
    env = archive_runs.environment(STANDIN_SEEN=str(out.with_name("seen")))
    words = ("read", out.with_name("reports.jsonl"), "--out", again, *LIMITS)
    archive_runs.told(archive_runs.run(*words, env=env))
    assert archive_runs.tables(again) == archive_runs.tables(out)


def job(folder: Path, **more: Any) -> dict[str, Any]:
    return {"do": "prepare", "from": str(folder / "none"), "to": str(folder / "to"), "first": 0, **more}


def test_a_job_that_cannot_be_done_is_told_and_the_worker_lives_on(tmp_path: Path) -> None:
    with Guard(Bounds(seconds=30)) as guard:
        for _ in range(2):
            with pytest.raises(ArchiveError, match="No such file"):
                guard.do(job(tmp_path))


def test_a_worker_that_dies_before_it_begins_is_not_started_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with Guard() as guard, pytest.raises(ArchiveError, match="died five times before"):
        guard.do(job(tmp_path))


def test_a_worker_ends_when_whoever_gave_it_jobs_is_gone() -> None:
    words = [sys.executable, "-m", "sourcebook.archive.child"]
    done = subprocess.run(
        words, env=archive_runs.environment(), stdin=subprocess.DEVNULL, check=False, timeout=60
    )
    assert done.returncode == 0


def may_mount() -> bool:
    """Whether a small disk can be made in memory here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A folder on a disk that is soon full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = may_mount() and not mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk))
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def mount(*words: str) -> int:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode


def test_a_full_disk_stops_the_run_with_what_to_do_and_with_room_it_goes_on(
    tmp_path: Path, small_disk: Path
) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text(archive_runs.lines([archive_runs.text_of(n) for n in range(30)]))
    words = ("--shard", "5", "--workers", "2")
    archive_runs.told(archive_runs.run("read", source, "--out", tmp_path / "whole", *words))
    stopped = archive_runs.run("read", source, "--out", small_disk / "out", *words)
    assert stopped.returncode == 1
    assert "No space left" in stopped.stderr
    assert f"sourcebook archive resume {small_disk / 'out'}" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert mount("-o", "remount,size=64m", str(small_disk)) == 0
    archive_runs.told(archive_runs.run("resume", small_disk / "out"))
    assert archive_runs.tables(small_disk / "out") == archive_runs.tables(tmp_path / "whole")
    assert {p.split("/")[0] for p in archive_runs.tables(small_disk / "out")} == set(TABLES)


def test_a_guard_that_was_closed_starts_no_worker_any_more(tmp_path: Path) -> None:
    with Guard() as guard:
        pass
    with pytest.raises(ArchiveError, match="stopped"):
        guard.do(job(tmp_path))
