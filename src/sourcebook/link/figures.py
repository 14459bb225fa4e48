"""What a book says of its unknown actors, gathered for proposals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sourcebook.knowledge.folding import fold_name, is_acronym, skeleton
from sourcebook.ledger import Caution, ClaimQuery, Identity, Ledger, Naming, Source
from sourcebook.model.actor import Actor, ActorKind, AliasType
from sourcebook.model.claim import Modality, Predicate, Relation
from sourcebook.model.identity import Decided
from sourcebook.model.text import Span

_NO_BODIES = frozenset({ActorKind.UNIDENTIFIED, ActorKind.POPULATION, ActorKind.OFFICE, ActorKind.CONFLICT})
_TOLD = frozenset({Modality.ASSERTED, Modality.HEDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An actor as one report names it.

    Attributes:
        report: the report's id.
        names: the names that the report itself uses, words such as "the group" left out.
        acronyms: those among them that it explains ("Army of the River (AR)").
        spans: where it stands under one of these names.
        kinds: what the report takes it for.
        states: the states that the report gives it.
    """

    report: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    spans: tuple[Span, ...]
    kinds: frozenset[ActorKind]
    states: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An actor with all that reports tell of it.

    Attributes:
        actor: the actor as it stands now.
        told: as each report names it, in the order of the reports' ids.
    """

    actor: Actor
    told: tuple[Told, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that name it."""
        return tuple(t.report for t in self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words of a report that say outright that two names are one actor's.

    Attributes:
        one: id of an actor.
        other: id of the other.
        report: id of the report.
        span: the words.
        reason: what they do, for people.
    """

    one: str
    other: str
    report: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What proposals are made of.

    Attributes:
        unknown: actors that no knowledge file lists, in the order of their ids.
        known: actors of the knowledge files that share a name's key with one of them.
        cues: words that say outright that two are one.
        kept_apart: pairs of ids that must not be merged.
        warned_since: warnings about two that were merged before anything warned of it.
        who: what comes of the decisions.
        decided: every decision.
    """

    unknown: tuple[Figure, ...]
    known: tuple[Figure, ...]
    cues: tuple[Cue, ...]
    kept_apart: frozenset[frozenset[str]]
    warned_since: tuple[Caution, ...]
    who: Identity
    decided: tuple[Decided, ...]


def gathered(ledger: Ledger) -> Material:
    """What a book holds for proposals.

    Args:
        ledger: the book.
    """
    who, cautions = ledger.who_is_who(), ledger.cautions()
    unknown = tuple(_figures(ledger, ledger.named_actors(known=False)))
    met = {key for figure in unknown for key in keys(figure)}
    alike = [a for a in ledger.named_actors(known=True) if met & set(map(skeleton, _called(a)))]
    return Material(
        unknown=unknown,
        known=tuple(_figures(ledger, alike)),
        cues=(*_aliases(ledger), *_explained(unknown)),
        kept_apart=_kept_apart(who, cautions),
        warned_since=tuple(who.joined(cautions)),
        who=who,
        decided=tuple(ledger.decisions()),
    )


def keys(figure: Figure) -> frozenset[str]:
    """The keys of a figure's names, under which other spellings of them meet.

    Acronyms and the last names of persons have none: they are proof of nobody.
    """
    return frozenset(key for told in figure.told for name in told.names if (key := key_of(figure, name)))


def key_of(figure: Figure, name: str) -> str | None:
    """The key of one name; None for a name that is proof of nobody."""
    alone = " " not in fold_name(name)
    if is_acronym(name) or (alone and figure.actor.kind is ActorKind.PERSON):
        return None
    return skeleton(name) or None


def _figures(ledger: Ledger, actors: Iterable[Actor]) -> Iterator[Figure]:
    for actor in actors:
        if actor.kind in _NO_BODIES:
            continue
        told = tuple(t for naming in ledger.namings(actor.id) if (t := _told(ledger, actor, naming)))
        if told:
            yield Figure(actor=actor, told=told)


def _told(ledger: Ledger, actor: Actor, naming: Naming) -> Told | None:
    """An actor in a report; None where a report only names itself, or its own author."""
    source = ledger.source(naming.report)
    if source is not None and _itself(actor, source):
        return None
    listed = {skeleton(name) for name in _called(actor)}
    used = {words: span for span, words in reversed(naming.mentions) if skeleton(words) in listed}
    own = [name for a in naming.accounts if not a.known for name in _strong(a)]
    explained = [
        n.text for a in naming.accounts for n in a.aliases if n.type is AliasType.ACRONYM and not a.known
    ]
    return Told(
        report=naming.report,
        names=tuple(dict.fromkeys((*own, *sorted(used)))),
        acronyms=tuple(sorted(explained)),
        spans=tuple(span for span, words in naming.mentions if words in used),
        kinds=frozenset(a.kind for a in naming.accounts),
        states=frozenset(a.state for a in naming.accounts if a.state),
    )


def _itself(actor: Actor, source: Source) -> bool:
    names = {fold_name(name) for name in _called(actor)}
    own = fold_name(source.publisher or "")
    return own in names or any(
        name and f" {name} " in f" {fold_name(source.author or '')} " for name in names
    )


def _strong(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *(n.text for n in actor.aliases if n.strong))


def _called(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *(n.text for n in actor.aliases))


def _aliases(ledger: Ledger) -> Iterator[Cue]:
    for entry in ledger.claims(ClaimQuery(predicate=Predicate.ALIAS, background=True)):
        claim, fact = entry.claim, entry.claim.fact
        if isinstance(fact, Relation) and claim.modality in _TOLD and fact.subject != fact.object:
            yield Cue(
                one=fact.subject,
                other=fact.object,
                report=claim.report,
                span=claim.quote,
                reason="a report gives the two names to one",
            )


def _explained(unknown: tuple[Figure, ...]) -> Iterator[Cue]:
    """An acronym that one report explains, and that stands alone in another."""
    bare: dict[str, list[Figure]] = {}
    for figure in unknown:
        if is_acronym(figure.actor.name):
            bare.setdefault(skeleton(figure.actor.name), []).append(figure)
    for figure in unknown:
        for told in figure.told:
            for short in told.acronyms:
                for other in bare.get(skeleton(short), []):
                    if other is not figure and told.spans:
                        reason = f"a report explains {short} as {figure.actor.name}"
                        yield Cue(
                            one=other.actor.id,
                            other=figure.actor.id,
                            report=told.report,
                            span=told.spans[0],
                            reason=reason,
                        )


def _kept_apart(who: Identity, cautions: list[Caution]) -> frozenset[frozenset[str]]:
    every = (*cautions, *who.cautions)
    return frozenset(frozenset({who.of(c.one, c.report), who.of(c.other, c.report)}) for c in every)
