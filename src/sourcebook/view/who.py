"""Who is who: names, ties by kind and direction, and with whom an actor must not be confused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sourcebook.ledger.fold import fold
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import SYMMETRIC, Claim, Event, Modality, Predicate, Relation
from sourcebook.model.when import When
from sourcebook.model.where import Place
from sourcebook.view.words import drawn, tie_words

_PERSONAL = (
    "he",
    "him",
    "his",
    "she",
    "her",
    "hers",
    "it",
    "its",
    "they",
    "them",
    "their",
    "theirs",
    "we",
    "our",
)
PRONOUNS = frozenset((*_PERSONAL, "who", "whom", "whose", "which", "that", "this", "these", "those"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One tie to one other, with every claim that says so.

    Attributes:
        other: id of the other end.
        name: its name.
        predicate: what ties the two.
        forward: whether the one asked for is the subject.
        said: the claims with their words.
    """

    other: str
    name: str
    predicate: Predicate
    forward: bool
    said: tuple[tuple[Claim, str], ...]

    @property
    def words(self) -> str:
        """The tie in words, seen from the one asked for."""
        return tie_words(self.predicate, forward=self.forward)

    @property
    def since(self) -> str | None:
        """When it held, as the claims say; None when none does."""
        facts = (claim.fact for claim, _ in self.said)
        spells = {spell(f.since, f.until) for f in facts if isinstance(f, Relation)} - {None}
        return ", ".join(sorted(s for s in spells if s)) or None

    def may_hold(self, day: date) -> bool:
        """Whether any claim lets the tie hold on a day; a claim without a date lets it hold on any."""
        facts = [claim.fact for claim, _ in self.said]
        return any(isinstance(f, Relation) and _may_hold(f, day) for f in facts)

    @property
    def doubt(self) -> str | None:
        """The modality, when no claim asserts the tie."""
        said = [claim.modality for claim, _ in self.said]
        return None if Modality.ASSERTED in said else str(said[0])


def _may_hold(tie: Relation, day: date) -> bool:
    begun = tie.since is None or tie.since.first is None or tie.since.first <= day
    ended = tie.until is not None and tie.until.last is not None and tie.until.last < day
    return begun and not ended


def had_begun(fact: Event | Relation, day: date) -> bool:
    """Whether an event may have happened by the end of a day; one without a date may have.

    Args:
        fact: what is claimed.
        day: the day asked for.
    """
    when = fact.when if isinstance(fact, Event) else fact.since
    return when is None or when.first is None or when.first <= day


def spell(since: When | None, until: When | None) -> str | None:
    """The time over which something holds: "since 2014", "until 2019-03-··", "2014-··-·· to 2019-··-··"."""
    if since and until:
        return f"{drawn(since).removeprefix('since ')} to {drawn(until).removeprefix('until ')}"
    if since:
        return f"since {drawn(since).removeprefix('since ')}"
    return f"until {drawn(until).removeprefix('until ')}" if until else None


def ties(claims: Iterable[tuple[Claim, str]], *, of: str, names: Mapping[str, str]) -> list[Tie]:
    """Ties of one entity to others, grouped by predicate and direction, then by the other's name.

    Two that were merged have no tie to one another any more.

    Args:
        claims: relation claims with their words.
        of: id of the entity.
        names: ids to names.
    """
    found: dict[tuple[Predicate, bool, str], list[tuple[Claim, str]]] = {}
    for claim, words in claims:
        fact = claim.fact
        if isinstance(fact, Relation) and fact.subject != fact.object and of in (fact.subject, fact.object):
            forward = fact.subject == of
            key = (
                fact.predicate,
                forward or fact.predicate in SYMMETRIC,
                fact.object if forward else fact.subject,
            )
            found.setdefault(key, []).append((claim, words))
    made = [
        Tie(other=other, name=names[other], predicate=predicate, forward=forward, said=tuple(said))
        for (predicate, forward, other), said in found.items()
    ]
    order = list(Predicate)
    return sorted(made, key=lambda t: (order.index(t.predicate), not t.forward, t.name, t.other))


def other_names(entity: Actor | Place) -> list[str]:
    """The further names of an entity on record, each once, whatever their case.

    Args:
        entity: the actor or place.
    """
    return _once((a if isinstance(a, str) else a.text for a in entity.aliases), but={entity.name})


def surface_names(entity: Actor | Place, surfaces: Iterable[tuple[str, int]]) -> list[str]:
    """The words by which reports mention an entity that are none of its names; pronouns are left out.

    Args:
        entity: the actor or place.
        surfaces: words with their number, the most frequent first.
    """
    known = {entity.name, *(a if isinstance(a, str) else a.text for a in entity.aliases), *PRONOUNS}
    return _once((words for words, _ in surfaces), but=known)


def _once(names: Iterable[str], *, but: set[str]) -> list[str]:
    seen = {name.casefold() for name in but}
    out = []
    for name in (" ".join(n.split()) for n in names):
        if name.casefold() not in seen:
            seen.add(name.casefold())
            out.append(name)
    return out


def best(found: list[Actor | Place], name: str) -> tuple[list[Actor | Place], list[Actor | Place]]:
    """Those whom a name means first of all, and the rest.

    An id comes first, then an actor so named, an actor so called, a place so named, a place so called.
    Actors that are only described ("gunmen") come last.

    Args:
        found: all that bear the name.
        name: as asked for.
    """
    ranks = [_rank(entity, name) for entity in found]
    top = min(ranks, default=0)
    pairs = list(zip(ranks, found, strict=True))
    return [e for rank, e in pairs if rank == top], [e for rank, e in pairs if rank != top]


def _rank(entity: Actor | Place, name: str) -> int:
    if entity.id == name:
        return 0
    if isinstance(entity, Actor) and entity.kind is ActorKind.UNIDENTIFIED:
        return 5
    named = fold(entity.name) == fold(name)
    return (1 if named else 2) if isinstance(entity, Actor) else (3 if named else 4)
