"""Populated places: every village of the conflict-affected countries, and the towns of the world."""

import sys
from collections import Counter
from pathlib import Path

from sourcebook.knowledge.gazetteer_file import Gathering, Row, Traits
from sourcebook.knowledge.recipes.gazetteer.regions import fame
from sourcebook.knowledge.recipes.gazetteer.sources import City, Sources, Table, latin, native_names, useful
from sourcebook.knowledge.spelling import fold, skeleton
from sourcebook.model.where import PlaceKind

WORLD_POPULATION = 1_000  # outside the countries below, smaller places are left out
PRESS = frozenset(
    "US CA GB IE AU NZ IN ZA MX CO".split()
)  # English-language local press, and Mexico, Colombia
KNOWN_BY_MANY_NAMES = 100_000  # people; elsewhere, a smaller town keeps its main name only
# Not in Who's On First's table, and often written of: there, smaller towns keep their other names too.
WATCHED = frozenset("KP KR RU RS BA TW TH VN".split())
WATCHED_POPULATION = 10_000
# Countries whose every locality is kept; of the others those with people, or with many spellings.
EVERY_LOCALITY = frozenset("SY IQ YE LB PS IL JO LY AF SD SS SO UA ML BF NE NG CD CF ET ER MM".split())
KNOWN_SPELLINGS = 4
# A hamlet without recorded people whose name three or more of its country bear is left out: no report's
# context could tell which is meant, and they are a fifth of the file. In the first-served they stay.
NAMESAKES = 3
SAME_PLACE = 0.5  # degrees that a place's points in two sources may differ
FIRST_SERVED = frozenset("SY IQ LB PS IL JO LY".split())
SEAT_OF = {"PPLC": "capital", "PPLG": "capital", "PPLA": "admin1", "PPLA2": "admin2", "PPLX": "section"}


def add_localities(g: Gathering, s: Sources) -> None:
    """Settlements and neighbourhoods of the conflict-affected countries, as Who's On First has them."""
    cities = {c.id: c for c in s.cities}
    namesakes = Counter(_namesake(r) for r in s.wof if r["placetype"] == "locality")
    order = {"locality": 0, "neighbourhood": 1}
    for r in sorted(
        (r for r in s.wof if r["placetype"] in order), key=lambda r: (order[r["placetype"]], r["wof_id"])
    ):
        _add_locality(g, s, r, cities.get(_positive(r["geonames_id"]) or 0), namesakes)


def _namesake(r: Table) -> tuple[str, str]:
    return r["country"], skeleton(fold(r["name_default"]))


def _add_locality(
    g: Gathering, s: Sources, r: Table, city: City | None, namesakes: Counter[tuple[str, str]]
) -> None:
    gn = _positive(r["geonames_id"])
    if city and abs(city.lat - r["lat"]) + abs(city.lon - r["lon"]) > SAME_PLACE:
        gn, city = None, None  # an id given to the wrong place
    population = (city.population if city else 0) or (r["population"] if gn else 0) or 0
    spelled = s.wof_names[r["wof_id"]]
    names = useful(spelled)
    inner = r["placetype"] == "neighbourhood" or r["country"] in FIRST_SERVED
    known = population > 0 or len({skeleton(fold(n)) for n in names}) >= KNOWN_SPELLINGS
    common = namesakes[_namesake(r)] >= NAMESAKES and not population and not inner
    if not (known or r["country"] in EVERY_LOCALITY) or (gn is None and not inner) or common:
        return
    taken = g.rows.get(gn) if gn is not None else None
    if taken is not None and abs(taken.lat - r["lat"]) + abs(taken.lon - r["lon"]) > SAME_PLACE:
        gn = None
    seat = "section" if r["placetype"] == "neighbourhood" else SEAT_OF.get(city.code if city else "", "")
    english = s.english.get(r["wof_id"], "")
    shown = next((n for n in (english, r["name_default"], *names) if n and latin(n)), r["name_default"])
    region, county = (_parent(g, s, r[level]) for level in ("region_id", "county_id"))
    traits = Traits(PlaceKind.SETTLEMENT, seat, fame(max(len(spelled), len(city.names) if city else 0)))
    row = Row(gn or r["wof_id"], shown, traits, r["lat"], r["lon"], r["country"], region, county, population)
    g.add(row, [*names, *(native_names(spelled) if population or inner else ())])
    if english:
        g.english.add(row.id)


def _parent(g: Gathering, s: Sources, wof_id: int | None) -> int | None:
    """The row of a region or county of Who's On First."""
    number = s.numbers.get(wof_id or 0)
    return number if number in g.rows else wof_id if wof_id in g.rows else None


def _positive(number: int | None) -> int | None:
    return number if number and number > 0 else None


def add_cities(g: Gathering, s: Sources) -> None:
    """Cities of the world; in the conflict-affected countries every one that Who's On First lacks."""
    regions = {code: int(gn) for code, _, _, gn in s.admin1 if int(gn) in g.rows}
    counties = {code: int(gn) for code, _, _, gn in s.admin2 if int(gn) in g.rows}
    for c in s.cities:
        near = c.country in s.covered or c.country in PRESS
        if c.population < WORLD_POPULATION and not near:
            continue
        region = regions.get(f"{c.country}.{c.admin1}")
        county = counties.get(f"{c.country}.{c.admin1}.{c.admin2}")
        traits = Traits(PlaceKind.SETTLEMENT, SEAT_OF.get(c.code, ""), fame(len(c.names)))
        row = Row(c.id, c.name, traits, c.lat, c.lon, c.country, region, county, c.population)
        if (known := g.rows.get(row.id)) and known.traits.kind is PlaceKind.SETTLEMENT:
            g.rows[row.id] = known._replace(
                name=known.name if known.id in g.english else row.name,  # some names there are former ones
                county=known.county or county,
            )
        g.add(row, [c.ascii, *_other_names(c, s)])


def _other_names(c: City, s: Sources) -> list[str]:
    if c.country in s.covered:
        return [*useful(c.names), *native_names(c.names)]
    if c.country in WATCHED and c.population >= WATCHED_POPULATION:
        return [*useful(c.names), *native_names(c.names)]
    if c.population >= KNOWN_BY_MANY_NAMES or c.code == "PPLC":
        return [*useful(c.names), *native_names(c.names)]
    return []


def add_nicknames(g: Gathering) -> None:
    """More names of well-known places, from `names.tsv` beside this file; a star marks the usual English name."""
    text = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8")
    wanted = {tuple(line.split("\t")[:3]): line.split("\t")[3].split("|") for line in text.splitlines()[1:]}
    for r in list(g.rows.values()):
        region = g.rows[r.region].name if r.region in g.rows and r.region is not None else ""
        for name in wanted.pop((r.country or "", region, r.name), ()):
            g.spell(r.id, name.lstrip("*"), main=int(name.startswith("*")))
    if wanted:
        sys.exit(f"names.tsv: no such place: {', '.join(' / '.join(key) for key in wanted)}")
