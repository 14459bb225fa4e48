"""Table: rows under named columns, shown in a notebook, gone through, or made a data frame of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from importlib.util import find_spec
from textwrap import shorten
from typing import TYPE_CHECKING, Any, overload

from sourcebook.errors import ExtraMissing, NameProblem

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | date | tuple[str, ...] | None
Row = Mapping[str, Value]

_SHOWN = 20  # rows of a table that a notebook or a prompt shows
_CELL = 160  # characters of a cell that are shown there


class Kind(StrEnum):
    """What stands in a column; without a value it is None everywhere."""

    TEXT = "text"
    SEVERAL = "several"  # a tuple of texts
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Table:
    """Rows under named columns, in the order in which the book tells them.

    Attributes:
        of: what the rows are, in the plural ("incidents").
        columns: names of the columns with what stands in them.
        rows: a mapping from column to value each; a value that is not known is None.
    """

    of: str
    columns: Mapping[str, Kind]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: str) -> list[Value]: ...
    def __getitem__(self, key: int | str) -> Row | list[Value]:
        if isinstance(key, int):
            return self.rows[key]
        if key not in self.columns:
            raise NameProblem(f"{self.of} have no column {key!r}; there are {', '.join(self.columns)}")
        return [row[key] for row in self.rows]

    def to_pandas(self) -> "pd.DataFrame":
        """The same as a data frame: days as datetimes, numbers that may be missing as nullable ones.

        Columns of several texts hold tuples; `frame.explode("doers")` gives each its own row.

        Raises:
            ExtraMissing: pandas is not installed.
        """
        if find_spec("pandas") is None:
            raise ExtraMissing("to_pandas() needs pandas; install with pip install 'sourcebook[notebook]'")
        import pandas as pd  # noqa: PLC0415 - an extra

        made = {name: _series(pd, self[name], kind) for name, kind in self.columns.items()}
        return pd.DataFrame(made, columns=list(self.columns))

    def __repr__(self) -> str:
        head = f"{len(self):,} {self.of}: {', '.join(self.columns)}"
        lines = [
            shorten(" · ".join(filter(None, map(told, row.values()))), _CELL) for row in self.rows[:_SHOWN]
        ]
        return "\n".join([head, *(_printable(line) for line in lines), *self._rest()])

    def _repr_html_(self) -> str:
        """The table as a notebook shows it; every text of a report is escaped."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(self._cell, row.items()))}</tr>" for row in self.rows[:_SHOWN])
        foot = escape("; ".join([f"{len(self):,} {self.of}", *self._rest()]))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{foot}</p>"

    def _cell(self, item: tuple[str, Value]) -> str:
        name, value = item
        numbers = self.columns[name] in (Kind.COUNT, Kind.NUMBER)
        words = escape(_printable(told(value)[:_CELL]))
        return f'<td style="text-align:{"end" if numbers else "start"}"><bdi dir="auto">{words}</bdi></td>'

    def _rest(self) -> list[str]:
        more = len(self) - _SHOWN
        return [f"{more:,} more are not shown; go through the table, or to_pandas()"] if more > 0 else []


def told(value: Value) -> str:
    """A value in words; empty for one that is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _printable(words: str) -> str:
    """Words without control characters, which could write over what stands elsewhere."""
    return "".join(c if c.isprintable() or c == "\u200c" else " " for c in words)


def _series(pd: Any, values: list[Value], kind: Kind) -> Any:  # noqa: ANN401 - pandas' own types
    match kind:
        case Kind.DAY:
            return pd.Series(
                [None if v is None else v.isoformat() for v in values],  # type: ignore[union-attr]
                dtype="datetime64[s]",
            )
        case Kind.COUNT:
            return pd.Series(values, dtype="Int64")
        case Kind.NUMBER:
            return pd.Series(values, dtype="Float64")
        case Kind.FLAG:
            return pd.Series(values, dtype="boolean")
        case _:
            return pd.Series(values, dtype="object")
