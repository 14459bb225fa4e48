"""Which files does a folder or a pattern stand for?"""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from sourcebook.errors import NotFound
from sourcebook.intake.sniff import by_suffix


def shown(name: str) -> str:
    """A path as it can be printed and stored: bytes of a name that are no UTF-8 become question marks."""
    return os.fsencode(name).decode("utf-8", "replace")


def matching(pattern: str) -> list[Path] | None:
    """The files of a pattern, in the order of names; None when the words are no pattern, or name a file.

    Raises:
        NotFound: a pattern that nothing matches.
    """
    if os.path.lexists(pattern) or not glob.has_magic(pattern):
        return None
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - takes absolute patterns
    if not found:
        raise NotFound("nothing matches this pattern; are the folder and the ending right?")
    return [Path(name) for name in found]


def walk(folder: Path) -> Iterator[Path | OSError]:
    """The readable files below a folder by suffix, in the order of names, or why a folder cannot be read.

    Hidden files and folders are left out; links to folders are not followed, so that none leads in a circle.
    """
    waiting: list[Path] = [folder]
    while waiting:
        path = waiting.pop()
        if path is folder or (path.is_dir() and not path.is_symlink()):
            inside = _entries(path)
            if isinstance(inside, OSError):
                yield inside
            else:
                waiting.extend(reversed(inside))
        elif by_suffix(path.name) and not path.is_dir():
            yield path


def _entries(folder: Path) -> list[Path] | OSError:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names sort as text; paths would sort by their parts
    except OSError as error:
        return error
    return [folder / name for name in names if not name.startswith(".")]
