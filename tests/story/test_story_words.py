"""Words of quotes: those of plain ASCII are found another way than the others, with the same outcome."""

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.story.words import names, stems, stems_and_names

TEXTS = st.text(st.sampled_from("abS Tz'`_7-.\n\t\x00\x1f"), max_size=30)


@given(TEXTS)
def test_a_letter_beyond_ascii_elsewhere_changes_no_other_word(text: str) -> None:
    alone, beside = stems_and_names(text), stems_and_names(f"{text} Ωmega")

    assert (alone[0] | stems("Ωmega"), alone[1] | names("Ωmega")) == beside


def test_an_apostrophe_inside_a_name_is_no_border_and_one_of_ownership_is() -> None:
    assert stems("Qa'im") == stems("Qaim")
    assert stems("Iran's") == stems("Iran s")
