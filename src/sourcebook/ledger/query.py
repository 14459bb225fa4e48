"""Which claims are asked for, and the statement that fetches them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.codec import LAST, iso
from sourcebook.ledger.dialects import among, each, holds
from sourcebook.ledger.first import MOST_IDS, among_first
from sourcebook.ledger.identity import NOBODY, Identity
from sourcebook.ledger.meaning import meaning, meant, within
from sourcebook.ledger.roles import PLACE_ROLES, TIE_ROLES, parties
from sourcebook.ledger.tables import CLAIM, CLAIM_FTS, CURRENT, PARTY, REPORT
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate
from sourcebook.model.judgement import Status

Key = tuple[str, ...]
"""What sorts a claim among others."""


class Order(StrEnum):
    """In which order claims come."""

    REPORT = "report"  # as the reports were published, then as the text runs
    TIME = "time"  # first day first; what has no date last


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """What is asked for; None and False ask for nothing in particular.

    Attributes:
        actors: ids; a claim qualifies when one of them, or a set of which it is a member, has any part in it but
            being its place.
        places: ids; a claim qualifies when one of them is where, whence or whither, or an end of a tie.
        type: of event.
        predicate: of tie.
        modality: how surely it is said.
        first: events that may have happened on this day or later; the undated drop out.
        last: events that may have happened on this day or earlier; the undated drop out.
        report: id, or the beginning of one.
        search: words that the quote holds, in any order; word endings are ignored.
        background: whether events that a report only alludes to come too.
        kind: "event" or "relation".
        limit: at most so many.
        order: in which order.
        as_of: events that may have happened by this day, and ties that may hold on it; the undated stay.
        status: where people left it; None for all but what they rejected.
        events: of events only those of these types; ties come whatever they are. None for all.
    """

    actors: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    type: EventType | None = None
    predicate: Predicate | None = None
    modality: Modality | None = None
    first: date | None = None
    last: date | None = None
    report: str | None = None
    search: str | None = None
    background: bool = False
    kind: str | None = None
    limit: int | None = None
    order: Order = Order.REPORT
    status: Status | None = None
    as_of: date | None = None
    events: tuple[EventType, ...] | None = None


def statement(
    query: ClaimQuery, who: Identity = NOBODY, *, but: Iterable[str] = (), all_last: bool = False
) -> sa.Select[Any]:
    """Bodies, words and place in the order of the claims of each report's last reader.

    Args:
        query: what is asked for.
        who: the decisions about who is who; an actor is asked for under all its ids.
        but: ids of claims that are left out.
        all_last: whether every reading is its report's last one, so that none needs to be looked at.
    """
    left_out = list(but)
    kept: list[sa.ColumnElement[bool]] = [CLAIM.c.id.not_in(each(left_out))] if left_out else []
    early = _first_in_time(query, who, kept)
    where = [*_conditions(query, who), *kept] if early is None else [early]
    chosen = (_told() if all_last else _current()).where(*where).order_by(*_order(query.order))
    return chosen if query.limit is None else chosen.limit(query.limit)


def these(idents: Iterable[str]) -> sa.Select[Any]:
    """The same of claims by their ids.

    Args:
        idents: whole ids.
    """
    return _current().where(CLAIM.c.id.in_(each(idents)))


def _current() -> sa.Select[Any]:
    return _told().join(CURRENT, CURRENT.c.run == CLAIM.c.run)


def _told() -> sa.Select[Any]:
    columns = (CLAIM.c.body, CLAIM.c.quote, REPORT.c.published_first, CLAIM.c.seq)
    return sa.select(*columns).join_from(CLAIM, REPORT, REPORT.c.id == CLAIM.c.report)


def place_in(order: Order, claim: Claim, published: str | None, seq: int) -> Key:
    """What sorts claims as the book's own statement does.

    Args:
        order: which order.
        claim: the claim as it reads.
        published: first day of its report's publication, ISO.
        seq: its place in the report.
    """
    return sorts(days_of(claim) if order is Order.TIME else None, claim.report, published, seq)


def sorts(days: tuple[str | None, str | None] | None, report: str, published: str | None, seq: int) -> Key:
    """The same from columns.

    Args:
        days: first and last day, ISO, in the order of time; None in the order of the reports.
        report: id of the report.
        published: first day of its publication, ISO.
        seq: the claim's place in it.
    """
    told = (published or LAST, report, f"{seq:09}")
    if days is None:
        return told
    first, last = days
    return (first or last or LAST, last or LAST, *told)


def days_of(claim: Claim) -> tuple[str | None, str | None]:
    """First and last day of what a claim tells, ISO; a tie's are its begin and its end."""
    fact = claim.fact
    begin, end = (fact.when, fact.when) if isinstance(fact, Event) else (fact.since, fact.until)
    return iso(begin.first) if begin else None, iso(end.last) if end else None


