"""Guard: watches over a worker's process, ends it when a report takes too long, and tries again (`trouble`)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any, Self

from sourcebook.archive.clock import Clock
from sourcebook.archive.trouble import End, Job, Trouble, from_outside
from sourcebook.errors import ArchiveError

_MOMENT = 0.01  # seconds
_ENDING = 10.0  # seconds in which a process that answers no more is gone
_LOADING = 300.0  # seconds until it has, at least: the models are loaded meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one report may take.

    Attributes:
        seconds: of the processor, and ten times as many on the clock.
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
        self._shut = False
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
        trouble = Trouble(job)
        try:
            while True:
                end, told = self._tried(trouble.next(), at)
                if end is not None:
                    time.sleep(trouble.ended(end))
                elif trouble.alone is not None:
                    trouble.read_alone()
                else:
                    return told | {"aside": len(trouble.aside)}
        finally:
            trouble.clear()

    def _tried(self, job: Job, at: Callable[[int], None]) -> tuple[End | None, dict[str, Any]]:
        """How the process ended, or None and what came of the job."""
        clock = Clock(self._send(job), max(self._bounds.seconds, _LOADING))
        place: int | None = None
        while True:
            try:
                line = self._answers.get(timeout=clock.left() or _MOMENT)
            except Empty:
                if clock.left():
                    continue
                self._end()
                return End(place, own=True), {}
            if line is None:
                return End(place, own=not from_outside(self._end(patience=_ENDING))), {}
            told = json.loads(line)
            if "error" in told:
                raise ArchiveError(f"{job['from']} could not be worked on: {told['error']}")
            if "done" in told:
                return None, told["done"]
            place = told["at"]
            at(told["at"])
            clock.start(self._bounds.seconds)

    def _send(self, job: Job) -> int:
        """Give a job to the process, which is started where there is none; gives its number."""
        if self._shut:
            raise ArchiveError("the worker was stopped")
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._start()
        process = self._process
        stdin = process.stdin if process else None
        if process is None or stdin is None:
            raise ArchiveError("a worker could not be started")
        try:
            stdin.write(json.dumps(job) + "\n")
            stdin.flush()
        except BrokenPipeError:
            self._answers.put(None)
        return process.pid

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
        """End the process, for good."""
        self._shut = True
        self._end()

    def _end(self, *, patience: float = 0.0) -> int | None:
        """End the process; gives its exit code, its own where it ends within so many seconds."""
        process, self._process = self._process, None
        if process is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        process.kill()
        code = process.wait()
        if process.stdin:
            with suppress(BrokenPipeError):  # a job that it never took
                process.stdin.close()
        return code

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
