"""Where everything lies in an archive's folder, and how it gets there: under another name first, whole afterwards.

::

    DIR/run.json                  what the run reads, with which settings
    DIR/reports/month=2024-12/    the tables: reports, mentions, claims, failures
    DIR/report.json               how the run went
    DIR/metrics.jsonl             a line for each shard, as it was done
    DIR/run.lock                  who works on it now
    DIR/work/plan.jsonl           the shards of items, in order
    DIR/work/items/ID             a shard of items as the sources gave them
    DIR/work/prepared/ID.parquet  its reports, ready to be read
    DIR/work/read/ID/             its tables
    DIR/work/done/ID.json         written last: the shard is done, and what came of it

The folder `work` is taken away when the run is over.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORM = 1
"""Of the folder; a folder with a higher number is from a newer release."""
TABLES = ("reports", "mentions", "claims", "failures")


@dataclass(frozen=True, slots=True)
class Layout:
    """The names in an archive's folder.

    Attributes:
        root: the folder.
    """

    root: Path

    @property
    def run(self) -> Path:
        """What the run reads."""
        return self.root / "run.json"

    @property
    def lock(self) -> Path:
        """Who works on it now."""
        return self.root / "run.lock"

    @property
    def told(self) -> Path:
        """How the run went."""
        return self.root / "report.json"

    @property
    def work(self) -> Path:
        """What only the run needs."""
        return self.root / "work"

    @property
    def plan(self) -> Path:
        """The shards of items."""
        return self.work / "plan.jsonl"

    @property
    def metrics(self) -> Path:
        """A line for each shard that was done."""
        return self.root / "metrics.jsonl"

    def items(self, shard: str) -> Path:
        """A shard of items."""
        return self.work / "items" / f"{shard}.jsonl.zst"

    def prepared(self, unit: str) -> Path:
        """The reports of a shard."""
        return self.work / "prepared" / f"{unit}.parquet"

    def read(self, unit: str) -> Path:
        """The tables of a shard."""
        return self.work / "read" / unit

    def done(self, unit: str) -> Path:
        """The mark that a unit of work is done."""
        return self.work / "done" / f"{unit}.json"

    def table(self, name: str) -> Path:
        """A table of the whole archive."""
        return self.root / name


def is_done(layout: Layout, unit: str) -> bool:
    """Whether a unit of work is done."""
    return layout.done(unit).exists()


def outcome(layout: Layout, unit: str) -> dict[str, Any]:
    """What came of a unit that is done."""
    told: dict[str, Any] = json.loads(layout.done(unit).read_text(encoding="utf-8"))
    return told


@contextmanager
def put(path: Path) -> Iterator[Path]:
    """A name beside a file or folder to write to; it takes the file's place at the end, and is gone after a failure.

    The name holds the process, so that two that do the same work do not write into one another's.

    Args:
        path: the final name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    gone(part)
    try:
        yield part
        if part.is_dir() and path.exists():
            gone(path)
        part.replace(path)
    finally:
        gone(part)


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write an object, whole or not at all.

    Args:
        path: the file.
        data: the object.
    """
    with put(path) as part, part.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def sweep(layout: Layout) -> None:
    """Take away what a crash left half-written.

    Args:
        layout: the archive's.
    """
    for part in layout.root.glob("**/.*.part"):
        gone(part)


def discard(path: Path) -> None:
    """Take a folder away at once, as far as its name goes; a crash on the way leaves what `sweep` takes.

    Args:
        path: the folder; nothing is done where there is none.
    """
    if path.exists():
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        path.replace(part)
        gone(part)


def gone(path: Path) -> None:
    """Take a file or folder away, or nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
