"""Trouble: what is known, within one job, of reports at which its worker's process ended, and what to try next.

A process that ended may have been ended from outside: by a person, a scheduler, or a system that was short of memory.
So a report is set aside only for what happens while it is read alone, in a process of its own. What it gives there is
kept, and taken into the job when that is done again; so a report that can be read alone is read.
"""

import signal
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sourcebook.archive.layout import gone
from sourcebook.errors import ArchiveError

Job = dict[str, Any]
KILLS = 5
"""Times in a row that the process of a report read alone may be killed from outside before that is laid to the report:
a system that ends what takes too much memory cannot be told from a person."""
_DOUBTS = 2  # times that a process is killed from outside at one report before that one is read alone
_STARTS = 5  # times in a row that a worker may die before it has looked at any report
_HOPELESS = 3  # times that a job may break at a report that was read alone
_OUTSIDE = frozenset(
    int(s)
    for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
    if (s := getattr(signal, name, None)) is not None
)


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended in the middle of a job.

    Attributes:
        place: of the report that it was at; None before the first.
        own: whether that is to be laid to the report: its limits, a fault in what reads it.
    """

    place: int | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What a worker has to heed in a job.

    Attributes:
        alone: place of the only report that is looked at; None for all.
        aside: places of those that are not.
        apart: places of those that were looked at alone, to where what came of them lies.
    """

    alone: int | None = None
    aside: frozenset[int] = frozenset()
    apart: Mapping[int, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, job: Job) -> Self:
        """What a job says of it."""
        apart = {int(n): Path(p) for n, p in job.get("apart", {}).items()}
        return cls(alone=job.get("alone"), aside=frozenset(job.get("avoid", ())), apart=apart)

    def passes(self, place: int) -> bool:
        """Whether a report is none of this job's."""
        return self.alone is not None and place != self.alone


def from_outside(code: int | None) -> bool:
    """Whether an exit code, as `subprocess` gives it, is that of a process killed by somebody else."""
    return code is not None and -code in _OUTSIDE


@dataclass(slots=True)
class Trouble:
    """What was tried of a job.

    Attributes:
        job: as `child.do` takes it.
        alone: the report that is read alone now.
        aside: reports that are set aside.
        apart: reports that were read alone, to what came of them.
    """

    job: Job
    alone: int | None = None
    aside: set[int] = field(default_factory=set)
    apart: dict[int, str] = field(default_factory=dict)
    _killed: "Counter[int]" = field(default_factory=Counter)
    _broken: "Counter[int]" = field(default_factory=Counter)
    _starts: int = 0

    def next(self) -> Job:
        """The job that is to be tried now."""
        if self.alone is not None:
            return self.job | {"alone": self.alone, "to": str(self._beside(self.alone))}
        return self.job | {"avoid": sorted(self.aside), "apart": {str(n): p for n, p in self.apart.items()}}

    def read_alone(self) -> None:
        """The report that was tried alone did no harm."""
        if self.alone is not None:
            self.apart[self.alone] = str(self._beside(self.alone))
        self.alone = None

    def ended(self, end: End) -> float:
        """The process ended.

        Returns:
            Seconds to wait before it is tried again, so that a machine that is short of memory may recover.

        Raises:
            ArchiveError: it ended before any report, or at one that was read alone, too often.
        """
        if end.place is None:
            return self._not_begun()
        self._starts = 0
        self._killed[end.place] += not end.own
        if self.alone is not None:
            return self._ended_alone(self.alone, own=end.own)
        if end.place in self.apart and end.own:
            self._hopeless(end.place)
        elif end.own or self._killed[end.place] >= _DOUBTS:
            self.alone, self._killed[end.place] = end.place, 0
        return 0.0

    def _not_begun(self) -> float:
        self._starts += 1
        if self._starts == _STARTS:
            raise ArchiveError("a worker died five times before it had begun; see the messages above")
        return 0.0

    def _ended_alone(self, place: int, *, own: bool) -> float:
        if not own and self._killed[place] < KILLS:
            return 0.5 * self._killed[place]
        self.aside.add(place)
        self.alone = None
        return 0.0

    def _hopeless(self, place: int) -> None:
        self._broken[place] += 1
        if self._broken[place] == _HOPELESS:
            raise ArchiveError(
                f"{self.job['from']} breaks its worker at report {place}, which can be read alone; give more with "
                "--report-memory and --report-seconds"
            )

    def _beside(self, place: int) -> Path:
        to = Path(self.job["to"])
        return to.with_name(f".{to.name}.{place}.part")

    def clear(self) -> None:
        """Take away what came of reports that were read alone."""
        for path in self.apart.values():
            with suppress(OSError):  # what is left is swept away by the next run
                gone(Path(path))
