"""Actors and places over all reports: one id, every name that any report gave it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.accounts import actor, current_actor, main_first
from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import each
from sourcebook.ledger.fold import fold
from sourcebook.ledger.identity import Identity
from sourcebook.ledger.meaning import meaning
from sourcebook.ledger.roles import AS_MEMBER, PLACE_ROLES
from sourcebook.ledger.tables import (
    ACTOR,
    CLAIM,
    CURRENT,
    MENTION,
    NAME,
    PARTY,
    PLACE,
    REPORT,
    RUN_PLACE,
    TEXT,
)
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.identity import Ruling
from sourcebook.model.text import Mention, MentionKind
from sourcebook.model.where import Place

Connect = Callable[[], AbstractContextManager[sa.Connection]]


class Names(Mapping[str, str]):
    """Ids to names; an id without a name is its own name.

    Args:
        connect: gives a connection to read with.
        decided: gives the decisions about who is who.
    """

    def __init__(self, connect: Connect, decided: Callable[[sa.Connection], Identity]) -> None:
        self._connect = connect
        self._decided = decided
        self._known: dict[str, str] = {}

    def __getitem__(self, ident: str) -> str:
        if ident not in self._known:
            with self._connect() as conn:
                self._known[ident] = name_of(conn, self._decided(conn), ident)
        return self._known[ident]

    def fetch(self, idents: Iterable[str]) -> None:
        """Look up many names at once, those that were not yet.

        Args:
            idents: ids.
        """
        with self._connect() as conn:
            touched = self._decided(conn).touched
            asked = [i for i in idents if i not in self._known and i not in touched]
            for table, current in ((ACTOR, current_actor()), (PLACE, _current_place())):
                if asked:
                    self._known |= _first_names(conn, table, current, asked)
                asked = [i for i in asked if i not in self._known]
            self._known |= zip(asked, asked, strict=True)  # without a name an id is its own

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def name_of(conn: sa.Connection, who: Identity, ident: str) -> str:
    """The name of an actor or place; an id without a name is its own name."""
    return _name(conn, who, ident) or ident


def _name(conn: sa.Connection, who: Identity, ident: str) -> str | None:
    if ident in who.touched:
        found = actor(conn, who, ident)
        return found.name if found else None
    for table, current in ((ACTOR, current_actor()), (PLACE, _current_place())):
        asked = (
            sa.select(table.c.name).where(table.c.id == ident, current).order_by(*main_first(table)).limit(1)
        )
        name: str | None = conn.execute(asked).scalar_one_or_none()
        if name is not None:
            return name
    return None


def _first_names(
    conn: sa.Connection, table: sa.TableClause, current: sa.ColumnElement[bool], idents: Iterable[str]
) -> dict[str, str]:
    """Names of those of some ids that a table has, each as `_name` gives it."""
    asked = sa.select(table.c.id, table.c.name).where(table.c.id.in_(each(idents)), current)
    found: dict[str, str] = {}
    for ident, name in conn.execute(asked.order_by(*main_first(table))):
        found.setdefault(ident, name)
    return found


def _current_place() -> sa.ColumnElement[bool]:
    run = sa.select(RUN_PLACE.c.run).join(CURRENT, CURRENT.c.run == RUN_PLACE.c.run)
    return run.where(RUN_PLACE.c.place == PLACE.c.key).exists()


def place(conn: sa.Connection, ident: str) -> Place | None:
    """A place by id."""
    asked = sa.select(PLACE.c.body).where(PLACE.c.id == ident, _current_place()).order_by(*main_first(PLACE))
    found = [from_json(Place, body) for body in conn.execute(asked).scalars()]
    if not found:
        return None
    names = {n for p in found for n in (p.name, *p.aliases)} - {found[0].name}
    extra = sorted(names - set(found[0].aliases))
    return replace(found[0], aliases=(*found[0].aliases, *extra))


def places(conn: sa.Connection, idents: Iterable[str]) -> dict[str, Place]:
    """Places by their ids, each as its fullest account has it; ids of others are left out."""
    asked = (
        sa.select(PLACE.c.id, PLACE.c.body).where(PLACE.c.id.in_(each(idents))).order_by(*main_first(PLACE))
    )
    found: dict[str, Place] = {}
    for ident, body in conn.execute(asked):
        if ident not in found:
            found[ident] = from_json(Place, body)
    return found


def actors(conn: sa.Connection, who: Identity, idents: Iterable[str]) -> dict[str, Actor]:
    """Actors by their ids, each as its main account has it or as decided; the names of other accounts are left out."""
    wanted = set(idents)
    asked = sa.select(ACTOR.c.id, ACTOR.c.body).where(
        ACTOR.c.id.in_(each(wanted - who.touched)), current_actor()
    )
    found: dict[str, Actor] = {}
    for ident, body in conn.execute(asked.order_by(*main_first(ACTOR))):
        if ident not in found:
            found[ident] = from_json(Actor, body)
    decided = ((ident, actor(conn, who, ident)) for ident in sorted(wanted & who.touched))
    return found | {ident: one for ident, one in decided if one}


def find(conn: sa.Connection, who: Identity, name: str) -> list[Actor | Place]:
    """Actors and places of a name or id."""
    keys = sa.select(NAME.c.key).where(NAME.c.folded == fold(name))
    idents = _actor_ids(conn, sa.or_(ACTOR.c.key.in_(keys), ACTOR.c.id == name))
    named = {
        i
        for i, given in (*who.given.items(), *who.introduced.items())
        if fold(given.name or "") == fold(name)
    }
    split = {i for ident in idents for i in who.apart.get(ident, {}).values()}
    tops = {who.of(i) for i in (*idents, *named, *split, *({name} & who.touched))}
    actors = [a for a in _actors(conn, who, tops) if not split or _is_called(who, a, name)]
    return [*actors, *_places(conn, _place_ids(conn, sa.or_(PLACE.c.key.in_(keys), PLACE.c.id == name)))]


def _is_called(who: Identity, found: Actor, name: str) -> bool:
    """Whether a name or id is an actor's; one that was split may have left the name to the other."""
    names = (found.name, *(a.text for a in found.aliases))
    return name in who.sources(found.id) or fold(name) in map(fold, names)


