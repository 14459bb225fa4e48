"""Daft in this process: each unit of work is a row, done by one of so many processes that Daft starts."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib import import_module
from json import dumps
from pathlib import Path
from typing import Any

from sourcebook.archive.guard import Bounds, Guard
from sourcebook.archive.layout import Layout
from sourcebook.archive.work import Done, Unit, came, done_before, work_sent
from sourcebook.errors import ArchiveError

_IN_VAIN = 3  # times in a row that an engine may break off with nothing done
_QUIET = {"DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "true", "DAFT_PROGRESS_BAR": "0"}


def run(
    root: Path, units: Sequence[Unit], *, workers: int, bounds: Bounds, at: Callable[[], None]
) -> Iterator[Done]:
    """Do all units; see `Engine`."""
    del at  # Daft tells of whole rows only
    _here()
    yield from rows_done(units, root, bounds, workers)


@cache
def _here() -> None:
    """Have Daft run here; it can be told so once in a process."""
    loaded().set_runner_native()


def loaded() -> Any:  # noqa: ANN401 - the module
    """Daft, told to ask nothing of the network and to draw nothing, unless the user says otherwise."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    return import_module("daft")


def frame(units: Sequence[Unit]) -> Any:  # noqa: ANN401 - a DataFrame
    """A table of units, in a column of JSON."""
    return loaded().from_pydict({"unit": [dumps(asdict(u)) for u in units]})


def rows_done(
    units: Sequence[Unit],
    root: Path,
    bounds: Bounds,
    workers: int,
    table: Callable[[Sequence[Unit]], Any] = frame,
) -> Iterator[Done]:
    """Have units done on whichever runner is set; what an engine's process that was killed leaves is done again.

    Args:
        units: what is to be done.
        root: the archive's folder, as the workers see it.
        bounds: what one report may take.
        workers: how many at a time.
        table: makes a table of units.

    Raises:
        ArchiveError: a unit could not be done, or the engine broke off several times without having done any.
    """
    left = {u.id: u for u in units}
    in_vain = 0
    while left:
        try:
            for one in _once(table(list(left.values())), root, bounds, min(workers, len(left))):
                del left[one.unit]
                in_vain = 0
                yield one
        except ArchiveError:
            raise
        except Exception as error:
            in_vain += 1
            if in_vain == _IN_VAIN:
                raise ArchiveError(_broken_off(error)) from error
            for one in [d for u in left.values() if (d := done_before(Layout(root), u)) is not None]:
                del left[one.unit]
                yield one


def _broken_off(error: Exception) -> str:
    said = (str(error).strip() or "no reason is given").splitlines()[-1]
    return (
        f"the engine broke off {_IN_VAIN} times without having done anything ({type(error).__name__}: {said})"
    )


def _once(table: Any, root: Path, bounds: Bounds, workers: int) -> Iterator[Done]:  # noqa: ANN401 - a DataFrame
    """Have the units of a table done, unless the engine breaks off."""
    daft = loaded()
    worker = _worker(workers)(str(root.resolve()), bounds.seconds, bounds.bytes)
    done = table.select(worker.do(daft.col("unit")).alias("done"))
    for row in done.iter_rows(results_buffer_size=None):
        yield came(row["done"])


@cache
def _guard(seconds: float, most: int) -> Guard:
    """The worker of this process."""
    return Guard(Bounds(seconds=seconds, bytes=most))


def _worker(many: int) -> Any:  # noqa: ANN401 - a class of Daft's
    """What each of the engine's processes holds."""
    daft = loaded()

    class Worker:
        def __init__(self, root: str, seconds: float, most: int) -> None:
            self._root = root
            self._guard = _guard(seconds, most)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def do(self, units: Any) -> list[str]:  # noqa: ANN401 - a Series
            return [work_sent(self._root, unit, self._guard) for unit in units.to_pylist()]

    return daft.cls(Worker, max_concurrency=many, max_retries=0)
