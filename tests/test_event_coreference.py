"""Which mentions are put together as one happening, on invented reports; on ECB+ itself where it is at hand."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="the trees need scikit-learn")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import adapters
import event_coreference
import event_mentions
from event_coreference import Trees, clusters, fitted_trees, joined
from event_pairs import NUMBERS, Group, groups, heights, texts_alike
from sklearn.ensemble import GradientBoostingClassifier

HAS_SET = adapters.part("ecbplus", "train").is_file()
with_set = pytest.mark.skipif(not HAS_SET, reason="ecbplus is not here; set SOURCEBOOK_SHARED")
PREDICT = Path(__file__).parents[1] / "benchmarks" / "predict.py"
REPORTS = {
    "mill": "The old weir at Tarn broke on Monday.\nOda Brill said the weir had broken near the Tarn mill.",
    "weir": "Tarn weir breaks again.\nThe mill at Tarn stood dry after the weir broke, Oda Brill reported.",
    "vote": "Pelham elected a mayor on Sunday.\nNobody in Pelham expected Ines Roy to be elected mayor.",
}
TRIGGERS = ("broke", "breaks", "elected", "reported", "said")


def report(name: str) -> dict[str, Any]:
    """A report whose triggers are given as mentions, as a set's line gives them."""
    text = REPORTS[name]
    found = [(text.find(t), t) for t in TRIGGERS if t in text]
    given = [
        {"id": f"{name}_{n}", "begin": at, "end": at + len(t), "type": "ACTION_OCCURRENCE", "scored": True}
        for n, (at, t) in enumerate(found)
    ]
    return {"id": name, "text": text, "mentions": given}


def same_stem() -> Trees:
    """One tree that joins what has one stem."""
    return Trees(
        roots=np.array([0]), number=np.array([NUMBERS.index("stem"), 0, 0]), bound=np.array([0.5, 0, 0]),
        left=np.array([1, 1, 2]), right=np.array([2, 1, 2]), value=np.array([0.0, -4, 4]), bias=np.zeros(1),
    )  # fmt: skip


def together(told: list[dict[str, str]]) -> set[frozenset[str]]:
    """Which mentions share a name, whatever the name."""
    names = {i: n for one in told for i, n in one.items()}
    return {frozenset(i for i, n in names.items() if n == name) for name in names.values()}


def group_of(count: int) -> Group:
    """A group of so many mentions of which nothing is known."""
    mention = event_mentions.read_mentions([report("mill")])[0]
    first, second = np.triu_indices(count, 1)
    return Group([mention] * count, first, second, np.zeros((len(first), len(NUMBERS)), dtype=np.float32))


def test_what_has_one_stem_in_like_reports_is_joined_across_them() -> None:
    told = clusters([report("mill"), report("weir")], same_stem())
    assert frozenset({"mill_0", "weir_0", "weir_1"}) in together(told)
    assert told[0].keys() == {"mill_0", "mill_1"}
    assert told[0]["mill_1"] != told[0]["mill_0"]


@pytest.mark.parametrize("order", [("weir", "vote", "mill"), ("vote", "mill", "weir")])
def test_the_order_of_the_reports_does_not_matter(order: tuple[str, ...]) -> None:
    usual = clusters([report(n) for n in REPORTS], same_stem())
    other = clusters([report(n) for n in order], same_stem())
    assert together(other) == together(usual)
    assert [set(one) for one in other] == [{m["id"] for m in report(n)["mentions"]} for n in order]


def test_reports_that_share_no_words_are_never_compared() -> None:
    told = clusters([report("mill"), report("vote")], same_stem())
    assert not set(told[0].values()) & set(told[1].values())


def test_a_report_without_mentions_says_nothing_and_changes_nothing() -> None:
    bare = {"id": "bare", "text": "Nobody came to Tarn.", "mentions": []}
    told = clusters([bare, report("mill")], same_stem())
    assert told[0] == {}
    assert set(told[1]) == {"mill_0", "mill_1"}
    assert clusters([bare], same_stem()) == [{}]


def test_a_mention_that_is_not_scored_is_not_named() -> None:
    line = report("mill")
    line["mentions"][0]["scored"] = False
    assert set(clusters([line], same_stem())[0]) == {"mill_1"}


def test_the_gold_topic_is_not_looked_at() -> None:
    plain = clusters([report(n) for n in REPORTS], same_stem())
    marked = [report(n) | {"topic": "one", "subtopic": "one"} for n in REPORTS]
    assert clusters(marked, same_stem()) == plain


def test_the_numbers_of_pairs_are_known_and_finite() -> None:
    for group in groups([report(n) for n in REPORTS]):
        assert group.numbers.shape == (len(group.first), len(NUMBERS))
        assert np.isfinite(group.numbers).all()


def test_a_pair_is_known_by_its_words_and_its_lines() -> None:
    (group,) = groups([report("mill")])
    told = dict(zip(NUMBERS, group.numbers[0].tolist(), strict=True))
    assert (told["stem"], told["same document"], told["later line"], told["class"]) == (0, 1, 1, 1)


