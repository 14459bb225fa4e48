"""Spool: ties put aside on disk, until it is known who stands at their ends, which networks tell first."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

_TABLES = """
    CREATE TABLE tie (n INTEGER PRIMARY KEY, id TEXT NOT NULL, claims TEXT NOT NULL, words TEXT NOT NULL);
    CREATE TABLE stands (node TEXT NOT NULL, tie INTEGER NOT NULL, PRIMARY KEY (node, tie)) WITHOUT ROWID;
"""
_OF_NODES = "SELECT node, id, claims FROM stands JOIN tie ON tie.n = stands.tie ORDER BY node, tie"
Stood = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Id of an actor or place, ids of its ties, and of the claims behind them, each as often as a tie has it."""


class Spool:
    """A nameless file of ties, which is gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(
            "", check_same_thread=False
        )  # a server hands out pieces in whatever thread is free
        self._db.executescript(_TABLES)
        self.ties = 0

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def put(self, ident: str, *, ends: Collection[str], claims: Iterable[str], words: str) -> None:
        """Put a tie aside.

        Args:
            ident: its id.
            ends: ids of those at its ends.
            claims: ids of the claims behind it.
            words: the tie as the format writes it.
        """
        self.ties += 1
        self._db.execute("INSERT INTO tie VALUES (?, ?, ?, ?)", (self.ties, ident, " ".join(claims), words))
        self._db.executemany("INSERT INTO stands VALUES (?, ?)", [(end, self.ties) for end in set(ends)])

    @property
    def nodes(self) -> int:
        """How many stand at the ends of ties."""
        return int(self._db.execute("SELECT count(DISTINCT node) FROM stands").fetchone()[0])

    def written(self) -> Iterator[str]:
        """Ties as the format writes them, in the order in which they were put aside."""
        return (words for (words,) in self._db.execute("SELECT words FROM tie ORDER BY n"))

    def stood(self) -> Iterator[Stood]:
        """Those at the ends, in the order of their ids."""
        for node, rows in groupby(self._db.execute(_OF_NODES), key=itemgetter(0)):
            told = [(tie, claims.split()) for _, tie, claims in rows]
            yield node, tuple(tie for tie, _ in told), tuple(one for _, claims in told for one in claims)
