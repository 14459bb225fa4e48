"""What a book knows of actors and places: the part of `Ledger` that asks who and where."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager

import sqlalchemy as sa

from sourcebook.ledger import accounts, entities, naming
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.rows import Naming
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.text import Mention
from sourcebook.model.where import Place


class Knowing:
    """Answers who and where, as the decisions leave it.

    Args:
        reading: opens the book for a question.
        decided: gives the decisions that count.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[sa.Connection]],
        decided: Callable[[sa.Connection], Identity],
    ) -> None:
        self._reading, self._decided = reading, decided

    def actor(self, ident: str) -> Actor | None:
        """An actor by any of its ids, with the names that all reports give it."""
        with self._reading() as conn:
            return accounts.actor(conn, self._decided(conn), ident)

    def actors(self, idents: Iterable[str]) -> dict[str, Actor]:
        """Actors by their ids, each as its main account has it; ids of places are left out."""
        with self._reading() as conn:
            return entities.actors(conn, self._decided(conn), idents)

    def kinds(self, idents: Collection[str]) -> dict[str, ActorKind]:
        """What many actors are, each as `actor` has it; ids that no report names are left out."""
        with self._reading() as conn:
            return accounts.kinds(conn, self._decided(conn), idents)

    def place(self, ident: str) -> Place | None:
        """A place by id, with the names that all reports give it."""
        with self._reading() as conn:
            return entities.place(conn, ident)

    def places(self, idents: Iterable[str]) -> dict[str, Place]:
        """Places by their ids, each as its fullest account has it; ids of actors are left out."""
        with self._reading() as conn:
            return entities.places(conn, idents)

    def find(self, name: str) -> list[Actor | Place]:
        """Actors and places of that name or id, whatever its case and accents; in the order of their ids."""
        with self._reading() as conn:
            return entities.find(conn, self._decided(conn), name)

    def near(self, name: str, *, limit: int = 8) -> list[Actor | Place]:
        """Actors and places with a name that holds these words; suggestions for a name that is not found."""
        with self._reading() as conn:
            return entities.near(conn, self._decided(conn), name, limit=limit)

    def names(self) -> entities.Names:
        """Ids to names, looked up when asked for."""
        return entities.Names(self._reading, self._decided)

    def surfaces(self, ident: str, *, limit: int = 20) -> list[tuple[str, int]]:
        """The words by which reports mention an entity, with their number, the most frequent first."""
        with self._reading() as conn:
            return entities.surfaces(conn, self._decided(conn), ident, limit=limit)

    def named_places(self) -> list[tuple[str, list[Mention], dict[str, Place]]]:
        """For each report as read last: its text, the mentions of places in it, and those places by id."""
        with self._reading() as conn:
            return entities.named_places(conn)

    def named_actors(self, *, known: bool) -> list[Actor]:
        """Every actor that a report names: those of the knowledge files, or the others; in the order of their ids."""
        with self._reading() as conn:
            return naming.named_actors(conn, self._decided(conn), known=known)

    def namings(self, ident: str) -> list[Naming]:
        """What each report says of an actor and where it mentions it, by any of the actor's ids."""
        with self._reading() as conn:
            return naming.namings(conn, self._decided(conn), ident)

    def connected(self, *, limit: int = 5) -> list[tuple[str, int]]:
        """Ids of the actors with the most ties and events, with their number."""
        with self._reading() as conn:
            return entities.connected(conn, self._decided(conn), limit=limit)
