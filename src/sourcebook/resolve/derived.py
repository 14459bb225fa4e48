"""Places that a phrase makes out of a known one: parts, sides, borders, works."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.extents import border
from sourcebook.knowledge.places import Gazetteer
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import NEAR_KM, Place, PlaceKind
from sourcebook.resolve.extent import DECIMALS, REACH, TOWN, sized
from sourcebook.resolve.geometry import BEARINGS, about_km, halfway, km_between, shifted, towards
from sourcebook.resolve.wording import EDGES, Phrase, Tie

Point = tuple[float, float]

SIDE = 3  # a side is the outermost third of an area
# Of a circle, the middle of the third that a chord cuts off lies 0.57 of the radius from its own; a circle as large as
# that third has 1 / sqrt(3) = 0.58 of its radius.
SIDE_SHIFT, SIDE_RADIUS = 0.57, SIDE**-0.5
AWAY_KM = 10.0  # "north of" without a distance: at least so far
BEYOND_KM = 40.0  # the same of a river or road, whose own reach runs along it
# "30 km north": the distance is a round figure, off by a fifth, and the direction one of eight, so off by up to 22.5
# degrees, which is 0.38 of the distance to either side; together 0.43 of it.
OFF = 0.43
RING = 1.2  # "30 km from": anywhere around, and a fifth further
OUTSKIRTS = 1.5  # of the radius of a town
COUNTRYSIDE = "countryside|vicinity|surroundings|environs|approaches"
COASTAL_KM = (
    44.0  # 24 nautical miles, the contiguous zone of the Convention on the Law of the Sea, article 33
)
ROUGH_BORDER = (
    0.5  # of the distance between two countries' nearest regions, where their border has no outline
)


def derived(
    phrase: Phrase, base: Place | None, *, gazetteer: Gazetteer, other: Place | None = None
) -> Place | None:
    """The place that a phrase means, made from the place that its name means.

    Args:
        phrase: as `taken_apart` gives it.
        base: what its name means; None gives None.
        gazetteer: where regions and crossings are looked up.
        other: what the second name of a border or stretch means.

    Returns:
        The base itself where the phrase adds nothing; otherwise a place whose id begins with the base's
        ("place:sy/east"). None when the phrase cannot be pinned down.
    """
    if base is None or base.lat is None or base.lon is None:
        return None
    base = sized(base, gazetteer=gazetteer)
    return _MAKERS[phrase.tie](phrase, base, sized(other, gazetteer=gazetteer) if other else None, gazetteer)


def _itself(_phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    return base


def _tail(place: Place) -> str:
    return place.id.removeprefix("place:")


def _at(place: Place) -> Point:
    """The point of a place that has one; every base does, see `derived`."""
    return place.lat or 0.0, place.lon or 0.0


def _reach(place: Place) -> float:
    """The radius of a place, which `sized` has given it."""
    return place.radius_km if place.radius_km is not None else TOWN


def _made(
    phrase: Phrase,
    base: Place,
    point: Point,
    *,
    suffix: str,
    kind: PlaceKind,
    km: float,
    other: Place | None = None,
    line: tuple[Point, Point] | None = None,
) -> Place:
    """A place made from one or two others, with its radius in kilometres."""
    return Place(
        id=f"{base.id}/{suffix}",
        name=phrase.whole,
        kind=kind,
        lat=round(point[0], 4),
        lon=round(point[1], 4),
        country=base.country,
        admin1=base.admin1,
        known=False,
        radius_km=round(km, DECIMALS),
        based_on=(base.id, other.id) if other else (base.id,),
        line=((_rounded(line[0]), _rounded(line[1]))) if line else None,
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 4), round(point[1], 4)


def _side(phrase: Phrase, base: Place, _other: Place | None, gazetteer: Gazetteer) -> Place | None:
    kind = PlaceKind.SETTLEMENT if base.kind is PlaceKind.SETTLEMENT else PlaceKind.REGION
    if _has(phrase, EDGES):
        kind, wide = PlaceKind.REGION, NEAR_KM if _has(phrase, COUNTRYSIDE) else OUTSKIRTS * _reach(base)
        base = replace(base, radius_km=max(wide, _reach(base)))
    point = _at(base) if phrase.compass == "central" else _part(phrase, base, gazetteer)
    km = _reach(base) * SIDE_RADIUS
    return _made(phrase, base, point, suffix=phrase.compass or "part", kind=kind, km=km)


def _has(phrase: Phrase, words: str) -> bool:
    return re.search(rf"\b(?:{words})\b", phrase.whole, re.IGNORECASE) is not None


def _part(phrase: Phrase, base: Place, gazetteer: Gazetteer) -> Point:
    """The middle of one side: of a country that of its outermost regions, where its people are."""
    compass = phrase.compass or "north"
    points = _points(base.country, gazetteer) if base.country and base.kind is PlaceKind.COUNTRY else []
    if len(points) >= SIDE:
        side = sorted(points, key=lambda p: -towards(*p, compass=compass))[: -(-len(points) // SIDE)]
        return sum(p[0] for p in side) / len(side), sum(p[1] for p in side) / len(side)
    return shifted(*_at(base), compass=compass, km=_reach(base) * SIDE_SHIFT)


def _away(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    if phrase.compass not in BEARINGS:
        return None
    if phrase.km is not None:
        suffix, km = f"{phrase.compass}-of-{phrase.km:.0f}km", phrase.km
        reach = _reach(base) + OFF * km
    else:
        along = base.kind in {PlaceKind.WATERWAY, PlaceKind.ROUTE}
        suffix, km = f"{phrase.compass}-of", BEYOND_KM if along else max(AWAY_KM, _reach(base))
        reach = _reach(base) if along else km
    point = shifted(*_at(base), compass=phrase.compass, km=km)
    return _made(phrase, base, point, suffix=suffix, kind=PlaceKind.REGION, km=reach)


def _around(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """What lies around a place: at a distance in no direction, its outskirts, its countryside."""
    if phrase.km is not None:
        suffix, km = f"around-{phrase.km:.1f}km".replace(".0km", "km"), _reach(base) + RING * phrase.km
    elif _has(phrase, COUNTRYSIDE):
        suffix, km = "around", max(NEAR_KM, _reach(base))
    else:
        suffix, km = "outskirts", OUTSKIRTS * _reach(base)
    return _made(phrase, base, _at(base), suffix=suffix, kind=PlaceKind.REGION, km=km)


def _between(phrase: Phrase, base: Place, other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """A stretch or road between two places: its middle, and both ends."""
    if other is None or other.lat is None or other.lon is None:
        return None
    ends = (_at(base), _at(other))
    road = phrase.tie is Tie.ROAD
    return _made(
        phrase, base, halfway(*ends), suffix=f"{'road-' if road else ''}to-{_tail(other)}",
        kind=PlaceKind.ROUTE if road else PlaceKind.REGION, km=km_between(*ends[0], *ends[1]) / 2, other=other,
        line=ends,
    )  # fmt: skip


def _off(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """The sea before a coast. Which way it lies is not known, so the point stays ashore and the radius reaches out."""
    km = _reach(base) + max(COASTAL_KM, RING * (phrase.km or 0))
    return _made(phrase, base, _at(base), suffix="off", kind=PlaceKind.SEA, km=km)


def _half(phrase: Phrase, base: Place, other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """One side of a crossing: its own point, in the land of that side."""
    if other is None:
        return base
    made = _made(
        phrase, base, _at(base), suffix=f"side-{_tail(other)}", kind=base.kind, km=_reach(base), other=other
    )
    return replace(made, country=other.country or base.country)


def _border(phrase: Phrase, base: Place, other: Place | None, gazetteer: Gazetteer) -> Place | None:
    """The line where two countries meet: the point halfway along it, and its ends.

    Without an outline of it, the middle of the two nearest regions.
    """
    if other is None or not base.country or not other.country or base.country == other.country:
        return None
    first, second = sorted((base, other), key=lambda p: p.id)
    suffix = f"border-{_tail(second)}"
    line = border(base.country, other.country)
    if line is not None:
        return _made(
            phrase,
            first,
            line.halfway,
            suffix=suffix,
            kind=PlaceKind.REGION,
            km=line.km,
            other=second,
            line=line.ends,
        )
    near = _nearest(_points(base.country, gazetteer), _points(other.country, gazetteer))
    if other.country not in by_code()[base.country].neighbours or not near:
        return None
    km = km_between(*near[0], *near[1]) * ROUGH_BORDER
    return _made(phrase, first, halfway(*near), suffix=suffix, kind=PlaceKind.REGION, km=km, other=second)


def nearest_crossing(base: Place, land: Place, gazetteer: Gazetteer) -> Place | None:
    """The known crossing into a country that lies nearest to a place of its neighbour."""
    if not base.country or not land.country or base.country == land.country:
        return None
    lat, lon = _at(base)
    crossings = gazetteer.crossings(base.country, land.country)
    return min(crossings, key=lambda p: about_km(lat, lon, *_at(p)), default=None)


def _points(country: str, gazetteer: Gazetteer) -> list[Point]:
    return [(r.lat / 1e4, r.lon / 1e4) for r in gazetteer.regions_of(country)]


def _nearest(ones: Sequence[Point], others: Sequence[Point]) -> tuple[Point, Point] | None:
    """The two points, one of each, that lie nearest to each other."""
    pairs = ((about_km(*a, *b), a, b) for a in ones for b in others)
    best = min(pairs, default=None)
    return (best[1], best[2]) if best else None


def _capital(_phrase: Phrase, base: Place, _other: Place | None, gazetteer: Gazetteer) -> Place | None:
    if base.kind is not PlaceKind.COUNTRY or base.country is None:
        return base
    name = by_code()[base.country].capital
    cities = (c for c in gazetteer.lookup(name) if c.place.country == base.country) if name else ()
    town = next((c for c in cities if c.place.kind is PlaceKind.SETTLEMENT), None)
    return sized(town.place, gazetteer=gazetteer, population=town.population) if town else None


def _works(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """An airport, base or hospital at the point of the settlement that it is named after or stands in."""
    if base.kind is PlaceKind.COUNTRY:
        return None
    what = fold(phrase.whole).rpartition(" ")[2]
    if any(fold(name).endswith(f" {what}") for name in (base.name, *base.aliases)):
        return base  # "Nuseirat refugee camp" is Nuseirat camp, no camp inside it
    slug = fold(phrase.whole).replace(" ", "-")
    kind = phrase.kind or PlaceKind.FACILITY
    km = max(_reach(base), REACH[PlaceKind.FACILITY])
    return _made(phrase, base, _at(base), suffix=slug, kind=kind, km=km)


_MAKERS = {
    Tie.SELF: _itself,
    Tie.PART: _side,
    Tie.AWAY: _away,
    Tie.BORDER: _border,
    Tie.BETWEEN: _between,
    Tie.CAPITAL: _capital,
    Tie.FACILITY: _works,
    Tie.AROUND: _around,
    Tie.ROAD: _between,
    Tie.COAST: _off,
    Tie.HALF: _half,
}
