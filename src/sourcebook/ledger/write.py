"""Rows for a draft: what is put into the book, all of it or nothing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import sqlalchemy as sa

from sourcebook.ledger.codec import LAST, iso, to_json
from sourcebook.ledger.dialects import new_rows
from sourcebook.ledger.fold import fold
from sourcebook.ledger.pile import Pile, Row
from sourcebook.ledger.roles import AS_MEMBER, PLACE_ROLES, parties
from sourcebook.ledger.rows import Sighting
from sourcebook.ledger.tables import (
    ACTOR,
    CLAIM,
    CLAIM_FTS,
    MENTION,
    NAME,
    PARTY,
    PLACE,
    REPORT,
    REPORT_FTS,
    RUN_ACTOR,
    RUN_PLACE,
    SIGHTING,
    TEXT,
    TIMELINE,
)
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim, Event, Relation
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, digest
from sourcebook.model.where import Place


def write_report(pile: Pile, report: Report) -> None:
    """Put a report and its text in, unless it is there."""
    conn = pile.conn
    row = {
        "id": report.id,
        "sha256": report.sha256,
        "publisher": report.publisher,
        "published": to_json(report.published) if report.published else None,
        "published_first": iso(report.published.first or report.published.last) if report.published else None,
    }
    n = conn.execute(new_rows(conn, REPORT).values(row).returning(REPORT.c.n)).scalar_one_or_none()
    if n is not None:
        pile.add(TEXT, [{"n": n, "text": report.text}])
        pile.index(REPORT_FTS, [(n, report.text)])
    pile.add(SIGHTING, [sighting_row(report)])


def sighting_row(report: Report) -> Row:
    """Where and under which headline the text was seen."""
    seen = Sighting(
        address=report.address,
        title=report.title,
        author=report.author,
        language=report.language,
        not_body=report.not_body,
    )
    body = to_json(seen)
    head = {"address": seen.address, "title": seen.title, "author": seen.author, "language": seen.language}
    return {"report": report.id, "digest": digest(body), **head, "body": body}


def write_entities(pile: Pile, draft: Draft, *, run: int) -> None:
    """Put a draft's actors and places in; equal ones are kept once, whatever the number of reports."""
    actors, places = [actor_row(a) for a in draft.actors], [place_row(p) for p in draft.places]
    pile.add(ACTOR, actors)
    pile.add(PLACE, places)
    pile.add(RUN_ACTOR, [{"actor": row["key"], "run": run} for row in actors])
    pile.add(RUN_PLACE, [{"place": row["key"], "run": run} for row in places])
    called = [
        (row["key"], (a.name, *(n.text for n in a.aliases)))
        for row, a in zip(actors, draft.actors, strict=True)
    ]
    called += [(row["key"], (p.name, *p.aliases)) for row, p in zip(places, draft.places, strict=True)]
    names = sorted({(folded, str(key)) for key, all_ in called for n in all_ if (folded := fold(n))})
    pile.add(NAME, [{"folded": folded, "key": key} for folded, key in names])


def put_all(conn: sa.Connection, table: sa.TableClause, rows: Sequence[Row]) -> None:
    """Put rows in; those that are there already stay as they are."""
    if rows:
        conn.execute(new_rows(conn, table), rows)


def actor_row(actor: Actor) -> Row:
    """An actor as a row; its key is a digest of all that is said of it."""
    body = to_json(actor)
    return {
        "key": digest("actor", body),
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "known": int(actor.known),
        "body": body,
    }


def place_row(place: Place) -> Row:
    """A place as a row; its key is a digest of all that is said of it."""
    body = to_json(place)
    return {
        "key": digest("place", body),
        "id": place.id,
        "name": place.name,
        "kind": str(place.kind),
        "known": int(place.known),
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "body": body,
    }


def write_mentions(pile: Pile, draft: Draft, *, run: int) -> None:
    """Put a draft's mentions in, with their words."""
    rows: list[Row] = [
        {
            "run": run,
            "seq": seq,
            "start": m.span.start,
            "end": m.span.end,
            "kind": str(m.kind),
            "entity": m.entity,
            "words": m.span.of(draft.report.text),
            "body": to_json(m),
        }
        for seq, m in enumerate(draft.mentions)
    ]
    pile.add(MENTION, rows)


def write_claims(
    pile: Pile,
    claims: Sequence[Claim],
    *,
    report: Report,
    run: int,
    sets: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Put claims in, with what queries need of them in columns of their own.

    Args:
        pile: what is put in.
        claims: of one report, no id twice.
        report: that report.
        run: the reading that drafted them.
        sets: members by id of the set; a claim about the set is found by asking for a member.
    """
    text = report.text
    first = pile.claims(len(claims))
    rows = [
        {"n": first + seq, "run": run, "seq": seq, **claim_row(c, words=c.quote.of(text))}
        for seq, c in enumerate(claims)
    ]
    if not rows:
        return
    empty: Row = dict.fromkeys(c.name for c in CLAIM.columns)
    pile.add(CLAIM, [empty | row for row in rows])
    pile.index(CLAIM_FTS, [(first + seq, c.quote.of(text)) for seq, c in enumerate(claims)])
    named = [
        (row, role, who)
        for row, c in zip(rows, claims, strict=True)
        for role, who in (*parties(c), *_through_sets(c, sets))
    ]
    pile.add(PARTY, [{"claim": row["n"], "role": role, "entity": who} for row, role, who in named])
    published = pile.conn.execute(
        sa.select(REPORT.c.published_first).where(REPORT.c.id == report.id)
    ).scalar_one()  # as it was first kept
    pile.add(TIMELINE, [_in_time(row, who, published) for row, role, who in named if role not in PLACE_ROLES])


def _in_time(row: Row, who: str, published: str | None) -> Row:
    """Where a claim stands among those about somebody, in the order of time."""
    return {
        "entity": who,
        "kind": row["kind"],
        "day": row["first"] or row["last"] or LAST,
        "until": row["last"] or LAST,
        "published": published or LAST,
        "claim": row["n"],
    }


def claim_row(claim: Claim, *, words: str) -> Row:
    """A claim as a row."""
    return {
        "id": claim.id,
        "report": claim.report,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "quote": words,
        "modality": str(claim.modality),
        "speaker": claim.speaker,
        "background": int(claim.background),
        "stage": claim.stage,
        "score": claim.score,
        **(_event_columns(claim.fact) if isinstance(claim.fact, Event) else _relation_columns(claim.fact)),
        "body": to_json(claim),
    }


def _event_columns(event: Event) -> Row:
    when, where, killed = event.when, event.where, event.killed
    return {
        "kind": "event",
        "type": str(event.type),
        "first": iso(when.first) if when else None,
        "last": iso(when.last) if when else None,
        "date_precision": str(when.precision) if when else None,
        "ground": str(when.ground) if when else None,
        "place": where.place if where else None,
        "place_precision": str(where.fineness) if where else None,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
    }


def _relation_columns(relation: Relation) -> Row:
    since, until = relation.since, relation.until
    return {
        "kind": "relation",
        "type": str(relation.predicate),
        "subject": relation.subject,
        "object": relation.object,
        "first": iso(since.first) if since else None,
        "last": iso(until.last) if until else None,
    }


def _through_sets(claim: Claim, sets: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Role and id of the members of the sets that a claim names."""
    named = [who for role, who in parties(claim) if role not in PLACE_ROLES] if sets else []
    return [(AS_MEMBER, member) for who in named for member in sets.get(who, ())]
