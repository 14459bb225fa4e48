"""Sources: what an archive is made of, as items, one at a time and in one order; nothing is raised for a bad one."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import zstandard

from sourcebook.archive.items import Item
from sourcebook.archive.packed import unpacked
from sourcebook.errors import ArchiveError, IntakeError, NotFound
from sourcebook.intake import SUFFIXES, Limits
from sourcebook.intake.fetch import fetch

FIELDS = ("text", "title", "published", "publisher", "author", "address", "language")
"""What a report may have, and how a table's columns are called unless `columns` says otherwise."""
_LINES = (".jsonl", ".ndjson")
_PACKED = (".gz", ".zst")
_BATCH = 256  # rows of a table that are held at once


@dataclass(slots=True)
class Skipped:
    """Records that are no reports by their kind, such as pictures in a web archive, counted by why.

    Attributes:
        counts: reasons to numbers.
    """

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, why: str) -> None:
        """Count one."""
        self.counts[why] = self.counts.get(why, 0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How sources are taken.

    Attributes:
        columns: fields to columns of tables that are called otherwise.
        limits: how much is taken.
        skipped: where what is passed over is counted.
        allow_private: whether addresses of one's own machine and network may be fetched.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    skipped: Skipped = field(default_factory=Skipped)
    allow_private: bool = False


def items(sources: Sequence[str], taking: Taking) -> Iterator[Item]:
    """The records of all sources, in order.

    Args:
        sources: files, folders, s3:// and http(s):// addresses.
        taking: how they are taken.

    Raises:
        ArchiveError: a table lacks the columns, or a source cannot be found at all.
    """
    for source in sources:
        for address in addresses(source):
            yield from _guarded(address, _records(address, taking))


def addresses(source: str) -> list[str]:
    """The files or objects of a source, in the order of names.

    Args:
        source: a file, folder or address.

    Raises:
        ArchiveError: there is nothing there.
    """
    if source.startswith("s3://"):
        from sourcebook.archive.objects import listed  # noqa: PLC0415 - pyarrow's file systems load only for these

        return listed(source, takes)
    if "://" in source:
        return [source]
    path = Path(source)
    if path.is_dir():
        found = sorted(
            str(p) for p in path.rglob("*") if p.is_file() and takes(p.name) and not _hidden(p, path)
        )
        if not found:
            raise ArchiveError(
                f"{source} holds nothing to read; what is read ends in {', '.join(_suffixes())}"
            )
        return found
    if not path.exists():
        raise ArchiveError(f"{source}: there is no such file or folder; is the name right?")
    return [source]


def takes(name: str) -> bool:
    """Whether a file of a name is read."""
    return name.lower().endswith(_suffixes())


def _suffixes() -> tuple[str, ...]:
    packed = tuple(s + p for s in _LINES for p in _PACKED)
    return (*SUFFIXES, *packed, ".warc", ".warc.gz", ".parquet")


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _guarded(address: str, records: Iterator[Item]) -> Iterator[Item]:
    """The records; what breaks off a source comes as its last item."""
    try:
        yield from records
    except IntakeError as error:
        yield _broken(address, str(error), type(error).__name__)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        said = (
            f"{address} breaks off or is damaged ({error}); what came before it is read; get the file again"
        )
        yield _broken(address, said, "Unreadable")


def _broken(source: str, message: str, kind: str) -> Item:
    told = json.dumps({"message": message, "kind": kind}, ensure_ascii=False)
    return Item(source=source, kind="broken", data=told.encode("utf-8"))


def _records(address: str, taking: Taking) -> Iterator[Item]:
    name = address.lower().split("?")[0]
    if address.startswith(("http://", "https://")):
        got = fetch(address, allow_private=taking.allow_private, limits=taking.limits)
        yield Item(source=address, kind="file", data=got.data, address=address)
    elif name.endswith(".parquet"):
        yield from _rows(address, taking)
    elif name.endswith((".warc", ".warc.gz")):
        yield from _pages(address, taking)
    elif name.endswith(_LINES) or name.endswith(tuple(s + p for s in _LINES for p in _PACKED)):
        yield from _lines(address, taking)
    else:
        with _opened(address) as stream:
            data = stream.read(taking.limits.feed_bytes + 1)
        yield Item(source=address, kind="file", data=data, address=address)


def _opened(address: str) -> BinaryIO:
    if address.startswith("s3://"):
        from sourcebook.archive.objects import opened  # noqa: PLC0415 - as above

        return opened(address)
    return Path(address).open("rb")


def _lines(address: str, taking: Taking) -> Iterator[Item]:
    most = taking.limits.file_bytes
    with _opened(address) as raw, unpacked(address, raw) as stream:
        number = 0
        while line := stream.readline(most + 1):
            number += 1
            whole = len(line) <= most
            if line.strip():
                yield Item(source=f"{address}:{number}", kind="line", data=line[: most + 1])
            while not whole and line and not line.endswith(b"\n"):
                line = stream.readline(1_000_000)
        if not number:
            raise NotFound(f"{address} is empty: not one line in it; was it saved whole?")


def _rows(address: str, taking: Taking) -> Iterator[Item]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy; only tables need it
    from pyarrow import ArrowException  # noqa: PLC0415

    with _opened(address) as stream:
        try:
            table = pq.ParquetFile(stream)
            named = _columns(address, table.schema_arrow.names, taking.columns)
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(named.values()))):
                for row in batch.to_pylist():
                    number += 1
                    fields = {f: _plain(row[c]) for f, c in named.items()}
                    data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
                    yield Item(source=f"{address}:{number}", kind="fields", data=data)
        except ArrowException as error:
            raise OSError(str(error)) from error


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | int) else str(value)


def _columns(address: str, there: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Fields to the columns that hold them.

    Raises:
        ArchiveError: a column that was named is not there, or none holds the text.
    """
    missing = sorted(c for c in given.values() if c not in there)
    if missing:
        raise ArchiveError(f"{address} has no column {', '.join(missing)}; there are {', '.join(there)}")
    named = (
        {f: f for f in FIELDS if f in there} | ({"address": "url"} if "url" in there else {}) | dict(given)
    )
    if "text" not in named:
        raise ArchiveError(
            f'{address} has no column "text"; say which holds the words, as in --column text=NAME; '
            f"there are {', '.join(there)}"
        )
    return named


def _pages(address: str, taking: Taking) -> Iterator[Item]:
    from sourcebook.archive.webarchives import pages  # noqa: PLC0415 - only web archives need it

    with _opened(address) as raw, unpacked(address, raw) as stream:
        for page in pages(stream, most=taking.limits.file_bytes, skip=taking.skipped.add):
            yield Item(
                source=f"{address}:{page.number}",
                kind="page",
                data=page.data,
                address=page.address,
                told=page.charset,
            )
