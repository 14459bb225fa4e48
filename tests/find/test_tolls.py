import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.find.tolls import KEYS, find_tolls, number_words, tolls_of
from sourcebook.model.claim import Expression, Toll
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

HERE = Path(__file__)
CASES = list(csv.DictReader(HERE.with_name("toll_cases.csv").read_text("utf-8").splitlines()))
NUMBERS = list(csv.DictReader(HERE.with_name("number_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9


@cache
def parsed(text: str) -> Document:
    return parse(Report(text=text))


def shown(toll: Toll) -> str:
    sides = "/".join("-" if n is None else str(n) for n in (toll.low, toll.best, toll.high))
    return f"{sides} {toll.expression}"


def counted(text: str, trigger: str) -> dict[str, str]:
    doc = parsed(text)
    found = tolls_of(doc, doc.words.index(trigger), find_tolls(doc))
    return {key: shown(found[key][0]) if key in found else "" for key in KEYS}


def holds(case: dict[str, str]) -> bool:
    return counted(case["text"], case["trigger"]) == {key: case[key] for key in KEYS}


@pytest.mark.parametrize("case", STRONG, ids=[f"{c['text']} [{c['trigger']}]" for c in STRONG])
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert counted(case["text"], case["trigger"]) == {key: case[key] for key in KEYS}


def test_most_medium_and_strong_cases_hold() -> None:
    graded = [case for case in CASES if case["quality"] != "weak"]
    assert sum(map(holds, graded)) / len(graded) >= MEDIUM_FLOOR


@pytest.mark.parametrize("case", NUMBERS, ids=[c["text"] for c in NUMBERS])
def test_a_number_is_read_with_its_doubt(case: dict[str, str]) -> None:
    doc = parsed(case["text"])
    read = [(doc.span(m.first, m.last).of(doc.text), m.toll) for m in find_tolls(doc)]
    sides = {side: int(case[side]) if case[side] else None for side in ("low", "best", "high")}
    wanted = [(case["number"], Toll(**sides, expression=Expression(case["expression"] or "exact")))]
    assert read == (wanted if case["number"] else [])


def test_who_is_killed_by_name_is_marked_as_named() -> None:
    doc = parsed("A strike killed Amin Rahal.")
    _, mention = tolls_of(doc, 1, find_tolls(doc))["killed"]
    assert mention.named


@given(st.integers(0, 999_999_999))
@settings(max_examples=60, deadline=None)
def test_a_number_in_digits_is_itself_with_or_without_commas(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        doc = parse(Report(text=f"They counted {written} people."))
        assert [m.toll.best for m in find_tolls(doc)] == [number]


WORDS = "at least 40 two dozen killed wounded people and in attack no hundred of to 5 more than , . left dead"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=15))
@settings(max_examples=40, deadline=None)
def test_any_heap_of_words_gives_tolls_in_order(heap: list[str]) -> None:
    doc = parse(Report(text=" ".join(heap)))
    tolls = find_tolls(doc)
    assert [m.first for m in tolls] == sorted({m.first for m in tolls})
    for i in range(len(doc)):
        assert tolls_of(doc, i, tolls).keys() <= set(KEYS)


def test_a_toll_of_no_known_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "numbers.toml").write_text('[verbs]\nvex = "vexed"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="'vex' is 'vexed'"):
        number_words(tmp_path)
