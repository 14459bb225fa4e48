"""What SQLite and PostgreSQL say differently; everything else is said once, in SQLAlchemy's words."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

POSTGRES = "postgresql"
PART = 250  # words in a part; PostgreSQL keeps at most 256 places of one word in one row
SHARED = 50  # words that two neighbouring parts share, so that a phrase across their border is found
_LONGEST = 500  # characters of a word that are looked at; PostgreSQL takes 2046 bytes
_CONFIG: sa.ColumnElement[Any] = sa.literal_column("'sourcebook_words'::regconfig")


def is_postgres(conn: sa.Connection) -> bool:
    """Whether a connection leads to a PostgreSQL server, not to an SQLite file."""
    return conn.dialect.name == POSTGRES


def new_rows(conn: sa.Connection, table: sa.TableClause) -> sqlite.Insert | postgresql.Insert:
    """An insertion that leaves rows that are there already as they are.

    Args:
        conn: the connection that it is for.
        table: where to.
    """
    return _unless_there(table, on_a_server=is_postgres(conn))


@cache
def _unless_there(table: sa.TableClause, *, on_a_server: bool) -> sqlite.Insert | postgresql.Insert:
    """The statement, made once: SQLAlchemy works longer on it than the database does."""
    made = postgresql.insert(table) if on_a_server else sqlite.insert(table)
    return made.on_conflict_do_nothing()


def guarded(text: str) -> str:
    """A text without NUL, which PostgreSQL does not take; `unguarded` gives it back.

    Args:
        text: any text.
    """
    return text.replace("\x1a", "\x1a1").replace("\x00", "\x1a0")


def unguarded(text: str) -> str:
    """The text of which `guarded` made this one.

    Args:
        text: as it is kept.
    """
    return text.replace("\x1a0", "\x00").replace("\x1a1", "\x1a")


class _Texts(sa.types.TypeDecorator[list[str]]):
    """A list of texts as one parameter: a JSON array."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: sa.Dialect) -> str:
        """The array, with its texts as they are kept."""
        keep = guarded if dialect.name == POSTGRES else str
        return json.dumps([keep(v) for v in value or ()])


class _Rows(FunctionElement[str]):
    """The texts of an array, one a row."""

    name = "json_each"
    inherit_cache = True


@compiles(_Rows)
def _rows(element: _Rows, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return f"json_each({compiler.process(element.clauses, **given)})"


@compiles(_Rows, POSTGRES)
def _rows_in_postgres(element: _Rows, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **given)} AS jsonb))"


def each(values: Iterable[str]) -> sa.Select[tuple[str]]:
    """Values as rows, however many; a list of single parameters has a limit.

    Args:
        values: texts.
    """
    rows = _Rows(sa.bindparam(None, sorted(values), type_=_Texts())).table_valued("value")
    return sa.select(rows.c.value)


def whole_numbers(values: Iterable[int]) -> sa.Select[tuple[int]]:
    """Whole numbers as rows, however many.

    Args:
        values: the numbers.
    """
    return sa.select(sa.cast(each(map(str, values)).subquery().c[0], sa.BigInteger))


def given(name: str) -> sa.TableValuedAlias:
    """The same of values that are given each time a statement is asked, which is put together once.

    Args:
        name: under which a list of texts is given; they stand in the column `value`.
    """
    return _Rows(sa.bindparam(name, type_=_Texts())).table_valued("value")


def among(values: Iterable[str]) -> sa.BindParameter[Any]:
    """Values for `IN`, each a parameter; PostgreSQL wants to know that an empty list would hold texts.

    Args:
        values: a few texts.
    """
    return sa.bindparam(None, list(values), type_=sa.Text(), expanding=True, unique=True)


def terms(search: str) -> list[str]:
    """What is searched for: single words, and phrases that were put in double quotes.

    Args:
        search: as typed.
    """
    parts = re.findall(r'"([^"]*)"|(\S+)', search.replace("\x00", " "))
    found = ((phrase or word).replace('"', "") for phrase, word in parts)
    return [t for t in found if re.search(r"\w", t)]


def words(search: str) -> str:
    """Search words as an FTS5 expression in which nothing is an operator.

    Args:
        search: as typed; words in double quotes stay together.
    """
    return " ".join(f'"{t}"' for t in terms(search)) or '""'


def holds(n: sa.ColumnElement[Any], table: sa.TableClause, search: str) -> sa.ColumnElement[bool]:
    """Whether a text holds all words of a search, word endings, case and accents aside.

    Args:
        n: the column with the number under which the text is in the full text.
        table: the full text.
        search: as typed.
    """
    there = sa.select(table.c.rowid)
    asked = [" ".join(tokens(t)) for t in terms(search)]
    phrases = [sa.func.phraseto_tsquery(_CONFIG, one) for one in asked if one]
    return _Either(
        n.in_(there.where(table.c[table.name].match(words(search)))),
        sa.and_(
            sa.true() if phrases else sa.false(),
            *(n.in_(there.where(_column(table).op("@@")(one))) for one in phrases),
        ),
    )


def _column(table: sa.TableClause) -> sa.ColumnClause[Any]:
    """The column of a full-text table that holds the words."""
    return next(c for c in table.c if c.name not in ("rowid", table.name))


