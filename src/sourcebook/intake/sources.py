"""Files, folders, patterns, standard input and addresses, one report at a time."""

import errno
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sourcebook.errors import IntakeError, NotFound, Unreadable
from sourcebook.intake.fetch import fetch
from sourcebook.intake.files import matching, shown, walk
from sourcebook.intake.finish import settle
from sourcebook.intake.formats import Rejoined, read_any
from sourcebook.intake.limits import Limits
from sourcebook.intake.outcome import Broken, Failure, Raw
from sourcebook.intake.sniff import SUFFIXES, by_suffix, by_type
from sourcebook.model.text import Report
from sourcebook.model.when import When

STDIN = "-"
STDIN_NAME = "standard input"
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
Items = Iterator[Raw | Broken]


def reports(
    sources: Iterable[str],
    *,
    published: When | None = None,
    allow_private: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - frozen, so it may be shared
    boilerplate: Path | None = None,
) -> Iterator[Report | Failure]:
    """Read reports, whatever they come as. Nothing is raised for a bad source, and the rest is read.

    Args:
        sources: paths of files or folders, patterns (``*.html``), "-" for standard input, http(s) addresses.
            Folders are read with all below them, in the order of names, by suffix; hidden files and linked
            folders are left.
        published: publication date of all of them; goes before any date found.
        allow_private: whether addresses of one's own machine and network may be fetched.
        limits: how much is taken.
        boilerplate: a TOML file with rules of one's own for what is not body, on top of those that ship.

    Yields:
        A report, or the failure that says which source gave none and why; one at a time.

    Raises:
        KnowledgeError: the file of rules does not hold together.
    """
    for source in sources:
        for item in _guarded(source, _items(source, allow_private=allow_private, limits=limits)):
            yield settle(item, published=published, limits=limits, boilerplate=boilerplate)


def from_stream(
    stream: BinaryIO,
    name: str,
    *,
    published: When | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen, so it may be shared
    boilerplate: Path | None = None,
) -> Iterator[Report | Failure]:
    """The reports in a file that somebody sends. Nothing is raised for a bad one.

    Args:
        stream: its bytes.
        name: the name that it came under; its ending tells the format where the bytes do not.
        published: publication date of all of them; goes before any date found.
        limits: how much is taken.
        boilerplate: a TOML file with rules of one's own for what is not body.

    Yields:
        A report, or the failure that says why there is none; one at a time.
    """
    called = shown(name)
    items = read_any(Rejoined(stream), name=called, address=called, limits=limits, said=by_suffix(name))
    for item in _guarded(called, items):
        yield settle(item, published=published, limits=limits, boilerplate=boilerplate)


def pasted(
    raw: Raw,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen, so it may be shared
    boilerplate: Path | None = None,
) -> Report | Failure:
    """A report whose words somebody gives, or why it is none.

    Args:
        raw: the words, and what is said about them.
        limits: how much is taken.
        boilerplate: a TOML file with rules of one's own for what is not body.
    """
    return settle(raw, published=raw.published, limits=limits, boilerplate=boilerplate)


def _guarded(source: str, items: Items) -> Items:
    """The items; an error of the whole source comes as its last item."""
    while True:
        try:
            item = next(items, None)
        except IntakeError as error:
            item, items = Broken(source=shown(source), error=error), iter(())
        except OSError as error:
            item, items = Broken(source=shown(source), error=_told(error)), iter(())
        if item is None:
            return
        yield item


def _told(error: OSError) -> IntakeError:
    """What the machine says, in our words."""
    if isinstance(error, FileNotFoundError):
        return NotFound("there is no such file; is the name right?")
    if isinstance(error, PermissionError):
        return Unreadable("no permission to read it; change the permission (chmod +r) or ask its owner")
    if error.errno == errno.ELOOP:
        return Unreadable("a link that leads round in a circle; give the file that it stood for")
    return Unreadable(
        f"the machine could not read it: {error.strerror or error}; is the disk or connection well?"
    )


def _items(source: str, *, allow_private: bool, limits: Limits) -> Items:
    """What a source holds.

    Raises:
        IntakeError: the source as a whole gives nothing.
        OSError: the machine does not give it.
    """
    if source == STDIN:
        items = read_any(Rejoined(sys.stdin.buffer), name=STDIN_NAME, address=None, limits=limits)
        yield from _guarded(STDIN_NAME, items)
    elif ADDRESS.match(source):
        yield from _address(source, allow_private=allow_private, limits=limits)
    else:
        yield from _named(source, limits)


def _named(source: str, limits: Limits) -> Items:
    """A file, a folder, or the files of a pattern."""
    if not source.strip() or "\x00" in source:
        raise NotFound(
            "a name without characters, or with a zero in it, is no file; give a path, a pattern or '-'"
        )
    path = Path(source)
    if path.is_dir():
        yield from _folder(path, limits)
        return
    found = matching(source)
    if found is None:
        yield from _file(path, limits)
        return
    for each in found:
        yield from _guarded(str(each), _folder(each, limits) if each.is_dir() else _file(each, limits))


def _folder(folder: Path, limits: Limits) -> Items:
    """Every readable file below a folder."""
    empty = True
    for entry in walk(folder):
        empty = False
        if isinstance(entry, OSError):
            yield Broken(source=shown(str(entry.filename)), error=_told(entry))
        else:
            yield from _guarded(str(entry), _file(entry, limits))
    if empty:
        raise NotFound(f"nothing readable in the folder; what is read ends in {', '.join(SUFFIXES)}")


def _file(path: Path, limits: Limits) -> Items:
    """The report or reports of one file."""
    path.stat()  # says of a missing file, or of links in a circle, that they are
    if not path.is_file():
        raise Unreadable("not a file but a device, socket or pipe; pipe it into standard input and give '-'")
    name = shown(str(path))
    with path.open("rb") as stream:
        yield from read_any(
            Rejoined(stream), name=name, address=name, limits=limits, said=by_suffix(path.name)
        )


def _address(address: str, *, allow_private: bool, limits: Limits) -> Items:
    """The report or reports at an address."""
    got = fetch(address, allow_private=allow_private, limits=limits)
    said = by_type(got.content_type, got.data[:4096])
    stream = Rejoined(io.BytesIO(got.data))
    yield from read_any(stream, name=address, address=address, limits=limits, said=said, charset=got.charset)
