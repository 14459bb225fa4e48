"""For processes that a test starts with this folder on PYTHONPATH: a reader that reads at once, and breaks on request.

It stands in the place of `sourcebook.stages`, so that no model is loaded; whatever else an archive does is its own.
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sourcebook.model.record import Draft
    from sourcebook.model.text import Report

NAME = "standin/1"


def read(report: "Report", *, project: Path | None = None) -> "Draft":
    """One claim for each report; a word in its text does harm."""
    del project
    for word, harm in HARM.items():
        if word in report.text:
            harm()
    time.sleep(float(os.environ.get("STANDIN_SECONDS", "0")))
    return _draft(report)


def _loop() -> None:
    while True:
        pass


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _times(name: str, most: int, harm: "Callable[[], None]") -> "Callable[[], None]":
    """A harm that happens so many times, over all processes."""

    def some() -> None:
        seen = Path(os.environ["STANDIN_SEEN"])
        seen.mkdir(exist_ok=True)
        if len(list(seen.glob(f"{name}.*"))) < most:
            (seen / f"{name}.{os.getpid()}").touch()
            harm()

    return some


def _fail() -> None:
    raise RuntimeError("asked to fail")


HARM = {
    "LOOPFOREVER": _loop,
    "EATMEMORY": _eat,
    "KILLPROCESS": _die,
    "DIEONCE": _times("die-once", 1, _die),
    "DIEFOURTIMES": _times("die-four-times", 4, _die),
    "BREAKONCE": _times("break-once", 1, os.abort),
    "RAISEERROR": _fail,
}


def _draft(report: "Report") -> "Draft":
    from sourcebook.model.claim import Claim, Event, EventType, Modality  # noqa: PLC0415 - this module starts Python
    from sourcebook.model.record import Draft  # noqa: PLC0415
    from sourcebook.model.text import Span  # noqa: PLC0415

    word = report.text.split()[0]
    start = report.text.index(word)
    quote = Span(start=start, end=start + len(word))
    event = Event(type=next(iter(EventType)), trigger=quote)
    claim = Claim(report=report.id, fact=event, quote=quote, modality=Modality.ASSERTED, stage=NAME)
    return Draft(report=report, actors=(), places=(), mentions=(), claims=(claim,), reader=NAME)


standin = ModuleType("sourcebook.stages")
vars(standin).update(read=read, READER=NAME, RULES=NAME, STAGES=())
sys.modules["sourcebook.stages"] = standin
