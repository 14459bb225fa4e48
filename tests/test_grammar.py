"""Deep subjects and objects, whatever the construction; in the table an empty cell says that there is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import Case, cases, graded, parsed
from sourcebook.grammar import (
    agents,
    clause,
    conjuncts,
    dependents,
    is_passive,
    is_verb,
    patients,
    prepositional,
)
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

TABLE = cases(__file__, "grammar_cases.csv")


def words(doc: Document, tokens: list[int]) -> str:
    return "; ".join(doc.words[i] for i in tokens)


def at(text: str, word: str) -> tuple[Document, int]:
    doc = parsed(text)
    return doc, doc.words.index(word)


@pytest.mark.parametrize("case", graded(TABLE, "text", "verb"))
def test_who_does_it_and_to_whom(case: Case) -> None:
    doc, verb = at(case["text"], case["verb"])
    assert words(doc, agents(doc, verb)) == case["agents"]
    assert words(doc, patients(doc, verb)) == case["patients"]


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Rebels attacked the town.", "attacked", False),
        ("The town was attacked.", "attacked", True),
        ("The town attacked by rebels burned.", "attacked", True),
        ("Rebels have attacked the town.", "attacked", False),
        ("The town has been attacked.", "attacked", True),
        ("The town was attacked and burned.", "burned", True),
        ("Rebels attacked and burned the town.", "burned", False),
    ],
)
def test_a_passive_is_told_from_an_active(text: str, verb: str, *, passive: bool) -> None:
    assert is_passive(*at(text, verb)) is passive


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels attacked the town with tanks on Monday.", "attacked", [("with", "tanks"), ("on", "Monday")]),
        ("The attack on Hama by rebels failed.", "attack", [("on", "Hama"), ("by", "rebels")]),
        ("Rebels marched in Hama and Homs.", "marched", [("in", "Hama"), ("in", "Homs")]),
        ("The town was attacked by rebels.", "attacked", [("by", "rebels")]),
        ("Rebels attacked.", "attacked", []),
    ],
)
def test_prepositions_stand_with_their_objects(text: str, word: str, wanted: list[tuple[str, str]]) -> None:
    doc, i = at(text, word)
    assert [(prep, doc.words[o]) for prep, o in prepositional(doc, i)] == wanted


def test_a_place_hung_on_the_object_is_reached_through_it() -> None:
    doc, i = at("Rebels attacked the barracks in Hama.", "attacked")
    assert ("in", "Hama") in [(p, doc.words[o]) for p, o in prepositional(doc, i, through_objects=True)]


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Rebels attacked Hama and the army fled to Homs.", "attacked", "Rebels attacked Hama"),
        ("Rebels attacked Hama and the army fled to Homs.", "fled", "the army fled to Homs"),
        ("When rebels attacked Hama, the army fled.", "fled", "the army fled"),
        ("Rebels attacked Hama, killing nine.", "attacked", "Rebels attacked Hama, killing nine"),
    ],
)
def test_a_clause_ends_where_the_next_begins(text: str, verb: str, wanted: str) -> None:
    doc, i = at(text, verb)
    first, last = clause(doc, i)
    assert doc.span(first, last).of(text).strip(" ,.") == wanted


def test_a_verb_heads_a_clause_and_a_noun_of_its_form_does_not() -> None:
    doc = parsed("The fighting stopped when rebels were attacked.")
    assert [w for i, w in enumerate(doc.words) if is_verb(doc, i)] == ["stopped", "were", "attacked"]


def test_conjuncts_stand_in_the_order_of_the_text() -> None:
    doc, i = at("Iran, Syria and Russia met.", "Iran")
    assert words(doc, conjuncts(doc, i)) == "Iran; Syria; Russia"


def test_dependents_are_those_of_the_labels() -> None:
    doc, i = at("Rebels attacked the town.", "attacked")
    assert words(doc, dependents(doc, i, "nsubj", "dobj")) == "Rebels; town"


HEAP = "rebels Iran attacked was by the town and who killed to , . that said of in Hama which attacking or is".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14).map(" ".join))
def test_any_heap_of_words_gives_tokens_of_its_own_sentence_and_ends(heap: str) -> None:
    doc = parse(Report(text=heap))
    for i in range(len(doc)):
        found = [
            *agents(doc, i),
            *patients(doc, i),
            *(o for _, o in prepositional(doc, i, through_objects=True)),
        ]
        assert {doc.sentence_of[t] for t in found} <= {doc.sentence_of[i]}
        first, last = clause(doc, i)
        assert 0 <= first <= i <= last < len(doc)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 60))
def test_a_list_of_any_length_is_walked(size: int) -> None:
    doc = parse(Report(text=", ".join(["Hama"] * size) + " and Homs were attacked by rebels."))
    assert len(patients(doc, doc.words.index("attacked"))) <= size + 1
