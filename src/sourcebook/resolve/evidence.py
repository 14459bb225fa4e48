"""What speaks for each place that a name may mean: numbers for the ranker.

Every candidate gets one row of numbers, named in `ALONE` and `TOGETHER`: what it is and how well known, how it bears
the name, whether the report's words fit it, which countries and regions the report speaks of, where its outlet is
at home; and, in a second look, how near it lies to what the report's other names probably mean.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sourcebook.knowledge.countries import OTHER_SCRIPTS, by_code
from sourcebook.knowledge.outlets import Outlet, Scope
from sourcebook.knowledge.places import Candidate
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.geometry import about_km

Numbers = npt.NDArray[np.float64]

ALONE = (
    "country", "admin1", "admin2", "settlement", "section", "works", "region", "water", "terrain", "other",
    "curated", "exact", "main", "near", "partial", "nationality",
    "people", "people_region", "people_less", "most_people", "capital", "seat1", "seat2", "fame", "fame_region",
    "few_people", "no_people",
    "votes", "votes_first", "votes_none", "votes_beside", "votes_all", "region_votes", "region_named",
    "inside", "inside_region", "outside", "kind_fits", "kind_clashes", "kind_akin", "county_town",
    "like_country", "like_region", "like_curated", "rivals",
    "home_near", "home_around", "home_region", "home_country", "home_abroad", "home_near_small",
    "everywhere",
    "transliterated",
    "exact_rival",
    "inside_inexact",
    "people_unplaced",
    "most_people_unplaced",
)  # fmt: skip
TOGETHER = ("pull_25", "pull_100", "pull_400", "same_region", "same_country", "same_county", "holds_others")

WORKS = {PlaceKind.FACILITY, PlaceKind.BASE, PlaceKind.CROSSING}
WATER = {PlaceKind.SEA, PlaceKind.WATERWAY}
AKIN = {  # kinds that a word may mean besides its own
    PlaceKind.ADMIN1: {PlaceKind.REGION, PlaceKind.ADMIN2},
    PlaceKind.ADMIN2: {PlaceKind.ADMIN1, PlaceKind.SETTLEMENT},
    PlaceKind.SETTLEMENT: {PlaceKind.BASE},
    PlaceKind.REGION: {PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.SETTLEMENT, PlaceKind.TERRAIN},
    PlaceKind.BASE: {PlaceKind.FACILITY, PlaceKind.SETTLEMENT},
    PlaceKind.FACILITY: {PlaceKind.BASE},
    PlaceKind.WATERWAY: {PlaceKind.SEA},
    PlaceKind.SEA: {PlaceKind.WATERWAY},
    PlaceKind.TERRAIN: {PlaceKind.REGION},
}
COUNTIES = (" County", " Parish", " Raion", " Oblast", " Co.")
TOWN = 5_000  # people; "few" below
MANY = 3  # names that speak of one region
CITY_KM = 25.0  # "a district of Baghdad"
INSIDE_KM = 90.0
AROUND = 0.4  # of what lies about a place and not in it
HALF_KNOWN = 0.6  # what a parent is worth whose name is spelled otherwise
HOME_NEAR, HOME_AROUND = 40.0, 200.0  # km at which an outlet's home has lost two thirds of its pull
PULLS = (25.0, 100.0, 400.0)  # the same for the other names of a report
SEAT = {"capital": "capital", "admin1": "seat1", "admin2": "seat2"}
FAME_MOST, PEOPLE_MOST = 15, 7  # a city of ten million has 1


@dataclass(slots=True)
class Name:
    """One name of a report, with the places that may be meant.

    Attributes:
        text: the name to look up.
        kind: what the report says that it is.
        parents: places that the report puts it in, as written.
        times: how often the report has it.
        nationality: it stands for its place as an adjective or people's name does ("Chechen").
        candidates: places that bear it.
        how: for each, "exact", "near" (a vowel off) or "partial" (bears a part of it).
        inside: candidates for its parents.
        numbers: one row for each candidate.
        odds: probability of each candidate, and of none, which comes last.
    """

    text: str
    kind: PlaceKind | None = None
    parents: dict[str, None] = field(default_factory=dict)
    times: int = 0
    nationality: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    how: list[str] = field(default_factory=list)
    inside: list[Candidate] = field(default_factory=list)
    numbers: Numbers = field(default_factory=lambda: np.zeros((0, 0)))
    odds: Numbers = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True)
class Scene:
    """What a report speaks of.

    Attributes:
        votes: how often each country is named, by name, people or capital's metonym, as a share of all.
        regions: names that stand for a first-level region or for a place in it, by its country and name.
        outlet: where the report was published, when known.
    """

    votes: Mapping[str, float]
    regions: Mapping[tuple[str, str], frozenset[str]]
    outlet: Outlet | None = None

    @cached_property
    def most(self) -> float:
        """The share of the country named most often; 0 when none is."""
        return max(self.votes.values(), default=0.0)

    @cached_property
    def beside(self) -> frozenset[str]:
        """Codes of the countries that border one that is named."""
        return frozenset(n for code in self.votes for n in by_code()[code].neighbours)

    @property
    def placed(self) -> bool:
        """Whether the outlet tells the news of one town or region."""
        return self.outlet is not None and self.outlet.scope in {Scope.LOCAL, Scope.REGIONAL}


def alone(name: Name, scene: Scene) -> Numbers:
    """Numbers of each candidate of a name by what can be said of it alone.

    Args:
        name: with its candidates.
        scene: what the report speaks of.

    Returns:
        One row for each candidate, one column for each of `ALONE`.
    """
    rivals = _rivals(name)
    rows = []
    for c, how in zip(name.candidates, name.how, strict=True):
        told = {
            **_what(c), **_bears(c, how, name), **_known(c, rivals), **_votes(c, name, scene),
            **_words(c, name), **_home(c, scene.outlet),
        }  # fmt: skip
        told |= _mixed(c, told, rivals, placed=scene.placed)
        told["rivals"] = rivals.many if c.place.kind is PlaceKind.SETTLEMENT else 0.0
        row = [0.0] * len(ALONE)
        for key, value in told.items():
            row[COLUMN[key]] = value
        rows.append(row)
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(ALONE))


COLUMN = {name: n for n, name in enumerate(ALONE)}


class _Rivals(NamedTuple):
    """The company of a name's candidates."""

    most: int
    country: bool
    region: bool
    curated: bool
    many: float
    exact: bool


