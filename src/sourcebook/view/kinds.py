"""What those at the ends of ties are: looked up once, many at a time."""

from collections.abc import Iterable

from sourcebook.asof.spans import known_kind
from sourcebook.ledger import Ledger
from sourcebook.model.actor import ActorKind


class Kinds:
    """What actors and places are.

    Args:
        ledger: the book.
        files_alone: whether only the knowledge files, and no report, tell it.
    """

    def __init__(self, ledger: Ledger, *, files_alone: bool = False) -> None:
        self._ledger, self._files_alone = ledger, files_alone
        self._told: dict[str, ActorKind | None] = {}

    def fetch(self, idents: Iterable[str]) -> None:
        """Look up many at once, those that were not yet.

        Args:
            idents: ids.
        """
        new = sorted({i for i in idents if i not in self._told})
        told = self._ledger.kinds(new) if new and not self._files_alone else {}
        self._told |= {i: told.get(i) or known_kind(i) for i in new}

    def many(self, idents: list[str]) -> list[ActorKind | None]:
        """What many are, in the order in which they are asked about.

        Args:
            idents: ids.
        """
        self.fetch(idents)
        return [self._told[i] for i in idents]

    def one(self, ident: str) -> ActorKind | None:
        """What one is.

        Args:
            ident: an id.
        """
        return self.many([ident])[0]
