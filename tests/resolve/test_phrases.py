"""How far a place's words reach; an empty cell says that none is wider than a bare name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings import Case, cases, graded, reading

TABLE = cases(__file__, "phrases_cases.csv")
LEFT, RIGHT = (
    ("30 km north of", "the outskirts of", "off the coast of", "between Homs and", ""),
    ("", " airport", "'s coast"),
)


def phrases(text: str) -> list[str]:
    r = reading(text)
    return [
        r.doc.text[r.doc.start[f.first] : r.doc.end[f.last]] for f, i in r.who.mentions if i in r.who.places
    ]


@pytest.mark.parametrize("case", graded(TABLE, "text"))
def test_a_place_is_named_by_all_the_words_that_belong_to_it(case: Case) -> None:
    found = phrases(case["text"])
    if case["words"]:
        assert set(case["words"].split("/")) & set(found), found
    else:
        assert not [words for words in found if " " in words]


def test_both_ends_of_a_road_stay_places_of_their_own() -> None:
    assert {"Damascus", "Homs"} <= set(phrases("Bandits robbed a bus on the road from Damascus to Homs."))


def test_a_place_made_from_others_comes_with_them() -> None:
    r = reading("Helicopters struck a convoy 30 km north of Hama on Monday.")
    (made,) = [p for p in r.who.places.values() if p.based_on]
    assert set(made.based_on) <= set(r.who.places)


@given(
    st.sampled_from(LEFT), st.sampled_from(["Hama", "Yemen", "the Red Sea", "Qxyz"]), st.sampled_from(RIGHT)
)
def test_any_words_around_a_name_are_read_without_error(left: str, name: str, right: str) -> None:
    assert isinstance(phrases(f"Rebels attacked a post {left} {name}{right}."), list)
