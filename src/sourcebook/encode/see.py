"""What does the encoder see in a text? Mentions, happenings with their roles and doubts, and ties, stretch by stretch.

A stretch is some whole sentences, as many as fit; a sentence too long for one is cut between words. Each is read by
itself, so that nothing depends on what else is read, in which order or in how large a batch, and memory stays bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from sourcebook.encode import labels
from sourcebook.encode.heads import Heads, Spans
from sourcebook.encode.pieces import MOST, CutWord, cut_words, joined
from sourcebook.encode.tags import best, spans, sureness_of_kinds
from sourcebook.encode.weights import Weights
from sourcebook.encode.words import Word, words

LIKELY = 0.5
"""Probability from which a role, a tie or an act is told."""
FULL = 190
"""Pieces after which a stretch takes no further sentence; training saw stretches of about this size."""
REACH = 40
"""Words between two spans up to which a tie or a role is looked for; over more the weights tell one in a thousand."""
TELLING = {"person", "media", "cue"}
"""Kinds that say who tells of a happening, which may stand farther from it."""
TOGETHER = 8
"""Stretches that the encoder reads before the heads are asked: each finds its numbers near at hand then."""
NO_END_OF_TIE = {"date", "count"}
"""Kinds of mentions that no tie has as an end."""


@dataclass(frozen=True, slots=True)
class SeenSpan:
    """A mention or a signal.

    Attributes:
        start, end: code points [start, end).
        kind: of KINDS or SIGNALS.
        score: how sure, 0 to 1.
        inside: stands within another mention.
    """

    start: int
    end: int
    kind: str
    score: float
    inside: bool = False


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """A happening that a word names.

    Attributes:
        start, end: code points [start, end) of the trigger.
        type: of TYPES.
        score: how sure the trigger and its type are, 0 to 1.
        mode, modality, phase: of MODES, MODALITIES, PHASES, the likeliest; each with how sure it is.
        roles: role, mention or signal, how sure.
    """

    start: int
    end: int
    type: str
    score: float
    mode: tuple[str, float]
    modality: tuple[str, float]
    phase: tuple[str, float]
    roles: tuple[tuple[str, SeenSpan, float], ...]


@dataclass(frozen=True, slots=True)
class SeenTie:
    """What holds between two mentions: subject, predicate, object, how sure."""

    subject: SeenSpan
    predicate: str
    object: SeenSpan
    score: float


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the encoder sees in a text, in the order of the text."""

    mentions: tuple[SeenSpan, ...]
    signals: tuple[SeenSpan, ...]
    events: tuple[SeenEvent, ...]
    ties: tuple[SeenTie, ...]


