"""Place, Where: which place, and how finely."""

from dataclasses import dataclass
from enum import StrEnum

from sourcebook.errors import ValueProblem


class PlaceKind(StrEnum):
    """What kind of place it is."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    SETTLEMENT = "settlement"
    CROSSING = "crossing"
    ROUTE = "route"
    WATERWAY = "waterway"
    BASE = "base"
    FACILITY = "facility"
    REGION = "region"
    SEA = "sea"
    TERRAIN = "terrain"


class Fineness(StrEnum):
    """How finely a place is known; the values map to UCDP's where_prec 1 to 7 and ACLED's geo_precision 1 to 3."""

    EXACT = "exact"
    NEAR = "near"  # within about 25 km of a known point
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    LINE_OR_REGION = "line_or_region"
    COUNTRY = "country"
    SEA_AIR = "sea_air"


_POLE, _DATE_LINE = 90, 180  # degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Anything with geometry.

    Attributes:
        id: stable id, "place:" and a gazetteer key, or a slug of the name scoped to the report when unknown.
        name: the name shown.
        kind: what kind of place it is.
        lat: latitude of its point or of the middle of its area, degrees north (WGS 84); None when not known.
        lon: longitude, degrees east.
        country: ISO 3166-1 alpha-2 code.
        admin1: name of its first-level region.
        aliases: its other names.
        known: whether the place stands in the gazetteer.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    aliases: tuple[str, ...] = ()
    known: bool = False

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueProblem(
                f"place {self.id!r} has only one of latitude and longitude; give both or neither"
            )
        if (
            self.lat is not None
            and self.lon is not None
            and not (abs(self.lat) <= _POLE and abs(self.lon) <= _DATE_LINE)
        ):
            raise ValueProblem(f"place {self.id!r} lies at {self.lat}, {self.lon}, which is not on the globe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """An event's place.

    Attributes:
        place: id of the place.
        fineness: how finely the text says it.
    """

    place: str
    fineness: Fineness