def _rivals(name: Name) -> _Rivals:
    exact = [c for c, how in zip(name.candidates, name.how, strict=True) if how == "exact" and c.exact]
    kinds = {c.place.kind for c in exact}
    return _Rivals(
        most=max([c.population for c in name.candidates if c.place.kind is PlaceKind.SETTLEMENT], default=0),
        country=PlaceKind.COUNTRY in kinds,
        region=PlaceKind.ADMIN1 in kinds,
        curated=any(c.curated and c.place.kind is not PlaceKind.COUNTRY for c in exact),
        many=math.log10(1 + len(name.candidates)),
        exact=bool(exact),
    )


def _what(c: Candidate) -> dict[str, float]:
    kind = c.place.kind
    if kind in WORKS:
        what = "works"
    elif kind in WATER:
        what = "water"
    elif c.seat == "section":
        what = "section"
    elif kind is PlaceKind.ROUTE:
        what = "other"
    else:
        what = kind
    everywhere = c.place.country is None and not c.also_in and (kind in WATER or kind is PlaceKind.REGION)
    return {
        what: 1.0,
        "curated": float(c.curated and kind is not PlaceKind.COUNTRY),
        "everywhere": everywhere,
    }


def _bears(c: Candidate, how: str, name: Name) -> dict[str, float]:
    return {
        "exact": float(c.exact and how == "exact"),
        "main": float(c.main and c.exact and how == "exact"),
        "near": float(how == "near"),
        "partial": float(how == "partial"),
        "nationality": float(name.nationality and c.place.kind is PlaceKind.SETTLEMENT),
    }


