"""Rows out of the book, one at a time."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.by_hand import Added
from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import each, holds
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.last import all_are_last
from sourcebook.ledger.meaning import within
from sourcebook.ledger.query import ClaimQuery, Key, Order, begins, fits, place_in, sorts, statement, these
from sourcebook.ledger.rows import FailureRow, Sighting, Source
from sourcebook.ledger.tables import CLAIM, CURRENT, FAILURE, REPORT, REPORT_FTS, RUN, SIGHTING, TEXT
from sourcebook.model.claim import Claim
from sourcebook.model.judgement import Standing, Status
from sourcebook.model.when import When

_IN_CHUNKS = {"yield_per": 500}  # rows fetched at a time; a claim with its JSON is about 1 kB


Read = tuple[Claim, str, Standing]


def claims(conn: sa.Connection, who: Identity, query: ClaimQuery, told: Standings) -> Iterator[Read]:
    """Claims as they read, with the words they quote and where they stand, each actor under the id that stands for it.

    What people corrected or added is asked for by what they made of it; the others by what was drafted.

    Args:
        conn: a connection.
        who: the decisions about who is who.
        query: what is asked for.
        told: the judgements.
    """
    every = _in_order(conn, who, query, told)
    return every if query.limit is None else islice(every, query.limit)


def _in_order(conn: sa.Connection, who: Identity, query: ClaimQuery, told: Standings) -> Iterator[Read]:
    if query.status not in (None, Status.CANDIDATE):
        yield from (read for _, read in _judged(conn, who, query, told, told.with_status(query.status)))
        return
    apart = [*told.with_status(Status.CORRECTED), *_added_as_they_are(told)]
    but = list(told.of) if query.status else [*apart, *told.with_status(Status.REJECTED)]
    mended = _judged(conn, who, query, told, apart) if apart and not query.status else []
    asked = statement(query, who, but=but, all_last=_all_last(conn, query))
    with conn.execute(asked, execution_options=_IN_CHUNKS) as rows:
        plain = ((row, _as_it_reads(row, who, told)) for row in rows)
        if not mended:
            yield from (read for _, read in plain)
            return
        keyed = ((_key(query, row, read[0]), read) for row, read in plain)
        yield from (read for _, read in merge(keyed, mended, key=lambda pair: pair[0]))


def _all_last(conn: sa.Connection, query: ClaimQuery) -> bool:
    """Whether no reading needs to be looked at; of an actor's few claims that costs less than to find this out."""
    return query.actors is None and all_are_last(conn)


def ordered(conn: sa.Connection, who: Identity, query: ClaimQuery, told: Standings) -> list[str]:
    """Ids of the claims that `claims` gives, in its order; reads no body but those of claims that were corrected."""
    asked, mended = _in_parts(conn, who, query, told)
    if asked is None:
        return [ident for _, ident in mended][: query.limit]
    if not mended:  # the sort need not carry more than the ids
        return list(conn.execute(asked.with_only_columns(CLAIM.c.id)).scalars().all())
    rows = conn.execute(asked).all()
    both = merge(((_row_key(query, row), row.id) for row in rows), mended, key=lambda pair: pair[0])
    return [ident for _, ident in both][: query.limit]


def placed(
    conn: sa.Connection, who: Identity, query: ClaimQuery, told: Standings, idents: Collection[str]
) -> dict[str, Key]:
    """What sorts those of some claims that are asked for, by their ids.

    Args:
        conn: a connection.
        who: the decisions about who is who.
        query: what is asked for.
        told: the judgements.
        idents: ids of claims.
    """
    asked, mended = _in_parts(conn, who, query, told, among=frozenset(idents))
    found = {ident: key for key, ident in mended}
    if asked is not None:
        rows = conn.execute(asked.where(CLAIM.c.id.in_(each(idents))))
        found |= {row.id: _row_key(query, row) for row in rows}
    return found


def _in_parts(
    conn: sa.Connection,
    who: Identity,
    query: ClaimQuery,
    told: Standings,
    among: frozenset[str] | None = None,
) -> tuple[sa.Select[Any] | None, list[tuple[Key, str]]]:
    """What to ask for claims as they were drafted, None for nothing, and the others, in their order."""

    def those(idents: Iterable[str]) -> list[tuple[Key, str]]:
        wanted = [i for i in idents if among is None or i in among]
        return [(key, read[0].id) for key, read in _judged(conn, who, query, told, wanted)] if wanted else []

    if query.status not in (None, Status.CANDIDATE):
        return None, those(told.with_status(query.status))
    apart = [*told.with_status(Status.CORRECTED), *_added_as_they_are(told)]
    but = list(told.of) if query.status else [*apart, *told.with_status(Status.REJECTED)]
    asked = statement(query, who, but=but, all_last=_all_last(conn, query)).with_only_columns(
        CLAIM.c.id, CLAIM.c.report, CLAIM.c.first, CLAIM.c.last, REPORT.c.published_first, CLAIM.c.seq
    )
    return asked, [] if query.status else those(apart)


