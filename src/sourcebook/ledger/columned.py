"""The book in columns: ties, and the happenings that may turn them, as judged and decided, without their bodies."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, product
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from sourcebook.ledger.bearing import Naming, numbers_of, runs_of, words_of
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.ledger.columns import EVENT, HERE, MODE, PART, TIE, Rows, days_of, rows_at
from sourcebook.ledger.dialects import each
from sourcebook.ledger.drafted import mended
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.last import all_are_last
from sourcebook.ledger.query import these
from sourcebook.ledger.tables import CLAIM, CURRENT, NODE, REPORT, TIED
from sourcebook.model.claim import SYMMETRIC, Claim
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
_BITS = 31  # of a number of a word
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


def read(conn: sa.Connection, who: Identity, told: Standings, naming: Naming | None = None) -> Columns:
    """The current claims in columns, as judged and decided.

    Args:
        conn: a connection.
        who: the decisions.
        told: the judgements.
        naming: only some readings, and of these only what names any of those by whom they were found, with all that
            people corrected or added; None for all.
    """
    named = None if naming is None else _Named(conn, who, naming)
    columns = _current(conn) if named is None else _of_runs(conn, named.runs(told))
    of_runs = {name: np.array(columns[n], np.int64) for n, name in enumerate(_RUN)}
    cells = {
        name: _cells(columns[len(of_runs) + n], wide, of_runs) for n, (name, wide) in enumerate(_WIDE.items())
    }
    if named is not None:
        cells = _naming(cells, named)
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
    columns: list[list[Any]] = [[] for _ in TIED.c]
    with closing(conn.connection.cursor()) as cursor:
        cursor.execute(str(sa.select(TIED).order_by(TIED.c.run)))
        while rows := cursor.fetchmany(_AT_ONCE):
            for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(cells)
    if all_are_last(conn):
        return columns
    last = {run for (run,) in _plain(conn, sa.select(CURRENT.c.run))}
    kept = [run in last for run in columns[0]]
    return [list(compress(column, kept)) for column in columns]


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


class _Named:
    """The numbers of those by whom readings are found."""

    def __init__(self, conn: sa.Connection, who: Identity, naming: Naming) -> None:
        self._conn, self._who, self._naming = conn, who, naming
        self._ids = {ident: {ident, *who.sources(ident)} for ident in naming.named}
        self._of = numbers_of(conn, naming.words.union(*self._ids.values()))

    @cached_property
    def pairs(self) -> set[tuple[int, int]]:
        """Whom, and by what."""
        told = ((ident, self._of[what]) for ident, what in self._naming.pairs if what in self._of)
        return {(one, what) for ident, what in told for one in self._numbers([ident])}

    @cached_property
    def ties(self) -> set[tuple[int, int, int]]:
        """Ties: one end, the predicate and the other end, with a minus where that is the subject."""
        return set(self._ties())

    @cached_property
    def mended(self) -> set[int]:
        """Those of whom it is wanted what people changed."""
        return self._numbers(self._naming.mended)

    def runs(self, told: Standings) -> set[int]:
        """The readings.

        Args:
            told: the judgements.
        """
        found = runs_of(self._conn, self.pairs) | runs_of(self._conn, self.ties)
        changed = mended(self._conn, self._who, told) if self.mended else set()
        return found | (changed & runs_of(self._conn, {(n,) for n in self.mended})) if changed else found

    def _numbers(self, idents: Iterable[str]) -> set[int]:
        return {self._of[one] for ident in idents for one in self._ids[ident] if one in self._of}

    def _ties(self) -> Iterator[tuple[int, int, int]]:
        for subject, predicate, object_ in self._naming.ties:
            what = self._of.get(predicate)
            if what is None:
                continue
            for one, other in product(self._numbers([subject]), self._numbers([object_])):
                yield one, what, other
                if predicate in SYMMETRIC:
                    yield one, what, -other


def _of_runs(conn: sa.Connection, runs: Collection[int]) -> list[list[Any]]:
    """The columns of the table of those of some readings that are the last ones, in the order of the readings."""
    last = sa.select(TIED).join(CURRENT, CURRENT.c.run == TIED.c.run)
    asked = str(sa.select(TIED) if all_are_last(conn) else last)
    rows = list(rows_at(conn, asked, "tied.run", runs, order="tied.run"))
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in TIED.c]


def _naming(cells: dict[str, Cells], named: _Named) -> dict[str, Cells]:
    """Those ties and happenings that name somebody so, with all parts of these."""
    ties, events, parts = (cells[name] for name in _WIDE)
    asked = _joint(*np.array(sorted(named.pairs), np.int64).reshape(-1, 2).T)
    ends = np.array(sorted((one, abs(other)) for one, _, other in named.ties), np.int64).reshape(-1, 2).T
    both = np.append(_joint(*ends), _joint(*ends[::-1]))
    mended = np.array(sorted(named.mended), np.int64)

    def wanted(who: Ints, what: Ints) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = np.isin(_joint(who, what), asked) | np.isin(who, mended)
        return found

    subject, predicate, object_ = (ties[name] for name in ("subject", "predicate", "object"))
    told = parts["claim"][wanted(parts["who"], events["type"][_places(events["claim"], parts["claim"])])]
    kept = {
        "ties": wanted(subject, predicate)
        | wanted(object_, predicate)
        | np.isin(_joint(subject, object_), both),
        "events": np.isin(events["claim"], told),
        "parts": np.isin(parts["claim"], told),
    }
    return {name: {k: column[kept[name]] for k, column in cells[name].items()} for name in _WIDE}


def _joint(one: Ints, other: Ints) -> Ints:
    """Two numbers in one."""
    return (one << _BITS) | other


def _words_in(conn: sa.Connection, cells: dict[str, Cells]) -> _Words:
    """Only the words that stand in some cells, which are numbered anew."""
    columns = [(one, name) for one in cells.values() for name in _SPELLED if name in one]
    used = np.unique(np.concatenate([one[name] for one, name in columns]))
    of = words_of(conn, used.tolist())
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
