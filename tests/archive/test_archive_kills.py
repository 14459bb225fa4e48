"""Whatever is killed, and whenever: what comes after resuming is what an undisturbed run gives."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest

import archive_runs

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)
KILLS = int(os.environ.get("SOURCEBOOK_KILLS", "0"))
VICTIMS = {"local": ("worker", "driver", "all")} | dict.fromkeys(
    ("daft", "ray"), ("worker", "host", "driver", "all")
)
"""What is killed: a process that reads, that of the engine which holds it, the run's own, or all of these at once."""
REPORTS, SHARD = 40, 5


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kills") / "reports.jsonl"
    texts = [archive_runs.text_of(n % 35) for n in range(REPORTS)]
    path.write_text(archive_runs.lines([*texts, "RAISEERROR in this one."]) + "no JSON\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> tuple[dict[str, bytes], float]:
    """The tables, and the seconds that it took to make them."""
    out = source.with_name("undisturbed")
    began = time.monotonic()
    told = archive_runs.told(archive_runs.run("read", source, "--out", out, "--shard", str(SHARD)))
    assert (told["read"], told["copies"], told["failed"]) == (35, 5, 2)
    return archive_runs.tables(out), time.monotonic() - began


ENGINES = [
    "local",
    pytest.param("daft", marks=pytest.mark.skipif(not find_spec("daft"), reason="daft is not installed")),
    pytest.param(
        "ray",
        marks=pytest.mark.skipif(
            not (KILLS and find_spec("daft") and find_spec("ray")),
            reason="takes minutes: asked for by SOURCEBOOK_KILLS, where ray is installed",
        ),
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_killed_at_random_moments_and_resumed_it_gives_the_same_bytes(
    engine: str,
    source: Path,
    undisturbed: tuple[dict[str, bytes], float],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    env = {"STANDIN_RUN": uuid4().hex, "STANDIN_SECONDS": "0.05"}
    if engine == "ray":  # its workers are the cluster's
        env |= {"RAY_ADDRESS": request.getfixturevalue("cluster"), "STANDIN_RUN": "cluster"}
    tables, seconds = undisturbed
    chance = random.Random(f"{engine} {os.environ.get('SOURCEBOOK_SEED', '')}")
    out, n = tmp_path / "0", 0
    for number in range(KILLS or 3):
        over = killed(
            VICTIMS[engine][number % len(VICTIMS[engine])],
            engine,
            source,
            out,
            chance.uniform(0.2, 1.2) * seconds,
            env,
        )
        if over:
            assert archive_runs.tables(out) == tables
            out, n = tmp_path / str(n + 1), n + 1
    archive_runs.told(archive_runs.run("read", source, "--out", out, "--shard", str(SHARD)))
    assert archive_runs.tables(out) == tables


def killed(victim: str, engine: str, source: Path, out: Path, after: float, env: dict[str, str]) -> bool:
    """Start or resume a run, and kill something of it after some seconds; whether it came to its end before."""
    words = ("read", source, "--out", out, "--shard", str(SHARD), "--engine", engine, "--workers", "2")
    process = subprocess.Popen(
        archive_runs.command(*words),
        env=archive_runs.environment(**env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with suppress(subprocess.TimeoutExpired):
        return process.wait(after) == 0
    if victim in {"worker", "host"}:
        found = workers(env["STANDIN_RUN"])
        for pid in found[:1] if victim == "worker" else hosts(env["STANDIN_RUN"], found)[:1]:
            archive_runs.kill(pid)
        return process.wait(archive_runs.LIMIT) == 0
    if victim == "all":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    assert gone(env["STANDIN_RUN"])
    return False


def workers(mark: str) -> list[int]:
    """The processes that read."""
    return [pid for pid, line in archive_runs.belonging(mark).items() if "archive.child" in line]


def hosts(mark: str, of: list[int]) -> list[int]:
    """The processes of the engine that hold them."""
    return [pid for pid in map(archive_runs.parent, of) if pid in archive_runs.belonging(mark)]


def gone(mark: str) -> bool:
    """Whether the workers that a killed run leaves behind end by themselves, within a minute."""
    until = time.monotonic() + 60
    while workers(mark) and time.monotonic() < until:
        time.sleep(0.1)
    return not workers(mark)
