"""Units of work: what is to be done, where it is put, and the mark that it is done. The same on every engine."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from sourcebook.archive.guard import Guard
from sourcebook.archive.layout import Layout, is_done, outcome, write_json
from sourcebook.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A job on one shard.

    Attributes:
        id: digest of all that its outcome depends on.
        count: how many reports or items it has.
        job: as `child.do` takes it.
    """

    id: str
    count: int
    job: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a unit.

    Attributes:
        unit: its id.
        told: what the job says of it.
        seconds: of the clock; 0 when it was done before.
    """

    unit: str
    told: dict[str, Any]
    seconds: float = 0.0


def done_before(layout: Layout, unit: Unit) -> Done | None:
    """What came of a unit in an earlier run; None when it is still to do."""
    return Done(unit=unit.id, told=outcome(layout, unit.id)) if is_done(layout, unit.id) else None


def work(layout: Layout, unit: Unit, guard: Guard, at: Callable[[int], None] = lambda _: None) -> Done:
    """Do a unit and mark it as done.

    Args:
        layout: the archive's.
        unit: the unit.
        guard: the worker.
        at: is called with the place of each report, before it is looked at.
    """
    began = monotonic()
    told = guard.do(unit.job, at)
    write_json(layout.done(unit.id), told)
    return Done(unit=unit.id, told=told, seconds=monotonic() - began)


def work_sent(root: str, unit: str, guard: Guard) -> str:
    """The same for engines that send words.

    Args:
        root: the archive's folder, as the worker sees it.
        unit: a unit's fields as JSON.
        guard: the worker.

    Returns:
        The fields of `Done` as JSON, or {"error": "..."}.
    """
    try:
        return json.dumps(asdict(work(Layout(Path(root)), Unit(**json.loads(unit)), guard)))
    except (ArchiveError, OSError) as error:
        return json.dumps({"error": str(error)})


def came(sent: str) -> Done:
    """What `work_sent` told.

    Raises:
        ArchiveError: the unit could not be done.
    """
    told = json.loads(sent)
    if "error" in told:
        raise ArchiveError(told["error"])
    return Done(**told)
