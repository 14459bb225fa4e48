"""Thin adapters over the trained encoder for two public benchmarks, fitted on first use and kept in a cache.

    python benchmarks/adapters.py plv|polnear

prints the figures: plv by five folds of its training part and on dev, polnear on dev. The encoder stays as it ships; an
adapter is a small model over its vectors and the parser's grammar. It is fitted in minutes on the training part that
lies in `../shared/bench`, or where SOURCEBOOK_SHARED points, and kept under XDG_CACHE_HOME (or ~/.cache), outside the
project: these sets may be used but not shipped, and neither may what is learnt from them.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import reader_sets
from records import scorer_at
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from sourcebook.encode import labels, weights
from sourcebook.encode.see import Stretch, stretches
from sourcebook.encode.tags import best, softmax, spans
from sourcebook.encode.words import Word, case_of
from sourcebook.knowledge.frames import frames
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse
from sourcebook.stages import STAGES

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[1].parent / "shared"))
BENCH = SHARED / "bench"
PACKED = {"ecbplus", "polnear"}
"""Sets whose parts lie packed."""
VERSION = 1
"""Raised whenever the same training file would give another adapter."""

Array = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Span = tuple[int, int]
Line = dict[str, Any]

# ------------------------------------------------------------------------------------------- a small network, in numpy

BUCKETS = 1 << 16
"""Rows of the table that hashed features share."""
BATCH = 1024
LEAST = 120
"""Batches that are learnt from at least, however few examples there are."""
CALM = 1e-8
"""Keeps a division finite."""


@dataclass(frozen=True)
class Net:
    """One hidden layer over vectors and hashed features.

    Attributes:
        vectors: (vectors looked at * size, hidden).
        table: (BUCKETS, hidden), for the hashed features.
        bias: (hidden,).
        out: (hidden + 1, labels), the last row being the bias.
    """

    vectors: Array
    table: Array
    bias: Array
    out: Array

    def logits(self, base: npt.NDArray[Any], rows: Numbers, features: Numbers) -> Array:
        """Logits of examples, (examples, labels).

        Args:
            base: vectors, of which the last is nothing's.
            rows: which of them each example looks at, (examples, vectors looked at).
            features: hashed features of each, (examples, features).
        """
        parts = [np.zeros((0, self.out.shape[1]), dtype=np.float32)]
        for a in range(0, len(rows), BATCH):
            b = a + BATCH
            hidden = _looked_at(base, rows[a:b]) @ self.vectors + _ones(features[a:b], BUCKETS) @ self.table
            parts.append(np.maximum(hidden + self.bias, 0) @ self.out[:-1] + self.out[-1])
        return np.concatenate(parts)


def _looked_at(base: npt.NDArray[Any], rows: Numbers) -> Array:
    return np.asarray(base[rows].reshape(len(rows), -1), dtype=np.float32)


def _ones(columns: Numbers, width: int) -> csr_matrix:
    count, each = columns.shape
    ones = np.ones(count * each, dtype=np.float32)
    return csr_matrix((ones, columns.ravel(), np.arange(count + 1) * each), shape=(count, width))


class _Steps:
    """Adam (Kingma and Ba, 2015) for one array, which it changes in place."""

    def __init__(self, held: Array) -> None:
        self.held, self.count = held, 0
        self.mean, self.square = np.zeros_like(held), np.zeros_like(held)

    def step(self, slope: Array, rate: float) -> None:
        self.count += 1
        self.mean += np.float32(0.1) * (slope - self.mean)
        self.square += np.float32(0.001) * (slope * slope - self.square)
        size = np.float32(rate * (1 - 0.999**self.count) ** 0.5 / (1 - 0.9**self.count))
        self.held -= size * self.mean / (np.sqrt(self.square) + np.float32(CALM))


def fitted_net(
    base: npt.NDArray[Any], rows: Numbers, features: Numbers, gold: Numbers, *, labels: int, hidden: int = 128,
    epochs: int = 3, rate: float = 0.002, drop: float = 0.2,
) -> Net:  # fmt: skip
    """A network fitted on examples, taken by the batch in an order that a fixed seed gives; see Net.logits.

    The table moves by Adagrad (Duchi et al., 2011), the rest by Adam; rates fall to nothing in a straight line.
    """
    chance = np.random.default_rng(7)
    width = rows.shape[1] * base.shape[1]
    net = Net(
        vectors=chance.normal(0, width**-0.5, (width, hidden)).astype(np.float32),
        table=chance.normal(0, 0.02, (BUCKETS, hidden)).astype(np.float32),
        bias=np.zeros(hidden, dtype=np.float32),
        out=chance.normal(0, hidden**-0.5, (hidden + 1, labels)).astype(np.float32),
    )
    steps = {name: _Steps(getattr(net, name)) for name in ("vectors", "bias", "out")}
    moved = np.full((BUCKETS, 1), 1e-6, dtype=np.float32)
    count = -(-len(gold) // BATCH)
    rounds = max(epochs, -(-LEAST // count))
    order = [b for _ in range(rounds) for b in np.array_split(chance.permutation(len(gold)), count)]
    for n, some in enumerate(order):
        left = 1 - n / len(order)
        given = _looked_at(base, rows[some])
        used, inverse = np.unique(features[some], return_inverse=True)
        ones = _ones(inverse.reshape(len(some), -1), len(used))
        before = given @ net.vectors + ones @ net.table[used] + net.bias
        keep = (before > 0) * (chance.random(before.shape, dtype=np.float32) > drop) / np.float32(1 - drop)
        shown = before * keep
        slope = _slope(shown @ net.out[:-1] + net.out[-1], gold[some])
        back = (slope @ net.out[:-1].T) * keep
        steps["out"].step(np.concatenate([shown.T @ slope, slope.sum(axis=0, keepdims=True)]), rate * left)
        steps["vectors"].step(given.T @ back, rate * left)
        steps["bias"].step(back.sum(axis=0), rate * left)
        row = ones.T @ back
        moved[used] += (row * row).mean(axis=1, keepdims=True)
        net.table[used] -= np.float32(0.03 * left) * row / np.sqrt(moved[used])
    return net


def _slope(logits: Array, gold: Numbers) -> Array:
    """Slope of the mean loss of a batch's logits."""
    p = softmax(logits)
    p[np.arange(len(gold)), gold] -= 1
    return np.asarray(p / np.float32(len(gold)), dtype=np.float32)