def near(conn: sa.Connection, who: Identity, name: str, *, limit: int) -> list[Actor | Place]:
    """Actors and places with a name that holds these words, or one of them when none holds all."""
    for words in (fold(name), *sorted(fold(name).split(), key=len, reverse=True)):
        if len(words) < 3:  # noqa: PLR2004 - shorter words are in half of all names
            continue
        keys = sa.select(NAME.c.key).where(NAME.c.folded.contains(words, autoescape=True))
        tops = dict.fromkeys(who.of(i) for i in _actor_ids(conn, ACTOR.c.key.in_(keys)))
        actors = _actors(conn, who, list(tops)[:limit])
        places = _places(conn, _place_ids(conn, PLACE.c.key.in_(keys))[: limit - len(actors)])
        if actors or places:
            return [*actors, *places]
    return []


def _actor_ids(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> list[str]:
    asked = sa.select(ACTOR.c.id).where(condition, current_actor()).distinct().order_by(ACTOR.c.id)
    return list(conn.execute(asked).scalars())


def _place_ids(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> list[str]:
    asked = sa.select(PLACE.c.id).where(condition, _current_place()).distinct().order_by(PLACE.c.id)
    return list(conn.execute(asked).scalars())


def _actors(conn: sa.Connection, who: Identity, idents: Iterable[str]) -> list[Actor]:
    found = (actor(conn, who, i) for i in sorted(idents))
    return [entity for entity in found if entity is not None]


def _places(conn: sa.Connection, idents: Iterable[str]) -> list[Place]:
    found = (place(conn, i) for i in idents)
    return [entity for entity in found if entity is not None]


def surfaces(conn: sa.Connection, who: Identity, ident: str, *, limit: int) -> list[tuple[str, int]]:
    """The words by which an entity is mentioned, with their number."""
    meant = meaning(who, (ident,), MENTION.c.entity, CURRENT.c.report)
    asked = (
        sa.select(MENTION.c.words, sa.func.count())
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(meant)
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


def connected(conn: sa.Connection, who: Identity, *, limit: int) -> list[tuple[str, int]]:
    """Actors with the most claims about them; ties between two entities count three times an event."""
    asked = (
        _parts(sa.select(PARTY.c.entity, CLAIM.c.kind, sa.func.count(CLAIM.c.n.distinct())))
        .where(PARTY.c.entity.in_(_shown_actors()), PARTY.c.entity.not_in(each(who.touched)))
        .group_by(PARTY.c.entity, CLAIM.c.kind)
    )
    weight: Counter[str] = Counter()
    for entity, kind, count in conn.execute(asked):
        weight[entity] += count * _WEIGHTS.get(kind, 1)
    if who.touched:
        weight.update(_decided_about(conn, who))
    return sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:limit]


_WEIGHTS = {"relation": 3}


def _parts(asked: sa.Select[Any]) -> sa.Select[Any]:
    return (
        asked.join(CLAIM, CLAIM.c.n == PARTY.c.claim)
        .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        .where(PARTY.c.role.not_in((*PLACE_ROLES, AS_MEMBER)), CLAIM.c.background == 0)
    )


def _decided_about(conn: sa.Connection, who: Identity) -> Counter[str]:
    """The same for actors that decisions are about; whoever was rejected as no actor is left out."""
    columns = sa.select(PARTY.c.entity, CLAIM.c.n, CLAIM.c.kind, CLAIM.c.report)
    asked = _parts(columns).where(PARTY.c.entity.in_(each(who.touched)))
    parts = {(who.of(entity, report), n, kind) for entity, n, kind, report in conn.execute(asked)}
    weight: Counter[str] = Counter()
    for top, _, kind in parts:
        weight[top] += _WEIGHTS.get(kind, 1)
    shown = {a.id for a in _actors(conn, who, list(weight)) if a.kind not in _UNSHOWN}
    rejected = {i for i, one in who.standing.items() if one.decision.ruling is Ruling.REJECT}
    return Counter({top: n for top, n in weight.items() if top in shown - rejected})


_UNSHOWN = (ActorKind.UNIDENTIFIED, ActorKind.OTHER)


def _shown_actors() -> sa.Select[Any]:
    return sa.select(ACTOR.c.id).where(ACTOR.c.kind.not_in([str(kind) for kind in _UNSHOWN]))
