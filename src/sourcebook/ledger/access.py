"""Access: connections to a book, and what its decisions and judgements come to on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

import sqlalchemy as sa

from sourcebook.ledger import decisions, judgements
from sourcebook.ledger.file import WRITE
from sourcebook.ledger.identity import NOBODY, Identity
from sourcebook.ledger.judgements import NOTHING_JUDGED, Standings
from sourcebook.ledger.last import MOMENT
from sourcebook.ledger.opening import Book, still
from sourcebook.ledger.trouble import trouble


class _Moment(local):
    """What a thread holds while it asks several questions at once.

    Attributes:
        conn: the connection; None outside of `Access.at_once`.
        who, told: who is who and what is judged on it, once that was asked.
    """

    conn: sa.Connection | None = None
    who: Identity | None = None
    told: Standings | None = None

    def hold(self, conn: sa.Connection | None) -> None:
        """Begin with a connection, or end."""
        self.conn, self.who, self.told = conn, None, None


class Access:
    """Connections to a book.

    Args:
        path: where it lies.
        engine: on it.
    """

    def __init__(self, path: Book, engine: sa.Engine) -> None:
        self.path, self.engine = path, engine
        self._moment = _Moment()
        self._who: tuple[decisions.Version | None, Identity] = (None, NOBODY)
        self._told: tuple[judgements.Version | None, Standings] = (None, NOTHING_JUDGED)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in a write transaction.

        Raises:
            BookError: it is another book than it was when it was opened.
        """
        with trouble(self.path), self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            still(self.path, conn)
            yield conn

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection for one question; that of the moment when several are asked at once."""
        with trouble(self.path):
            if self._moment.conn is not None:
                yield self._moment.conn
                return
            with self.engine.connect() as conn:
                yield conn

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that this thread asks within is asked of one moment, on one connection."""
        if self._moment.conn is not None:
            yield
            return
        with trouble(self.path), self.engine.connect().execution_options(**{MOMENT: {}}) as conn:
            self._moment.hold(conn)
            try:
                yield
            finally:
                self._moment.hold(None)

    def decided(self, conn: sa.Connection) -> Identity:
        """Who is who by now; gone through again when a decision or a reading was added, by whomever."""
        if conn is not self._moment.conn:
            return self._decided(conn)
        if self._moment.who is None:
            self._moment.who = self._decided(conn)
        return self._moment.who

    def _decided(self, conn: sa.Connection) -> Identity:
        held, now = self._who, decisions.version(conn)
        if held[0] != now:
            held = self._who = (now, decisions.who_is_who(conn))
        return held[1]

    def judged(self, conn: sa.Connection) -> Standings:
        """What people judged by now; gone through again when a judgement or a reading was added, by whomever."""
        if conn is not self._moment.conn:
            return self._judged(conn)
        if self._moment.told is None:
            self._moment.told = self._judged(conn)
        return self._moment.told

    def _judged(self, conn: sa.Connection) -> Standings:
        held, now = self._told, judgements.version(conn)
        if held[0] != now:
            held = self._told = (now, judgements.standings(conn))
        return held[1]
