"""How the book's tables came to be: one function per step, never edited after its release.

Tables are declared in SQLite's words; `dialects.declare` says them to PostgreSQL.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from sourcebook.ledger import bearing, columns
from sourcebook.ledger.dialects import declare, is_postgres
from sourcebook.ledger.tables import META
from sourcebook.ledger.views import ABOUT, statements

APPLICATION_ID = 0x536F7572  # "Sour": what `file` and SQLite's header say of a book
APPLICATION = "sourcebook"  # the same on a server

_M001 = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE report (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, publisher TEXT,
        published TEXT, published_first TEXT)""",
    "CREATE TABLE report_text (n INTEGER PRIMARY KEY REFERENCES report (n), text TEXT NOT NULL)",
    """CREATE TABLE sighting (
        report TEXT NOT NULL REFERENCES report (id), digest TEXT NOT NULL, address TEXT, title TEXT,
        author TEXT, language TEXT, body TEXT NOT NULL, PRIMARY KEY (report, digest)) WITHOUT ROWID""",
    "CREATE INDEX sighting_address ON sighting (address)",
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL REFERENCES report (id),
        reader TEXT NOT NULL, release TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (report, reader))""",
    """CREATE VIEW current_run AS SELECT report, id AS run FROM run WHERE NOT EXISTS (
        SELECT 1 FROM run AS later WHERE later.report = run.report AND later.id > run.id)""",
    """CREATE TABLE actor (
        key TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        known INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE place (
        key TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        known INTEGER NOT NULL, lat REAL, lon REAL, country TEXT, admin1 TEXT,
        body TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX actor_id ON actor (id)",
    "CREATE INDEX place_id ON place (id)",
    """CREATE TABLE run_actor (
        actor TEXT NOT NULL REFERENCES actor (key), run INTEGER NOT NULL REFERENCES run (id),
        PRIMARY KEY (actor, run)) WITHOUT ROWID""",
    """CREATE TABLE run_place (
        place TEXT NOT NULL REFERENCES place (key), run INTEGER NOT NULL REFERENCES run (id),
        PRIMARY KEY (place, run)) WITHOUT ROWID""",
    "CREATE TABLE name (folded TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (folded, key)) WITHOUT ROWID",
    """CREATE TABLE mention (
        run INTEGER NOT NULL REFERENCES run (id), seq INTEGER NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, kind TEXT NOT NULL, entity TEXT, words TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (run, seq)) WITHOUT ROWID""",
    "CREATE INDEX mention_entity ON mention (entity) WHERE entity IS NOT NULL",
    """CREATE TABLE claim (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run (id),
        seq INTEGER NOT NULL, report TEXT NOT NULL REFERENCES report (id), kind TEXT NOT NULL,
        type TEXT NOT NULL, subject TEXT, object TEXT,
        quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, quote TEXT NOT NULL, modality TEXT NOT NULL,
        speaker TEXT, background INTEGER NOT NULL, stage TEXT NOT NULL, score REAL, first TEXT, last TEXT,
        date_precision TEXT, ground TEXT, place TEXT, place_precision TEXT, killed_low INTEGER,
        killed_best INTEGER, killed_high INTEGER, body TEXT NOT NULL, UNIQUE (run, id))""",
    "CREATE INDEX claim_id ON claim (id)",
    "CREATE INDEX claim_first ON claim (kind, first)",
    "CREATE INDEX claim_report ON claim (report)",
    "CREATE INDEX claim_subject ON claim (subject, first) WHERE subject IS NOT NULL",
    """CREATE TABLE party (
        entity TEXT NOT NULL, claim INTEGER NOT NULL REFERENCES claim (n), role TEXT NOT NULL,
        PRIMARY KEY (entity, claim, role)) WITHOUT ROWID""",
    """CREATE TABLE failure (
        id TEXT PRIMARY KEY, source TEXT NOT NULL, stage TEXT NOT NULL, kind TEXT NOT NULL,
        message TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE judgement (
        n INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL, verdict TEXT NOT NULL, "by" TEXT NOT NULL,
        at TEXT NOT NULL, note TEXT, field TEXT, value TEXT)""",
    "CREATE INDEX judgement_claim ON judgement (claim)",
    """CREATE VIRTUAL TABLE report_fts USING fts5 (
        text, content='report_text', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE claim_fts USING fts5 (
        quote, content='claim', content_rowid='n', tokenize='porter unicode61 remove_diacritics 2')""",
)


def m001_claims(conn: Connection) -> None:
    """Reports, entities, claims, runs, failures, judgements and their full text."""
    declare(conn, _M001)


def m002_place_extent(_conn: Connection) -> None:
    """Bodies of places may hold a radius, ends and bases; the tables stay, earlier releases could not read them."""


_M003 = (
    """CREATE TABLE decision (
        n INTEGER PRIMARY KEY AUTOINCREMENT, ruling TEXT NOT NULL, actor TEXT, other TEXT, "by" TEXT NOT NULL,
        at TEXT NOT NULL, note TEXT, undoes INTEGER REFERENCES decision (n), body TEXT NOT NULL)""",
    """CREATE TRIGGER decision_stands BEFORE UPDATE ON decision
        BEGIN SELECT RAISE(ABORT, 'decisions are appended, never changed'); END""",
    """CREATE TRIGGER decision_stays BEFORE DELETE ON decision
        BEGIN SELECT RAISE(ABORT, 'decisions are appended, never removed'); END""",
)


def m003_decisions(conn: Connection) -> None:
    """Decisions about who is who, and bodies of actors may hold members; nothing that was kept before is touched."""
    declare(conn, _M003)


_M004 = (
    "ALTER TABLE judgement ADD COLUMN other TEXT",
    "ALTER TABLE judgement ADD COLUMN undoes INTEGER REFERENCES judgement (n)",
    "ALTER TABLE judgement ADD COLUMN anchors TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE judgement ADD COLUMN body TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE judgement ADD COLUMN key TEXT",  # of the request that brought it, so that it is kept once
    "CREATE INDEX judgement_key ON judgement (key) WHERE key IS NOT NULL",
    "ALTER TABLE decision ADD COLUMN key TEXT",
    "CREATE INDEX decision_key ON decision (key) WHERE key IS NOT NULL",
    """CREATE TABLE spot (
        key INTEGER NOT NULL, claim INTEGER NOT NULL REFERENCES claim (n), PRIMARY KEY (key, claim)) WITHOUT ROWID""",
    """CREATE TABLE scene (
        claim INTEGER PRIMARY KEY REFERENCES claim (n), first INTEGER, last INTEGER, slack INTEGER, dated INTEGER,
        lat REAL, lon REAL, sort INTEGER NOT NULL)""",
    """CREATE TABLE link (
        one INTEGER NOT NULL REFERENCES claim (n), other INTEGER NOT NULL REFERENCES claim (n), score REAL NOT NULL,
        PRIMARY KEY (one, other)) WITHOUT ROWID""",
    """CREATE TABLE linked (
        run INTEGER NOT NULL REFERENCES run (id), linker TEXT NOT NULL, PRIMARY KEY (run, linker)) WITHOUT ROWID""",
    """CREATE TABLE fingerprint (
        key INTEGER NOT NULL, report TEXT NOT NULL REFERENCES report (id), PRIMARY KEY (key, report)) WITHOUT ROWID""",
    """CREATE TABLE overlap (
        one TEXT NOT NULL REFERENCES report (id), other TEXT NOT NULL REFERENCES report (id), body TEXT NOT NULL,
        PRIMARY KEY (one, other)) WITHOUT ROWID""",
    """CREATE TABLE release (
        n INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, "by" TEXT NOT NULL, at TEXT NOT NULL,
        note TEXT, run INTEGER NOT NULL, judgement INTEGER NOT NULL, decision INTEGER NOT NULL,
        digest TEXT NOT NULL, claims INTEGER NOT NULL, reports INTEGER NOT NULL)""",
    "DROP INDEX claim_first",  # no question is ordered or bounded by it, and with it all events are gone through
    "CREATE INDEX claim_last ON claim (last, first)",
    """CREATE TABLE timeline (
        entity TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, until TEXT NOT NULL, published TEXT NOT NULL,
        claim INTEGER NOT NULL REFERENCES claim (n),
        PRIMARY KEY (entity, kind, day, until, published, claim)) WITHOUT ROWID""",
    """INSERT INTO timeline (entity, kind, day, until, published, claim)
        SELECT DISTINCT party.entity, claim.kind, coalesce(claim.first, claim.last, '9999-99-99'),
            coalesce(claim.last, '9999-99-99'), coalesce(report.published_first, '9999-99-99'), claim.n
        FROM party JOIN claim ON claim.n = party.claim JOIN report ON report.id = claim.report
        WHERE party.role NOT IN ('where', 'origin', 'destination')""",
)
_M004_STANDS = tuple(
    f"""CREATE TRIGGER {table}_{verb} BEFORE {deed} ON {table}
        BEGIN SELECT RAISE(ABORT, '{what} are never {done}'); END"""
    for table, what in (("judgement", "judgements"), ("release", "releases"))
    for verb, deed, done in (("stands", "UPDATE", "changed"), ("stays", "DELETE", "removed"))
)


def m004_judgements(conn: Connection) -> None:
    """Judgements keep the words that they are about, and may be taken back; versions of the book can be released."""
    declare(conn, _M004)
    for row in conn.exec_driver_sql(
        'SELECT n, claim, verdict, "by", at, note, field, value FROM judgement'
    ).all():
        body, anchors = _old_judgement(conn, row)
        conn.exec_driver_sql(
            "UPDATE judgement SET body = ?, anchors = ? WHERE n = ?", (body, anchors, row[0])
        )
    declare(conn, _M004_STANDS)


def _old_judgement(conn: Connection, row: Sequence[Any]) -> tuple[str, str]:
    """Body and anchors of a judgement that was kept before either was."""
    _, claim, verdict, by, at, note, field, value = row
    given = {
        "claim": claim,
        "verdict": verdict,
        "by": by,
        "at": at,
        "note": note,
        "field": field,
        "value": value,
    }
    said = conn.exec_driver_sql(
        "SELECT report, quote_start, quote_end, kind, type, body, modality, quote FROM claim WHERE id = ?",
        (claim,),
    ).first()
    anchors = []
    if said is not None:
        fact = json.loads(said[5])["fact"]
        ends = [*fact.get("actor", []), "|", *fact.get("recipient", [])]
        told = {"report": said[0], "start": said[1], "end": said[2], "kind": said[3], "type": said[4]}
        told |= {"at": fact["trigger"]["start"] if said[3] == "event" else None, "modality": said[6]}
        told |= {"ends": ends if said[3] == "event" else [fact["subject"], fact["object"]], "words": said[7]}
        anchors = [told]
    return json.dumps({k: v for k, v in given.items() if v is not None}), json.dumps(anchors)


_M005 = (
    "CREATE TABLE node (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    """CREATE TABLE tied (
        run INTEGER PRIMARY KEY REFERENCES run (id), claim INTEGER NOT NULL, first INTEGER NOT NULL,
        last INTEGER NOT NULL, ties BLOB NOT NULL, events BLOB NOT NULL, parts BLOB NOT NULL)""",
)


def m005_columns(conn: Connection) -> None:
    """What ties and the happenings that may turn them say is kept in columns, for every reading."""
    declare(conn, _M005)
    columns.put(conn)


def m006_views(conn: Connection) -> None:
    """Views for those who open the file with other programs; nothing of ours reads them."""
    if not is_postgres(conn):
        declare(conn, statements())


def m007_coded_views(conn: Connection) -> None:
    """The views of events go by the tables of codes that the exports go by."""
    if not is_postgres(conn):
        declare(conn, (*(f"DROP VIEW IF EXISTS {name}" for name in ABOUT), *statements()))


_M008 = (
    """CREATE TABLE bearing (
        who INTEGER NOT NULL, what INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES run (id),
        PRIMARY KEY (who, what, run)) WITHOUT ROWID""",
)


def m008_bearing(conn: Connection) -> None:
    """An index tells in which readings somebody is named by a tie, or by a happening that may turn ties."""
    declare(conn, _M008)  # filled by the next step


_M009 = (
    "DROP TABLE bearing",
    """CREATE TABLE bearing (
        who INTEGER NOT NULL, what INTEGER NOT NULL, other INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES run (id),
        PRIMARY KEY (who, what, other, run)) WITHOUT ROWID""",
)


def m009_ends(conn: Connection) -> None:
    """The index says of ties what is at their other end, so that somebody's ties are known without the readings."""
    declare(conn, _M009)
    bearing.put(conn)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_claims, m002_place_extent, m003_decisions, m004_judgements, m005_columns, m006_views, m007_coded_views,
    m008_bearing, m009_ends,
)  # fmt: skip


def migrate(conn: Connection, *, done: int, release: str) -> None:
    """Bring a book's tables to this release, inside the caller's transaction.

    Args:
        conn: a connection in a write transaction.
        done: how many steps the book has taken.
        release: version of this package, kept for the message of an older release that meets the book.
    """
    for step in MIGRATIONS[done:]:
        step(conn)
    said = {"release": release}
    if is_postgres(conn):
        said |= {"application": APPLICATION, "version": str(len(MIGRATIONS))}
    else:
        conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.exec_driver_sql(f"PRAGMA user_version = {len(MIGRATIONS)}")
    conn.execute(sa.delete(META).where(META.c.key.in_(said)))
    conn.execute(sa.insert(META), [{"key": key, "value": value} for key, value in said.items()])
