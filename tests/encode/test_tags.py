from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sourcebook.encode.labels import bio
from sourcebook.encode.tags import best, softmax, spans, sureness

LOGITS = st.tuples(st.integers(1, 12), st.integers(1, 4)).flatmap(
    lambda size: arrays(np.float32, (size[0], 1 + 2 * size[1]), elements=st.floats(-8, 8, width=16))
)


def legal(tags: list[int]) -> bool:
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in {tag, tag - 1}:
            return False
        before = tag
    return True


def test_tags_of_a_layer_are_outside_then_begin_and_inside_of_each_kind() -> None:
    assert bio(("actor", "place")) == ("O", "B-actor", "I-actor", "B-place", "I-place")


def may_follow(tag: int, before: int) -> bool:
    return tag % 2 == 1 or tag == 0 or before in {tag, tag - 1}


def test_a_span_cannot_go_on_that_has_not_begun() -> None:
    logits = np.array([[1, 0, 0.9], [0, 0, 1.5]], dtype=np.float32)
    assert best(logits) == [0, 0] or best(logits) == [1, 2]
    assert legal(best(logits))


@given(LOGITS)
def test_the_best_tags_are_legal_and_no_legal_sequence_beats_them(logits: np.ndarray) -> None:
    found = best(logits)
    assert legal(found)
    total = float(sum(logits[n, t] for n, t in enumerate(found)))
    greedy = [0] * len(logits)
    for n, row in enumerate(logits):
        allowed = [t for t in range(len(row)) if legal([*greedy[:n], t])]
        greedy[n] = max(allowed, key=lambda t: row[t])
    assert total >= float(sum(logits[n, t] for n, t in enumerate(greedy))) - 1e-3
    assert total >= float(logits[:, 0].sum()) - 1e-3


@given(LOGITS.filter(lambda a: a.shape[0] <= 4 and a.shape[1] <= 5), st.sampled_from([0.0, 0.5, 2.0]))
def test_the_best_tags_are_as_good_as_the_best_of_all_legal_sequences(
    logits: np.ndarray, apart: float
) -> None:
    def worth(tags: Sequence[int]) -> float:
        touching = sum(b % 2 == 1 and a > 0 for a, b in pairwise(tags))
        return float(sum(logits[n, t] for n, t in enumerate(tags))) - apart * touching

    every = (t for t in product(range(logits.shape[1]), repeat=len(logits)) if legal(list(t)))
    assert abs(worth(best(logits, apart=apart)) - max(map(worth, every))) < 1e-3


@given(LOGITS)
def test_no_legal_sequence_is_better_however_far_its_choices_reach(logits: np.ndarray) -> None:
    tags = range(logits.shape[1])
    most = {tag: float(logits[0, tag]) for tag in tags if may_follow(tag, 0)}
    for row in logits[1:]:
        most = {
            tag: float(row[tag]) + max(worth for before, worth in most.items() if may_follow(tag, before))
            for tag in tags
            if any(may_follow(tag, before) for before in most)
        }
    assert abs(sum(float(logits[n, t]) for n, t in enumerate(best(logits))) - max(most.values())) < 1e-3


@given(LOGITS)
def test_spans_do_not_overlap_and_each_is_as_sure_as_a_probability(logits: np.ndarray) -> None:
    found = spans(best(logits))
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(0 <= sureness(logits, s) <= 1.0001 for s in found)


def test_probabilities_add_up_to_one() -> None:
    p = softmax(np.array([[1e4, 0, -1e4], [1, 1, 1]], dtype=np.float32))
    assert np.allclose(p.sum(axis=1), 1)
    assert np.isfinite(p).all()
