"""What ties and the happenings that may turn them say, in columns: kept with each reading, so that no body is read.

A row is a few whole numbers. Ids, predicates, types and modes stand as the numbers that the table `node` gives them,
days as ordinals (0 for none), so that the rows of a million claims are read and compared at once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, groupby
from struct import pack
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.batches import batched
from sourcebook.ledger.dialects import each
from sourcebook.ledger.roles import ROLES
from sourcebook.ledger.tables import CLAIM, NODE, REPORT, TIED
from sourcebook.model.claim import EventType, Expression

Body = Mapping[str, Any]
Span = tuple[int, int]
_LISTED = 20_000  # numbers that are named in one question
TURNING = (EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.TRANSITION)
"""Types of event of which those that have a mode or kill are kept in columns; no other turns a tie."""

SPOKEN, BACKGROUND, DEADLY = 1, 2, 4
"""Marks of a claim: somebody else says it; it is only alluded to; people died."""

MODE, HERE = "mode", "here"
"""Parts of a happening beside its roles: a mode, and the place where it happens unless it only leads there."""

TIE = (
    "seq",
    "subject",
    "predicate",
    "object",
    "begin",
    "began",
    "end",
    "ended",
    "modality",
    "marks",
    "degree",
)
EVENT = ("seq", "type", "first", "last", "modality", "marks")
PART = ("seq", "role", "who")
_TOGETHER = 500  # readings whose rows are put in at once


@dataclass(slots=True)
class Rows:
    """Claims of one reading in columns; what is a word or id stands as such and is numbered when it is packed.

    Attributes:
        ties: rows of `TIE`.
        events: rows of `EVENT`.
        parts: rows of `PART`.
    """

    ties: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    parts: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, seq: int, claim: Body) -> None:
        """Add a claim.

        Args:
            seq: its place in the reading.
            claim: its body.
        """
        fact = claim["fact"]
        marks = SPOKEN * (claim.get("speaker") is not None) + BACKGROUND * bool(claim.get("background"))
        if "predicate" in fact:
            ends = (fact["subject"], fact["predicate"], fact["object"])
            days = (*days_of(fact.get("since")), *days_of(fact.get("until")))
            self.ties.append((seq, *ends, *days, claim["modality"], marks, fact.get("degree") or ""))
        elif turns(fact):
            marks += DEADLY * _deadly(fact.get("killed"))
            self.events.append((seq, fact["type"], *days_of(fact.get("when")), claim["modality"], marks))
            self.parts += ((seq, role, who) for role, who in _parts(fact))

    def words(self) -> Iterator[str]:
        """Every word and id in them."""
        return (
            cell for row in chain(self.ties, self.events, self.parts) for cell in row if isinstance(cell, str)
        )

    def packed(self, numbers: Mapping[str, int]) -> dict[str, bytes]:
        """The rows as bytes, four to a cell, by the table they are of.

        Args:
            numbers: of every word and id in them.
        """
        return {name: _packed(getattr(self, name), numbers) for name in ("ties", "events", "parts")}


def _packed(rows: Iterable[Sequence[Any]], numbers: Mapping[str, int]) -> bytes:
    cells = [numbers[cell] if isinstance(cell, str) else cell for row in rows for cell in row]
    return pack(f"<{len(cells)}i", *cells)


def turns(fact: Body) -> bool:
    """Whether a happening may turn a tie: one of no mode that kills nobody leaves all as it is.

    Args:
        fact: its body.
    """
    return fact["type"] in TURNING and (bool(fact.get("mode")) or _deadly(fact.get("killed")))


def days_of(when: Body | None) -> Span:
    """First and last day of a time, as ordinals; 0 where it is open or not told.

    Args:
        when: its body; None when it is not told.
    """
    return (_day(when.get("first")), _day(when.get("last"))) if when else (0, 0)


def _day(iso: str | None) -> int:
    return date.fromisoformat(iso).toordinal() if iso else 0


def _deadly(killed: Body | None) -> bool:
    none = killed is None or killed.get("expression") == Expression.NONE_REPORTED
    return not none and killed is not None and killed.get("best") != 0 and killed.get("high") != 0


def _parts(fact: Body) -> Iterator[tuple[str, str]]:
    for role in ROLES:
        yield from ((role, who) for who in fact.get(role, ()))
    yield from ((MODE, mode) for mode in fact.get("mode", ()))
    place = fact["where"]["place"] if fact.get("where") else None
    if place:
        yield "where", place
    if place and place not in fact.get("destination", ()):
        yield HERE, place


def put(conn: sa.Connection, *, runs: Sequence[int] | None = None) -> None:
    """Put the claims of readings in columns.

    Args:
        conn: a connection in a write transaction.
        runs: numbers of the readings; None for all.
    """
    asked = (
        sa.select(CLAIM.c.run, CLAIM.c.n, CLAIM.c.seq, CLAIM.c.body, REPORT.c.published)
        .join(REPORT, REPORT.c.id == CLAIM.c.report)
        .where(sa.or_(CLAIM.c.kind == "relation", CLAIM.c.type.in_([str(t) for t in TURNING])))
    )
    asked = asked.order_by(CLAIM.c.n)
    if runs is not None:
        asked = asked.where(CLAIM.c.run.in_(runs))
    numbers = Numbers(conn)
    with conn.execute(asked, execution_options={"yield_per": 2000}) as rows:
        readings = ((n, list(claims)) for n, claims in groupby(rows, key=lambda row: row.run))
        for some in batched(readings, _TOGETHER):
            _put(conn, some, numbers)


def _put(conn: sa.Connection, readings: list[tuple[int, list[Any]]], numbers: "Numbers") -> None:
    made = [(n, claims[0], rows_of(claims)) for n, claims in readings]
    numbers.fetch({word for _, _, rows in made for word in rows.words()})
    conn.execute(
        sa.insert(TIED),
        [
            {"run": n, "claim": one.n - one.seq, **_published(one.published), **rows.packed(numbers.of)}
            for n, one, rows in made
        ],
    )


def rows_of(claims: Iterable[Any]) -> Rows:
    """Claims in columns.

    Args:
        claims: rows with `seq` and `body`.
    """
    rows = Rows()
    for claim in claims:
        rows.add(claim.seq, json.loads(claim.body))
    return rows


def _published(published: str | None) -> dict[str, int]:
    first, last = days_of(json.loads(published) if published else None)
    return {"first": first, "last": last}


class Numbers:
    """Numbers of words and ids, given when they are first met.

    Attributes:
        of: those that are known by now.

    Args:
        conn: a connection in a write transaction, so that nobody else gives the same numbers.
    """

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn
        self.of: dict[str, int] = {}

    def fetch(self, words: Iterable[str]) -> None:
        """Make sure that words have their numbers.

        Args:
            words: words and ids.
        """
        missing = [word for word in words if word not in self.of]
        asked = sa.select(NODE.c.id, NODE.c.n).where(NODE.c.id.in_(each(missing)))
        self.of |= {row.id: row.n for row in self._conn.execute(asked)}
        last = self._conn.execute(sa.select(sa.func.coalesce(sa.func.max(NODE.c.n), 0))).scalar_one()
        new = {
            word: n for n, word in enumerate(sorted(w for w in missing if w not in self.of), start=last + 1)
        }
        if new:
            self._conn.execute(sa.insert(NODE), [{"n": n, "id": word} for word, n in new.items()])
        self.of |= new


def rows_at(
    conn: sa.Connection, asked: str, column: str, numbers: Iterable[int], *, order: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Rows by whole numbers, however many: as plain tuples, which take half the time.

    Args:
        conn: a connection.
        asked: the question, without a condition.
        column: whose number it is, with its table.
        numbers: of the rows; they are asked for in their order.
        order: what rows are sorted by; empty for as they come.
    """
    ordered = f" ORDER BY {order}" if order else ""
    with closing(conn.connection.cursor()) as cursor:
        for some in batched(sorted(numbers), _LISTED):
            cursor.execute(f"{asked} WHERE {column} IN ({', '.join(f'{n:d}' for n in some)}){ordered}")
            yield from cursor.fetchall()
