"""An actor over all reports: every account that reports give of it, put together.

What is not in the knowledge files is what most reports take it for; what a person decided comes before that.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from sourcebook.knowledge.actors import actors as known_actors
from sourcebook.ledger.codec import from_json
from sourcebook.ledger.dialects import each
from sourcebook.ledger.fold import fold
from sourcebook.ledger.identity import Given, Identity
from sourcebook.ledger.last import all_are_last
from sourcebook.ledger.tables import ACTOR, CURRENT, MENTION, RUN_ACTOR
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType

_VAGUE = frozenset({ActorKind.OTHER, ActorKind.UNIDENTIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one reading or more say of an actor, in the same words.

    Attributes:
        actor: what they say.
        reports: how many say so; 1 where it makes no difference.
        own: whether it was given under the id that stands for the actor.
    """

    actor: Actor
    reports: int = 1
    own: bool = True


def main_first(table: sa.TableClause) -> tuple[sa.ColumnElement[Any], ...]:
    """Of several accounts of one entity a known one first, then the fullest, in whatever order they came."""
    return (table.c.known.desc(), sa.func.length(table.c.body).desc(), table.c.body)


def current_actor() -> sa.ColumnElement[bool]:
    """Whether a row of the actors' table belongs to a report's last reading."""
    run = sa.select(RUN_ACTOR.c.run).join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
    return run.where(RUN_ACTOR.c.actor == ACTOR.c.key).exists()


def actor(conn: sa.Connection, who: Identity, ident: str) -> Actor | None:
    """An actor by any of its ids, with the names that all reports give it; None when no report names it.

    Args:
        conn: a connection.
        who: the decisions.
        ident: an id.
    """
    top = who.of(ident)
    found = _accounts(conn, who, top)
    given, introduced = who.given.get(top, Given()), who.introduced.get(top)
    if introduced and introduced.name and not any(a.own for a in found):
        found.insert(0, Account(actor=_introduced(top, introduced, found)))
    if not found:
        return None
    made = _put_together(found)
    named = replace(
        made,
        id=top,
        name=given.name or made.name,
        aliases=_other_names(found, given.name or made.name),
        kind=given.kind or made.kind,
        subkind=made.subkind if given.kind in {None, made.kind} else None,
        state=given.state or made.state,
        unit_of=who.of(made.unit_of) if made.unit_of else None,
    )
    members = tuple(dict.fromkeys(who.of(m) for account in found for m in account.actor.members))
    return replace(named, members=members, distinct_from=_look_alikes(who, top, found))


def kinds(conn: sa.Connection, who: Identity, idents: Collection[str]) -> dict[str, ActorKind]:
    """What many actors are, each as `actor` has it; ids that no report names are left out.

    Args:
        conn: a connection.
        who: the decisions.
        idents: ids.
    """
    plain = [i for i in idents if i not in who.touched]
    asked = sa.select(ACTOR.c.id, ACTOR.c.key, ACTOR.c.kind, ACTOR.c.known)
    asked = asked.where(ACTOR.c.id.in_(each(plain)), current_actor()).order_by(*main_first(ACTOR))
    told: dict[str, list[Any]] = {}
    for row in conn.execute(asked):
        told.setdefault(row.id, []).append(row)
    open_ = [row.key for rows in told.values() if rows[1:] and not rows[0].known for row in rows]
    counts = _counts(conn, open_) if open_ else {}
    named = ((i, actor(conn, who, i)) for i in idents if i in who.touched)
    found = {ident: found.kind for ident, found in named if found}
    return found | {ident: _kind(rows, counts) for ident, rows in told.items()}


def _kind(rows: Sequence[Any], counts: Mapping[str, int]) -> ActorKind:
    if rows[0].known or not rows[1:]:
        return ActorKind(rows[0].kind)
    told: Counter[ActorKind] = Counter()
    for row in rows:
        told[ActorKind(row.kind)] += counts.get(row.key, 1)
    return _most(told)


def _most(kinds_: Counter[ActorKind]) -> ActorKind:
    """What most take somebody for; what says little counts only when nothing says more."""
    told = Counter({kind: n for kind, n in kinds_.items() if kind not in _VAGUE}) or kinds_
    return told.most_common(1)[0][0]


def _introduced(top: str, introduced: Given, found: list[Account]) -> Actor:
    """An actor that only a decision names."""
    kind = introduced.kind or (inferred(found)[0] if found else ActorKind.OTHER)
    known = top in known_actors()
    return Actor(id=top, name=introduced.name or top, kind=kind, state=introduced.state, known=known)


