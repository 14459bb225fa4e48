"""Known names that come near a new one: shown to people in order of likeness, never a reason to merge.

Likeness is rapidfuzz's token_sort_ratio: it gives Syrian Free Army and Free Syrian Army 100 of 100, which is why it may
rank and must not join.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sourcebook.knowledge.folding import fold_name, is_acronym

NEAR = 0.65  # ours: below it, what is shown is nearly always somebody else


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


class Nearest:
    """Ranks known names by their likeness to a new one, whatever the order of their words.

    Args:
        known: names by id; acronyms are left out, they are alike by chance.
    """

    def __init__(self, known: Mapping[str, Iterable[str]]) -> None:
        named = ((ident, name) for ident, names in known.items() for name in names if not is_acronym(name))
        self._named = [(ident, name, folded) for ident, name in named if (folded := fold_name(name))]
        self._folded = [folded for _, _, folded in self._named]

    def to(self, name: str, *, limit: int = 3) -> list[Near]:
        """The known actors whose names come nearest, the nearest first.

        Args:
            name: as written.
            limit: at most so many.
        """
        wanted = fold_name(name)
        if not wanted:
            return []
        hits = process.extract(
            wanted, self._folded, scorer=fuzz.token_sort_ratio, score_cutoff=100 * NEAR, limit=None
        )
        found: dict[str, Near] = {}
        for _, score, at in hits:
            ident, known, _ = self._named[at]
            if ident not in found:
                found[ident] = Near(id=ident, name=known, likeness=round(score / 100, 3))
        return sorted(found.values(), key=lambda n: (-n.likeness, n.id))[:limit]
