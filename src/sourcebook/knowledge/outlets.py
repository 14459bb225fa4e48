"""News outlets and where they are at home: the Paris of the Paris, Texas paper is the one in Texas.

`outlets.tsv` is edited by hand, one line for each domain. A project's own `outlets.tsv`, of the same form,
adds to it; where both have a domain, the project's line stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name

__all__ = ["Outlet", "Scope", "outlet_named", "outlet_of", "outlets"]

FILE = "outlets.tsv"
COLUMNS = "domain name scope country region town lat lon".split()
STATE = 2  # letters of a state's top-level domain: uk, za
SECOND_LEVEL = frozenset(
    "ac asso co com edu edu go gob gouv gov gub id in info mil ne net nic nom or org press sch web".split()
)
"""What registries of states put before the name that one may own: "co.uk", "com.au", "or.jp"."""


class Scope(StrEnum):
    """Whose news an outlet tells.

    `LOCAL`: a town's and its surroundings'; `REGIONAL`: a metropolis's, a state's or a province's; `NATIONAL`:
    a country's; `INTERNATIONAL`: of everywhere, so that its home says nothing about the places it names.
    """

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news outlet, under one of its domains.

    Attributes:
        domain: in lower case, without "www.".
        name: as it calls itself.
        scope: whose news it tells.
        country: ISO 3166-1 alpha-2 code of the country where it is published.
        region: first-level region, by the gazetteer's name; None when not given.
        town: where it is published; a paper in exile stands at the town that it writes about.
        lat: latitude of the town, degrees north.
        lon: longitude, degrees east.
    """

    domain: str
    name: str
    scope: Scope
    country: str
    region: str | None = None
    town: str
    lat: float
    lon: float


def _wrong(path: Traversable, number: int, why: str) -> KnowledgeError:
    return KnowledgeError(f"{path}, line {number}: {why}")


def _degrees(cell: str, most: int, path: Traversable, number: int) -> float:
    try:
        value = float(cell)
    except ValueError as e:
        raise _wrong(path, number, f"{cell!r} is no number; write degrees, such as 33.66") from e
    if not -most <= value <= most:
        raise _wrong(
            path, number, f"{cell} is not between -{most} and {most}; write lat before lon, in degrees"
        )
    return value


def _host(domain_or_url: str) -> str:
    """The host of an address, in lower case; empty when there is none."""
    text = domain_or_url.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:  # "http://[nonsense"
        return ""
    return (host or "").strip(".").removeprefix("www.")


def _registrable(host: str) -> str:
    """The domain that its owner registered: "bbc.co.uk" of "news.bbc.co.uk"."""
    labels = host.split(".")
    under_state = len(labels) > STATE and len(labels[-1]) == STATE and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3 if under_state else -2 :])


def _checked(cells: dict[str, str], path: Traversable, number: int) -> None:
    """Refuse a line that does not hold together, naming its cell."""
    if cells["domain"] != _host(cells["domain"]) or "." not in cells["domain"]:
        raise _wrong(
            path, number, f"{cells['domain']!r} is no domain; write it in small letters and without www."
        )
    if not cells["name"].strip():
        raise _wrong(path, number, "has no name; write what the outlet calls itself")
    if cells["scope"] not in set(Scope):
        raise _wrong(path, number, f"scope is {cells['scope']!r}; write one of {', '.join(Scope)}")
    if cells["country"] not in by_code():
        raise _wrong(
            path, number, f"country is {cells['country']!r}; write an ISO 3166-1 alpha-2 code, such as US"
        )
    if not cells["town"].strip():
        raise _wrong(path, number, "has no town; write where the outlet is published")


