"""How a file or folder comes under its final name only when it is whole."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sourcebook.errors import CannotWrite
from sourcebook.ledger.garbage import seldom_collected


@contextmanager
def whole(out: Path, *, folder: bool = False) -> Iterator[Path]:
    """A path beside `out` to write to, which takes its place at the end; nothing is left of it after a failure.

    A file that lies at `out` is replaced. A folder that lies there is only replaced when it is empty.

    Args:
        out: the final name.
        folder: whether a folder is written.

    Raises:
        CannotWrite: the disk, or what lies at `out`, does not allow it.
    """
    part = out.with_name(out.name + ".part")
    try:
        if folder and out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise CannotWrite(f"{out} cannot be written: it is there already; name a new folder")
        _gone(part)
        with seldom_collected():
            yield part
        if folder and out.exists():
            out.rmdir()
        part.replace(out)
    except OSError as e:
        raise CannotWrite(f"{out} cannot be written: {e.strerror or e}") from e
    finally:
        _gone(part)


def write_text(pieces: Iterable[str], out: Path) -> None:
    """Write pieces of text, whole or not at all, in UTF-8 with the line ends that they have.

    Args:
        pieces: in order.
        out: the final name.

    Raises:
        CannotWrite: the disk does not allow it.
    """
    with whole(out) as part, part.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def _gone(part: Path) -> None:
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
