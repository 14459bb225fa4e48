"""Claims that are taken out of the book, and read only when more is asked of them than stands in their columns."""

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import whole_numbers
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.rows import Entry, Source
from sourcebook.ledger.tables import CLAIM
from sourcebook.model.claim import Claim, Modality
from sourcebook.model.when import When

_COLUMNS = (
    CLAIM.c.n, CLAIM.c.id, CLAIM.c.report, CLAIM.c.quote_start, CLAIM.c.quote, CLAIM.c.modality, CLAIM.c.body,
)  # fmt: skip


class Unread(Entry):
    """A claim whose body is read when it is asked for, and whose source is looked up then.

    Attributes:
        report: id of the report.
        start: where the words stand in it.
        when: of a happening, when it was; None when its words do not tell it.
    """

    __slots__ = ("_id", "_modality", "_rest", "report", "start", "when")

    report: str
    start: int
    when: When | None
    _id: str
    _modality: Modality
    _rest: Callable[[str], object]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self._id

    @property
    def modality(self) -> Modality:
        """How surely it is said."""
        return self._modality

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of any field that is not filled yet
        """What is not known yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._rest(name)
        object.__setattr__(self, name, found)
        return found


def unread(
    conn: sa.Connection,
    claims: Iterable[int],
    *,
    who: Identity,
    told: Standings,
    source: Callable[[str], Source | None],
) -> dict[int, Unread]:
    """Claims by their numbers.

    Args:
        conn: a connection.
        claims: the numbers.
        who: the decisions.
        told: the judgements.
        source: looks a report up.
    """
    wanted = sorted(claims)
    made: dict[int, Unread] = {}
    fill = object.__setattr__
    with closing(conn.execute(sa.select(*_COLUMNS).where(CLAIM.c.n.in_(whole_numbers(wanted))))) as rows:
        for n, ident, report, start, words, modality, body in rows:
            made[n] = one = object.__new__(Unread)
            fill(one, "words", words)
            fill(one, "report", report)
            fill(one, "start", start)
            fill(one, "_id", ident)
            fill(one, "_modality", Modality(modality))
            fill(one, "_rest", _rest(ident, report, body, who, told, source))
    return made


def _rest(
    ident: str,
    report: str,
    body: str,
    who: Identity,
    told: Standings,
    source: Callable[[str], Source | None],
) -> Callable[[str], object]:
    def read(name: str) -> object:
        if name == "claim":
            return who.retold(told.judged(from_json(Claim, body)))
        if name == "when":
            when = json.loads(body)["fact"].get("when")
            return from_json(When, json.dumps(when)) if when else None
        return source(report) if name == "source" else told.standing(ident)

    return read
