"""What does the head of a text say about it? Title, byline and date of a plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sourcebook.intake.boilerplate import Line, lines
from sourcebook.intake.published import published_on
from sourcebook.model.text import Span
from sourcebook.model.when import When

KEYS = {
    "title": "title",
    "headline": "title",
    "published": "published",
    "date": "published",
    "publication date": "published",
    "date published": "published",
    "published on": "published",
    "publisher": "publisher",
    "publication": "publisher",
    "outlet": "publisher",
    "source": "publisher",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "by": "author",
    "updated": "",
    "last updated": "",
    "language": "",
    "url": "",
    "link": "",
    "tags": "",
    "layout": "",
}
HEADER = re.compile(
    rf"(?P<key>{'|'.join(sorted(KEYS, key=len, reverse=True))})\s*:\s*(?P<value>\S.*)", re.IGNORECASE
)
TOP = 6  # lines with words among which a date or byline may stand
HEADLINE = 150  # characters; the longest headlines of agencies have about 120
BYLINE = re.compile(
    r"(?:By|BY|Written by|Reported by|Story by)\s+(?P<names>[A-Z][^.!?:;]{2,80}|[A-Z]\.[^!?:;]{2,80})$"
)
SMALL = frozenset(
    (
        "and",
        "in",
        "of",
        "the",
        "for",
        "with",
        "de",
        "van",
        "von",
        "bin",
        "ibn",
        "el",
        "al",
        "da",
        "di",
        "du",
        "le",
        "la",
    )
)
STAMP = re.compile(
    r"(?:first\s+)?(?:published|posted)\s*(?:on|at)?\s*[:|-]?\s*(?P<date>.{6,60})$", re.IGNORECASE
)
_DATE = r"(?:\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+(?:\d{4}|\d{2})|[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2},\s+\d{4})"
ALONE = re.compile(
    rf"(?:\w+day,?\s+)?(?P<date>{_DATE}|\d{{4}}-\d\d-\d\d)(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,12}})?$"
)
DATELINE = re.compile(
    rf"(?:(?P<place>[A-Z][^.!?:;]{{1,60}}?)[,\s(–—-]+|[-–—\s]*)(?P<date>{_DATE})\)?\s*(?:[(\[][^()\[\]]{{2,40}}[)\]]\s*)?[-–—:]"
)
SHORT_YEAR = re.compile(r"\b(\d{2})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a text says about itself before it begins.

    Attributes:
        title: from a header line, a Markdown heading, or a first line that reads like a headline.
        published: from a header line, a line with nothing but a date, or a dateline that has its year.
        publisher: from a header line.
        author: from a header line or byline.
        spans: the header, bylines and dates, none of which is body.
    """

    title: str | None = None
    published: When | None = None
    publisher: str | None = None
    author: str | None = None
    spans: tuple[Span, ...] = ()


def head(text: str, *, furniture: tuple[Span, ...] = ()) -> Head:
    """Read the head of a text.

    Args:
        text: the report's text.
        furniture: ranges known to be boilerplate; a headline is looked for behind them.
    """
    there = lines(text[:20_000])
    block, said = _block(there)
    below = there[block:]
    spans = tuple(Span(start=line.start, end=line.end) for line in there[:block])
    found = replace(said, spans=spans)
    for line in below[:TOP]:
        found = _noted(found, line)
    if found.title:
        return found
    taken = (*furniture, *found.spans)
    return replace(found, title=_headline(text, [line for line in below if not _within(line, taken)]))


def _within(line: Line, spans: tuple[Span, ...]) -> bool:
    return any(s.start <= line.start and line.end <= s.end for s in spans)


def _block(there: list[Line]) -> tuple[int, Head]:
    """How many lines the header has, and what it says."""
    fenced = bool(there) and there[0].text == "---"
    said = Head()
    for i, line in enumerate(there[fenced:40], start=int(fenced)):
        if fenced and line.text == "---":
            return i + 1, said
        match = HEADER.fullmatch(line.text)
        if match is None and not fenced:
            return i, said
        if match:
            said = _said(said, KEYS[match["key"].lower()], match["value"].strip("\"' "))
    return (0, Head()) if fenced else (min(len(there), 40), said)


def _said(said: Head, field: str, value: str) -> Head:
    """The head with one header line more; the first of a kind counts."""
    if field == "published":
        return replace(said, published=said.published or published_on(value))
    if field == "title":
        return replace(said, title=said.title or value)
    if field == "publisher":
        return replace(said, publisher=said.publisher or value)
    return replace(said, author=said.author or value) if field == "author" else said


def _noted(found: Head, line: Line) -> Head:
    """The head with what one further line tells."""
    byline = BYLINE.fullmatch(line.text)
    if byline and _all_names(byline["names"]):
        span = Span(start=line.start, end=line.end)
        return replace(found, author=found.author or byline["names"].strip(), spans=(*found.spans, span))
    alone = STAMP.fullmatch(line.text) or ALONE.fullmatch(line.text)
    when = _dated(alone["date"]) if alone else None
    if when:
        span = Span(start=line.start, end=line.end)
        return replace(found, published=found.published or when, spans=(*found.spans, span))
    opening = DATELINE.match(line.text)
    if opening and found.published is None and _all_names(opening["place"] or ""):
        return replace(found, published=_dated(opening["date"]))
    return found


def _dated(written: str) -> When | None:
    """The date; "8 JAN 90" is 1990 (two-digit years from 69 on belong to 19xx, as in POSIX strptime)."""
    year = SHORT_YEAR.search(written)
    if year and not re.search(r"\d{4}", written):
        century = "19" if int(year[1]) >= 69 else "20"  # noqa: PLR2004 - POSIX
        written = f"{written[: year.start()]}{century}{year[1]}"
    return published_on(written)


def _all_names(words: str) -> bool:
    """Whether every word is one of a name, so that no sentence is taken for a byline or dateline."""
    return all(
        w[0].isupper() or w in SMALL or w.startswith("al-") for w in re.findall(r"[^\W\d_][\w’'.-]*", words)
    )


def _headline(text: str, rest: list[Line]) -> str | None:
    """The first line, when it reads like a headline with a text below it."""
    below = list(_below(rest))
    if not below:
        return None
    first = rest[0]
    words = first.text.lstrip("# ").strip()
    if first.text.startswith("# "):
        return words or None
    blank = text[first.end : rest[1].start].count("\n") > 1
    longer = len(below[0].text) > len(first.text)
    opens = words[0].isupper() or words[0].isdigit() or words[0] in "“‘\"'"
    closed = words[-1] in ".:;,…" or bool(re.search(r"[.!?][”\"’]?\s+[A-Z]", words))
    fits = len(words) <= HEADLINE and len(words.split()) > 2  # noqa: PLR2004 - a name alone is no headline
    told = DATELINE.match(words) or BYLINE.fullmatch(words) or ALONE.fullmatch(words)
    return words if fits and opens and not closed and not told and (blank or longer) else None


def _below(rest: list[Line]) -> Iterator[Line]:
    """The lines under the first that are long enough to be a text."""
    return (line for line in rest[1:] if len(line.text) > HEADLINE / 2)
