"""Who was head of state or of government, and when: "the Syrian president" is another person in another year.

`lists/heads.tsv` has one line for each time in office: state, role, title, name, from, to; it is made of the CIA World
Factbook of 2014 to 2026 and mended by hand, so that earlier holders are missing, and ends may be a few months late (the
column to_basis says which are inferred). What a project's own `heads.tsv`, of the same form, says of an office replaces
what ours says of it; further columns are passed over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sourcebook.errors import DateProblem, KnowledgeError
from sourcebook.knowledge.actor_entry import first_day, last_day
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name

__all__ = ["Head", "Role", "heads", "holder", "in_office", "titled"]

FILE = "heads.tsv"
COLUMNS = "state role title name from to".split()


class Role(StrEnum):
    """Which of a state's two highest offices."""

    STATE = "head_of_state"
    GOVERNMENT = "head_of_government"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One person's time in office.

    Attributes:
        state: ISO 3166-1 alpha-2 code.
        role: which office.
        title: what its holder is called ("President").
        name: the person's full name.
        since: first day.
        until: last day; None while it lasts.
    """

    state: str
    role: Role
    title: str
    name: str
    since: date
    until: date | None = None

    def held(self, first: date, last: date) -> bool:
        """Whether the person held the office on some day of an interval, its last day included."""
        return self.since <= last and (self.until is None or first <= self.until)


def _wrong(path: Path, number: int, why: str) -> KnowledgeError:
    return KnowledgeError(f"{path}, line {number}: {why}")


def _day(cell: str, path: Path, number: int, of: Callable[[str], date | None]) -> date | None:
    try:
        return of(cell)
    except DateProblem as why:
        raise _wrong(path, number, f"{cell!r} is no day; write it as 2024-12-08, 2024-12 or 2024") from why


def _head(line: str, columns: list[str], path: Path, number: int) -> Head:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise _wrong(path, number, f"has {len(cells)} cells, not {len(columns)}; keep every tab")
    row = dict(zip(columns, cells, strict=True))
    state, role, title, name, since, until = (row[c] for c in COLUMNS)
    if state not in by_code():
        raise _wrong(path, number, f"state is {state!r}; write an ISO 3166-1 alpha-2 code, such as SY")
    if role not in set(Role):
        raise _wrong(path, number, f"role is {role!r}; write one of {', '.join(Role)}")
    if not fold_name(title) or not fold_name(name):
        raise _wrong(path, number, "lacks a title or a name; write both")
    first = _day(since, path, number, first_day)
    if first is None:
        raise _wrong(path, number, "has no first day; write it under from")
    last = _day(until, path, number, last_day)
    head = Head(state=state, role=Role(role), title=title, name=name, since=first, until=last)
    if head.until is not None and head.until < head.since:
        raise _wrong(path, number, f"ends on {until}, before it begins on {since}; correct one of the two")
    return head


def _read(path: Path) -> tuple[Head, ...]:
    if not path.is_file():
        return ()
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as why:
        raise KnowledgeError(
            f"{path} is not UTF-8 text; save it as UTF-8, with tabs between the cells"
        ) from why
    columns = lines[0].split("\t") if lines else []
    if not set(COLUMNS) <= set(columns):
        raise _wrong(path, 1, f"is no header; write {', '.join(COLUMNS)} there, with a tab between each two")
    return tuple(_head(line, columns, path, n) for n, line in enumerate(lines[1:], start=2) if line.strip())


@lru_cache(maxsize=4)
def heads(project: Path | None = None) -> tuple[Head, ...]:
    """Every known time in office, those of the project last.

    Args:
        project: the user's own folder; of an office that its `heads.tsv` has, ours are left out.

    Raises:
        KnowledgeError: a line does not hold together; says file and line.
    """
    ours = _read(Path(str(files("sourcebook.knowledge") / "lists" / FILE)))
    own = _read(project / FILE) if project else ()
    told = {(h.state, h.role) for h in own}
    return (*(h for h in ours if (h.state, h.role) not in told), *own)


@lru_cache(maxsize=4)
def _by_state(project: Path | None) -> Mapping[tuple[str, Role], tuple[Head, ...]]:
    found: dict[tuple[str, Role], list[Head]] = {}
    for h in heads(project):
        found.setdefault((h.state, h.role), []).append(h)
    return MappingProxyType({key: tuple(them) for key, them in found.items()})


def holder(
    state: str, role: Role, first: date, last: date | None = None, project: Path | None = None
) -> Head | None:
    """Who held an office of a state.

    Args:
        state: ISO 3166-1 alpha-2 code.
        role: which office.
        first: the day, or the first day of an interval.
        last: the interval's last day; the same day when left out.
        project: as in `heads`.

    Returns:
        The time in office; None when nobody is known, or when the office changed hands within the interval.
    """
    them = [h for h in _by_state(project).get((state, role), ()) if h.held(first, last or first)]
    return them[0] if len({fold_name(h.name) for h in them}) == 1 else None


def in_office(
    state: str, title: str, first: date, last: date | None = None, project: Path | None = None
) -> Head | None:
    """Who bore a title of a state: its president, whichever of the two offices that is.

    Args:
        state: ISO 3166-1 alpha-2 code.
        title: as a report calls it, without the state ("president").
        first: the day, or the first day of an interval.
        last: the interval's last day; the same day when left out.
        project: as in `heads`.

    Returns:
        The time in office; None when nobody is known, or when the office changed hands within the interval.
    """
    words = fold_name(title)
    them = [
        h
        for role in Role
        for h in _by_state(project).get((state, role), ())
        if h.held(first, last or first) and fold_name(h.title) == words
    ]
    return them[0] if len({fold_name(h.name) for h in them}) == 1 else None


@lru_cache(maxsize=4)
def _by_surname(project: Path | None) -> Mapping[str, tuple[Head, ...]]:
    found: dict[str, list[Head]] = {}
    for h in heads(project):
        found.setdefault(fold_name(h.name).split()[-1], []).append(h)
    return MappingProxyType({key: tuple(them) for key, them in found.items()})


def titled(
    title: str, surname: str, first: date, last: date | None = None, project: Path | None = None
) -> Head | None:
    """Who is meant by a title and a surname: "President Bush" of 1991.

    Args:
        title: as written ("President", "Syrian President").
        surname: the name that follows; only its last word counts.
        first: the day, or the first day of an interval.
        last: the interval's last day; the same day when left out.
        project: as in `heads`.

    Returns:
        The time in office; None when nobody is known, or when two persons fit.
    """
    words, names = fold_name(title), fold_name(surname).split()
    them = [
        h
        for h in (_by_surname(project).get(names[-1], ()) if names else ())
        if h.held(first, last or first) and f" {words}".endswith(f" {fold_name(h.title)}")
    ]
    return them[0] if len({fold_name(h.name) for h in them}) == 1 else None
