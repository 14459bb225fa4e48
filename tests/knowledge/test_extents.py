import math

import pytest

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.extents import border, country_areas, region_areas

AREAS = country_areas()


def test_every_country_but_those_without_a_figure_has_an_area() -> None:
    assert set(by_code()) - set(AREAS) == set()
    assert all(km2 > 0 for km2 in AREAS.values())


@pytest.mark.parametrize(
    ("code", "km2"), [("IQ", 438_000), ("LB", 10_400), ("UA", 603_000), ("RU", 17_000_000)]
)
def test_an_area_is_that_of_the_country(code: str, km2: float) -> None:
    assert AREAS[code] == pytest.approx(km2, rel=0.05)


def test_a_region_is_smaller_than_its_country() -> None:
    assert region_areas()["place:gn89341"] < AREAS["IQ"]


def test_a_border_is_the_same_from_both_sides() -> None:
    assert border("IQ", "SY") == border("SY", "IQ")


@pytest.mark.parametrize(("one", "other"), [("YE", "IS"), ("CY", "SY"), ("IQ", "IQ")])
def test_states_that_do_not_meet_have_no_border(one: str, other: str) -> None:
    assert border(one, other) is None


def test_a_border_has_two_ends_and_a_point_between_them() -> None:
    line = border("IQ", "SY")
    assert line is not None
    (south, west), (north, east) = line.ends
    assert (south, west) < line.halfway < (north, east)
    assert math.isclose(line.km, 281, rel_tol=0.1)
