"""What does the encoder see where the grammar looks? Its opinions, laid on the tokens of the document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sourcebook.encode.see import SeenEvent, SeenSpan, Sight
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast


@dataclass(frozen=True, slots=True)
class Part:
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
        seen: type, mode, modality and phase.
        parts: mentions by role, the surest first.
    """

    token: int
    seen: SeenEvent
    parts: dict[str, tuple[Part, ...]]

    def role(self, name: str) -> tuple[Part, ...]:
        """Mentions in a role."""
        return self.parts.get(name, ())


@dataclass(frozen=True, slots=True)
class SeenPair:
    """A tie between two mentions, with its predicate and how sure it is."""

    subject: Part
    predicate: str
    object: Part
    score: float


@dataclass(frozen=True)
class Glimpses:
    """All that the encoder sees, on tokens.

    Attributes:
        events: by token of the trigger.
        ties: in the order of the text.
        here: whether an encoder has looked at all; without its weights nothing is seen and nothing doubted.
    """

    events: dict[int, Glimpse] = field(default_factory=dict)
    ties: tuple[SeenPair, ...] = ()
    here: bool = False


def glimpses(doc: Document, sight: Sight | None) -> Glimpses:
    """Opinions of the encoder on the tokens of a document.

    Args:
        doc: the parsed report.
        sight: what the encoder sees in its text; None when there is no encoder.
    """
    if sight is None:
        return Glimpses()
    events: dict[int, Glimpse] = {}
    for e in sight.events:
        first, last = doc.tokens(e.start, e.end)
        parts: dict[str, list[Part]] = {}
        for role, m, score in sorted(e.roles, key=lambda r: -r[2]):
            parts.setdefault(role, []).append(_part(doc, m, score))
        token = head_of(doc, first, last)
        events.setdefault(token, Glimpse(token, e, {r: tuple(p) for r, p in parts.items()}))
    ties = (
        SeenPair(
            _part(doc, t.subject, t.subject.score), t.predicate, _part(doc, t.object, t.object.score), t.score
        )
        for t in sight.ties
    )
    return Glimpses(events, tuple(ties), here=True)


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
