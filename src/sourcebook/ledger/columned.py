"""The book in columns: ties, and the happenings that may turn them, as judged and decided, without their bodies."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from sourcebook.ledger.bearing import Pair, numbers_of, runs_of
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.ledger.columns import EVENT, HERE, MODE, PART, TIE, Rows, days_of
from sourcebook.ledger.dialects import each, whole_numbers
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.query import these
from sourcebook.ledger.tables import CLAIM, CURRENT, NODE, REPORT, TIED
from sourcebook.model.claim import Claim
from sourcebook.model.judgement import Status

Ints = npt.NDArray[np.int64]
Cells = dict[str, Ints]
_NAMED = {"ties": ("subject", "object"), "parts": ("who",)}  # where ids stand that decisions may change
_RUN = ("run", "claim", "told", "until")
_SPELLED = (
    "subject",
    "predicate",
    "object",
    "type",
    "modality",
    "degree",
    "role",
    "who",
)  # words by their numbers
_AT_ONCE = 1000  # rows that are taken apart before more are fetched
_WIDE = {"ties": TIE, "events": EVENT, "parts": PART}


@dataclass(frozen=True)
class Columns:
    """Claims in columns, each column one number to a claim.

    Attributes:
        words: ids and other words by their numbers.
        ties: the columns of `columns.TIE`, with `claim` (its number), and `told` and `until`, the first and last day
            of its report's publication.
        events: those of `columns.EVENT`, with the same.
        parts: `event`, the place of an event among the events, `role` and `who`; in the order of the events.
        added: ids of the claims whose number is negative: that of the first is -1.
    """

    words: Sequence[str]
    ties: Cells
    events: Cells
    parts: Cells
    added: tuple[str, ...] = ()

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Numbers by word."""
        return {word: n for n, word in enumerate(self.words)}

    @cached_property
    def ranks(self) -> Ints:
        """Places of words, by their numbers, when all are put in order."""
        found = np.empty(len(self.words), np.int64)
        found[sorted(range(len(self.words)), key=self.words.__getitem__)] = np.arange(len(self.words))
        return found


@dataclass(slots=True)
class _Words:
    """Words by number, and the numbers of those that come on top."""

    every: list[str]
    of: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        if not self.of:
            self.of.update((w, n) for n, w in enumerate(self.every))
        if word not in self.of:
            self.of[word] = len(self.every)
            self.every.append(word)
        return self.of[word]


def read(
    conn: sa.Connection, who: Identity, told: Standings, naming: Collection[Pair] | None = None
) -> Columns:
    """The current claims in columns, as judged and decided.

    Args:
        conn: a connection.
        who: the decisions.
        told: the judgements.
        naming: only readings in which a tie or a happening of some kind names one of some ids, and of these only
            what names any of them, with all that people corrected or added; None for all.
    """
    named = None if naming is None else _named(conn, who, naming)
    columns = _current(conn) if named is None else _of_runs(conn, runs_of(conn, named))
    of_runs = {name: np.array(columns[n], np.int64) for n, name in enumerate(_RUN)}
    cells = {
        name: _cells(columns[len(of_runs) + n], wide, of_runs) for n, (name, wide) in enumerate(_WIDE.items())
    }
    if named is not None:
        cells = _naming(cells, numbers={ident for ident, _ in named})
    words = _words(conn) if named is None else _words_in(conn, cells)
    _decide(conn, who, of_runs["run"].tolist(), cells, words)
    gone = _numbers(conn, told.with_status(Status.REJECTED, Status.CORRECTED))
    kept = {name: _without(one, gone) for name, one in cells.items()}
    added = _judged(conn, who, told)
    for n, (_, claim, published) in enumerate(added, start=1):
        _append(kept, -n, claim, published, words)
    ends = ("run", "seq")
    ties, events, parts = ({k: v for k, v in kept[name].items() if k not in ends} for name in _WIDE)
    parts["event"] = _places(events["claim"], parts.pop("claim"))
    order = np.argsort(parts["event"], kind="stable")
    in_order = {k: v[order] for k, v in parts.items() if k not in ("told", "until")}
    return Columns(
        words=words.every, ties=ties, events=events, parts=in_order, added=tuple(i for i, _, _ in added)
    )