def _put_together(found: list[Account]) -> Actor:
    main = found[0].actor
    if main.known or len(found) == 1:
        return main
    kind, state = inferred(found)
    fits = next((a.actor for a in found if a.actor.kind is kind), main)
    return replace(main, kind=kind, subkind=fits.subkind, state=state or main.state)


def inferred(found: Sequence[Account]) -> tuple[ActorKind, str | None]:
    """What most reports take an actor for, and the state that most of them give it.

    Args:
        found: accounts, that first which is to count when as many say one thing as another.
    """
    kinds_: Counter[ActorKind] = Counter()
    states: Counter[str] = Counter()
    for account in found:
        kinds_[account.actor.kind] += account.reports
        if account.actor.state:
            states[account.actor.state] += account.reports
    state = states.most_common(1)
    return _most(kinds_), state[0][0] if state else None


def _other_names(found: list[Account], name: str) -> tuple[Alias, ...]:
    first = found[0].actor
    aliases = {a.text: a for a in first.aliases if a.text != name}
    others = {
        n.text: n for account in found[1:] for n in (*account.actor.aliases, _further(account.actor.name))
    }
    if first.name != name:
        others.setdefault(first.name, _further(first.name))
    for text in sorted(others):
        if text != name:
            aliases.setdefault(text, others[text])
    return tuple(aliases.values())


def _further(name: str) -> Alias:
    return Alias(text=name, type=AliasType.UNREVIEWED)


def _look_alikes(who: Identity, top: str, found: list[Account]) -> tuple[str, ...]:
    warned = {who.of(d) for account in found for d in account.actor.distinct_from}
    for caution in who.cautions:
        pair = {who.of(caution.one), who.of(caution.other)}
        warned |= pair - {top} if top in pair else set()
    return tuple(sorted(warned - {top}))


def _accounts(conn: sa.Connection, who: Identity, top: str) -> list[Account]:
    """Accounts of an actor, those of its own id first, then a known one, then the fullest."""
    found: list[Account] = []
    for ident in who.sources(top):
        there = who.apart.get(ident, {})
        if who.whole.get(ident, ident) == top:
            left = [r for r, other in there.items() if other != top]
            found += _told(conn, ident, left, within=False, own=ident == top)
        else:
            here = [r for r, other in there.items() if other == top]
            found += [
                _as_called(conn, ident, here, a) for a in _told(conn, ident, here, within=True, own=False)
            ]
    return sorted(found, key=lambda a: not a.own)


def _told(conn: sa.Connection, ident: str, reports: list[str], *, within: bool, own: bool) -> list[Account]:
    """Accounts under an id in some reports (within), or in all the others."""
    where = [ACTOR.c.id == ident]
    if reports or within:
        among = CURRENT.c.report.in_(each(reports))
        run = (
            sa.select(RUN_ACTOR.c.run)
            .join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
            .where(RUN_ACTOR.c.actor == ACTOR.c.key, among if within else ~among)
        )
        where.append(run.exists())
    else:
        where.append(current_actor())
    asked = sa.select(ACTOR.c.key, ACTOR.c.body).where(*where).order_by(*main_first(ACTOR))
    rows = conn.execute(asked).all()
    said = [(row.key, from_json(Actor, row.body)) for row in rows]
    counts = _counts(conn, [key for key, _ in said]) if len(said) > 1 and not said[0][1].known else {}
    return [Account(actor=a, reports=counts.get(key, 1), own=own) for key, a in said]


def _counts(conn: sa.Connection, keys: list[str]) -> dict[str, int]:
    every = sa.select(RUN_ACTOR.c.actor, sa.func.count().label("n")).select_from(RUN_ACTOR)
    told = every if all_are_last(conn) else every.join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
    asked = told.where(RUN_ACTOR.c.actor.in_(each(keys))).group_by(RUN_ACTOR.c.actor)
    return {row.actor: row.n for row in conn.execute(asked)}


def _as_called(conn: sa.Connection, ident: str, reports: list[str], account: Account) -> Account:
    """An account that belongs to another actor now: of its names only those that the reports use go along."""
    asked = (
        sa.select(MENTION.c.words)
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(MENTION.c.entity == ident, CURRENT.c.report.in_(each(reports)))
        .distinct()
    )
    used = {fold(words) for words in conn.execute(asked).scalars()}
    told = account.actor
    called = [_further(told.name), *told.aliases]
    kept = [a for a in called if fold(a.text) in used] or [_further(told.name)]
    bare = replace(
        told, name=kept[0].text, aliases=tuple(kept[1:]), distinct_from=(), known=False, unit_of=None
    )
    return replace(account, actor=bare)
