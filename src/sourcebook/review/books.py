"""Books: the book that is served, opened once, and what is kept of it while it stays the same."""

from collections import OrderedDict
from datetime import UTC, datetime
from hashlib import blake2b
from threading import RLock

from sourcebook import __version__
from sourcebook.ledger import Ledger
from sourcebook.ledger.opening import open_engine
from sourcebook.ledger.overview import Growth
from sourcebook.review.listed import Lists
from sourcebook.review.settings import Settings
from sourcebook.review.shown import Shown
from sourcebook.review.world.keeper import Worlds

__all__ = ["Books", "Shown"]
_PASTS = 4  # versions of the book that are held open beside the present one


class Books:
    """The book that is served.

    Attributes:
        settings: where it lies.
        worlds: the whole of it in columns.
        lists: ids of its claims in order.

    Args:
        settings: where it lies.

    Raises:
        BookError: it is not there, or cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.worlds = Worlds()
        self.lists = Lists()
        self._engine = open_engine(settings.book, create=False, readonly=True)
        self._now: Shown | None = None
        self._pasts: OrderedDict[str, Shown] = OrderedDict()
        self._writer: Ledger | None = None
        self._lock = RLock()

    def now(self) -> Shown:
        """The book as it stands."""
        with self._lock:
            ledger = self._now.ledger if self._now else Ledger(self.settings.book, self._engine)
        growth = (
            ledger.overview.growth()
        )  # asked outside of the lock, so that nobody waits for another's question
        with self._lock:
            if self._now is None or not self._now.growth.reaches(growth):
                self._now = self._grown(self._now, ledger, growth)
            return self._now

    def ahead(self) -> None:
        """Begin to put the world together before anybody asks for it."""
        self.worlds.start(self.now())

    def _grown(self, held: Shown | None, ledger: Ledger, growth: Growth) -> Shown:
        """The book as it stands now, with what of the version before is still so."""
        if held is None or held.growth.run != growth.run:
            ledger = Ledger(self.settings.book, self._engine)
        same = held is not None and (held.growth.run, held.growth.decision) == (growth.run, growth.decision)
        return Shown(
            ledger=ledger,
            names=held.names if held is not None and same else ledger.names(),
            version=_version(growth, ""),
            clock="",
            growth=growth,
        )

    def known_by(self, moment: datetime) -> Shown:
        """The book as it stood at a moment.

        Args:
            moment: with time zone.
        """
        return self._past(f"known:{moment.astimezone(UTC).isoformat()}", moment)

    def released(self, name: str) -> Shown:
        """The book as it was released under a name.

        Args:
            name: of the release.

        Raises:
            ValueProblem: there is none of that name.
        """
        return self._past(f"release:{name}", name)

    def _past(self, clock: str, of: datetime | str) -> Shown:
        now = self.now()
        with self._lock:
            held = self._pasts.get(clock)
            if held is None or held.growth != now.growth:
                ledger = now.ledger.releases.open(of) if isinstance(of, str) else now.ledger.known_by(of)
                held = Shown(
                    ledger=ledger,
                    names=ledger.names(),
                    version=_version(now.growth, clock),
                    clock=clock,
                    growth=now.growth,
                )
                self._pasts.pop(clock, None)
            self._pasts[clock] = held
            self._pasts.move_to_end(clock)
            while len(self._pasts) > _PASTS:
                self._pasts.popitem(last=False)[1].ledger.close()
            return held

    def writer(self) -> Ledger:
        """The book, for writing.

        Raises:
            ReadOnlyBook: it cannot be written.
        """
        with self._lock:
            if self._writer is None:
                self._writer = Ledger.open(self.settings.book, create=False)
            return self._writer

    def close(self) -> None:
        """Let go of the book."""
        with self._lock:
            for held in self._pasts.values():
                held.ledger.close()
            self._pasts.clear()
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self._engine.dispose()


def _version(growth: Growth, clock: str) -> str:
    return blake2b(f"{__version__}/{growth}/{clock}".encode(), digest_size=8).hexdigest()