@given(st.lists(st.floats(0, 1, width=32), min_size=10, max_size=10), st.floats(0, 1), st.floats(0, 1))
def test_asking_for_more_likeness_never_leaves_fewer_clusters(p: list[float], a: float, b: float) -> None:
    group, likely = group_of(5), np.array(p, dtype=np.float32)
    few, many = (len(set(joined(group, likely, least))) for least in sorted((a, b)))
    assert few <= many


def test_what_is_surely_one_is_joined_and_what_is_surely_not_is_parted() -> None:
    group = group_of(4)
    assert len(set(joined(group, np.ones(6, dtype=np.float32)))) == 1
    assert len(set(joined(group, np.zeros(6, dtype=np.float32)))) == 4
    assert joined(group_of(1), np.zeros(0, dtype=np.float32)) == [1]


def some_pairs() -> tuple[adapters.Array, np.ndarray[Any, np.dtype[np.bool_]]]:
    chance = np.random.default_rng(3)
    numbers = chance.random((600, len(NUMBERS))).astype(np.float32)
    return numbers, numbers[:, 0] + numbers[:, 1] > 1


def test_trees_kept_as_arrays_say_what_the_forest_says(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[GradientBoostingClassifier] = []
    boosted = event_coreference.boosted

    def watched(seed: int) -> GradientBoostingClassifier:
        made.append(boosted(seed))
        return made[-1]

    monkeypatch.setattr(event_coreference, "SEEDS", (1,))
    monkeypatch.setattr(event_coreference, "boosted", watched)
    numbers, gold = some_pairs()
    told = fitted_trees(numbers, gold).likely(numbers)
    assert np.abs(told - made[0].predict_proba(numbers)[:, 1]).max() < 1e-5


def test_trees_learn_what_tells_pairs_apart() -> None:
    numbers, gold = some_pairs()
    assert ((fitted_trees(numbers, gold).likely(numbers) > 0.5) == gold).mean() > 0.95


@pytest.mark.parametrize(
    ("word", "other"),
    [("explode", "explosion"), ("arrest", "arrested"), ("elect", "elections"), ("stop", "stopping")],
)
def test_a_verb_and_its_noun_often_have_one_stem(word: str, other: str) -> None:
    assert event_mentions.stem(word)[:4] == event_mentions.stem(other)[:4]


@given(st.text(alphabet="abcdeinorst", min_size=1, max_size=12))
def test_a_stem_is_how_its_word_begins_but_for_a_last_letter(word: str) -> None:
    found = event_mentions.stem(word)
    assert word.startswith(found[:-1])
    assert len(found) >= min(len(word), event_mentions.SHORTEST)


def test_words_of_one_meaning_share_a_set_and_others_do_not() -> None:
    sets = {
        w: event_mentions.sets_of(frozenset({event_mentions.stem(w)})) for w in ("buy", "purchase", "rain")
    }
    assert set(sets["buy"]) & set(sets["purchase"])
    assert not set(sets["buy"]) & set(sets["rain"])


def test_a_compound_stands_in_its_set_only_as_a_whole() -> None:
    whole, half = (
        event_mentions.sets_of(frozenset(map(event_mentions.stem, words)))
        for words in (("step", "down"), ("step",))
    )
    assert 1.5 in whole.values()
    assert not half


def test_no_set_of_words_holds_a_word_twice() -> None:
    rows = event_mentions.WORDS.read_text(encoding="utf-8").splitlines()
    sets = [r.split() for r in rows if r and not r.startswith("#")]
    assert all(len(set(words)) == len(words) > 1 for words in sets)


@given(st.lists(st.text(alphabet="abc ", max_size=12), min_size=2, max_size=5))
def test_texts_are_as_alike_one_way_as_the_other(texts: list[str]) -> None:
    alike = texts_alike(texts)
    assert np.allclose(alike, alike.T)
    assert np.all((alike >= -1e-6) & (alike <= 1 + 1e-6))
    assert np.allclose(heights(alike), heights(alike).T)


@pytest.mark.parametrize(
    ("mention", "says"),
    [
        ({"id": "a", "begin": 0, "end": 99}, "within the text"),
        ({"begin": 0, "end": 4}, "has the mention"),
        ("broke", "has the mention"),
    ],
)
def test_a_mention_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, mention: object, says: str
) -> None:
    rows = [report("vote"), {"id": "x", "text": "It broke.", "mentions": [mention]}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(PREDICT), "ecbplus", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "line 2" in done.stderr
    assert says in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


@with_set
def test_trees_of_some_topics_part_the_mentions_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_coreference, "SEEDS", (1,))
    lines = adapters.lines_of(adapters.part("ecbplus", "train"))
    topics = sorted({x["topic"] for x in lines})[:6]
    some = [x for x in lines if x["topic"] in topics]
    told = dict(event_coreference.folded(some, folds=2))
    alone = [{"clusters": {m["id"]: m["id"] for m in event_mentions.judged(x)}} for x in some]
    figure = adapters.scored(
        "ecbplus", some, told[min(told, key=lambda k: abs(k - event_coreference.LIKELY))]
    )
    assert figure["conll_f1"] > adapters.scored("ecbplus", some, alone)["conll_f1"] + 0.15