def fits(query: ClaimQuery, claim: Claim, words_: str, *, actors: set[str], places: set[str]) -> bool:
    """Whether a claim as it reads is asked for; for claims whose columns tell what was drafted.

    Args:
        query: what is asked for.
        claim: the claim with its corrections.
        words_: its quote.
        actors: every id under which the actors asked for go.
        places: ids of the places asked for and of those that lie in them.
    """
    event = isinstance(claim.fact, Event)
    type_ = str(claim.fact.type if isinstance(claim.fact, Event) else claim.fact.predicate)
    exact = (
        (_kind(query), "event" if event else "relation"),
        (query.modality, claim.modality),
        (query.type or query.predicate, type_),
    )
    named = parties(claim)
    return (
        all(wanted is None or str(wanted) == str(has) for wanted, has in exact)
        and (query.background or not claim.background)
        and (not event or query.events is None or type_ in query.events)
        and claim.report.startswith(query.report or "")
        and all(w.casefold() in words_.casefold() for w in re.findall(r"\w+", query.search or ""))
        and _in_days(query, *days_of(claim))
        and _holds(query, *days_of(claim), event=event)
        and (query.actors is None or any(i in actors for role, i in named if role not in PLACE_ROLES))
        and (
            query.places is None
            or any(i in places for role, i in named if role in (*PLACE_ROLES, *TIE_ROLES))
        )
    )


def _holds(query: ClaimQuery, first: str | None, last: str | None, *, event: bool) -> bool:
    day = query.as_of.isoformat() if query.as_of else None
    begun = day is None or first is None or first <= day
    return begun and (event or day is None or last is None or last >= day)


def _in_days(query: ClaimQuery, first: str | None, last: str | None) -> bool:
    if (query.first or query.last) and first is None and last is None:
        return False
    begun = query.last is None or first is None or first <= query.last.isoformat()
    return begun and (query.first is None or last is None or last >= query.first.isoformat())


def _order(order: Order) -> tuple[sa.ColumnElement[object], ...]:
    published = (REPORT.c.published_first.nulls_last(), REPORT.c.id, CLAIM.c.seq)
    if order is Order.REPORT:
        return published
    return (sa.func.coalesce(CLAIM.c.first, CLAIM.c.last).nulls_last(), CLAIM.c.last.nulls_last(), *published)


def _kind(query: ClaimQuery) -> str | None:
    return query.kind or ("event" if query.type else "relation" if query.predicate else None)


def _conditions(query: ClaimQuery, who: Identity) -> list[sa.ColumnElement[bool]]:
    exact = {
        CLAIM.c.kind: _kind(query),
        CLAIM.c.modality: query.modality,
        CLAIM.c.type: query.type or query.predicate,
    }
    out: list[sa.ColumnElement[bool]] = [column == str(value) for column, value in exact.items() if value]
    if not query.background:
        out.append(CLAIM.c.background == 0)
    if query.events is not None:
        out.append(sa.or_(CLAIM.c.kind == "relation", CLAIM.c.type.in_([str(t) for t in query.events])))
    if query.report:
        out.append(begins(CLAIM.c.report, query.report.lower()))
    if query.search:
        out.append(holds(CLAIM.c.n, CLAIM_FTS, query.search))
    return [*out, *_days(query), *_parties(query, who)]


