"""How far a run is, for whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Progress:
    """How far a run is. Whoever shows it reads it now and then.

    Attributes:
        step: "plan", "prepare", "copies", "read" or "publish".
        done: items, reports or tables that are done in this step.
        of: how many there are; 0 while that is not known.
        failed: items and reports that failed.
        copies: copies found.
        told: is called after each change.
    """

    step: str = "plan"
    done: int = 0
    of: int = 0
    failed: int = 0
    copies: int = 0
    told: Callable[["Progress"], None] = lambda _: None

    def begin(self, step: str, of: int) -> None:
        """A step begins."""
        self.step, self.done, self.of = step, 0, of
        self.told(self)

    def add(self, number: int = 1) -> None:
        """So many more are done."""
        self.done += number
        self.told(self)


class Steps:
    """Counts reports as they are looked at, by engines that tell, and whole units by those that don't."""

    def __init__(self, seen: Progress) -> None:
        self._seen = seen
        self._base = seen.done
        self._single = 0
        self._whole = 0

    def one(self) -> None:
        """A report is looked at."""
        self._single += 1
        self._show()

    def unit(self, count: int) -> None:
        """A unit is done."""
        self._whole += count
        self._show()

    def _show(self) -> None:
        most = max(self._single, self._whole)
        self._seen.add(min(self._base + most, self._seen.of) - self._seen.done)
