"""Known names that come near a new one: shown to people in order of likeness, never a reason to merge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from sourcebook.knowledge.folding import fold_name, is_acronym

NEAR = 0.7  # ours, not measured: below it, what is shown is nearly always somebody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A known actor with a name that comes near.

    Attributes:
        id: its id.
        name: the name that comes near.
        likeness: from 0 to 1.
    """

    id: str
    name: str
    likeness: float


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1, whatever the order of their words.

    Args:
        one: folded words.
        other: the same of another name.
    """
    a, b = (" ".join(sorted(words.split())) for words in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def nearest(name: str, known: Mapping[str, Iterable[str]], *, limit: int = 3) -> list[Near]:
    """The known actors whose names come nearest to a name, the nearest first.

    Args:
        name: as written.
        known: names by id.
        limit: at most so many.
    """
    wanted = fold_name(name)
    found: dict[str, Near] = {}
    for ident, names in known.items():
        for other in names:
            if is_acronym(other) or not _worth_it(wanted, fold_name(other)):
                continue
            near = Near(id=ident, name=other, likeness=likeness(wanted, fold_name(other)))
            if near.likeness >= NEAR and (ident not in found or near.likeness > found[ident].likeness):
                found[ident] = near
    return sorted(found.values(), key=lambda n: (-n.likeness, n.id))[:limit]


def _worth_it(one: str, other: str) -> bool:
    """Whether two names can be alike at all: neither is much longer, and a word begins the same way."""
    if not one or not other or 2 * min(len(one), len(other)) / (len(one) + len(other)) < NEAR:
        return False
    return not {w[:2] for w in one.split()}.isdisjoint(w[:2] for w in other.split())
