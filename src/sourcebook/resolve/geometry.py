"""Distances and shifted points on the globe."""

import math

EARTH_KM = 6371.0088  # mean radius (IUGG)
BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine); arguments in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def about_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The same, by the flat-earth rule: a few per cent off within 1,000 km, and three times as fast."""
    east = (lon2 - lon1 + 180) % 360 - 180
    return 111.2 * math.hypot(lat2 - lat1, east * math.cos(math.radians((lat1 + lat2) / 2)))


def shifted(lat: float, lon: float, *, compass: str, km: float) -> tuple[float, float]:
    """The point so many kilometres away.

    Args:
        lat: degrees north.
        lon: degrees east.
        compass: one of `BEARINGS`.
        km: distance.

    Returns:
        Latitude and longitude, in degrees.
    """
    turn, arc, a = math.radians(BEARINGS[compass]), km / EARTH_KM, math.radians(lat)
    up = math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(turn)
    b = math.asin(max(-1.0, min(1.0, up)))
    east = math.atan2(math.sin(turn) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(b))
    return math.degrees(b), (lon + math.degrees(east) + 180) % 360 - 180


def towards(lat: float, lon: float, *, compass: str) -> float:
    """How far a point lies in a direction, in degrees of arc along it: for sorting."""
    turn = math.radians(BEARINGS[compass])
    return lat * math.cos(turn) + lon * math.cos(math.radians(lat)) * math.sin(turn)


def halfway(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """The point in the middle of the great circle between two, in degrees; of opposite points any such point."""
    a, b = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    x, y = math.cos(b) * math.cos(east), math.cos(b) * math.sin(east)
    lat = math.atan2(math.sin(a) + math.sin(b), math.hypot(math.cos(a) + x, y))
    lon = one[1] + math.degrees(math.atan2(y, math.cos(a) + x))
    return math.degrees(lat), (lon + 180) % 360 - 180