class _Either(sa.ColumnElement[bool]):
    """A condition in the words of either dialect."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, lite: sa.ColumnElement[bool], postgres: sa.ColumnElement[bool]) -> None:
        self.lite, self.postgres = lite, postgres

    def self_group(self, against: Any = None) -> Self:  # noqa: ANN401 - SQLAlchemy's
        """Itself: SQLAlchemy would compare it with 1 for SQLite, and no index helps with that."""
        del against
        return self


@compiles(_Either)
def _either(element: _Either, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return str(compiler.process(element.lite, **given))


@compiles(_Either, POSTGRES)
def _either_in_postgres(element: _Either, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return f"({compiler.process(element.postgres, **given)})"


def index_words(conn: sa.Connection, table: sa.TableClause, texts: Sequence[tuple[int, str]]) -> None:
    """Put texts into a full text.

    Args:
        conn: a connection in a write transaction.
        table: the full text.
        texts: each with its number.
    """
    column = _column(table).name
    if not is_postgres(conn):
        conn.execute(sa.insert(table), [{"rowid": n, column: text} for n, text in texts])
        return
    made = sa.func.to_tsvector(_CONFIG, sa.bindparam("said", type_=sa.Text()))
    values = {"rowid": sa.bindparam("number", type_=sa.BigInteger()), column: made}
    rows = [{"number": n, "said": part} for n, text in texts for part in parts(tokens(text))]
    if rows:
        conn.execute(sa.insert(table).values(values), rows)


def tokens(text: str) -> list[str]:
    """Words as SQLite's `unicode61` cuts them: runs of letters and digits, in lower case and without accents.

    Args:
        text: any text.
    """
    plain = unicodedata.normalize("NFD", text.lower())
    return [t[:_LONGEST] for t in re.findall(r"[^\W_]+", re.sub("[\u0300-\u0331]", "", plain))]


def parts(found: list[str]) -> Iterator[str]:
    """Words in parts small enough that PostgreSQL keeps every one with its place.

    Args:
        found: the words of a text.
    """
    for start in range(0, max(len(found) - SHARED, 1), PART - SHARED):
        yield " ".join(found[start : start + PART])


# Tables are declared once, in SQLite's words. What PostgreSQL calls otherwise:
_CALLED = (
    (r"(\w+) INTEGER PRIMARY KEY(?: AUTOINCREMENT)?", r"\1 BIGINT PRIMARY KEY DEFAULT next_number('{table}', '\1')"),
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bREAL\b", "DOUBLE PRECISION"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),  # sorts as SQLite does: by code point
    (r"\)\s*WITHOUT ROWID", ")"),
)  # fmt: skip
_TABLE = re.compile(r"\s*(?:CREATE|ALTER) TABLE (\w+)")
_FULL_TEXT = re.compile(r"\s*CREATE VIRTUAL TABLE (\w+) USING fts5 \(\s*(\w+),")
_REFUSAL = re.compile(
    r"\s*CREATE TRIGGER (\w+) BEFORE (UPDATE|DELETE) ON (\w+)\s+BEGIN SELECT RAISE\(ABORT, ('[^']*')\); END"
)


def declare(conn: sa.Connection, statements: Iterable[str]) -> None:
    """Make tables, views, indexes and triggers.

    Args:
        conn: a connection in a write transaction.
        statements: in SQLite's words, of the forms that stand in the migrations.
    """
    for statement in statements:
        for one in in_postgres(statement) if is_postgres(conn) else (statement,):
            conn.exec_driver_sql(one)


def in_postgres(statement: str) -> tuple[str, ...]:
    """A declaration in PostgreSQL's words.

    Args:
        statement: in SQLite's words, of the forms that stand in the migrations.
    """
    if found := _FULL_TEXT.match(statement):
        name, column = found.groups()
        table = f"CREATE TABLE {name} (rowid BIGINT NOT NULL, {column} TSVECTOR NOT NULL)"
        return table, f"CREATE INDEX {name}_words ON {name} USING gin ({column})"
    if found := _REFUSAL.match(statement):
        name, deed, table, why = found.groups()
        deeds = "DELETE OR TRUNCATE" if deed == "DELETE" else deed
        head = f"CREATE TRIGGER {name} BEFORE {deeds} ON {table} FOR EACH STATEMENT"
        return (f"{head} EXECUTE FUNCTION refuse({why})",)
    if found := _TABLE.match(statement):
        for pattern, called in _CALLED:
            statement = re.sub(pattern, called.replace("{table}", found[1]), statement)
    return (statement,)


SUPPORT = (
    """CREATE FUNCTION next_number(of_table text, of_column text) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE n bigint;
        BEGIN
            EXECUTE 'SELECT coalesce(max(' || quote_ident(of_column) || '), 0) + 1 FROM ' || quote_ident(of_table)
                INTO n;
            RETURN n;
        END $$""",  # without gaps, as SQLite numbers; writers stand in line, so that no two take one
    """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TEXT SEARCH DICTIONARY sourcebook_stem (TEMPLATE = snowball, LANGUAGE = porter)",  # no stop words
    "CREATE TEXT SEARCH CONFIGURATION sourcebook_words (COPY = pg_catalog.simple)",
    "ALTER TEXT SEARCH CONFIGURATION sourcebook_words ALTER MAPPING REPLACE simple WITH sourcebook_stem",
)
"""What a book on PostgreSQL has beside its tables."""
