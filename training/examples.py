"""What does the network learn from? Examples: words, and what is said of them, layer by layer.

A layer that a source does not label is None there, and costs nothing in training.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sourcebook.encode import labels
from sourcebook.encode.words import Word, words

Span = tuple[int, int]
"""Words [first, end)."""


@dataclass(frozen=True)
class Event:
    """A trigger and what hangs on it.

    Attributes:
        trigger: its words.
        type: index into TYPES.
        mode: index into MODES.
        modality: index into MODALITIES.
        phase: index into PHASES.
        roles: span of a mention or signal -> index into ROLES.
        same: letter shared by triggers of one happening, or None.
    """

    trigger: Span
    type: int
    mode: int
    modality: int
    phase: int
    roles: dict[Span, int]
    same: str | None = None


@dataclass
class Example:
    """A stretch of text with its labels.

    Attributes:
        id: where it comes from.
        text: its characters.
        words: its words.
        mentions: span -> index into KINDS, or None where mentions are not labelled.
        signals: span -> index into SIGNALS.
        events: triggers, or None.
        relations: (subject, object) -> index into PREDICATES, or None.
        re3d: span -> index into RE3D_KINDS, or None.
        re3d_ignored: spans of doubtful re3d labels, neither right nor wrong.
        re3d_ties: (source, target) -> index into RE3D_TIES.
        factual: first word of a happening -> how sure, from -3 to 3, or None.
        weight: how much its losses count.
    """

    id: str
    text: str
    words: list[Word]
    mentions: dict[Span, int] | None = None
    signals: dict[Span, int] = field(default_factory=dict)
    events: list[Event] | None = None
    relations: dict[tuple[Span, Span], int] | None = None
    re3d: dict[Span, int] | None = None
    re3d_ignored: set[Span] = field(default_factory=set)
    re3d_ties: dict[tuple[Span, Span], int] = field(default_factory=dict)
    factual: dict[int, float] | None = None
    weight: float = 1.0


def cover(found: list[Word], start: int, end: int) -> Span:
    """Words that touch the characters [start, end)."""
    inside = [i for i, w in enumerate(found) if w.start < end and w.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def of_passage(row: dict[str, Any], *, name_only: bool = False) -> Example:
    """An example of a compiled passage (`training.passages.compiled`)."""
    found = words(row["text"])
    spans = [cover(found, m["start"], m["end"]) for m in row["mentions"]]
    example = Example(id=row["id"], text=row["text"], words=found)
    example.mentions = {
        s: labels.KINDS.index(m["kind"]) for s, m in zip(spans, row["mentions"], strict=True) if s[0] < s[1]
    }
    if name_only:
        return example
    example.events = [_event(e, found, spans, example.signals) for e in row["events"]]
    example.relations = {}
    for r in row["relations"]:
        a, b = spans[r["subject"]], spans[r["object"]]
        if a != b:
            example.relations[a, b] = labels.PREDICATES.index(r["predicate"])
            if r["predicate"] in labels.SYMMETRIC:
                example.relations.setdefault((b, a), labels.PREDICATES.index(r["predicate"]))
    return example


def _event(e: dict[str, Any], found: list[Word], spans: list[Span], signals: dict[Span, int]) -> Event:
    roles: dict[Span, int] = {}
    for role in labels.ROLES[1:10]:
        for m in e[role]:
            roles.setdefault(spans[m], labels.ROLES.index(role))
    if e["speaker"]:
        said = cover(found, e["speaker"]["start"], e["speaker"]["end"])
        roles.setdefault(said, labels.ROLES.index("speaker"))
    for signal in labels.SIGNALS:
        if e[signal]:
            at = cover(found, e[signal]["start"], e[signal]["end"])
            signals.setdefault(at, labels.SIGNALS.index(signal))
            roles.setdefault(at, labels.ROLES.index(signal))
    return Event(
        trigger=cover(found, e["trigger"]["start"], e["trigger"]["end"]),
        type=labels.TYPES.index(e["type"]),
        mode=labels.MODES.index(e["mode"]) if e["mode"] in labels.MODES else 0,
        modality=labels.MODALITIES.index(e["modality"]),
        phase=labels.PHASES.index(e["phase"] or ""),
        roles=roles,
        same=e["same"],
    )


def layers(spans: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """Spans that stand in no other, and the longest of those that stand in one of them; deeper ones are left out."""
    outer: list[Span] = []
    inner: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if not any(_touch(span, o) for o in outer):
            outer.append(span)
        elif any(o[0] <= span[0] and span[1] <= o[1] for o in outer) and not any(
            _touch(span, o) for o in inner
        ):
            inner.append(span)
    return sorted(outer), sorted(inner)


def tags(spans: dict[Span, int], chosen: Iterable[Span], length: int) -> list[int]:
    """Tags of one layer: 0, then B and I of each kind."""
    line = [0] * length
    for span in chosen:
        line[span[0]] = 1 + 2 * spans[span]
        for at in range(span[0] + 1, span[1]):
            line[at] = 2 + 2 * spans[span]
    return line


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def acts(example: Example) -> dict[tuple[Span, Span], int]:
    """Who does what to whom: (actor, recipient) -> index into ACTS."""
    done: dict[tuple[Span, Span], int] = {}
    actor, to = labels.ROLES.index("actor"), {labels.ROLES.index(r) for r in ("recipient", "victim")}
    for e in example.events or ():
        for a, role in e.roles.items():
            for b, other in e.roles.items():
                if role == actor and other in to and a != b:
                    done.setdefault((a, b), e.type + 1)
    return done


def shuffled_names(example: Example) -> Iterator[Span]:
    """Mentions that stand by themselves: in no other, holding no other."""
    spans = list(example.mentions or ())
    for span in spans:
        if sum(_touch(span, other) for other in spans) == 1:
            yield span
