"""TOML files of knowledge: read whole, and refused with the line to mend."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sourcebook.errors import KnowledgeError

Raw = dict[str, Any]


def read_toml(path: Path) -> Raw:
    """One TOML file.

    Args:
        path: the file, in UTF-8.

    Raises:
        KnowledgeError: the file is not TOML, or not in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise KnowledgeError(f"{path}: not TOML: {problem}; mend that line") from problem
    except UnicodeDecodeError as problem:
        raise KnowledgeError(
            f"{path}: not in UTF-8 ({problem.reason}); save it in that encoding"
        ) from problem


def refuse(where: str, field: str, problem: str) -> KnowledgeError:
    """The error for one field of one file.

    Args:
        where: the file.
        field: its field.
        problem: what is wrong and what to write instead.
    """
    return KnowledgeError(f"{where}, field {field!r}: {problem}")


@dataclass(frozen=True)
class Lines:
    """The lines of a file that hold one entry, for errors that name the line.

    Attributes:
        path: the file; need not exist, for entries that come from a compiled file.
        table: name of the table of the file that is the entry; None when the file is.
    """

    path: Path
    table: str | None = None

    @cached_property
    def _lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines() if self.path.is_file() else []

    def _extent(self) -> range:
        """The lines of the entry, counted from 0."""
        if self.table is None:
            return range(len(self._lines))
        heads = [n for n, line in enumerate(self._lines) if line.startswith("[")]
        own = {f"[{self.table}]", f'["{self.table}"]'}
        first = next((n for n in heads if self._lines[n].strip() in own), 0)
        last = next((n for n in heads if n > first), len(self._lines))
        return range(first, last)

    def line(self, field: str, value: object = None) -> int:
        """Where a field stands, counted from 1: the line that holds the value, else the field, else the entry.

        Args:
            field: "names.text" and the like; the first word is the field of the entry.
            value: what the field holds, when it is to be looked for.
        """
        extent, top = self._extent(), field.partition(".")[0]
        begin = next((n for n in extent if self._lines[n].partition("=")[0].strip() == top), None)
        first = begin if begin is not None else extent.start
        if value is not None:
            for n in range(first, extent.stop):
                if f'"{value}"' in self._lines[n] or str(value) in self._lines[n].split():
                    return n + 1
        return first + 1

    def refuse(self, field: str, problem: str, value: object = None) -> KnowledgeError:
        """The error for a field of the entry.

        Args:
            field: the field.
            problem: what is wrong and what to write instead.
            value: what the field holds, to find its line by.
        """
        line = f", line {self.line(field, value)}" if self._lines else ""
        table = f" [{self.table}]" if self.table else ""
        return KnowledgeError(f"{self.path}{line}{table}, field {field!r}: {problem}")
