"""A cluster for the tests of archives."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_runs


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """Address of a cluster of two nodes on this machine; its processes bear the mark "cluster"."""
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("two_nodes.py")],
        env=archive_runs.environment(STANDIN_RUN="cluster", STANDIN_SECONDS="0.02", **quiet),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate("")
