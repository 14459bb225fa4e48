"""What the book gives back: sources, entries, failures."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim, Modality
from sourcebook.model.judgement import UNJUDGED, Standing
from sourcebook.model.text import Span
from sourcebook.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a draft.

    Attributes:
        report: id of the report.
        new: False when this reader's draft of the report was in the book already.
        claims: how many claims were added.
    """

    report: str
    new: bool
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What is known of a report beside its text; one text may be seen at several addresses.

    Attributes:
        address: URL or path.
        title: headline.
        author: byline.
        language: ISO 639-1 code.
        not_body: ranges that are boilerplate.
    """

    address: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    not_body: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report in the book, without its text.

    Attributes:
        id: the report's id.
        title: headline.
        publisher: name of the outlet.
        published: when, if known.
        author: byline.
        address: URL or path as given when it was added.
        language: ISO 639-1 code.
        sha256: of the text in UTF-8.
        reader: name and version of the last reader.
        read_at: when that reader's claims were added.
        claims: how many claims that reader drafted.
        events: how many of them are events that the report tells (not alludes to).
    """

    id: str
    title: str | None
    publisher: str | None
    published: When | None
    author: str | None
    address: str | None
    language: str | None
    sha256: str
    reader: str
    read_at: datetime
    claims: int
    events: int

    @property
    def label(self) -> str:
        """Publisher and date, or the next best thing to call the report by."""
        called = self.publisher or shorten(self.title or self.address or self.id, 40, placeholder=" …")
        return f"{called}, {self.published.edtf}" if self.published else called


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim with its words and its source.

    Attributes:
        claim: the claim.
        words: the characters quoted.
        source: the report that says it.
        standing: what people decided about it.
    """

    claim: Claim
    words: str
    source: Source
    standing: Standing = UNJUDGED

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def modality(self) -> Modality:
        """How surely it is said."""
        return self.claim.modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An actor in one report.

    Attributes:
        report: the report's id.
        accounts: what the report says of it; several when ids were merged.
        mentions: where it is mentioned and in which words, in the order of the text.
    """

    report: str
    accounts: tuple[Actor, ...]
    mentions: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """A report that could not be read.

    Attributes:
        source: path or address as given.
        stage: where it failed.
        kind: name of the error.
        message: what went wrong.
        at: when it was first met.
    """

    source: str
    stage: str
    kind: str
    message: str
    at: datetime
