"""A book on a PostgreSQL server: is it one, how new is it, may it be written?

A book is a schema: that in which the server makes tables unless told otherwise, `public` where nobody set another.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from sourcebook import __version__
from sourcebook.errors import BookError, NewerBook, NotABook
from sourcebook.ledger.dialects import SUPPORT, guarded, unguarded
from sourcebook.ledger.file import BUSY_MS, OLDER, WRITE, Past, views
from sourcebook.ledger.migrations import APPLICATION, APPLICATION_ID, MIGRATIONS, migrate
from sourcebook.ledger.tables import META
from sourcebook.ledger.trouble import trouble

FORMS = ("postgresql://", "postgresql+psycopg://")
_CONNECT_S = 5  # how long a server may take to answer at all


@dataclass(frozen=True, slots=True)
class Server:
    """Where a book lies on a server.

    Attributes:
        url: `postgresql://USER@HOST/DATABASE`, with whatever else libpq knows after a question mark.
    """

    url: str

    def __post_init__(self) -> None:
        if not self.url.startswith(FORMS):
            raise BookError(
                f"{self} is no address of a book; give a file, or postgresql://USER@HOST/DATABASE for one on a server"
            )

    def __str__(self) -> str:
        """The address without its password, for people."""
        hidden = re.sub(r"(://[^/@:]*):.*@", r"\1:***@", self.url)
        return re.sub(r"([?&]password=)[^&]*", r"\1***", hidden)


def open_engine(server: Server, *, create: bool, readonly: bool) -> sa.Engine:
    """A checked engine on a book.

    Args:
        server: where it lies.
        create: whether an empty schema becomes a new book.
        readonly: whether nothing may be written.

    Raises:
        NotABook: what lies there is something else.
        NewerBook: a later release wrote it.
        ReadOnlyBook: it must be written and cannot be.
        BookError: there is no such book, or no way to it.
    """
    engine = _engine(server, readonly=readonly)
    with ExitStack() as on_error, trouble(server):
        on_error.callback(engine.dispose)
        with engine.connect() as conn:
            state = _State.of(conn)
        _check(server, state, create=create and not readonly)
        if state.version < len(MIGRATIONS):  # an older book takes its missing steps once
            _bring_up(server, create=create and not readonly)
        on_error.pop_all()
    return engine


def open_past(server: Server, past: Past) -> sa.Engine:
    """An engine on a checked book that reads as if nothing had been put in since.

    Args:
        server: where it lies.
        past: up to where it is read.
    """
    return _engine(server, readonly=True, past=past)


def still(server: Server, conn: sa.Connection) -> None:
    """Refuse to write into a book that became another since it was opened; see `file.still`.

    Args:
        server: where it lies.
        conn: a connection.
    """
    version = conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'version'").scalar()
    if version != str(len(MIGRATIONS)):
        _check(server, _State.of(conn), create=False)
        raise BookError(OLDER.format(path=server))


def _bring_up(server: Server, *, create: bool) -> None:
    engine = _engine(server, readonly=False)
    with ExitStack() as after, engine.connect().execution_options(**WRITE) as conn, conn.begin():
        after.callback(engine.dispose)
        state = _State.of(conn)  # somebody else may have been faster
        _check(server, state, create=create)
        if not state.version:
            for statement in SUPPORT:
                conn.exec_driver_sql(statement)
        migrate(conn, done=state.version, release=__version__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a schema says of itself."""

    schema: str | None
    encoding: str
    tables: frozenset[str]
    meta: dict[str, str]

    @property
    def version(self) -> int:
        return int(self.meta.get("version", 0))

    @classmethod
    def of(cls, conn: sa.Connection) -> "_State":
        schema, encoding = conn.exec_driver_sql(
            "SELECT current_schema()::text, getdatabaseencoding()::text"
        ).one()
        tables = frozenset(conn.exec_driver_sql(_TABLES).scalars())
        meta = dict(conn.execute(sa.select(META.c.key, META.c.value)).all()) if "meta" in tables else {}
        return cls(schema=schema, encoding=encoding, tables=tables, meta=meta)


