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

from sourcebook.knowledge.actor_files import ActorEntry, check_together, entries_of, made_mutual, read_folder
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
    "skeleton",
    "skeleton_index",
]


@lru_cache(maxsize=8)
def _actors(extra: Path | None) -> Mapping[str, ActorEntry]:
    raw = json.loads((files("sourcebook.knowledge") / "actors.json").read_text(encoding="utf-8"))
    entries = entries_of(raw)
    if extra is None:
        return MappingProxyType(entries)
    entries |= entries_of(read_folder(extra))
    check_together(entries.values())
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


def _index(keys: Iterable[tuple[str, str, Alias]]) -> Index:
    """Hits by key, each once, in the order of the ids."""
    found: dict[str, dict[tuple[str, Alias], None]] = {}
    for key, slug, name in keys:
        found.setdefault(key, {})[slug, name] = None
    return MappingProxyType({key: tuple(hits) for key, hits in found.items()})


@lru_cache(maxsize=8)
def alias_index(extra: Path | None = None) -> Index:
    """Actors by folded name.

    Args:
        extra: a project's folder, as for `actors`.

    Returns:
        For each `fold_name(text)` the ids and names that it may stand for. A reader with a surface form at
        hand calls `candidates`, which also holds acronyms to the letter.
    """
    return _index((fold_name(n.text), e.id, n) for e in actors(extra).values() for n in e.names)


@lru_cache(maxsize=8)
def skeleton_index(extra: Path | None = None) -> Index:
    """Actors by skeleton, for spellings that no file lists.

    Args:
        extra: a project's folder, as for `actors`.
    """
    return _index((skeleton(n.text), e.id, n) for e in actors(extra).values() for n in e.names)


def candidates(surface: str, extra: Path | None = None) -> tuple[tuple[str, Alias], ...]:
    """Actors that a name in a text may stand for.

    Args:
        surface: the words as they stand in the report.
        extra: a project's folder, as for `actors`.

    Returns:
        Ids with the name that matched: by folded name, or, where none has it, by skeleton. Capitals of six
        letters or fewer match letter for letter. Empty when nobody is known by that name.
    """
    key = exact_key(surface)
    hits = tuple(
        hit for hit in alias_index(extra).get(fold_name(surface), ()) if exact_key(hit[1].text) == key
    )
    return hits or skeleton_index(extra).get(skeleton(surface), ())
