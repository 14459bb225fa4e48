"""Judgements: appended, read, and found again by their words when another reader drafts the same claim."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from sourcebook.errors import ValueProblem
from sourcebook.ledger import by_hand
from sourcebook.ledger.by_hand import Added
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.ledger.corrections import corrected, parse
from sourcebook.ledger.dialects import each
from sourcebook.ledger.identity import as_read
from sourcebook.ledger.tables import CLAIM, CURRENT, JUDGEMENT
from sourcebook.model.claim import Claim, Event
from sourcebook.model.judgement import (
    PAIRS,
    UNJUDGED,
    Anchor,
    Judged,
    Judgement,
    Standing,
    Status,
    Verdict,
)

Version = tuple[int | None, int | None]
_VERSION = (
    "SELECT (SELECT max(n) FROM judgement), (SELECT max(id) FROM run)"  # as text: it is asked all the time
)
_READ = 20_000  # judgements that are kept as they were read out of their rows
_STATUS = {
    Verdict.ACCEPT: Status.ACCEPTED,
    Verdict.REJECT: Status.REJECTED,
    Verdict.CORRECT: Status.CORRECTED,
    Verdict.ADD: Status.ACCEPTED,  # somebody read the words
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What people decided, claim by claim.

    Attributes:
        of: standing by id of a claim as it is drafted now; claims that nobody judged are not in it.
        joined: pairs of ids that tell one incident because somebody said so.
        cut: pairs of ids that do not.
        added: claims that people made by hand, by id.
    """

    of: Mapping[str, Standing] = field(default_factory=dict)
    joined: tuple[tuple[str, str], ...] = ()
    cut: tuple[tuple[str, str], ...] = ()
    added: Mapping[str, Added] = field(default_factory=dict)

    def standing(self, ident: str) -> Standing:
        """Where a claim stands."""
        return self.of.get(ident, UNJUDGED)

    def with_status(self, *wanted: Status) -> list[str]:
        """Ids of the claims that stand so."""
        return [ident for ident, s in self.of.items() if s.status in wanted]

    def judged(self, claim: Claim) -> Claim:
        """A claim as it reads with its corrections; the same object when there is none."""
        told = self.of.get(claim.id) if self.of else None
        changes = [one.judgement for one in told.history if one.judgement.field] if told else []
        for change in changes:
            claim = as_read(corrected(claim, str(change.field), str(change.value)), drafted=claim)
        return claim


NOTHING_JUDGED = Standings()


def version(conn: sa.Connection) -> Version:
    """What changes whenever a judgement or a reading is added."""
    row = conn.exec_driver_sql(_VERSION).one()
    return row[0], row[1]


def judged(conn: sa.Connection) -> list[Judged]:
    """Every judgement, in the order in which they were made, those taken back too."""
    return told(conn.execute(sa.select(*TOLD).order_by(JUDGEMENT.c.n)).all())


TOLD = (JUDGEMENT.c.n, JUDGEMENT.c.body, JUDGEMENT.c.anchors)
"""What is read of a judgement."""


def told(rows: Iterable[Any]) -> list[Judged]:
    """Judgements out of their rows, those taken back with what took them back.

    Args:
        rows: numbers, bodies and anchors in the order of the numbers, with every undo of any of them.
    """
    undone: dict[int, int] = {}
    every = [(n, *_judgement(body, anchors)) for n, body, anchors in rows]
    for n, judgement, _ in reversed(every):  # an undo that was itself taken back counts no more
        if judgement.undoes is not None and n not in undone:
            undone[judgement.undoes] = n
    return [Judged(n=n, judgement=j, anchors=a, undone=undone.get(n)) for n, j, a in every]


@lru_cache(maxsize=_READ)
def _judgement(body: str, anchors: str) -> tuple[Judgement, tuple[Anchor, ...]]:
    return from_json(Judgement, body), _anchors(anchors)


def _anchors(raw: str) -> tuple[Anchor, ...]:
    return tuple(from_json(Anchor, json.dumps(one)) for one in json.loads(raw))


def append(
    conn: sa.Connection, judgement: Judgement, anchors: Sequence[Anchor], *, key: str | None = None
) -> int:
    """Put a judgement in.

    Args:
        conn: a connection in a write transaction.
        judgement: the judgement.
        anchors: the words of the claims that it names.
        key: of the request that brought it, so that it is kept once.

    Returns:
        Its number.
    """
    row = {
        "claim": judgement.claim or "",
        "verdict": str(judgement.verdict),
        "by": judgement.by,
        "at": moment(judgement.at),
        "note": judgement.note,
        "field": judgement.field,
        "value": judgement.value,
        "other": judgement.other,
        "undoes": judgement.undoes,
        "anchors": json.dumps([json.loads(to_json(a)) for a in anchors]),
        "key": key,
        "body": to_json(judgement),
    }
    n: int = conn.execute(sa.insert(JUDGEMENT).values(row).returning(JUDGEMENT.c.n)).scalar_one()
    return n


