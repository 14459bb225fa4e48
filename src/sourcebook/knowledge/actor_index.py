"""Keys to actors: by folded name, by skeleton, by meaning, by initials. Made when the files are compiled."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.folding import fold_name, is_acronym, skeleton
from sourcebook.knowledge.meaning import meaning
from sourcebook.model.actor import Alias

Hits = tuple[tuple[str, Alias], ...]
Rows = dict[str, list[tuple[str, int]]]
"""Ids and places of names in an entry's `names`, by key."""

FEWEST_INITIALS = 4
_SMALL = frozenset("of the for and in on to de la del du des et y e i al el".split())


def initials(name: str) -> tuple[str, ...]:
    """The acronyms that the words of a name give, with and without its small words.

    Args:
        name: a name as written.

    Returns:
        Capitals, four or more; empty for a name too short.
    """
    words = fold_name(name).split()
    forms = ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL))
    return tuple(dict.fromkeys(f.upper() for f in forms if len(f) >= FEWEST_INITIALS))


def _folded(name: Alias) -> tuple[str, ...]:
    return (fold_name(name.text),)


def _skeleton(name: Alias) -> tuple[str, ...]:
    return (skeleton(name.text),)


def _meaning(name: Alias) -> tuple[str, ...]:
    """ "x " stands before the key of a foreign name, which English names are compared with."""
    told = meaning(name.text)
    return () if told is None else (told.key, f"x {told.key}") if told.foreign else (told.key,)


def _initials(name: Alias) -> tuple[str, ...]:
    return initials(name.text) if name.strong and not is_acronym(name.text) else ()


KEYS: Mapping[str, Callable[[Alias], tuple[str, ...]]] = {
    "folded": _folded,
    "skeleton": _skeleton,
    "meaning": _meaning,
    "initials": _initials,
}
"""What gives a name its keys, by kind of index."""


def rows(kind: str, entries: Iterable[ActorEntry]) -> Rows:
    """One index.

    Args:
        kind: of `KEYS`.
        entries: actors, in the order of the ids.
    """
    found: Rows = {}
    for entry in entries:
        for n, name in enumerate(entry.names):
            for key in KEYS[kind](name):
                if key:
                    found.setdefault(key, []).append((entry.id, n))
    return found


class Index(Mapping[str, Hits]):
    """Ids with the names that a key may stand for; names are made when they are asked for.

    Args:
        ours: rows of the compiled files.
        entries: all actors by id.
        own: rows of a project's actors.
        replaced: ids of the compiled files that the project replaces.
        single: leave out the keys that two actors share: those are proof of neither.
    """

    def __init__(
        self,
        ours: Mapping[str, list[tuple[str, int]]],
        entries: Mapping[str, ActorEntry],
        own: Mapping[str, list[tuple[str, int]]],
        replaced: frozenset[str],
        *,
        single: bool,
    ) -> None:
        self._ours, self._entries, self._own = ours, entries, own
        self._replaced, self._single = replaced, single

    def __getitem__(self, key: str) -> Hits:
        found = self._rows(key)
        if not found or (self._single and len({slug for slug, _ in found}) > 1):
            raise KeyError(key)
        return tuple((slug, self._entries[slug].names[n]) for slug, n in found)

    def _rows(self, key: str) -> list[tuple[str, int]]:
        ours = self._ours.get(key, ())
        kept = [(slug, n) for slug, n in ours if slug not in self._replaced]
        return kept + list(self._own.get(key, ()))

    def __iter__(self) -> Iterator[str]:
        if not self._single and not self._replaced:
            return iter(dict.fromkeys(chain(self._ours, self._own)))
        return (key for key in dict.fromkeys(chain(self._ours, self._own)) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        found = self._rows(key)
        return bool(found) and not (self._single and len({slug for slug, _ in found}) > 1)
