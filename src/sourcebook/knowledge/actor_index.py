"""Keys to actors: by folded name, by skeleton, by order, by meaning, by initials. Made when the files are compiled."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.folding import fold_name, is_acronym, skeleton, split_owner
from sourcebook.knowledge.meaning import meaning
from sourcebook.knowledge.turned import turned
from sourcebook.model.actor import Alias

Hits = tuple[tuple[str, Alias], ...]

FEWEST_INITIALS = 4
_SMALL = frozenset(
    "of the for and in on to de la las los del du des di da do dos et e y i al el pour l d".split()
)


def initials(name: str, fewest: int = FEWEST_INITIALS) -> tuple[str, ...]:
    """The acronyms that the words of a name give, with and without its small words.

    Args:
        name: a name as written.
        fewest: letters that an acronym has at least.

    Returns:
        In capitals; empty for a name too short.
    """
    words = fold_name(name).split()
    forms = ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL))
    return tuple(dict.fromkeys(f.upper() for f in forms if len(f) >= fewest))


def _folded(name: Alias) -> tuple[str, ...]:
    return (fold_name(name.text),)


def _skeleton(name: Alias) -> tuple[str, ...]:
    return (skeleton(name.text),)


def _meaning(name: Alias) -> tuple[str, ...]:
    """ "x " stands before the key of a foreign name, which English names are compared with."""
    told = meaning(name.text)
    return () if told is None else (told.key, f"x {told.key}") if told.foreign else (told.key,)


def _owned(name: Alias) -> tuple[str, ...]:
    key = split_owner(name.text)
    return () if key is None else (key,)


def _turned(name: Alias) -> tuple[str, ...]:
    key = turned(name.text)
    return () if key is None else (key,)


def _initials(name: Alias) -> tuple[str, ...]:
    return initials(name.text) if name.strong and not is_acronym(name.text) else ()


KEYS: Mapping[str, Callable[[Alias], tuple[str, ...]]] = {
    "folded": _folded,
    "skeleton": _skeleton,
    "meaning": _meaning,
    "turned": _turned,
    "initials": _initials,
    "owned": _owned,
}
"""What gives a name its keys, by kind of index."""


class Keys(Protocol):
    """The keys of some actors."""

    @property
    def ids(self) -> Sequence[str]:
        """The actors."""

    def rows(self, kind: str) -> Mapping[str, str]:
        """For each key of a kind of index pairs of numbers, blanks between: which actor, which of its names."""


@dataclass(frozen=True, slots=True)
class MadeKeys:
    """Keys made of entries.

    Attributes:
        ids: the actors.
        made: rows by kind of index.
    """

    ids: Sequence[str]
    made: Mapping[str, Mapping[str, str]]

    def rows(self, kind: str) -> Mapping[str, str]:
        """As for `Keys`."""
        return self.made[kind]


def keys_of(entries: Iterable[ActorEntry]) -> MadeKeys:
    """The keys of some actors.

    Args:
        entries: actors, in the order of the ids.
    """
    these = list(entries)
    return MadeKeys([e.id for e in these], {kind: _rows(kind, these) for kind in KEYS})


def _rows(kind: str, entries: Sequence[ActorEntry]) -> dict[str, str]:
    found: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        for n, name in enumerate(entry.names):
            for key in KEYS[kind](name):
                if key:
                    found.setdefault(key, []).extend((i, n))
    return {key: " ".join(map(str, numbers)) for key, numbers in sorted(found.items())}


class Index(Mapping[str, Hits]):
    """Ids with the names that a key may stand for; names are made when they are asked for.

    Args:
        kind: of `KEYS`.
        entries: all actors by id.
        ours: keys of the compiled files.
        own: keys of a project's actors, which replace ours of one id.
        single: leave out the keys that two actors share: those are proof of neither.
    """

    def __init__(
        self, kind: str, entries: Mapping[str, ActorEntry], ours: Keys, own: Keys, *, single: bool
    ) -> None:
        self._entries, self._replaced, self._single = entries, frozenset(own.ids), single
        self._ours, self._own = _Rows(ours, kind), _Rows(own, kind)
        self._found: dict[str, Hits] = {}

    def of(self, key: str) -> Hits:
        """Ids with the names that a key may stand for; empty when it stands for none."""
        hits = self._found.get(key)
        if hits is None:
            hits = self._look(key)
            if hits:
                self._found[key] = hits
        return hits

    def _look(self, key: str) -> Hits:
        rows = [hit for hit in self._ours.of(key) if hit[0] not in self._replaced]
        rows += self._own.of(key)
        if self._single and len({slug for slug, _ in rows}) > 1:
            return ()
        return tuple((slug, self._entries[slug].names[n]) for slug, n in rows)

    def __getitem__(self, key: str) -> Hits:
        found = self.of(key)
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        every = dict.fromkeys(chain(self._ours.rows, self._own.rows))
        return iter(every) if not self._single and not self._replaced else (k for k in every if k in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Rows:
    """One index of some keys."""

    def __init__(self, keys: Keys, kind: str) -> None:
        self.rows, self._ids = keys.rows(kind), keys.ids

    def of(self, key: str) -> Sequence[tuple[str, int]]:
        row = self.rows.get(key)
        if row is None:
            return ()
        numbers = [int(n) for n in row.split()]
        return [(self._ids[numbers[i]], numbers[i + 1]) for i in range(0, len(numbers), 2)]
