"""A report's time is the processor's: a machine that is busy with other things blames no report."""

import os
import sys
from pathlib import Path

import pytest

from sourcebook.archive import clock
from sourcebook.archive.clock import PATIENCE, Clock, processor_seconds


class World:
    """Times that a test sets."""

    now = 100.0
    used: float | None = 7.0


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(clock, "monotonic", lambda: world.now)
    monkeypatch.setattr(clock, "processor_seconds", lambda _: world.used)
    return world


def test_a_process_that_gets_no_processor_has_not_taken_long(world: World) -> None:
    counted = Clock(1, 10)
    world.now, world.used = 150.0, 8.0
    assert counted.left() == 9.0


def test_a_process_that_uses_the_processor_all_the_time_is_ended_at_once(world: World) -> None:
    counted = Clock(1, 10)
    world.now, world.used = 110.0, 17.0
    assert counted.left() == 0.0


def test_a_process_that_stands_still_is_ended_in_the_end(world: World) -> None:
    counted = Clock(1, 10)
    world.now = 100.0 + PATIENCE * 10
    assert counted.left() == 0.0


def test_the_clock_counts_where_the_system_tells_nothing_of_the_processor(world: World) -> None:
    world.used = None
    counted = Clock(1, 10)
    world.now = 104.0
    assert counted.left() == 6.0
    world.now = 110.0
    assert counted.left() == 0.0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system tells it otherwise")
def test_the_seconds_of_a_process_are_those_that_it_counts_itself() -> None:
    sum(range(3_000_000))
    told = processor_seconds(os.getpid())
    assert told is not None
    assert abs(told - sum(os.times()[:2])) < 0.5


def test_of_a_process_that_is_gone_nothing_is_told() -> None:
    assert processor_seconds(sys.maxsize) is None
