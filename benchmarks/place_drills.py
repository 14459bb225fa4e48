"""Made-up scenes for training the place ranker: places of one region, spelled as reporters spell them.

A scene is a list of names with the places meant, and the countries that the report speaks of. The places are drawn
from the gazetteer itself: mostly towns and villages of one region of a conflict-affected country, by population, now
and then a quarter with its city, and a city known all over the world. Half of the names are respelled in ways that
writers of Arabic, Persian, Kurdish, Russian and Ukrainian names do, so that the gazetteer's own spelling is not met.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from sourcebook.knowledge.countries import by_code, countries
from sourcebook.knowledge.gazetteer_file import unpacked
from sourcebook.knowledge.spelling import check, fold, skeleton

LANDS = "SY IQ YE LB PS LY AF SD SS SO UA ML BF NE NG CD CF ET ER MM IR EG TR PK AM AZ GE RU".split()
WORLD = 150_000  # people
SWAPS = ("ae", "ea", "ou", "uo", "qk", "kq", "iy", "ye", "wv", "ck")
FAMOUS = 11  # of the gazetteer's fame


@dataclass(frozen=True, slots=True)
class Drilled:
    """A name of a scene.

    Attributes:
        text: as written.
        place: id of the place meant; of a country, its GeoNames id with a minus; 0 where none is asked about.
        parent: what it is said to lie in.
    """

    text: str
    place: int
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A scene."""

    names: tuple[Drilled, ...]
    countries: dict[str, int]


def respelled(name: str, rng: random.Random) -> str:
    """Another spelling of the same skeleton; the name itself when none is found in a few tries."""
    key = skeleton(fold(name))
    for _ in range(8):
        letters = list(name)
        for _ in range(rng.randint(1, 2)):
            swap, at = rng.choice(SWAPS), rng.randrange(len(letters))
            if letters[at] == swap[0]:
                letters[at] = swap[1]
        other = "".join(letters)
        if rng.random() < 0.5:
            other = other.removeprefix("Al ").removeprefix("Al-").removeprefix("al-")
        elif rng.random() < 0.3:
            other = other.rstrip("h") if other.endswith("h") else other + "h"
        if (
            other
            and other[0].isupper()
            and skeleton(fold(other)) == key
            and check(fold(other)) != check(fold(name))
        ):
            return other
    return name


def drills(many: int, *, seed: int = 11) -> Iterator[Drill]:
    """Scenes, the same for one seed.

    Args:
        many: how many.
        seed: of the choice.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    db = sqlite3.connect(str(files("sourcebook.knowledge") / "gazetteer.sqlite"))
    rows = db.execute(
        "SELECT p.id, p.name, p.traits, p.lat, p.lon, r.id, r.name, r.country, coalesce(p.population, 0)"
        " FROM place p JOIN region r ON p.region = r.id"
    ).fetchall()
    towns = [r for r in rows if unpacked(r[2]).kind == "settlement"]
    world = [r for r in towns if r[8] > WORLD and unpacked(r[2]).fame >= FAMOUS]
    regions: dict[int, list[tuple]] = {}
    for r in towns:
        if r[7] in LANDS and r[6]:
            regions.setdefault(r[5], []).append(r)
    keys = sorted(k for k, inside in regions.items() if len(inside) > 8)
    for land in countries():
        said = {land.code: 1, rng.choice(countries()).code: rng.randint(1, 2)}
        yield Drill((Drilled(land.name, -land.geonames),), said if rng.random() < 0.5 else {})
    for _ in range(many):
        yield _scene(regions[rng.choice(keys)], world, rng)


def _scene(inside: Sequence[tuple], world: Sequence[tuple], rng: random.Random) -> Drill:
    land = inside[0][7]
    chosen = rng.choices(
        inside,
        [r[8] ** 0.7 + (150 if unpacked(r[2]).seat == "section" else 8) for r in inside],
        k=rng.randint(1, 5),
    )
    names = [_name(r, rng, inside) for r in dict.fromkeys(chosen)]
    names += [Drilled(inside[0][6], 0)] * (rng.random() < 0.3)
    if rng.random() < 0.4:
        far = rng.choices(world, [r[8] ** 0.5 for r in world])[0]
        names.append(Drilled(far[1], far[0]))
    beside = by_code()[land].neighbours
    countries = {land: rng.randint(1, 6)}
    if beside and rng.random() < 0.5:
        countries[rng.choice(beside)] = rng.randint(1, 3)
    if rng.random() < 0.4:
        countries[rng.choice(["US", "US", "US", "RU", "GB", "FR", "IR", "TR"])] = rng.randint(1, 3)
    return Drill(tuple(names), countries)


def _name(r: tuple, rng: random.Random, inside: Sequence[tuple]) -> Drilled:
    text = respelled(r[1], rng) if rng.random() < 0.6 else r[1]
    parent = None
    if unpacked(r[2]).seat == "section":
        city = max(inside, key=lambda c: c[8] - 2e6 * (abs(c[3] - r[3]) + abs(c[4] - r[4])) / 1e4)
        parent = city[1] if rng.random() < 0.7 else None
    elif rng.random() < 0.25:
        parent = rng.choice([r[6], by_code()[r[7]].name])
    return Drilled(text, r[0], parent)
