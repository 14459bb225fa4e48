"""Report, Document, Span, Mention: the words and where they stand."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sourcebook.errors import SpanError, ValueProblem
from sourcebook.model.when import When
from sourcebook.model.where import Sense

_HALF = re.compile("[\ud800-\udfff]")  # lone surrogates


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of characters in one report.

    Attributes:
        start: offset of the first character, in code points of the report's text.
        end: offset after the last character.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"span {self.start}:{self.end} is empty or runs backwards; start must be below end"
            )

    def of(self, text: str) -> str:
        """The words of the span.

        Args:
            text: the report's whole text.

        Raises:
            SpanError: the text is too short.
        """
        if self.end > len(text):
            raise SpanError(
                f"span {self.start}:{self.end} runs past a text of {len(text)} characters; "
                "was the text changed after parsing?"
            )
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Whether every character of this one is the other's too."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text as it came in; its offsets never change again.

    Attributes:
        text: the words, boilerplate included.
        title: headline, when the source gives one.
        published: day, month or year of publication, when known.
        publisher: name of the outlet.
        author: byline.
        address: URL, or path as given by the user.
        language: ISO 639-1 code.
        not_body: ranges of the text that are boilerplate, bylines or author biographies: kept, searchable, but no
            event is drawn from them.
    """

    text: str
    title: str | None = None
    published: When | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    language: str | None = None
    not_body: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueProblem("a report without words; nothing to read")
        if _HALF.search(self.text):
            raise ValueProblem(
                "the text holds half a character (a lone surrogate); write it out again as UTF-8"
            )

    @property
    def id(self) -> str:
        """Digest of text, publisher and publication date: the same report twice has one id."""
        published = self.published.edtf if self.published else ""
        return digest(self.text, self.publisher or "", published)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class MentionKind(StrEnum):
    """What a mention names."""

    ACTOR = "actor"
    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    WEAPON = "weapon"
    COUNT = "count"
    OFFICE = "office"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name something.

    Attributes:
        span: where they stand.
        kind: what they name.
        entity: id of the actor or place meant; None when unresolved.
        when: the interval meant, for dates.
        sense: for place names, how surely the place was told from others of the name.
    """

    span: Span
    kind: MentionKind
    entity: str | None = None
    when: When | None = None
    sense: Sense | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report's text with its grammar, one column per property; every column has one entry per token.

    Attributes:
        text: the report's text, untouched.
        words: the token's characters.
        lower: the same in lower case.
        lemma: dictionary form in lower case.
        pos: universal part of speech (NOUN, PROPN, VERB ...).
        tag: Penn Treebank tag (VBD, VBN, NNS ...).
        dep: dependency label of the CLEAR style (nsubj, nsubjpass, dobj, pobj, agent ...).
        head: index of the governing token; a root governs itself.
        start: offset of the token's first character.
        end: offset after its last.
        sentences: half-open token ranges.
        sentence_of: index of the sentence of each token.
        quoted: True for tokens inside quotation marks.
        body: True for tokens from which events may be drawn.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]
    quoted: tuple[bool, ...]
    body: tuple[bool, ...]
    published: When | None = field(default=None)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Indices of the tokens that each token governs, in order."""
        kids: list[list[int]] = [[] for _ in self.words]
        for i, h in enumerate(self.head):
            if h != i:
                kids[h].append(i)
        return tuple(tuple(k) for k in kids)

    @cached_property
    def joined(self) -> frozenset[int]:
        """Tokens that govern another which is coordinated with them."""
        return frozenset(h for h, dep in zip(self.head, self.dep, strict=True) if dep == "conj")

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """First and last token of each token's subtree, both included."""
        head, left, right = self.head, list(range(len(self))), list(range(len(self)))
        for i, h in enumerate(head):
            j = i
            while h != j and not left[h] <= i <= right[h]:  # what covers it is covered by all above
                if i < left[h]:
                    left[h] = i
                else:
                    right[h] = i
                j, h = h, head[h]  # noqa: PLW2901 - climbs to the root
        return tuple(zip(left, right, strict=True))

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last token, both included, that hold the characters [start, end)."""
        first = max(bisect_right(self.start, start) - 1, 0)
        return first, max(bisect_left(self.start, end) - 1, first)

    def span(self, first: int, last: int) -> Span:
        """Characters from one token to another, both included."""
        return Span(start=self.start[first], end=self.end[last])


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for the parts, in order."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()
