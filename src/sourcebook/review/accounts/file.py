"""Opening a file of accounts: is it one, how new is it, may it be written?"""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from sourcebook.errors import AccountsFileError
from sourcebook.review.accounts.tables import APPLICATION_ID, TABLES, VERSION

SUFFIX = ".accounts"
BUSY_S = 5.0
WRITE = {"sourcebook_write": True}


def accounts_beside(book: Path) -> Path:
    """Where the accounts of a book lie unless another file is named: `levant.sourcebook` has `levant.accounts`.

    Args:
        book: the book's file.
    """
    return book.with_suffix(SUFFIX)


def open_accounts(path: Path, *, create: bool) -> sa.Engine:
    """A checked engine on a file of accounts.

    Args:
        path: the file.
        create: whether a missing file is made, readable by its owner alone.

    Raises:
        AccountsFileError: there is none, it is another program's or a later release's, or it cannot be written.
    """
    if create:
        _make(path)
    if not path.is_file():
        raise AccountsFileError(
            f"there are no accounts at {path}; make one with `sourcebook users add NAME --role admin`"
        )
    engine = _engine(path)
    try:
        _prepare(engine, path)
    except (sa.exc.DBAPIError, sqlite3.Error) as e:
        engine.dispose()
        raise AccountsFileError(
            f"{path} cannot be used for accounts: {getattr(e, 'orig', None) or e}; "
            "check that it may be written, or name another file with --accounts"
        ) from e
    return engine


def _make(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as e:
        raise AccountsFileError(
            f"{path} cannot be made: {e.strerror}; make its folder first, or name another file with --accounts"
        ) from e


def _prepare(engine: sa.Engine, path: Path) -> None:
    with engine.connect().execution_options(**WRITE) as conn, conn.begin():
        application = conn.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = conn.exec_driver_sql("PRAGMA user_version").scalar_one()
        tables = conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if application == APPLICATION_ID and version == VERSION:
            return
        if application != APPLICATION_ID and (application or tables):
            raise AccountsFileError(
                f"{path} is no file of accounts but another program's; name another file with --accounts"
            )
        if version > VERSION:
            raise AccountsFileError(
                f"{path} was written by a newer sourcebook; bring sourcebook up to date to open it"
            )
        TABLES.create_all(conn)
        conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _engine(path: Path) -> sa.Engine:
    uri = f"file:{quote(str(path.resolve()))}?mode=rw"

    def connect() -> sqlite3.Connection:
        conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_S, check_same_thread=False)
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA secure_delete = ON")  # old hashes leave no trace in free pages
        return conn

    engine = sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(conn: sa.Connection) -> None:
    conn.exec_driver_sql(
        "BEGIN IMMEDIATE" if conn.get_execution_options().get("sourcebook_write") else "BEGIN"
    )
