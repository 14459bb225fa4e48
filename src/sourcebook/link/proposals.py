"""Proposals about actors: who is new, and which two may be one. A person decides; nothing here changes anything.

A merge is proposed for the same key of two names in two independent reports, or for words that say it outright. It is
never proposed across a warning, nor for names that differ in a number, a direction or a word such as "new".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations, product

from sourcebook.knowledge.telling import contradict, tell_apart
from sourcebook.ledger import Caution
from sourcebook.link.copies import Independence
from sourcebook.link.figures import Cue, Figure, Material, Told, key_of
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.text import Span

PAIR = "+"  # between the two ids of a proposed merge
_VAGUE = frozenset({ActorKind.OTHER, ActorKind.UNIDENTIFIED})
_APART = frozenset({ActorKind.PERSON, ActorKind.STATE})  # never one with another kind
_SHOWN = 3  # sentences
_ENOUGH = 2  # independent reports that make a name of no told kind worth a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where an actor is named.

    Attributes:
        report: the report's id.
        span: the words.
    """

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActor:
    """A name that no knowledge file lists.

    Attributes:
        actor: the actor, with the kind and state that most reports give it.
        reports: ids of the reports that name it.
        independent: those among them that are independent of one another.
        mentions: how often it is named.
        evidence: where, one report after the other.
        again: why it is shown although it was decided; None the first time.
    """

    actor: Actor
    reports: tuple[str, ...]
    independent: tuple[str, ...]
    mentions: int
    evidence: tuple[Evidence, ...]
    again: str | None = None

    @property
    def id(self) -> str:
        """What to accept or reject."""
        return self.actor.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """Two actors that may be one.

    Attributes:
        actor: the one that would go by the other's id.
        into: the one whose id would stay.
        reasons: why they may be one.
        evidence: where each is named.
        again: why it is shown although it was decided; None the first time.
    """

    actor: Actor
    into: Actor
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    again: str | None = None

    @property
    def id(self) -> str:
        """What to accept or reject."""
        return f"{self.actor.id}{PAIR}{self.into.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What a person may want to decide.

    Attributes:
        doubts: warnings about two that were merged before anything warned of it.
        mergers: pairs that may be one.
        actors: names that are new, those with the most evidence first.
    """

    doubts: tuple[Caution, ...]
    mergers: tuple[Merger, ...]
    actors: tuple[NewActor, ...]


def proposals(material: Material, independence: Independence) -> Proposals:
    """What the reports of a book propose, less what was decided already.

    A rejected proposal comes back when a report independent of all that were known then speaks for it; an accepted
    actor when such a report takes it for something else.

    Args:
        material: what the book says.
        independence: tells copies from reports of their own.
    """
    settled = _Settled(material, independence)
    mergers = tuple(m for found in _mergers(material, independence) if (m := settled.merger(found)))
    paired = {m.actor.id for m in mergers}
    new = ((figure, _new(figure, independence)) for figure in material.unknown)
    actors = [
        shown for figure, one in new if one and one.id not in paired and (shown := settled.actor(one, figure))
    ]
    return Proposals(doubts=material.warned_since, mergers=mergers, actors=tuple(sorted(actors, key=_weight)))


def _weight(new: NewActor) -> tuple[int, bool, int, int, str]:
    vague = new.actor.kind in _VAGUE
    return -len(new.independent), vague, -len(new.reports), -new.mentions, new.id


def _new(figure: Figure, independence: Independence) -> NewActor | None:
    independent = independence.chosen(figure.reports)
    if figure.actor.kind in _VAGUE and len(independent) < _ENOUGH:
        return None
    return NewActor(
        actor=figure.actor,
        reports=figure.reports,
        independent=independent,
        mentions=sum(len(t.spans) for t in figure.told),
        evidence=_examples(figure.told, first=independent),
    )


def _examples(told: Iterable[Told], *, first: tuple[str, ...], limit: int = _SHOWN) -> tuple[Evidence, ...]:
    """The first mention in each report, independent ones before copies; then second mentions."""
    ordered = sorted(told, key=lambda t: t.report not in first)
    rounds = (
        Evidence(report=t.report, span=t.spans[i]) for i in range(2) for t in ordered if len(t.spans) > i
    )
    return tuple(rounds)[:limit]


# --- two that may be one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """One reason to take two for one."""

    one: Figure
    other: Figure
    reason: str
    evidence: tuple[Evidence, ...]


def _mergers(material: Material, independence: Independence) -> Iterable[Merger]:
    figures = {f.actor.id: f for f in (*material.known, *material.unknown)}
    found: dict[frozenset[str], list[_Meeting]] = {}
    for meeting in (*_by_key(figures, independence), *_by_cue(figures, material.cues)):
        pair = frozenset({meeting.one.actor.id, meeting.other.actor.id})
        if pair not in material.kept_apart:
            found.setdefault(pair, []).append(meeting)
    for pair in sorted(found, key=sorted):
        yield _merger(found[pair], independence)


def _merger(meetings: list[_Meeting], independence: Independence) -> Merger:
    one, other = sorted((meetings[0].one, meetings[0].other), key=lambda f: _stands(f, independence))
    return Merger(
        actor=other.actor,
        into=one.actor,
        reasons=tuple(dict.fromkeys(m.reason for m in meetings)),
        evidence=tuple(dict.fromkeys(e for m in meetings for e in m.evidence)),
    )


def _stands(figure: Figure, independence: Independence) -> tuple[bool, int, int, str]:
    """Whose id would stay: a known actor's, else that of which more is told."""
    told = len(independence.chosen(figure.reports)), sum(len(t.spans) for t in figure.told)
    return not figure.actor.known, -told[0], -told[1], figure.actor.id


