"""The entrance: who asks, and logging in and out. Without a file of accounts it stands open."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from sourcebook.errors import AccountsFileError, WrongLogIn
from sourcebook.review.accounts.file import WRITE, open_accounts
from sourcebook.review.accounts.limits import Limits
from sourcebook.review.accounts.names import key_of
from sourcebook.review.accounts.passwords import fits, outdated, rehashed
from sourcebook.review.accounts.sessions import Sessions, csrf_of
from sourcebook.review.accounts.tables import USER
from sourcebook.review.accounts.users import Users
from sourcebook.review.words import Role, User, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks.

    Attributes:
        who: as the page is told.
        token: the session's, or None.
    """

    who: Who
    token: str | None = None


class Entrance:
    """Who may come in.

    Attributes:
        path: the file of accounts, there or not; None for a server that never has any.
        open_token: what changes send along where nobody is logged in; made anew at every start.
    """

    def __init__(
        self, path: Path | None, *, required: bool = False, now: Callable[[], float] = time.time
    ) -> None:
        """An entrance.

        Args:
            path: the file of accounts, there or not.
            required: whether nobody comes in without an account, even while there is none.
            now: the clock, in seconds since 1970.
        """
        self.path = path
        self.open_token = secrets.token_urlsafe(32)
        self._required = required
        self._now = now
        self._engine: sa.Engine | None = None
        self._lock = Lock()

    def asker(self, token: str | None) -> Asker:
        """Who asks.

        Args:
            token: the session's, as the browser sent it.
        """
        if not self.accounts():
            return Asker(who=Who(name=None, role=Role.ADMIN, accounts=False, csrf=self.open_token))
        user = self._sessions().whose(token) if token and self._engine is not None else None
        if user is None or token is None:
            return Asker(who=Who(name=None, role=None, accounts=True, csrf=self.open_token))
        return Asker(who=_who(user, token), token=token)

    def accounts(self) -> bool:
        """Whether one must log in: once there was an account, for as long as the server runs."""
        if not self._required:
            self._required = self._there() and self.users().any()
        elif self._engine is None:
            self._there()
        return self._required

    def log_in(self, name: str, password: str, *, address: str, former: str | None) -> Asker:
        """A new session.

        Args:
            name: of the account.
            password: as typed.
            address: from where.
            former: the session's token that came with the request; it ends.

        Raises:
            WrongLogIn: no such account, or another password; the answer does not tell which.
            TooManyAttempts: too many failures under this name or from this address.
        """
        if not self._there():
            raise WrongLogIn
        key, limits = key_of(name), Limits(self._at(), self._now)
        attempt = limits.enter(key, address)
        token = self._checked(key, password)
        if token is None:
            raise WrongLogIn
        limits.passed(attempt, key)
        if former:
            self._sessions().end(former)
        user = self._sessions().whose(token)
        if user is None:
            raise WrongLogIn
        return Asker(who=_who(user, token), token=token)

    def log_out(self, token: str | None) -> None:
        """End a session.

        Args:
            token: the session's.
        """
        if token and self._there():
            self._sessions().end(token)

    def users(self, *, create: bool = False) -> Users:
        """The accounts.

        Args:
            create: whether the file is made when it is not there.

        Raises:
            AccountsFileError: there is no file, or none that can be used.
        """
        return Users(self._at(create=create), self._now)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _checked(self, key: str, password: str) -> str | None:
        """A session's token when the password fits."""
        with self._at().connect() as conn:
            kept = conn.execute(sa.select(USER.c.hash).where(USER.c.key == key)).scalar()
        if not fits(kept, password) or kept is None:
            return None
        if outdated(kept):
            kept = self._rekept(key, kept, rehashed(password))
        return self._sessions().begin(key, password=kept)

    def _rekept(self, key: str, old: str, new: str) -> str:
        with self._at().connect().execution_options(**WRITE) as conn, conn.begin():
            conn.execute(USER.update().where(USER.c.key == key, USER.c.hash == old).values(hash=new))
        return new

    def _sessions(self) -> Sessions:
        return Sessions(self._at(), self._now)

    def _there(self) -> bool:
        """Whether there is a file of accounts; opens it."""
        if self._engine is None and self.path is not None and self.path.is_file():
            self._at()
        return self._engine is not None

    def _at(self, *, create: bool = False) -> sa.Engine:
        if self.path is None:
            raise AccountsFileError("this server has no accounts; start it with --accounts FILE")
        with self._lock:
            if self._engine is None:
                self._engine = open_accounts(self.path, create=create)
            return self._engine


def _who(user: User, token: str) -> Who:
    return Who(name=user.name, role=user.role, accounts=True, csrf=csrf_of(token))