def begins(ident: sa.ColumnElement[str], prefix: str) -> sa.ColumnElement[bool]:
    """Whether an id begins so; as a range, which an index finds where it would not find LIKE.

    Args:
        ident: a column of ids, which are hexadecimal in lower case.
        prefix: the beginning, in whatever case.
    """
    return sa.and_(ident >= prefix.lower(), ident < prefix.lower() + "g")


def _first_in_time(
    query: ClaimQuery, who: Identity, kept: list[sa.ColumnElement[bool]]
) -> sa.ColumnElement[bool] | None:
    """Whether a claim is among the first about some actors, where the timelines tell; None where they do not help."""
    narrow = query.search or query.report or query.places is not None
    if query.actors is None or query.limit is None or query.order is not Order.TIME or narrow:
        return None
    sides = meant(who, query.actors, CLAIM.c.report)
    kind = _kind(query)
    kinds = (kind,) if kind else ("event", "relation")
    if not 0 < len(sides) <= MOST_IDS:
        return None
    return among_first(
        [(ident, kind, there) for ident, there in sides for kind in kinds],
        where=[*_conditions(replace(query, actors=None), who), *kept],
        begin=query.first.isoformat() if query.first else "",
        limit=query.limit,
    )


def _days(query: ClaimQuery) -> list[sa.ColumnElement[bool]]:
    out: list[sa.ColumnElement[bool]] = []
    if query.as_of:
        day = query.as_of.isoformat()
        out.append(sa.or_(CLAIM.c.first.is_(None), CLAIM.c.first <= day))
        out.append(sa.or_(CLAIM.c.kind == "event", CLAIM.c.last.is_(None), CLAIM.c.last >= day))
    if query.first and not (query.search or query.report or query.actors or query.places):
        return [*out, _in_span(query.first.isoformat(), query.last.isoformat() if query.last else LAST)]
    if query.first or query.last:
        out.append(sa.or_(CLAIM.c.first.is_not(None), CLAIM.c.last.is_not(None)))
    if query.first:
        out.append(sa.or_(CLAIM.c.last.is_(None), CLAIM.c.last >= query.first.isoformat()))
    if query.last:
        out.append(sa.or_(CLAIM.c.first.is_(None), CLAIM.c.first <= query.last.isoformat()))
    return out


def _in_span(first: str, last: str) -> sa.ColumnElement[bool]:
    """Whether a claim may have happened on some days; asked so that an index on the last day finds it."""
    dated = sa.alias(CLAIM, "dated")
    begun = sa.or_(dated.c.first.is_(None), dated.c.first <= last)
    over = sa.select(dated.c.n).where(dated.c.last >= first, begun)
    going_on = sa.select(dated.c.n).where(dated.c.last.is_(None), dated.c.first <= last)
    return CLAIM.c.n.in_(sa.union_all(over, going_on))


def _parties(query: ClaimQuery, who: Identity) -> list[sa.ColumnElement[bool]]:
    out: list[sa.ColumnElement[bool]] = []
    if query.actors is not None:
        roles = PARTY.c.role.not_in(PLACE_ROLES)
        out.append(_named(query.actors, who, roles))
    if query.places is not None:
        roles = PARTY.c.role.in_((*PLACE_ROLES, *TIE_ROLES))
        out.append(
            CLAIM.c.n.in_(sa.select(PARTY.c.claim).where(PARTY.c.entity.in_(within(query.places)), roles))
        )
    return out


def _named(actors: tuple[str, ...], who: Identity, roles: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a claim names one of some actors."""
    if who is NOBODY:
        return CLAIM.c.n.in_(sa.select(PARTY.c.claim).where(PARTY.c.entity.in_(among(actors)), roles))
    meant = meaning(who, actors, PARTY.c.entity, _SAID.c.report)
    asked = sa.select(PARTY.c.claim).join(_SAID, _SAID.c.n == PARTY.c.claim).where(meant, roles)
    return CLAIM.c.n.in_(asked)


_SAID = sa.alias(CLAIM, "said")
