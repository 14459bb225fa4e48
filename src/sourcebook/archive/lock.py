"""One run at a time in an archive's folder: a lock that the system takes back when its holder ends, however it ends."""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import IO

from sourcebook.archive.layout import Layout
from sourcebook.errors import ArchiveError


@contextmanager
def alone(layout: Layout, engine: str) -> Iterator[None]:
    """Have a folder for oneself for a while; it is made where there is none.

    The lock is on a file of the folder, which says who holds it and is gone at the end.

    Args:
        layout: the folder's.
        engine: on which engine one works, for whoever comes meanwhile.

    Raises:
        ArchiveError: somebody else has it.
    """
    layout.root.mkdir(parents=True, exist_ok=True)
    with _held(layout) as stream:
        stream.truncate(0)
        stream.write(json.dumps(_self(engine)) + "\n")
        stream.flush()
        try:
            yield
        finally:
            with suppress(OSError):  # a system that keeps the names of open files; the lock is what counts
                layout.lock.unlink()


def _self(engine: str) -> dict[str, str | int]:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"process": os.getpid(), "host": socket.gethostname(), "engine": engine, "since": now}


def _held(layout: Layout) -> IO[str]:
    """The file of the lock, locked; that of another name, taken away meanwhile, is no lock."""
    while True:
        stream = layout.lock.open("a+", encoding="utf-8")
        try:
            _lock(stream)
        except BlockingIOError:
            with stream:
                raise _refused(layout, stream) from None
        if _is_there(layout, stream):
            return stream
        stream.close()


def _is_there(layout: Layout, stream: IO[str]) -> bool:
    try:
        return os.path.samestat(layout.lock.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _lock(stream: IO[str]) -> None:
    """Lock a file.

    Raises:
        BlockingIOError: somebody else has.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        said = f"the folder's file system knows no locks ({error}); see that nothing else works on it"
        print(said, file=sys.stderr)  # noqa: T201


def _refused(layout: Layout, stream: IO[str]) -> ArchiveError:
    stream.seek(0)
    try:
        who = "process {process} of {host}, engine {engine}, since {since}".format_map(json.load(stream))
    except (ValueError, KeyError, TypeError):  # it has only just come
        who = "another process"
    return ArchiveError(
        f"{layout.root} is being worked on by {who}; wait for it (`sourcebook archive status {layout.root}` tells how "
        "far it is), or end it"
    )
