"""Opening a book's file: is it one, how new is it, may it be written?"""

import os
import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from sourcebook import __version__
from sourcebook.errors import BookError, NewerBook, NotABook, ReadOnlyBook, ValueProblem
from sourcebook.ledger.migrations import APPLICATION_ID, MIGRATIONS, migrate
from sourcebook.ledger.trouble import explain, trouble

BUSY_MS = 5000  # how long a writer waits for another one, in milliseconds
WRITE = {"sourcebook_write": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Up to where a book is read: conditions in SQL on what was appended to it.

    Attributes:
        runs: on `id` and `at` of the readings.
        judgements: on `n` and `at` of the judgements.
        decisions: on `n` and `at` of the decisions about actors.
        rest: on `at` of failures and releases.
    """

    runs: str
    judgements: str
    decisions: str
    rest: str

    @classmethod
    def until(cls, moment: str) -> Self:
        """All that was put in by a moment, in UTC as the book writes moments."""
        if not _MOMENT.fullmatch(moment):  # it becomes part of a statement
            raise ValueProblem(f"{moment!r} is no moment as the book writes them")
        told = f"at <= '{moment}'"
        return cls(runs=told, judgements=told, decisions=told, rest=told)

    @classmethod
    def up_to(cls, *, run: int, judgement: int, decision: int) -> Self:
        """All up to these numbers, whenever it says that it was made."""
        return cls(
            runs=f"id <= {run:d}",
            judgements=f"n <= {judgement:d}",
            decisions=f"n <= {decision:d}",
            rest="1 = 0",
        )


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


def open_past(path: Path, past: Past) -> sa.Engine:
    """An engine on a checked book that reads as if nothing had been put in since.

    Views of the connection's own stand before the tables and views of those names, so that every question goes
    through them.

    Args:
        path: the book's file.
        past: up to where it is read.
    """
    return _engine(path, mode="rw" if _may_write(path) else "ro", query_only=True, past=past)


def views(past: Past, *, of: str = "main") -> tuple[str, ...]:
    """Statements that put views of the connection's own before what was appended.

    Args:
        past: up to where the book is read.
        of: the schema that the book's own tables lie in.
    """
    shown = (
        ("judgement", past.judgements), ("decision", past.decisions), ("failure", past.rest), ("release", past.rest),
    )  # fmt: skip
    read = f"SELECT report, max(id) AS run FROM {of}.run WHERE {past.runs} GROUP BY report"
    return (
        f"CREATE TEMP VIEW current_run AS {read}",
        *(f"CREATE TEMP VIEW {name} AS SELECT * FROM {of}.{name} WHERE {limit}" for name, limit in shown),
    )


def open_engine(path: Path, *, create: bool, readonly: bool) -> sa.Engine:
    """A checked engine on a book.

    Args:
        path: the book's file.
        create: whether a missing or empty file becomes a new book.
        readonly: whether nothing may be written.

    Raises:
        NotABook: the file is something else, or damaged.
        NewerBook: a later release wrote it.
        ReadOnlyBook: it must be written and cannot be.
        BookError: there is no such file or folder.
    """
    _check_path(path, create=create and not readonly)
    if not readonly:
        return _writable(path, create=create)
    engine = _reading(path)
    with trouble(path), engine.connect() as conn:
        state = _state(conn)
    _check_state(path, state, create=False)
    if state.version == len(MIGRATIONS):
        return engine
    engine.dispose()
    _writable(path, create=False).dispose()  # an older book takes its missing steps once
    return _reading(path)


class _State:
    """What a file says of itself."""

    def __init__(self, application: int, version: int, tables: int, release: str | None) -> None:
        self.application, self.version, self.tables, self.release = application, version, tables, release

    @property
    def blank(self) -> bool:
        return self.application == 0 and self.version == 0 and self.tables == 0


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotABook(f"{path} is a folder; name a file, such as {path / 'book.sourcebook'}")
    if not path.parent.is_dir():
        raise BookError(
            f"the folder {path.parent} does not exist; make it first, or name another file with --book"
        )
    if not create and not path.exists():
        raise BookError(
            f"there is no book at {path}; make one with `sourcebook add REPORT...` or `sourcebook demo`, "
            "or name another file with --book"
        )
    if not create and path.stat().st_size == 0:
        raise NotABook(
            f"{path} is empty; make a book with `sourcebook add REPORT...`, or name another with --book"
        )


def _writable(path: Path, *, create: bool) -> sa.Engine:
    engine = _engine(path, mode="rwc" if create else "rw")
    with trouble(path):
        with engine.connect() as conn:
            state = _state(conn)
        _check_state(path, state, create=create)
        if state.version < len(MIGRATIONS):
            _switch_to_wal(engine)
            with engine.connect().execution_options(**WRITE) as conn, conn.begin():
                migrate(conn, done=_state(conn).version, release=__version__)
    return engine


def _check_state(path: Path, state: _State, *, create: bool) -> None:
    if state.blank and create:
        return
    if state.application != APPLICATION_ID:
        raise NotABook(f"{path} is an SQLite file of another program; name another file with --book")
    if state.version > len(MIGRATIONS):
        raise NewerBook(
            f"{path} was written by sourcebook {state.release}, newer than this one ({__version__}); "
            "bring sourcebook up to date to open it"
        )


def still(path: Path, conn: sa.Connection) -> None:
    """Refuse to write into a book that became another since it was opened.

    Args:
        path: the book's file.
        conn: a connection.

    Raises:
        NotABook: it is none any more.
        NewerBook: a later release brought it up to date.
        BookError: it is an older one now.
    """
    version = conn.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version != len(MIGRATIONS):
        _check_state(path, _state(conn), create=False)
        raise BookError(OLDER.format(path=path))


OLDER = (
    "{path} was exchanged for one of an older release; start this program again, which brings it up to date"
)


def _state(conn: sa.Connection) -> _State:
    application = conn.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = conn.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    release = None
    if application == APPLICATION_ID:
        release = conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'release'").scalar()
    return _State(application, version, tables, release)


def _switch_to_wal(engine: sa.Engine) -> None:
    """Ask for the write-ahead log; SQLite refuses at once, without waiting, while another process asks."""
    deadline = time.monotonic() + BUSY_MS / 1000
    raw = engine.raw_connection()
    try:
        while not _try_wal(raw) and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        raw.close()


def _try_wal(raw: sa.PoolProxiedConnection) -> bool:
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as e:
        if e.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    finally:
        cursor.close()
    return True


def _reading(path: Path) -> sa.Engine:
    """An engine that only reads; in a read-only folder SQLite must be told that nobody else writes."""
    if _may_write(path):
        return _engine(path, mode="rw", query_only=True)  # the last one out clears the write-ahead log away
    engine = _engine(path, mode="ro")
    try:
        with engine.connect() as conn:
            conn.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except sa.exc.OperationalError as e:
        engine.dispose()
        error = explain(path, e.orig)
        if not isinstance(error, ReadOnlyBook):
            raise error from e
    except sa.exc.DBAPIError as e:
        engine.dispose()
        raise explain(path, e.orig) from e
    else:
        return engine
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise ReadOnlyBook(
            f"{path} lies in a folder that cannot be written and was not closed properly; "
            f"copy it together with {log.name} to a folder of your own and open the copy"
        )
    return _engine(path, mode="ro&immutable=1")


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _engine(path: Path, *, mode: str, query_only: bool = False, past: Past | None = None) -> sa.Engine:
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        conn = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False
        )
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute(
            "PRAGMA synchronous = NORMAL"
        )  # safe with a write-ahead log: https://sqlite.org/wal.html
        for view in views(past) if past else ():
            conn.execute(view)
        if query_only:
            conn.execute("PRAGMA query_only = ON")
        return conn

    engine = sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(conn: sa.Connection) -> None:
    conn.exec_driver_sql(
        "BEGIN IMMEDIATE" if conn.get_execution_options().get("sourcebook_write") else "BEGIN"
    )