# ------------------------------------------------------------------------------------------------------ hashed features


@cache
def hash_of(words: str) -> int:
    """A number for a string, the same in every run."""
    return zlib.crc32(words.encode())


def mixed(name: str, parts: Sequence[Numbers]) -> Numbers:
    """Row of the table for each value of a feature, which may be a combination of several."""
    total = np.full(len(parts[0]), hash_of(name), dtype=np.uint64)
    for part in parts:
        total = (total ^ part.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return np.asarray((total * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(48), dtype=np.int64)


def hashed(told: Sequence[str], columns: Mapping[str, Numbers]) -> Numbers:
    """Hashed features, each a combination of columns that its name lists."""
    return np.stack([mixed(name, [columns[c] for c in name.split()]) for name in told], axis=1)


def shifted(values: Numbers, by: int) -> Numbers:
    """What the word `by` further on has; 0 past the ends."""
    out = np.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:]
    elif by < 0:
        out[-by:] = values[:by]
    else:
        out[:] = values
    return out


# ----------------------------------------------------------------------------------- polnear: an article, word by word

NEAR = range(-3, 4)
"""How far off the neighbours stand whose lemma and tag a word's features name."""


@dataclass(frozen=True)
class Page:
    """An article as the adapter reads it: the words of its sentences, in order.

    Attributes:
        words: where they stand in the text.
        vectors: (words, size), half precision.
        columns: what each word is and stands beside, as numbers.
        head: the word that each hangs on; itself for a root.
        quote: counts the turns from unquoted to quoted words and back.
        sentences: words [first, end) of each sentence.
    """

    words: Sequence[Word]
    vectors: npt.NDArray[np.float16]
    columns: dict[str, Numbers]
    head: Numbers
    quote: Numbers
    sentences: Sequence[Span]


def read_page(text: str) -> Page:
    """An article, parsed and seen by the encoder."""
    doc = parse(Report(text=text))
    bounds = [(doc.start[a], doc.end[b - 1]) for a, b in doc.sentences]
    seen = list(stretches(reader_sets.weights(), text, bounds))
    vectors = np.concatenate(
        [np.zeros((0, seen[0].vectors.shape[1] if seen else 1)), *(s.vectors for s in seen)]
    )
    return page(doc, [w for s in seen for w in s.words], vectors.astype(np.float16))


def page(doc: Document, words: Sequence[Word], vectors: npt.NDArray[np.float16]) -> Page:
    """Words with the grammar of the tokens that they begin in."""
    starts, tokens = _numbers(w.start for w in words), _numbers(doc.start)
    token = np.maximum(np.searchsorted(tokens, starts, "right") - 1, 0).tolist()
    word_of = np.maximum(np.searchsorted(starts, tokens, "right") - 1, 0).tolist()
    inner = [n > 0 and token[n - 1] == t for n, t in enumerate(token)]
    shown = [doc.text[w.start : w.end] for w in words]
    quoted = _numbers(doc.quoted[t] for t in token)
    sentence = [doc.sentence_of[t] for t in token]
    cuts = [n for n in range(len(words)) if n == 0 or sentence[n] != sentence[n - 1]] + [len(words)]
    lines = list(pairwise(cuts))
    head = _numbers(
        word_of[t] if i else _head(doc, n, t, word_of)
        for n, (t, i) in enumerate(zip(token, inner, strict=True))
    )
    columns = {
        "word": _numbers(hash_of(s.lower()) for s in shown),
        "lemma": _numbers(
            hash_of(s.lower() if i else doc.lemma[t]) for s, t, i in zip(shown, token, inner, strict=True)
        ),
        "tag": _numbers(hash_of(doc.tag[t]) for t in token),
        "dep": _numbers(hash_of("inner" if i else doc.dep[t]) for t, i in zip(token, inner, strict=True)),
        "case": _numbers(map(case_of, shown)),
        "quoted": quoted,
    }
    breaks = ["\n" in doc.text[a.end : b.start] for a, b in pairwise(words)]
    columns["line"] = np.cumsum(_numbers([0, *breaks] if words else []))
    columns["sentence"] = _numbers(n for n, (a, b) in enumerate(lines) for _ in range(a, b))
    columns |= _beside(columns, head, lines)
    return Page(words, vectors, columns, head, np.cumsum(np.abs(np.diff(quoted, prepend=0))), lines)


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _head(doc: Document, word: int, token: int, word_of: Sequence[int]) -> int:
    """The word that a token hangs on; the same when it is a root or hangs within its word."""
    at = token
    while word_of[at] == word and doc.head[at] != at:
        at = doc.head[at]
    return word_of[at]


def _beside(columns: Mapping[str, Numbers], head: Numbers, sentences: Sequence[Span]) -> dict[str, Numbers]:
    """What stands beside, above and below each word."""
    found = {f"{k}{n:+d}": shifted(columns[k], n) for k in ("lemma", "tag") for n in NEAR if n}
    found |= {f"{k}{n:+d}": shifted(columns[k], n) for k in ("dep", "quoted") for n in (-1, 1)}
    held = np.zeros(len(head), dtype=np.int64)
    for n, dep in enumerate(("nsubj", "ccomp", "xcomp", "dobj", "prep", "parataxis", "mark", "aux")):
        held[head[columns["dep"] == hash_of(dep)]] |= 1 << n
    ends = [(_place(b - a), _sides(columns["quoted"][a:b])) for a, b in sentences]
    return found | {
        "held": held,
        "head": columns["lemma"][head],
        "head-tag": columns["tag"][head],
        "place": np.concatenate([head[:0], *(p for p, _ in ends)]),
        "sides": np.concatenate([head[:0], *(s for _, s in ends)]),
    }


def _place(size: int) -> Numbers:
    """Where each word of a sentence stands: it is one of the first or last three, or of the middle."""
    at = np.arange(size, dtype=np.int64)
    return np.asarray(np.minimum(at, 3) * 4 + np.minimum(size - 1 - at, 3))


def _sides(quoted: Numbers) -> Numbers:
    """Whether a sentence has quoted words up to each word, or from it on, or both."""
    return np.asarray(np.minimum(np.cumsum(quoted), 1) + 2 * np.minimum(np.cumsum(quoted[::-1])[::-1], 1))


# --------------------------------------------------------------------------------------- polnear: which words are cues

CUE_FEATURES = (
    *(k if not n else f"{k}{n:+d}" for k in ("lemma", "tag") for n in NEAR),
    "dep-1", "dep", "dep+1", "lemma-2 lemma-1", "lemma-1 lemma", "lemma lemma+1", "lemma+1 lemma+2", "tag-1 tag",
    "tag tag+1", "word", "case", "quoted", "held", "lemma held", "dep tag", "place", "head", "head dep", "sides",
    "head-tag dep", "lemma dep", "lemma sides", "head lemma", "lemma-1 lemma lemma+1", "tag-1 tag tag+1", "tag held",
)  # fmt: skip


def cue_rows(p: Page) -> Numbers:
    """Vectors that each word looks at: its own, those of two neighbours each way, its head's; -1 past the ends."""
    at = np.arange(len(p.words), dtype=np.int64)
    return within(p, np.stack([*(at + n for n in range(-2, 3)), p.head], axis=1))


def within(p: Page, rows: Numbers) -> Numbers:
    """Numbers of words, -1 where there is none."""
    return np.where((rows >= 0) & (rows < len(p.words)), rows, -1)


# ---------------------------------------------------------------------- polnear: whose words, and which, given one cue

RUN = 200
"""Words from the cue up to which a quotation that its sentence shares is followed, each way."""
SOURCE, CONTENT = 0, 1
"""Kinds of spans that a cue has."""
FALSE = 5
"""Tag of every word of a false cue's window, after those of the spans."""
DEEP = 60
"""Arcs after which a way up the tree is given up; only a damaged tree has so many."""
SIGNS = np.array([zlib.crc32(s.encode()) for s in (",", ";", ":", "—", "–", "-", "(", ")")], dtype=np.int64)

OWN = (
    *(f"{k}{n:+d}" for k in ("lemma", "tag") for n in (-2, -1, 1, 2)),
    "lemma", "tag", "dep", "case", "quoted", "quoted-1", "quoted+1", "head", "head-tag",
)  # fmt: skip
"""Columns of a word that hold whatever the cue is."""

PAIR_FEATURES = (
    *OWN[:8], "lemma", "tag", "dep", "lemma-1 order", "lemma order", "lemma+1 order", "tag-1 order", "tag order",
    "tag+1 order", "case order", "near", "near tag", "rise", "arc order", "arcs order", "whole", "arc lead order",
    "arc name", "arcs lead", "arc quoted turns", "arc-1 arc", "arc arc+1", "arc-1 arc arc+1", "edge order",
    "edge arc tag", "edge arc tag-1", "edge arc lemma", "branch arc order", "branch-lemma order", "order outside",
    "end order", "turns quoted order", "signs order", "signs turns order", "others order", "other order", "others arc",
    "under order dep", "lead order", "name order", "lead-tag order", "lead-dep order arc", "after order",
    "before order", "after near", "after arc", "before arc", "long order", "quoted-1 quoted quoted+1 order",
    "head dep order", "head-tag tag order", "lemma lead", "outside apart", "outside breaks", "outside closing quoted",
    "outside spoken quoted apart", "outside rival quoted", "outside closing spoken rival quoted", "outside lead",
    "outside closing breaks",
)  # fmt: skip


def main_word(p: Page, cue: Span) -> int:
    """The word of a cue that its others hang on."""
    return next((w for w in range(*cue) if not cue[0] <= p.head[w] < cue[1] or p.head[w] == w), cue[0])


def sentence_of(p: Page, word: int) -> Span:
    """Words [first, end) of the sentence that a word stands in."""
    return next((a, b) for a, b in p.sentences if a <= word < b)


def window(p: Page, cue: Span) -> Numbers:
    """Words that could be a cue's source or content.

    They are its sentence, what a quotation that reaches over the sentence's beginning quotes before it, and what is
    quoted right after it.
    """
    begin, stop = first, end = sentence_of(p, cue[0])
    quoted = p.columns["quoted"]
    while first > 0 and cue[0] - first < RUN and quoted[first] and quoted[first - 1]:
        first -= 1
    first = max(first - (first < begin), 0)  # with the mark that opens it
    while end < len(quoted) and end - cue[0] < RUN and quoted[end - 1 : end + 2].any():
        if end == stop and not quoted[end] and not quoted[end + 1 : end + 2].any():
            break  # the sentence itself ended with a quotation
        end += 1
    return np.arange(first, end, dtype=np.int64)


def pair_columns(p: Page, cue: Span, taken: Numbers) -> dict[str, Numbers]:
    """What each word of a cue's window is to the cue.

    Args:
        p: the article.
        cue: words of the cue.
        taken: 1 + the number of the cue that each word stands in, 0 for none.

    Returns:
        Columns by name; "which" numbers the words, "main" the cue's.
    """
    which, main, (a, b) = window(p, cue), main_word(p, cue), cue
    first, end = sentence_of(p, a)
    own, number = p.columns["sentence"], int(p.columns["sentence"][a])
    order = np.where(which < a, 0, np.where(which < b, 1, 2))
    gap = np.where(which < a, a - which, np.maximum(which - b + 1, 0))
    away = np.where(taken == taken[a], 0, taken)
    rise, arc, arcs, whole, branch = ways(p, main, which).T
    before, after = shifted(arc, -1), shifted(arc, 1)
    return {
        "which": which, "order": order, "rise": rise, "arc": arc, "arcs": arcs, "whole": whole,
        "arc-1": before, "arc+1": after, "edge": (arc != before) + 2 * (arc != after),
        "branch": p.columns["tag"][branch], "branch-lemma": p.columns["lemma"][branch],
        "near": np.minimum(gap, 6 + (np.log2(np.maximum(gap, 6) / 6) * 2).astype(np.int64)) * 3 + order,
        "turns": np.minimum(np.abs(p.quote[which] - p.quote[main]), 4),
        "signs": np.minimum(between(np.isin(p.columns["lemma"], SIGNS), which, cue), 4),
        "others": np.minimum(between((away > 0) & (np.diff(away, prepend=0) != 0), which, cue), 3),
        "other": np.minimum(away[which], 1), "under": np.minimum(away[p.head[which]], 1),
        "outside": (which < first) + 2 * (which >= end),
        "apart": np.clip(own[which] - number, -2, 4),
        "breaks": np.clip(p.columns["line"][which] - p.columns["line"][a], -2, 2),
        "rival": np.minimum(np.bincount(own, away > 0)[own[which]], 1).astype(np.int64),
        "end": np.clip(which - first, -1, 2) * 4 + np.clip(end - 1 - which, -1, 2),
        **{name: np.full(len(which), value, dtype=np.int64) for name, value in _lead(p, cue, main).items()},
    }  # fmt: skip


def _lead(p: Page, cue: Span, main: int) -> dict[str, int]:
    """What a cue is."""
    c, (a, b) = p.columns, cue
    first, end = sentence_of(p, a)
    return {
        "main": main, "lead": int(c["lemma"][main]), "lead-tag": int(c["tag"][main]), "lead-dep": int(c["dep"][main]),
        "name": _one(c["word"][a:b].tolist()), "before": int(c["lemma-1"][a]), "after": int(c["lemma+1"][b - 1]),
        "long": b - a, "closing": int(c["word"][end - 1]), "spoken": int(c["quoted"][first:end].any()),
    }  # fmt: skip


def _one(numbers: Iterable[int]) -> int:
    """One number for several; Python's hash of whole numbers is the same in every run."""
    return hash(tuple(numbers)) & 0x7FFFFFFF


def ways(p: Page, main: int, which: Numbers) -> Numbers:
    """How words hang together with a cue's main word.

    Returns:
        (words, 5): the way up from the main word, that with the first arc down to the word, with the first two, and
        the whole way; and the word that the first arc leads to.
    """
    up: dict[int, tuple[int, ...]] = {}
    at, way = main, tuple[int, ...]()
    while at not in up:
        up[at] = way
        way = (*way, int(p.columns["dep"][at]))
        at = int(p.head[at])
    return np.array([_way(p, int(w), up) for w in which], dtype=np.int64).reshape(-1, 5)


def _way(p: Page, word: int, up: Mapping[int, tuple[int, ...]]) -> tuple[int, int, int, int, int]:
    down: list[int] = []
    at = last = word
    while at not in up and p.head[at] != at and len(down) < DEEP:
        down.append(int(p.columns["dep"][at]))
        last, at = at, int(p.head[at])
    if at not in up:
        return 0, 0, 0, 0, last
    rise, down = _one(up[at][:3]), down[::-1]
    return rise, _one((rise, *down[:1])), _one((rise, *down[:2])), _one((rise, *down[:5], len(down))), last


def between(marked: npt.NDArray[np.bool_], which: Numbers, cue: Span) -> Numbers:
    """How many marked words stand between each word and the cue."""
    total = np.concatenate([[0], np.cumsum(marked)])
    before = total[cue[0]] - total[np.minimum(which + 1, cue[0])]
    after = total[np.maximum(which, cue[1])] - total[cue[1]]
    return np.asarray(before + after, dtype=np.int64)


def pairings(p: Page, cues: Sequence[Span], beside: Sequence[Span]) -> tuple[list[Numbers], Numbers, Numbers]:
    """What the second tagger sees of an article.

    Args:
        p: the article.
        cues: words of the cues asked about; one at least.
        beside: words of all cues that are thought to be there.

    Returns:
        The words of each cue's window; the vectors that each of them looks at, and their hashed features, both in one
        piece for all cues.
    """
    taken = np.zeros(len(p.words), dtype=np.int64)
    for n, (a, b) in enumerate(beside, 1):
        taken[a:b] = n
    found = []
    for a, b in cues:
        own = taken.copy()
        own[a:b] = len(beside) + 1
        found.append(pair_columns(p, (a, b), own))
    joined = {name: np.concatenate([f[name] for f in found]) for name in found[0]}
    which = joined["which"]
    joined |= {name: p.columns[name][which] for name in OWN}
    rows = np.stack([which - 1, which, which + 1, joined["main"]], axis=1)
    return [f["which"] for f in found], within(p, rows), hashed(PAIR_FEATURES, joined)


# ------------------------------------------------------------------------------------------ polnear: fitting, answering

OUTSIDE = [0, 3, 4]
"""Tags of the first tagger that are no cue's: nothing, a content's, a source's; telling them apart helps it."""
EAGER = 0.6
"""How much less likely than nothing a beginning cue may be, in logits, and still be asked about; chosen on dev."""
DOUBT = 1.5
"""As EAGER, when false cues are sought to learn from."""
FALSITY = 0.65
"""Share of a cue's window from which the cue is dropped as false; chosen on dev."""
KEPT = 96
"""Directions of the encoder's vectors that the second tagger sees."""
MOST = 720
"""Articles that are learnt from; more would take longer than a benchmark's user waits."""


@dataclass(frozen=True)
class Attributor:
    """What tells who says what in an article.

    Attributes:
        cues: tags words as nothing, a cue's beginning or going on, or else as a content's or a source's.
        pairs: tags the words near a cue as nothing, its source or its content.
        axes: (size, KEPT), the directions of the encoder's vectors that `pairs` sees.
    """

    cues: Net
    pairs: Net
    axes: Array

    def told(self, p: Page) -> Iterator[dict[str, list[Span]]]:
        """Attributions of an article, as words [first, end)."""
        cues = found_cues(self.cues, p, eager=EAGER)
        if not cues:
            return
        windows, rows, features = pairings(p, cues, cues)
        base = padded(p.vectors.astype(np.float32) @ self.axes)
        logits = self.pairs.logits(base, rows, features)
        cuts = np.cumsum([len(w) for w in windows])[:-1]
        for cue, which, part in zip(cues, windows, np.split(logits, cuts), strict=True):
            one = chosen(which, part[:, :FALSE], cue)
            if one["content"] and softmax(part)[:, FALSE].mean() < FALSITY:
                yield {"cue": [cue]} | one


def found_cues(net: Net, p: Page, *, eager: float) -> list[Span]:
    """Cues, sentence by sentence."""
    if not p.words:
        return []
    logits = net.logits(padded(p.vectors), cue_rows(p), hashed(CUE_FEATURES, p.columns))
    logits[:, 0] = np.logaddexp.reduce(logits[:, OUTSIDE], axis=1) - np.float32(eager)
    logits = logits[:, :3]
    return [(a + first, a + end) for a, b in p.sentences for first, end, _ in spans(best(logits[a:b]))]


def padded(vectors: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Vectors, and after the last one nothing's, which the number -1 finds."""
    return np.concatenate([vectors, np.zeros((1, vectors.shape[1]), dtype=vectors.dtype)])


def chosen(which: Numbers, logits: Array, cue: Span) -> dict[str, list[Span]]:
    """Source and content that logits over a cue's window tell: one source at most, and no word of the cue."""
    free = logits.copy()
    free[(which >= cue[0]) & (which < cue[1]), 1:] = -1e4
    found = spans(best(free))
    sources = [f for f in found if f[2] == SOURCE]
    top = max(sources, key=lambda f: sureness(free[f[0] : f[1]], SOURCE), default=None)
    first = int(which[0])
    return {
        "source": [(first + top[0], first + top[1])] if top else [],
        "content": [(first + a, first + b) for a, b, kind in found if kind == CONTENT],
    }


def sureness(logits: Array, kind: int) -> float:
    """How much likelier than nothing a kind is, summed over some words."""
    own = np.logaddexp(logits[:, 1 + 2 * kind], logits[:, 2 + 2 * kind])
    return float((own - logits[:, 0]).sum())


def word_spans(p: Page, fragments: Iterable[Sequence[int]]) -> list[Span]:
    """Words that fragments of characters touch, joined where no word lies between."""
    starts, ends = [w.start for w in p.words], [w.end for w in p.words]
    out: list[Span] = []
    for begin, end in sorted((f[0], f[1]) for f in fragments):
        a, b = int(np.searchsorted(ends, begin, "right")), int(np.searchsorted(starts, end, "left"))
        if a < b and out and out[-1][1] >= a:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        elif a < b:
            out.append((a, b))
    return out


def tagged(size: int, marked: Iterable[tuple[int, Span]]) -> Numbers:
    """Tags of a line of words on which spans of these kinds stand."""
    out = np.zeros(size, dtype=np.int64)
    for kind, (a, b) in marked:
        out[a:b] = 2 + 2 * kind
        out[a] = 1 + 2 * kind
    return out


Said = dict[str, list[Span]]
"""A gold attribution: words of its cue, source and content."""


def around_cues(p: Page, said: Sequence[Said]) -> Numbers:
    """Tags of an article's words for the first tagger: a cue's, or where there is none a content's or a source's."""
    cues = tagged(len(p.words), [(0, c) for a in said for c in a["cue"]])
    for tag, kind in ((3, "content"), (4, "source")):
        inside = tagged(len(p.words), [(0, s) for a in said for s in a[kind]]) > 0
        cues[(cues == 0) & inside] = tag
    return cues


def gold_of(p: Page, attributions: Iterable[Line]) -> list[Said]:
    """Gold attributions that have a cue, as words."""
    told = ({k: word_spans(p, a[k]) for k in ("cue", "source", "content")} for a in attributions)
    return [a for a in told if a["cue"]]


def fitted_attributor(pages: Sequence[Page], gold: Sequence[Sequence[Said]]) -> Attributor:
    """An attributor fitted on articles and their attributions."""
    vectors = padded(np.concatenate([p.vectors for p in pages]))
    offsets = np.cumsum([0, *(len(p.words) for p in pages)]).tolist()[:-1]
    say("polnear: learning what a cue is")
    first = fitted_net(
        vectors,
        np.concatenate([moved(cue_rows(p), o) for p, o in zip(pages, offsets, strict=True)]),
        np.concatenate([hashed(CUE_FEATURES, p.columns) for p in pages]),
        np.concatenate([around_cues(p, said) for p, said in zip(pages, gold, strict=True)]),
        labels=5,
    )
    say("polnear: learning what a cue's source and content are")
    axes = main_axes(vectors)
    lines = [_learnt(first, p, some, o) for p, some, o in zip(pages, gold, offsets, strict=True)]
    base = padded(np.concatenate([p.vectors.astype(np.float32) @ axes for p in pages]))
    rows, features, tags = (np.concatenate(part) for part in zip(*(x for x in lines if x), strict=True))
    return Attributor(first, fitted_net(base, rows, features, tags, labels=FALSE + 1), axes)


def moved(rows: Numbers, by: int) -> Numbers:
    """Numbers of words among those of all articles."""
    return np.where(rows >= 0, rows + by, -1)


def _learnt(
    first: Net, p: Page, gold: Sequence[Said], offset: int
) -> tuple[Numbers, Numbers, Numbers] | None:
    """Examples for the second tagger: gold cues, and false ones."""
    cues = [a["cue"][0] for a in gold]
    false = [c for c in found_cues(first, p, eager=DOUBT) if not any(c[0] < b and a < c[1] for a, b in cues)]
    if not cues + false:
        return None
    windows, rows, features = pairings(p, cues + false, cues)
    marked = [[*((SOURCE, s) for s in a["source"]), *((CONTENT, s) for s in a["content"])] for a in gold]
    tags = [tagged(len(p.words), m)[w] for m, w in zip(marked, windows, strict=False)]
    tags += [np.full(len(w), FALSE) for w in windows[len(gold) :]]
    return moved(rows, offset), features, np.concatenate(tags)


def main_axes(vectors: npt.NDArray[Any]) -> Array:
    """The directions in which vectors differ most, (size, KEPT), each scaled to even them out a little."""
    some = vectors[:: max(len(vectors) // 50000, 1)].astype(np.float32)
    values, axes = np.linalg.eigh(np.cov(some.T))
    return np.asarray(axes[:, ::-1][:, :KEPT] / values[::-1][:KEPT].clip(1e-6) ** 0.25, dtype=np.float32)


# -------------------------------------------------------------------------------------- plv: what one does to the other

PLOVER = tuple(sorted(set(reader_sets.PLOVER.values()) - {"TRANSITION"}))
"""The types told apart."""
GRAMS = 1 << 15
"""Columns that hashed words and pairs of words share."""
MARK = re.compile(r"</?[st]>")
PARTY = re.compile(r"<([st])>.*?</\1>", re.DOTALL)
WEIGHTS = {"scores": 1.0, "triggers": 0.5, "parties": 3.0, "sentence": 3.0, "act": 2.0}
"""How much each group of what the encoder tells counts; chosen by folds."""
PLAIN = 0.65
"""Share of the words themselves in what is told, against the encoder's; chosen by folds."""


SEEN_LOOSE, READ_LOOSE = 2.0, 30.0
"""Inverse strength of regularisation over the encoder's groups and over the grams; chosen by folds."""


def pair_groups(line: Line) -> dict[str, Array]:
    """What the encoder tells of a marked pair, in groups; nothing of a party that is not marked."""
    plain, ends = unmarked(line["marked"])
    parts = list(stretches(reader_sets.weights(), plain, [(0, len(plain))]))
    found = [[s.cover(*e) if e else None for e in ends] for s in parts]
    top = max(range(len(parts)), key=lambda n: sum(at is not None for at in found[n]))
    s, (source, target) = parts[top], found[top]
    scores = reader_sets.type_scores(line)
    parties = _party_vectors(s, source, target)
    triggers = s.layer("triggers")
    kinds = softmax(triggers)[:, 1:].reshape(len(s.words), -1, 2).sum(axis=2)
    share = (kinds.sum(axis=1) + np.float32(1e-3))[:, None]
    return {
        "scores": np.log(np.array([scores[t] for t in PLOVER], dtype=np.float32) + np.float32(0.02)),
        "triggers": np.concatenate([kinds.max(axis=0), kinds.sum(axis=0)]),
        "parties": parties,
        "sentence": np.concatenate([s.vectors.mean(axis=0), (s.vectors * share).sum(axis=0) / share.sum()]),
        "act": _act(s, source, target),
    }


def _party_vectors(s: Stretch, source: Span | None, target: Span | None) -> Array:
    """Vectors of the parties and of the words between them."""
    size = s.made([(0, 1)], ["?"]).vectors.shape[1]
    nothing = np.zeros(size, dtype=np.float32)
    made = [s.made([at], ["actor"]).vectors[0] if at else nothing for at in (source, target)]
    lone = np.zeros(s.vectors.shape[1], dtype=np.float32)
    if source and target:
        inner = s.vectors[min(source[1], target[1]) : max(source[0], target[0])]
        lone = inner.mean(axis=0) if len(inner) else lone
    return np.concatenate([*made, made[0] * made[1], lone])


def _act(s: Stretch, source: Span | None, target: Span | None) -> Array:
    """What the encoder thinks that one does to the other, both ways, as logarithms."""
    if source is None or target is None or source == target:
        return np.full(2 * len(labels.ACTS), -3.0, dtype=np.float32)
    made = s.made([source, target], ["actor", "actor"])
    told = s.heads.pairs(["act"], made, [0, 1], [1, 0])["act"]
    return np.asarray(np.log(told + np.float32(0.01)).ravel(), dtype=np.float32)


def unmarked(marked: str) -> tuple[str, tuple[Span | None, Span | None]]:
    """A text without its marks, and where its source and target stand in it."""
    plain, last = "", 0
    at: dict[str, int] = {}
    for m in MARK.finditer(marked):
        plain += marked[last : m.start()]
        at[m[0]], last = len(plain), m.end()
    ends = [(at[f"<{p}>"], at[f"</{p}>"]) if f"<{p}>" in at and f"</{p}>" in at else None for p in "st"]
    return plain + marked[last:], (ends[0], ends[1])


def grams(marked: str) -> Iterator[str]:
    """What the words of a marked pair are, each as one string, its parties written as one word each.

    They are words and pairs of neighbours, as they stand and as lemmas; the types that our event frames give them; and
    what stands above each party in the tree.
    """
    words = re.findall(r"\w+", PARTY.sub(lambda m: f" party_{m[1]} ", marked).lower())
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))
    plain, ends = unmarked(marked)
    doc = parse(Report(text=plain))
    party = {
        t: name for name, e in zip("st", ends, strict=True) if e for t in range(len(doc)) if _touch(doc, t, e)
    }
    line = [party.get(t) or doc.lemma[t] for t in range(len(doc))]
    line = [w for n, w in enumerate(line) if not n or w != line[n - 1] or len(w) > 1]
    yield from (f"l:{w}" for w in line)
    yield from (f"l:{a} {b}" for a, b in pairwise(line))
    yield from (f"type:{f}" for t in range(len(doc)) if t not in party for f in _types(doc, t))
    above = {name: list(_above(doc, party, name)) for name in "st"}
    for name, chain in above.items():
        for n, t in enumerate(chain):
            yield f"{name}{min(n, 2)}:{doc.lemma[t]}"
            yield from (f"{name}{min(n, 2)}:{f}" for f in _types(doc, t))
    yield from (f"both:{doc.lemma[t]}" for t in above["s"] if t in above["t"])
    yield from (f"both:{f}" for t in above["s"] if t in above["t"] for f in _types(doc, t))


def _touch(doc: Document, token: int, span: Span) -> bool:
    return doc.start[token] < span[1] and span[0] < doc.end[token]


def _above(doc: Document, party: Mapping[int, str], name: str) -> Iterator[int]:
    """Verbs, nouns and adjectives on the way from a party up to the root, the nearest first."""
    own = [t for t in party if party[t] == name]
    at = next((t for t in own if party.get(doc.head[t]) != name), None)
    while at is not None and doc.head[at] != at:
        at = doc.head[at]
        if doc.pos[at] in {"VERB", "NOUN", "ADJ"} and at not in party:
            yield at


def _types(doc: Document, token: int) -> Iterator[str]:
    """Types of the event frames that a word may stand for."""
    table = {"VERB": frames().verbs, "NOUN": frames().nouns, "ADJ": frames().adjectives}.get(
        doc.pos[token], {}
    )
    yield from sorted({f.type.value for f in table.get(doc.lemma[token], ())})


def counted(lines: Iterable[Line]) -> csr_matrix:
    """Hashed grams of lines, (lines, GRAMS), each 1 + the logarithm of its count."""
    hashes = [np.array([hash_of(g) % GRAMS for g in grams(x["marked"])], dtype=np.int64) for x in lines]
    told = [np.unique(h, return_counts=True) for h in hashes]
    ends = np.cumsum([0, *(len(g) for g, _ in told)])
    values = np.concatenate([1 + np.log(n) for _, n in told])
    return csr_matrix((values, np.concatenate([g for g, _ in told]), ends), shape=(len(told), GRAMS))


@dataclass(frozen=True)
class Chooser:
    """What tells the type of what a source does to a target.

    Attributes:
        mean, scale: (groups joined), what the encoder's groups are levelled with.
        seen: (groups joined + 1, types), for them; the last row is the bias.
        rare: (GRAMS,), how rare each gram is.
        read: (GRAMS + 1, types), for the grams.
    """

    mean: Array
    scale: Array
    seen: Array
    rare: Array
    read: Array

    def scores(self, groups: Array, grams: csr_matrix) -> Array:
        """Logarithm of how likely each type is, up to a constant, (lines, types)."""
        level = (groups - self.mean) * self.scale
        one = softmax(level @ self.seen[:-1] + self.seen[-1])
        two = softmax(_rated(grams, self.rare) @ self.read[:-1] + self.read[-1])
        return np.asarray((1 - PLAIN) * np.log(one + CALM) + PLAIN * np.log(two + CALM), dtype=np.float32)


def _rated(grams: csr_matrix, rare: Array) -> csr_matrix:
    """Counts of grams, weighed by how rare each is, every line of the same length."""
    rated = grams.multiply(rare).tocsr()
    size = np.sqrt(np.asarray(rated.multiply(rated).sum(axis=1)).ravel())
    return csr_matrix(rated.multiply(1 / np.maximum(size, CALM)[:, None]))


def joined_groups(groups: Iterable[Mapping[str, Array]]) -> Array:
    """Groups of several lines, side by side."""
    return np.stack([np.concatenate([g[name] for name in WEIGHTS]) for g in groups])


def fitted_chooser(groups: Sequence[Mapping[str, Array]], grams: csr_matrix, gold: Sequence[str]) -> Chooser:
    """A chooser fitted on marked pairs and their types."""
    joined = joined_groups(groups)
    weight = np.concatenate(
        [np.full(len(groups[0][name]), w / len(groups[0][name]) ** 0.5) for name, w in WEIGHTS.items()]
    )
    mean = joined.mean(axis=0)
    scale = weight / np.maximum(joined.std(axis=0), 1e-3)
    count = np.asarray((grams > 0).sum(axis=0)).ravel()
    rare = np.log((1 + grams.shape[0]) / (1 + count)) + 1
    return Chooser(
        mean=mean.astype(np.float32),
        scale=scale.astype(np.float32),
        seen=_straight((joined - mean) * scale, gold, loose=SEEN_LOOSE),
        rare=rare.astype(np.float32),
        read=_straight(_rated(grams, rare.astype(np.float32)), gold, loose=READ_LOOSE),
    )


def _straight(x: Any, gold: Sequence[str], *, loose: float) -> Array:  # noqa: ANN401 - an array or a sparse matrix
    """Logistic regression: a row for each column of x, then the bias."""
    model = LogisticRegression(C=loose, class_weight="balanced", max_iter=1000)
    model.fit(x, gold)
    told = np.full((x.shape[1] + 1, len(PLOVER)), 0.0, dtype=np.float32)
    told[-1] = -1e3
    at = [PLOVER.index(t) for t in model.classes_]
    told[:-1, at], told[-1, at] = model.coef_.T, model.intercept_
    return told


# --------------------------------------------------------------------------------------------- what is fitted, and kept


def say(words: str) -> None:
    """Tell on standard error what is being done."""
    print(words, file=sys.stderr, flush=True)


def lines_of(path: Path) -> list[Line]:
    """Lines of a set's part."""
    if not path.is_file():
        sys.exit(
            f"no {path.name} of {path.parent.name} at {path}; "
            "set SOURCEBOOK_SHARED to the folder that holds bench/"
        )
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(raw) for raw in file if raw.strip()]


def part(name: str, which: str) -> Path:
    """File of a set's part."""
    return BENCH / "data" / name / f"{which}.jsonl{'.gz' if name in PACKED else ''}"


def kept(name: str, fit: Callable[[Sequence[Line]], dict[str, Any]], also: bytes = b"") -> dict[str, Any]:
    """Arrays of an adapter, from the cache where these weights and this training part have been fitted before.

    Args:
        name: the set.
        fit: what fits, given the lines of the training part.
        also: what else the adapter was made of; other bytes make another adapter.
    """
    train = part(name, "train")
    lines = lines_of(train)
    card = weights.FOLDER / weights.CARD
    read_by = [
        VERSION,
        *(f"{stage.name}/{stage.version}" for stage in STAGES[:2]),
    ]  # the parse and the encoding
    made_of = f"{read_by}".encode() + train.read_bytes() + card.read_bytes() + also
    digest = hashlib.sha256(made_of).hexdigest()[:16]
    path = cache_folder() / f"{name}-{reader_sets.weights().name.replace('/', '-')}-{digest}.npz"
    if path.exists():
        with np.load(path, allow_pickle=False) as held:
            return {key: held[key] for key in held.files}
    begun = time.monotonic()
    say(f"{name}: fitting an adapter on {len(lines)} lines of {train}, once; kept as {path}")
    arrays = fit(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.npz")
    np.savez(half, allow_pickle=False, **arrays)
    half.replace(path)
    say(f"{name}: fitted in {time.monotonic() - begun:.0f} s")
    return arrays


def cache_folder() -> Path:
    """Where fitted adapters are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "sourcebook-adapters"


def _fit_attributor(lines: Sequence[Line]) -> dict[str, Array]:
    chance = np.random.default_rng(7)
    some = [lines[n] for n in sorted(chance.permutation(len(lines))[:MOST])]
    pages = []
    for n, line in enumerate(some):
        if n % 100 == 0:
            say(f"polnear: reading {len(some)} articles, {n} done")
        pages.append(read_page(line["text"]))
    gold = [gold_of(p, x["attributions"]) for p, x in zip(pages, some, strict=True)]
    made = fitted_attributor(pages, gold)
    nets = {"cues": made.cues, "pairs": made.pairs}
    return {f"{k}.{name}": a for k, net in nets.items() for name, a in vars(net).items()} | {
        "axes": made.axes
    }


@cache
def attributor() -> Attributor:
    """The attributor that belongs to the weights that ship."""
    held = kept("polnear", _fit_attributor)
    cues, pairs = (
        Net(**{key.removeprefix(k): a for key, a in held.items() if key.startswith(k)})
        for k in ("cues.", "pairs.")
    )
    return Attributor(cues, pairs, held["axes"])


def _fit_chooser(lines: Sequence[Line]) -> dict[str, Array]:
    made = fitted_chooser([pair_groups(x) for x in lines], counted(lines), [x["label"] for x in lines])
    return dict(vars(made))


@cache
def chooser() -> Chooser:
    """The chooser that belongs to the weights that ship."""
    return Chooser(**kept("plv", _fit_chooser))


def polnear(line: Line) -> Line:
    """Who says what in an article: source, cue and content of each attribution, as fragments of characters."""
    if not line["text"].strip():
        return {"attributions": []}
    p = read_page(line["text"])
    return {"attributions": [_characters(p, one) for one in attributor().told(p)]}


def _characters(p: Page, told: Said) -> dict[str, list[list[int]]]:
    return {
        k: [[p.words[a].start, p.words[b - 1].end] for a, b in told[k]] for k in ("source", "cue", "content")
    }


def plv(line: Line) -> Line:
    """PLOVER type of what a marked source does to a marked target."""
    scores = chooser().scores(joined_groups([pair_groups(line)]), counted([line]))
    return {"label": PLOVER[int(scores[0].argmax())]}


# -------------------------------------------------------------------------------------------------------------- figures


def scored(name: str, gold: Sequence[Line], told: Sequence[Line]) -> dict[str, float]:
    """Headline figures of the kit's own scorer."""
    kit = scorer_at(BENCH / "score.py")
    with_ids = [{"id": g["id"], **t} for g, t in zip(gold, told, strict=True)]
    return dict(kit.score(name, gold, with_ids)["headline"])


def folded(lines: Sequence[Line], folds: int = 5) -> list[Line]:
    """Labels of lines by choosers that did not learn from them; rows with one text stay in one fold."""
    groups, texts = [pair_groups(x) for x in lines], counted(lines)
    fold = np.array([int(hashlib.sha256(x["text"].encode()).hexdigest(), 16) % folds for x in lines])
    told: list[Line] = [{} for _ in lines]
    for n in range(folds):
        rest, own = np.flatnonzero(fold != n), np.flatnonzero(fold == n)
        made = fitted_chooser(
            [groups[i] for i in rest.tolist()], texts[rest], [lines[i]["label"] for i in rest.tolist()]
        )
        scores = made.scores(joined_groups(groups[i] for i in own.tolist()), texts[own])
        for i, row in zip(own.tolist(), scores, strict=True):
            told[i] = {"label": PLOVER[int(row.argmax())]}
    return told


def figures(name: str) -> Iterator[tuple[str, dict[str, float]]]:
    """What an adapter reaches, by part."""
    if name == "plv":
        train = lines_of(part(name, "train"))
        yield "train, 5 folds", scored(name, train, folded(train))
    dev = lines_of(part(name, "dev"))
    yield "dev", scored(name, dev, [ADAPTERS[name](x) for x in dev])


ADAPTERS = {"plv": plv, "polnear": polnear}


def main() -> None:
    """Print the figures of an adapter."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", choices=ADAPTERS)
    for where, told in figures(parser.parse_args().set):
        print(where, *(f"{k} {100 * v:.1f}" for k, v in told.items()), sep="\n  ")


if __name__ == "__main__":
    main()
