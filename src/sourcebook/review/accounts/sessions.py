"""Sessions: who is logged in. The browser holds a token, the file its digest."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from sourcebook.review.accounts.file import WRITE
from sourcebook.review.accounts.tables import SESSION, USER
from sourcebook.review.words import Role, User

IDLE = 12 * 3600.0  # seconds without a request after which a session ends
LONGEST = 7 * 24 * 3600.0  # seconds after which it ends in any case
MOST = 20  # sessions that one account may have; the oldest make room
NOTED = 300.0  # seconds between two notes that somebody is still there


def csrf_of(token: str) -> str:
    """What a session's changes are to send along: only who may read the session's answers can know it.

    Args:
        token: the session's.
    """
    return hmac.new(token.encode(), b"sourcebook change", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of a file.

    Attributes:
        engine: on the file.
        now: the clock, in seconds since 1970.
    """

    engine: sa.Engine
    now: Callable[[], float] = time.time

    def begin(self, user: str, *, password: str) -> str | None:
        """A new session's token; None when the account was changed or taken away meanwhile.

        Args:
            user: the account's key.
            password: the hash that was found to fit.
        """
        token = secrets.token_urlsafe(32)
        at = self.now()
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            same = (USER.c.key == user) & (USER.c.hash == password)
            if conn.execute(sa.select(USER.c.key).where(same)).first() is None:
                return None
            conn.execute(SESSION.delete().where(~_alive(at)))
            conn.execute(SESSION.insert().values(digest=_digest(token), user=user, began=at, seen=at))
            newest = sa.select(SESSION.c.digest).where(SESSION.c.user == user)
            kept = newest.order_by(SESSION.c.began.desc(), SESSION.c.digest).limit(MOST).scalar_subquery()
            conn.execute(SESSION.delete().where((SESSION.c.user == user) & SESSION.c.digest.not_in(kept)))
        return token

    def whose(self, token: str) -> User | None:
        """Whose session it is, with the role of this moment; None when it ended or never was.

        Args:
            token: what the browser sent; whatever it holds.
        """
        at = self.now()
        digest = _digest(token)
        asked = sa.select(USER.c.name, USER.c.role, SESSION.c.seen).join_from(SESSION, USER)
        with self.engine.connect() as conn:
            row = conn.execute(asked.where(SESSION.c.digest == digest, _alive(at))).first()
        if row is None:
            return None
        if at - row.seen > NOTED:
            self._note(digest, at)
        return User(name=row.name, role=Role(row.role))

    def end(self, token: str) -> None:
        """Log out.

        Args:
            token: the session's; nothing happens when there is none.
        """
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            conn.execute(SESSION.delete().where(SESSION.c.digest == _digest(token)))

    def _note(self, digest: str, at: float) -> None:
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            conn.execute(SESSION.update().where(SESSION.c.digest == digest).values(seen=at))


def _alive(at: float) -> sa.ColumnElement[bool]:
    return (SESSION.c.seen > at - IDLE) & (SESSION.c.began > at - LONGEST)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
