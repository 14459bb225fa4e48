"""A quote in its sentence, so that its words can be read where they stand."""

import re
from dataclasses import dataclass

from sourcebook.model.text import Span

_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)|\n\s*\n""")
_REACH = 400  # characters shown at most on each side of a quote, for texts without full stops
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Brig|Sgt|St|No|vs|U\.S|U\.K|U\.N)\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A quote with the rest of its sentence.

    Attributes:
        before: the sentence up to the quote.
        words: the quote.
        after: the sentence after it.
    """

    before: str
    words: str
    after: str


def marked(text: str, quote: Span) -> Marked:
    """A quote in the sentence, or sentences, around it.

    Args:
        text: the report's whole text.
        quote: the characters quoted.

    Raises:
        SpanError: the text is too short.
    """
    words = quote.of(text)
    start, end = _start(text, quote.start), _end(text, quote.end)
    return Marked(
        before=text[start : quote.start].lstrip(), words=words, after=text[quote.end : end].rstrip()
    )


def _start(text: str, at: int) -> int:
    floor = max(0, at - _REACH)
    ends = [m.end() for m in _ends(text, floor, at)]
    return ends[-1] if ends else floor


def _end(text: str, at: int) -> int:
    last = max(at - 1, 0)  # the full stop may belong to the quote
    ends = (m for m in _ends(text, last, min(len(text), at + _REACH)) if m.end() >= at)
    found = next(ends, None)
    if found is None:
        return min(len(text), at + _REACH)
    return found.end() if found.group().strip() else max(at, found.start())


def _ends(text: str, start: int, end: int) -> list[re.Match[str]]:
    found = _END.finditer(text, start, end)
    return [m for m in found if not _ABBREVIATION.search(text, max(0, m.start() - 5), m.start() + 1)]
