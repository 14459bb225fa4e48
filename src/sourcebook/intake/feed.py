"""RSS and Atom: each item a report."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sourcebook.errors import IntakeError, NoWords, Unreadable
from sourcebook.intake.decode import refuse_binary
from sourcebook.intake.outcome import Broken, Raw
from sourcebook.intake.published import published_on
from sourcebook.intake.quiet import quiet
from sourcebook.intake.strip import strip_html

START = re.compile(rb"<(?:item|entry)[\s>]")
ENDS = re.compile(rb"</(?:item|entry)\s*>")
HOLDERS = (b"title", b"description", b"content:encoded", b"summary", b"content")
DATES = ("published", "updated")  # Atom must give the second, and feeds that give only it mean the first


def read_feed(data: bytes, *, source: str, charset: str | None = None) -> Iterator[Raw | Broken]:
    """The items of a feed, each a report.

    Args:
        data: the whole feed.
        source: what failures name, with the item's number.
        charset: encoding that the server names.

    Raises:
        NoWords: a feed without items.
        Unreadable: not a feed.
    """
    refuse_binary(data)
    with quiet():
        found = _parsed(data, charset)
    if not found.get("version"):
        raise Unreadable("XML, but no RSS or Atom feed; give the feed's address, or the page as HTML")
    if not found.entries:
        raise NoWords("the feed has no items; try again later, or give the address of one report")
    for number, entry in enumerate(_entries(found, data, charset), start=1):
        yield _item(entry, found.feed, f"{source} item {number}")


def _item(entry: Any, feed: Any, where: str) -> Raw | Broken:  # noqa: ANN401 - feedparser's dictionaries
    try:
        return _report(entry, feed, where)
    except IntakeError as error:
        return Broken(source=where, error=error)


def _entries(found: Any, data: bytes, charset: str | None) -> Iterator[Any]:  # noqa: ANN401 - feedparser's
    """The feed's items; each by itself when the feed is not well formed, so that none takes the next."""
    starts = [m.start() for m in START.finditer(data)]
    if type(found.get("bozo_exception")).__name__ != "SAXParseException" or not starts:
        yield from found.entries
        return
    for start, end in pairwise([*starts, len(data)]):
        piece = data[start:end]
        alone = _parsed(data[: starts[0]] + piece, charset).entries
        yield {**(alone[0] if alone else {}), "damage": _damage(piece)}


def _damage(piece: bytes) -> str | None:
    """What is wrong with the marks of an item; small slips, such as a lone "&", are mended by the parser."""
    if not ENDS.search(piece):
        return "is cut off: the feed ends within it; fetch the feed again"
    for tag in HOLDERS:
        opened, closed = len(re.findall(rb"<%b[\s>]" % tag, piece)), piece.count(b"</%b>" % tag)
        if opened != closed:
            return f"has <{tag.decode()}> open without its end; give the address of its page instead"
    return None


def _parsed(data: bytes, charset: str | None) -> Any:  # noqa: ANN401 - feedparser ships no types
    """What feedparser makes of the bytes; it opens no address when it is given a stream."""
    import feedparser  # noqa: PLC0415 - only feeds need it

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(f"the feed is damaged ({error}); try again later, or tell its owner") from error


def _report(entry: Any, feed: Any, where: str) -> Raw:  # noqa: ANN401 - feedparser's dictionaries
    """One item as a report."""
    title = _plain(entry.get("title"))
    named = f"item {title!r}" if title else "item without a title"
    if entry.get("damage"):
        raise Unreadable(f"{named} {entry['damage']}")
    text = _text(entry)
    if not text:
        raise NoWords(f"{named} has neither content nor summary; give the address of its page instead")
    written = next((entry[key] for key in DATES if key in entry), None)
    return Raw(
        source=where,
        text=text,
        title=title,
        published=published_on(written) if written else None,
        publisher=_plain((entry.get("source") or {}).get("title")) or _plain(feed.get("title")),
        author=_plain(entry.get("author")),
        address=entry.get("link") or where,
    )


def _plain(written: str | None) -> str | None:
    return " ".join(strip_html(written).split()) or None if written else None


def _text(entry: Any) -> str:  # noqa: ANN401 - feedparser's dictionary
    """The longest of what the item holds: full content where there is any, else the summary."""
    held = [c.get("value") or "" for c in entry.get("content") or ()]
    return max((strip_html(h) for h in [*held, entry.get("summary") or ""]), key=len)
