"""Decisions about actors: appended, read, and checked against what keeps actors apart."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import sqlalchemy as sa

from sourcebook.errors import KeptApart, ValueProblem
from sourcebook.knowledge.actors import actors as known_actors
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.ledger.dialects import each
from sourcebook.ledger.fold import fold
from sourcebook.ledger.identity import NOBODY, Caution, Identity, identity, numbered
from sourcebook.ledger.tables import ACTOR, CLAIM, CURRENT, DECISION, MENTION, REPORT, RUN_ACTOR
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Modality, Predicate
from sourcebook.model.identity import Decided, Decision, Ruling
from sourcebook.model.text import MentionKind

_NAMES = (str(MentionKind.ACTOR), str(MentionKind.PERSON))
_TOLD = (str(Modality.ASSERTED), str(Modality.HEDGED))
_PROPOSED = (Ruling.ACCEPT, Ruling.REJECT)  # what these decide is proposed again when a further report comes
Version = tuple[int | None, int | None]
_VERSION = (
    "SELECT (SELECT max(n) FROM decision), (SELECT max(id) FROM run)"  # as text: it is asked all the time
)


def version(conn: sa.Connection) -> Version:
    """What changes whenever a decision or a reading is added."""
    row = conn.exec_driver_sql(_VERSION).one()
    return row[0], row[1]


def decided(conn: sa.Connection) -> list[Decided]:
    """Every decision, in the order in which they were made."""
    rows = conn.execute(sa.select(DECISION.c.n, DECISION.c.body).order_by(DECISION.c.n))
    return numbered((n, from_json(Decision, body)) for n, body in rows)


def who_is_who(conn: sa.Connection) -> Identity:
    """What comes of all decisions that count."""
    every = decided(conn)
    return identity(every, called_in=called_in(conn)) if every else NOBODY


def append(conn: sa.Connection, decision: Decision, *, key: str | None = None) -> int:
    """Put a decision in.

    Args:
        conn: a connection in a write transaction.
        decision: one that `check` let pass.
        key: of the request that brought it, so that it is kept once.

    Returns:
        Its number.
    """
    row = {
        "ruling": str(decision.ruling),
        "actor": decision.actor,
        "other": decision.other,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "note": decision.note,
        "undoes": decision.undoes,
        "key": key,
        "body": to_json(decision),
    }
    n: int = conn.execute(sa.insert(DECISION).values(row).returning(DECISION.c.n)).scalar_one()
    return n


def called_in(conn: sa.Connection) -> Callable[[str, str], frozenset[str]]:
    """Finds the reports that call an actor by one of its names and by no other.

    Words that are none of its names ("the group") count for nothing.
    """

    def reports(ident: str, name: str) -> frozenset[str]:
        other = _names_on_record(conn, ident) - {fold(name)}
        wordings: dict[str, set[str]] = {}
        for report, words in _wordings(conn, ident):
            wordings.setdefault(report, set()).add(fold(words))
        return frozenset(r for r, said in wordings.items() if fold(name) in said and not said & other)

    return reports


def _wordings(conn: sa.Connection, ident: str) -> Iterable[tuple[str, str]]:
    asked = (
        sa.select(CURRENT.c.report, MENTION.c.words)
        .join(CURRENT, CURRENT.c.run == MENTION.c.run)
        .where(MENTION.c.entity == ident, MENTION.c.kind.in_(_NAMES))
        .distinct()
    )
    return ((report, words) for report, words in conn.execute(asked))


def _names_on_record(conn: sa.Connection, ident: str) -> set[str]:
    bodies = conn.execute(sa.select(ACTOR.c.body).where(ACTOR.c.id == ident)).scalars()
    found = (from_json(Actor, body) for body in bodies)
    return {fold(name) for a in found for name in (a.name, *(n.text for n in a.aliases))}


def cautions(conn: sa.Connection, idents: Iterable[str] | None = None) -> list[Caution]:
    """What keeps actors apart, but for decisions: knowledge files, then reports.

    Args:
        conn: a connection.
        idents: of the knowledge files only warnings about these; None for all about actors in the book.
    """
    wanted = None if idents is None else sorted(set(idents))
    return [*_of_files(conn, wanted), *_of_reports(conn)]


def _of_files(conn: sa.Connection, wanted: list[str] | None) -> list[Caution]:
    asked = sa.select(ACTOR.c.id, ACTOR.c.body).where(ACTOR.c.body.contains('"distinct_from"'))
    if wanted is not None:
        asked = asked.where(ACTOR.c.id.in_(each(wanted)))
    pairs = {(i, d) for i, body in conn.execute(asked) for d in from_json(Actor, body).distinct_from}
    shipped = known_actors()
    pairs |= {(i, d) for i in wanted or () if i in shipped for d in shipped[i].distinct_from}
    once = sorted({(min(pair), max(pair)) for pair in pairs})
    return [Caution(one=one, other=other, source="the knowledge files") for one, other in once]


def _of_reports(conn: sa.Connection) -> list[Caution]:
    asked = (
        sa.select(
            CLAIM.c.id, CLAIM.c.subject, CLAIM.c.object, CLAIM.c.quote, CLAIM.c.report, REPORT.c.publisher
        )
        .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
        .join(REPORT, REPORT.c.id == CLAIM.c.report)
        .where(CLAIM.c.type == str(Predicate.DISTINCT_FROM), CLAIM.c.kind == "relation")
        .where(CLAIM.c.modality.in_(_TOLD))
        .order_by(CLAIM.c.n)
    )
    return [
        Caution(
            one=row.subject,
            other=row.object,
            source=f"{row.publisher or 'a report'}, “{_line(row.quote)}” (claim {row.id[:8]})",
            report=row.report,
        )
        for row in conn.execute(asked)
    ]


def _line(quote: str) -> str:
    """A quote on one line, without characters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in quote).split())


