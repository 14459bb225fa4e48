"""Worlds: put together in the background, kept packed, and changed with every judgement."""

import gc
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event as Flag
from threading import RLock, Thread
from typing import Any, TypeVar

from pydantic_core import to_json

from sourcebook.review.kept import kept
from sourcebook.review.shown import Shown, touched_since
from sourcebook.review.words import Entities, Incidents, Patch, Reports, Ties, World
from sourcebook.review.world.built import Built
from sourcebook.review.world.deflated import gzipped, piece
from sourcebook.review.world.growing import grow, growth

_HELD = 3  # worlds held: the present one and those of other moments
_MANY = 300  # claims judged since, from which on the whole is put together anew
_PATIENCE = 3.0  # seconds that a first request waits for the world
_ANSWERS = 48  # lists of ids and the like, of any version
CLOCKLESS = ""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A world as it is sent.

    Attributes:
        version: of the book that it shows.
        partial: whether a newer one is being put together.
        body: JSON, compressed with gzip.
    """

    version: str
    partial: bool
    body: bytes


class _Work:
    """One world that is being put together."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.done = shown, Flag()
        self.error: Exception | None = None


class Worlds:
    """The worlds of one book."""

    def __init__(self) -> None:
        self._built: OrderedDict[str, Built] = OrderedDict()
        self._packed: dict[str, Packed] = {}
        self._work: dict[str, _Work] = {}
        self._answers: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self._lock = RLock()

    def once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What is worked out once for a version of the book, and given again while it is asked for often.

        Args:
            key: what is asked, with the version.
            make: works it out.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                kept_: T = self._answers[key]
                return kept_
        made = make()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return made

    def packed(self, shown: Shown, *, patience: float = _PATIENCE) -> Packed:
        """The world of a version as it is sent; an older one, or an empty one, marked as partial while it is made.

        Args:
            shown: the book.
            patience: seconds to wait when there is none yet.
        """
        if self.built(shown) is None:
            work = self.start(shown)
            with self._lock:
                wait = shown.clock not in self._built
            if wait:
                work.done.wait(patience)
            if work.error is not None:
                self._forget(shown.clock)
                raise work.error
        with self._lock:
            held = self._built.get(shown.clock)
            if held is None:
                return Packed(version=shown.version, partial=True, body=_empty(shown.version))
            return self._pack(shown.clock, held, partial=held.version != shown.version)

    def _pack(self, clock: str, held: Built, *, partial: bool) -> Packed:
        found = self._packed.get(clock)
        if found is None or (found.version, found.partial) != (held.version, partial):
            body = held.body(partial=partial)
            found = self._packed[clock] = Packed(version=held.version, partial=partial, body=body)
        return found

    def built(self, shown: Shown) -> Built | None:
        """The world of a version, when there is one or it takes only some judgements to have it."""
        with self._lock:
            held = self._built.get(shown.clock)
            if held is not None and held.version != shown.version:
                return held if self._catch_up(held, shown) is not None else None
            return held

    def patch(self, shown: Shown, touched: Iterable[str]) -> Patch | None:
        """What some judgements change in the world of the present; None when it must be asked for anew.

        Args:
            shown: the book as it stands after them.
            touched: ids of the claims that they are about.
        """
        with self._lock:
            held = self._built.get(shown.clock)
            return None if held is None else self._catch_up(held, shown, also=touched)

    def _catch_up(self, held: Built, shown: Shown, *, also: Iterable[str] = ()) -> Patch | None:
        if shown.clock != CLOCKLESS or not shown.growth.judged_on(held.growth):
            return None
        touched = {*also, *touched_since(shown, held.growth)}
        if len(touched) > _MANY:
            return None
        patch = held.catch_up(kept(shown), touched)
        kept(shown).incident_of = held.lines.incident_of
        return patch

    def start(self, shown: Shown) -> _Work:
        """Put the world of a version together in the background, unless that goes on already.

        Args:
            shown: the book.
        """
        with self._lock:
            work = self._work.get(shown.clock)
            if work is None:
                work = self._work[shown.clock] = _Work(shown)
                Thread(target=self._build, args=(work,), name="world", daemon=True).start()
            return work

    @property
    def busy(self) -> bool:
        """Whether a world is being put together."""
        with self._lock:
            return any(not work.done.is_set() for work in self._work.values())

    def _build(self, work: _Work) -> None:
        try:
            with work.shown.ledger.at_once():
                if not self._grown(work):
                    self._anew(work)
        except Exception as e:  # noqa: BLE001 - told to whoever asks for it
            work.error = e
        finally:
            work.done.set()

    def _grown(self, work: _Work) -> bool:
        """Have the world that is held take in what came since, when it can."""
        now, clock = kept(work.shown), work.shown.clock
        with self._lock:
            held = self._built.get(clock)
        if held is None or growth(held, now) is None:
            return False
        _ = now.gathered  # what takes long is done while others are served
        with self._lock:
            later = growth(held, now) if self._built.get(clock) is held else None
            if later is None:
                return False
            del self._built[clock]  # one that is half grown is nobody's
            grow(held, now, later)
            self._take(work, held)
        return True

    def _anew(self, work: _Work) -> None:
        made = Built(kept(work.shown))
        with self._lock:
            self._take(work, made)
            while len(self._built) > _HELD:
                gone = next(c for c in self._built if c != CLOCKLESS)
                del self._built[gone]
                self._packed.pop(gone, None)
        gc.freeze()  # millions of objects that stay: going through them for garbage stops every request

    def _take(self, work: _Work, made: Built) -> None:
        clock = work.shown.clock
        self._built[clock] = made
        self._built.move_to_end(clock)
        self._work.pop(clock, None)
        self._packed.pop(clock, None)
        kept(work.shown).incident_of = made.lines.incident_of
        self._pack(clock, made, partial=False)

    def _forget(self, clock: str) -> None:
        with self._lock:
            self._work.pop(clock, None)


def _empty(version: str) -> bytes:
    world = World(
        version=version,
        build="",
        partial=True,
        entities=Entities(),
        incidents=Incidents(),
        ties=Ties(),
        reports=Reports(),
        lookalikes=[],
        umbrellas=[],
    )
    return gzipped([piece(to_json(world))])
