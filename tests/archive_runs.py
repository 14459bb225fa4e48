"""Starts `sourcebook archive` in a process of its own, and tells what lies in an archive's folder."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import sourcebook
from sourcebook.archive.layout import TABLES

STANDIN = Path(__file__).with_name("archive") / "standin"
LIMIT = 900
"""Seconds in which any run of these tests is over, on the busiest machine."""
_SOURCE = Path(sourcebook.__file__).parents[1]


def environment(**more: str) -> dict[str, str]:
    """The environment of a run whose reader is the stand-in."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(STANDIN), str(_SOURCE)))} | more


def command(*words: str | Path) -> list[str]:
    """The command `sourcebook archive`, with words behind it."""
    return [sys.executable, "-m", "sourcebook", "archive", *map(str, words)]


def run(*words: str | Path, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        command(*words),
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """What a run that went well says of itself."""
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def tables(root: Path) -> dict[str, bytes]:
    """All bytes of the four tables, by file."""
    return {
        str(p.relative_to(root)): p.read_bytes()
        for name in TABLES
        for p in sorted((root / name).rglob("*"))
        if p.is_file()
    }


def rows(root: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, in the order of the run."""
    found: list[dict[str, Any]] = pq.read_table(root / name).to_pylist()
    return sorted(found, key=lambda r: r["n"])


def text_of(number: int) -> str:
    """Words like no other number's."""
    return " ".join(f"w{number}x{n}" for n in range(30)) + "."


def lines(texts: list[str]) -> str:
    """Reports as JSON lines, of two months in turn."""
    days = ("2024-11-30", "2024-12-08")
    return "".join(json.dumps({"text": t, "published": days[n % 2]}) + "\n" for n, t in enumerate(texts))


def belonging(mark: str) -> dict[int, str]:
    """Processes that were started with a mark in their environment, to their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"STANDIN_RUN={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has ended meanwhile
            continue
    return {pid: words for pid, words in found.items() if words}


def parent(pid: int) -> int:
    """The process that started one; the one itself where that has ended meanwhile."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return pid


def kill(pid: int) -> None:
    """Kill a process that may have ended."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
