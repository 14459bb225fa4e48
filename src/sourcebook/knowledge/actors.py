"""Curated and listed actors: bodies and public persons that reports about conflict name.

One TOML file per actor in `actors/`, persons together in `persons.toml`, bulk lists in `lists/`; all are compiled into
`actors.json` and its keys into `actor_keys.json` (`recipes/compile_actors.py`), which is what a program reads. A
project adds its own actors, or replaces ours, with files of the same form in its folder `actors/`; those are read as
TOML and checked each time.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sourcebook.knowledge.actor_checks import check_together
from sourcebook.knowledge.actor_entry import ActorEntry, Raw, entries_of, entry_of
from sourcebook.knowledge.actor_files import made_mutual, read_folder
from sourcebook.knowledge.actor_index import Hits, Index, Rows, initials, rows
from sourcebook.knowledge.folding import exact_key, fold_name, is_acronym, skeleton
from sourcebook.knowledge.meaning import meaning
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


class _Compiled(Mapping[str, ActorEntry]):
    """The compiled files; an entry is made when it is first asked for."""

    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw
        self._made: dict[str, ActorEntry] = {}

    def __getitem__(self, slug: str) -> ActorEntry:
        made = self._made.get(slug)
        if made is None:
            made = self._made[slug] = entry_of(slug, self._raw[slug])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, slug: object) -> bool:
        return slug in self._raw


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, Rows]:
    """The compiled keys, by kind of index."""
    raw: Mapping[str, Rows] = json.loads(_shipped("actor_keys.json"))
    return raw


def _shipped(name: str) -> str:
    return (files("sourcebook.knowledge") / name).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _own(extra: Path | None) -> Mapping[str, ActorEntry]:
    """What a project's folder adds, with our actors that it warns of."""
    if extra is None:
        return MappingProxyType({})
    ours = _actors(None)
    found = read_folder(extra)
    own = entries_of(found.raw)
    check_together({**ours, **own}, found.files, own=own)
    warned = {one for entry in own.values() for one in entry.distinct_from if one not in own}
    kept = {slug: ours[slug] for slug in ours if slug in warned or set(ours[slug].distinct_from) & set(own)}
    return MappingProxyType(made_mutual(kept | own))


@lru_cache(maxsize=8)
def _actors(extra: Path | None) -> Mapping[str, ActorEntry]:
    if extra is None:
        return _Compiled(json.loads(_shipped("actors.json")))
    return MappingProxyType({**_actors(None), **_own(extra)})


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


@lru_cache(maxsize=32)
def _index(kind: str, extra: Path | None, *, single: bool = False) -> Index:
    own = _own(extra)
    return Index(_keys()[kind], actors(extra), rows(kind, own.values()), frozenset(own), single=single)


def alias_index(extra: Path | None = None) -> Index:
    """Actors by folded name.

    Args:
        extra: a project's folder, as for `actors`.

    Returns:
        For each `fold_name(text)` the ids and names that it may stand for. A reader with a surface form at
        hand calls `candidates`, which also holds acronyms to the letter.
    """
    return _index("folded", extra)


def skeleton_index(extra: Path | None = None) -> Index:
    """Actors by skeleton, for spellings that no file lists.

    Args:
        extra: a project's folder, as for `actors`.

    Returns:
        As `alias_index`, without the keys that two actors share: those are proof of neither.
    """
    return _index("skeleton", extra, single=True)


def _fits(surface: str, name: Alias) -> bool:
    """Whether the capitals and the article of a surface form allow a name: "times" is not The Times."""
    text = name.text
    if text != text.lower() and surface == surface.lower():
        return False
    needs_the = name.strong and text.lower().startswith("the ") and text.count(" ") == 1
    return not needs_the or surface.lower().startswith("the ")


def candidates(surface: str, extra: Path | None = None) -> Hits:
    """Actors that a name in a text may stand for.

    Args:
        surface: the words as they stand in the report, with "the" if they have it.
        extra: a project's folder, as for `actors`.

    Returns:
        Ids with the name that matched: by folded name; where none has it, by skeleton, then by meaning in another
        language, then without a last "Movement" or the like, then by initials. Capitals of six letters or fewer match
        letter for letter; words without a capital match only names without one; a strong name of the form "The Times"
        wants its article. Empty when nobody is known by that name, or when what is left of it is proof of two.
    """
    key = exact_key(surface)
    folded = alias_index(extra).get(fold_name(surface), ())
    hits = tuple(hit for hit in folded if exact_key(hit[1].text) == key)
    for way in () if hits else (_by_sound, _by_meaning, _by_core, _by_initials):
        hits = way(surface, extra)
        if hits:
            break
    return tuple(hit for hit in hits if _fits(surface, hit[1]))


def _by_sound(surface: str, extra: Path | None) -> Hits:
    return skeleton_index(extra).get(skeleton(surface), ())


def _by_meaning(surface: str, extra: Path | None) -> Hits:
    """Translations: a foreign name against all, an English one against foreign ones."""
    told = meaning(surface)
    if told is None:
        return ()
    return _index("meaning", extra, single=True).get(told.key if told.foreign else f"x {told.key}", ())


_GENERIC = frozenset("movement group organization organisation party network".split())


def _by_core(surface: str, extra: Path | None) -> Hits:
    """A distinctive name with a word that only says that it is a body: "Hamas Movement", not "Islamic Jihad Group"."""
    core, _, last = surface.rpartition(" ")
    told = meaning(surface)
    if not core or last.lower() not in _GENERIC or told is None or told.plain:
        return ()
    hits = alias_index(extra).get(fold_name(core), ())
    exact = tuple(hit for hit in hits if exact_key(hit[1].text) == exact_key(core))
    return exact if len({slug for slug, _ in exact}) == 1 and all(name.strong for _, name in exact) else ()


LONG_ACRONYM = 5
"""Letters from which an acronym that no file lists is believed to be a known name's initials."""


def _by_initials(surface: str, extra: Path | None) -> Hits:
    bare = surface.replace(".", "").strip()
    if len(bare) < LONG_ACRONYM or not is_acronym(surface):
        return ()
    return _index("initials", extra, single=True).get(bare, ())


def same_name(one: str, other: str, extra: Path | None = None) -> bool:
    """Whether two names are proof of one actor.

    What the files say comes first: two names of different actors are never one, however alike they look. One of two
    names that nobody is known by may be the other in another spelling, in another language, or in its initials.

    Args:
        one: a name as written.
        other: another.
        extra: a project's folder, as for `actors`.
    """
    first, second = ({slug for slug, _ in candidates(name, extra)} for name in (one, other))
    if first and second:
        return len(first | second) == 1
    return (
        exact_key(one) == exact_key(other)
        or skeleton(one) == skeleton(other)
        or _translated(one, other)
        or _initials_of(one, other)
        or _initials_of(other, one)
    )


def _translated(one: str, other: str) -> bool:
    first, second = meaning(one), meaning(other)
    return bool(first and second and first.key == second.key and first.foreign is not second.foreign)


def _initials_of(acronym: str, name: str) -> bool:
    return is_acronym(acronym) and acronym.replace(".", "").strip() in initials(name)