def _by_key(figures: dict[str, Figure], independence: Independence) -> Iterable[_Meeting]:
    met: dict[str, dict[str, list[tuple[Told, str]]]] = {}
    for figure in figures.values():
        for told in figure.told:
            for name in told.names:
                if key := key_of(figure, name):
                    met.setdefault(key, {}).setdefault(figure.actor.id, []).append((told, name))
    for sides in met.values():
        for one, other in combinations(sides, 2):
            if _kinds_fit(figures[one], figures[other]):
                apart = _independently(sides[one], sides[other], independence)
                yield from _meeting(figures[one], figures[other], apart)


def _independently(
    one: list[tuple[Told, str]], other: list[tuple[Told, str]], independence: Independence
) -> tuple[tuple[Told, str], tuple[Told, str]] | None:
    """The first two independent reports that name two by one key; None when there are none."""
    for (there, name), (elsewhere, spelling) in product(one, other):
        states = there.states and elsewhere.states and there.states.isdisjoint(elsewhere.states)
        if states or tell_apart(name, spelling):
            continue
        if independence.independent(there.report, elsewhere.report):
            return (there, name), (elsewhere, spelling)
    return None


def _meeting(
    one: Figure, other: Figure, apart: tuple[tuple[Told, str], tuple[Told, str]] | None
) -> Iterable[_Meeting]:
    if apart is not None:
        (there, name), (elsewhere, spelling) = apart
        reason = f"one name in two independent reports: {name}, {spelling}"
        evidence = _where(there) + _where(elsewhere)
        yield _Meeting(one=one, other=other, reason=reason, evidence=evidence)


def _kinds_fit(one: Figure, other: Figure) -> bool:
    """Whether two of one name may be one actor by their kinds; two that are known are what the files say."""
    if one.actor.known and other.actor.known:
        return False
    kinds = {one.actor.kind, other.actor.kind}
    return len(kinds) == 1 or ActorKind.OTHER in kinds or kinds.isdisjoint(_APART)


def _where(told: Told) -> tuple[Evidence, ...]:
    return tuple(Evidence(report=told.report, span=span) for span in told.spans[:1])


def _by_cue(figures: dict[str, Figure], cues: Iterable[Cue]) -> Iterable[_Meeting]:
    for cue in cues:
        one, other = figures.get(cue.one), figures.get(cue.other)
        if one is None or other is None or one is other or not _kinds_fit(one, other):
            continue
        if contradict(one.actor.name, other.actor.name):
            continue
        evidence = (Evidence(report=cue.report, span=cue.span), *_elsewhere(one, cue.report))
        yield _Meeting(one=one, other=other, reason=cue.reason, evidence=evidence)


def _elsewhere(figure: Figure, report: str) -> tuple[Evidence, ...]:
    told = [t for t in figure.told if t.report != report and t.spans]
    return tuple(Evidence(report=t.report, span=t.spans[0]) for t in told[:1])


# --- what was decided already


class _Settled:
    """Leaves out what was decided, unless a further independent report has come since."""

    def __init__(self, material: Material, independence: Independence) -> None:
        self._who = material.who
        self._independence = independence
        self._reports = {f.actor.id: f.reports for f in (*material.known, *material.unknown)}
        self._rejected: dict[frozenset[str], tuple[int, Decision]] = {}
        for one in material.decided:
            decision = one.decision
            if one.undone is None and decision.ruling is Ruling.REJECT and decision.actor and decision.other:
                pair = frozenset({self._who.of(decision.actor), self._who.of(decision.other)})
                self._rejected[pair] = one.n, decision

    def merger(self, found: Merger) -> Merger | None:
        rejected = self._rejected.get(frozenset({found.actor.id, found.into.id}))
        if rejected is None:
            return found
        n, decision = rejected
        reports = {r for a in (found.actor, found.into) for r in self._reports.get(a.id, ())}
        if not self._further(reports, decision):
            return None
        return replace(found, again=f"rejected in decision {n}; a further independent report has come")

    def actor(self, found: NewActor, figure: Figure) -> NewActor | None:
        standing = self._who.standing.get(found.id)
        if standing is None:
            return found
        further = self._further(found.reports, standing.decision)
        if standing.decision.ruling is Ruling.REJECT:
            why = f"rejected in decision {standing.n}; a further independent report has come"
            return replace(found, again=why) if further else None
        other = _otherwise(figure, further)
        if other is None:
            return None
        why = f"accepted in decision {standing.n}; a further independent report says {other}"
        return replace(found, again=why)

    def _further(self, reports: Iterable[str], decision: Decision) -> list[str]:
        seen = decision.seen or ()
        new = [r for r in reports if r not in seen]
        return [r for r in new if all(self._independence.independent(r, old) for old in seen)]


def _otherwise(figure: Figure, reports: list[str]) -> str | None:
    """What further reports take an accepted actor for, when it is something else."""
    kind, state = figure.actor.kind, figure.actor.state
    for told in figure.told:
        if told.report in reports:
            kinds = told.kinds - _VAGUE - {kind}
            if kinds and kind not in told.kinds:
                return str(min(kinds)).replace("_", " ")
            if state and told.states and state not in told.states:
                return f"state {min(told.states)}"
    return None
