"""The file of imported places: how it is written and how it is asked.

One SQLite file, read-only once written. `gazetteer.sqlite` is shipped, see `recipes/gazetteer`; a project may have
more, see `sourcebook.knowledge.geonames`.

Tables::

    place(id, name, traits, lat, lon, region, county, population)
        lat and lon in 1/10,000 degree; traits: see `Traits`; region: a row of `region`; county: id of a place
    region(id, name, country, lat, lon)
        first-level regions; one without a name stands for the country as a whole
    name(key, places)
        key: skeleton of a name; places: six bytes each, little-endian id (4), check (15 bits), main name (1)

Ids below 20 million are GeoNames'; then Who's On First's; from 4,000,000,000 an ICAO code in base 36;
from 4,100,000,000 a digest of a Natural Earth name.
"""

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import ARTICLES
from sourcebook.knowledge.spelling import check, fold, native, skeleton, without_articles, without_kind
from sourcebook.model.where import PlaceKind

# A kind's number is its place in this tuple; append, never reorder.
KINDS = (
    "admin1", "admin2", "settlement", "facility", "base", "region", "waterway", "sea", "terrain", "crossing", "route",
)  # fmt: skip
ENTRY = struct.Struct("<IH")
WHO_S_ON_FIRST, ICAO, NATURAL_EARTH = 20_000_000, 4_000_000_000, 4_100_000_000
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
DEGREE = 10_000
MOST = 150  # places of one name looked at
FAME_STEPS = 15
PAGE = 8192  # bytes
MAPPED = 1 << 28  # bytes of a file that the system may map instead of reading page by page
SEATS = (
    "",
    "capital",
    "admin1",
    "admin2",
    "section",
)  # what a settlement is the seat of; or a part of a town


class Traits(NamedTuple):
    """What is told of a place in one number: kind, what it is the seat of, and fame.

    Attributes:
        kind: what kind of place it is.
        seat: one of `SEATS`.
        fame: 0 to 15, twice the binary logarithm of the number of names that its source lists for it.
    """

    kind: PlaceKind
    seat: str = ""
    fame: int = 0

    def packed(self) -> int:
        """The number."""
        return KINDS.index(self.kind) | SEATS.index(self.seat) << 4 | self.fame << 8


@cache
def unpacked(number: int) -> Traits:
    """The traits that a number stands for."""
    return Traits(PlaceKind(KINDS[number & 15]), SEATS[number >> 4 & 15], number >> 8)


class Row(NamedTuple):
    """One imported place.

    Attributes:
        id: see the module's words on ids.
        name: the name shown.
        traits: kind, seat and fame.
        lat: degrees north (WGS 84).
        lon: degrees east.
        country: ISO 3166-1 alpha-2; None for seas and continents.
        region: id of its first-level region, a row of the same file; a region's own id for itself.
        county: id of its second-level region, a row of the same file.
        population: people; 0 when not known.
    """

    id: int
    name: str
    traits: Traits
    lat: float
    lon: float
    country: str | None
    region: int | None = None
    county: int | None = None
    population: int = 0


class Region(NamedTuple):
    """A first-level region; lat and lon in 1/10,000 degree, the middle of its area."""

    name: str | None
    country: str
    lat: int
    lon: int


class Imported(NamedTuple):
    """A row as the file gives it back, with how it bears the name asked for."""

    row: Row
    inside: str | None
    exact: bool
    main: bool


