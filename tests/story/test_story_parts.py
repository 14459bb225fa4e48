"""The small parts that stories are compared by: words, places, numbers, kin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import COUNTRY, FAR, GATE, PROVINCE, TOWN, killed

from sourcebook.model.claim import EventType, Expression, Predicate, Toll
from sourcebook.model.where import Place, PlaceKind
from sourcebook.story.families import Family, families
from sourcebook.story.kin import kin_of
from sourcebook.story.nearness import Nearness, finest, nearness
from sourcebook.story.numbers import Agreement, agreement, allows, can_both_be
from sourcebook.story.words import names, stem, stems

VILLAGE = Place(id="place:lund", name="Lund", kind=PlaceKind.SETTLEMENT, lat=60.55, lon=10.5, country="NO")
NOWHERE = Place(id="place:mill-lane", name="Mill Lane", kind=PlaceKind.FACILITY)
OTHER_PROVINCE = Place(
    id="place:sorfell",
    name="Sorfell",
    kind=PlaceKind.ADMIN1,
    lat=62.0,
    lon=10.0,
    country="NO",
    admin1="Sorfell",
)
ACROSS = Place(id="place:grens", name="Grens", kind=PlaceKind.SETTLEMENT, lat=60.5, lon=12.2, country="SE")
BORDER = Place(
    id="place:no/border-se",
    name="Norland border",
    kind=PlaceKind.REGION,
    lat=60.5,
    lon=12.0,
    country="NO",
    radius_km=200.0,
    line=((59.0, 11.8), (62.0, 12.2)),
)
PLACES = st.none() | st.sampled_from(
    (TOWN, FAR, GATE, PROVINCE, COUNTRY, VILLAGE, NOWHERE, OTHER_PROVINCE, ACROSS, BORDER)
)
TOLLS = st.builds(killed, st.integers(0, 60), st.sampled_from((Expression.EXACT, Expression.AT_LEAST)))


@pytest.mark.parametrize(
    "forms",
    ["bomb bombs bombed bombing bombings", "strike striking strikes", "kill killed killing", "city cities"],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


def test_days_small_words_and_figures_carry_no_meaning() -> None:
    assert stems("On Tuesday the 12 of them were said to be there") == frozenset()


def test_accents_and_inner_apostrophes_do_not_tell_names_apart() -> None:
    assert names("Al Qā’im") == names("al Al-Qa'im")


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (TOWN, Nearness.SAME),
        (GATE, Nearness.INSIDE),
        (VILLAGE, Nearness.CLOSE),
        (FAR, Nearness.APART),
        (PROVINCE, Nearness.INSIDE),
        (OTHER_PROVINCE, Nearness.DIFFERENT),
        (COUNTRY, Nearness.IN_COUNTRY),
        (NOWHERE, Nearness.UNKNOWN),
        (None, Nearness.UNKNOWN),
    ],
)
def test_how_places_lie_to_a_town(other: Place | None, how: Nearness) -> None:
    assert nearness(TOWN, other) is how


@settings(deadline=None)  # the machine may be busy
@given(PLACES, PLACES)
def test_nearness_is_the_same_both_ways(one: Place | None, other: Place | None) -> None:
    assert nearness(one, other) is nearness(other, one)


def test_a_border_lies_in_both_lands_and_a_province_in_one() -> None:
    assert nearness(BORDER, ACROSS) is Nearness.INSIDE
    assert nearness(BORDER, TOWN) is Nearness.INSIDE
    assert nearness(PROVINCE, ACROSS) is Nearness.DIFFERENT


def test_a_town_is_finer_than_its_province_and_that_than_the_country() -> None:
    assert finest([COUNTRY, PROVINCE, TOWN]) == TOWN
    assert finest([COUNTRY, PROVINCE]) == PROVINCE
    assert finest([]) is None


@settings(deadline=None)  # the machine may be busy
@given(TOLLS, TOLLS)
def test_numbers_agree_the_same_both_ways(one: Toll, other: Toll) -> None:
    assert agreement(one, other) is agreement(other, one)
    assert can_both_be(one, other) is can_both_be(other, one)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (killed(4), killed(4), Agreement.EQUAL),
        (killed(4, Expression.AT_LEAST), killed(9), Agreement.COMPATIBLE),
        (Toll(expression=Expression.VAGUE), killed(9), Agreement.COMPATIBLE),
        (killed(4), killed(6), Agreement.CLOSE),
        (killed(4), killed(34), Agreement.FAR),
        (killed(0), killed(3), Agreement.FAR),
        (Toll(expression=Expression.NONE_REPORTED), killed(0), Agreement.EQUAL),
        (Toll(expression=Expression.NONE_REPORTED), killed(3), Agreement.FAR),
    ],
)
def test_how_two_numbers_stand_to_each_other(one: Toll, other: Toll, how: Agreement) -> None:
    assert agreement(one, other) is how


def test_about_a_number_is_within_a_fifth_of_it() -> None:
    about = killed(20, Expression.ABOUT)

    assert [allows(about, n) for n in (15, 16, 24, 25)] == [False, True, True, False]


@pytest.mark.parametrize("kind", EventType)
def test_every_type_has_a_family(kind: EventType) -> None:
    assert families(kind, ())


def test_taking_a_town_by_force_may_be_called_seizing_or_gaining_it() -> None:
    taken = families(EventType.TRANSITION, ("control_gained",))

    assert taken & families(EventType.COERCE, ("seize",)) == {Family.HOLD}
    assert taken.isdisjoint(families(EventType.ASSAULT, ("drone",)))


def test_kin_is_one_step_away_under_any_name() -> None:
    kin = kin_of(
        [
            ("brigade", Predicate.PART_OF, "front"),
            ("second-brigade", Predicate.PART_OF, "front"),
            ("front", Predicate.ALIAS, "the-rivers"),
            ("front", Predicate.OPPOSED_TO, "army"),
        ]
    )

    assert kin["brigade"] == {"front", "the-rivers"}
    assert kin["front"] == {"brigade", "second-brigade", "the-rivers"}
    assert "army" not in kin


TIES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from((Predicate.PART_OF, Predicate.ALIAS)),
        st.sampled_from("abcd"),
    )
)


@settings(deadline=None)  # the machine may be busy
@given(TIES)
def test_kin_is_mutual_and_nobody_is_kin_to_itself(ties: list[tuple[str, Predicate, str]]) -> None:
    kin = kin_of(ties)

    assert all(one in kin[other] for one, others in kin.items() for other in others)
    assert all(one not in others for one, others in kin.items())
