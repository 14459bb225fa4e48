"""Places that a phrase makes out of a known one: parts, sides, borders, works."""

from collections.abc import Sequence

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.places import Gazetteer
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.geometry import BEARINGS, about_km, shifted, towards
from sourcebook.resolve.wording import Phrase, Tie

# How far the middle of "the west of" a place lies from its own, in kilometres: a quarter of what such places
# measure across. Countries are not guessed at: their regions on that side are averaged.
PART_KM = {PlaceKind.SETTLEMENT: 3.0, PlaceKind.ADMIN2: 15.0, PlaceKind.ADMIN1: 40.0, PlaceKind.REGION: 12.0}
AWAY_KM = {PlaceKind.SETTLEMENT: 10.0, PlaceKind.ADMIN1: 80.0}  # "north of" without a distance
ELSE_KM = 40.0  # for kinds not listed
SIDE = 3  # a side of a country is a third of its regions


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
    return _MAKERS[phrase.tie](phrase, base, other, gazetteer)


def _itself(_phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    return base


def _side(phrase: Phrase, base: Place, _other: Place | None, gazetteer: Gazetteer) -> Place | None:
    kind = PlaceKind.SETTLEMENT if base.kind is PlaceKind.SETTLEMENT else PlaceKind.REGION
    point = _at(base) if phrase.compass == "central" else _part(phrase, base, gazetteer)
    return _made(phrase, base, point, suffix=phrase.compass or "part", kind=kind)


def _between(phrase: Phrase, base: Place, other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    if other is None or other.lat is None or other.lon is None:
        return None
    lat, lon = _at(base)
    middle = ((lat + other.lat) / 2, (lon + other.lon) / 2)
    return _made(phrase, base, middle, suffix=f"to-{_tail(other)}", kind=PlaceKind.REGION)


def _tail(place: Place) -> str:
    return place.id.removeprefix("place:")


def _at(place: Place) -> tuple[float, float]:
    """The point of a place that has one; every base does, see `derived`."""
    return place.lat or 0.0, place.lon or 0.0


def _made(phrase: Phrase, base: Place, point: tuple[float, float], *, suffix: str, kind: PlaceKind) -> Place:
    return Place(
        id=f"{base.id}/{suffix}",
        name=phrase.whole,
        kind=kind,
        lat=round(point[0], 4),
        lon=round(point[1], 4),
        country=base.country,
        admin1=base.admin1,
        known=False,
    )


def _part(phrase: Phrase, base: Place, gazetteer: Gazetteer) -> tuple[float, float]:
    """The middle of one side."""
    compass = phrase.compass or "north"
    regions = gazetteer.regions_of(base.country) if base.country and base.kind is PlaceKind.COUNTRY else ()
    points = [(r.lat / 1e4, r.lon / 1e4) for r in regions]
    if len(points) >= SIDE:
        side = sorted(points, key=lambda p: -towards(*p, compass=compass))[: -(-len(points) // SIDE)]
        return sum(p[0] for p in side) / len(side), sum(p[1] for p in side) / len(side)
    return shifted(*_at(base), compass=compass, km=PART_KM.get(base.kind, ELSE_KM))


def _away(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    if phrase.compass not in BEARINGS:
        return None
    km = phrase.km if phrase.km is not None else AWAY_KM.get(base.kind, ELSE_KM)
    suffix = f"{phrase.compass}-of" + (f"-{phrase.km:.0f}km" if phrase.km is not None else "")
    point = shifted(*_at(base), compass=phrase.compass, km=km)
    return _made(phrase, base, point, suffix=suffix, kind=PlaceKind.REGION)


def _border(phrase: Phrase, base: Place, other: Place | None, gazetteer: Gazetteer) -> Place | None:
    """The stretch where two countries meet: the middle of its known crossings, or of the nearest regions."""
    if other is None or not base.country or not other.country or base.country == other.country:
        return None
    points = [(p.lat, p.lon) for p in gazetteer.crossings(base.country, other.country)]
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    if not known:
        if other.country not in by_code()[base.country].neighbours:
            return None
        known = _nearest(_points(base.country, gazetteer), _points(other.country, gazetteer))
    if not known:
        return None
    middle = (sum(p[0] for p in known) / len(known), sum(p[1] for p in known) / len(known))
    first, second = sorted((base, other), key=lambda p: p.id)
    return _made(phrase, first, middle, suffix=f"border-{_tail(second)}", kind=PlaceKind.REGION)


def nearest_crossing(base: Place, land: Place, gazetteer: Gazetteer) -> Place | None:
    """The known crossing into a country that lies nearest to a place of its neighbour."""
    if not base.country or not land.country or base.country == land.country:
        return None
    lat, lon = _at(base)
    crossings = gazetteer.crossings(base.country, land.country)
    return min(crossings, key=lambda p: about_km(lat, lon, *_at(p)), default=None)


def _points(country: str, gazetteer: Gazetteer) -> list[tuple[float, float]]:
    return [(r.lat / 1e4, r.lon / 1e4) for r in gazetteer.regions_of(country)]


def _nearest(
    ones: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The two points, one of each, that lie nearest to each other."""
    pairs = ((about_km(*a, *b), a, b) for a in ones for b in others)
    best = min(pairs, default=None)
    return [best[1], best[2]] if best else []


def _capital(_phrase: Phrase, base: Place, _other: Place | None, gazetteer: Gazetteer) -> Place | None:
    if base.kind is not PlaceKind.COUNTRY or base.country is None:
        return base
    name = by_code()[base.country].capital
    cities = (c.place for c in gazetteer.lookup(name) if c.place.country == base.country) if name else ()
    return next((p for p in cities if p.kind is PlaceKind.SETTLEMENT), None)


def _works(phrase: Phrase, base: Place, _other: Place | None, _gazetteer: Gazetteer) -> Place | None:
    """An airport, base or hospital at the point of the settlement that it is named after or stands in."""
    if base.kind is PlaceKind.COUNTRY:
        return None
    what = fold(phrase.whole).rpartition(" ")[2]
    if any(fold(name).endswith(f" {what}") for name in (base.name, *base.aliases)):
        return base  # "Nuseirat refugee camp" is Nuseirat camp, no camp inside it
    slug = fold(phrase.whole).replace(" ", "-")
    return _made(phrase, base, _at(base), suffix=slug, kind=phrase.kind or PlaceKind.FACILITY)


_MAKERS = {
    Tie.SELF: _itself,
    Tie.PART: _side,
    Tie.AWAY: _away,
    Tie.BORDER: _border,
    Tie.BETWEEN: _between,
    Tie.CAPITAL: _capital,
    Tie.FACILITY: _works,
}
