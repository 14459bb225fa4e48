"""Claims that are taken out of the book, and read only when more is asked of them than stands in their columns."""

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

_COLUMNS = (
    CLAIM.c.n, CLAIM.c.id, CLAIM.c.report, CLAIM.c.quote_start, CLAIM.c.quote, CLAIM.c.modality, CLAIM.c.body,
)  # fmt: skip


class Unread(Entry):
    """A claim whose body is read when it is asked for, and whose source is looked up then.

    Attributes:
        report: id of the report.
        start: where the words stand in it.
    """

    __slots__ = ("_id", "_modality", "_rest", "report", "start")

    report: str
    start: int
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
    with closing(conn.execute(sa.select(*_COLUMNS).where(CLAIM.c.n.in_(whole_numbers(wanted))))) as rows:
        for n, ident, report, start, words, modality, body in rows:
            made[n] = one = object.__new__(Unread)
            given = {"words": words, "report": report, "start": start, "_id": ident}
            given |= {"_modality": Modality(modality), "_rest": _rest(ident, report, body, who, told, source)}
            for name, value in given.items():
                object.__setattr__(one, name, value)
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
        return source(report) if name == "source" else told.standing(ident)

    return read
