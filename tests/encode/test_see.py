import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.encode import labels
from sourcebook.encode.pieces import MOST, pieces
from sourcebook.encode.see import Sight, see, stretches
from sourcebook.encode.weights import Weights, shipped
from sourcebook.encode.words import words

NEWS = (
    "Fighters of the Harun Brigade attacked an army post near Dalsa on Monday, killing four soldiers, officials said.",
    "The brigade, which is backed by Norland, denied the attack.",
    "Its leader, Tarek Haddan, met a delegation of the United Nations in Geneva.",
)


@pytest.fixture(scope="module")
def weights() -> Weights:
    found = shipped()
    assert found is not None
    return found


def sight(weights: Weights, *sentences: str) -> tuple[str, Sight]:
    text, bounds = "", []
    for s in sentences:
        bounds.append((len(text), len(text) + len(s)))
        text += s + " "
    return text, see(weights, text, bounds)


def test_a_plain_report_is_seen(weights: Weights) -> None:
    text, seen = sight(weights, *NEWS)
    attack = next(e for e in seen.events if text[e.start : e.end] == "attacked")
    assert attack.type == "ASSAULT"
    roles = {role: text[m.start : m.end] for role, m, _ in attack.roles}
    assert "Harun Brigade" in roles["actor"]
    assert roles["time"] == "Monday"
    backed = [t for t in seen.ties if t.predicate == "backed_by"]
    assert any(text[t.object.start : t.object.end] == "Norland" for t in backed)


def test_all_that_is_seen_lies_in_the_text_and_in_the_label_sets(weights: Weights) -> None:
    text, seen = sight(weights, *NEWS)
    for m in (*seen.mentions, *seen.signals):
        assert 0 <= m.start < m.end <= len(text)
        assert m.kind in (*labels.KINDS, *labels.SIGNALS)
    for e in seen.events:
        assert e.type in labels.TYPES
        assert 0 <= e.score <= 1
        assert all(0.5 <= score <= 1 and role in labels.ROLES for role, _, score in e.roles)


def test_the_same_stretch_gives_the_same_answer_whatever_was_read_before(weights: Weights) -> None:
    alone = sight(weights, *NEWS)[1]
    rng = random.Random(5)
    for _ in range(3):
        sight(weights, *rng.sample(NEWS, 2), "Nothing of note.")
        assert sight(weights, *NEWS)[1] == alone


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_can_be_looked_at(text: str) -> None:
    weights = shipped()
    assert weights is not None
    seen = see(weights, text, [(0, len(text))])
    assert all(0 <= m.start < m.end <= len(text) for m in seen.mentions)


def test_a_sentence_too_long_for_one_stretch_is_read_in_parts(weights: Weights) -> None:
    text = "troops " * 3000
    parts = list(stretches(weights, text, [(0, len(text))]))
    assert sum(len(p.words) for p in parts) == 3000
    assert all(len(pieces(weights.cutter, text, p.words).ids) - 2 <= MOST for p in parts)


def test_stretches_hold_every_word_once_and_end_with_sentences(weights: Weights) -> None:
    text = " ".join(NEWS * 8)
    bounds, at = [], 0
    for s in NEWS * 8:
        bounds.append((at, at + len(s)))
        at += len(s) + 1
    parts = list(stretches(weights, text, bounds))
    assert [w for p in parts for w in p.words] == words(text)
    ends = {e for _, e in bounds}
    assert all(p.words[-1].end in ends for p in parts)


def test_odd_characters_do_no_harm(weights: Weights) -> None:
    for text in ("\u0000\u200b\ufeff", "💥🇮🇷 attacked", "a" * 5000, "ح" * 300, "\n\n", "I. said: “…”"):
        assert see(weights, text, [(0, len(text))]) is not None


def test_nothing_is_seen_in_nothing(weights: Weights) -> None:
    assert see(weights, "", []) == Sight((), (), (), ())


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from([*" ".join(NEWS).split(), "\u0000", "الأسد", "x" * 120]), max_size=12).map(
        " ".join
    )
)
def test_words_cut_one_by_one_are_the_pieces_of_the_whole(text: str) -> None:
    weights = shipped()
    assert weights is not None
    found = words(text)
    whole = weights.cutter.encode([text[a:b] for a, b in found], is_pretokenized=True)
    cut = pieces(weights.cutter, text, found)
    assert cut.ids == whole.ids
    begun = {n: whole.word_ids.index(n) for n in whole.word_ids if n is not None}
    assert {n: at for n, at in enumerate(cut.first) if n in begun} == begun
