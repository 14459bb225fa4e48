"""Guard: watches over a worker's process, ends it when a report takes too long, and tries again."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any, Self

from sourcebook.errors import ArchiveError

Job = dict[str, Any]
TRIES = 2
"""Times that a report may break its worker before it is set aside."""
_STARTS = 5  # times that a worker may die before it has looked at any report
_LOADING = 300.0  # seconds until it has, at least: the models are loaded meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one report may take.

    Attributes:
        seconds: of time.
        bytes: of memory that its worker holds, the models' own 600 MB among it.
    """

    seconds: float = 300.0
    bytes: int = 4_000_000_000


class Guard:
    """A worker: one process, started when it is first needed and again when it died; it ends with this one.

    Args:
        bounds: what one report may take.
    """

    def __init__(self, bounds: Bounds = Bounds()) -> None:
        self._bounds = bounds
        self._process: subprocess.Popen[str] | None = None
        self._answers: Queue[str | None] = Queue()

    def do(self, job: Job, at: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
        """Have a job done, whatever single reports do to the process.

        Args:
            job: as `child.do` takes it.
            at: is called with the place of each report, before it is looked at.

        Returns:
            What came of it, with "aside": how many reports were set aside.

        Raises:
            ArchiveError: it cannot be done, for a reason that is not a report's: a full disk, a missing file.
        """
        strikes: Counter[int] = Counter()
        starts = 0
        while True:
            avoid = sorted(n for n, times in strikes.items() if times >= TRIES)
            broken, told = self._tried(job | {"avoid": avoid}, at)
            if told is not None:
                return told | {"aside": len(avoid)}
            if broken is None:
                starts += 1
            else:
                strikes[broken] += 1
            if starts == _STARTS:
                raise ArchiveError("a worker died five times before it had begun; see the messages above")

    def _tried(self, job: Job, at: Callable[[int], None]) -> tuple[int | None, dict[str, Any] | None]:
        """The place of the report at which the process died, or what came of the job."""
        self._send(job)
        place: int | None = None
        until = time.monotonic() + max(self._bounds.seconds, _LOADING)
        while True:
            try:
                line = self._answers.get(timeout=max(until - time.monotonic(), 0.01))
            except Empty:
                self.close()
                return place, None
            if line is None:
                self.close()
                return place, None
            told = json.loads(line)
            if "error" in told:
                raise ArchiveError(f"{job['from']} could not be worked on: {told['error']}")
            if "done" in told:
                return None, told["done"]
            place = told["at"]
            at(told["at"])
            until = time.monotonic() + self._bounds.seconds

    def _send(self, job: Job) -> None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        stdin = self._process.stdin if self._process else None
        if stdin is None:
            raise ArchiveError("a worker could not be started")
        try:
            stdin.write(json.dumps(job) + "\n")
            stdin.flush()
        except BrokenPipeError:
            self._answers.put(None)

    def _start(self) -> None:
        alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
        bound = {"SOURCEBOOK_WORKER_BYTES": str(self._bounds.bytes)}
        self._answers = Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sourcebook.archive.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | alone | bound,
        )
        Thread(target=_pump, args=(self._process, self._answers), daemon=True).start()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdin:
            with suppress(BrokenPipeError):  # a job that it never took
                process.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pump(process: "subprocess.Popen[str]", answers: "Queue[str | None]") -> None:
    """Hand on what a process answers; None when it has ended."""
    if process.stdout is not None:
        with process.stdout:
            for line in process.stdout:
                answers.put(line)
    answers.put(None)
