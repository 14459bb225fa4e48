"""What questions about networks look at, from a book, and whom a name means there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sourcebook.asof.picture import Picture
from sourcebook.asof.reach import Removal
from sourcebook.asof.spans import TieSpan, spans
from sourcebook.errors import NameProblem, ValueProblem
from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.places import country_place
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.where import Place

_MANY = 200  # names that come near, among which a description is looked for
_TIE = re.compile(r"t[0-9a-f]{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What is the same for every day.

    Attributes:
        entries: every claim of a book, allusions too.
        ties: the same claims' ties over time.
        actors, places: those that were looked up so far, by id; None for an id that the book does not know.
    """

    entries: tuple[Entry, ...]
    ties: tuple[TieSpan, ...]
    actors: dict[str, Actor | None] = field(default_factory=dict, compare=False, repr=False)
    places: dict[str, Place | None] = field(default_factory=dict, compare=False, repr=False)


def gathered(ledger: Ledger) -> Gathered:
    """Every claim of a book and its ties over time; goes through the whole book.

    Args:
        ledger: the book.
    """
    entries = tuple(ledger.claims(ClaimQuery(background=True)))
    return Gathered(entries=entries, ties=tuple(spans(entries, names=ledger.names())))


def picture_of(ledger: Ledger, day: date | None, *, told: Gathered | None = None) -> Picture:
    """Every claim of a book and its ties over time, as one day sees them.

    Args:
        ledger: the book.
        day: what is asked as of; None for all days.
        told: what `gathered` gave of the book, when it is at hand.
    """
    held = told or gathered(ledger)
    actors, places = held.actors, held.places

    def actor(ident: str) -> Actor | None:
        if ident not in actors:
            actors[ident] = ledger.actor(ident)
        return actors[ident]

    def place(ident: str) -> Place | None:
        if ident not in places:
            places[ident] = ledger.place(ident) or _country(ident)
        return places[ident]

    def named(name: str) -> Place | None:
        return next((e for e in ledger.find(name) if isinstance(e, Place)), None)

    return Picture(entries=held.entries, ties=held.ties, actor=actor, place=place, named=named, day=day)


def _country(ident: str) -> Place | None:
    """A country that no report names, by its id."""
    found = by_code().get(ident.removeprefix("place:").upper())
    return country_place(found) if found else None


def the_actor(ledger: Ledger, name: str) -> tuple[str, ...]:
    """Ids of the actor of a name; several where reports describe it each on their own.

    "Iran-backed militias" are also those that a report calls Iranian-backed.

    Raises:
        NameProblem: the book knows none of that name, or several.
    """
    found = [e for e in ledger.find(name) if isinstance(e, Actor)]
    if all("@" in e.id for e in found) and "@" not in name:
        near = (e for e in ledger.near(name, limit=_MANY) if isinstance(e, Actor) and "@" in e.id)
        alike = [e for e in near if _plain(e.name) == _plain(name)]
        found = list({e.id: e for e in (*found, *alike)}.values())
    exact = [e for e in found if e.id == name] or found
    if not exact:
        close = ", ".join(e.name for e in ledger.near(name) if isinstance(e, Actor))
        hint = (
            f"; did you mean {close}?" if close else "; `sourcebook claims --search` looks through the words"
        )
        raise NameProblem(f"no actor called {name!r} in {ledger.path}{hint}")
    if len(exact) > 1 and not all("@" in e.id for e in exact):
        raise _several(name, exact)
    return tuple(sorted(e.id for e in exact))


def _several(name: str, found: list[Actor] | list[Actor | Place]) -> NameProblem:
    listed = "\n".join(f"  {e.id}  {e.name} ({str(e.kind).replace('_', ' ')})" for e in found)
    return NameProblem(f"{name!r} may be any of these; ask again with an id:\n{listed}")


def _plain(name: str) -> tuple[str, ...]:
    """The words of a description, its countries by their codes, so that an adjective is as good as a name."""
    words = re.findall(r"[^\W_]+", name.casefold().replace("’", "").replace("'", ""))
    return tuple(country_of(w.title()) or w for w in words)


def the_removal(ledger: Ledger, picture: Picture, names: Iterable[str]) -> Removal:
    """What is thought away: places, bodies, and ties by id or its beginning.

    Raises:
        NameProblem: a name means nothing in the book, several things, or a person.
    """
    places, actors, ties = set[str](), set[str](), set[str]()
    for name in names:
        tie = [t.id for t in picture.ties if _TIE.fullmatch(name) and t.id.startswith(name)]
        if len(tie) > 1:
            raise NameProblem(f"{name!r} is the beginning of several ties: {', '.join(tie)}; give more of it")
        if tie:
            ties.add(tie[0])
            continue
        thing = _thing(ledger, name)
        (places if isinstance(thing, Place) else actors).add(thing.id)
    return Removal(places=frozenset(places), actors=frozenset(actors), ties=frozenset(ties))


def _thing(ledger: Ledger, name: str) -> Actor | Place:
    found = ledger.find(name)
    exact = [e for e in found if e.id == name] or found
    if not exact:
        close = ", ".join(e.name for e in ledger.near(name))
        raise NameProblem(
            f"nothing called {name!r} in {ledger.path} to go without{f'; did you mean {close}?' if close else ''}"
        )
    if len(exact) > 1:
        raise _several(name, exact)
    return exact[0]


def no_person(ledger: Ledger, idents: tuple[str, ...]) -> None:
    """Refuse to follow a person about.

    Raises:
        ValueProblem: one of some ids is a person's.
    """
    for ident in idents:
        found = ledger.actor(ident)
        if found is not None and found.kind is ActorKind.PERSON:
            raise ValueProblem(
                f"{found.name} is a person; `reach` tells how bodies get from place to place, and follows nobody about"
            )
