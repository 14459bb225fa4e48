import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import SpanError
from sourcebook.review.offsets import Offsets
from sourcebook.review.reports import right_to_left

TEXTS = st.text(alphabet=st.sampled_from("aé ء😀🇸🇾𐎀\n\u200f"), max_size=40)


def units(text: str) -> int:
    """Length as a browser has it."""
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_code_units_are_those_that_stand_before_a_character(text: str, data: st.DataObject) -> None:
    point = data.draw(st.integers(0, len(text)))

    assert Offsets(text).to_units(point) == units(text[:point])


@given(TEXTS, st.data())
def test_an_offset_goes_to_units_and_back(text: str, data: st.DataObject) -> None:
    point = data.draw(st.integers(0, len(text)))
    offsets = Offsets(text)

    assert offsets.to_points(offsets.to_units(point)) == point


@given(TEXTS)
def test_every_code_unit_is_a_character_or_refused(text: str) -> None:
    offsets = Offsets(text)
    found = []
    for unit in range(offsets.units + 1):
        try:
            found.append(offsets.to_points(unit))
        except SpanError:
            assert text[found[-1]] > "\uffff"  # the middle of this character
    assert found == list(range(len(text) + 1))


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(SpanError, match="text of 3"):
        Offsets("abc").to_units(offset)
    with pytest.raises(SpanError, match="text of 3"):
        Offsets("abc").to_points(offset)


@pytest.mark.parametrize(
    ("text", "leftward"),
    [("قال الجيش إنه سيطر", True), ("The army said", False), ("", False), ("12 😀", False), ("הצבא", True)],
)
def test_the_direction_of_a_script_is_told_from_its_letters(text: str, leftward: bool) -> None:
    assert right_to_left(text) is leftward
