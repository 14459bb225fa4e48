"""The gazetteer: which places bear a name.

Two layers: curated places, see `sourcebook.knowledge.curated`, and imported ones in `gazetteer.sqlite`,
made by `recipes/build_gazetteer.py` from GeoNames, Who's On First and Natural Earth. Which of several
places a report means is the question of `sourcebook.resolve.places`.
"""

import re
import sqlite3
import struct
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import Country, countries, country_of
from sourcebook.knowledge.curated import CuratedPlace, places
from sourcebook.knowledge.spelling import check, fold, skeleton
from sourcebook.model.where import Place, PlaceKind

__all__ = [
    "Candidate",
    "Country",
    "CuratedPlace",
    "Gazetteer",
    "countries",
    "country_of",
    "gazetteer",
    "places",
]

# The order of `place.kind` in gazetteer.sqlite; the recipe holds the same list.
KINDS = ("admin1", "admin2", "settlement", "facility", "base", "region", "waterway", "sea", "terrain")
ENTRY = struct.Struct("<IH")  # id; fifteen bits of check and the main-name bit
WHO_S_ON_FIRST, ICAO, NATURAL_EARTH = (
    20_000_000,
    4_000_000_000,
    4_100_000_000,
)  # where each source's ids begin
SHORT = 4  # names up to this length, all capitals or digits, must be written exactly so ("MERV", "T4", "US")
KEPT = 20_000  # names remembered
MOST = 150  # places of one name looked at
LONG_ENOUGH = 5  # letters in a skeleton, for a near spelling to mean anything
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WORDS_BEFORE = re.compile(
    r"^(?:the )?"
    r"(?:(?:(?:port )?city|town|village|province|governorate|district|state|region|port|suburb|area) of )?"
    r"(?:the )?"
)
WORDS_AFTER = re.compile(
    r" (?:province|governorate|region|oblast|state|district|county|raion|department|prefecture|city|town"
    r"|village|municipality|area|subdistrict|sub district|neighbou?rhood|suburb)$"
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
    """

    place: Place
    population: int
    curated: bool
    exact: bool
    main: bool
    also_in: tuple[str, ...] = ()


class Region(NamedTuple):
    """A first-level region; lat and lon in 1/10,000 degree, the middle of its area."""

    name: str
    country: str
    lat: int
    lon: int


def _of_country(c: Country) -> CuratedPlace:
    place = Place(
        id=f"place:{c.code.lower()}",
        name=c.name,
        kind=PlaceKind.COUNTRY,
        lat=c.lat,
        lon=c.lon,
        country=c.code,
        aliases=c.aliases,
        known=True,
    )
    return CuratedPlace(place=place, geonames=c.geonames)


def _written_so(name: str) -> bool:
    """Acronyms and code-like names count only as written: "US" is a country, "us" is not."""
    return len(name) <= SHORT and (name.isupper() or any(c.isdigit() for c in name))


def _bare(folded: str) -> str:
    """The folded name without the words that say what it is: "city of mosul", "anbar province"."""
    return WORDS_AFTER.sub("", WORDS_BEFORE.sub("", folded, count=1))


def _source_id(number: int) -> str:
    """The id in the record of an imported place."""
    if number < WHO_S_ON_FIRST:
        return f"place:gn{number}"
    if number < ICAO:
        return f"place:wof{number}"
    if number >= NATURAL_EARTH:
        return f"place:ne{number - NATURAL_EARTH}"
    rest, code = number - ICAO, ""
    for _ in range(4):
        rest, digit = divmod(rest, 36)
        code = DIGITS[digit] + code
    return f"place:icao-{code}"


class Gazetteer:
    """Places by name. Safe to share between threads that only look up; opens its file read-only."""

    def __init__(self, curated: Sequence[CuratedPlace], database: Path | None) -> None:
        """Index the curated places and open the imported ones.

        Args:
            curated: hand-made places, the most trusted first.
            database: path of gazetteer.sqlite; None for the curated places alone.

        Raises:
            KnowledgeError: the database is not there.
        """
        self._curated: dict[str, list[tuple[str, bool, CuratedPlace]]] = {}
        self._replaced: set[int] = set()
        for entry in (*(_of_country(c) for c in countries()), *curated):
            self._index(entry)
        self._crossings = [
            (e.place, {e.place.country, *e.also_in}) for e in curated if e.place.kind is PlaceKind.CROSSING
        ]
        self._db = _opened(database) if database else None
        regions = self._db.execute("SELECT * FROM region") if self._db else ()
        self._regions: dict[int | None, Region] = {row[0]: Region(*row[1:]) for row in regions}
        self._kept: OrderedDict[str, tuple[Candidate, ...]] = OrderedDict()

    @classmethod
    def open(cls, extra: Path | None = None) -> "Gazetteer":
        """The shipped gazetteer.

        Args:
            extra: a project's folder, whose `places/*.toml` override ours.
        """
        with ExitStack() as stack:
            path = stack.enter_context(as_file(files("sourcebook.knowledge") / "gazetteer.sqlite"))
            return cls(places(extra), path)

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

    def regions_of(self, country: str) -> tuple["Region", ...]:
        """First-level regions of a country (ISO 3166-1 alpha-2), with the middle of each."""
        return tuple(r for r in self._regions.values() if r.country == country)

    def crossings(self, one: str, other: str) -> tuple[Place, ...]:
        """Known border crossings between two countries (ISO 3166-1 alpha-2)."""
        return tuple(p for p, lands in self._crossings if {one, other} <= lands)

    def knows(self, name: str) -> bool:
        """Whether any place bears the name."""
        return bool(self.lookup(name))

    def _search(self, name: str) -> tuple[Candidate, ...]:
        if not any(c.isupper() for c in name):
            return ()
        folded = fold(name)
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
        theirs = self._imported(key, check(folded)) if self._db and key else []
        if _written_so(written):
            theirs = [c for c in theirs if c.exact and c.place.kind is PlaceKind.ADMIN1]
        return (*sorted(ours.values(), key=lambda c: not c.exact), *theirs)

    def _imported(self, key: str, spelling: int) -> list[Candidate]:
        assert self._db is not None  # noqa: S101  (for the type checker)
        row = self._db.execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
        if row is None:
            return []
        how: dict[int, tuple[bool, bool]] = {}
        for number, bits in ENTRY.iter_unpack(row[0]):
            exact, main = bits >> 1 == spelling, bool(bits & 1)
            if number not in self._replaced:
                how[number] = max(how.get(number, (False, False)), (exact, main))
        marks = ",".join(map(str, how))
        rows = self._db.execute(f"SELECT * FROM place WHERE id IN ({marks})").fetchall()
        rows.sort(key=lambda r: (not how[r[0]][0], -(r[-1] or 0), r[0]))
        return [self._row(r, *how[r[0]]) for r in rows[:MOST]]

    def _row(self, row: tuple[Any, ...], exact: bool, main: bool) -> Candidate:
        number, name, kind, lat, lon, country, region, population = row
        inside = self._regions.get(region)
        place = Place(
            id=_source_id(number),
            name=name,
            kind=PlaceKind(KINDS[kind]),
            lat=lat / 1e4,
            lon=lon / 1e4,
            country=inside.country if inside else country,
            admin1=inside.name if inside else None,
            known=True,
        )
        return Candidate(place=place, population=population or 0, curated=False, exact=exact, main=main)


def _candidate(entry: CuratedPlace, *, exact: bool, main: bool) -> Candidate:
    return Candidate(
        place=entry.place, population=0, curated=True, exact=exact, main=main, also_in=entry.also_in
    )


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise KnowledgeError(
            f"{path} is missing; make it with recipes/build_gazetteer.py or install the package again"
        )
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


@cache
def gazetteer(extra: Path | None = None) -> Gazetteer:
    """The shipped gazetteer, opened once per process.

    Args:
        extra: a project's folder, whose `places/*.toml` override ours.
    """
    return Gazetteer.open(extra)