def _row_key(query: ClaimQuery, row: sa.Row[Any]) -> Key:
    days = (row.first, row.last) if query.order is Order.TIME else None
    return sorts(days, row.report, row.published_first, row.seq)


def by_ids(conn: sa.Connection, who: Identity, told: Standings, idents: Iterable[str]) -> list[Read]:
    """Claims of each report's last reader by their ids, in the order of the reports."""
    wanted = list(idents)
    rows = conn.execute(
        these(wanted).order_by(REPORT.c.published_first.nulls_last(), REPORT.c.id, CLAIM.c.seq)
    ).all()
    if not told.added:
        return [_as_it_reads(row, who, told) for row in rows]
    query = ClaimQuery()
    found = [(_key(query, row, read[0]), read) for row in rows if (read := _as_it_reads(row, who, told))]
    found += [
        (place_in(query.order, one.claim, one.published, one.seq), _added_reads(one, who, told))
        for one in _made_by_hand(told, wanted)
    ]
    return [read for _, read in sorted(found, key=lambda pair: pair[0])]


def _key(query: ClaimQuery, row: sa.Row[Any], claim: Claim) -> tuple[str, ...]:
    return place_in(query.order, claim, row.published_first, row.seq)


def _as_it_reads(row: Any, who: Identity, told: Standings) -> Read:  # noqa: ANN401 - rows of two queries
    return _reads(from_json(Claim, row.body), row.quote, who, told)


def _added_reads(one: Added, who: Identity, told: Standings) -> Read:
    return _reads(one.claim, one.words, who, told)


def _reads(claim: Claim, words: str, who: Identity, told: Standings) -> Read:
    return who.retold(told.judged(claim)), words, told.standing(claim.id)


def _made_by_hand(told: Standings, idents: Iterable[str]) -> list[Added]:
    return [told.added[i] for i in dict.fromkeys(idents) if i in told.added]


def _added_as_they_are(told: Standings) -> list[str]:
    """Ids of the claims made by hand that nobody rejected or corrected."""
    return [i for i in told.added if told.standing(i).status is Status.ACCEPTED]


def _judged(
    conn: sa.Connection, who: Identity, query: ClaimQuery, told: Standings, idents: list[str]
) -> list[tuple[tuple[str, ...], Read]]:
    """Claims by their ids, of which those are kept that read as they are asked for."""
    actors = {one for i in query.actors or () for one in (i, who.of(i), *who.sources(who.of(i)))}
    places = set(conn.execute(within(query.places)).scalars()) if query.places else set()
    found = []
    every = [
        (row.published_first, row.seq, _as_it_reads(row, who, told))
        for row in conn.execute(these(idents)).all()
    ]
    every += [(one.published, one.seq, _added_reads(one, who, told)) for one in _made_by_hand(told, idents)]
    for published, seq, read in every:
        if fits(query, read[0], read[1], actors=actors, places=places):
            found.append((place_in(query.order, read[0], published, seq), read))
    return sorted(found, key=lambda pair: pair[0])


def claims_like(
    conn: sa.Connection, who: Identity, prefix: str, told: Standings, *, limit: int
) -> list[Read]:
    """Claims by the beginning of their id, the last run's of each, and those made by hand."""
    outer = sa.alias(CLAIM, "c")
    last = sa.select(sa.func.max(CLAIM.c.run)).where(CLAIM.c.id == outer.c.id).scalar_subquery()
    chosen = sa.select(outer.c.body, outer.c.quote).where(begins(outer.c.id, prefix), outer.c.run == last)
    rows = conn.execute(chosen.order_by(outer.c.id).limit(limit))
    found = [_as_it_reads(row, who, told) for row in rows]
    near = (one for ident, one in told.added.items() if ident.startswith(prefix.lower()))
    found += [_added_reads(one, who, told) for one in near]
    return sorted(found, key=lambda read: read[0].id)[:limit]


def text(conn: sa.Connection, report: str) -> str | None:
    """A report's text."""
    asked = sa.select(TEXT.c.text).join(REPORT, REPORT.c.n == TEXT.c.n).where(REPORT.c.id == report)
    return conn.execute(asked).scalar_one_or_none()


