"""How do two places lie to each other: the same, one inside the other, near, apart?"""

from enum import StrEnum

from sourcebook.knowledge.folding import fold_name
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.geometry import km_between
from sourcebook.story.words import names

CLOSE_KM = 12.0  # a town and the village, base or road at its edge
APART_KM = 50.0  # two settlements further apart than that are never one scene
_SPOTS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.BASE, PlaceKind.FACILITY, PlaceKind.CROSSING})
_FORMAL = _SPOTS | {PlaceKind.ADMIN1, PlaceKind.ADMIN2}  # these lie in one region each
_REACH = {  # km from the middle of an area of unknown outline within which a spot may lie in it
    PlaceKind.ADMIN2: 60.0,
    PlaceKind.ADMIN1: 220.0,
    PlaceKind.REGION: 250.0,
    PlaceKind.TERRAIN: 150.0,
    PlaceKind.WATERWAY: 250.0,
    PlaceKind.ROUTE: 150.0,
    PlaceKind.SEA: 1200.0,
}


class Nearness(StrEnum):
    """How two places lie to each other."""

    SAME = "same"
    INSIDE = "inside"  # one lies in the other, or at its edge
    IN_COUNTRY = "in_country"  # one lies in the country that the other is
    CLOSE = "close"
    UNKNOWN = "unknown"
    DIFFERENT = "different"
    APART = "apart"


# an enumeration's member takes longer to look up than most of these questions take to answer
_SAME, _INSIDE, _IN_COUNTRY, _CLOSE = Nearness.SAME, Nearness.INSIDE, Nearness.IN_COUNTRY, Nearness.CLOSE
_UNKNOWN, _DIFFERENT, _APART = Nearness.UNKNOWN, Nearness.DIFFERENT, Nearness.APART
_COUNTRY, _SETTLEMENT = PlaceKind.COUNTRY, PlaceKind.SETTLEMENT


def nearness(one: Place | None, other: Place | None) -> Nearness:
    """How two places lie to each other, whichever is named first.

    Args:
        one: a place; None when the text names none.
        other: another.
    """
    if one is None or other is None:
        return _UNKNOWN
    if one.id == other.id or one.id in other.based_on or other.id in one.based_on:
        return _SAME if one.id == other.id else _INSIDE
    if _unlisted_namesakes(one, other):
        return _SAME
    if _COUNTRY in (one.kind, other.kind):
        return _with_country(one, other)
    if one.kind in _SPOTS and other.kind in _SPOTS:
        return _spots(one, other)
    return _with_area(one, other)


def _unlisted_namesakes(one: Place, other: Place) -> bool:
    """Whether two places bear one name, and at least one of them stands on no map that could tell them apart."""
    mapped = one.lat is not None and other.lat is not None
    abroad = one.country and other.country and one.country != other.country
    return not mapped and not abroad and fold_name(one.name) == fold_name(other.name)


def finest(places: list[Place]) -> Place | None:
    """The finest of some places; of equally fine ones the first by id. None without any."""
    return min(places, key=lambda p: (_rank(p), p.id), default=None)


def _rank(place: Place) -> int:
    if place.kind in _SPOTS:
        return 0
    order = (PlaceKind.ADMIN2, PlaceKind.ROUTE, PlaceKind.TERRAIN, PlaceKind.WATERWAY, PlaceKind.ADMIN1)
    return order.index(place.kind) + 1 if place.kind in order else 9 - (place.kind is not PlaceKind.COUNTRY)


def _with_country(one: Place, other: Place) -> Nearness:
    if one.country is None or other.country is None:
        return _UNKNOWN
    return _IN_COUNTRY if one.country == other.country else _DIFFERENT


def _spots(one: Place, other: Place) -> Nearness:
    km = _km(one, other)
    if km is None:
        return _UNKNOWN
    if km <= CLOSE_KM:
        return _INSIDE if _called_after(one, other) else _CLOSE
    towns = one.kind is other.kind is _SETTLEMENT
    return _APART if km > APART_KM and towns else _DIFFERENT


def _called_after(one: Place, other: Place) -> bool:
    """Whether one bears the other's name and more: "Kaim" and "Kaim crossing"."""
    a, b = names(one.name), names(other.name)
    return bool(a and b) and (a <= b or b <= a)


def _with_area(one: Place, other: Place) -> Nearness:
    """Two places of which at least one is an area."""
    if one.country and other.country and one.country != other.country and not _on_a_border(one, other):
        return _DIFFERENT if _km(one, other) is not None else _UNKNOWN
    km = _km(one, other)
    if _contains(one, other) or _contains(other, one):
        return _INSIDE
    if km is None:
        return _UNKNOWN
    if _in_other_regions(one, other) or km > max(_reach(one), _reach(other)):
        return _DIFFERENT
    return _INSIDE


def _on_a_border(one: Place, other: Place) -> bool:
    """Whether one of them is a border, which lies in two countries though only one is noted."""
    return one.line is not None or other.line is not None


def _contains(area: Place, inner: Place) -> bool:
    if area.country != inner.country:
        return False
    if area.kind is PlaceKind.ADMIN1:
        return area.admin1 is not None and area.admin1 == inner.admin1
    return area.kind is PlaceKind.ADMIN2 and inner.admin2 == area.name


def _in_other_regions(one: Place, other: Place) -> bool:
    bounded = _FORMAL.issuperset({one.kind, other.kind})
    return bounded and None not in {one.admin1, other.admin1} and one.admin1 != other.admin1


def _reach(area: Place) -> float:
    return area.radius_km if area.radius_km is not None else _REACH.get(area.kind, 0.0)


def _km(one: Place, other: Place) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return km_between(one.lat, one.lon, other.lat, other.lon)
