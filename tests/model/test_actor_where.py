import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import ValueProblem
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.where import Fineness, Place, PlaceKind, Where, fineness_of


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_a_name_has_characters(text: str) -> None:
    with pytest.raises(ValueProblem, match="a name without characters"):
        Alias(text=text)


def test_a_name_is_proof_unless_it_is_said_not_to_be() -> None:
    alias = Alias(text="SFA")
    assert (alias.strong, alias.type, alias.since, alias.until) == (True, AliasType.ALIAS, None, None)


def test_an_actor_is_unknown_until_a_file_says_otherwise() -> None:
    actor = Actor(id="gunmen", name="gunmen", kind=ActorKind.UNIDENTIFIED)
    assert (actor.known, actor.state, actor.unit_of, actor.aliases, actor.distinct_from) == (
        False,
        None,
        None,
        (),
        (),
    )


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_lies_on_the_globe(lat: float, lon: float) -> None:
    place = Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT, lat=lat, lon=lon)
    assert (place.lat, place.lon) == (lat, lon)


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (float("nan"), 0)])
def test_a_place_off_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueProblem, match="which is not on the globe"):
        Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT, lat=lat, lon=lon)


@pytest.mark.parametrize(("lat", "lon"), [(1.0, None), (None, 1.0)])
def test_half_a_point_is_refused(lat: float | None, lon: float | None) -> None:
    with pytest.raises(
        ValueProblem, match="'place:x' has only one of latitude and longitude; give both or neither"
    ):
        Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT, lat=lat, lon=lon)


def test_a_place_without_a_point_is_a_place_and_lies_nowhere() -> None:
    place = Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT)
    assert (place.lat, place.lon, place.known) == (None, None, False)


def test_kinds_and_fineness_are_those_of_the_schema() -> None:
    kinds = "country admin1 admin2 settlement crossing route waterway base facility region sea terrain"
    assert {k.value for k in PlaceKind} == set(kinds.split())
    fine = "exact near admin2 admin1 line_or_region country sea_air"
    assert [f.value for f in Fineness] == fine.split()


def test_where_names_its_place_by_id() -> None:
    assert Where(place="place:x", fineness=Fineness.NEAR) == Where(place="place:x", fineness=Fineness.NEAR)


CODES = [("exact", 1, 1), ("near", 2, 2), ("admin2", 3, 2), ("admin1", 4, 3), ("line_or_region", 5, 3)]
CODES += [("country", 6, 3), ("sea_air", 7, 3)]


@pytest.mark.parametrize(("fineness", "ucdp", "acled"), CODES)
def test_a_fineness_has_its_codes_in_the_two_codebooks(fineness: str, ucdp: int, acled: int) -> None:
    assert (Fineness(fineness).ucdp, Fineness(fineness).acled) == (ucdp, acled)


@pytest.mark.parametrize("km", [-1.0, -0.001, float("nan")])
def test_a_radius_is_no_less_than_nothing(km: float) -> None:
    with pytest.raises(ValueProblem, match="give 0 or more, or None"):
        Place(id="place:x", name="X", kind=PlaceKind.SETTLEMENT, lat=1.0, lon=1.0, radius_km=km)


def test_the_ends_of_a_line_lie_on_the_globe() -> None:
    with pytest.raises(ValueProblem, match="which is not on the globe"):
        Place(id="place:x", name="X", kind=PlaceKind.ROUTE, line=((0.0, 0.0), (91.0, 0.0)))


@pytest.mark.parametrize("kind", PlaceKind)
@given(radius=st.none() | st.floats(0, 5000))
def test_only_a_spot_or_what_lies_around_one_is_fine(kind: PlaceKind, radius: float | None) -> None:
    place = Place(id="place:x", name="X", kind=kind, lat=1.0, lon=1.0, radius_km=radius)
    if fineness_of(place) is Fineness.EXACT:
        assert kind in {PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.BASE, PlaceKind.CROSSING}
    if fineness_of(place) is Fineness.NEAR:
        assert radius is not None
        assert radius <= 25


@given(st.floats(0, 5000))
def test_a_country_is_never_a_point(radius: float) -> None:
    country = Place(id="place:x", name="X", kind=PlaceKind.COUNTRY, lat=1.0, lon=1.0, radius_km=radius)
    assert fineness_of(country) is Fineness.COUNTRY


def test_a_line_is_never_near_a_point() -> None:
    line = ((0.0, 0.0), (0.0, 0.1))
    road = Place(id="place:x", name="X", kind=PlaceKind.REGION, lat=0.0, lon=0.05, radius_km=5, line=line)
    assert fineness_of(road) is Fineness.LINE_OR_REGION
