"""Whom a pronoun or a phrase without a name means; in the table an empty cell says that it means nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import Case, cases, graded, reading, report
from sourcebook.stages import STAGES, Reading

TABLE = cases(__file__, "pronouns_cases.csv")
RESOLVED = [stage.name for stage in STAGES].index("resolve") + 1


def meant(text: str, word: str) -> str:
    r = reading(text)
    token = max(i for i, w in enumerate(r.doc.words) if w == word)
    return "; ".join(r.who.actors[i].name for i in r.who.at(token) if r.who.is_actor(i))


@pytest.mark.parametrize("case", graded(TABLE, "text", "word"))
def test_whom_the_word_means(case: Case) -> None:
    assert meant(case["text"], case["word"]) == case["who"]


def test_a_pronoun_that_means_somebody_is_a_mention() -> None:
    r = reading("Boko Haram attacked Maiduguri. It kidnapped nine girls.")
    assert ("It", "boko-haram") in {(f.text, ident) for f, ident in r.who.mentions}


HEAP = "Iran Hamas Macron they it he she its their the group rebels attacked said and , . we who them".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=16).map(" ".join))
def test_whatever_a_word_means_is_in_the_cast(heap: str) -> None:
    so_far = Reading(report=report(heap))
    for stage in STAGES[:RESOLVED]:
        so_far = stage.run(so_far)
    cast = so_far.who
    assert {i for ids in cast.heads.values() for i in ids} <= {*cast.actors, *cast.places}
    assert {i for _, i in cast.mentions if i} <= {*cast.actors, *cast.places}
    assert all(0 <= token < len(so_far.doc) for token in (*cast.heads, *cast.covers))
