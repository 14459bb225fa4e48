"""Accounts: added, changed, taken away. Where there are accounts, one of them at least is an admin's."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from sourcebook.errors import AccountProblem, NoSuchAccount
from sourcebook.review.accounts.file import WRITE
from sourcebook.review.accounts.names import clean_name, key_of
from sourcebook.review.accounts.passwords import hashed
from sourcebook.review.accounts.tables import SESSION, USER
from sourcebook.review.words import Role, User


@dataclass(frozen=True, slots=True)
class Users:
    """The accounts of a file.

    Attributes:
        engine: on the file.
        now: the clock, in seconds since 1970.
    """

    engine: sa.Engine
    now: Callable[[], float] = time.time

    def every(self) -> list[User]:
        """All accounts, by name."""
        with self.engine.connect() as conn:
            rows = conn.execute(sa.select(USER.c.name, USER.c.role).order_by(USER.c.key)).all()
        return [User(name=row.name, role=Role(row.role)) for row in rows]

    def get(self, name: str) -> User:
        """One account.

        Args:
            name: whose.

        Raises:
            NoSuchAccount: nobody has that name.
        """
        with self.engine.connect() as conn:
            row = _known(conn, name)
        return User(name=row.name, role=Role(row.role))

    def any(self) -> bool:
        """Whether there is an account."""
        with self.engine.connect() as conn:
            return conn.execute(sa.select(sa.literal(1)).select_from(USER).limit(1)).first() is not None

    def admins(self) -> int:
        """How many admins there are."""
        with self.engine.connect() as conn:
            return _admins(conn)

    def add(self, name: str, *, role: Role, password: str) -> User:
        """Make an account.

        Args:
            name: a name that nobody has yet.
            role: what they may do; the first account is an admin's.
            password: to log in with.

        Raises:
            AccountProblem: the name or password cannot be one, the name is taken, or the first is no admin.
        """
        cleaned = clean_name(name)
        kept = hashed(cleaned, password)
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            if _row(conn, cleaned) is not None:
                raise AccountProblem(f"there is an account {cleaned!r} already; choose another name")
            if role is not Role.ADMIN and not _admins(conn):
                raise AccountProblem("the first account must be an admin's, who looks after the others")
            conn.execute(
                USER.insert().values(
                    key=key_of(cleaned), name=cleaned, role=str(role), hash=kept, added=self.now()
                )
            )
        return User(name=cleaned, role=role)

    def remove(self, name: str) -> None:
        """Take an account away, and end its sessions.

        Args:
            name: whose.

        Raises:
            NoSuchAccount: nobody has that name.
            AccountProblem: it is the only admin.
        """
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            _keep_an_admin(conn, _known(conn, name))
            conn.execute(USER.delete().where(USER.c.key == key_of(name)))

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> User:
        """Give an account another role or password; a new password ends all its sessions.

        Args:
            name: whose.
            role: the new one, or None to leave it.
            password: the new one, or None to leave it.

        Raises:
            NoSuchAccount: nobody has that name.
            AccountProblem: the password cannot be one, or the only admin would be none.
        """
        kept = None if password is None else hashed(self.get(name).name, password)
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            row = _known(conn, name)
            if role is not None and role is not Role.ADMIN:
                _keep_an_admin(conn, row)
            new = Role(row.role) if role is None else role
            conn.execute(
                USER.update().where(USER.c.key == row.key).values(role=str(new), hash=kept or row.hash)
            )
            if kept is not None:
                conn.execute(SESSION.delete().where(SESSION.c.user == row.key))
        return User(name=row.name, role=new)


def _row(conn: sa.Connection, name: str) -> sa.Row[tuple[str, str, str, str, float]] | None:
    return conn.execute(sa.select(USER).where(USER.c.key == key_of(name))).first()


def _known(conn: sa.Connection, name: str) -> sa.Row[tuple[str, str, str, str, float]]:
    row = _row(conn, name)
    if row is None:
        raise NoSuchAccount(f"there is no account {name!r}; `sourcebook users list` names all")
    return row


def _admins(conn: sa.Connection) -> int:
    admins = sa.select(sa.func.count()).select_from(USER).where(USER.c.role == str(Role.ADMIN))
    return int(conn.execute(admins).scalar_one())


def _keep_an_admin(conn: sa.Connection, row: sa.Row[tuple[str, str, str, str, float]]) -> None:
    if row.role == Role.ADMIN and _admins(conn) == 1:
        raise AccountProblem(
            f"{row.name!r} is the only admin; make somebody else one first, or remove the file of accounts "
            "to do without any"
        )
