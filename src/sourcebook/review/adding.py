"""Adding reports: what comes is queued, and one worker reads it, keeps it and links it."""

import logging
import re
import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from threading import Lock, Thread
from typing import BinaryIO, cast

from sourcebook.errors import SourcebookError, ValueProblem
from sourcebook.intake import Failure, Limits, Raw, from_stream, pasted, reports
from sourcebook.model.text import Report
from sourcebook.model.when import Ground, When
from sourcebook.review.books import Books
from sourcebook.review.guard import is_beyond
from sourcebook.review.refusals import Refused, missing
from sourcebook.review.sent import refused
from sourcebook.review.words import Adding, Pasting
from sourcebook.story.keeping import Done, add
from sourcebook.story.linker import link_new

Items = Callable[[], Iterator[Report | Failure]]
LIMITS = Limits()
MOST_FILES = 1000
"""Files that may come in one request."""
MOST_BYTES = 20 * LIMITS.file_bytes
"""What one request may hold, in bytes."""
_MOST_WAITING = 50  # tasks that may wait; more are refused
_REMEMBERED = 200  # tasks whose progress can be asked for
_IN_MEMORY = 1_000_000  # bytes of a file that are held in memory; what is larger lies in a temporary file
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_LONGEST = 4000  # characters of an address
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Task:
    """Something to be read.

    Attributes:
        told: how far it is; replaced, never changed.
        sources: gives the reports of each source.
        close: lets go of what was kept for it.
    """

    told: Adding
    sources: list[Items]
    close: Callable[[], None]


