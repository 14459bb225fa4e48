"""Which parts of a text does no sentence cross? Headline, paragraph, list item, and what a citation mark sets apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

_BLANK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_CITED = re.compile(r"(?<=[.!?\"”’'])((?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\])+)(?=\s|$)")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'’.\-]{2,}(?: [A-Z][A-Z'’.\-]+){0,3}(?:, [A-Z][\w.]+(?: (?:of |of the |and )?[A-Z][\w.]+){0,3}){0,2}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"\s*(?:\([^)\n]{2,40}\))?\s*[-–—]{1,2}\s+(?=\S)"
)
_MARKS = re.compile(r"(?:\[[^\]\[]{1,20}\])+")
_WRAP = 100  # columns; hard-wrapped files keep their lines shorter than this


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges that no sentence crosses.

    A blank line always ends a block. A single line break does when the lines are not hard-wrapped and the next line
    begins like a sentence or this one ends like one.
    """
    at = 0
    for gap in _BLANK.finditer(text):
        yield from _lines(text, at, gap.start())
        at = gap.end()
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    if len(lines) > 1 and _wrapped(lines):
        lines = [(start, end)]
    yield from _joined(text, lines)


def _wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken at a column: all short, and all but the last about equally long."""
    sizes = [b - a for a, b in lines]
    return max(sizes) <= _WRAP and min(sizes[:-1]) >= max(sizes) * 0.6 and max(sizes) > 40  # noqa: PLR2004


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for n, (a, b) in enumerate(lines):
        first = a if first is None else first
        following = text[lines[n + 1][0] : lines[n + 1][1]].lstrip() if n + 1 < len(lines) else ""
        if following and following[0].islower() and not _END.search(text[a:b]):
            continue
        if text[first:b].strip():
            yield from _cited(text, first, b)
        first = None


def _cited(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split where a sentence ends in citation marks, and leave the marks out: "died.[3][4] A physician".

    A dateline is left out too: "DAMASCUS, Dec 27, 2024 (Agency) - ".
    """
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    for a, b in pairwise([start, *(e for m in _CITED.finditer(text, start, end) for e in m.span(1)), end]):
        words = text[a:b]
        if words.strip() and not _MARKS.fullmatch(words.strip()):
            yield a + len(words) - len(words.lstrip()), a + len(words.rstrip())
