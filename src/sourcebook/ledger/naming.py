"""Where actors are named: what proposals about them are made of."""

import sqlalchemy as sa

from sourcebook.ledger.accounts import actor, current_actor
from sourcebook.ledger.codec import from_json
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.meaning import meaning
from sourcebook.ledger.rows import Naming
from sourcebook.ledger.tables import ACTOR, CURRENT, MENTION, RUN_ACTOR
from sourcebook.model.actor import Actor
from sourcebook.model.text import MentionKind, Span

_KINDS = (str(MentionKind.ACTOR), str(MentionKind.PERSON))
_SCOPED = "@"  # in the id of somebody described in one report and not named


def named_actors(conn: sa.Connection, who: Identity, *, known: bool) -> list[Actor]:
    """Every actor that a report names, in the order of their ids; groups only described are left out.

    Args:
        conn: a connection.
        who: the decisions.
        known: whether those of the knowledge files are wanted, or the others.
    """
    asked = (
        sa.select(ACTOR.c.id)
        .where(ACTOR.c.known == int(known), ~ACTOR.c.id.contains(_SCOPED), current_actor())
        .distinct()
    )
    tops = set()
    for ident in conn.execute(asked).scalars():
        tops |= {who.of(ident), *who.apart.get(ident, {}).values()}
    found = (actor(conn, who, top) for top in sorted(tops))
    return [a for a in found if a is not None and a.known == known]


def namings(conn: sa.Connection, who: Identity, ident: str) -> list[Naming]:
    """What each report says of an actor, and where it mentions it, in the order of the reports' ids.

    Args:
        conn: a connection.
        who: the decisions.
        ident: any id of the actor.
    """
    meant = meaning(who, (ident,), ACTOR.c.id, CURRENT.c.report)
    asked = (
        sa.select(CURRENT.c.report, ACTOR.c.body)
        .join(RUN_ACTOR, RUN_ACTOR.c.actor == ACTOR.c.key)
        .join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
        .where(meant)
        .order_by(CURRENT.c.report, ACTOR.c.body)
    )
    said: dict[str, list[Actor]] = {}
    for report, body in conn.execute(asked):
        said.setdefault(report, []).append(from_json(Actor, body))
    places = _mentions(conn, who, ident)
    return [
        Naming(report=report, accounts=tuple(accounts), mentions=tuple(places.get(report, ())))
        for report, accounts in said.items()
    ]


def _mentions(conn: sa.Connection, who: Identity, ident: str) -> dict[str, list[tuple[Span, str]]]:
    asked = (
        sa.select(CURRENT.c.report, MENTION.c.start, MENTION.c.end, MENTION.c.words)
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(meaning(who, (ident,), MENTION.c.entity, CURRENT.c.report), MENTION.c.kind.in_(_KINDS))
        .order_by(CURRENT.c.report, MENTION.c.seq)
    )
    found: dict[str, list[tuple[Span, str]]] = {}
    for report, start, end, words in conn.execute(asked):
        found.setdefault(report, []).append((Span(start=start, end=end), words))
    return found
