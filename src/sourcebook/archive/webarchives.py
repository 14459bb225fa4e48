"""Web archives (WARC, ISO 28500): records are told apart here, so that one that breaks off is noticed."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

_OK = 200  # HTTP status of pages that were there
_LINE = 65_536  # bytes that a line of a record's head may have
_HEAD = 65_536  # bytes that the server's own head may have on top of a page
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a web archive.

    Attributes:
        number: its place among the archive's answers, from 1.
        data: its bytes; one more than may be where it is too long.
        address: URL.
        charset: as the server told it.
    """

    number: int
    data: bytes
    address: str | None
    charset: str | None


def pages(stream: BinaryIO, *, most: int, skip: Callable[[str], None]) -> Iterator[Page]:
    """The pages of a web archive, in order.

    Args:
        stream: its bytes, unpacked.
        most: bytes that a page may have.
        skip: is told of answers that are no pages, and why.

    Raises:
        EOFError: the archive breaks off.
        OSError: it is damaged, or none.
    """
    number = 0
    for record in _records(stream, most + _HEAD):
        for answer in ArchiveIterator(
            io.BytesIO(record), record_types=WarcRecordType.response, parse_http=True
        ):
            number += 1
            if (why := _no_page(answer)) is not None:
                skip(why)
                continue
            data = answer.reader.read(most + 1)
            address = answer.headers.get("WARC-Target-URI")
            yield Page(number=number, data=data, address=address, charset=answer.http_charset)


def _no_page(answer: WarcRecord) -> str | None:
    headers = answer.http_headers
    if headers is None or headers.status_code != _OK:
        return "no page: not answered with 200"
    kind = answer.http_content_type or "no type"
    return None if "html" in kind else f"no page: {kind}"


def _records(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The records, each as it stands in the archive, or its beginning where it is longer than it may be."""
    while line := stream.readline(_LINE):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise OSError("no record begins where one should")
        head = line + b"".join(_head(stream))
        length = _length(head)
        body = _exactly(stream, min(length, most))
        for start in range(most, length, _CHUNK):
            _exactly(stream, min(_CHUNK, length - start))
        yield head + body + b"\r\n\r\n"


def _head(stream: BinaryIO) -> Iterator[bytes]:
    while (line := stream.readline(_LINE)).strip():
        yield line
    if not line.endswith(b"\n"):
        raise EOFError("its last record is not whole")
    yield line


def _length(head: bytes) -> int:
    for line in head.splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    raise OSError("a record does not tell its length")


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError("its last record is not whole")
    return data
