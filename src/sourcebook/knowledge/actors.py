"""Curated and listed actors: bodies and public persons that reports about conflict name.

One TOML file per actor in `actors/`, persons together in `persons.toml`, bulk lists in `lists/`; all are compiled into
`actors.json` and its keys into `actor_keys/` (`recipes/compile_actors.py`), which is what a program reads. A
project adds its own actors, or replaces ours, with files of the same form in its folder `actors/`; those are read as
TOML and checked each time.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sourcebook.knowledge.actor_checks import check_together
from sourcebook.knowledge.actor_entry import ActorEntry, entries_of, entry_of
from sourcebook.knowledge.actor_files import made_mutual, read_folder
from sourcebook.knowledge.actor_index import FEWEST_INITIALS, Hits, Index, Keys, initials, keys_of
from sourcebook.knowledge.countries import country_of
from sourcebook.knowledge.folding import exact_key, fold_name, is_acronym, letters, skeleton
from sourcebook.knowledge.meaning import meaning
from sourcebook.knowledge.telling import tell_apart
from sourcebook.knowledge.turned import turned
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
    "owned_keys",
    "same_name",
    "skeleton",
    "skeleton_index",
    "without_name",
]


class _Compiled(Mapping[str, ActorEntry]):
    """The compiled file, one actor a line; an entry is made when it is first asked for."""

    def __init__(self, text: str) -> None:
        members = (line.removesuffix(",").partition(":") for line in text.split("\n")[1:-2])
        self._raw = {key[1:-1]: fields for key, _, fields in members}
        self._made: dict[str, ActorEntry] = {}

    def __getitem__(self, slug: str) -> ActorEntry:
        made = self._made.get(slug)
        if made is None:
            made = self._made[slug] = entry_of(slug, json.loads(self._raw[slug]))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, slug: object) -> bool:
        return slug in self._raw


class _CompiledKeys:
    """The compiled keys; each kind of index is read when it is first asked for."""

    def __init__(self) -> None:
        self._rows: dict[str, Mapping[str, str]] = {}

    @cached_property
    def ids(self) -> Sequence[str]:
        """The actors."""
        return _shipped("actor_keys/ids.txt").split("\n")[:-1]

    def rows(self, kind: str) -> Mapping[str, str]:
        """As for `Keys`."""
        if kind not in self._rows:
            lines = _shipped(f"actor_keys/{kind}.tsv").split("\n")[:-1]
            self._rows[kind] = {key: numbers for key, _, numbers in (line.partition("\t") for line in lines)}
        return self._rows[kind]


@lru_cache(maxsize=1)
def _keys() -> Keys:
    """The compiled keys."""
    return _CompiledKeys()


def _shipped(name: str) -> str:
    return (files("sourcebook.knowledge") / name).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _own(extra: Path | None) -> Mapping[str, ActorEntry]:
    """What a project's folder adds, with our actors that it warns of."""
    if extra is None:
        return MappingProxyType({})
    ours = _compiled()
    found = read_folder(extra)
    own = entries_of(found.raw)
    check_together({**ours, **own}, found.files, own=own)
    warned = {one for entry in own.values() for one in entry.distinct_from if one not in own}
    kept = {slug: ours[slug] for slug in ours if slug in warned or set(ours[slug].distinct_from) & set(own)}
    return MappingProxyType(made_mutual(kept | own))


@lru_cache(maxsize=1)
def _compiled() -> _Compiled:
    return _Compiled(_shipped("actors.json"))


@lru_cache(maxsize=8)
def _actors(extra: Path | None) -> Mapping[str, ActorEntry]:
    return _compiled() if extra is None else MappingProxyType({**_compiled(), **_own(extra)})


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


@lru_cache(maxsize=8)
def _own_keys(extra: Path | None) -> Keys:
    return keys_of(_own(extra).values())


@lru_cache(maxsize=64)
def _index(kind: str, extra: Path | None, *, single: bool = False) -> Index:
    return Index(kind, actors(extra), _keys(), _own_keys(extra), single=single)


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


def owned_keys(extra: Path | None = None) -> Iterator[str]:
    """Folded names with a possessive in them, it being a word of its own: "shah s government".

    Args:
        extra: a project's folder, as for `actors`.
    """
    return iter(_index("owned", extra))


def _fits(surface: str, name: Alias) -> bool:
    """Whether the capitals and the article of a surface form allow a name: "times" is not The Times."""
    text = name.text
    if text != text.lower() and surface == surface.lower():
        return False
    needs_the = name.strong and text.lower().startswith("the ") and text.count(" ") == 1
    return not needs_the or surface.lower().startswith("the ")


@lru_cache(maxsize=32768)
def candidates(surface: str, extra: Path | None = None) -> Hits:
    """Actors that a name in a text may stand for.

    Args:
        surface: the words as they stand in the report, with "the" if they have it.
        extra: a project's folder, as for `actors`.

    Returns:
        Ids with the name that matched: by folded name; where none has it, by skeleton, by another order of its words
        ("of"), by meaning in another language, without a last "Movement" or the like, then by initials. Capitals of
        six letters or fewer match letter for letter; words without a capital match only names without one; a strong
        name of the form "The Times" wants its article. Empty when nobody is known by that name, or when what is left
        of it is proof of two.
    """
    return _candidates(surface, lambda kind, key: _index(kind, extra).of(key))


