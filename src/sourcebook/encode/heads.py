"""What do the heads say of vectors? The light layers over the encoder, reckoned with numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sourcebook.encode import labels
from sourcebook.encode.tags import softmax

Array = npt.NDArray[np.float32]
Places = Sequence[int] | npt.NDArray[np.int64]
DISTANCES = 24
"""Buckets of distance between two spans, each way; as in training."""
NEAR = 10
"""Words up to which each distance has a bucket of its own."""
FAMILIES = {
    "role": "role_pairs", "relation": "tie_pairs", "act": "tie_pairs", "re3d_tie": "tie_pairs", "same": "same_pairs",
}  # fmt: skip
"""Which layers a pair head stands on."""


@dataclass(frozen=True)
class Spans:
    """Spans of one stretch of words, ready to be paired.

    Attributes:
        first, end: their words [first, end), (spans).
        vectors: (spans, size of a span).
        sums: of all words before each word of the stretch, and of all words, (words + 1, size of a word).
    """

    first: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    vectors: Array
    sums: Array


def gelu(x: Array) -> Array:
    """Gaussian error linear unit, by the tanh formula of Hendrycks and Gimpel (2016)."""
    bent = 0.044715 * x
    bent *= x
    bent *= x
    bent += x
    bent *= 0.7978845608
    np.tanh(bent, out=bent)
    bent += 1
    half = 0.5 * x
    half *= bent
    return np.asarray(half, dtype=np.float32)


class Heads:
    """Weights of the heads.

    Args:
        held: arrays by the names that training gives them.
        heat: temperature of each head's logits, 1 where none is given.
    """

    def __init__(self, held: Mapping[str, Array], heat: Mapping[str, float]) -> None:
        self._held = {name: np.ascontiguousarray(a, dtype=np.float32) for name, a in held.items()}
        self._heat = heat
        self._layers = [
            name.split(".")[1] for name in self._held if name.startswith("lines.") and name.endswith(".bias")
        ]
        self._ends = np.cumsum([len(self._held[f"lines.{n}.bias"]) for n in self._layers])
        for kind in ("weight", "bias"):  # of all tag layers together, which are asked at once
            self._held[f"lines.{kind}"] = np.concatenate(
                [self._held[f"lines.{n}.{kind}"] for n in self._layers]
            )

    def lines(self, words: Array) -> dict[str, Array]:
        """Logits of each tag layer, (words, tags).

        Args:
            words: (words, size).
        """
        parts = np.split(self._linear("lines", words), self._ends[:-1], axis=1)
        return {n: p / np.float32(self._heat.get(n, 1.0)) for n, p in zip(self._layers, parts, strict=True)}

    def spans(self, words: Array, at: Sequence[tuple[int, int]], kinds: Sequence[str]) -> Spans:
        """Spans with their vectors.

        Args:
            words: (words, size).
            at: words [first, end) of each.
            kinds: of SPAN_KINDS; "?" where it is not known.
        """
        first = np.array([a for a, _ in at], dtype=np.int64)
        end = np.array([b for _, b in at], dtype=np.int64)
        sums = _running(words)
        mean = (sums[end] - sums[first]) / (end - first)[:, None].astype(np.float32)
        joined = np.concatenate([words[first], words[end - 1], mean], axis=1)
        kind = self._held["kind.weight"][[labels.SPAN_KINDS.index(k) for k in kinds]]
        return Spans(first, end, gelu(self._linear("span", joined) + kind), sums)

    def doubt(self, name: str, spans: Spans, which: Sequence[int]) -> Array:
        """Probabilities of mode, modality or phase of triggers, (triggers, labels)."""
        logits = self._linear(f"doubts.{name}", spans.vectors[list(which)])
        return softmax(logits / np.float32(self._heat.get(name, 1.0)))

    def pairs(self, names: Sequence[str], spans: Spans, a: Places, b: Places) -> dict[str, Array]:
        """Probabilities of pair heads of one family, each (pairs, labels).

        Args:
            names: heads; all stand on the same layers.
            spans: those that are paired.
            a: index of the first span of each pair.
            b: index of the second.
        """
        family = FAMILIES[names[0]]
        i, j = np.asarray(a, dtype=np.int64), np.asarray(b, dtype=np.int64)
        one = self._linear(f"{family}.a", spans.vectors)
        two = spans.vectors @ self._held[f"{family}.b.weight"].T
        mixed = one[i] + two[j]
        mixed += self._both_ways(family, spans, i, j)
        mixed += self._held[f"{family}.distance.weight"][_distance(spans, i, j)]
        hidden = gelu(mixed)
        return {
            n: softmax(self._linear(f"{family}.heads.{n}", hidden) / np.float32(self._heat.get(n, 1.0)))
            for n in names
        }

    def _both_ways(
        self, family: str, spans: Spans, i: npt.NDArray[np.int64], j: npt.NDArray[np.int64]
    ) -> Array:
        """What is the same whichever span of a pair comes first, reckoned once for both orders."""
        one, other = np.minimum(i, j), np.maximum(i, j)
        _, pick, back = np.unique(one * len(spans.first) + other, return_index=True, return_inverse=True)
        a, b = one[pick], other[pick]
        mixed = (spans.vectors[a] * spans.vectors[b]) @ self._held[f"{family}.both.weight"].T
        mixed += _between(spans.sums @ self._held[f"{family}.between.weight"].T, spans, a, b)
        return np.asarray(mixed[back], dtype=np.float32)

    def factual(self, words: Array) -> Array:
        """How sure the happening that each word names is, from -3 to 3, (words)."""
        hidden = self._linear("factual.0", words)
        exact = gelu(hidden)
        return np.clip(self._linear("factual.2", exact)[:, 0], -3, 3)

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._held[f"{name}.weight"].T + self._held[f"{name}.bias"]


def _running(words: Array) -> Array:
    return np.concatenate([np.zeros((1, words.shape[1]), dtype=np.float32), words.cumsum(axis=0)])


def _between(sums: Array, spans: Spans, i: npt.NDArray[np.int64], j: npt.NDArray[np.int64]) -> Array:
    """Mean of the words between two spans, zero when they touch.

    Args:
        sums: of all words before each, (words + 1, size).
        spans: whose words they are.
        i: index of one span of each pair.
        j: index of the other.
    """
    left = np.minimum(spans.end[i], spans.end[j])
    right = np.maximum(spans.first[i], spans.first[j])
    count = np.maximum(right - left, 1)[:, None].astype(np.float32)
    mean = (sums[np.maximum(right, left)] - sums[left]) / count
    return np.where((right > left)[:, None], mean, np.float32(0))


def _distance(spans: Spans, i: npt.NDArray[np.int64], j: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    after = spans.first[j] >= spans.first[i]
    gap = np.where(after, spans.first[j] - spans.end[i], spans.first[i] - spans.end[j])
    gap = np.maximum(gap, -1) + 1
    far = (NEAR + np.log2(np.maximum(gap, NEAR) / NEAR) * 3).astype(np.int64)
    bucket = np.minimum(np.where(gap < NEAR, gap, far), DISTANCES - 1)
    return np.where(after, bucket, bucket + DISTANCES)
