"""The gazetteer: which places bear a name.

Three layers, the first wins: places written by hand, see `sourcebook.knowledge.curated`; files that a project
imported, see `sourcebook.knowledge.geonames`; and the shipped `gazetteer.sqlite`, made by `recipes/gazetteer` from
GeoNames, Who's On First and Natural Earth. Which of several places a report means is the question of
`sourcebook.resolve.places`.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from sourcebook.knowledge.countries import Country, countries, country_of
from sourcebook.knowledge.curated import CuratedPlace, places
from sourcebook.knowledge.gazetteer_file import GazetteerFile, Imported, Region, source_id
from sourcebook.knowledge.spelling import check, fold, native, skeleton, without_articles
from sourcebook.model.where import Place, PlaceKind

__all__ = [
    "Candidate",
    "Country",
    "CuratedPlace",
    "Gazetteer",
    "Region",
    "countries",
    "country_of",
    "country_place",
    "gazetteer",
    "places",
]

IMPORTS = "gazetteer"  # the folder of a project that holds imported files
SHORT = 4  # names up to this length, all capitals or digits, must be written exactly so ("MERV", "T4", "US")
METROPOLIS = 500_000  # people; only cities of that size are known by letters ("L.A.", "NYC")
KEPT = 20_000  # names remembered
SIDES = frozenset({"north", "south", "east", "west"})  # "the West" is no province of Cameroon
LONG_ENOUGH = 5  # letters in a skeleton, for a near spelling to mean anything
WORDS_BEFORE = re.compile(
    r"^(?:the )?"
    r"(?:(?:(?:port )?city|town|village|province|governorate|district|state|region|port|suburb|area) of )?"
    r"(?:the )?"
)
WORDS_AFTER = re.compile(
    r" (?:province|governorate|region|oblast|state|district|county|raion|department|prefecture|city|town"
    r"|village|municipality|area|subdistrict|sub district|neighbou?rhood|suburb|township)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that bears the name asked for.

    Attributes:
        place: the place.
        population: people living there; 0 when not known.
        curated: whether it stands in the hand-made files.
        exact: whether the name is spelled so, but for case, accents and punctuation.
        main: whether that name is the one shown, not a further one.
        also_in: further countries, for crossings and borderlands.
        seat: of a settlement, what it is the seat of ("capital", "admin1", "admin2"), or "section" of a town.
        fame: 0 to 15, by the number of names that the gazetteer's source lists for it.
        geonames: its GeoNames id, where it has one.
        number: its id in the imported file.
        county: number of its second-level region, for `Gazetteer.county`.
    """

    place: Place
    population: int
    curated: bool
    exact: bool
    main: bool
    also_in: tuple[str, ...] = ()
    seat: str = ""
    fame: int = 0
    geonames: int | None = None
    number: int | None = None
    county: int | None = None


def country_place(c: Country) -> Place:
    """A country as a place, at the middle of its area."""
    return Place(
        id=f"place:{c.code.lower()}",
        name=c.name,
        kind=PlaceKind.COUNTRY,
        lat=c.lat,
        lon=c.lon,
        country=c.code,
        aliases=c.aliases,
        known=True,
    )


def _written_so(name: str) -> bool:
    """Acronyms and code-like names count only as written: "US" is a country, "us" is not."""
    return len(name) <= SHORT and (name.isupper() or any(c.isdigit() for c in name))


def _bare(folded: str) -> str:
    """The folded name without the words that say what it is: "city of mosul", "anbar province"."""
    return WORDS_AFTER.sub("", WORDS_BEFORE.sub("", folded, count=1))