_TABLES = """SELECT relname::text FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid
        AND deptype = 'e')"""
"""Tables of the schema but for those that an extension brought."""


def _check(server: Server, state: _State, *, create: bool) -> None:
    if state.encoding != "UTF8":
        raise NotABook(
            f"{server} is a database in {state.encoding}, which cannot hold every text; "
            "make one with `createdb --encoding UTF8 --template template0 NAME`"
        )
    if state.schema is None:
        raise BookError(f"{server} names a schema that is not there; make it with CREATE SCHEMA")
    if not state.tables:
        if create:
            return
        raise BookError(
            f"there is no book at {server}; make one with `sourcebook add REPORT...`, or name another with --book"
        )
    if state.meta.get("application") != APPLICATION:
        raise NotABook(
            f"{server} holds tables of another program (schema {state.schema}); make a database of its own for "
            "the book, or a schema, and name it in the address: ?options=-csearch_path%3DNAME"
        )
    if state.version > len(MIGRATIONS):
        raise NewerBook(
            f"{server} was written by sourcebook {state.meta.get('release')}, newer than this one ({__version__}); "
            "bring sourcebook up to date to open it"
        )


def _engine(server: Server, *, readonly: bool, past: Past | None = None) -> sa.Engine:
    url = _url(server)
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_S}
    options = {"sourcebook_readonly": readonly}
    snapshot: Any = "REPEATABLE READ"  # all that one question reads is of one moment
    try:
        engine = sa.create_engine(
            url, isolation_level=snapshot, connect_args=patience, execution_options=options
        )
    except ImportError as e:
        raise BookError(
            f"{server} needs the driver for PostgreSQL; install it with pip install 'sourcebook[postgres]'"
        ) from e
    sa.event.listen(engine, "connect", lambda raw, _: _prepare(raw, past))
    sa.event.listen(engine, "begin", _begin)
    return engine


def _url(server: Server) -> sa.URL:
    try:
        return sa.make_url(server.url).set(drivername="postgresql+psycopg")
    except sa.exc.ArgumentError as e:
        raise BookError(
            f"{server} cannot be read as an address; write postgresql://USER@HOST/DATABASE"
        ) from e


def _prepare(raw: Any, past: Past | None) -> None:  # noqa: ANN401 - psycopg may not be there
    """What every connection of a book needs: texts as they are kept, patience, and the views of the past."""
    _guard(raw)
    with raw.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {BUSY_MS}")
        if past is not None:
            schema = cursor.execute("SELECT quote_ident(current_schema())").fetchone()[0]
            for view in views(past, of=schema):
                cursor.execute(view)
        cursor.execute("SET default_transaction_read_only = on")  # `_begin` asks for more where it is due
    raw.commit()


def _guard(raw: Any) -> None:  # noqa: ANN401 - psycopg may not be there
    guarding, unguarding = _guards()
    raw.adapters.register_dumper(str, guarding)
    for kind in ("text", "varchar"):
        raw.adapters.register_loader(kind, unguarding)


@cache
def _guards() -> tuple[type, type]:
    """What takes texts to the server and back; the server refuses NUL, which a report may hold."""
    from psycopg.types.string import StrDumperUnknown, TextLoader  # noqa: PLC0415 - an extra

    class Guarding(StrDumperUnknown):
        def dump(self, obj: str) -> Any:  # noqa: ANN401 - psycopg's
            return super().dump(guarded(obj))

    class Unguarding(TextLoader):
        def load(self, data: Any) -> Any:  # noqa: ANN401 - psycopg's
            text = super().load(data)
            return unguarded(text) if isinstance(text, str) else text

    return Guarding, Unguarding


def _begin(conn: sa.Connection) -> None:
    """Writers stand in line, one to a book, and see what those before them wrote; readers wait for nobody."""
    options = conn.get_execution_options()
    if options.get("sourcebook_write") and not options.get("sourcebook_readonly"):
        conn.exec_driver_sql("SET TRANSACTION READ WRITE, ISOLATION LEVEL READ COMMITTED")
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_schema()))")