def _outlet(line: str, path: Traversable, number: int) -> Outlet:
    found = line.split("\t")
    if len(found) != len(COLUMNS):
        raise _wrong(
            path, number, f"has {len(found)} cells, not {len(COLUMNS)}; keep every tab, empty cells too"
        )
    cells = dict(zip(COLUMNS, found, strict=True))
    _checked(cells, path, number)
    return Outlet(
        domain=cells["domain"],
        name=cells["name"],
        scope=Scope(cells["scope"]),
        country=cells["country"],
        region=cells["region"] or None,
        town=cells["town"],
        lat=_degrees(cells["lat"], 90, path, number),
        lon=_degrees(cells["lon"], 180, path, number),
    )


def _read(path: Traversable) -> dict[str, Outlet]:
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise KnowledgeError(
            f"{path} is not UTF-8 text; save it as UTF-8, with tabs between the cells"
        ) from e
    if not lines or lines[0].split("\t") != COLUMNS:
        raise _wrong(path, 1, f"is no header; write {', '.join(COLUMNS)} there, with a tab between each two")
    told: dict[str, Outlet] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        outlet = _outlet(line, path, number)
        if outlet.domain in told:
            raise _wrong(path, number, f"{outlet.domain} stands in an earlier line; keep one of the two")
        told[outlet.domain] = outlet
    return told


@cache
def _by_domain(extra: Path | None = None) -> Mapping[str, Outlet]:
    ours = _read(files("sourcebook.knowledge") / FILE)
    if extra is None:
        return MappingProxyType(ours)
    if not extra.is_dir():
        raise KnowledgeError(f"{extra} is not a folder; name the project's folder, which may hold {FILE}")
    own = extra / FILE
    return MappingProxyType(ours | _read(own)) if own.is_file() else _by_domain()


@cache
def _by_name(extra: Path | None = None) -> Mapping[str, tuple[Outlet, ...]]:
    told: dict[str, list[Outlet]] = {}
    for outlet in outlets(extra):
        told.setdefault(fold_name(outlet.name), []).append(outlet)
    return MappingProxyType({name: tuple(found) for name, found in told.items() if name})


@cache
def outlets(extra: Path | None = None) -> tuple[Outlet, ...]:
    """Every known outlet, once for each of its domains.

    Args:
        extra: a project's folder; lines of its `outlets.tsv` replace ours of the same domain.

    Raises:
        KnowledgeError: a line that does not hold together (says file and line), or no such folder.
    """
    return tuple(_by_domain(extra).values())


def outlet_of(domain_or_url: str, extra: Path | None = None) -> Outlet | None:
    """The outlet behind an address.

    Args:
        domain_or_url: an address or a host; "news.postbulletin.com" is found under "postbulletin.com".
        extra: as in `outlets`.

    Returns:
        The outlet of the host or of the nearest domain above it that is still its owner's; None when unknown.
    """
    told, host = _by_domain(extra), _host(domain_or_url)
    top = _registrable(host)
    while host not in told and host != top:
        host = host.partition(".")[2]
    return told.get(host)


def outlet_named(name: str, extra: Path | None = None) -> Outlet | None:
    """The outlet that a report's publisher names.

    Args:
        name: as the report gives it: "The Kansas City Star", "Kansas City Star, The", "kansascity.com"; a town,
            region or country may follow in brackets: "The Herald (Glasgow)".
        extra: as in `outlets`.

    Returns:
        The outlet; None when it is unknown, or when outlets of several towns bear the name ("The Herald").
    """
    bare, _, rest = name.strip().removesuffix(")").partition(" (")
    key = fold_name(bare).removesuffix(" the")
    found = _by_name(extra).get(key, ())
    places = {fold_name(word) for word in rest.split(",")} - {""}
    if places:
        found = tuple(o for o in found if places <= _places(o))
    if not found and " " not in bare:
        return outlet_of(bare, extra)
    homes = {(o.country, o.region, o.town) for o in found}
    return found[0] if len(homes) == 1 else None


def _places(outlet: Outlet) -> set[str]:
    """The folded names of where an outlet is at home."""
    country = by_code()[outlet.country]
    names = (outlet.town, outlet.region or "", country.code, country.name, *country.aliases)
    return {fold_name(n) for n in names}
