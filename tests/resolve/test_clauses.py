"""What a clause tells about the words that point back in it."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.model.text import Document, Report
from sourcebook.parse import parse
from sourcebook.resolve.clauses import antecedents, barred, owners

HEAP = "Iran Hamas the bloc , which who whose it its them fought left took arms from with and .".split()


def told(text: str, word: str, ask: Callable[[Document, int], list[int]]) -> set[str]:
    doc = parse(Report(text=text))
    return {doc.words[t] for t in ask(doc, doc.words.index(word))}


def test_a_relative_clause_tells_of_the_noun_that_it_hangs_on() -> None:
    assert told("Kenya armed Uganda, which sent its troops home.", "its", antecedents) == {"Uganda"}


def test_outside_a_relative_clause_nothing_is_told() -> None:
    assert told("Kenya sent its troops home.", "its", antecedents) == set()


def test_an_object_is_not_the_subject_of_its_own_verb() -> None:
    assert told("Ansaru broke away from it in 2012.", "it", barred) == {"Ansaru"}


def test_what_somebody_takes_along_may_be_with_himself() -> None:
    assert told("The rebels took the guns with them.", "them", barred) == set()


def test_whose_speaks_of_the_noun_and_its_apposition() -> None:
    assert told("ECOWAS, the bloc whose troops left, met.", "whose", owners) == {"ECOWAS", "bloc"}


@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14))
@settings(max_examples=40, deadline=None)
def test_whatever_is_said_the_answers_are_words_of_the_text(words: list[str]) -> None:
    doc = parse(Report(text=" ".join(words)))
    found = {t for ask in (antecedents, barred, owners) for i in range(len(doc)) for t in ask(doc, i)}
    assert found <= set(range(len(doc)))
