"""Whom a decision about actors is about: actors of a book, or of the knowledge files, by name or id."""

from collections.abc import Iterable
from typing import Any

from sourcebook.errors import NameProblem
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.folding import fold_name
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind


def the_actor(ledger: Ledger, name: str) -> Actor:
    """The one actor of the book that a name or id means.

    Raises:
        NameProblem: nobody is called so, or several are; its text lists them.
    """
    found = actors_called(ledger, name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = "\n".join(f"  {a.id}  {a.name} ({str(a.kind).replace('_', ' ')})" for a in found)
        raise NameProblem(f"{name!r} may be any of these; give an id:\n{listed}")
    near = [f"{e.name} ({e.id})" for e in ledger.near(name) if isinstance(e, Actor)]
    hint = f"; did you mean {', '.join(near)}?" if near else "; `sourcebook actors review` lists who is new"
    raise NameProblem(f"no actor called {name!r} in {ledger.path}{hint}")


def actors_called(ledger: Ledger, name: str) -> list[Actor]:
    """The actors that a name may mean: that of the id, else those so named, else those only described so."""
    found = [a for a in ledger.find(name) if isinstance(a, Actor)]
    exact = [a for a in found if a.id == name]
    named = [a for a in found if a.kind is not ActorKind.UNIDENTIFIED]
    return exact or named or found


def anybody(ledger: Ledger, name: str) -> tuple[str, dict[str, Any]]:
    """The id of an actor of the book, else of the knowledge files, with what a decision must say of the latter.

    Raises:
        NameProblem: neither knows the name, or several are called so.
    """
    if not actors_called(ledger, name) and (known := _of_files(name)):
        return known
    return the_actor(ledger, name).id, {}


def _of_files(name: str) -> tuple[str, dict[str, Any]] | None:
    ids = {name} & actors().keys() or {ident for ident, _ in candidates(name)}
    if len(ids) != 1:
        return None
    entry = actors()[ids.pop()]
    return entry.id, {"name": entry.name, "kind": entry.kind, "state": entry.state}


def somebody(ledger: Ledger, name: str, *, like: Actor) -> tuple[str, dict[str, Any]]:
    """The id of somebody who is known, or a new one for a name that nobody has.

    Args:
        ledger: the book.
        name: an id, or a name.
        like: of what kind a new actor is to be.

    Raises:
        NameProblem: several are called so, or no id can be made of the name.
    """
    found = [a for a in actors_called(ledger, name) if a.id != like.id]
    if not found and (known := _of_files(name)) and known[0] != like.id:
        return known
    if found:
        return (found[0] if len(found) == 1 else the_actor(ledger, name)).id, {}
    slug = fold_name(name).replace(" ", "-")
    if not slug:
        raise NameProblem(f"{name!r} holds no Latin letters; give the new actor a name with some")
    stem = f"person-{slug}" if like.kind is ActorKind.PERSON else slug
    return _free(ledger, stem), {"name": name, "kind": like.kind}


def _free(ledger: Ledger, stem: str) -> str:
    taken = actors().keys() | ledger.who_is_who().touched
    tries = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
    return next(t for t in tries if t not in taken and ledger.actor(t) is None)


def the_reports(ledger: Ledger, prefixes: Iterable[str]) -> tuple[str, ...]:
    """Whole ids of the reports whose ids begin so.

    Raises:
        NameProblem: none does, or several do.
    """
    wanted = list(prefixes)
    every = [s.id for s in ledger.sources()] if wanted else []
    chosen = []
    for prefix in wanted:
        fits = [ident for ident in every if ident.startswith(prefix.strip().lower())]
        if len(fits) != 1:
            several = f"several reports: {', '.join(fits[:5])}; give more of it" if fits else "no report"
            raise NameProblem(f"{prefix!r} is the beginning of {several}; `sourcebook sources` has the ids")
        chosen.append(fits[0])
    return tuple(dict.fromkeys(chosen))
