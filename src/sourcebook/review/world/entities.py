"""The actors and places of a book as columns, each with an index that it keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from sourcebook.knowledge.actors import actors as known_actors
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import skeleton
from sourcebook.knowledge.places import country_place
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor
from sourcebook.model.where import Fineness, Place, fineness_of
from sourcebook.review.words import Entities

_SCOPED = "@"  # in the id of somebody described in one report and not named
_SPOTS = frozenset({Fineness.EXACT, Fineness.NEAR})
Pair = tuple[int, int]
Account = Actor | Place


class Everybody:
    """Actors and places, in the order in which they came in.

    Args:
        ledger: the book.
        claims: ids to the number of claims that name them.
    """

    def __init__(self, ledger: Ledger, claims: Mapping[str, int]) -> None:
        self.columns = Entities()
        self.at: dict[str, int] = {}
        self.similar: set[frozenset[str]] = set()
        self._accounts: dict[str, Account | None] = {}
        self._sounding: tuple[int, list[tuple[str, str]]] = (0, [])
        self.add(ledger, claims)

    def add(self, ledger: Ledger, claims: Mapping[str, int]) -> None:
        """Put in those that are not in yet.

        Args:
            ledger: the book.
            claims: ids to the number of claims that name them.
        """
        new = sorted(set(claims) - self.at.keys())
        for ident, found in _accounts(ledger, new).items():
            self.at[ident] = len(self.columns.id)
            for name, value in (*_row(ident, found).items(), ("id", ident), ("claims", claims[ident])):
                getattr(self.columns, name).append(value)
            self._note(ident, found)

    def _note(self, ident: str, found: Account | None) -> None:
        self._accounts[ident] = found
        if isinstance(found, Actor):
            self.similar |= {frozenset((found.id, o)) for o in found.distinct_from}

    def renew(self, ledger: Ledger, idents: Iterable[str], claims: Mapping[str, int]) -> set[str]:
        """Tell some of those that are in anew, and count anew in how many claims all are named.

        Args:
            ledger: the book.
            idents: ids of those of whom the book may say something else now.
            claims: ids to the number of claims that name them.

        Returns:
            Ids of those of whom it does.
        """
        told = _accounts(ledger, sorted(self.at.keys() & set(idents)))
        other = {ident: found for ident, found in told.items() if found != self._accounts[ident]}
        for ident, found in other.items():
            for name, value in _row(ident, found).items():
                getattr(self.columns, name)[self.at[ident]] = value
            self._note(ident, found)
        for ident, n in self.at.items():
            self.columns.claims[n] = claims.get(ident, self.columns.claims[n])
        self._sounding = (0, [])
        return set(other)

    def since(self, index: int) -> Entities:
        """Those from an index on.

        Args:
            index: of the first.
        """
        return Entities(**{f.name: getattr(self.columns, f.name)[index:] for f in fields(Entities)})

    def pairs(self, pairs: Iterable[Iterable[str]]) -> list[Pair]:
        """Pairs of ids as indexes, each once, in order; pairs with somebody else are left out."""
        inside = (tuple(pair) for pair in pairs)
        found = {
            (self.at[p[0]], self.at[p[1]]) for p in inside if len(set(p)) > 1 and set(p) <= self.at.keys()
        }
        return sorted(found)

    def lookalikes(self, distinct: Iterable[Iterable[str]]) -> list[Pair]:
        """Pairs that are easily taken for each other.

        Args:
            distinct: pairs that reports or people keep apart.
        """
        known = known_actors()
        listed = [(i, o.other) for i in self.at if i in known for o in known[i].look_alikes]
        every = {frozenset(p) for p in (*listed, *self.similar, *distinct, *self._alike())}
        return self.pairs(sorted(p, key=lambda i: self.at.get(i, -1)) for p in every)

    def _alike(self) -> list[tuple[str, str]]:
        """Pairs of named actors whose names sound the same; looked for again when somebody came in."""
        if self._sounding[0] != len(self.at):
            self._sounding = (len(self.at), self._sound_alike())
        return self._sounding[1]

    def _sound_alike(self) -> list[tuple[str, str]]:
        found: dict[str, list[str]] = {}
        for ident, n in self.at.items():
            if not self.columns.place[n] and _SCOPED not in ident:
                found.setdefault(skeleton(self.columns.name[n]), []).append(ident)
        groups = (ids for key, ids in found.items() if key and len(ids) > 1)
        return [(a, b) for ids in groups for n, a in enumerate(ids) for b in ids[n + 1 :]]


def country(ident: str) -> Place | None:
    """A country that no report names, by its id; None for any other id.

    Args:
        ident: such as "place:sy".
    """
    found = by_code().get(ident.removeprefix("place:").upper()) if ident.startswith("place:") else None
    return country_place(found) if found else None


def _accounts(ledger: Ledger, idents: list[str]) -> dict[str, Account | None]:
    """What the book has of some ids, in their order; None for an id of which no report gives an account."""
    actors, places = ledger.overview.actors(idents), ledger.overview.places(idents)
    return {i: places.get(i) or actors.get(i) or country(i) for i in idents}


def _row(ident: str, found: Account | None) -> dict[str, object]:
    return _of_place(found) if isinstance(found, Place) else _of_actor(ident, found)


def _of_actor(ident: str, actor: Actor | None) -> dict[str, object]:
    place = actor is None and ident.startswith("place:")
    return {
        "name": actor.name if actor else ident,
        "kind": str(actor.kind) if actor else "other",
        "place": place,
        "lat": None,
        "lon": None,
        "country": actor.state if actor else None,
        "radius_km": None,
        "area": False,
        "line": None,
    }


def _of_place(place: Place) -> dict[str, object]:
    return {
        "name": place.name,
        "kind": str(place.kind),
        "place": True,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "radius_km": place.radius_km,
        "area": fineness_of(place) not in _SPOTS,
        "line": [*place.line[0], *place.line[1]] if place.line else None,
    }
