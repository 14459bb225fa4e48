"""RSS and Atom: each item a report."""

import io
import re
from collections.abc import Iterator
from typing import Any

from sourcebook.errors import IntakeError, NoWords, Unreadable
from sourcebook.intake.decode import refuse_binary
from sourcebook.intake.outcome import Broken, Raw
from sourcebook.intake.published import published_on
from sourcebook.intake.quiet import quiet
from sourcebook.intake.strip import strip_html

CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
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
    cut = bool(found.bozo) and not CLOSED.search(data)
    last = len(found.entries)
    for number, entry in enumerate(found.entries, start=1):
        where = f"{source} item {number}"
        try:
            item: Raw | Broken = _report(entry, found.feed, where, cut=cut and number == last)
        except IntakeError as error:
            item = Broken(source=where, error=error)
        yield item


def _parsed(data: bytes, charset: str | None) -> Any:  # noqa: ANN401 - feedparser ships no types
    """What feedparser makes of the bytes; it opens no address when it is given a stream."""
    import feedparser  # noqa: PLC0415 - only feeds need it

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(f"the feed is damaged ({error}); try again later, or tell its owner") from error


def _report(entry: Any, feed: Any, where: str, *, cut: bool) -> Raw:  # noqa: ANN401 - feedparser's dictionaries
    """One item as a report."""
    title = _plain(entry.get("title"))
    named = f"item {title!r}" if title else "item without a title"
    if cut:
        raise Unreadable(f"{named} is cut off: the feed ends within it; fetch the feed again")
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
