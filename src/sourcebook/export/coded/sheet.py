"""The rows of a file, and what stands in their cells; a cell that cannot be read is told by its line."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from sourcebook.errors import ValueProblem

_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")
_FIRST, _LAST = 1000, 9000  # years
_GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠\t\r\n])")  # the apostrophe that an export puts before a formula
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a file.

    Attributes:
        line: on which it ends, from 1.
        cells: by column, without blanks around them.
    """

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """A cell that must not be empty.

        Raises:
            ValueProblem: it is.
        """
        if not self[column]:
            raise ValueProblem(f"{column} is empty")
        return self[column]

    def day(self, column: str) -> date:
        """A day: 2024-12-08, or 08 December 2024.

        Raises:
            ValueProblem: it is none.
        """
        text = self.needed(column).partition(".")[0]
        for form in _DAYS:
            try:
                found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day without an hour
            except ValueError:
                continue
            if _FIRST <= found.year <= _LAST:
                return found
        raise ValueProblem(f"{column} {text!r} is no day; give it as 2024-12-08")

    def count(self, column: str) -> int | None:
        """A whole number; None of an empty cell.

        Raises:
            ValueProblem: it is no number.
        """
        if not self[column]:
            return None
        if not _WHOLE.fullmatch(self[column]):
            raise ValueProblem(f"{column} {self[column]!r} is no whole number")
        return int(self[column].partition(".")[0])

    def degrees(self, column: str, most: float) -> float | None:
        """A latitude or longitude; None of an empty cell.

        Raises:
            ValueProblem: it is no number, or not on the globe.
        """
        if not self[column]:
            return None
        try:
            found = float(self[column])
        except ValueError:
            found = float("nan")
        if not abs(found) <= most:
            raise ValueProblem(f"{column} {self[column]!r} is not between -{most:g} and {most:g} degrees")
        return found


def rows(text: IO[str], needed: Iterable[str]) -> Iterator[Row]:
    """The rows of a file in CSV, with commas or semicolons; empty ones are passed over.

    Args:
        text: the file.
        needed: columns without which it is of another format.

    Raises:
        ValueProblem: a column is missing, or the file is no CSV.
    """
    head = text.readline()
    mark = ";" if head.count(";") > head.count(",") else ","
    columns = [name.strip().casefold() for name in next(csv.reader([head], delimiter=mark), [])]
    if missing := [name for name in needed if name not in columns]:
        raise ValueProblem(f"line 1 has no column {', '.join(missing)}; is it a file of this format?")
    reader = csv.reader(text, delimiter=mark)
    try:
        for cells in reader:
            if any(cells):
                told = {n: _GUARDED.sub("", c, count=1).strip() for n, c in zip(columns, cells, strict=False)}
                yield Row(line=reader.line_num + 1, cells=told)
    except csv.Error as e:
        raise ValueProblem(f"line {reader.line_num + 1} is no CSV: {e}") from e
