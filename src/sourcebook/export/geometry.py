"""Places as shapes by how finely they are known: a point only for what is one, else a circle or a line (RFC 7946).

Polygons wind counterclockwise, and what crosses the 180th meridian is cut there, as the RFC asks.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

from sourcebook.model.where import NEAR_KM, Fineness, Place

Point = tuple[float, float]  # longitude, latitude, in degrees
Geometry = dict[str, Any]
"""A geometry object of GeoJSON."""
EARTH_KM = 6371.0088  # mean radius: Moritz, Geodetic Reference System 1980, 2000
_CORNERS = 48
_DIGITS = 5  # of a degree, about a metre
_HALF = 180.0


def shape(place: Place, fineness: Fineness) -> Geometry | None:
    """The shape of a place.

    Args:
        place: the place.
        fineness: how finely an event there is known.

    Returns:
        None when the book knows no point of it, or only the middle of an area of unknown size.
    """
    if place.line is not None and fineness is Fineness.LINE_OR_REGION:
        return line(*((lon, lat) for lat, lon in place.line))
    if place.lat is None or place.lon is None:
        return None
    if fineness is Fineness.EXACT:
        return {"type": "Point", "coordinates": _rounded((place.lon, place.lat))}
    radius = place.radius_km or (NEAR_KM if fineness is Fineness.NEAR else None)
    return circle(place.lon, place.lat, radius) if radius else None


@lru_cache(maxsize=10_000)
def circle(lon: float, lat: float, km: float) -> Geometry:
    """A circle on the globe as a polygon of 48 corners.

    Args:
        lon: degrees east of its middle.
        lat: degrees north.
        km: radius, great-circle kilometres, less than a quarter of the globe.
    """
    reach = min(km / EARTH_KM, pi / 2 - 0.01)
    ring = [_away(lon, lat, reach, -2 * pi * k / _CORNERS) for k in range(_CORNERS)]
    if abs(lat) + degrees(reach) >= 90:  # noqa: PLR2004 - the pole
        return _polygons([_round_the_pole(ring, north=lat > 0)])
    return _polygons(_cut(ring))


def line(start: Point, end: Point) -> Geometry:
    """A straight line between two points, the short way round.

    Args:
        start: longitude and latitude.
        end: likewise.
    """
    (x1, y1), (x2, y2) = start, end
    if abs(x2 - x1) <= _HALF:
        return {"type": "LineString", "coordinates": [_rounded(start), _rounded(end)]}
    edge = _HALF if x1 > 0 else -_HALF
    x2 += 2 * edge
    y = y1 + (y2 - y1) * ((edge - x1) / (x2 - x1) if x2 != x1 else 0.5)
    parts = [[start, (edge, y)], [(-edge, y), end]]
    return {"type": "MultiLineString", "coordinates": [[_rounded(p) for p in part] for part in parts]}


def _away(lon: float, lat: float, reach: float, bearing: float) -> Point:
    """A point at an angle from another on the globe; its longitude may lie beyond 180 degrees."""
    here = radians(lat)
    there = asin(sin(here) * cos(reach) + cos(here) * sin(reach) * cos(bearing))
    turn = atan2(sin(bearing) * sin(reach) * cos(here), cos(reach) - sin(here) * sin(there))
    return lon + degrees(turn), degrees(there)


def _round_the_pole(ring: Sequence[Point], *, north: bool) -> list[Point]:
    """The ring as a band from one side of the map to the other, closed along the pole."""
    inside = sorted(((lon + _HALF) % (2 * _HALF) - _HALF, lat) for lon, lat in ring)
    edge = (inside[0][1] + inside[-1][1]) / 2
    pole = 90.0 if north else -90.0
    band = [(-_HALF, edge), *inside, (_HALF, edge), (_HALF, pole), (-_HALF, pole)]
    return band if north else band[::-1]


def _cut(ring: list[Point]) -> list[list[Point]]:
    """The parts of a ring on this side of the 180th meridian and beyond it."""
    if all(abs(lon) <= _HALF for lon, _ in ring):
        return [ring]
    east = max(lon for lon, _ in ring) > _HALF
    edge = _HALF if east else -_HALF
    here, beyond = _side(ring, edge, east=not east), _side(ring, edge, east=east)
    return [here, [(lon - 2 * edge, lat) for lon, lat in beyond]]


def _side(ring: Sequence[Point], edge: float, *, east: bool) -> list[Point]:
    """What lies east or west of a meridian (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (x1 >= edge) == east:
            kept.append((x1, y1))
        if (x1 >= edge) != (x2 >= edge):
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept


def _polygons(rings: Sequence[Sequence[Point]]) -> Geometry:
    closed = [[[_rounded(p) for p in (*ring, ring[0])]] for ring in rings]
    if len(closed) == 1:
        return {"type": "Polygon", "coordinates": closed[0]}
    return {"type": "MultiPolygon", "coordinates": closed}


def _rounded(point: Point) -> list[float]:
    return [round(point[0], _DIGITS), round(point[1], _DIGITS)]