class Stretch:
    """Words that are read together.

    Attributes:
        words: where they stand in the text.
        vectors: (words, size).
        heads: what asks them.
    """

    def __init__(self, found: Sequence[Word], vectors: npt.NDArray[np.float32], heads: Heads) -> None:
        self.words = found
        self.vectors = vectors
        self.heads = heads

    def cover(self, start: int, end: int) -> tuple[int, int] | None:
        """Words that touch the code points [start, end); None when none does."""
        inside = [i for i, w in enumerate(self.words) if w.start < end and w.end > start]
        return (inside[0], inside[-1] + 1) if inside else None

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Code points of the words [first, end)."""
        return self.words[first].start, self.words[end - 1].end

    @cached_property
    def mentions(self) -> list[tuple[tuple[int, int], str, float, bool]]:
        """Mentions: words, kind, how sure, whether within another."""
        found = self._layer("outer", labels.KINDS)
        taken = {at for at, *_ in found}
        inner = [m for m in self._layer("inner", labels.KINDS) if m[0] not in taken]
        return sorted([(*m, False) for m in found] + [(*m, True) for m in inner])

    @cached_property
    def signals(self) -> list[tuple[tuple[int, int], str, float]]:
        """Signals: words, kind, how sure."""
        return self._layer("signals", labels.SIGNALS)

    @cached_property
    def triggers(self) -> list[tuple[tuple[int, int], str, float]]:
        """Triggers: words, type, how sure."""
        return self._layer("triggers", labels.TYPES)

    def _layer(self, name: str, kinds: tuple[str, ...]) -> list[tuple[tuple[int, int], str, float]]:
        logits = self.layer(name)
        found = spans(best(logits))
        if not found:
            return []
        sure = sureness_of_kinds(logits)
        return [((a, b), kinds[k], sum(sure[a:b, k].tolist()) / (b - a)) for a, b, k in found]

    def layer(self, name: str) -> npt.NDArray[np.float32]:
        """Logits of a tag layer, (words, tags)."""
        return self._lines[name]

    @cached_property
    def _lines(self) -> dict[str, npt.NDArray[np.float32]]:
        return self.heads.lines(self.vectors)

    def made(self, at: Sequence[tuple[int, int]], kinds: Sequence[str]) -> Spans:
        """Spans of these words, ready to be paired."""
        return self.heads.spans(self.vectors, at, kinds)

    def told(self) -> Sight:
        """What is seen in this stretch."""
        where = [*((m[0], m[1]) for m in self.mentions), *((s[0], s[1]) for s in self.signals),
                 *((t[0], t[1]) for t in self.triggers)]  # fmt: skip
        mentions = [
            SeenSpan(*self.span(*at), kind, score, inside) for at, kind, score, inside in self.mentions
        ]
        signals = [SeenSpan(*self.span(*at), kind, score) for at, kind, score in self.signals]
        if not where:
            return Sight((), (), (), ())
        held = self.made([at for at, _ in where], [kind for _, kind in where])
        return Sight(
            mentions=tuple(mentions),
            signals=tuple(signals),
            events=tuple(self._events(held, mentions, signals)),
            ties=tuple(self._ties(held, mentions)),
        )

    def _events(
        self, held: Spans, mentions: Sequence[SeenSpan], signals: Sequence[SeenSpan]
    ) -> Iterator[SeenEvent]:
        seen = [*mentions, *signals]
        which = range(len(seen), len(seen) + len(self.triggers))
        if not which:
            return
        doubts = {name: self.heads.doubt(name, held, which) for name in ("mode", "modality", "phase")}
        told = {"mode": labels.MODES, "modality": labels.MODALITIES, "phase": labels.PHASES}
        roles = self._roles(held, seen, which)
        for n, (at, type_, score) in enumerate(self.triggers):
            likely = {k: (told[k][int(p[n].argmax())], float(p[n].max())) for k, p in doubts.items()}
            yield SeenEvent(
                *self.span(*at), type=type_, score=score, mode=likely["mode"], modality=likely["modality"],
                phase=likely["phase"], roles=tuple(roles[n]),
            )  # fmt: skip

    def _roles(
        self, held: Spans, seen: Sequence[SeenSpan], which: range
    ) -> list[list[tuple[str, SeenSpan, float]]]:
        found: list[list[tuple[str, SeenSpan, float]]] = [[] for _ in which]
        triggers, every = np.array(which, dtype=np.int64), np.arange(len(seen))
        telling = np.array([one.kind in TELLING for one in seen], dtype=bool)
        t, m = np.nonzero(_near(held, triggers, every) | telling)
        if not len(t):
            return found
        p = self.heads.pairs(["role"], held, triggers[t], every[m])["role"]
        top = p.argmax(axis=1)
        for n in np.flatnonzero((top > 0) & (p[np.arange(len(top)), top] >= LIKELY)):
            found[t[n]].append((labels.ROLES[top[n]], seen[m[n]], float(p[n, top[n]])))
        return found

    def _ties(self, held: Spans, mentions: Sequence[SeenSpan]) -> Iterator[SeenTie]:
        ends = np.array([n for n, m in enumerate(mentions) if m.kind not in NO_END_OF_TIE], dtype=np.int64)
        near = _near(held, ends, ends)
        np.fill_diagonal(near, val=False)
        a, b = (ends[places] for places in np.nonzero(near))
        if not len(a):
            return
        p = self.heads.pairs(["relation"], held, a, b)["relation"]
        top = p.argmax(axis=1)
        for n in np.flatnonzero((top > 0) & (p[np.arange(len(top)), top] >= LIKELY)):
            yield SeenTie(mentions[a[n]], labels.PREDICATES[top[n]], mentions[b[n]], float(p[n, top[n]]))


def _near(held: Spans, some: npt.NDArray[np.int64], others: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of some spans are within reach of which others, (some, others)."""
    before = held.first[some][:, None] - held.end[others]
    after = held.first[others] - held.end[some][:, None]
    found: npt.NDArray[np.bool_] = (before <= REACH) & (after <= REACH)
    return found


def stretches(weights: Weights, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """A text, stretch by stretch.

    Args:
        weights: what reads.
        text: its characters.
        sentences: code points [start, end) of its sentences, in order.
    """
    held: list[Word] = []
    cut: list[CutWord] = []
    size = 0
    for start, end in sentences:
        found = words(text, start, end)
        for part, made in _parts(found, cut_words(weights.cutter, text, found)):
            count = _size(made)
            if held and size + count > FULL:
                yield _stretch(weights, held, cut)
                held, cut, size = [], [], 0
            held = [*held, *part]
            cut = [*cut, *made]
            size += count
    if held:
        yield _stretch(weights, held, cut)


def _size(cut: Sequence[CutWord]) -> int:
    return sum(len(w.ids) for w in cut)


def _parts(found: list[Word], cut: list[CutWord]) -> Iterator[tuple[list[Word], list[CutWord]]]:
    """A sentence with its pieces, or the parts of one that is too long to be read whole."""
    if not found:
        return
    middle = len(found) // 2
    if middle == 0 or _size(cut) <= MOST:
        yield found, cut
        return
    yield from _parts(found[:middle], cut[:middle])
    yield from _parts(found[middle:], cut[middle:])


def _stretch(weights: Weights, found: list[Word], cut: list[CutWord]) -> Stretch:
    return Stretch(found, weights.vectors(joined(weights.cutter, cut)), weights.heads)


def see(weights: Weights, text: str, sentences: Sequence[tuple[int, int]]) -> Sight:
    """All that the encoder sees in a text.

    Args:
        weights: what reads.
        text: its characters.
        sentences: code points [start, end) of its sentences, in order.

    Returns:
        Offsets count code points of `text`.
    """
    with weights.threads.limit(limits=1, user_api="blas"):
        read = stretches(weights, text, sentences)
        parts = [s.told() for some in iter(lambda: list(islice(read, TOGETHER)), []) for s in some]
    return Sight(
        mentions=tuple(m for p in parts for m in p.mentions),
        signals=tuple(s for p in parts for s in p.signals),
        events=tuple(e for p in parts for e in p.events),
        ties=tuple(t for p in parts for t in p.ties),
    )