def _known(c: Candidate, rivals: _Rivals) -> dict[str, float]:
    kind, people = c.place.kind, math.log10(c.population + 10) / PEOPLE_MOST
    told: dict[str, float] = {}
    if kind is PlaceKind.SETTLEMENT and not c.curated:
        told = {
            "people": people,
            "people_less": math.log10((c.population + 10) / (rivals.most + 10)) / PEOPLE_MOST,
            "most_people": float(c.population == rivals.most and rivals.most > 0),
            "fame": c.fame / FAME_MOST,
            "few_people": float(c.population < TOWN),
            "no_people": float(not c.population),
            "like_country": float(rivals.country),
            "like_region": float(rivals.region),
        }
    elif kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2}:
        told = {
            "people_region": people,
            "fame_region": c.fame / FAME_MOST,
            "like_country": float(rivals.country),
        }
    if c.seat in SEAT:
        told[SEAT[c.seat]] = 1.0
    if rivals.curated and not c.curated:
        told["like_curated"] = 1.0
    return told


def _votes(c: Candidate, name: Name, scene: Scene) -> dict[str, float]:
    codes = [code for code in (c.place.country, *c.also_in) if code]
    share, most = max([scene.votes.get(code, 0.0) for code in codes], default=0.0), scene.most
    told = {
        "votes": share / most if most else 0.0,
        "votes_all": share,
        "votes_first": float(share == most and most > 0),
        "votes_none": float(not share and most > 0 and bool(codes)),
        "votes_beside": float(not share and not scene.beside.isdisjoint(codes)),
    }
    if c.place.kind is not PlaceKind.COUNTRY and c.place.country and c.place.admin1:
        others = scene.regions.get((c.place.country, c.place.admin1), frozenset()) - {name.text}
        told |= {"region_votes": min(1.0, len(others) / MANY), "region_named": float(bool(others))}
    return told


def _words(c: Candidate, name: Name) -> dict[str, float]:
    told: dict[str, float] = {}
    if name.inside and c.place.kind is not PlaceKind.COUNTRY:
        fits = max(within(c, p) * (1 if p.exact else HALF_KNOWN) for p in name.inside)
        told["inside" if c.place.kind is PlaceKind.SETTLEMENT else "inside_region"] = fits
        told["outside"] = float(not fits)
    if name.kind is not None:
        kind = c.place.kind
        akin = kind in AKIN.get(name.kind, ())
        how = "kind_fits" if kind is name.kind else "kind_akin" if akin else "kind_clashes"
        told[how] = 1.0
    if c.place.kind is PlaceKind.SETTLEMENT and name.text.endswith(COUNTIES):
        told["county_town"] = 1.0
    return told


def _mixed(c: Candidate, told: Mapping[str, float], rivals: _Rivals, *, placed: bool) -> dict[str, float]:
    """What two things say together."""
    inexact = not told["exact"]
    return {
        "transliterated": float(inexact and c.place.country in OTHER_SCRIPTS),
        "exact_rival": float(inexact and rivals.exact),
        "inside_inexact": told.get("inside", 0.0) * inexact,
        "people_unplaced": told.get("people", 0.0) * (not placed),
        "most_people_unplaced": told.get("most_people", 0.0) * (not placed),
    }


def _home(c: Candidate, outlet: Outlet | None) -> dict[str, float]:
    if outlet is None or outlet.scope is Scope.INTERNATIONAL or c.place.kind is PlaceKind.COUNTRY:
        return {}
    told = {
        "home_country": float(c.place.country == outlet.country),
        "home_abroad": float(c.place.country is not None and c.place.country != outlet.country),
    }
    if outlet.scope is Scope.NATIONAL or c.place.lat is None or c.place.lon is None:
        return told
    km = about_km(c.place.lat, c.place.lon, outlet.lat, outlet.lon)
    near = math.exp(-km / HOME_NEAR)
    return told | {
        "home_near": near,
        "home_around": math.exp(-km / HOME_AROUND),
        "home_region": float(c.place.admin1 == outlet.region and c.place.country == outlet.country),
        "home_near_small": near if 0 < c.population < TOWN else 0.0,
    }


