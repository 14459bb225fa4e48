import csv
from functools import cache
from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.find.weapons import find_weapons, weapon_of, weapon_words
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

CASES = list(csv.DictReader(Path(__file__).with_name("weapon_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9
KEYS = ("weapon", "kind", "mode")


@cache
def parsed(text: str) -> Document:
    return parse(Report(text=text))


def read(text: str, trigger: str) -> dict[str, str]:
    doc = parsed(text)
    w = weapon_of(doc, doc.words.index(trigger), find_weapons(doc))
    return dict(zip(KEYS, (w.lemma, w.kind, w.mode) if w else ("", "", ""), strict=True))


def holds(case: dict[str, str]) -> bool:
    return read(case["text"], case["trigger"]) == {key: case[key] for key in KEYS}


@pytest.mark.parametrize("case", STRONG, ids=[f"{c['text']} [{c['trigger']}]" for c in STRONG])
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert read(case["text"], case["trigger"]) == {key: case[key] for key in KEYS}


def test_most_medium_and_strong_cases_hold() -> None:
    graded = [case for case in CASES if case["quality"] != "weak"]
    assert sum(map(holds, graded)) / len(graded) >= MEDIUM_FLOOR


def test_the_longest_name_wins() -> None:
    doc = parsed("They fired anti-tank guided missiles and a heavy machine gun.")
    assert [w.lemma for w in find_weapons(doc)] == ["anti tank guided missile", "heavy machine gun"]


def test_an_act_is_told_from_a_weapon() -> None:
    doc = parsed("The airstrike hit a drone.")
    assert [w.implied for w in find_weapons(doc)] == [True, False]


def test_every_class_has_a_mode_and_no_mode_is_idle() -> None:
    known = weapon_words()
    kinds = {kind for names in known.names.values() for _, kind in names}
    assert kinds == set(known.modes)


def test_a_project_adds_weapons(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "weapons.toml").write_text('[words]\ntrebuchet = "artillery"\n', "utf-8")
    doc = parsed("The rebels used a trebuchet.")
    assert [w.kind for w in find_weapons(doc, weapon_words(tmp_path))] == ["artillery"]


def test_a_weapon_of_no_known_class_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "weapons.toml").write_text('[words]\ntrebuchet = "siege"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="'trebuchet' is of class 'siege'"):
        weapon_words(tmp_path)
