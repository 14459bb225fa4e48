import subprocess
import sys
from collections.abc import Collection, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import ValueProblem
from sourcebook.link.sketch import WINDOW, Sketch, candidates, near, sketch
from sourcebook.link.wording import RUN, Wording
from sourcebook.model.text import Span

STORY = (
    "The convoy left Quay Town at dawn and reached the river before noon, a driver said on Sunday. "
    "Nobody would say what it had carried, and the guards at the bridge had let it pass without a word."
)
texts = st.text(st.sampled_from("abcDé .\n“”\"'"), max_size=60)
words = st.lists(st.sampled_from([f"w{n}" for n in range(30)]), max_size=40)
SURE = RUN + WINDOW - 1


@given(texts)
def test_every_word_is_in_one_sentence_and_sentences_keep_their_order(text: str) -> None:
    found = Wording.of(text)

    assert [i for s in found.sentences for i in range(s.first, s.last)] == list(range(len(found)))
    assert list(found.sentences) == sorted(found.sentences, key=lambda s: s.span)


@given(texts)
def test_case_and_punctuation_do_not_count(text: str) -> None:
    assert Wording.of(text.upper().replace(".", ", ")).told == Wording.of(text).told


def test_what_is_no_body_does_not_count() -> None:
    advert = "Sign up for our newsletter today.\n"

    assert sketch(advert + STORY, without=[Span(start=0, end=len(advert))]) == sketch(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Ada Quill in Quay Town; Editing by Bo Reed",
        "(Additional reporting by Ada Quill)",
        "Ada Quill in Quay Town contributed to this report.",
        "Source: Harbour Wire",
    ],
)
def test_a_line_that_says_who_reported_does_not_count(line: str) -> None:
    assert sketch(f"{STORY}\n{line}") == sketch(STORY)


def test_a_run_with_a_word_in_quotation_marks_is_speech() -> None:
    found = Wording.of("The guard at the gate said “we saw nobody here” and went.")

    assert found.spoken == {2, 3, 4, 5, 6, 7}  # "the gate said we saw" is the first of them: it has "we"


@given(words, words, words, words, st.lists(st.sampled_from("pqrstuvxyz"), min_size=SURE, max_size=30))
def test_twelve_words_that_stand_in_two_texts_give_one_key_to_both(
    before: list[str], after: list[str], ahead: list[str], behind: list[str], shared: list[str]
) -> None:
    one = sketch(" ".join([*before, *shared, *after]))
    other = sketch(" ".join([*ahead, *shared, *behind]))

    assert set(one.keys) & set(other.keys)


@given(texts)
def test_a_sketch_read_from_its_bytes_is_the_same_and_fits_into_a_table(text: str) -> None:
    found = sketch(text)

    assert Sketch.of_bytes(bytes(found)) == found
    assert all(0 <= key < 2**63 for key in found.keys)


def test_bytes_that_are_cut_off_are_refused() -> None:
    with pytest.raises(ValueProblem, match="11 bytes are cut off"):
        Sketch.of_bytes(b"0" * 11)


def test_another_process_makes_the_same_sketch() -> None:
    code = f"from sourcebook.link.sketch import sketch; print(bytes(sketch({STORY!r})).hex())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == bytes(sketch(STORY)).hex()


def test_a_sketch_written_in_a_book_stays_readable() -> None:
    assert sketch("one two three four five").keys == (2237958103129565683,)


def test_a_table_gives_back_who_may_share_a_passage() -> None:
    held = {"copy": sketch(f"Elsewhere it rained. {STORY}"), "other": sketch("It rained on the hills. " * 3)}

    def holders(keys: Collection[int]) -> Iterable[tuple[int, str]]:
        return [(key, ident) for ident, one in held.items() for key in one.keys if key in keys]

    assert near(sketch(STORY), holders) == ["copy"]


@given(st.permutations(["a", "b", "c", "d"]))
def test_pairs_do_not_depend_on_the_order_of_texts(order: list[str]) -> None:
    told = {"a": STORY, "b": f"Elsewhere it rained. {STORY}", "c": "It rained on the hills.", "d": STORY[:90]}

    assert list(candidates({k: sketch(told[k]) for k in order})) == [("a", "b"), ("a", "d"), ("b", "d")]
