import csv
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.draft.relations import LONGEST
from sourcebook.draft.ties.scene import ENDS
from sourcebook.draft.ties.words import tie_words
from sourcebook.errors import KnowledgeError
from sourcebook.model.claim import SYMMETRIC, Claim, Modality, Predicate, Relation
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.stages import read

CASES = list(csv.DictReader(Path(__file__).with_name("relations_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9
STORY = (
    "The US-backed Syrian Democratic Forces took Manbij from Islamic State in August 2016. Their commander, "
    "Mazloum Abdi, thanked the coalition. Islamic State still operates in the desert near Palmyra, Syria."
)


@cache
def drafted(text: str) -> Draft:
    return read(Report(text=text))


def ties(draft: Draft) -> list[tuple[Claim, Relation]]:
    return [(c, c.fact) for c in draft.claims if isinstance(c.fact, Relation)]


def called(draft: Draft, name: str) -> set[str]:
    found = {
        a.id for a in draft.actors if name.lower() in {a.name.lower(), *(x.text.lower() for x in a.aliases)}
    }
    found |= {a.id for a in draft.actors if "@" in a.id and name.lower() in a.name.lower()}
    return found | {
        p.id for p in draft.places if name.lower() in {p.name.lower(), *map(str.lower, p.aliases)}
    }


def held(case: dict[str, str]) -> str:
    """ "yes", "negated" or "no": what the reader says of a case's tie."""
    draft = drafted(case["sentence"])
    one, other = called(draft, case["subject"]), called(draft, case["object"])
    for c, tie in ties(draft):
        forth = tie.subject in one and tie.object in other
        back = tie.predicate in SYMMETRIC and tie.subject in other and tie.object in one
        if tie.predicate == case["predicate"] and (forth or back):
            return "negated" if c.modality is Modality.NEGATED else "yes"
    return "no"


@pytest.mark.parametrize(
    "case", STRONG, ids=[f"{c['subject']} {c['predicate']} {c['object']}" for c in STRONG]
)
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert held(case) == case["holds"]


def test_most_cases_hold() -> None:
    graded = [c for c in CASES if c["quality"] in {"strong", "medium"}]
    assert sum(held(c) == c["holds"] for c in graded) / len(graded) >= MEDIUM_FLOOR


def test_every_tie_stands_between_entities_of_the_draft() -> None:
    draft = drafted(STORY)
    known = {a.id for a in draft.actors} | {p.id for p in draft.places}
    assert all({t.subject, t.object} <= known for _, t in ties(draft))


def test_ties_come_in_the_order_of_the_text() -> None:
    spans = [c.quote for c, _ in ties(drafted(STORY))]
    assert spans
    assert all(a <= b for a, b in pairwise(spans))


def test_a_quote_is_no_longer_than_the_limit() -> None:
    assert all(c.quote.end - c.quote.start <= LONGEST for c, _ in ties(drafted(STORY)))


def test_a_tie_told_by_somebody_names_the_speaker() -> None:
    draft = drafted("Iran supports the Houthis with missiles, Israel said.")
    assert [c.speaker for c, t in ties(draft) if t.predicate is Predicate.BACKED_BY] == ["Israel"]


def test_what_is_given_is_told() -> None:
    draft = drafted("Iran armed the Houthis.")
    assert ("arms",) in [t.support for _, t in ties(draft) if t.predicate is Predicate.BACKED_BY]


def test_every_predicate_of_the_word_lists_has_its_two_ends() -> None:
    rules = [r for rows in (*tie_words().verbs.values(), *tie_words().nouns.values()) for r in rows]
    assert {r.predicate for r in rules} <= ENDS.keys()


def test_a_project_adds_words(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "relations.toml").write_text(
        '[verbs]\nbefriend = [["allied_with", "agent", "patient"]]\n', encoding="utf-8"
    )
    draft = read(Report(text="Iran befriended Hezbollah."), project=tmp_path)
    assert [t.predicate for _, t in ties(draft)] == [Predicate.ALLIED_WITH]


@pytest.mark.parametrize(
    "rows", ['[["loves", "agent", "patient"]]', '[["backed_by", "agent"]]', '"backed_by"', "[1]"]
)
def test_a_rule_that_is_none_is_refused(tmp_path: Path, rows: str) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "relations.toml").write_text(f"[verbs]\nbefriend = {rows}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="befriend"):
        tie_words(tmp_path)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(sorted({w for c in CASES for w in c["sentence"].split()})), min_size=1, max_size=12
    )
)
def test_no_tie_binds_an_entity_to_itself_or_twice_on_the_same_words(words: list[str]) -> None:
    found = ties(read(Report(text=" ".join(words))))
    assert all(t.subject != t.object for _, t in found)
    keys = [(t.subject, t.predicate, t.object, c.quote) for c, t in found]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Islamic State has controlled Mosul since June 2014.", "2014-06", None),
        ("Hezbollah operated in Syria until 2024.", None, "2024"),
        ("Boko Haram pledged allegiance to Islamic State in March 2015.", "2015-03", None),
    ],
)
def test_a_tie_holds_from_and_to_the_dates_that_the_words_give(
    text: str, since: str | None, until: str | None
) -> None:
    (tie,) = (t for _, t in ties(drafted(text)))
    assert (tie.since and tie.since.edtf, tie.until and tie.until.edtf) == (since, until)
