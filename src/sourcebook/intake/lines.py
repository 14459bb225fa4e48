"""JSON lines: one report a line.

Keys: ``text`` (required), ``title``, ``published``, ``publisher``, ``author``, ``address`` or ``url``,
``language``. Others are ignored.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from sourcebook.errors import IntakeError, NoWords, TooLarge, Unreadable
from sourcebook.intake.limits import Limits, megabytes
from sourcebook.intake.outcome import Broken, Raw
from sourcebook.intake.published import published_on

WORDS = ("text", "title", "publisher", "author", "address", "url", "language")


class Readable(Protocol):
    """Whatever gives lines of bytes."""

    def readline(self, most: int, /) -> bytes:
        """One line, up to so many bytes; nothing at the end."""


def read_lines(
    stream: Readable, *, source: str, address: str | None, limits: Limits
) -> Iterator[Raw | Broken]:
    """The reports of a JSON-lines stream, one at a time.

    Args:
        stream: bytes; only one line of them is held.
        source: what failures name, with the line's number.
        address: URL or path of the stream, which stands for reports that give no address of their own.
        limits: ``file_bytes`` holds for one line.

    Raises:
        NoWords: no line has anything in it.
        Unreadable: the stream is JSON over several lines, or UTF-16.
    """
    number, seen = 0, 0
    while line := stream.readline(limits.file_bytes + 1):
        number += 1
        if number == 1:
            _refuse_other_shapes(line)
        if not line.strip():
            continue
        seen += 1
        item = _item(line, f"{source}:{number}", limits.file_bytes)
        yield (
            item
            if isinstance(item, Broken) or item.address or not address
            else replace(item, address=f"{address}:{number}")
        )
        if len(line) > limits.file_bytes:
            _skip(stream, line)
    if not seen:
        raise NoWords('no lines with reports; write one JSON object with a "text" on each line')


def _item(line: bytes, where: str, most: int) -> Raw | Broken:
    try:
        return _report(line, where, most)
    except IntakeError as error:
        return Broken(source=where, error=error)


def _skip(stream: Readable, line: bytes) -> None:
    """Read past the end of a line that was too long."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(1_000_000)


def _refuse_other_shapes(line: bytes) -> None:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("JSON lines in UTF-16; save the file as UTF-8, the only encoding of JSON")
    if line.strip() in {b"{", b"["}:
        raise Unreadable(
            "JSON spread over several lines; write one object per line (jq -c . FILE, or jq -c '.[]' FILE)"
        )


def _report(line: bytes, where: str, most: int) -> Raw:
    """One line as a report."""
    if len(line) > most:
        raise TooLarge(
            f"line is over {megabytes(most)} (limit file_bytes); split the report or raise the limit"
        )
    entry = _parsed(line)
    for key in WORDS:
        if not isinstance(entry.get(key), str | None):
            raise Unreadable(f"key {key!r} holds {type(entry[key]).__name__}, not words; give a string")
    if "text" not in entry or entry["text"] is None:
        raise Unreadable(
            f'no key "text" (there are: {", ".join(sorted(entry)[:8]) or "none"}); put the words there'
        )
    published = entry.get("published")
    return Raw(
        source=where,
        text=str(entry["text"]),
        title=_words(entry, "title"),
        published=published_on(str(published)) if isinstance(published, str | int) else None,
        publisher=_words(entry, "publisher"),
        author=_words(entry, "author"),
        address=_words(entry, "address") or _words(entry, "url"),
        language=_words(entry, "language"),
    )


def _words(entry: dict[str, object], key: str) -> str | None:
    value = entry.get(key)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _parsed(line: bytes) -> dict[str, object]:
    """The line's object."""
    try:
        entry = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not one whole JSON object ({error}); is the line cut off?") from error
    if not isinstance(entry, dict):
        raise Unreadable(f'a {type(entry).__name__}, not an object; write {{"text": "..."}} on each line')
    return entry