def texts(conn: sa.Connection, reports: Iterable[str]) -> dict[str, str]:
    """Texts of some reports by their ids."""
    asked = sa.select(REPORT.c.id, TEXT.c.text).join(TEXT, TEXT.c.n == REPORT.c.n)
    return dict(conn.execute(asked.where(REPORT.c.id.in_(each(reports)))).all())


def sources(
    conn: sa.Connection, *, reports: Iterable[str] | None = None, search: str | None = None
) -> Iterator[Source]:
    """Reports with their counts, in the order of publication.

    Args:
        conn: a connection.
        reports: ids of those that are wanted; None for all.
        search: words that their text holds.
    """
    asked = _sources()
    if reports is not None:
        asked = asked.where(REPORT.c.id.in_(each(reports)))
    if search is not None:
        asked = asked.where(holds(REPORT.c.n, REPORT_FTS, search))
    with conn.execute(asked, execution_options={} if reports is not None else _IN_CHUNKS) as rows:
        yield from map(_source, rows)


def publishers(conn: sa.Connection) -> frozenset[str]:
    """The outlets of all reports."""
    asked = sa.select(REPORT.c.publisher).join(CURRENT, CURRENT.c.report == REPORT.c.id).distinct()
    return frozenset(name for name in conn.execute(asked).scalars() if name)


def published(conn: sa.Connection) -> list[When]:
    """When reports with claims were published, each time once."""
    told = sa.select(CLAIM.c.n).where(CLAIM.c.run == CURRENT.c.run).exists()
    asked = (
        sa.select(REPORT.c.published).join(CURRENT, CURRENT.c.report == REPORT.c.id).where(told).distinct()
    )
    return [from_json(When, one) for one in conn.execute(asked).scalars() if one]


def published_of(conn: sa.Connection, reports: Iterable[str]) -> dict[str, When | None]:
    """When some reports were published, by their ids; reports of one day share one time."""
    asked = sa.select(REPORT.c.id, REPORT.c.published).where(REPORT.c.id.in_(each(reports)))
    rows = conn.execute(asked).all()
    times = {one: from_json(When, one) for one in {one for _, one in rows} if one}
    return {ident: times.get(one) for ident, one in rows}


def _sources() -> sa.Select[Any]:
    seen = (
        sa.select(sa.func.min(SIGHTING.c.body)).where(SIGHTING.c.report == REPORT.c.id).scalar_subquery()
    )  # of several addresses always the same one, in whatever order they came
    told = sa.and_(CLAIM.c.kind == "event", CLAIM.c.background == 0)
    every, events = (
        sa.select(counted).where(CLAIM.c.run == RUN.c.id).scalar_subquery()
        for counted in (sa.func.count(), sa.func.count(sa.case((told, 1))))
    )  # the condition stands in the count, so that SQLite finds the claims by their run
    return (
        sa.select(
            REPORT.c.id,
            REPORT.c.sha256,
            REPORT.c.publisher,
            REPORT.c.published,
            RUN.c.reader,
            RUN.c.at,
            seen.label("seen"),
            every.label("claims"),
            events.label("events"),
        )
        .join(CURRENT, CURRENT.c.report == REPORT.c.id)
        .join(RUN, RUN.c.id == CURRENT.c.run)
        .order_by(REPORT.c.published_first.nulls_last(), REPORT.c.id)
    )


def _source(row: sa.Row[Any]) -> Source:
    got = row._asdict()
    seen = from_json(Sighting, got["seen"])
    return Source(
        id=got["id"],
        title=seen.title,
        publisher=got["publisher"],
        published=from_json(When, got["published"]) if got["published"] else None,
        author=seen.author,
        address=seen.address,
        language=seen.language,
        sha256=got["sha256"],
        reader=got["reader"],
        read_at=datetime.fromisoformat(got["at"]),
        claims=got["claims"],
        events=got["events"],
    )


def failures(conn: sa.Connection) -> Iterator[FailureRow]:
    """Failures whose source has not been read since."""
    since = (
        sa.select(RUN.c.id)
        .join(SIGHTING, SIGHTING.c.report == RUN.c.report)
        .where(SIGHTING.c.address == FAILURE.c.source, RUN.c.at >= FAILURE.c.at)
    )
    asked = sa.select(FAILURE).where(~since.exists()).order_by(FAILURE.c.source, FAILURE.c.at, FAILURE.c.id)
    with conn.execute(asked, execution_options=_IN_CHUNKS) as rows:
        for row in rows:
            got = row._asdict()
            fields = {k: got[k] for k in ("source", "stage", "kind", "message")}
            yield FailureRow(at=datetime.fromisoformat(got["at"]), **fields)
