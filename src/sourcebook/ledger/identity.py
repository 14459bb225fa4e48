"""Who is who after all decisions: which id stands for an actor, report by report.

Nothing that was kept is rewritten. The decisions that count are gone through in their order, and what comes out is
a map that every question to the book looks through; without decisions it changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from sourcebook.ledger.roles import ROLES
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Claim, Event, Relation
from sourcebook.model.identity import Decided, Decision, Ruling

CalledIn = Callable[[str, str], frozenset[str]]
"""From an id and a name to the reports that give the actor that name and no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What decisions say of an actor.

    Attributes:
        name: its name.
        kind: what it is.
        state: ISO 3166-1 alpha-2 code of its state.
    """

    name: str | None = None
    kind: ActorKind | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A warning that two ids are not one actor.

    Attributes:
        one: an id.
        other: another.
        source: who warns, in words for an error's text.
        report: id of the report that warns; None for knowledge files and decisions.
    """

    one: str
    other: str
    source: str
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold(Claim):
    """A claim as it reads after decisions and judgements: what it says is what stands now, its own id stays.

    Attributes:
        drafted: the claim as it was kept.
    """

    drafted: Claim

    @property
    def id(self) -> str:
        """The id under which the claim was kept."""
        return self.drafted.id


def as_read(claim: Claim, *, drafted: Claim) -> Retold:
    """A claim that says something else than what was drafted, under the id of the draft.

    Args:
        claim: what it says now.
        drafted: the claim as it was kept, or as it read before.
    """
    kept = {f.name: getattr(claim, f.name) for f in fields(Claim)}
    return Retold(**kept, drafted=drafted.drafted if isinstance(drafted, Retold) else drafted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which id stands for an actor, and what decisions say of it.

    Attributes:
        whole: ids that were merged, with the id that stands for each; what is not in it stands for itself.
        apart: of ids that were split, by report, the id that stands there instead.
        given: names, kinds and states that accepted actors have, by id.
        introduced: the same of actors that a merge or split brought in, for as long as no report names them.
        standing: the acceptance or rejection that counts, by id.
        cautions: pairs that decisions keep apart.
        overruled: pairs of ids that are one although something warns of them.
        homes: of ids that were split, by id and report, the id named in the decision, before any merge.
        touched: every id that a decision names.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    introduced: Mapping[str, Given] = field(default_factory=dict)
    standing: Mapping[str, Decided] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    overruled: frozenset[frozenset[str]] = frozenset()
    homes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    def of(self, ident: str, report: str | None = None) -> str:
        """The id that stands for an id.

        Args:
            ident: as the reader wrote it.
            report: where; None for wherever it was not split.
        """
        there = self.apart.get(ident, {}) if report is not None else {}
        return there.get(report or "") or self.whole.get(ident, ident)

    def sources(self, ident: str) -> tuple[str, ...]:
        """The ids for which one stands, anywhere, itself included unless it was merged away.

        Args:
            ident: an id that stands for itself.
        """
        if ident not in self.touched:
            return (ident,)
        merged = {one for one, top in self.whole.items() if top == ident}
        split = {one for one, there in self.apart.items() if ident in there.values()}
        own = {ident} if self.whole.get(ident, ident) == ident else set()
        return tuple(sorted(merged | split | own))

    def retold(self, claim: Claim) -> Claim:
        """A claim with the ids that stand for those in it; the same object when none changes.

        Args:
            claim: as it was kept.
        """
        if not self.whole and not self.apart:
            return claim
        fact = self._fact(claim.fact, claim.report)
        if fact == claim.fact:
            return claim
        return as_read(replace(claim, fact=fact), drafted=claim)

    def _fact(self, fact: Event | Relation, report: str) -> Event | Relation:
        if isinstance(fact, Relation):
            return replace(fact, subject=self.of(fact.subject, report), object=self.of(fact.object, report))
        roles = {
            role: tuple(dict.fromkeys(self.of(i, report) for i in getattr(fact, role))) for role in ROLES
        }
        return replace(fact, **roles)  # type: ignore[arg-type] # every role holds a tuple of ids

    def joined(self, cautions: Iterable[Caution]) -> list[Caution]:
        """Of some warnings those whose two sides are one now although nobody overruled them.

        Args:
            cautions: from knowledge files and reports; those of the decisions are added.
        """
        return [c for c in (*self.cautions, *cautions) if self._joins(c)]

    def _joins(self, caution: Caution) -> bool:
        one, other = self._home(caution.one, caution.report), self._home(caution.other, caution.report)
        same = self.whole.get(one, one) == self.whole.get(other, other)
        return same and caution.one != caution.other and frozenset({one, other}) not in self.overruled

    def _home(self, ident: str, report: str | None) -> str:
        return ident if report is None else self.homes.get((ident, report), ident)


NOBODY = Identity()
"""Without decisions every id stands for itself."""


def numbered(history: Iterable[tuple[int, Decision]]) -> list[Decided]:
    """Decisions with their numbers, and by which other each was taken back; an undo may be undone too.

    Args:
        history: all decisions, in the order of their numbers.
    """
    undone: dict[int, int] = {}
    every = list(history)
    for n, decision in reversed(every):
        if decision.undoes is not None and n not in undone:
            undone[decision.undoes] = n
    return [Decided(n=n, decision=d, undone=undone.get(n)) for n, d in every]


def identity(decided: Sequence[Decided], *, called_in: CalledIn) -> Identity:
    """What comes of the decisions that count.

    Args:
        decided: all decisions, in the order of their numbers.
        called_in: finds the reports in which an actor goes by one name.
    """
    replay = _Replay(called_in)
    for one in decided:
        if one.undone is None and one.decision.ruling is not Ruling.UNDO:
            replay.go_through(one)
    return replay.done()


class _Replay:
    """The decisions, one after the other."""

    def __init__(self, called_in: CalledIn) -> None:
        self._called_in = called_in
        self._whole: dict[str, str] = {}
        self._groups: dict[str, set[str]] = {}
        self._apart: dict[str, dict[str, str]] = {}
        self._homes: dict[tuple[str, str], str] = {}
        self._given: dict[str, Given] = {}
        self._introduced: dict[str, Given] = {}
        self._standing: dict[str, Decided] = {}
        self._cautions: list[Caution] = []
        self._overruled: set[frozenset[str]] = set()
        self._touched: set[str] = set()

    def go_through(self, one: Decided) -> None:
        decision = one.decision
        actor, other = str(decision.actor), decision.other
        self._touched |= {actor} | ({other} if other else set())
        if decision.name or decision.kind or decision.state:
            self._give(decision, actor, other)
        if decision.ruling is Ruling.MERGE and other:
            self._merge(actor, other, overrule=decision.overrule is not None)
        elif decision.ruling is Ruling.SPLIT and other:
            self._split(actor, other, decision)
        elif decision.ruling is Ruling.DISTINCT and other:
            self._keep_apart(one, actor, other)
        elif other is None:  # an acceptance, or the rejection of an actor
            self._standing[self._top(actor)] = one

    def done(self) -> Identity:
        return Identity(
            whole=self._whole,
            apart=self._apart,
            given=self._given,
            introduced=self._introduced,
            standing=self._standing,
            cautions=tuple(self._cautions),
            overruled=frozenset(self._overruled),
            homes=self._homes,
            touched=frozenset(self._touched),
        )

    def _top(self, ident: str) -> str:
        return self._whole.get(ident, ident)

    def _group(self, top: str) -> set[str]:
        return self._groups.setdefault(top, {top})

    def _give(self, decision: Decision, actor: str, other: str | None) -> None:
        told = self._given if other is None else self._introduced
        ident = self._top(actor) if other is None else other
        old = told.get(ident, Given())
        told[ident] = Given(
            name=decision.name or old.name, kind=decision.kind or old.kind, state=decision.state or old.state
        )

    def _merge(self, actor: str, other: str, *, overrule: bool) -> None:
        source, target = self._top(actor), self._top(other)
        if source == target:
            return
        if overrule:
            self._overruled |= self._pairs(source, target)
        for one in self._group(source):
            self._whole[one] = target
        self._groups[target] = self._group(target) | self._groups.pop(source)
        for there in self._apart.values():
            there.update({report: target for report, top in there.items() if top == source})

    def _pairs(self, source: str, target: str) -> set[frozenset[str]]:
        return {frozenset({a, b}) for a in self._group(source) for b in self._group(target) if a != b}

    def _split(self, actor: str, other: str, decision: Decision) -> None:
        source, target = self._top(actor), self._top(other)
        if source == target:
            return
        split = {one for one, there in self._apart.items() if source in there.values()}
        for one in sorted(self._group(source) | split):
            reports = decision.reports
            if decision.called is not None:
                reports = tuple(self._called_in(one, decision.called))
            there = self._apart.get(one, {})
            for report in reports:
                if there.get(report, self._top(one)) == source:
                    self._apart.setdefault(one, {})[report] = target
                    self._homes[one, report] = other

    def _keep_apart(self, one: Decided, actor: str, other: str) -> None:
        decision = one.decision
        words = f"decision {one.n}, by {decision.by}: {decision.note}"
        self._cautions.append(Caution(one=actor, other=other, source=words))
        self._overruled -= self._pairs(self._top(actor), self._top(other))
