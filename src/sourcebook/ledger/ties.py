"""Who is tied to whom, without the claims being read: for questions that need no more of ties than their ends."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import each
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.query import these
from sourcebook.ledger.roles import TIE_ROLES
from sourcebook.ledger.tables import CLAIM, CURRENT, PARTY
from sourcebook.model.claim import Claim, Predicate, Relation
from sourcebook.model.judgement import Status

Tie = tuple[str, Predicate, str]


def ties(
    conn: sa.Connection,
    who: Identity,
    told: Standings,
    idents: Iterable[str] | None,
    predicates: Collection[Predicate],
) -> set[Tie]:
    """Subject, predicate and object of the ties that have somebody at an end, as decided and judged.

    What people rejected and what is only alluded to is left out.

    Args:
        conn: a connection.
        who: the decisions.
        told: the judgements.
        idents: ids of actors and places; None for the ties of all.
        predicates: of the ties wanted.
    """
    tops = None if idents is None else {who.of(i) for i in idents} | set(idents)
    mended = told.with_status(Status.CORRECTED)
    found = _drafted(conn, who, tops, predicates, but=[*mended, *told.with_status(Status.REJECTED)])
    found |= _corrected(conn, who, told, mended) if mended or told.added else set()
    return {t for t in found if t[1] in predicates and (tops is None or not tops.isdisjoint((t[0], t[2])))}


def _drafted(
    conn: sa.Connection,
    who: Identity,
    tops: set[str] | None,
    predicates: Collection[Predicate],
    *,
    but: list[str],
) -> set[Tie]:
    """What readers drafted; also ties of those that are somebody else in some reports."""
    where = sa.select(CLAIM.c.report) if who.apart else sa.select(sa.literal("").label("report"))
    asked = (
        where.add_columns(CLAIM.c.subject, CLAIM.c.type, CLAIM.c.object)
        .select_from(CLAIM)
        .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        .where(
            CLAIM.c.subject.is_not(None),
            CLAIM.c.type.in_([str(p) for p in predicates]),
            CLAIM.c.background == 0,
        )
        .distinct()
    )
    if tops is not None:
        ids = {source for top in tops for source in who.sources(top)} | tops
        asked = asked.join(PARTY, PARTY.c.claim == CLAIM.c.n)
        asked = asked.where(PARTY.c.entity.in_(each(ids)), PARTY.c.role.in_(TIE_ROLES))
    if but:
        asked = asked.where(CLAIM.c.id.not_in(each(but)))
    return {
        (who.of(subject, report), Predicate(predicate), who.of(other, report))
        for report, subject, predicate, other in conn.execute(asked).all()
    }


def _corrected(conn: sa.Connection, who: Identity, told: Standings, idents: list[str]) -> set[Tie]:
    """What people corrected, and what they added by hand."""
    found = set()
    claims = [from_json(Claim, row.body) for row in conn.execute(these(idents)).all()]
    claims += [one.claim for i, one in told.added.items() if told.standing(i).status is not Status.REJECTED]
    for drafted in claims:
        claim = who.retold(told.judged(drafted))
        if isinstance(claim.fact, Relation) and not claim.background:
            found.add((claim.fact.subject, claim.fact.predicate, claim.fact.object))
    return found