class Gathering:
    """Places and their names on their way into a file; the first of one id gives the place."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.names: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        self.english: set[int] = set()  # places shown under their usual English name

    def add(self, row: Row, names: Iterable[str] = ()) -> None:
        """Keep a place under its names, in whatever script.

        Args:
            row: the place.
            names: its other names.
        """
        row = self.rows.setdefault(row.id, row)
        self.spell(row.id, row.name, main=1)
        for name in names:
            self.spell(row.id, name)

    def spell(self, place: int, name: str, *, main: int = 0) -> None:
        """Enter one name of a place under its key, and under that without "province", "city of"."""
        folded = fold(name)
        forms = {folded, without_kind(folded)} if folded else {native(name)}
        if folded and self.rows[place].country in ARTICLES:
            forms.add(without_articles(folded))
        for form in forms:
            if len(form) > 1 and any(c.isalpha() for c in form):
                slot = self.names[skeleton(form)]
                key = (place, check(form))
                slot[key] = slot.get(key, 0) | main


def source_id(number: int) -> str:
    """The id in the record of an imported place.

    Args:
        number: its id in the file.
    """
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


def write(gathering: Gathering, out: Path) -> None:
    """Write the file: rows in the order of their ids, names of their keys, so the same places give the same bytes.

    Args:
        gathering: the places.
        out: where; an older file there is replaced only when the new one is whole.
    """
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    db = sqlite3.connect(part)
    db.executescript(
        f"PRAGMA page_size = {PAGE}; PRAGMA journal_mode = OFF;"
        "CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, traits INT, lat INT, lon INT, region INT,"
        " county INT, population INT);"
        "CREATE TABLE region(id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat INT, lon INT);"
        "CREATE TABLE name(key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;"
    )
    regions = _regions(gathering)
    db.executemany("INSERT INTO region VALUES (?, ?, ?, ?, ?)", _region_rows(gathering, regions))
    db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _place_rows(gathering, regions))
    db.executemany("INSERT INTO name VALUES (?, ?)", _name_rows(gathering))
    db.commit()
    db.execute("VACUUM")
    db.close()
    part.replace(out)


def _regions(g: Gathering) -> Mapping[int | str, int]:
    """A small number for each first-level region (by its place's id) and each country without one (by its code)."""
    named = sorted({r.region for r in g.rows.values() if r.region in g.rows and r.region is not None})
    bare = sorted({r.country for r in g.rows.values() if r.region not in g.rows and r.country})
    keys: list[int | str] = [*named, *bare]
    return {key: n for n, key in enumerate(keys, start=1)}


def _region_rows(g: Gathering, regions: Mapping[int | str, int]) -> Iterator[tuple[object, ...]]:
    for key, n in regions.items():
        if isinstance(key, str):
            yield n, None, key, 0, 0
        else:
            r = g.rows[key]
            yield n, r.name, r.country, round(r.lat * DEGREE), round(r.lon * DEGREE)


def _place_rows(g: Gathering, regions: Mapping[int | str, int]) -> Iterator[tuple[object, ...]]:
    for _, r in sorted(g.rows.items()):
        region = regions.get(r.region if r.region in g.rows and r.region is not None else r.country or "")
        county = r.county if r.county in g.rows and r.county != r.id else None
        at = round(r.lat * DEGREE), round(r.lon * DEGREE)
        yield r.id, r.name, r.traits.packed(), *at, region, county, r.population or None


def _name_rows(g: Gathering) -> Iterator[tuple[str, bytes]]:
    for key, slot in sorted(g.names.items()):
        if key:
            yield key, b"".join(ENTRY.pack(place, c << 1 | main) for (place, c), main in sorted(slot.items()))


class GazetteerFile:
    """A written file, opened for asking. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Args:
            path: of the file.

        Raises:
            KnowledgeError: it is not there, or no file of this form.
        """
        if not path.is_file():
            raise KnowledgeError(
                f"{path} is missing; make it with `python -m sourcebook.knowledge.recipes.gazetteer` "
                "or install the package again"
            )
        self.path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._db.execute(f"PRAGMA mmap_size = {MAPPED}")
        try:
            rows = self._db.execute("SELECT id, name, country, lat, lon FROM region").fetchall()
        except sqlite3.DatabaseError as e:
            raise KnowledgeError(
                f"{path} is no gazetteer of this release ({e}); import it again, "
                "for instance with `sourcebook gazetteer import`"
            ) from e
        self.regions: dict[int | None, Region] = {row[0]: Region(*row[1:]) for row in rows}

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM place").fetchone()[0])

    def named(self, key: str, spelling: int, bare: int) -> list[Imported]:
        """Places that bear a name.

        Args:
            key: skeleton of the name.
            spelling: `check` of its folded form, which tells an exact spelling from a near one.
            bare: the same of the form without articles, which counts where names come from another script.

        Returns:
            Exact spellings first, then the more populous; at most `MOST`.
        """
        found = self._db.execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
        if found is None:
            return []
        how: dict[int, tuple[int, int]] = {}  # 2 exact, 1 but for the article; whether it is the main name
        for number, bits in ENTRY.iter_unpack(found[0]):
            exact = 2 if bits >> 1 == spelling else int(bits >> 1 == bare)
            how[number] = max(how.get(number, (0, 0)), (exact, bits & 1))
        told = [self._imported(r, *how[r[0]]) for r in self._rows(list(how))]
        told.sort(key=lambda e: (not e.exact, -e.row.population, e.row.id))
        return told[:MOST]

    def _rows(self, numbers: list[int]) -> list[Any]:
        """Rows of ids; asked in lists whose length is a power of two, so that SQLite knows the question already."""
        size = 1 << (len(numbers) - 1).bit_length()
        marks = ",".join("?" * size)
        asked = numbers + [numbers[0]] * (size - len(numbers))
        return self._db.execute(f"SELECT * FROM place WHERE id IN ({marks})", asked).fetchall()

    def place(self, number: int) -> Imported | None:
        """The place of an id; None when the file has none."""
        row = self._db.execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
        return self._imported(row, 2, 1) if row else None

    def _imported(
        self, row: tuple[int, str, int, int, int, int, int, int], spelled: int, main: int
    ) -> Imported:
        number, name, traits, lat, lon, region, county, population = row
        inside = self.regions.get(region)
        at = lat / DEGREE, lon / DEGREE
        country = inside.country if inside else None
        place = Row(number, name, unpacked(traits), *at, country, region, county, population or 0)
        exact = spelled > 1 or (spelled == 1 and country in ARTICLES)
        return Imported(place, inside.name if inside else None, exact, bool(main))