class Gazetteer:
    """Places by name. Safe to share between threads that only look up; opens its file read-only."""

    def __init__(self, curated: Sequence[CuratedPlace], imported: Sequence[Path]) -> None:
        """Index the curated places and open the imported ones.

        Args:
            curated: hand-made places, the most trusted first.
            imported: gazetteer files, the most trusted first; none for the curated places alone.

        Raises:
            KnowledgeError: a file is not there, or is no gazetteer.
        """
        self._curated: dict[str, list[tuple[str, bool, CuratedPlace]]] = {}
        self._replaced: set[int] = set()
        for entry in (
            *(CuratedPlace(place=country_place(c), geonames=c.geonames) for c in countries()),
            *curated,
        ):
            self._index(entry)
        self._crossings = [
            (e.place, {e.place.country, *e.also_in}) for e in curated if e.place.kind is PlaceKind.CROSSING
        ]
        self._files = [GazetteerFile(path) for path in imported]
        self._kept: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()

    @classmethod
    def open(cls, extra: Path | None = None) -> "Gazetteer":
        """The shipped gazetteer.

        Args:
            extra: a project's folder, whose `places.toml`, `places/*.toml` and imported `gazetteer/*.sqlite`
                come before ours.
        """
        theirs = sorted((extra / IMPORTS).glob("*.sqlite")) if extra else []
        with ExitStack() as stack:
            path = stack.enter_context(as_file(files("sourcebook.knowledge") / "gazetteer.sqlite"))
            return cls(places(extra), [*theirs, path])

    def _index(self, entry: CuratedPlace) -> None:
        if entry.geonames is not None:
            self._replaced.add(entry.geonames)
        for name in dict.fromkeys((entry.place.name, *entry.place.aliases)):
            folded = fold(name)
            found = self._curated.setdefault(skeleton(folded), [])
            found.append((name if _written_so(name) else folded, name == entry.place.name, entry))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears a name.

        Args:
            name: as written, with or without "the", "province", "city of"; it needs a capital letter.

        Returns:
            Curated ones first, then exact spellings, then the more populous; empty when none is known.
        """
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = self._search(name)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def near(self, name: str) -> tuple[Candidate, ...]:
        """Places whose name differs from this one by a single vowel: "Urem al-Kubra", "Urum al-Kubra".

        For names that nobody knows, within the countries that a report speaks of: never proof by itself.

        Args:
            name: as written; names with fewer than five letters in their skeleton have no neighbours.
        """
        key = skeleton(_bare(fold(name)))
        if len(key) < LONG_ENOUGH or not any(c.isupper() for c in name):
            return ()
        keys = {
            key[:i] + v + key[i + 1 :] for i, c in enumerate(key) if c in "aiu" for v in ("a", "i", "u", "")
        }
        found = [c for k in sorted(keys - {key}) for c in self._named(name, "", key=k)]
        return tuple({c.place.id: c for c in found}.values())

    def regions_of(self, country: str) -> tuple[Region, ...]:
        """First-level regions of a country (ISO 3166-1 alpha-2), with the middle of each."""
        found = (r for f in self._files for r in f.regions.values() if r.country == country and r.name)
        return tuple({r.name: r for r in found}.values())

    def county(self, candidate: Candidate) -> str | None:
        """Name of the second-level region that an imported place lies in; None when none is recorded."""
        found = (f.place(candidate.county) for f in self._files if candidate.county is not None)
        return next((c.row.name for c in found if c), None)

    def crossings(self, one: str, other: str) -> tuple[Place, ...]:
        """Known border crossings between two countries (ISO 3166-1 alpha-2)."""
        return tuple(p for p, lands in self._crossings if {one, other} <= lands)

    def knows(self, name: str) -> bool:
        """Whether any place bears the name."""
        return bool(self.lookup(name))

    def _search(self, name: str) -> tuple[Candidate, ...]:
        if not fold(name):
            return self._named(name, native(name))
        if not any(c.isupper() for c in name):
            return ()
        folded = fold(name)
        if folded.removeprefix("the ") in SIDES:
            return ()
        for form in dict.fromkeys((folded, folded.removeprefix("the "), _bare(folded))):
            if form and (found := self._named(name.removeprefix("the ").removeprefix("The "), form)):
                return found
        return ()

    def _named(self, written: str, folded: str, *, key: str | None = None) -> tuple[Candidate, ...]:
        key = skeleton(folded) if key is None else key
        ours: dict[str, Candidate] = {}
        for spelled, main, entry in self._curated.get(key, ()):
            exact = spelled in {folded, written}
            if (exact or not _written_so(spelled)) and (exact or entry.place.id not in ours):
                ours[entry.place.id] = _candidate(entry, exact=exact, main=main)
        theirs = self._imported(key, folded) if key else []
        if _written_so(written):
            theirs = [
                c
                for c in theirs
                if c.exact and (c.place.kind is PlaceKind.ADMIN1 or c.population >= METROPOLIS)
            ]
        return (*sorted(ours.values(), key=lambda c: not c.exact), *theirs)

    def _imported(self, key: str, folded: str) -> list[Candidate]:
        spelling, bare = check(folded), check(without_articles(folded))
        found: dict[int, Candidate] = {}
        for file in self._files:
            for each in file.named(key, spelling, bare):
                if each.row.id not in self._replaced:
                    candidate = _from_file(each)
                    found[each.row.id] = _completed(found.get(each.row.id, candidate), candidate)
        if len(self._files) == 1:
            return list(found.values())
        return sorted(found.values(), key=lambda c: (not c.exact, -c.population))


def _completed(first: Candidate, later: Candidate) -> Candidate:
    """A place of an earlier file, with the region and county that only a later one tells."""
    if first.place.admin1 or not later.place.admin1:
        return first
    place = replace(first.place, admin1=later.place.admin1)
    return replace(first, place=place, county=first.county or later.county)


def _from_file(each: Imported) -> Candidate:
    row = each.row
    place = Place(
        id=source_id(row.id),
        name=row.name,
        kind=row.traits.kind,
        lat=row.lat,
        lon=row.lon,
        country=row.country,
        admin1=each.inside,
        known=True,
    )
    return Candidate(
        place=place, population=row.population, curated=False, exact=each.exact, main=each.main,
        seat=row.traits.seat, fame=row.traits.fame, number=row.id, county=row.county,
        geonames=row.id if place.id.startswith("place:gn") else None,
    )  # fmt: skip


def _candidate(entry: CuratedPlace, *, exact: bool, main: bool) -> Candidate:
    return Candidate(
        place=entry.place, population=0, curated=True, exact=exact, main=main, also_in=entry.also_in,
        geonames=entry.geonames,
    )  # fmt: skip


@cache
def gazetteer(extra: Path | None = None) -> Gazetteer:
    """The shipped gazetteer, opened once per process.

    Args:
        extra: a project's folder; see `Gazetteer.open`.
    """
    return Gazetteer.open(extra)