def check(conn: sa.Connection, decision: Decision, *, names: Callable[[str], str]) -> None:
    """Whether a decision may be appended.

    Args:
        conn: a connection in a write transaction, so that nobody decides otherwise meanwhile.
        decision: the decision.
        names: ids to names, for the error's text.

    Raises:
        KeptApart: it would join two actors that a warning keeps apart.
        ValueProblem: it is about an actor, report or decision that is not there, or about what stands already.
    """
    every = decided(conn)
    find = called_in(conn)
    before = identity(every, called_in=find)
    _check_there(conn, decision, before)
    if decision.undoes is not None:
        _check_undo(every, decision.undoes)
    _check_two(decision, before, names)
    last = every[-1].n if every else 0
    history = [*((one.n, one.decision) for one in every), (last + 1, decision)]
    after = identity(numbered(history), called_in=find)
    if decision.ruling is Ruling.SPLIT and after.apart == before.apart:
        where = (
            f"calls it {decision.called!r} and nothing else" if decision.called else "among these names it"
        )
        raise ValueProblem(
            f"no report {where}, so there is nothing to split from {names(str(decision.actor))}"
        )
    warned = cautions(conn, after.whole.keys() | set(after.whole.values()))
    old = before.joined(warned)
    new = [c for c in after.joined(warned) if c not in old]
    if new:
        raise KeptApart(_refusal(decision, new, names))


def _refusal(decision: Decision, new: list[Caution], names: Callable[[str], str]) -> str:
    pairs = "; ".join(f"{names(c.one)} is not {names(c.other)}, says {c.source}" for c in new)
    if decision.ruling is Ruling.MERGE:
        return f"not joined: {pairs}. If they are one all the same, say why with --overrule"
    return f"refused, since it would join two: {pairs}. Only a merge may overrule that; undo what stands against it"


def _check_undo(every: list[Decided], undoes: int) -> None:
    found = next((one for one in every if one.n == undoes), None)
    if found is None:
        raise ValueProblem(f"there is no decision {undoes}; `sourcebook actors log` lists them")
    if found.undone is not None:
        raise ValueProblem(f"decision {undoes} was taken back by decision {found.undone} already")


def _check_two(decision: Decision, before: Identity, names: Callable[[str], str]) -> None:
    """Two actors that a decision joins or parts must be two."""
    if decision.actor is None or decision.other is None:
        return
    if before.of(decision.actor) == before.of(decision.other):
        one = names(decision.actor)
        raise ValueProblem(
            f"{decision.actor!r} and {decision.other!r} are one already, {one}; "
            "`sourcebook actors log` has the decision, and `sourcebook actors undo` takes it back"
        )


def _check_there(conn: sa.Connection, decision: Decision, before: Identity) -> None:
    for ident, named in ((decision.actor, None), (decision.other, decision.name)):
        if ident is not None and not named and not (ident in before.introduced or _known(conn, ident)):
            raise ValueProblem(
                f"the book has no actor {ident!r}; `sourcebook who` finds those it has, and a new one needs a name"
            )
    there = reports_of(conn, before, str(decision.actor)) if decision.reports else ()
    for report in decision.reports:
        if report not in there:
            raise ValueProblem(
                f"report {report!r} does not name {decision.actor!r}; `sourcebook who` shows where it is named"
            )


def _known(conn: sa.Connection, ident: str) -> bool:
    """Whether an id is that of an actor in the book or in the knowledge files."""
    if ident in known_actors():
        return True
    return conn.execute(sa.select(ACTOR.c.key).where(ACTOR.c.id == ident).limit(1)).first() is not None


def resting(conn: sa.Connection, who: Identity, decision: Decision) -> Decision:
    """An acceptance or rejection with the reports that it rests on: those that name its actors."""
    if decision.seen is not None or decision.ruling not in _PROPOSED:
        return decision
    named = (reports_of(conn, who, i) for i in (decision.actor, decision.other) if i)
    return replace(decision, seen=tuple(sorted({report for reports in named for report in reports})))


def reports_of(conn: sa.Connection, who: Identity, ident: str) -> tuple[str, ...]:
    """Ids of the reports that name an actor, sorted.

    Args:
        conn: a connection.
        who: the decisions.
        ident: any id of the actor.
    """
    top = who.of(ident)
    asked = (
        sa.select(ACTOR.c.id, CURRENT.c.report)
        .join(RUN_ACTOR, RUN_ACTOR.c.actor == ACTOR.c.key)
        .join(CURRENT, CURRENT.c.run == RUN_ACTOR.c.run)
        .where(ACTOR.c.id.in_(each(who.sources(top))))
        .distinct()
    )
    return tuple(sorted({report for one, report in conn.execute(asked) if who.of(one, report) == top}))
