"""Places that phrases make; in the table "*" allows anything and an empty base says that it is a place of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readings import Case, cases, graded
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.where import Place, PlaceKind, fineness_of
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.derived import derived
from sourcebook.resolve.extent import circle, land, sized, town_km
from sourcebook.resolve.geometry import BEARINGS, halfway, km_between
from sourcebook.resolve.places import place_answers
from sourcebook.resolve.wording import taken_apart

TABLE = cases(__file__, "derived_cases.csv")


def meant(text: str, countries: str) -> tuple[Place, ...]:
    votes = {code: float(n) for code, n in (pair.split(":") for pair in countries.split())}
    (answer,) = place_answers([PlaceQuery(text=text)], gazetteer=gazetteer(), countries=votes)
    return (answer.place, *answer.based) if answer.place else ()


@pytest.mark.parametrize("case", graded(TABLE, "phrase"))
def test_a_phrase_gives_a_place_with_its_radius(case: Case) -> None:
    place, *based = meant(case["phrase"], case["countries"])
    assert place.lat is not None
    assert place.lon is not None
    if case["lat"] != "*":
        assert km_between(place.lat, place.lon, float(case["lat"]), float(case["lon"])) <= float(case["km"])
    if case["radius"] != "*":
        assert place.radius_km == pytest.approx(float(case["radius"]), abs=float(case["slack"]))
    assert case["fineness"] in {"*", fineness_of(place)}
    assert case["based_on"] in {"*", " ".join(place.based_on)}
    assert (place.line is not None) is (case["line"] == "yes")
    assert {p.id for p in based} <= set(place.based_on)


@pytest.mark.parametrize(
    "text",
    [
        "the road from Damascus to Nowhereville",
        "between Palmyra and nothing at all",
        "the Yemeni border with Iceland",
        "30 km north of nowhere",
        "20 km from the Syrian border",
    ],
)
def test_what_cannot_be_pinned_down_is_no_place(text: str) -> None:
    assert meant(text, "SY:2") == ()


def test_a_town_is_as_wide_as_its_people_need() -> None:
    sizes = [town_km(n) for n in (500, 50_000, 1_000_000, 7_000_000, 90_000_000)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (1.0, 40.0)
    assert town_km(0) == 3.0


def test_a_radius_that_is_given_is_kept() -> None:
    place = Place(id="place:x", name="X", kind=PlaceKind.REGION, lat=1.0, lon=1.0, radius_km=7.0)
    assert sized(place, gazetteer=gazetteer()) is place


def test_a_place_without_a_point_has_no_radius() -> None:
    place = Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT)
    assert sized(place, gazetteer=gazetteer()).radius_km is None


@given(st.floats(0, 1e9))
def test_a_circle_has_the_area_that_it_was_made_from(km2: float) -> None:
    assert circle(km2) ** 2 * 3.14159265 == pytest.approx(km2, rel=1e-6)


POINTS = st.tuples(st.floats(-60, 60), st.floats(-170, 170))


@given(POINTS, POINTS)
def test_halfway_is_as_far_from_one_end_as_from_the_other(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    middle = halfway(one, other)
    whole = km_between(*one, *other)
    if whole < 15_000:  # of opposite points any middle will do
        assert km_between(*one, *middle) == pytest.approx(whole / 2, abs=0.01)
        assert km_between(*middle, *other) == pytest.approx(whole / 2, abs=0.01)


@given(POINTS, st.sampled_from(sorted(BEARINGS)), st.integers(1, 400))
def test_so_many_kilometres_from_a_town_lie_within_the_radius(
    point: tuple[float, float], compass: str, km: int
) -> None:
    town = Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT, lat=point[0], lon=point[1])
    phrase = taken_apart(f"{km} km {compass} of X")
    place = derived(phrase, town, gazetteer=gazetteer())
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert km_between(*point, place.lat, place.lon) == pytest.approx(km, abs=0.02)
    assert place.radius_km is not None
    assert place.radius_km >= 0.4 * km


WORDS = "the a of near 30 km miles (19 km) north eastern outskirts between and road from to border side off coast X’s"
PHRASES = st.lists(st.sampled_from([*WORDS.split(), "Homs", "Syria", "Iraqi", "Red Sea"]), max_size=9).map(
    " ".join
)


@given(PHRASES | st.text(max_size=50))
def test_any_words_give_a_place_with_a_radius_or_none(text: str) -> None:
    for place in meant(text, "SY:1 IQ:1"):
        assert place.radius_km is not None
        assert place.radius_km >= 0


def test_a_country_carries_the_radius_of_its_area() -> None:  # 185,180 square kilometres
    assert land(by_code()["SY"]).radius_km == 242.8
