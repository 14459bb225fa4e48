"""A report is set aside for what happens while it is read alone, and for nothing else."""

import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.archive.items import Item, pack
from sourcebook.archive.prepare import prepare
from sourcebook.archive.trouble import KILLS, Care, End, Trouble, from_outside
from sourcebook.errors import ArchiveError


def trouble(to: str = "/nowhere/unit") -> Trouble:
    return Trouble({"do": "read", "from": "/nowhere/shard", "to": to})


@given(st.lists(st.integers(0, 9), max_size=60))
def test_however_often_workers_are_killed_none_is_set_aside_that_is_read_in_the_end(
    places: list[int],
) -> None:
    seen = trouble()
    for place in places:
        seen.ended(End(place, own=False))
        if seen.alone is not None:
            seen.ended(End(seen.alone, own=False))
            seen.read_alone()
    assert not seen.aside


def test_a_report_that_breaks_its_worker_is_tried_alone_before_it_is_set_aside() -> None:
    seen = trouble()
    seen.ended(End(3, own=True))
    assert (seen.next()["alone"], seen.aside) == (3, set())
    seen.ended(End(3, own=True))
    assert (seen.next()["avoid"], seen.alone) == ([3], None)


def test_what_a_report_gives_alone_is_taken_into_the_whole() -> None:
    seen = trouble()
    seen.ended(End(3, own=True))
    to = seen.next()["to"]
    seen.read_alone()
    assert (seen.next()["apart"], seen.next()["to"]) == ({"3": to}, "/nowhere/unit")
    assert to != "/nowhere/unit"


def test_a_report_whose_worker_is_killed_five_times_in_a_row_while_it_is_alone_is_set_aside() -> None:
    seen = trouble()
    for _ in range(2):
        seen.ended(End(3, own=False))
    pauses = [seen.ended(End(3, own=False)) for _ in range(KILLS)]
    assert seen.aside == {3}
    assert pauses == [0.5, 1.0, 1.5, 2.0, 0.0]  # a machine that is short of memory is given time


def test_a_worker_that_never_begins_stops_the_run_but_not_one_that_begins_now_and_then() -> None:
    seen = trouble()
    for _ in range(3):
        for _ in range(4):
            seen.ended(End(None, own=False))
        seen.ended(End(0, own=False))
        seen.read_alone()
    for _ in range(4):
        seen.ended(End(None, own=True))
    with pytest.raises(ArchiveError, match="died five times before it had begun"):
        seen.ended(End(None, own=True))


def test_a_job_that_breaks_at_a_report_that_can_be_read_alone_says_what_to_do() -> None:
    seen = trouble()
    seen.ended(End(3, own=True))
    seen.read_alone()
    for _ in range(2):
        seen.ended(End(3, own=True))
    with pytest.raises(ArchiveError, match="--report-memory"):
        seen.ended(End(3, own=True))


@pytest.mark.parametrize(
    ("code", "outside"),
    [
        (-signal.SIGKILL, True),
        (-signal.SIGTERM, True),
        (-signal.SIGSEGV, False),
        (-signal.SIGABRT, False),
        (71, False),
        (0, False),
        (None, False),
    ],
)
def test_only_signals_that_somebody_sends_come_from_outside(code: int | None, *, outside: bool) -> None:
    assert from_outside(code) is outside


def items(folder: Path) -> Path:
    lines = [b'{"text": "Rebels shelled Aleppo."}', b"no JSON", b'{"text": "Troops entered Homs."}']
    path = folder / "items"
    path.write_bytes(
        pack(Item(source=f"a:{n}", kind="line", data=data, address="a") for n, data in enumerate(lines))
    )
    return path


def prepared(folder: Path, name: str, **care: Any) -> Path:
    prepare(items(folder), folder / name, first=7, care=Care(**care), at=lambda _: None)
    return folder / name


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_item_prepared_alone_and_taken_in_gives_the_bytes_of_all_prepared_together(
    place: int, tmp_path: Path
) -> None:
    alone = prepared(tmp_path, ".all.1.part", alone=place)
    put_together = prepared(tmp_path, "together", apart={place: alone})
    assert put_together.read_bytes() == prepared(tmp_path, "all").read_bytes()
    assert alone.stat().st_size < put_together.stat().st_size
