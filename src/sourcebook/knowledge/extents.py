"""How large are countries and regions, and where do two countries meet?

Tables made by `recipes/build_extents.py`: areas of countries from GeoNames, of first-level regions from the outlines of
Who's On First, and the ends of borders from those of Natural Earth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Point = tuple[float, float]  # latitude, longitude, in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """Where two states meet.

    Attributes:
        ends: the two of its corners that lie furthest apart; of a border in pieces, over all of them.
        halfway: the corner of it that is about as far from one end as from the other.
        km: distance from there to its furthest corner.
    """

    ends: tuple[Point, Point]
    halfway: Point
    km: float


def _rows(name: str) -> list[list[str]]:
    text = (files("sourcebook.knowledge") / "extents" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


def _point(cell: str) -> Point:
    lat, lon = cell.split()
    return float(lat), float(lon)


@cache
def country_areas() -> Mapping[str, float]:
    """Square kilometres of each state and territory, by ISO 3166-1 alpha-2 code."""
    return MappingProxyType({code: float(km2) for code, km2 in _rows("countries.tsv")})


@cache
def region_areas() -> Mapping[str, float]:
    """Square kilometres of first-level regions of 66 countries, by id of the place."""
    return MappingProxyType({f"place:gn{ident}": float(km2) for ident, km2 in _rows("regions.tsv")})


@cache
def _borders() -> Mapping[frozenset[str], Border]:
    found = {}
    for one, other, start, end, halfway, km in _rows("borders.tsv"):
        ends = (_point(start), _point(end))
        found[frozenset((one, other))] = Border(ends=ends, halfway=_point(halfway), km=float(km))
    return found


def border(one: str, other: str) -> Border | None:
    """Where two states meet.

    Args:
        one: ISO 3166-1 alpha-2 code.
        other: another, in any order.

    Returns:
        None when they do not meet on land.
    """
    return _borders().get(frozenset((one, other)))
