"""Item: one record of a source as it came, which a worker turns into a report; shards of them, packed."""

import base64
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import zstandard

from sourcebook.archive.layout import put
from sourcebook.errors import IntakeError
from sourcebook.intake import Failure, Limits, Raw, from_stream, pasted
from sourcebook.intake.finish import settle
from sourcebook.intake.lines import read_lines
from sourcebook.intake.outcome import Broken
from sourcebook.intake.page import read_page
from sourcebook.intake.published import published_on
from sourcebook.model.text import Report

_LEVEL = 3  # of zstandard; higher packs little better and takes longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record of a source.

    Attributes:
        source: what failures name: a file, or a file and the record's place in it.
        kind: "line" of JSON, "fields" of a table's row, "page" of a web archive, "file", or "broken".
        data: the bytes; of fields and failures a JSON object.
        address: of a page its URL; of a file its path.
        told: what the source says beside it: the server's date of a page.
    """

    source: str
    kind: str
    data: bytes
    address: str | None = None
    told: str | None = None


def reports_of(item: Item, limits: Limits) -> Iterator[Report | Failure]:
    """The reports in an item, mostly one; never an error.

    Args:
        item: the record.
        limits: how much is taken.
    """
    if item.kind == "broken":
        told = json.loads(item.data)
        yield Failure(source=item.source, message=told["message"], kind=told["kind"])
    elif item.kind == "file":
        yield from from_stream(io.BytesIO(item.data), item.source, limits=limits)
    elif item.kind == "line":
        stream = io.BytesIO(item.data)
        yield from _settled(item, read_lines(stream, source=item.source, address=None, limits=limits), limits)
    elif item.kind == "fields":
        yield pasted(raw_of(item.source, json.loads(item.data)), limits=limits)
    else:
        yield from _settled(item, _page(item), limits)


def _page(item: Item) -> Iterator[Raw]:
    yield read_page(item.data, source=item.source, address=item.address, charset=item.told)


def _settled(item: Item, raws: Iterator[Raw | Broken], limits: Limits) -> Iterator[Report | Failure]:
    try:
        for raw in raws:
            here = replace(raw, source=item.source)
            if isinstance(here, Raw):
                here = replace(here, address=here.address or item.source)
            yield settle(here, published=None, limits=limits, boilerplate=None)
    except IntakeError as error:
        yield Failure.of(item.source, error)


def raw_of(source: str, fields: dict[str, Any]) -> Raw:
    """A report's words from a row of a table.

    Args:
        source: what a failure would name.
        fields: "text" and, where given, "title", "published", "publisher", "author", "address", "language".
    """
    words = {k: fields.get(k) for k in ("title", "publisher", "author", "address", "language")}
    published = fields.get("published")
    return Raw(
        source=source,
        text=fields.get("text") or "",
        published=published_on(str(published)) if published else None,
        **{k: " ".join(str(v).split()) or None for k, v in words.items() if v is not None},
    )


def pack(items: Iterable[Item]) -> bytes:
    """A shard's items as bytes; the same items give the same bytes."""
    lines = (json.dumps(_out(i), ensure_ascii=False, sort_keys=True) + "\n" for i in items)
    return zstandard.ZstdCompressor(level=_LEVEL).compress("".join(lines).encode("utf-8"))


def _out(item: Item) -> dict[str, Any]:
    return asdict(item) | {"data": base64.b64encode(item.data).decode("ascii")}


def unpack(path: Path) -> Iterator[Item]:
    """The items of a shard.

    Args:
        path: a file that holds what `pack` gave.
    """
    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            told = json.loads(line)
            yield Item(**told | {"data": base64.b64decode(told["data"])})


def write(path: Path, data: bytes) -> None:
    """Put a packed shard down, whole or not at all."""
    with put(path) as part:
        part.write_bytes(data)