def _words(conn: sa.Connection) -> _Words:
    rows = _plain(conn, sa.select(NODE.c.n, NODE.c.id))
    every = [""] * (max((n for n, _ in rows), default=0) + 1)
    for n, word in rows:
        every[n] = word
    return _Words(every)


def _current(conn: sa.Connection) -> list[list[Any]]:
    """The columns of the table of all last readings, in the order of the readings."""
    last = {run for (run,) in _plain(conn, sa.select(CURRENT.c.run))}
    columns: list[list[Any]] = [[] for _ in TIED.c]
    with closing(conn.connection.cursor()) as cursor:
        cursor.execute(str(sa.select(TIED).order_by(TIED.c.run)))
        while rows := cursor.fetchmany(_AT_ONCE):
            for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(cells)
    kept = [run in last for run in columns[0]]
    return columns if all(kept) else [list(compress(column, kept)) for column in columns]


def _plain(conn: sa.Connection, asked: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """Rows as plain tuples, which take half the time: there are as many as reports."""
    with closing(conn.connection.cursor()) as cursor:
        cursor.execute(str(asked))
        return list(cursor.fetchall())


def _cells(packed: Sequence[bytes], wide: tuple[str, ...], of_runs: Cells) -> Cells:
    """One sort of rows of all readings, column by column; `run` is the place of the reading."""
    size = 4 * len(wide)
    lengths = np.fromiter(map(len, packed), np.int64, len(packed))
    rows = np.frombuffer(b"".join(packed), "<i4").reshape(-1, len(wide))
    found = {name: rows[:, n].astype(np.int64) for n, name in enumerate(wide)}
    place = np.repeat(np.arange(len(packed)), lengths // size)
    found |= {name: column[place] for name, column in of_runs.items()} | {"run": place}
    found["claim"] += found["seq"]
    return found


def _without(cells: Cells, claims: Ints) -> Cells:
    if not claims.size:
        return cells
    kept = ~np.isin(cells["claim"], claims)
    return {name: column[kept] for name, column in cells.items()}


def _places(claims: Ints, wanted: Ints) -> Ints:
    order = np.argsort(claims, kind="stable")
    return order[np.searchsorted(claims[order], wanted)]


# --- of somebody


def _named(conn: sa.Connection, who: Identity, naming: Collection[Pair]) -> set[tuple[int, int]]:
    """The numbers of ids under which somebody goes, with those of the words by which they are named."""
    pairs = {(one, what) for ident, what in naming for one in (ident, *who.sources(ident))}
    of = numbers_of(conn, {word for pair in pairs for word in pair})
    return {(of[one], of[what]) for one, what in pairs if one in of and what in of}


def _of_runs(conn: sa.Connection, runs: Collection[int]) -> list[list[Any]]:
    """The columns of the table of those of some readings that are the last ones, in the order of the readings."""
    asked = sa.select(TIED).join(CURRENT, CURRENT.c.run == TIED.c.run)
    rows = conn.execute(asked.where(TIED.c.run.in_(whole_numbers(runs))).order_by(TIED.c.run)).all()
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in TIED.c]


def _naming(cells: dict[str, Cells], *, numbers: Collection[int]) -> dict[str, Cells]:
    """Those ties and happenings that name somebody, with all parts of these."""
    ids = np.array(sorted(numbers), np.int64)
    ties, events, parts = (cells[name] for name in _WIDE)
    told = parts["claim"][np.isin(parts["who"], ids)]
    kept = {
        "ties": np.isin(ties["subject"], ids) | np.isin(ties["object"], ids),
        "events": np.isin(events["claim"], told),
        "parts": np.isin(parts["claim"], told),
    }
    return {name: {k: column[kept[name]] for k, column in cells[name].items()} for name in _WIDE}


def _words_in(conn: sa.Connection, cells: dict[str, Cells]) -> _Words:
    """Only the words that stand in some cells, which are numbered anew."""
    columns = [(one, name) for one in cells.values() for name in _SPELLED if name in one]
    used = np.unique(np.concatenate([one[name] for one, name in columns]))
    asked = sa.select(NODE.c.n, NODE.c.id).where(NODE.c.n.in_(whole_numbers(used.tolist())))
    of = {row.n: row.id for row in conn.execute(asked)}
    for one, name in columns:
        one[name] = np.searchsorted(used, one[name])
    return _Words([of[n] for n in used.tolist()])


# --- judged


def _numbers(conn: sa.Connection, idents: list[str]) -> Ints:
    asked = (
        sa.select(CLAIM.c.n).join(CURRENT, CURRENT.c.run == CLAIM.c.run).where(CLAIM.c.id.in_(each(idents)))
    )
    return np.array(conn.execute(asked).scalars().all() if idents else [], np.int64)


def _judged(conn: sa.Connection, who: Identity, told: Standings) -> list[tuple[str, Claim, tuple[int, int]]]:
    """Claims that people corrected or added, as they read, with the days of their reports."""
    mended = told.with_status(Status.CORRECTED)
    bodies = conn.execute(these([i for i in mended if i not in told.added])) if mended else ()
    claims = [from_json(Claim, row.body) for row in bodies]
    claims += [one.claim for i, one in told.added.items() if told.standing(i).status is not Status.REJECTED]
    asked = sa.select(REPORT.c.id, REPORT.c.published).where(
        REPORT.c.id.in_(each({c.report for c in claims}))
    )
    days = {r.id: days_of(json.loads(r.published) if r.published else None) for r in conn.execute(asked)}
    return [(c.id, who.retold(told.judged(c)), days[c.report]) for c in claims]


def _append(
    kept: dict[str, Cells], claim: int, told: Claim, published: tuple[int, int], words: _Words
) -> None:
    rows = Rows()
    rows.add(0, json.loads(to_json(told)))
    for name, wide in _WIDE.items():
        cells = kept[name]
        for row in getattr(rows, name):
            numbered = [words.number(cell) if isinstance(cell, str) else cell for cell in row]
            full = dict(zip(wide, numbered, strict=True)) | {"run": -1, "claim": claim}
            full |= {"told": published[0], "until": published[1]}
            kept[name] = cells = {k: np.append(v, full[k]) for k, v in cells.items()}


# --- decided


def _decide(
    conn: sa.Connection, who: Identity, runs: list[int], cells: dict[str, Cells], words: _Words
) -> None:
    """Put the ids that stand for others in their place."""
    if not who.whole and not who.apart:
        return
    tops = {words.number(ident): words.number(top) for ident, top in who.whole.items()}
    reports = {r for there in who.apart.values() for r in there}
    asked = sa.select(CURRENT.c.run, CURRENT.c.report).where(CURRENT.c.report.in_(each(reports)))
    places = {n: place for place, n in enumerate(runs)}
    split = {places[row.run]: row.report for row in conn.execute(asked) if row.run in places}
    of = np.arange(len(words.every))
    of[list(tops)] = list(tops.values())
    roles = ~np.isin(cells["parts"]["role"], [words.number(one) for one in ("where", HERE, MODE)])
    for name, columns in _NAMED.items():
        for column in columns:
            mine = roles if name == "parts" else np.ones(len(cells[name][column]), bool)
            cells[name][column] = _renamed(cells[name], column, mine, of, split, who, words)


def _renamed(
    cells: Cells,
    column: str,
    mine: npt.NDArray[np.bool_],
    of: Ints,
    split: dict[int, str],
    who: Identity,
    words: _Words,
) -> Ints:
    drafted = cells[column]
    found = np.where(mine, of[drafted], drafted)
    here = np.flatnonzero(mine & np.isin(cells["run"], list(split)))
    for place in here.tolist():
        ident = words.every[drafted[place]]
        found[place] = words.number(who.of(ident, split[int(cells["run"][place])]))
    return found
