"""Which spans do tags give? The best legal sequence of BIO tags, and the spans that it marks."""

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
    if _legal(plain) and not (apart and _touching(plain)):
        return [int(t) for t in plain]
    return _viterbi(logits, apart)


def _touching(tags: npt.NDArray[np.int64]) -> bool:
    return bool(np.any((tags[1:] % 2 == 1) & (tags[:-1] > 0)))


def _legal(tags: npt.NDArray[np.int64]) -> bool:
    before = np.concatenate([[0], tags[:-1]])
    going = (tags > 0) & (tags % 2 == 0)
    return bool(np.all(~going | (before == tags) | (before == tags - 1)))


def _viterbi(logits: Logits, apart: float) -> list[int]:
    count, size = logits.shape
    score = logits[0].astype(np.float64)
    score[2::2] = -np.inf
    back = np.zeros((count, size), dtype=np.int64)
    going = np.arange(2, size, 2)
    for at in range(1, count):
        top = int(score.argmax())
        back[at] = top
        here = np.full(size, score[top])
        if apart and top > 0:
            here[1::2] -= apart
            if score[0] > score[top] - apart:
                here[1::2] = score[0]
                back[at, 1::2] = 0
        own = np.where(score[going] >= score[going - 1], going, going - 1)
        back[at, going] = own
        here[going] = score[own]
        score = here + logits[at]
    tag = int(score.argmax())
    line = [tag]
    for at in range(count - 1, 0, -1):
        tag = int(back[at, tag])
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


def sureness(logits: Logits, span: tuple[int, int, int]) -> float:
    """How sure a span is: the mean over its words of the probability of its kind."""
    first, end, kind = span
    p = softmax(logits[first:end])[:, [1 + 2 * kind, 2 + 2 * kind]].sum(axis=1)
    return float(p.mean())
