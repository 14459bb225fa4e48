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
    """How finely a place is known.

    The codes are those of UCDP's georeferenced events (`where_prec`: Högbladh, UCDP GED Codebook 23.1, 2023) and of
    ACLED (`geo_precision`: ACLED Codebook, 2023). UCDP's 5 is for lines and for areas without a formal outline, 7 for
    the sea and the air above it. ACLED's 2 is for the part of a region around a named town, 3 for a larger region; it
    has no code for a whole country or sea, whose events it puts at the coarsest.
    """

    EXACT = "exact"  # a town, or a spot inside or beside it that bears a name
    NEAR = "near"  # within about 25 km of a known point
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    LINE_OR_REGION = "line_or_region"
    COUNTRY = "country"
    SEA_AIR = "sea_air"

    @property
    def ucdp(self) -> int:
        """UCDP's `where_prec`, 1 to 7."""
        return list(Fineness).index(self) + 1

    @property
    def acled(self) -> int:
        """ACLED's `geo_precision`, 1 to 3."""
        return {Fineness.EXACT: 1, Fineness.NEAR: 2, Fineness.ADMIN2: 2}.get(self, 3)


NEAR_KM = 25.0  # UCDP's bound for "near a known point"
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
        admin2: name of its second-level region.
        aliases: its other names.
        known: whether the place stands in the gazetteer.
        radius_km: how far the point may be off. Of a spot, great-circle kilometres within which it surely lies; of an
            area, the radius of the circle as large as it, so that its middle never passes for a spot. None when not
            known.
        based_on: ids of the places that a phrase made it from: of "30 km north of Mosul", Mosul.
        line: both ends of a border, road or stretch, each latitude and longitude; None for all else.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    aliases: tuple[str, ...] = ()
    known: bool = False
    radius_km: float | None = None
    based_on: tuple[str, ...] = ()
    line: tuple[tuple[float, float], tuple[float, float]] | None = None

    def __post_init__(self) -> None:
        if self.radius_km is not None and not self.radius_km >= 0:
            raise ValueProblem(
                f"place {self.id!r} has a radius of {self.radius_km} km; give 0 or more, or None"
            )
        if (self.lat is None) != (self.lon is None):
            raise ValueProblem(
                f"place {self.id!r} has only one of latitude and longitude; give both or neither"
            )
        own = [(self.lat, self.lon)] if self.lat is not None and self.lon is not None else []
        for lat, lon in (*own, *(self.line or ())):
            if not (abs(lat) <= _POLE and abs(lon) <= _DATE_LINE):
                raise ValueProblem(f"place {self.id!r} lies at {lat}, {lon}, which is not on the globe")


_BY_KIND = {
    PlaceKind.COUNTRY: Fineness.COUNTRY,
    PlaceKind.ADMIN1: Fineness.ADMIN1,
    PlaceKind.ADMIN2: Fineness.ADMIN2,
    PlaceKind.REGION: Fineness.LINE_OR_REGION,
    PlaceKind.TERRAIN: Fineness.LINE_OR_REGION,
    PlaceKind.WATERWAY: Fineness.LINE_OR_REGION,
    PlaceKind.ROUTE: Fineness.LINE_OR_REGION,
    PlaceKind.SEA: Fineness.SEA_AIR,
}


def fineness_of(place: Place) -> Fineness:
    """How finely an event is placed that happens there.

    Args:
        place: where it happens.

    Returns:
        By the kind of place. A region whose radius is at most 25 km, as what a phrase makes out of a
        town mostly is ("12 km north of it", "its outskirts"), is near a known point; a line never is.
    """
    fineness = _BY_KIND.get(place.kind, Fineness.EXACT)
    small = place.radius_km is not None and place.radius_km <= NEAR_KM
    if place.kind in {PlaceKind.REGION, PlaceKind.TERRAIN} and small and place.line is None:
        return Fineness.NEAR
    return fineness


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """An event's place.

    Attributes:
        place: id of the place.
        fineness: how finely the text says it.
    """

    place: str
    fineness: Fineness


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """A place that a name might have meant.

    Attributes:
        id: its id.
        name: its name, with its region and country ("Tripoli, Liban-Nord, LB").
        kind: what kind of place it is.
        score: its probability, 0 to 1.
    """

    id: str
    name: str
    kind: PlaceKind
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """How surely a place name was read, and why.

    Attributes:
        score: probability of the place chosen among all that bear the name, 0 to 1; 0 when none was chosen.
        reasons: what speaks for it, in words; when none was chosen, for the likeliest.
        others: what else was considered, the likeliest first.
    """

    score: float
    reasons: tuple[str, ...] = ()
    others: tuple[RunnerUp, ...] = ()
