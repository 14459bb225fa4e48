"""How far a place reaches: the radius that every place in the record carries.

Areas are taken for circles: a radius is that of the circle as large as the area. Spots get the reach that things of
their kind have. The figures that name no source are round ones, chosen by us to err on the wide side.
"""

import math
from dataclasses import replace
from functools import cache

from sourcebook.knowledge.countries import Country
from sourcebook.knowledge.extents import country_areas, region_areas
from sourcebook.knowledge.places import Gazetteer, country_place
from sourcebook.model.where import Place, PlaceKind

DENSITY = (
    6000.0  # people to the square kilometre of a town: between the dense and the sprawling, our round figure
)
SMALLEST_TOWN, LARGEST_TOWN, TOWN = 1.0, 40.0, 3.0  # km; the last for towns of unknown size
DISTRICTS = 47_509 / 3_864  # second-level areas to a first-level one, over all countries that GeoNames lists
REACH = {  # km
    PlaceKind.FACILITY: 1.5,  # an airport's runway is 2 to 4 km long
    PlaceKind.CROSSING: 1.5,
    PlaceKind.BASE: 2.0,
    PlaceKind.ROUTE: 100.0,
    PlaceKind.REGION: 60.0,
    PlaceKind.TERRAIN: 75.0,
    PlaceKind.WATERWAY: 100.0,
    PlaceKind.SEA: 400.0,
}
CONTINENTAL = 1500.0  # km, of regions that lie in no one country: "the Sahel"
DECIMALS = 1


def circle(km2: float) -> float:
    """Radius, in kilometres, of the circle with an area in square kilometres."""
    return math.sqrt(max(0.0, km2) / math.pi)


def town_km(population: int) -> float:
    """Radius of a town, in kilometres.

    Args:
        population: people living there; 0 when not known.
    """
    if not population:
        return TOWN
    return min(LARGEST_TOWN, max(SMALLEST_TOWN, circle(population / DENSITY)))


def sized(place: Place, *, gazetteer: Gazetteer, population: int = 0) -> Place:
    """A named place with its radius.

    Args:
        place: as the gazetteer has it.
        gazetteer: tells how many regions a country has.
        population: people living there; 0 when not known.

    Returns:
        The place; one that has a radius already keeps it, and a place without a point gets none.
    """
    if place.radius_km is not None or place.lat is None:
        return place
    return replace(place, radius_km=round(_reach(place, population, gazetteer), DECIMALS))


def _reach(place: Place, population: int, gazetteer: Gazetteer) -> float:
    if place.kind is PlaceKind.SETTLEMENT:
        return town_km(population)
    code = place.country
    area = country_areas().get(code, 0.0) if code else 0.0
    if place.kind is PlaceKind.COUNTRY:
        return circle(area)
    if place.kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2} and code:
        region = region_areas().get(place.id) if place.kind is PlaceKind.ADMIN1 else None
        typical = area / max(1, len(gazetteer.regions_of(code)))
        return circle(region or (typical if place.kind is PlaceKind.ADMIN1 else typical / DISTRICTS))
    if place.kind is PlaceKind.REGION and code is None:
        return CONTINENTAL
    return REACH.get(place.kind, REACH[PlaceKind.REGION])


@cache
def land(country: Country) -> Place:
    """A country as a place: the middle of its area, with the radius that says it is no spot."""
    reach = circle(country_areas().get(country.code, 0.0))
    return replace(country_place(country), radius_km=round(reach, DECIMALS))
