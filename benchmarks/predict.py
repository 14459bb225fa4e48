"""Predictions for published benchmarks, one JSON object a line.

    python benchmarks/predict.py dates IN.jsonl[.gz] OUT.jsonl[.gz]

Each line of IN has `id` and `text`, and if known `date` or `dct` (the publication date). OUT has one line for each
line of IN, in the same order. `dates` gives TIMEX3 annotations: {"id", "timexes": [{"start", "end", "type", "value"}]}.
Offsets count code points, the end is excluded. A report without a day of publication, or one whose own dates tell a
history, is read as a history.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from sourcebook.errors import DateProblem
from sourcebook.find.dates.timex import timexes
from sourcebook.model.when import Ground, When

DAY = len("2024-12-08")


class BadLineError(ValueError):
    """A line of IN that cannot be used; its text says which, why, and what to do."""


def dates(line: dict[str, Any]) -> dict[str, Any]:
    """TIMEX3 annotations of one report."""
    found = timexes(line["text"], published=published(line))
    return {"timexes": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found]}


COMMANDS: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "dates": (dates, "TIMEX3 annotations of date expressions"),
}


def published(line: dict[str, Any]) -> When | None:
    """The publication date of a line, under either of its names.

    Raises:
        BadLineError: there is one that cannot be read.
    """
    said = line.get("date") or line.get("dct")
    if said is None:
        return None
    try:
        return When.parse(str(said)[:DAY], ground=Ground.STATED)
    except DateProblem as why:
        raise BadLineError(f"{why}; write the date as 2024-12-08, or leave it out") from why


def opened(path: Path, mode: str) -> TextIO:
    """A file of text, packed when its name ends in .gz."""
    if path.suffix == ".gz":
        return gzip.open(path, f"{mode}t", encoding="utf-8")
    return path.open(mode, encoding="utf-8")


def predictions(path: Path, predict: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[str]:
    """Lines of OUT for the lines of a file.

    Raises:
        BadLineError: a line cannot be used; the text begins with its number.
    """
    with opened(path, "r") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = _object(raw)
                yield json.dumps({"id": line["id"], **predict(line)}, ensure_ascii=False)
            except BadLineError as why:
                raise BadLineError(f"line {number}: {why}") from why


def _object(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except json.JSONDecodeError as why:
        raise BadLineError(f"is no JSON ({why}); write one object a line") from why
    if not isinstance(line, dict):
        raise BadLineError('is no JSON object; write {"id": ..., "text": ...}')
    for key in ("id", "text"):
        if not isinstance(line.get(key), str):
            raise BadLineError(f"has no text under {key!r}; add it, or take the line out")
    return line


def main() -> None:
    """Read, predict, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    for name, (_, words) in COMMANDS.items():
        part = parts.add_parser(name, help=words)
        part.add_argument("input", type=Path, metavar="IN")
        part.add_argument("output", type=Path, metavar="OUT")
    asked = parser.parse_args()
    try:
        done = list(predictions(asked.input, COMMANDS[asked.command][0]))
        with opened(asked.output, "w") as out:
            out.writelines(f"{line}\n" for line in done)
    except BadLineError as why:
        sys.exit(f"{asked.input}, {why}")
    except UnicodeDecodeError as why:
        sys.exit(f"{asked.input}: is not UTF-8 ({why}); save it as UTF-8")
    except OSError as why:
        sys.exit(f"{why.filename or asked.input}: {why.strerror or why}")


if __name__ == "__main__":
    main()
