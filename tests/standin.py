"""A reader that stands in for the real one: drafts built by hand, in no time; also in other processes."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

import drafts
from sourcebook.errors import ValueProblem
from sourcebook.model.record import Draft
from sourcebook.model.text import Report

Run = Callable[..., Result]


def read(report: Report, *, project: Path | None = None) -> Draft:
    """The usual draft; a report that says CRASH or REFUSE fails, one that says SLOW takes long."""
    del project
    if "CRASH" in report.text:
        raise ZeroDivisionError("division by zero")
    if "REFUSE" in report.text:
        raise ValueProblem("this report is refused; leave it out")
    if "SLOW" in report.text:
        Path(os.environ["STANDIN_FLAG"]).touch()
        time.sleep(30)
    return drafts.draft(report)


def main() -> None:
    """The command line with this reader; Ctrl-C works also below a shell that ignores it in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from sourcebook import stages  # noqa: PLC0415 - after the patch target exists

    stages.read = read
    stages.READER = drafts.READER
    from sourcebook.cli import main as command  # noqa: PLC0415

    sys.exit(command(prog_name="sourcebook"))


if __name__ == "__main__":
    main()