def within(c: Candidate, parent: Candidate) -> float:
    """1 for a place inside another, less for one that only lies in its wider surroundings, else 0."""
    inner, outer = c.place, parent.place
    if inner.id == outer.id or (inner.country and outer.country and inner.country != outer.country):
        return 0.0
    if outer.kind is PlaceKind.COUNTRY:
        return float(inner.country == outer.country)
    if outer.kind is PlaceKind.ADMIN1 and inner.admin1 and outer.admin1:
        return float(inner.admin1 == outer.admin1)
    if outer.kind is PlaceKind.ADMIN2 and c.county is not None and parent.number is not None:
        return float(c.county == parent.number)
    km = apart(inner, outer)
    return 1.0 if km < CITY_KM else AROUND if km < INSIDE_KM else 0.0


def apart(a: Place, b: Place) -> float:
    """Kilometres between two places; infinite when one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return about_km(a.lat, a.lon, b.lat, b.lon)


def together(names: Sequence[Name]) -> list[Numbers]:
    """Numbers of each candidate by what the other names of the report probably mean.

    Args:
        names: with candidates and their odds from the first look.

    Returns:
        For each name, one row for each candidate, one column for each of `TOGETHER`.
    """
    flat = [(n, c) for n, name in enumerate(names) for c in name.candidates]
    if not flat:
        return [np.zeros((0, len(TOGETHER))) for _ in names]
    owner = np.array([n for n, _ in flat])
    odds = np.concatenate([name.odds[: len(name.candidates)] for name in names])
    wide = np.array([c.place.kind is PlaceKind.COUNTRY or c.place.lat is None for _, c in flat])
    others = (owner[:, None] != owner[None, :]) * np.where(wide, 0.0, odds)[None, :]
    lat = np.array([c.place.lat or 0.0 for _, c in flat])
    lon = np.array([c.place.lon or 0.0 for _, c in flat])
    km = _distances(lat, lon)
    lands, regions, counties = (_codes([f(c) for _, c in flat]) for f in (_land, _region, _county))
    same_land, same_region, same_county = (
        (code[:, None] == code[None, :]) & (code >= 0)[:, None] for code in (lands, regions, counties)
    )
    region = np.array([c.place.kind is PlaceKind.ADMIN1 for _, c in flat])
    total = np.maximum(others.sum(axis=1), 1.0)
    settled = 1 - np.exp(-np.stack([(others * np.exp(-km / pull)).sum(axis=1) for pull in PULLS], axis=1))
    columns = np.column_stack([
        settled,
        (others * same_region).sum(axis=1) / total,
        (others * same_land).sum(axis=1) / total,
        (others * same_county).sum(axis=1) / total,
        np.where(region, 1 - np.exp(-(others * same_region).sum(axis=1)), 0.0),
    ])  # fmt: skip
    columns[wide] = 0.0
    ends = [0, *accumulate(len(name.candidates) for name in names)]
    return [columns[first:end] for first, end in pairwise(ends)]


def _distances(lat: Numbers, lon: Numbers) -> Numbers:
    """Kilometres between all pairs, by the flat-earth rule of `about_km`."""
    east = (lon[:, None] - lon[None, :] + 180) % 360 - 180
    middle = np.radians((lat[:, None] + lat[None, :]) / 2)
    return np.asarray(111.2 * np.hypot(lat[:, None] - lat[None, :], east * np.cos(middle)))


def _land(c: Candidate) -> object:
    return c.place.country


def _region(c: Candidate) -> object:
    return (c.place.country, c.place.admin1) if c.place.admin1 else None


def _county(c: Candidate) -> object:
    return c.number if c.place.kind is PlaceKind.ADMIN2 else c.county


def _codes(values: Sequence[object]) -> npt.NDArray[np.int64]:
    numbers: dict[object, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values])
