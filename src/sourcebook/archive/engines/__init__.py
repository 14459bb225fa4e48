"""Engines: thin executors of units of work. Each is a function; none knows what a unit does."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from sourcebook.archive.guard import Bounds
from sourcebook.archive.work import Done, Unit
from sourcebook.errors import ArchiveError

ENGINES = {"local": (), "daft": ("daft",), "ray": ("daft", "ray")}
"""Engines by name, with the modules that each needs."""


class Engine(Protocol):
    """Does units of work."""

    def __call__(
        self, root: Path, units: Sequence[Unit], *, workers: int, bounds: Bounds, at: Callable[[], None]
    ) -> Iterator[Done]:
        """Do all units, in any order.

        Args:
            root: the archive's folder.
            units: what is to be done.
            workers: how many at a time.
            bounds: what one report may take.
            at: is called when a report is looked at, by engines that can tell.

        Yields:
            What came of each unit, as soon as it is done.
        """


def engine(name: str) -> Engine:
    """The engine of a name.

    Raises:
        ArchiveError: there is none, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise ArchiveError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    missing = [m for m in ENGINES[name] if find_spec(m) is None]
    if missing:
        raise ArchiveError(
            f"the engine {name} needs {', '.join(missing)}; install with pip install 'sourcebook[archive-{name}]', "
            "or leave --engine out"
        )
    return cast("Engine", import_module(f"sourcebook.archive.engines.{name}_").run)
