"""Which format is it? By name, by what the server says, and by the first bytes."""

import json
import re
from enum import StrEnum
from pathlib import PurePath

from sourcebook.errors import Unreadable


class Format(StrEnum):
    """What intake reads."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    FEED = "feed"
    LINES = "lines"


BY_SUFFIX = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".markdown": Format.TEXT,
    ".html": Format.PAGE,
    ".htm": Format.PAGE,
    ".xhtml": Format.PAGE,
    ".pdf": Format.PDF,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".xml": Format.FEED,
    ".jsonl": Format.LINES,
    ".ndjson": Format.LINES,
}
SUFFIXES = tuple(BY_SUFFIX)
BY_TYPE = {
    "text/plain": Format.TEXT,
    "text/markdown": Format.TEXT,
    "text/html": Format.PAGE,
    "application/xhtml+xml": Format.PAGE,
    "application/pdf": Format.PDF,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "application/rdf+xml": Format.FEED,
    "application/xml": Format.FEED,
    "text/xml": Format.FEED,
    "application/jsonl": Format.LINES,
    "application/x-ndjson": Format.LINES,
    "application/x-jsonlines": Format.LINES,
}
UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/json", "text/json"})
_BEFORE = r"\s*(?:<\?.{0,300}?\?>\s*|<!--.{0,500}?-->\s*)*"  # declarations and comments
_PAGE = r"<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b"
HTML = re.compile(_BEFORE + _PAGE, re.IGNORECASE | re.DOTALL)
FEED = re.compile(_BEFORE + r"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)


def by_suffix(name: str) -> Format | None:
    """The format that a file's name promises; None when it promises none."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower())


def by_bytes(first: bytes) -> Format:
    """The format that the first bytes show; plain text when they show nothing else.

    Args:
        first: at least the first line, or the first few thousand bytes.
    """
    if b"%PDF-" in first[:1024]:
        return Format.PDF
    wide = first.startswith((b"\xff\xfe", b"\xfe\xff"))
    shown = first[:4096].decode("utf-16" if wide else "utf-8-sig", "replace")
    if FEED.match(shown):
        return Format.FEED
    if HTML.match(shown):
        return Format.PAGE
    return Format.LINES if _is_object(first) else Format.TEXT


def _is_object(first: bytes) -> bool:
    """Whether the first line with words is a JSON object, whole or cut."""
    line = next((x for x in first.removeprefix(b"\xef\xbb\xbf").splitlines() if x.strip()), b"").strip()
    if not line.startswith(b"{"):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return re.match(rb"\{\s*(?:\"[\w ]{1,40}\"\s*:|$)", line) is not None
    return True


def by_type(content_type: str, first: bytes) -> Format:
    """The format that a server names, unless the bytes plainly show a feed or PDF.

    Args:
        content_type: the header, without parameters.
        first: first bytes of the body.

    Raises:
        Unreadable: an image, a film, a program ...
    """
    shown = by_bytes(first)
    kind = content_type.strip().lower()
    if kind in UNSAID or shown in {Format.PDF, Format.FEED}:
        return shown
    if kind not in BY_TYPE:
        raise Unreadable(
            f"the address gives {kind}, which is not read; give one with text, HTML, PDF or a feed"
        )
    return BY_TYPE[kind]
