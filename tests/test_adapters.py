"""What the adapters for public benchmarks do, on invented articles; on the sets themselves where they are at hand."""

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the adapters need scikit-learn")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import adapters
from adapters import Page, chosen, tagged, unmarked, window, word_spans

from sourcebook.encode.words import words
from sourcebook.model.text import Report
from sourcebook.parse import parse

HAS_SETS = adapters.part("plv", "train").is_file() and adapters.part("polnear", "train").is_file()
with_sets = pytest.mark.skipif(not HAS_SETS, reason="plv and polnear are not here; set SOURCEBOOK_SHARED")
QUOTED = 'The miller frowned. "The weir is dry," Oda said. "It broke. Nobody mends it." The rest was silent.'


def paged(text: str) -> Page:
    doc = parse(Report(text=text))
    found = [w for a, b in doc.sentences for w in words(text, doc.start[a], doc.end[b - 1])]
    return adapters.page(doc, found, np.zeros((len(found), 4), dtype=np.float16))


def shown(p: Page, text: str, which: Sequence[int]) -> str:
    return text[p.words[which[0]].start : p.words[which[-1]].end]


def logits_of(tags: Sequence[int], size: int = 5) -> adapters.Array:
    return np.eye(size, dtype=np.float32)[list(tags)] * 4


def test_tags_give_back_the_spans_that_they_were_made_of() -> None:
    tags = tagged(9, [(adapters.SOURCE, (0, 2)), (adapters.CONTENT, (3, 5)), (adapters.CONTENT, (5, 9))])
    told = chosen(np.arange(10, 19), logits_of(tags.tolist()), (12, 13))
    assert told == {"source": [(10, 12)], "content": [(13, 15), (15, 19)]}


def test_a_cue_has_one_source_the_surest() -> None:
    logits = logits_of([1, 0, 1, 2, 0, 3])
    assert chosen(np.arange(6), logits, (4, 5)) == {"source": [(2, 4)], "content": [(5, 6)]}


def test_no_word_of_the_cue_is_source_or_content() -> None:
    assert chosen(np.arange(4), logits_of([3, 4, 4, 4]), (2, 4))["content"] == [(0, 2)]


def test_characters_become_the_words_that_they_touch() -> None:
    p = paged("Oda said the weir broke.")
    assert word_spans(p, [[0, 3]]) == [(0, 1)]
    assert word_spans(p, [[9, 12], [13, 16]]) == [(2, 4)]
    assert word_spans(p, [[0, 3], [9, 24]]) == [(0, 1), (2, 6)]
    assert word_spans(p, [[3, 4]]) == []


def test_a_window_is_the_sentence_and_what_is_quoted_over_its_ends() -> None:
    text = 'He left. "It broke in May. Nobody mends it," Oda said. It rained.'
    p = paged(text)
    cue = word_spans(p, [[text.index("said"), text.index("said") + 4]])[0]
    assert shown(p, text, window(p, cue)) == '"It broke in May. Nobody mends it," Oda said.'


def test_words_between_are_counted_on_both_sides_of_the_cue() -> None:
    marked = np.array([True, False, True, False, True])
    assert adapters.between(marked, np.arange(5), (2, 3)).tolist() == [0, 0, 0, 0, 0]
    assert adapters.between(marked, np.arange(5), (1, 2)).tolist() == [0, 0, 0, 1, 1]
    assert adapters.between(marked, np.arange(5), (3, 4)).tolist() == [1, 1, 0, 0, 0]


def test_neighbours_past_the_ends_are_nothing() -> None:
    values = np.array([1, 2, 3])
    assert [adapters.shifted(values, n).tolist() for n in (-1, 0, 1)] == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]


def test_a_feature_is_hashed_alike_in_every_run() -> None:
    assert adapters.mixed("lemma order", [np.array([3, 4]), np.array([0, 2])]).tolist() == [17879, 8294]


NAMES = "Oda Ruben Ilse Marta Jonas Petra Anton Klara".split()
CLAIMS = ("the weir broke", "the mill burnt", "rain fell in May", "nobody paid", "the road is closed")


@cache
def learnt() -> adapters.Attributor:
    texts = [
        f"{n} {cue} that {c}. {n} mended the wheel."
        for n in NAMES
        for c in CLAIMS
        for cue in ("said", "claimed")
    ]
    pages = [paged(t) for t in texts]
    gold = [{"source": [(0, 1)], "cue": [(1, 2)], "content": [(2, p.sentences[0][1] - 1)]} for p in pages]
    return adapters.fitted_attributor(pages, [[g] for g in gold])


def test_who_says_what_is_learnt_from_articles_and_their_attributions() -> None:
    p = paged("Wilma said that the bridge fell. Wilma mended the wheel.")
    assert list(learnt().told(p)) == [{"cue": [(1, 2)], "source": [(0, 1)], "content": [(2, 6)]}]