def without_name(surface: str, slug: str, extra: Path | None = None) -> Hits:
    """Actors that a name would stand for if one actor did not list it; for measuring how names are found.

    Args:
        surface: the name.
        slug: id of the actor that is to be taken not to list it.
        extra: a project's folder, as for `actors`.
    """
    hidden = fold_name(surface)

    def find(kind: str, key: str) -> Hits:
        hits = _index(kind, extra).of(key)
        return tuple(hit for hit in hits if hit[0] != slug or fold_name(hit[1].text) != hidden)

    return _candidates(surface, find)


_Find = Callable[[str, str], Hits]


def _candidates(surface: str, find: _Find) -> Hits:
    hits = _exactly(surface, find)
    for way in () if hits else (_by_sound, _by_order, _by_meaning, _by_core, _by_initials):
        hits = way(surface, find)
        if hits:
            break
    return tuple(hit for hit in hits if _fits(surface, hit[1]))


def _exactly(surface: str, find: _Find) -> Hits:
    key = exact_key(surface)
    return tuple(hit for hit in find("folded", fold_name(surface)) if exact_key(hit[1].text) == key)


def _of_one(hits: Hits) -> Hits:
    """The names found, when they are one actor's: a key that two share is proof of neither."""
    return hits if len({slug for slug, _ in hits}) == 1 else ()


def _by_sound(surface: str, find: _Find) -> Hits:
    """Another spelling; a single short word is too little to go by ("Asian" is no ASEAN)."""
    key = skeleton(surface)
    if " " not in surface.strip() and "-" not in surface and len(key) < LONG_WORD:
        return ()
    return _of_one(find("skeleton", key))


def _by_order(surface: str, find: _Find) -> Hits:
    key = turned(surface)
    return _of_one(find("turned", key)) if key else ()


def _by_meaning(surface: str, find: _Find) -> Hits:
    """Translations: a foreign name against all, an English one against foreign ones."""
    told = meaning(surface)
    if told is None:
        return ()
    return _of_one(find("meaning", told.key if told.foreign else f"x {told.key}"))


LONG_WORD = 6
"""Letters of a skeleton from which a single word is known in another spelling."""

_GENERIC = frozenset("movement group organization organisation party network".split())


def _by_core(surface: str, find: _Find) -> Hits:
    """A name that is proof by itself, with a word that only says that it is a body: "Hamas Movement"."""
    first, _, rest = surface.partition(" of ")
    before, _, last = surface.rpartition(" ")
    core = before if last.lower() in _GENERIC else rest if first.lower() in _GENERIC else ""
    hits = _of_one(_exactly(core, find)) if core else ()
    return hits if all(name.strong for _, name in hits) else ()


LONG_ACRONYM = 5
"""Letters from which an acronym that no file lists is believed to be a known name's initials."""


def _by_initials(surface: str, find: _Find) -> Hits:
    """A long acronym of a known name, or the name in full of a long acronym that is known."""
    bare = letters(surface)
    if is_acronym(surface):
        return _of_one(find("initials", bare)) if len(bare) >= LONG_ACRONYM else ()
    long = (form for form in initials(surface) if len(form) >= LONG_ACRONYM)
    return _of_one(tuple(hit for form in long for hit in _exactly(form, find)))


def same_name(one: str, other: str, extra: Path | None = None) -> bool:
    """Whether two names are proof of one actor.

    What the files say comes first: two names of different actors are never one, however alike they look. One of two
    names that nobody is known by may be the other in another spelling, in another language, or in its initials.

    Args:
        one: a name as written.
        other: another.
        extra: a project's folder, as for `actors`.
    """
    states = {_state(one), _state(other)}
    if None not in states:
        return len(states) == 1
    hits = tuple(candidates(name, extra) for name in (one, other))
    first, second = map(_bearers, hits)
    proved = all(name.strong for found in hits for _, name in found)
    if not (proved or is_acronym(one) or is_acronym(other) or _alike(one, other)) and tell_apart(one, other):
        return False  # one is a weak name, and the other has a number or the like that it lacks
    if first and second:
        shared = first & second
        return len(first | second) == 1 or bool(
            shared
            and (_alike(one, other) or _stands_for(one, other, second) or _stands_for(other, one, first))
        )
    return _alike(one, other)


def _bearers(hits: Hits) -> set[str]:
    """Those of whom a name is proof; when it is proof of nobody, all that bear it."""
    return {slug for slug, name in hits if name.strong} or {slug for slug, _ in hits}


def _stands_for(acronym: str, name: str, bearers: set[str]) -> bool:
    """Whether an acronym that bears a name's body in a list is that name's: of the one body, or by its initials."""
    return is_acronym(acronym) and (len(bearers) == 1 or _initials_of(acronym, name, fewest=2))


def _alike(one: str, other: str) -> bool:
    """Whether two names are one in another spelling, order or language, or in its initials."""
    return (
        exact_key(one) == exact_key(other)
        or skeleton(one) == skeleton(other)
        or (turned(one) is not None and turned(one) == turned(other))
        or _translated(one, other)
        or _initials_of(one, other)
        or _initials_of(other, one)
    )


def _state(name: str) -> str | None:
    """Code of the state that a name means, itself or as its government; None for any other name."""
    lower = name.lower()
    prefix = next((p for p in ("government of the ", "government of ") if lower.startswith(p)), "")
    return country_of(name[len(prefix) :])


def _translated(one: str, other: str) -> bool:
    first, second = meaning(one), meaning(other)
    return bool(first and second and first.key == second.key and first.foreign is not second.foreign)


def _initials_of(acronym: str, name: str, *, fewest: int = FEWEST_INITIALS) -> bool:
    return is_acronym(acronym) and letters(acronym) in initials(name, fewest)
