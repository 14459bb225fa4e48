"""Rows of a question in SQL, on stdout."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from sourcebook.cli.clean import clean
from sourcebook.export.cell import guarded

_MOST = 1000
"""Rows of a table for people; further ones are only counted."""


def print_rows(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], form: str) -> None:
    """Print rows.

    Args:
        columns: their names.
        rows: values, in the order of the columns.
        form: "text", "csv" or "jsonl".
    """
    if form == "jsonl":
        for row in rows:
            told = dict(zip(columns, row, strict=True))
            sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([guarded(v) if isinstance(v, str) else _plain(v) for v in row] for row in rows)
    else:
        _table(columns, rows)
    sys.stdout.flush()


def _plain(value: object) -> object:
    return guarded("; ".join(map(str, value))) if isinstance(value, list) else value


def _table(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*map(clean, columns))
    count = 0
    for row in rows:
        count += 1
        if count <= _MOST:
            table.add_row(*("" if v is None else clean(str(_plain(v))) for v in row))
    Console(soft_wrap=not sys.stdout.isatty()).print(table)
    if count > _MOST:
        Console(stderr=True).print(f"{count - _MOST:,} further rows; --format csv prints all")
