"""Which spans do tags give? The best legal sequence of BIO tags, and the spans that it marks."""

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

Logits = npt.NDArray[np.float32]
FEW = 1e-9
"""Keeps a logarithm finite."""


def softmax(logits: Logits) -> Logits:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def best(logits: Logits, *, apart: float = 0.0) -> list[int]:
    """The legal sequence of tags with the highest sum.

    Tags are 0 (outside), then 1 + 2k (a span of kind k begins) and 2 + 2k (it goes on). A span goes on only after its
    own beginning or going on; nothing else is forbidden.

    Args:
        logits: (words, 1 + 2 kinds).
        apart: what a span costs that begins right after another; spans that touch are rare in some layers.

    Returns:
        A tag a word.
    """
    plain = logits.argmax(axis=1)
    if apart:
        touching = np.any((plain[1:] % 2 == 1) & (plain[:-1] > 0))
        return _viterbi(logits, apart=apart) if touching or not _legal(plain).all() else plain.tolist()
    found: list[int] = plain.tolist()
    fresh = (np.flatnonzero((plain[1:] % 2 == 1) | (plain[1:] == 0)) + 1).tolist()
    wrong = np.flatnonzero(~_legal(plain)).tolist()
    starts = [0]
    for end in [*fresh, len(found)] if wrong else []:
        if bisect_left(wrong, end) > bisect_left(wrong, starts[-1]):
            _mend(found, logits, starts, end)
        starts.append(end)
    return found


def _legal(tags: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each tag may follow the one before it."""
    before = np.concatenate([[0], tags[:-1]])
    going = (tags > 0) & (tags % 2 == 0)
    legal: npt.NDArray[np.bool_] = ~going | (before == tags) | (before == tags - 1)
    return legal


def _mend(found: list[int], logits: Logits, starts: list[int], end: int) -> None:
    """Give the words of a run their best legal tags.

    A run ends before a word whose best tag does not go on, so that what follows is free of it. It is looked at alone,
    as though anything stood before it; where its first word had better go on from there, it becomes one with the run
    before.

    Args:
        found: the tags, best by themselves or mended by now.
        logits: (words, tags).
        starts: where the runs begin, in order, up to this one.
        end: the word after the run.
    """
    tags = _viterbi(logits[starts[-1] : end], freely=starts[-1] > 0)
    while tags[0] and tags[0] % 2 == 0:
        starts.pop()
        tags = _viterbi(logits[starts[-1] : end], freely=starts[-1] > 0)
    found[starts[-1] : end] = tags


def _viterbi(logits: Logits, *, apart: float = 0.0, freely: bool = False) -> list[int]:
    """The best legal path. What goes on follows its own kind; all else follows the best tag of the word before.

    Args:
        logits: (words, tags).
        apart: as `best` has it.
        freely: whether the first word may go on from anything.
    """
    told = logits.astype(np.float64)
    outside, begins, going = told[:, 0].tolist(), told[:, 1::2], told[:, 2::2]
    size = begins.shape[1]
    free, line = outside[0], begins[0]
    on = going[0] if freely else np.full(size, -np.inf)
    tops, lasts = [], []
    for at in range(1, len(told)):
        top, best_tag, kept = _top(free, line, on)
        fresh, after = top, best_tag
        if apart and best_tag > 0:
            fresh, after = (free, 0) if free > top - apart else (top - apart, best_tag)
        tops.append((best_tag, after))
        lasts.append(kept)
        on = np.maximum(line, on) + going[at]
        free = top + outside[at]
        line = fresh + begins[at]
    tag = _top(free, line, on)[1]
    return _back(tag, tops, lasts)


def _top(
    free: float, line: npt.NDArray[np.float64], on: npt.NDArray[np.float64]
) -> tuple[float, int, npt.NDArray[np.bool_]]:
    """The best score of a word, the first tag that has it, and which kinds rather go on from going on."""
    b, i = int(line.argmax()), int(on.argmax())
    found = min((-free, 0), (-float(line[b]), 1 + 2 * b), (-float(on[i]), 2 + 2 * i))
    return -found[0], found[1], on >= line


def _back(tag: int, tops: list[tuple[int, int]], lasts: list[npt.NDArray[np.bool_]]) -> list[int]:
    line = [tag]
    for (top, after), kept in zip(reversed(tops), reversed(lasts), strict=True):
        if tag == 0:
            tag = top
        elif tag % 2:
            tag = after
        else:
            tag = tag if kept[tag // 2 - 1] else tag - 1
        line.append(tag)
    return line[::-1]


def spans(tags: list[int]) -> list[tuple[int, int, int]]:
    """Spans of a legal sequence: first word, word after the last, kind."""
    found: list[tuple[int, int, int]] = []
    for at, tag in enumerate(tags):
        if tag % 2:
            found.append((at, at + 1, tag // 2))
        elif tag:
            first, _, kind = found[-1]
            found[-1] = (first, at + 1, kind)
    return found


def sureness_of_kinds(logits: Logits) -> Logits:
    """Probability of each kind at each word, (words, kinds), whether it begins or goes on."""
    p = softmax(logits)
    return np.asarray(p[:, 1::2] + p[:, 2::2], dtype=np.float32)


def sureness(logits: Logits, span: tuple[int, int, int]) -> float:
    """How sure a span is: the mean over its words of the probability of its kind."""
    first, end, kind = span
    return float(sureness_of_kinds(logits[first:end])[:, kind].mean())
