"""What the network learns from is what the labels say."""

import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
pytest.importorskip("yaml", reason="PyYAML, which the passages are written in, is not installed")

from training.examples import Example, Span, acts, cover, layers, of_passage, tags  # noqa: E402
from training.passages import passages  # noqa: E402
from training.public import pieces  # noqa: E402

from sourcebook.encode import labels  # noqa: E402
from sourcebook.encode.tags import spans  # noqa: E402
from training import augment  # noqa: E402

EXAMPLES = [
    of_passage(r) for p in sorted((ROOT / "training/passages").glob("own-2a*.yaml")) for r in passages(p)
]
SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


def words_of(e: Example, span: Span) -> str:
    return e.text[e.words[span[0]].start : e.words[span[1] - 1].end]


@given(SPANS)
def test_layers_hold_spans_that_do_not_touch_and_tags_give_them_back(found: list[Span]) -> None:
    outer, inner = layers(found)
    for layer in (outer, inner):
        assert all(a[1] <= b[0] for a, b in pairwise(layer))
        kinds = {s: n % 3 for n, s in enumerate(layer)}
        assert spans(tags(kinds, layer, 20)) == [(*s, kinds[s]) for s in layer]
    assert set(outer) | set(inner) <= set(found)


def test_every_label_of_a_passage_stands_on_its_words() -> None:
    e = EXAMPLES[0]
    assert e.mentions
    assert all(0 <= a < b <= len(e.words) for a, b in e.mentions)
    for event in e.events or ():
        assert set(event.roles) <= set(e.mentions) | set(e.signals)


def test_ties_that_hold_both_ways_are_learnt_both_ways() -> None:
    both = {labels.PREDICATES.index(p) for p in labels.SYMMETRIC}
    for e in EXAMPLES:
        held = e.relations or {}
        assert all((b, a) in held for (a, b), p in held.items() if p in both)


def test_who_does_what_to_whom_follows_from_the_roles() -> None:
    e = next(e for e in EXAMPLES if acts(e))
    for (a, b), act in acts(e).items():
        assert any(
            t.type + 1 == act and labels.ROLES[t.roles[a]] == "actor" and a in t.roles and b in t.roles
            for t in e.events or ()
            if a in t.roles
        )


@pytest.mark.parametrize("seed", range(5))
def test_other_names_change_the_names_and_nothing_else(seed: int) -> None:
    names, rng = augment.Names(EXAMPLES), random.Random(seed)
    for e in EXAMPLES[:40]:
        other = augment.renamed(e, names, rng)
        assert len(other.mentions or ()) == len(e.mentions or ())
        assert len(other.relations or ()) == len(e.relations or ())
        kept = [words_of(e, t.trigger) for t in e.events or ()]
        assert [words_of(other, t.trigger) for t in other.events or ()] == kept
        assert sorted((other.mentions or {}).values()) == sorted((e.mentions or {}).values())


def test_a_span_covers_the_words_that_it_touches() -> None:
    e = EXAMPLES[0]
    assert cover(e.words, e.words[1].start, e.words[2].end) == (1, 3)
    assert cover(e.words, len(e.text) + 5, len(e.text) + 9) == (0, 0)


@given(st.lists(st.sampled_from(["Men fought.", "The town fell on Monday.", "Nobody came"]), max_size=60))
def test_pieces_of_a_text_hold_all_of_it_in_order(sentences: list[str]) -> None:
    text = " ".join(sentences)
    cut = pieces(text, size=20)
    assert "".join(text[a:b] for a, b in cut).split() == text.split()
