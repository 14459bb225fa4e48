"""Actors and places over all reports: one id, every name that any report gave it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.codec import from_json
from sourcebook.ledger.fold import fold
from sourcebook.ledger.query import AS_MEMBER, PLACE_ROLES
from sourcebook.ledger.tables import (
    ACTOR,
    CLAIM,
    CURRENT,
    MENTION,
    NAME,
    PARTY,
    PLACE,
    REPORT,
    RUN_ACTOR,
    RUN_PLACE,
    TEXT,
)
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.text import Mention, MentionKind
from sourcebook.model.where import Place

Connect = Callable[[], AbstractContextManager[sa.Connection]]


class Names(Mapping[str, str]):
    """Ids to names; an id without a name is its own name.

    Args:
        connect: gives a connection to read with.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._known: dict[str, str] = {}

    def __getitem__(self, ident: str) -> str:
        if ident not in self._known:
            with self._connect() as conn:
                self._known[ident] = _name(conn, ident) or ident
        return self._known[ident]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _name(conn: sa.Connection, ident: str) -> str | None:
    for table, current in ((ACTOR, _current_actor()), (PLACE, _current_place())):
        asked = (
            sa.select(table.c.name).where(table.c.id == ident, current).order_by(*_main_first(table)).limit(1)
        )
        name: str | None = conn.execute(asked).scalar_one_or_none()
        if name is not None:
            return name
    return None


def _main_first(table: sa.TableClause) -> tuple[sa.ColumnElement[Any], ...]:
    """Of several accounts of one entity a known one first, then the fullest, in whatever order they came."""
    return (table.c.known.desc(), sa.func.length(table.c.body).desc(), table.c.body)


def _current_actor() -> sa.ColumnElement[bool]:
    run = sa.select(RUN_ACTOR.c.run).join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
    return run.where(RUN_ACTOR.c.actor == ACTOR.c.key).exists()


def _current_place() -> sa.ColumnElement[bool]:
    run = sa.select(RUN_PLACE.c.run).join(CURRENT, CURRENT.c.run == RUN_PLACE.c.run)
    return run.where(RUN_PLACE.c.place == PLACE.c.key).exists()


def actor(conn: sa.Connection, ident: str) -> Actor | None:
    """An actor by id."""
    asked = sa.select(ACTOR.c.body).where(ACTOR.c.id == ident, _current_actor()).order_by(*_main_first(ACTOR))
    found = [from_json(Actor, body) for body in conn.execute(asked).scalars()]
    return _one_actor(found) if found else None


def _one_actor(found: list[Actor]) -> Actor:
    main = found[0]
    aliases = {a.text: a for a in main.aliases}
    others = {n.text: n for other in found[1:] for n in (*other.aliases, _further_name(other.name))}
    for text in sorted(others):
        if text != main.name:
            aliases.setdefault(text, others[text])
    distinct = sorted({d for a in found for d in a.distinct_from})
    members = tuple(dict.fromkeys(m for a in found for m in a.members))
    return replace(main, aliases=tuple(aliases.values()), distinct_from=tuple(distinct), members=members)


def _further_name(name: str) -> Alias:
    return Alias(text=name, type=AliasType.UNREVIEWED)


def place(conn: sa.Connection, ident: str) -> Place | None:
    """A place by id."""
    asked = sa.select(PLACE.c.body).where(PLACE.c.id == ident, _current_place()).order_by(*_main_first(PLACE))
    found = [from_json(Place, body) for body in conn.execute(asked).scalars()]
    if not found:
        return None
    names = {n for p in found for n in (p.name, *p.aliases)} - {found[0].name}
    extra = sorted(names - set(found[0].aliases))
    return replace(found[0], aliases=(*found[0].aliases, *extra))


def find(conn: sa.Connection, name: str) -> list[Actor | Place]:
    """Actors and places of a name or id."""
    keys = sa.select(NAME.c.key).where(NAME.c.folded == fold(name))
    return _fetch(
        conn, _ids(conn, sa.or_(ACTOR.c.key.in_(keys), ACTOR.c.id == name), actors=True), actors=True
    ) + (
        _fetch(
            conn, _ids(conn, sa.or_(PLACE.c.key.in_(keys), PLACE.c.id == name), actors=False), actors=False
        )
    )


