"""One stream of bytes, whatever its format, to the reports in it."""

from collections.abc import Iterator
from typing import BinaryIO

from sourcebook.errors import NoWords, TooLarge, Unreadable
from sourcebook.intake.decode import decode, refuse_binary
from sourcebook.intake.feed import read_feed
from sourcebook.intake.limits import Limits, megabytes
from sourcebook.intake.lines import read_lines
from sourcebook.intake.outcome import Broken, Raw
from sourcebook.intake.page import read_page
from sourcebook.intake.pdf import read_pdf
from sourcebook.intake.sniff import Format, by_bytes

HEAD = 4096  # bytes looked at to tell the format


class Rejoined:
    """A stream whose first bytes have been looked at and are still given out."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = b""
        self._stream = stream

    def peek(self) -> bytes:
        """The first bytes of what is left."""
        if not self.head:
            self.head = self._stream.read(HEAD)
        return self.head

    def read(self, most: int) -> bytes:
        """All that is left, up to so many bytes."""
        taken, self.head = self.head[:most], self.head[most:]
        return taken + self._stream.read(most - len(taken)) if len(taken) < most else taken

    def readline(self, most: int) -> bytes:
        """One line, up to so many bytes."""
        cut = min(self.head.find(b"\n") + 1 or len(self.head), most)
        taken, self.head = self.head[:cut], self.head[cut:]
        if taken.endswith(b"\n") or len(taken) == most:
            return taken
        return taken + self._stream.readline(most - len(taken))


def read_any(
    stream: Rejoined,
    *,
    name: str,
    address: str | None,
    limits: Limits,
    said: Format | None = None,
    charset: str | None = None,
) -> Iterator[Raw | Broken]:
    """The reports in a stream.

    Args:
        stream: the bytes.
        name: what failures name.
        address: URL or path of the source; None for standard input.
        limits: how much is taken.
        said: the format by name or by the server's word; None to tell it from the bytes.
        charset: encoding by the server's word.

    Raises:
        IntakeError: the stream as a whole gives nothing.
    """
    first = stream.peek()
    if not first:
        raise NoWords("empty: not one byte in it; was it saved whole?")
    form = _form(said, first)
    if form is Format.LINES:
        refuse_binary(first)
        yield from read_lines(stream, source=name, address=address, limits=limits)
        return
    data = _whole(stream, form, limits)
    if form is Format.FEED:
        yield from read_feed(data, source=name, charset=charset)
    elif form is Format.PDF:
        yield read_pdf(data, source=name, address=address, limits=limits)
    elif form is Format.PAGE:
        yield read_page(data, source=name, address=address, charset=charset)
    else:
        yield Raw(source=name, text=decode(data, declared=charset), address=address)


def _form(said: Format | None, first: bytes) -> Format:
    """The format; the bytes overrule the name where they leave no doubt."""
    seen = by_bytes(first)
    if said is None or seen is Format.PDF:
        return seen
    if said is Format.PDF:
        refuse_binary(first)
        raise Unreadable(
            "not a PDF, though it is said to be one; download it again, or give it its right ending"
        )
    return Format.PAGE if said is Format.FEED and seen is Format.PAGE else said


def _whole(stream: Rejoined, form: Format, limits: Limits) -> bytes:
    """All the bytes, when they are not too many."""
    name = "feed_bytes" if form is Format.FEED else "file_bytes"
    most = limits.feed_bytes if form is Format.FEED else limits.file_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(
            f"over {megabytes(most)} (limit {name}); one report is never so long: split it into reports"
        )
    return data
