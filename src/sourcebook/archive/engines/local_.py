"""Processes on this machine, watched over by threads."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from sourcebook.archive.guard import Bounds, Guard
from sourcebook.archive.layout import Layout
from sourcebook.archive.work import Done, Unit, work

_Answer = Done | BaseException


def run(
    root: Path, units: Sequence[Unit], *, workers: int, bounds: Bounds, at: Callable[[], None]
) -> Iterator[Done]:
    """Do all units; see `Engine`."""
    waiting: Queue[Unit] = Queue()
    for unit in units:
        waiting.put(unit)
    answers: Queue[_Answer] = Queue()
    stop = Event()
    guards = [Guard(bounds) for _ in range(min(workers, len(units)))]
    threads = [
        Thread(target=_labour, args=(Layout(root), guard, waiting, answers, stop, at), daemon=True)
        for guard in guards
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in units:
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        stop.set()
        for guard in guards:
            guard.close()


def _labour(
    layout: Layout,
    guard: Guard,
    waiting: "Queue[Unit]",
    answers: "Queue[_Answer]",
    stop: Event,
    at: Callable[[], None],
) -> None:
    """One worker: unit after unit until none is left."""
    while not stop.is_set():
        try:
            unit = waiting.get_nowait()
        except Empty:
            return
        try:
            answers.put(work(layout, unit, guard, lambda _: at()))
        except BaseException as error:  # noqa: BLE001 - it is raised where the run waits
            answers.put(error)
            return