def near(conn: sa.Connection, name: str, *, limit: int) -> list[Actor | Place]:
    """Actors and places with a name that holds these words, or one of them when none holds all."""
    for words in (fold(name), *sorted(fold(name).split(), key=len, reverse=True)):
        if len(words) < 3:  # noqa: PLR2004 - shorter words are in half of all names
            continue
        keys = sa.select(NAME.c.key).where(NAME.c.folded.contains(words, autoescape=True))
        actors = _fetch(conn, _ids(conn, ACTOR.c.key.in_(keys), actors=True)[:limit], actors=True)
        places = _fetch(
            conn, _ids(conn, PLACE.c.key.in_(keys), actors=False)[: limit - len(actors)], actors=False
        )
        if actors or places:
            return actors + places
    return []


def _ids(conn: sa.Connection, condition: sa.ColumnElement[bool], *, actors: bool) -> list[str]:
    table, current = (ACTOR, _current_actor()) if actors else (PLACE, _current_place())
    asked = sa.select(table.c.id).where(condition, current).distinct().order_by(table.c.id)
    return list(conn.execute(asked).scalars())


def _fetch(conn: sa.Connection, idents: list[str], *, actors: bool) -> list[Actor | Place]:
    found = (actor(conn, i) if actors else place(conn, i) for i in idents)
    return [entity for entity in found if entity is not None]


def surfaces(conn: sa.Connection, ident: str, *, limit: int) -> list[tuple[str, int]]:
    """The words by which an entity is mentioned, with their number."""
    asked = (
        sa.select(MENTION.c.words, sa.func.count())
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(MENTION.c.entity == ident)
        .group_by(MENTION.c.words)
        .order_by(sa.func.count().desc(), MENTION.c.words)
        .limit(limit)
    )
    return [(words, count) for words, count in conn.execute(asked)]


def named_places(conn: sa.Connection) -> list[tuple[str, list[Mention], dict[str, Place]]]:
    """Reports with their mentions of places."""
    asked = (
        sa.select(REPORT.c.n, TEXT.c.text, MENTION.c.body)
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .join(REPORT, REPORT.c.id == CURRENT.c.report)
        .join(TEXT, TEXT.c.n == REPORT.c.n)
        .where(MENTION.c.kind == str(MentionKind.PLACE))
        .order_by(REPORT.c.n, MENTION.c.seq)
    )
    told: dict[int, tuple[str, list[Mention], dict[str, Place]]] = {}
    known: dict[str, Place | None] = {}
    for n, text, body in conn.execute(asked):
        mention = from_json(Mention, body)
        told.setdefault(n, (text, [], {}))[1].append(mention)
        if mention.entity:
            if mention.entity not in known:
                known[mention.entity] = place(conn, mention.entity)
            if found := known[mention.entity]:
                told[n][2][mention.entity] = found
    return list(told.values())


def connected(conn: sa.Connection, *, limit: int) -> list[tuple[str, int]]:
    """Actors with the most claims about them; ties between two entities count three times an event."""
    asked = (
        sa.select(PARTY.c.entity, CLAIM.c.kind, sa.func.count(CLAIM.c.n.distinct()))
        .join(CLAIM, CLAIM.c.n == PARTY.c.claim)
        .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        .where(
            PARTY.c.role.not_in((*PLACE_ROLES, AS_MEMBER)),
            CLAIM.c.background == 0,
            PARTY.c.entity.in_(_shown_actors()),
        )
        .group_by(PARTY.c.entity, CLAIM.c.kind)
    )
    weight: Counter[str] = Counter()
    for entity, kind, count in conn.execute(asked):
        weight[entity] += count * (3 if kind == "relation" else 1)
    return sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _shown_actors() -> sa.Select[Any]:
    return sa.select(ACTOR.c.id).where(
        ACTOR.c.kind.not_in([str(ActorKind.UNIDENTIFIED), str(ActorKind.OTHER)])
    )
