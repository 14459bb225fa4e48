"""Curated actors: bodies and public persons that reports about conflict name.

One TOML file per actor in `actors/`, persons together in `persons.toml`; both are compiled into `actors.json`
(`recipes/compile_actors.py`), which is what a program reads. A project adds its own actors, or replaces ours,
with files of the same form in its folder `actors/`; those are read as TOML and checked each time.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sourcebook.knowledge.actor_checks import check_together
from sourcebook.knowledge.actor_entry import ActorEntry, entries_of
from sourcebook.knowledge.actor_files import made_mutual, read_folder
from sourcebook.knowledge.folding import exact_key, fold_name, is_acronym, skeleton
from sourcebook.model.actor import Alias

__all__ = [
    "ActorEntry",
    "Index",
    "actors",
    "alias_index",
    "candidates",
    "exact_key",
    "fold_name",
    "is_acronym",
    "same_name",
    "skeleton",
    "skeleton_index",
]


@lru_cache(maxsize=8)
def _actors(extra: Path | None) -> Mapping[str, ActorEntry]:
    raw = json.loads((files("sourcebook.knowledge") / "actors.json").read_text(encoding="utf-8"))
    entries = entries_of(raw)
    if extra is None:
        return MappingProxyType(entries)
    found = read_folder(extra)
    entries |= entries_of(found.raw)
    check_together(entries, found.files, own=found.raw)
    return MappingProxyType(made_mutual(entries))


def actors(extra: Path | None = None) -> Mapping[str, ActorEntry]:
    """All known actors by id.

    Args:
        extra: a project's folder; its `actors/*.toml` and `persons.toml` are added, replacing ours of one id.

    Returns:
        A read-only mapping; the same object each time.

    Raises:
        KnowledgeError: a file of the project does not hold together.
    """
    return _actors(extra)


Index = Mapping[str, tuple[tuple[str, Alias], ...]]


def _index(keys: Iterable[tuple[str, str, Alias]]) -> dict[str, tuple[tuple[str, Alias], ...]]:
    """Hits by key, in the order of the ids."""
    found: dict[str, list[tuple[str, Alias]]] = {}
    for key, slug, name in keys:
        found.setdefault(key, []).append((slug, name))
    return {key: tuple(hits) for key, hits in found.items()}


@lru_cache(maxsize=8)
def alias_index(extra: Path | None = None) -> Index:
    """Actors by folded name.

    Args:
        extra: a project's folder, as for `actors`.

    Returns:
        For each `fold_name(text)` the ids and names that it may stand for. A reader with a surface form at
        hand calls `candidates`, which also holds acronyms to the letter.
    """
    names = ((fold_name(n.text), e.id, n) for e in actors(extra).values() for n in e.names)
    return MappingProxyType(_index(names))


@lru_cache(maxsize=8)
def skeleton_index(extra: Path | None = None) -> Index:
    """Actors by skeleton, for spellings that no file lists.

    Args:
        extra: a project's folder, as for `actors`.

    Returns:
        As `alias_index`, without the keys that two actors share: those are proof of neither.
    """
    index = _index((skeleton(n.text), e.id, n) for e in actors(extra).values() for n in e.names)
    return MappingProxyType(
        {key: hits for key, hits in index.items() if len({slug for slug, _ in hits}) == 1}
    )


def _fits(surface: str, name: Alias) -> bool:
    """Whether the capitals and the article of a surface form allow a name: "times" is not The Times."""
    text = name.text
    if text != text.lower() and surface == surface.lower():
        return False
    needs_the = name.strong and text.lower().startswith("the ") and text.count(" ") == 1
    return not needs_the or surface.lower().startswith("the ")


def candidates(surface: str, extra: Path | None = None) -> tuple[tuple[str, Alias], ...]:
    """Actors that a name in a text may stand for.

    Args:
        surface: the words as they stand in the report, with "the" if they have it.
        extra: a project's folder, as for `actors`.

    Returns:
        Ids with the name that matched: by folded name, or, where none has it, by skeleton. Capitals of six
        letters or fewer match letter for letter; words without a capital match only names without one; a
        strong name of the form "The Times" wants its article. Empty when nobody is known by that name.
    """
    key = exact_key(surface)
    folded = alias_index(extra).get(fold_name(surface), ())
    hits = [hit for hit in folded if exact_key(hit[1].text) == key]
    near = hits or skeleton_index(extra).get(skeleton(surface), ())
    return tuple(hit for hit in near if _fits(surface, hit[1]))


def same_name(one: str, other: str, extra: Path | None = None) -> bool:
    """Whether two names are proof of one actor.

    What the files say comes first: two names of different actors are never one, however alike they look.

    Args:
        one: a name as written.
        other: another.
        extra: a project's folder, as for `actors`.
    """
    first, second = ({slug for slug, _ in candidates(name, extra)} for name in (one, other))
    if first and second:
        return len(first | second) == 1
    return exact_key(one) == exact_key(other) or skeleton(one) == skeleton(other)
