"""Daft on Ray: the same rows, on the machines of a cluster or, where none is named, in one on this machine."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from sourcebook.archive.engines.daft_ import frame, loaded, rows_done
from sourcebook.archive.guard import Bounds
from sourcebook.archive.work import Done, Unit
from sourcebook.errors import ArchiveError

_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


def run(
    root: Path, units: Sequence[Unit], *, workers: int, bounds: Bounds, at: Callable[[], None]
) -> Iterator[Done]:
    """Do all units; see `Engine`. RAY_ADDRESS names the cluster."""
    del at  # told of whole rows only
    _connect(workers)
    loaded().set_runner_ray(noop_if_initialized=True)
    yield from rows_done(units, root, bounds, workers, _apart)


def _apart(units: Sequence[Unit]) -> Any:  # noqa: ANN401 - a DataFrame
    """A table of which every unit may be done on another machine."""
    return frame(units).into_partitions(len(units))


def _connect(workers: int) -> None:
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    ray = import_module("ray")
    if ray.is_initialized():
        return
    address = os.environ.get("RAY_ADDRESS")
    own = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **own)
    except ConnectionError as error:
        raise ArchiveError(
            f"no Ray cluster answers at RAY_ADDRESS={address} ({error}); start one with `ray start --head`, or unset "
            "RAY_ADDRESS to have one on this machine"
        ) from error