def test_learning_twice_gives_the_same() -> None:
    one, two = learnt(), learnt.__wrapped__()
    assert np.array_equal(one.pairs.table, two.pairs.table)
    assert np.array_equal(one.cues.vectors, two.cues.vectors)


def test_an_article_without_words_has_no_attributions() -> None:
    assert adapters.polnear({"text": " \n"}) == {"attributions": []}


@pytest.mark.parametrize(
    ("marked", "plain", "ends"),
    [
        ("<s>Oda</s> sued <t>the mill</t>.", "Oda sued the mill.", ((0, 3), (9, 17))),
        ("<t>The mill</t> was sued by <s>Oda</s>.", "The mill was sued by Oda.", ((21, 24), (0, 8))),
        ("<s>Oda</s> sued.", "Oda sued.", ((0, 3), None)),
    ],
)
def test_marks_are_taken_out(marked: str, plain: str, ends: object) -> None:
    assert unmarked(marked) == (plain, ends)


def test_what_a_party_is_called_is_not_counted_but_what_it_does_is() -> None:
    told = set(adapters.grams("<s>The old miller</s> condemned <t>Ilse</t> in May."))
    assert not any("miller" in g or "ilse" in g for g in told)
    assert {
        "party_s condemned",
        "l:condemn",
        "s0:condemn",
        "t0:condemn",
        "both:condemn",
        "type:ACCUSE",
    } <= told


def test_types_are_learnt_from_pairs() -> None:
    verbs = {"ACCUSE": ("blames", "accuses"), "AID": ("feeds", "helps"), "CONSULT": ("meets", "visits")}
    lines = [
        {"marked": f"<s>{a}</s> {v} <t>{b}</t>", "label": t}
        for t, some in verbs.items() for v in some for a in NAMES for b in NAMES
    ]  # fmt: skip
    nothing = {name: np.zeros(3, dtype=np.float32) for name in adapters.WEIGHTS}
    groups = [nothing for _ in lines]
    made = adapters.fitted_chooser(groups, adapters.counted(lines), [x["label"] for x in lines])
    asked = [{"marked": "<s>Wilma</s> feeds <t>Otto</t>"}, {"marked": "<s>Otto</s> blames <t>Wilma</t>"}]
    told = made.scores(adapters.joined_groups([nothing, nothing]), adapters.counted(asked)).argmax(axis=1)
    assert [adapters.PLOVER[n] for n in told] == ["AID", "ACCUSE"]


def test_what_was_fitted_is_kept_outside_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(adapters, "BENCH", tmp_path)
    monkeypatch.setattr(adapters.weights, "FOLDER", tmp_path)
    monkeypatch.setattr(adapters.reader_sets, "weights", lambda: SimpleNamespace(name="w/1"))
    (tmp_path / "weights.json").write_text("{}", encoding="utf-8")
    (tmp_path / "data" / "plv").mkdir(parents=True)
    (tmp_path / "data" / "plv" / "train.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    fits: list[int] = []

    def fit(lines: Sequence[adapters.Line]) -> dict[str, adapters.Array]:
        fits.append(len(lines))
        return {"a": np.ones(2, dtype=np.float32)}

    held = [adapters.kept("plv", fit)["a"].tolist() for _ in range(2)]

    assert held == [[1, 1], [1, 1]]
    assert fits == [1]
    assert len(list((tmp_path / "cache" / "sourcebook-adapters").iterdir())) == 1


def test_a_training_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="set SOURCEBOOK_SHARED to the folder that holds bench/") as why:
        adapters.lines_of(tmp_path / "plv" / "train.jsonl")
    assert str(tmp_path / "plv" / "train.jsonl") in str(why.value)


@with_sets
def test_plv_is_told_apart_far_better_than_by_chance() -> None:
    lines = adapters.lines_of(adapters.part("plv", "train"))[::4]
    told = adapters.folded(lines, folds=2)
    right = sum(t["label"] == x["label"] for t, x in zip(told, lines, strict=True))
    assert right > len(lines) / 2


@with_sets
def test_polnear_is_learnt_from_a_handful_of_articles() -> None:
    some = adapters.lines_of(adapters.part("polnear", "train"))[:16]
    pages = [adapters.read_page(x["text"]) for x in some]
    gold = [adapters.gold_of(p, x["attributions"]) for p, x in zip(pages, some, strict=True)]
    made = adapters.fitted_attributor(pages[4:], gold[4:])
    cues = [(n, a["cue"][0]) for n in range(4) for a in gold[n]]
    found = [(n, a["cue"][0]) for n in range(4) for a in made.told(pages[n])]
    assert len(set(cues) & set(found)) > len(cues) / 10