@dataclass(slots=True)
class Desk:
    """Takes reports in and has them read, one after another.

    Attributes:
        books: the book.
    """

    books: Books
    _tasks: OrderedDict[str, _Task] = field(default_factory=OrderedDict)
    _waiting: "SimpleQueue[_Task | None]" = field(default_factory=SimpleQueue)
    _lock: Lock = field(default_factory=Lock)
    _worker: Thread | None = None

    def files(self, several: Iterable[tuple[str, BinaryIO]]) -> Adding:
        """Take files in; they are copied, and may be closed afterwards.

        Args:
            several: the name of each, and its bytes.

        Raises:
            Refused: one is larger than a report may be, or they are too many.
        """
        with ExitStack() as stack:
            sources: list[Items] = []
            for name, stream in several:
                copy = stack.enter_context(_copied(name, stream))
                sources.append(_reading(cast("BinaryIO", copy), name))
            kept = stack.pop_all()
        return self._take(sources, kept.close)

    def paste(self, asked: Pasting) -> Adding:
        """Take in a text, or what lies at an address.

        Args:
            asked: one of the two, and what is known about it.

        Raises:
            Refused: it is neither or both, or no address that is fetched.
            DateProblem: the day of publication cannot be read.
        """
        text, address = asked.text, asked.address
        if (text is not None and text.strip() != "") and address is None:
            published = When.parse(asked.published, ground=Ground.STATED) if asked.published else None
            raw = Raw(
                source=asked.title or "pasted text",
                text=text,
                title=asked.title or None,
                publisher=asked.publisher or None,
                published=published,
            )
            return self._take([lambda: iter([pasted(raw, limits=LIMITS)])])
        if address is None or text:
            raise refused("paste", "give either `text` or `address`")
        return self._take([self._fetching(address.strip(), asked.published)])

    def _fetching(self, address: str, published: str | None) -> Items:
        if not _HTTP.match(address) or len(address) > _LONGEST:
            raise refused("address", "only addresses that begin with http:// or https:// are fetched")
        day = When.parse(published, ground=Ground.STATED) if published else None
        private = not is_beyond(self.books.settings)  # who reaches the server reaches no machine through it
        return lambda: reports([address], published=day, allow_private=private, limits=LIMITS)

    def progress(self, ident: str) -> Adding:
        """How far a task is.

        Args:
            ident: its id.

        Raises:
            Refused: there is none of that id, or it was long ago.
        """
        with self._lock:
            found = self._tasks.get(ident)
        if found is None:
            raise missing("task", ident)
        return found.told

    @property
    def busy(self) -> bool:
        """Whether reports are being read or wait to be."""
        with self._lock:
            return any(t.told.state != "done" for t in self._tasks.values())

    def close(self, *, wait: float = 30) -> None:
        """End the worker after the report that it reads.

        Args:
            wait: how long to wait for it at most, in seconds.
        """
        with self._lock:
            worker, self._worker = self._worker, None
            for task in self._tasks.values():
                task.sources.clear()
        if worker is not None:
            self._waiting.put(None)
            worker.join(wait)

    def _take(self, sources: list[Items], close: Callable[[], None] = lambda: None) -> Adding:
        told = Adding(
            id=secrets.token_hex(8),
            state="waiting",
            done=0,
            total=len(sources),
            added=[],
            known=0,
            failures=[],
        )
        task = _Task(told=told, sources=sources, close=close)
        with self._lock:
            if sum(t.told.state != "done" for t in self._tasks.values()) >= _MOST_WAITING:
                close()
                raise Refused(429, "wait", "many reports wait to be read; try again in a few minutes")
            self._tasks[told.id] = task
            while len(self._tasks) > _REMEMBERED:
                self._tasks.popitem(last=False)
            self._waiting.put(task)
            if self._worker is None:
                self._worker = Thread(target=self._work, name="adding", daemon=True)
                self._worker.start()
        return told

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            try:
                self._read(task)
            except Exception as e:  # noqa: BLE001 - the worker goes on with the next task
                _LOG.exception("reports could not be added")
                told = str(e) if isinstance(e, SourcebookError) else f"{type(e).__name__}: {e}"
                task.told = replace(task.told, failures=[*task.told.failures, ("the book", told)])
            finally:
                task.told = replace(task.told, state="done")
                with suppress(OSError):
                    task.close()

    def _read(self, task: _Task) -> None:
        task.told = replace(task.told, state="reading")
        while task.sources:
            first = True
            for item in task.sources.pop(0)():
                if not first:  # a feed or a file of lines holds several
                    task.told = replace(task.told, total=task.told.total + 1)
                first = False
                self._one(task, item)
        task.told = replace(task.told, state="linking")
        link_new(self.books.writer())

    def _one(self, task: _Task, item: Report | Failure) -> None:
        try:
            done = add(self.books.writer(), item, self.books.settings.project)
        except ValueProblem as e:  # this report cannot be kept; the next one may
            source = item.source if isinstance(item, Failure) else item.address or item.title or item.id
            done = Done(failure=Failure(source=source, stage="keep", message=str(e), kind=type(e).__name__))
        told = task.told
        failure = [(done.failure.source, done.failure.message)] if done.failure else []
        task.told = replace(
            told,
            done=told.done + 1,
            added=[*told.added, str(done.report)] if done.new else told.added,
            known=told.known + (done.failure is None and not done.new),
            failures=[*told.failures, *failure],
        )


def _copied(name: str, stream: BinaryIO) -> "tempfile.SpooledTemporaryFile[bytes]":
    """A file's bytes, for when its request is over.

    Raises:
        Refused: it is larger than a report may be.
    """
    most = LIMITS.feed_bytes if name.lower().endswith((".xml", ".rss", ".atom")) else LIMITS.file_bytes
    copy = tempfile.SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
    taken = 0
    while part := stream.read(1 << 16):
        taken += len(part)
        if taken > most:
            copy.close()
            raise too_large(f"{name[:200]!r} holds more than {most:,} bytes, and a file may hold no more")
        copy.write(part)
    copy.seek(0)
    return copy


def too_large(why: str) -> Refused:
    """More than is taken at a time.

    Args:
        why: what is too large, and how much may come.
    """
    return Refused(413, "too_large", f"{why}; split it, or add it with `sourcebook add`")


def _reading(stream: BinaryIO, name: str) -> Items:
    return lambda: from_stream(stream, name or "a file without a name", limits=LIMITS)
