"""The time that a report takes: the processor's, where the system tells it, so that a busy machine blames no report."""

import os
from pathlib import Path
from time import monotonic

PATIENCE = 10
"""Times the seconds that may go by on the clock, for one that stands still and so uses no processor."""
_USED = slice(
    11, 13
)  # of /proc/PID/stat behind the name: ticks in the program's own code and in the system's


class Clock:
    """Counts what a process takes.

    Args:
        pid: the process.
        seconds: that it may take.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self.start(seconds)

    def start(self, seconds: float) -> None:
        """Count from now.

        Args:
            seconds: that it may take.
        """
        self._seconds = seconds
        self._began, self._used = monotonic(), processor_seconds(self._pid)

    def left(self) -> float:
        """Seconds that must go by before it can have taken too long; 0 when it has."""
        gone = monotonic() - self._began
        if gone < self._seconds:
            return self._seconds - gone
        used = processor_seconds(self._pid)
        if used is None or self._used is None or gone >= PATIENCE * self._seconds:
            return 0.0
        return max(self._seconds - (used - self._used), 0.0)


def processor_seconds(pid: int) -> float | None:
    """Seconds of the processor that a process has used; None where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    ticks = sum(map(int, told.rpartition(")")[2].split()[_USED]))
    return ticks / os.sysconf("SC_CLK_TCK")
