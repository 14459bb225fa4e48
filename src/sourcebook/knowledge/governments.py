"""Governments of a state by date: whom "the Syrian government" means depends on the day that is spoken of.

`governments.toml` is edited by hand; the comment at its top explains every key. A project's own `governments.toml`,
of the same form, adds to it; where both have an id, the project's entry stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.toml_files import read_toml, refuse

__all__ = ["Government", "by_government_name", "governments", "governments_of", "known_heads"]

FILE = "governments.toml"
_NEEDED = frozenset("state id name from sources".split())
_KNOWN = _NEEDED | frozenset("aliases heads to regime junta interim bare".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Government:
    """Who governs a state for a time.

    Attributes:
        id: of the actor that it is.
        state: ISO 3166-1 alpha-2 code.
        name: as reports call it most.
        aliases: names not made of the state's or a head's.
        heads: full names of those at its head.
        since: first day in power.
        until: last day in power; None while it lasts.
        regime: "the X regime" means it at any date.
        junta: it came by a coup.
        interim: it was set up for a transition.
        bare: "the X government" alone means it, in its time.
        sources: addresses of public pages.
    """

    id: str
    state: str
    name: str
    aliases: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    since: date
    until: date | None = None
    regime: bool = False
    junta: bool = False
    interim: bool = False
    bare: bool = True
    sources: tuple[str, ...] = ()

    def held(self, first: date, last: date) -> bool:
        """Whether it was in power on some day of an interval.

        Args:
            first: the interval's first day.
            last: its last day, included.
        """
        return self.since <= last and (self.until is None or first <= self.until)


def _texts(where: str, raw: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = raw.get(field, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and fold_name(v) for v in value):
        raise refuse(where, field, f'{value!r} is no list of names; write {field} = ["…"]')
    return tuple(value)


def _day(where: str, raw: Mapping[str, Any], field: str) -> date | None:
    value = raw.get(field)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise refuse(where, field, f"{value!r} is no day; write {field} = 2024-12-08, without quotes")
    return value


def _government(path: Path, number: int, raw: Mapping[str, Any]) -> Government:
    where = f"{path}, government {number} ({raw.get('name', 'without a name')})"
    for field in sorted(_NEEDED - set(raw)):
        raise refuse(where, field, "is missing; see the comment at the top of our own governments.toml")
    for field in sorted(set(raw) - _KNOWN):
        raise refuse(where, field, f"is no key; known: {', '.join(sorted(_KNOWN))}")
    for field in ("id", "name"):
        if not isinstance(raw[field], str) or not fold_name(raw[field]):
            raise refuse(where, field, f"{raw[field]!r} is no name")
    if raw["state"] not in by_code():
        raise refuse(where, "state", f"{raw['state']!r} is no state; write an ISO 3166-1 alpha-2 code")
    for field in ("regime", "junta", "interim", "bare"):
        if not isinstance(raw.get(field, False), bool):
            raise refuse(where, field, f"{raw[field]!r}; write true or false")
    since, until = _day(where, raw, "from"), _day(where, raw, "to")
    if since is None or (until is not None and until < since):
        raise refuse(where, "to", f"{until} lies before {since}; correct one of the two days")
    if not _texts(where, raw, "sources"):
        raise refuse(where, "sources", "is empty; name a public page that gives the days")
    return Government(
        id=raw["id"],
        state=raw["state"],
        name=raw["name"],
        aliases=_texts(where, raw, "aliases"),
        heads=_texts(where, raw, "heads"),
        since=since,
        until=until,
        regime=raw.get("regime", False),
        junta=raw.get("junta", False),
        interim=raw.get("interim", False),
        bare=raw.get("bare", True),
        sources=_texts(where, raw, "sources"),
    )


def _file(path: Path) -> dict[str, Government]:
    """The governments of one file, by id."""
    found: dict[str, Government] = {}
    rows = read_toml(path).get("government", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise refuse(str(path), "government", "is no list of tables; write [[government]] above each")
    for number, raw in enumerate(rows, 1):
        one = _government(path, number, raw)
        if one.id in found:
            raise refuse(
                str(path), "id", f"{one.id} stands twice; give one of the two governments another id"
            )
        found[one.id] = one
    return found


def _one_at_a_time(them: Iterable[Government]) -> None:
    """Refuse two governments of a state that are meant by the same words at the same time, hand-over days excepted."""
    by_state: dict[str, list[Government]] = {}
    for g in them:
        if g.bare:
            by_state.setdefault(g.state, []).append(g)
    for rows in by_state.values():
        rows.sort(key=lambda g: g.since)
        for a, b in pairwise(rows):
            if a.until is None or a.until > b.since:
                raise refuse(
                    FILE, "to", f"{a.name} and {b.name} are both in power on {b.since}; "
                    f"end the first by then, or give one `bare = false`"
                )  # fmt: skip


@lru_cache(maxsize=4)
def governments(project: Path | None = None) -> Mapping[str, Government]:
    """All known governments by id.

    Args:
        project: the user's own folder; its `governments.toml` adds to ours.

    Returns:
        A read-only mapping, the same object each time.

    Raises:
        KnowledgeError: a file does not hold together; says which entry and field.
    """
    found = _file(Path(str(files("sourcebook.knowledge") / FILE)))
    own = project / FILE if project else None
    if own and own.is_file():
        found |= _file(own)
    _one_at_a_time(found.values())
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _by_state(project: Path | None) -> Mapping[str, tuple[Government, ...]]:
    found: dict[str, list[Government]] = {}
    for g in sorted(governments(project).values(), key=lambda g: g.since):
        found.setdefault(g.state, []).append(g)
    return MappingProxyType({state: tuple(rows) for state, rows in found.items()})


def governments_of(state: str, project: Path | None = None) -> tuple[Government, ...]:
    """The known governments of a state, the earliest first.

    Args:
        state: ISO 3166-1 alpha-2 code.
        project: as in `governments`.
    """
    return _by_state(project).get(state, ())


@lru_cache(maxsize=4)
def by_government_name(project: Path | None = None) -> Mapping[str, str]:
    """Id of a government by its folded names without "the", those that are composed left out.

    Args:
        project: as in `governments`.
    """
    return MappingProxyType(
        {
            " ".join(w for w in fold_name(n).split() if w != "the"): g.id
            for g in governments(project).values()
            for n in (g.name, *g.aliases)
        }
    )


@lru_cache(maxsize=4)
def known_heads(project: Path | None = None) -> frozenset[str]:
    """Full names of those who head or headed a known government.

    Args:
        project: as in `governments`.
    """
    return frozenset(h for g in governments(project).values() for h in g.heads)
