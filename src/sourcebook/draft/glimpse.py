"""What does the encoder see where the grammar looks? Its opinions, laid on the tokens of the document."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sourcebook.encode.see import SeenEvent, SeenSpan, Sight
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast


class Part(NamedTuple):
    """A mention in a role: first and last token, kind, how sure."""

    first: int
    last: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A happening as the encoder sees it.

    Attributes:
        token: head of the trigger.
        seen: type, mode, modality, phase and roles.
        doc: the document.
    """

    token: int
    seen: SeenEvent
    doc: Document

    def role(self, name: str) -> tuple[Part, ...]:
        """Mentions in a role, the surest first."""
        told = sorted((r for r in self.seen.roles if r[0] == name), key=lambda r: -r[2])
        return tuple(_part(self.doc, m, score) for _, m, score in told)


class SeenPair(NamedTuple):
    """A tie between two mentions, with its predicate and how sure it is."""

    subject: Part
    predicate: str
    object: Part
    score: float


@dataclass(frozen=True)
class Glimpses:
    """All that the encoder sees, on tokens; laid there when it is asked for.

    Attributes:
        doc: the parsed report.
        sight: what the encoder sees in its text; None when there is no encoder.
    """

    doc: Document
    sight: Sight | None

    @property
    def here(self) -> bool:
        """Whether an encoder has looked at all; without its weights nothing is seen and nothing doubted."""
        return self.sight is not None

    @cached_property
    def events(self) -> dict[int, Glimpse]:
        """Happenings by token of the trigger."""
        found: dict[int, Glimpse] = {}
        for e in self.sight.events if self.sight else ():
            token = head_of(self.doc, *self.doc.tokens(e.start, e.end))
            found.setdefault(token, Glimpse(token, e, self.doc))
        return found

    @cached_property
    def ties(self) -> tuple[SeenPair, ...]:
        """Ties in the order of the text."""
        doc, told = self.doc, self.sight.ties if self.sight else ()
        ends = {m: _part(doc, m, m.score) for t in told for m in (t.subject, t.object)}
        return tuple(SeenPair(ends[t.subject], t.predicate, ends[t.object], t.score) for t in told)


def head_of(doc: Document, first: int, last: int) -> int:
    """The token of a phrase that hangs on a word outside it."""
    outward = (t for t in range(first, last + 1) if not first <= doc.head[t] <= last or doc.head[t] == t)
    return next(outward, last)


def _part(doc: Document, m: SeenSpan, score: float) -> Part:
    first, last = doc.tokens(m.start, m.end)
    return Part(first, last, m.kind, score)


def meant(doc: Document, cast: Cast, part: Part) -> tuple[str, ...]:
    """Ids that a mention means: of its head, else of a name that begins it ("Turkish jets": Turkey's)."""
    head = head_of(doc, part.first, part.last)
    if ids := cast.at(head):
        return ids
    return next(_owners(doc, cast, part, head), ())


def _owners(doc: Document, cast: Cast, part: Part, head: int) -> Iterator[tuple[str, ...]]:
    for t in range(part.first, head):
        if doc.head[t] == head and doc.dep[t] in {"amod", "compound", "poss", "nmod"} and cast.heads.get(t):
            yield cast.heads[t]
