"""Questions that lists of a book ask, answered from columns without reading what claims say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.accounts import actor, current_actor, main_first
from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import each, holds
from sourcebook.ledger.fold import fold
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.meaning import meaning
from sourcebook.ledger.tables import ACTOR, CURRENT, JUDGEMENT, MENTION, NAME, PLACE, REPORT, REPORT_FTS
from sourcebook.model.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Words of a report that name something.

    Attributes:
        start, end: where, in code points; end excluded.
        kind: what they name.
        entity: id of the actor or place meant; None when it is nobody known.
    """

    start: int
    end: int
    kind: str
    entity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody or some place by name.

    Attributes:
        id, name, kind: of the actor or place.
        place: whether it is a place.
    """

    id: str
    name: str
    kind: str
    place: bool


def reports(conn: sa.Connection, search: str | None) -> list[str]:
    """Ids of reports in the order of publication."""
    asked = sa.select(REPORT.c.id).join(CURRENT, CURRENT.c.report == REPORT.c.id)
    if search:
        asked = asked.where(holds(REPORT.c.n, REPORT_FTS, search))
    return list(conn.execute(asked.order_by(REPORT.c.published_first.nulls_last(), REPORT.c.id)).scalars())


def mentions(conn: sa.Connection, who: Identity, report: str) -> list[Naming]:
    """What the words of a report name."""
    asked = (
        sa.select(MENTION.c.start, MENTION.c.end, MENTION.c.kind, MENTION.c.entity)
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(CURRENT.c.report == report)
        .order_by(MENTION.c.seq)
    )
    return [
        Naming(start=start, end=end, kind=kind, entity=who.of(entity, report) if entity else None)
        for start, end, kind, entity in conn.execute(asked)
    ]


def called(conn: sa.Connection, who: Identity, words: str, *, place: bool | None, limit: int) -> list[Called]:
    """Actors and places whose names begin with some words, then those whose names hold them."""
    told = fold(words)
    if not told:
        return []
    begins = sa.and_(NAME.c.folded >= told, NAME.c.folded < told + "\U0010ffff")
    inside = NAME.c.folded.contains(f" {told}", autoescape=True)
    found: dict[str, Called] = {}
    for condition in (NAME.c.folded == told, begins, inside):
        if len(found) < limit:
            _look(conn, who, condition, found, place=place, limit=limit)
    return list(found.values())[:limit]


def _look(
    conn: sa.Connection, who: Identity, condition: sa.ColumnElement[bool], found: dict[str, Called], *,
    place: bool | None, limit: int,
) -> None:  # fmt: skip
    for table, is_place in ((ACTOR, False), (PLACE, True)):
        if place is not None and place != is_place:
            continue
        asked = (
            sa.select(table.c.id, table.c.name, table.c.kind, NAME.c.folded)
            .join(NAME, NAME.c.key == table.c.key)
            .where(condition)
            .order_by(table.c.known.desc(), sa.func.length(NAME.c.folded), NAME.c.folded, table.c.id)
            .limit(4 * limit)  # one entity may be found under several names
        )
        for row in conn.execute(asked):
            top = row.id if is_place else who.of(row.id)
            if top not in found:
                found[top] = _standing(conn, who, top, row, place=is_place)


def _standing(
    conn: sa.Connection,
    who: Identity,
    top: str,
    row: Any,  # noqa: ANN401 - rows of two tables
    *,
    place: bool,
) -> Called:
    """An entity as decisions leave it."""
    now = actor(conn, who, top) if not place and top in who.touched else None
    name, kind = (now.name, str(now.kind)) if now else (row.name, row.kind)
    return Called(id=top, name=name, kind=kind, place=place)


def actors(conn: sa.Connection, who: Identity, idents: Iterable[str]) -> dict[str, Actor]:
    """Actors by their ids, each as its fullest account has it; those that decisions are about as they stand."""
    wanted = set(idents)
    asked = (
        sa.select(ACTOR.c.id, ACTOR.c.body)
        .where(ACTOR.c.id.in_(each(wanted - who.touched)), current_actor())
        .order_by(*main_first(ACTOR))
    )
    bodies: dict[str, str] = {}
    for ident, body in conn.execute(asked):
        bodies.setdefault(ident, body)
    found = {ident: from_json(Actor, body) for ident, body in bodies.items()}
    decided = ((ident, actor(conn, who, ident)) for ident in sorted(wanted & who.touched))
    return found | {ident: one for ident, one in decided if one is not None}


def naming(conn: sa.Connection, who: Identity, ident: str, *, limit: int) -> list[str]:
    """Ids of the reports that name an entity, the newest first."""
    asked = (
        sa.select(CURRENT.c.report)
        .join(MENTION, MENTION.c.run == CURRENT.c.run)
        .join(REPORT, REPORT.c.id == CURRENT.c.report)
        .where(meaning(who, (ident,), MENTION.c.entity, CURRENT.c.report))
        .group_by(CURRENT.c.report, REPORT.c.published_first)
        .order_by(REPORT.c.published_first.desc().nulls_last(), CURRENT.c.report)
        .limit(limit)
    )
    return list(conn.execute(asked).scalars())


def judged_since(conn: sa.Connection, n: int) -> set[str]:
    """Ids of the claims that judgements after one are about."""
    asked = sa.select(JUDGEMENT.c.claim, JUDGEMENT.c.other, JUDGEMENT.c.undoes)
    rows = conn.execute(asked.where(JUDGEMENT.c.n > n)).all()
    found: set[str] = set()
    while rows:
        found |= {ident for row in rows for ident in (row.claim, row.other) if ident}
        back = {row.undoes for row in rows if row.undoes is not None}
        rows = conn.execute(asked.where(JUDGEMENT.c.n.in_(back))).all() if back else []
    return found
