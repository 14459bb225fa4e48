"""Books of either kind, what lies in them, and a PostgreSQL server for the time of the tests."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

Address = Path | str
NewBook = Callable[[], Address]
_PLACES = "/usr/lib/postgresql/*/bin"  # where Debian puts what it does not put on the path
_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "listen_addresses=",
)


def _program(name: str) -> str | None:
    beside = sorted(Path("/").glob(f"{_PLACES[1:]}/{name}"), key=lambda p: float(p.parts[-3]))
    return shutil.which(name) or (str(beside[-1]) if beside else None)


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - not on every system

    name = next(n for n in ("postgres", "nobody") if n in {one.pw_name for one in pwd.getpwall()})
    who = pwd.getpwnam(name)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _start(folder: Path, owner: dict[str, Any]) -> None:
    def run(*words: str) -> None:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, **owner)
        assert done.returncode == 0, done.stderr

    data, log = str(folder / "data"), str(folder / "log")
    options = " ".join((f"-k {folder}", *(f"-c {one}" for one in _FAST)))
    how = ("--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C", "--no-sync")
    run(str(_program("initdb")), "-D", data, *how)
    run(str(_program("pg_ctl")), "-D", data, "-l", log, "-w", "-o", options, "start")


@contextlib.contextmanager
def started() -> Iterator[str]:
    """Address of a server that answers on a socket in a temporary folder; skips where it cannot be started."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed, so books on PostgreSQL are not tested")
    if _program("initdb") is None or _program("pg_ctl") is None:
        pytest.skip("PostgreSQL is not installed, so books on it are not tested")
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        if owner:
            os.chown(name, owner["user"], owner["group"])
        _start(Path(name), owner)
        try:
            yield f"postgresql://tests@/postgres?host={name}"
        finally:
            stop = [str(_program("pg_ctl")), "-D", f"{name}/data", "-m", "immediate", "stop"]
            subprocess.run(stop, capture_output=True, cwd=name, check=True, **owner)


@dataclass
class Shelf:
    """Gives new books on a server, each a schema of its own.

    Attributes:
        url: of the server's database.
        opened: connections to let go of at the end; many tests leave that to the garbage collector.
    """

    url: str
    made: int = 0
    opened: list[Any] = field(default_factory=list)

    def __call__(self) -> str:
        self.made += 1
        sql(self.url, f"CREATE SCHEMA book{self.made}")
        return f"{self.url}&options=-csearch_path%3Dbook{self.made}"

    def note(self, raw: Any, _: object) -> None:
        if type(raw).__module__.startswith("psycopg"):
            self.opened.append(raw)

    def clear(self) -> None:
        for raw in self.opened:
            raw.close()


@contextlib.contextmanager
def _past_the_ledger(book: Address) -> Iterator[sa.Connection]:
    url = (
        f"sqlite:///{book}"
        if isinstance(book, Path)
        else book.replace("postgresql:", "postgresql+psycopg:", 1)
    )
    with sa.create_engine(url, poolclass=sa.pool.NullPool).begin() as conn:
        yield conn


def sql(book: Address, statement: str) -> list[tuple[Any, ...]]:
    """What a statement gives, past the ledger."""
    with _past_the_ledger(book) as conn:
        done = conn.exec_driver_sql(statement)
        return [tuple(row) for row in done] if done.returns_rows else []


def columns(book: Address) -> dict[str, set[tuple[str, bool]]]:
    """Tables with their columns: name, and whether it may be empty."""
    with _past_the_ledger(book) as conn:
        seen = sa.inspect(conn)
        keys = {t: seen.get_pk_constraint(t)["constrained_columns"] for t in seen.get_table_names()}
        return {
            t: {(c["name"], bool(c["nullable"]) and c["name"] not in key) for c in seen.get_columns(t)}
            for t, key in keys.items()
        }


def indexes(book: Address) -> set[tuple[str, str, tuple[str | None, ...]]]:
    """Indexes by table and name, with their columns."""
    with _past_the_ledger(book) as conn:
        seen = sa.inspect(conn)
        return {
            (t, str(i["name"]), tuple(i["column_names"]))
            for t in seen.get_table_names()
            for i in seen.get_indexes(t)
            if not i.get("duplicates_constraint")
        }
