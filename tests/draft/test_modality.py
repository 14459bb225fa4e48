import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.draft.modality import modality_cues, modality_of
from sourcebook.errors import KnowledgeError
from sourcebook.model.claim import Modality
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

CASES = list(csv.DictReader(Path(__file__).with_name("modality_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9


@cache
def parsed(text: str) -> Document:
    return parse(Report(text=text))


def read(text: str, trigger: str) -> tuple[str, str]:
    doc = parsed(text)
    modality, cue = modality_of(doc, doc.words.index(trigger), modality_cues())
    return modality.value, "" if cue is None else doc.words[cue]


def holds(case: dict[str, str]) -> bool:
    return read(case["text"], case["trigger"]) == (case["modality"], case["cue"])


@pytest.mark.parametrize("case", STRONG, ids=[f"{c['text']} [{c['trigger']}]" for c in STRONG])
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert read(case["text"], case["trigger"]) == (case["modality"], case["cue"])


def test_most_medium_and_strong_cases_hold() -> None:
    graded = [case for case in CASES if case["quality"] != "weak"]
    assert sum(map(holds, graded)) / len(graded) >= MEDIUM_FLOOR


def test_every_modality_stands_in_the_table() -> None:
    assert {case["modality"] for case in CASES} == {m.value for m in Modality}


def test_the_cue_stands_in_the_sentence_of_the_trigger() -> None:
    doc = parsed("The army may attack. It shelled the town. No rockets were fired.")
    cues = modality_cues()
    for i in range(len(doc)):
        _, cue = modality_of(doc, i, cues)
        assert cue is None or doc.sentence_of[cue] == doc.sentence_of[i]


WORDS = "the army rebels may not attack shelled town if unless denied that said to plan of without and ? ,"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=15))
def test_any_heap_of_words_gets_a_modality(heap: list[str]) -> None:
    doc = parse(Report(text=" ".join(heap)))
    for i in range(len(doc)):
        modality, cue = modality_of(doc, i, modality_cues())
        assert isinstance(modality, Modality)
        assert cue is None or 0 <= cue < len(doc)


def test_a_project_adds_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "modality.toml").write_text('[adverbs]\nrumouredly = "hedged"\n', "utf-8")
    cues = modality_cues(tmp_path)
    assert cues.adverbs["rumouredly"] is Modality.HEDGED
    assert cues.adverbs["reportedly"] is Modality.HEDGED


def test_a_value_that_is_no_modality_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "modality.toml").write_text('[adverbs]\nrumouredly = "shaky"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="'rumouredly' is 'shaky'"):
        modality_cues(tmp_path)