def moment(at: datetime) -> str:
    """A moment as the book keeps it: UTC, to the microsecond, so that texts sort as times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def anchor(claim: Claim, words: str) -> Anchor:
    """The words of a claim.

    Args:
        claim: as it was drafted.
        words: its quote.
    """
    fact = claim.fact
    event = isinstance(fact, Event)
    return Anchor(
        report=claim.report,
        start=claim.quote.start,
        end=claim.quote.end,
        kind="event" if event else "relation",
        type=str(fact.type if isinstance(fact, Event) else fact.predicate),
        at=fact.trigger.start if isinstance(fact, Event) else None,
        ends=(*fact.actor, "|", *fact.recipient) if isinstance(fact, Event) else (fact.subject, fact.object),
        modality=str(claim.modality),
        words=words,
    )


def drafted(conn: sa.Connection, ident: str) -> tuple[str, tuple[Claim, str] | None]:
    """A claim by its whole id as the last reader drafted it or a person added it, with its words; None without one."""
    asked = (
        sa.select(CLAIM.c.body, CLAIM.c.quote)
        .where(CLAIM.c.id == ident)
        .order_by(CLAIM.c.run.desc())
        .limit(1)
    )
    row = conn.execute(asked).first()
    return ident, (from_json(Claim, row.body), row.quote) if row else _by_hand(conn, ident)


def _by_hand(conn: sa.Connection, ident: str) -> tuple[Claim, str] | None:
    """An added claim; None when nobody added it, or that was taken back."""
    asked = sa.select(JUDGEMENT.c.n).where(
        JUDGEMENT.c.claim == ident, JUDGEMENT.c.verdict == str(Verdict.ADD)
    )
    if conn.execute(asked.limit(1)).first() is None:
        return None
    found = by_hand.added(conn, _counting(conn)).get(ident)
    return (found.claim, found.words) if found else None


def _counting(conn: sa.Connection) -> list[Judged]:
    return [one for one in judged(conn) if one.undone is None and one.judgement.undoes is None]


def check(every: Sequence[Judged], judgement: Judgement, claim: Claim | None) -> None:
    """Whether a judgement may be appended.

    Args:
        every: all judgements of the book, for an undo or an addition.
        judgement: the new one.
        claim: the claim that it is about; None for an undo.

    Raises:
        ValueProblem: what it takes back is not there or was taken back, what it adds was added, or its correction
            cannot be.
    """
    if judgement.undoes is not None:
        found = next((one for one in every if one.n == judgement.undoes), None)
        if found is None:
            raise ValueProblem(
                f"there is no judgement {judgement.undoes}; `sourcebook judgements list` has them"
            )
        if found.undone is not None:
            raise ValueProblem(
                f"judgement {judgement.undoes} was taken back by judgement {found.undone} already"
            )
    if judgement.verdict is Verdict.ADD and any(_adds(one, judgement) for one in every):
        raise ValueProblem(f"the claim {judgement.claim} was added already, by the same words and fields")
    if judgement.field is not None and claim is not None:
        parse(claim, judgement.field, str(judgement.value))


def _adds(one: Judged, judgement: Judgement) -> bool:
    same = (one.judgement.verdict, one.judgement.claim) == (judgement.verdict, judgement.claim)
    return same and one.undone is None


def standings(conn: sa.Connection) -> Standings:
    """What comes of all judgements that count, for the claims as they are drafted now."""
    every = judged(conn)
    counting = [one for one in every if one.undone is None and one.judgement.undoes is None]
    if not counting:
        return NOTHING_JUDGED
    made = {str(one.judgement.claim) for one in every if one.judgement.verdict is Verdict.ADD}
    added = by_hand.added(conn, counting)
    said = (a for one in counting for a in one.anchors)
    found = _Places(conn, said, _named(counting) - made, added=added.keys(), gone=made - added.keys())
    about: dict[str, list[Judged]] = {}
    pairs: dict[Verdict, list[tuple[str, str]]] = {Verdict.JOIN: [], Verdict.CUT: []}
    for one in counting:
        here = [found.place(ident, a) for ident, a in zip(_claims(one.judgement), one.anchors, strict=True)]
        if one.judgement.verdict in PAIRS:
            if all(here):
                _pair(pairs, one.judgement.verdict, str(here[0]), str(here[1]))
        elif here and here[0]:
            about.setdefault(here[0], []).append(one)
    of = {ident: _standing(told, found.claims.get(ident), ident) for ident, told in about.items()}
    return Standings(of=of, joined=tuple(pairs[Verdict.JOIN]), cut=tuple(pairs[Verdict.CUT]), added=added)


def _pair(pairs: dict[Verdict, list[tuple[str, str]]], verdict: Verdict, one: str, other: str) -> None:
    """A later decision about the same two takes the place of an earlier one."""
    both = (min(one, other), max(one, other))
    for kept in pairs.values():
        if both in kept:
            kept.remove(both)
    pairs[verdict].append(both)


def _claims(judgement: Judgement) -> list[str]:
    return [c for c in (judgement.claim, judgement.other) if c is not None]


def _named(counting: Iterable[Judged]) -> set[str]:
    return {c for one in counting for c in _claims(one.judgement)}


def _standing(told: Sequence[Judged], now: tuple[Claim, Anchor] | None, ident: str) -> Standing:
    """Where a claim stands: the last verdict counts, and a rejection or acceptance takes no correction back.

    An acceptance does not carry over to a claim that another reader drafted with other content.
    """
    verdicts = [one for one in told if one.judgement.verdict in _STATUS]
    again = any(_changed(one, now, ident) for one in verdicts)
    last = next((one for one in reversed(verdicts) if not _void(one, now, ident)), None)
    if last is None:
        return Standing(again=again)
    status = _STATUS[last.judgement.verdict]
    corrections = [one for one in verdicts if one.judgement.field]
    if status is Status.ACCEPTED and corrections:
        status = Status.CORRECTED
    return Standing(status=status, history=tuple(verdicts), again=again)


def _changed(one: Judged, now: tuple[Claim, Anchor] | None, ident: str) -> bool:
    if now is None or one.judgement.claim == ident:
        return False
    then, said = one.anchors[0], now[1]
    return (then.type, then.ends, then.modality) != (said.type, said.ends, said.modality)


def _void(one: Judged, now: tuple[Claim, Anchor] | None, ident: str) -> bool:
    return one.judgement.verdict is Verdict.ACCEPT and _changed(one, now, ident)


class _Places:
    """Where judged claims stand in what is drafted now.

    Args:
        conn: a connection.
        anchors: the words of judged claims.
        named: ids of those that a reader drafted.
        added: ids of claims made by hand.
        gone: the same of those that were taken back; what is about them passes to nothing else.
    """

    def __init__(
        self,
        conn: sa.Connection,
        anchors: Iterable[Anchor],
        named: set[str],
        *,
        added: Collection[str] = (),
        gone: Collection[str] = (),
    ) -> None:
        self._added, self._gone = added, gone
        self._direct = set(
            conn.execute(
                sa.select(CLAIM.c.id)
                .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
                .where(CLAIM.c.id.in_(each(named)))
            ).scalars()
        )
        self.claims: dict[str, tuple[Claim, Anchor]] = {}
        self._by_report: dict[str, list[tuple[str, Anchor]]] = {}
        reports = {a.report for a in anchors}
        asked = (
            sa.select(CLAIM.c.id, CLAIM.c.body, CLAIM.c.quote)
            .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
            .where(CLAIM.c.report.in_(each(reports)))
            .order_by(CLAIM.c.seq)
        )
        if named - self._direct:
            for ident, body, words in conn.execute(asked):
                claim = from_json(Claim, body)
                here = anchor(claim, words)
                self.claims[ident] = (claim, here)
                self._by_report.setdefault(claim.report, []).append((ident, here))

    def place(self, ident: str, told: Anchor) -> str | None:
        """The id under which the judged claim is drafted now; None when no reader drafts it any more."""
        if ident in self._direct or ident in self._added:
            return ident
        if ident in self._gone:
            return None
        fits = [(_fit(told, here), ident_) for ident_, here in self._by_report.get(told.report, ())]
        best = max(fits, default=(0.0, ""))
        return best[1] if best[0] > 0 else None


def by_words(conn: sa.Connection, told: Anchor) -> str | None:
    """Id under which the claim about these words is drafted now; None when there is none."""
    return _Places(conn, [told], {""}).place("", told)


def _fit(a: Anchor, b: Anchor) -> float:
    """How far two claims are one in other words: 0 is not at all."""
    if a.kind != b.kind:
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0:
        return 0.0
    near = shared / (max(a.end, b.end) - min(a.start, b.start))
    if a.kind == "event":
        return 1 + near + (a.type == b.type) if a.at == b.at else 0.0
    same = len(set(a.ends) & set(b.ends))
    return near + same if a.type == b.type and same else 0.0
