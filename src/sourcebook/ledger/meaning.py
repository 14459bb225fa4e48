"""Which ids mean somebody or some place that is asked for."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.dialects import among, each
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.tables import PLACE


def meaning(
    who: Identity,
    actors: Iterable[str],
    entity: sa.ColumnElement[Any],
    report: sa.ColumnElement[Any],
) -> sa.ColumnElement[bool]:
    """Whether an id means one of some actors in a report, all decisions considered.

    Args:
        who: the decisions.
        actors: any of their ids.
        entity: the column with the id.
        report: the column with the report's id.
    """
    out: list[sa.ColumnElement[bool]] = []
    plain: list[str] = []
    for ident, there in meant(who, actors, report):
        if there is None:
            plain.append(ident)
        else:
            out.append(sa.and_(entity == ident, there))
    return sa.or_(entity.in_(among(plain)), *out)


def meant(
    who: Identity, actors: Iterable[str], report: sa.ColumnElement[Any]
) -> list[tuple[str, sa.ColumnElement[bool] | None]]:
    """The ids that mean one of some actors, each with the condition on the report if it does so in some only.

    Args:
        who: the decisions.
        actors: any of their ids.
        report: the column with the report's id.
    """
    tops = {who.of(i) for i in actors}
    out: list[tuple[str, sa.ColumnElement[bool] | None]] = []
    for ident in sorted({ident for top in tops for ident in who.sources(top)}):
        there = who.apart.get(ident)
        if there is None:
            out.append((ident, None))
        elif who.of(ident) in tops:
            out.append((ident, report.not_in(each(r for r, top in there.items() if top not in tops))))
        else:
            out.append((ident, report.in_(each(r for r, top in there.items() if top in tops))))
    return out


def within(places: tuple[str, ...]) -> sa.CompoundSelect[Any]:
    """Ids of the places asked for and of those that lie in a country or first-level region among them."""
    asked = sa.alias(PLACE, "asked")
    inside = sa.or_(
        sa.and_(asked.c.kind == "country", asked.c.country == PLACE.c.country),
        sa.and_(asked.c.kind == "admin1", asked.c.country == PLACE.c.country, asked.c.name == PLACE.c.admin1),
    )
    return sa.union(
        sa.select(PLACE.c.id).where(PLACE.c.id.in_(among(places))),
        sa.select(PLACE.c.id).join(asked, inside).where(asked.c.id.in_(among(places))),
    )
