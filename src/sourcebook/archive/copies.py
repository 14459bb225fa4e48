"""Which reports are copies of others, over all shards: one pass over a table of bands."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from sourcebook.archive.minhash import alike
from sourcebook.errors import ArchiveError

_TOGETHER = 20_000  # pairs whose minima are held at once


def copies(prepared: Sequence[Path], *, memory: str = "2GB", work: Path | None = None) -> dict[int, str]:
    """Reports that print what another prints, and which that is: the one published first, or that came first.

    Every report under one band's key is compared with the first of them, so that a text which a thousand outlets print
    costs a thousand comparisons.

    Args:
        prepared: the tables that `prepare` wrote.
        memory: what the table may take; beyond it, it goes to disk.
        work: a folder for that.

    Returns:
        Numbers of reports to the ids of those they are copies of.

    Raises:
        ArchiveError: they cannot be found: no room on the disk, too little memory, a damaged file.
    """
    try:
        return _copies([str(p) for p in prepared], memory, work) if prepared else {}
    except duckdb.Error as error:
        raise ArchiveError(
            f"copies could not be looked for: {error}; when that is mended, the same command goes on"
        ) from error


def _copies(files: list[str], memory: str, work: Path | None) -> dict[int, str]:
    with duckdb.connect(config={"memory_limit": memory, "preserve_insertion_order": False}) as book:
        if work is not None:
            book.execute(f"SET temp_directory = '{str(work).replace(chr(39), chr(39) * 2)}'")
        book.execute("CREATE TEMP TABLE met (head BIGINT, n BIGINT)")
        book.execute(
            "INSERT INTO met SELECT DISTINCT head, n FROM ("
            "SELECT n, min(n) OVER (PARTITION BY band) AS head "
            "FROM (SELECT n, unnest(bands) AS band FROM read_parquet($files) WHERE id IS NOT NULL)"
            ") WHERE head <> n",
            {"files": files},
        )
        pairs = _verified(book, files)
        return _named(book, files, pairs)


def _verified(book: duckdb.DuckDBPyConnection, files: list[str]) -> list[tuple[int, int]]:
    asked = book.execute(
        "SELECT met.head, met.n, one.minima, other.minima FROM met "
        "JOIN read_parquet($files) AS one ON one.n = met.head JOIN read_parquet($files) AS other ON other.n = met.n",
        {"files": files},
    )
    found = []
    while some := asked.fetchmany(_TOGETHER):
        for head, n, one, other in some:
            if alike(np.frombuffer(one, dtype=np.uint32), np.frombuffer(other, dtype=np.uint32)):
                found.append((head, n))
    return sorted(found)


def _named(
    book: duckdb.DuckDBPyConnection, files: list[str], pairs: Iterable[tuple[int, int]]
) -> dict[int, str]:
    root: dict[int, int] = {}

    def of(n: int) -> int:
        while root.setdefault(n, n) != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for head, n in pairs:
        a, b = sorted((of(head), of(n)))
        root[b] = a
    if not root:
        return {}
    members = sorted(root)
    book.register("group_of", pa.table({"n": members, "root": [of(n) for n in members]}))
    rows = book.execute(
        "SELECT group_of.n, root, id, day FROM group_of JOIN read_parquet($files) AS p ON p.n = group_of.n",
        {"files": files},
    ).fetchall()
    firsts: dict[int, tuple[str, int, str]] = {}
    for n, group, ident, day in rows:
        firsts[group] = min(firsts.get(group, ("~", 0, "")), (day or "9999", n, ident))
    return {n: firsts[group][2] for n, group, _, _ in sorted(rows) if firsts[group][1] != n}
