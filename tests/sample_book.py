"""A book of the sample reports, read once for all tests of the process."""

import tempfile
from functools import cache
from pathlib import Path

from sourcebook import intake, stages
from sourcebook.ledger import Ledger
from sourcebook.model.text import Report
from sourcebook.samples import sample_paths
from sourcebook.story.linker import link_new


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples.sourcebook"
        with Ledger.open(path) as ledger:
            for item in intake.reports(tuple(map(str, sample_paths()))):
                assert isinstance(item, Report)
                ledger.keep(stages.read(item))
            link_new(ledger)
        return path.read_bytes()


def sample_book(folder: Path) -> Path:
    """A copy of the book, to be read and changed.

    Args:
        folder: where it goes.
    """
    path = folder / "samples.sourcebook"
    path.write_bytes(_made())
    return path
