"""What the readers of the lists give, and what the tables hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.model.actor import ActorKind, AliasType

NEITHER = "-"
"""Stands in `links.tsv` for no actor: the entry or the name is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name as a list gives it, cleaned.

    Attributes:
        text: the name.
        type: how it came about.
        lang: ISO 639-3 code, or empty.
        strong: None where the wording decides; False where a person said that it proves nothing.
    """

    text: str
    type: AliasType = AliasType.ALIAS
    lang: str = ""
    strong: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One body of one list.

    Attributes:
        list: the list's word.
        id: its id there.
        kind: what it is.
        subkind: finer, or empty.
        state: ISO 3166-1 alpha-2 code, or empty.
        names: its names, the fullest first.
    """

    list: str
    id: str
    kind: ActorKind
    subkind: str = ""
    state: str = ""
    names: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tie:
    """A tie between two entries of one list, or, once joined, between two actors."""

    subject: str
    predicate: str
    object: str
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NameRow:
    """One row of `names.tsv`; `actor` first, so that the table is sorted by it."""

    actor: str
    name: str
    list: str
    id: str
    kind: str
    subkind: str
    state: str
    type: str
    strong: int
    lang: str
    since: str = ""
    until: str = ""


def read_table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a header.

    Args:
        path: the table, in UTF-8; a missing file has no rows.
        columns: the header that it must have.

    Raises:
        KnowledgeError: the header is another, or a row has more or fewer cells.
    """
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != list(columns):
        raise KnowledgeError(f"{path}, line 1: expected the header {' '.join(columns)}, between tabs")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise KnowledgeError(
                f"{path}, line {number}: {len(cells)} cells instead of {len(columns)}; mend the tabs"
            )
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a tab-separated table, in UTF-8 and with line feeds.

    Args:
        path: where.
        columns: the header.
        rows: the cells of each row, in that order; written in the order given.
    """
    lines = ["\t".join(columns), *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def cells(row: NameRow | Tie, columns: Sequence[str]) -> list[object]:
    """The values of a row by the names of the table's columns; `from` and `to` are `since` and `until`.

    Args:
        row: the row.
        columns: the table's header.
    """
    held = {f.name: getattr(row, f.name) for f in fields(row)}
    return [held[{"from": "since", "to": "until"}.get(c, c)] for c in columns]
