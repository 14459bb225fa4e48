import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.draft.quotations import passages
from sourcebook.draft.speaker import Attribution, attribution_cues, speaker_of
from sourcebook.errors import KnowledgeError
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

CASES = list(csv.DictReader(Path(__file__).with_name("speaker_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9
RELEASE = """Minister condemns attack on convoy

Minister Amin Rahal said:

I condemn the attack on the convoy.

Two drivers were killed and the trucks were burned.

Further information

The convoy left the port on Monday.
"""
TWO_SPEAKERS = """The governor said:

The rebels burned the mill.

The bishop said:

The army shelled the chapel.
"""


@cache
def parsed(text: str) -> Document:
    return parse(Report(text=text))


def heard(text: str, trigger: str) -> Attribution | None:
    doc = parsed(text)
    return speaker_of(doc, doc.words.index(trigger), attribution_cues())


def named(doc: Document, who: Attribution | None) -> str:
    return " ".join(doc.words[who.holder[0] : who.holder[1] + 1]) if who and who.holder else ""


def read(text: str, trigger: str) -> tuple[str, str, str]:
    doc, who = parsed(text), heard(text, trigger)
    name = named(doc, who)
    return name, who.stance.value if who and name else "", named(doc, who.outer) if who else ""


def holds(case: dict[str, str]) -> bool:
    return read(case["text"], case["trigger"]) == (case["speaker"], case["stance"], case["outer"])


@pytest.mark.parametrize("case", STRONG, ids=[f"{c['text']} [{c['trigger']}]" for c in STRONG])
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert read(case["text"], case["trigger"]) == (case["speaker"], case["stance"], case["outer"])


def test_most_medium_and_strong_cases_hold() -> None:
    graded = [case for case in CASES if case["quality"] != "weak"]
    assert sum(map(holds, graded)) / len(graded) >= MEDIUM_FLOOR


@pytest.mark.parametrize("trigger", ["condemn", "killed", "burned"])
def test_a_minister_who_is_introduced_on_a_line_speaks_the_paragraphs_below(trigger: str) -> None:
    assert read(RELEASE, trigger)[0] == "Minister Amin Rahal"


@pytest.mark.parametrize("trigger", ["condemns", "left"])
def test_a_statement_holds_neither_before_its_line_nor_beyond_a_heading(trigger: str) -> None:
    assert heard(RELEASE, trigger) is None


def test_a_second_speaker_ends_the_first_ones_statement() -> None:
    assert read(TWO_SPEAKERS, "burned")[0] == "governor"
    assert read(TWO_SPEAKERS, "shelled")[0] == "bishop"


def test_passages_stand_in_order_and_do_not_overlap() -> None:
    found = passages(parsed(RELEASE + "\n" + TWO_SPEAKERS), attribution_cues())
    assert found.starts == tuple(sorted(found.starts))
    assert all(end <= start for end, start in zip(found.ends, found.starts[1:], strict=False))


WORDS = "the army rebels said that shelled town : “ ” , according to denied accused of who claimed as . ; ?"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=15))
def test_a_holder_is_a_stretch_of_the_text_whatever_the_words(heap: list[str]) -> None:
    doc = parse(Report(text=" ".join(heap)))
    for i in range(len(doc)):
        who = speaker_of(doc, i, attribution_cues())
        while who:
            assert who.holder is None or 0 <= who.holder[0] <= who.holder[1] < len(doc)
            who = who.outer


def test_a_project_adds_verbs_of_speech(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "attribution.toml").write_text('[verbs]\ncable = "states"\n', "utf-8")
    assert attribution_cues(tmp_path).verbs["cable"] is Stance.STATES


def test_a_value_that_is_no_stance_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "attribution.toml").write_text('[verbs]\ncable = "shouts"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="'cable' is 'shouts'"):
        attribution_cues(tmp_path)
