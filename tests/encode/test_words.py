from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.encode.words import CASES, case_of, words


def test_signs_stand_by_themselves_and_letters_together() -> None:
    text = "Iran-backed U.S. troops, 40km off"
    assert [text[w.start : w.end] for w in words(text)] == [
        "Iran", "-", "backed", "U", ".", "S", ".", "troops", ",", "40km", "off",
    ]  # fmt: skip


def test_the_way_a_word_is_written_is_told() -> None:
    told = [CASES[case_of(w)] for w in ("troops", "Iran", "ISIS", "2024", "40km", "McCain", ",", "A", "حزب")]
    assert told == ["lower", "Title", "UPPER", "digits", "miXed", "miXed", "other", "Title", "other"]


@given(st.text(max_size=80))
def test_words_lie_in_order_and_leave_out_only_blanks(text: str) -> None:
    found = words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(text[w.start : w.end] for w in found)
    assert kept == "".join(text.split())
