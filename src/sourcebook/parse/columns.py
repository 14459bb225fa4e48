"""A document as it grows, one column to each thing that is known of its tokens."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sourcebook.model.text import Document, Report, Span
from sourcebook.parse.model import rules

_ASKED = ["ORTH", "TAG", "DEP", "HEAD", "IDX", "SENT_START"]
_WHOLE = 1 << 64  # spaCy keeps a head as an unsigned 64-bit distance
_HALF = _WHOLE >> 1
_OPENERS, _CLOSERS = "“«„", "”»"
_QUOTES = frozenset('"' + _OPENERS + _CLOSERS)


class Columns:
    """Grows a document one parsed block at a time.

    Attributes:
        words, lower, lemma, pos, tag, dep, head, start, sentences: of the tokens by now, as `Document` has them.

    Args:
        report: whose text it is.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words: list[str] = []
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.start: list[int] = []
        self.sentences: list[tuple[int, int]] = []

    def add(self, doc: Any, offset: int) -> int:  # noqa: ANN401 - a spaCy Doc
        """Add a block.

        Args:
            doc: as the language model parsed it.
            offset: where it begins in the text.

        Returns:
            The place of its first token.
        """
        base = len(self.words)
        cells = doc.to_array(_ASKED).T.tolist()
        *_, head, idx, begins = cells
        columns = (self.words, self.lower, self.lemma, self.pos, self.tag, self.dep)
        for column, some in zip(columns, zip(*rules().told(cells), strict=True), strict=True):
            column.extend(some)
        self.head += [base + i + (h if h < _HALF else h - _WHOLE) for i, h in enumerate(head)]
        self.start += [offset + i for i in idx]
        starts = [i for i, b in enumerate(begins) if b == 1] or [0]
        self.sentences += [(base + a, base + b) for a, b in pairwise([*starts, len(head)])]
        return base

    def document(self) -> Document:
        """The document."""
        sentence_of = [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        ends = [s + len(w) for s, w in zip(self.start, self.words, strict=True)]
        return Document(
            text=self.report.text,
            words=tuple(self.words),
            lower=tuple(self.lower),
            lemma=tuple(self.lemma),
            pos=tuple(self.pos),
            tag=tuple(self.tag),
            dep=tuple(self.dep),
            head=tuple(self.head),
            start=tuple(self.start),
            end=tuple(ends),
            sentences=tuple(self.sentences),
            sentence_of=tuple(sentence_of),
            quoted=tuple(_quoted(self.words, self.report.text, self.start)),
            body=tuple(_body(self.start, self.report.not_body)),
            published=self.report.published,
        )


def _quoted(words: list[str], text: str, start: list[int]) -> Iterator[bool]:
    """Whether each token stands inside quotation marks; a paragraph's end closes what was left open."""
    inside, last = False, 0
    for word, at in zip(words, start, strict=True):
        if inside and "\n\n" in text[last:at]:
            inside = False
        last = at
        if word and word[0] in _QUOTES and _QUOTES.issuperset(word):
            inside = word[0] in _OPENERS or (word[0] == '"' and not inside)
            yield False
        else:
            yield inside


def _body(start: list[int], not_body: tuple[Span, ...]) -> list[bool]:
    """Whether each token belongs to the report's body."""
    if not not_body:
        return [True] * len(start)
    return [not any(s.start <= at < s.end for s in not_body) for at in start]
