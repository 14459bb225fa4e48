"""Entries of the cast: states, known actors and governments as actors."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from sourcebook.knowledge.actors import ActorEntry, actors
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.governments import Government
from sourcebook.model.actor import Actor, ActorKind, Alias


def slug(name: str) -> str:
    """A name as an id: folded, with hyphens for blanks."""
    return fold_name(name).replace(" ", "-")


@cache
def state_actor(code: str) -> Actor:
    """The state with an ISO 3166-1 alpha-2 code, as an actor."""
    land = by_code()[code]
    names = tuple(Alias(text=n) for n in land.aliases)
    return Actor(
        id=slug(land.name),
        name=land.name,
        kind=ActorKind.STATE,
        subkind="independent",
        aliases=names,
        known=True,
        state=code,
    )


def people_actor(code: str, names: tuple[Alias, ...] = (), *, called: str | None = None) -> Actor:
    """The people of a state, as a population.

    Args:
        code: ISO 3166-1 alpha-2 code.
        names: by which the report calls them.
        called: what they are called where the table has no plural for them.
    """
    land = by_code()[code]
    name = next((p for p in land.people if p.endswith("s")), called or f"people of {land.name}")
    return Actor(
        id=f"people-{code.lower()}",
        name=name,
        kind=ActorKind.POPULATION,
        subkind="national",
        aliases=names,
        known=True,
        state=code,
    )


def known_actor(entry: ActorEntry) -> Actor:
    """An actor of the knowledge files."""
    return Actor(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        subkind=entry.subkind,
        aliases=tuple(n for n in entry.names if n.text != entry.name),
        known=True,
        state=entry.state,
        distinct_from=entry.distinct_from,
    )


def government_actor(government: Government, project: Path | None = None) -> Actor:
    """A government as an actor of its own, a unit of its state.

    Args:
        government: from the knowledge file.
        project: a folder with the user's own knowledge, or None.
    """
    state = slug(by_code()[government.state].name)
    names = tuple(Alias(text=n, since=government.since, until=government.until) for n in government.aliases)
    entry = actors(project).get(government.id)
    if entry is not None:
        known = known_actor(entry)
        return replace(known, aliases=(*known.aliases, *names), unit_of=state)
    return Actor(
        id=government.id,
        name=government.name,
        kind=ActorKind.STATE_BODY,
        subkind="government",
        aliases=names,
        known=True,
        state=government.state,
        unit_of=state,
    )
