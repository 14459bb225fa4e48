"""Run what the README and the tutorial show, and show again what comes out: `python docs/scripts/console.py`.

A console block holds commands after "$ " and, below each, the first lines of its output; refreshing keeps as
many lines as are shown. Ids of claims change with the reader: one that a command takes over from an earlier
output is replaced by the id that stands in its place now.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs/tutorial.md")
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b[0-9a-f]{8}(?:[0-9a-f]{8})?\b")
COUNT = re.compile(r"\d+ (?=events?\b|claims?\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of a page.

    Attributes:
        command: as the page has it.
        shown: the lines of output on the page.
        run: the command as it was run.
        came: all lines of output that came.
    """

    command: str
    shown: tuple[str, ...]
    run: str
    came: tuple[str, ...]


def output(command: str, folder: Path) -> tuple[str, ...]:
    """Run a command in a folder, with the programs beside this Python first on the path.

    Args:
        command: one line, without pipes or patterns.
        folder: where it is run.

    Raises:
        RuntimeError: it did not end with 0.
    """
    here = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
    }
    here.pop("SOURCEBOOK_BOOK", None)
    out = subprocess.run(  # noqa: S603 - the commands stand on our own pages
        shlex.split(command),
        cwd=folder,
        env=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if out.returncode:
        raise RuntimeError(f"$ {command}\n{out.stdout}ended with {out.returncode}")
    return tuple(line.rstrip() for line in out.stdout.splitlines())


def steps(page: str, folder: Path) -> Iterator[Step]:
    """Run the commands of a page, one after the other, in one folder.

    Args:
        page: Markdown.
        folder: where they are run; empty at first.
    """
    ids: dict[str, str] = {}
    for block in BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            run = ID.sub(partial(_now, ids), command)
            came = output(run, folder)
            ids |= zip(ID.findall("\n".join(shown)), ID.findall("\n".join(came)), strict=False)
            yield Step(command=command, shown=tuple(shown), run=run, came=came)


def _now(ids: Mapping[str, str], found: re.Match[str]) -> str:
    """The id that stands now where the page has another."""
    return ids.get(found[0], found[0])


def steady(line: str) -> str:
    """A line without what may change from one reader to the next: ids, and how many events and claims."""
    return COUNT.sub("… ", ID.sub("…", line))


def refreshed(page: str, folder: Path) -> str:
    """The page with what comes out now.

    Args:
        page: Markdown.
        folder: where the commands are run; empty at first.
    """
    walked = steps(page, folder)

    def again(block: re.Match[str]) -> str:
        parts = re.split(r"^\$ ", block[1], flags=re.MULTILINE)
        fresh = [(step, next(walked)) for step in parts[1:]]
        return parts[0] + "".join(
            "\n".join((f"$ {step.run}", *step.came[: len(step.shown)])) + "\n" * (1 + part.endswith("\n\n"))
            for part, step in fresh
        )

    return BLOCK.sub(again, page)


if __name__ == "__main__":
    for path in PAGES:
        with tempfile.TemporaryDirectory() as made:
            path.write_text(refreshed(path.read_text(encoding="utf-8"), Path(made)), encoding="utf-8")
