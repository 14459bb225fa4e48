"""States and territories: names, demonyms, capitals, neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from sourcebook.errors import KnowledgeError

COLUMNS = "code name aliases adjectives people capitals seats neighbours lat lon geonames".split()
# Countries whose place names reach English from another script, in spellings of the writer's choice.
OTHER_SCRIPTS = frozenset(
    "AE AF AM BD BG BH BT BY CN DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KR KP KW KZ LA LB LK LY MA MD MK MM MN "
    "MR NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TN UA YE".split()
)
# Countries in whose place names "al" and its like are the Arabic article, which English leaves to taste.
ARTICLES = frozenset(
    "AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split()
)
SHOUTED = 3  # words longer than this may be written in capitals ("IRAQ"); shorter ones are acronyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, or a territory commonly named like one.

    Attributes:
        code: ISO 3166-1 alpha-2 (XK for Kosovo).
        name: the name shown.
        aliases: its other names ("UK", "Ivory Coast").
        adjectives: "Iraqi", "Emirati"; two states may share one ("Congolese").
        people: what its people are called, singular and plural.
        capital: first city of `capitals`; None when there is none.
        capitals: the cities that stand for its government ("Damascus said"), the seat first.
        seats: buildings and districts that do ("the Kremlin").
        neighbours: codes of the states that it borders.
        lat: latitude of the middle of its area, degrees north: for showing, never an event's point.
        lon: longitude, degrees east.
        geonames: its GeoNames id.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    lat: float
    lon: float
    geonames: int


def _country(line: str, number: int) -> Country:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise KnowledgeError(
            f"countries.tsv line {number} has {len(cells)} cells, not {len(COLUMNS)}; "
            "keep every tab, empty cells too"
        )
    code, name, aliases, adjectives, people, capitals, seats, neighbours, lat, lon, geonames = cells
    cities = _listed(capitals)
    return Country(
        code=code,
        name=name,
        aliases=_listed(aliases),
        adjectives=_listed(adjectives),
        people=_listed(people),
        capital=cities[0] if cities else None,
        capitals=cities,
        seats=_listed(seats),
        neighbours=tuple(neighbours.split()),
        lat=float(lat),
        lon=float(lon),
        geonames=int(geonames),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def countries() -> tuple[Country, ...]:
    """Every state and territory, in the order of their codes.

    Raises:
        KnowledgeError: the table lacks a cell.
    """
    lines = (files("sourcebook.knowledge") / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_country(line, n) for n, line in enumerate(lines[1:], start=2))


@cache
def by_code() -> Mapping[str, Country]:
    """The same, by ISO code."""
    return MappingProxyType({c.code: c for c in countries()})


@cache
def _words() -> dict[str, str]:
    """Names first, then adjectives and people; of two states with one word, the more populous writes it."""
    told: dict[str, str] = {"Congolese": "CD", "Guinean": "GN", "Samoan": "WS"}
    for c in countries():
        for word in (c.name, *c.aliases):
            told.setdefault(word, c.code)
    for c in countries():
        for word in (*c.adjectives, *c.people):
            told.setdefault(word, c.code)
    return told


@cache
def _shouted() -> dict[str, str]:
    return {word.upper(): code for word, code in _words().items() if len(word) > SHOUTED}


@lru_cache(maxsize=32768)
def country_of(word: str) -> str | None:
    """The state that a name, adjective or people's name points to.

    Args:
        word: as written: "Iraq", "Iraqi", "Iraqis", "US". Case counts: "turkey" is not one.

    Returns:
        ISO 3166-1 alpha-2 code, or None.
    """
    word = word.strip().replace("’", "'").removesuffix("'s")
    code = _words().get(word) or _words().get(word.removeprefix("the ").removeprefix("The "))
    if code is None and word.isupper() and len(word) > SHOUTED:
        code = _shouted().get(word)
    return code
