"""What the knowledge files say of an actor, on any day: names, ties in both directions, how look-alikes differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sourcebook.knowledge.actor_checks import state_codes
from sourcebook.knowledge.actor_entry import ActorEntry, KnownTie, holds
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.countries import by_code
from sourcebook.model.actor import Alias
from sourcebook.model.claim import SYMMETRIC, Predicate
from sourcebook.view.words import tie_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A tie of the files, seen from the actor asked for.

    Attributes:
        predicate: what ties the two.
        forward: whether the one asked for is the subject.
        other: id of the other end; None for a place.
        name: name of the other end.
        spell: when it held ("since 2014", "2013 to 2019-03"); empty when not known.
        source: what says so.
        note: a remark.
    """

    predicate: Predicate
    forward: bool
    other: str | None
    name: str
    spell: str
    source: str
    note: str | None = None

    @property
    def words(self) -> str:
        """The tie in words, seen from the one asked for."""
        return tie_words(self.predicate, forward=self.forward)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A look-alike and how it differs.

    Attributes:
        other: its id.
        name: its name.
        why: how to tell the two apart; its description when nobody has written that down.
    """

    other: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """What the files say of one actor.

    Attributes:
        entry: the actor's own file.
        names: its names, on the day asked for.
        ties: its ties, on the day asked for.
        differences: its look-alikes.
    """

    entry: ActorEntry
    names: tuple[Alias, ...]
    ties: tuple[Standing, ...]
    differences: tuple[Difference, ...]


def known_actor(ident: str, *, as_of: date | None = None, project: Path | None = None) -> KnownActor | None:
    """What the files say of an actor.

    Args:
        ident: its id.
        as_of: leave out names and ties that did not hold on that day; what has no dates stays.
        project: a folder with the user's own knowledge, or None.

    Returns:
        None when no file knows the id.
    """
    known = actors(project)
    if ident not in known:
        return None
    entry = known[ident]
    return KnownActor(
        entry=entry,
        names=tuple(n for n in entry.names if as_of is None or holds(n.since, n.until, as_of)),
        ties=tuple(_standings(known, ident, as_of)),
        differences=tuple(_difference(known, one.other, one.why) for one in entry.look_alikes),
    )


def known_names(name: str, project: Path | None = None) -> tuple[str, ...]:
    """Ids of the actors of the files that a name may stand for, those of which it is proof first.

    Args:
        name: any name, or an id.
        project: a folder with the user's own knowledge, or None.
    """
    if name in actors(project):
        return (name,)
    hits = candidates(name, project)
    return tuple(dict.fromkeys(slug for slug, alias in sorted(hits, key=lambda hit: not hit[1].strong)))


def _standings(known: Mapping[str, ActorEntry], ident: str, as_of: date | None) -> list[Standing]:
    found = [
        _standing(known, subject, tie, forward=subject == ident)
        for subject, entry in known.items()
        for tie in entry.ties
        if ident in (subject, tie.other) and (as_of is None or tie.held(as_of))
    ]
    order = list(Predicate)
    return sorted(found, key=lambda s: (order.index(s.predicate), not s.forward, s.spell, s.name))


def _standing(known: Mapping[str, ActorEntry], subject: str, tie: KnownTie, *, forward: bool) -> Standing:
    other = tie.other if forward else subject
    return Standing(
        predicate=tie.predicate,
        forward=forward or tie.predicate in SYMMETRIC,
        other=other,
        name=tie.place or name_of(other or "", known),
        spell=spell_of(tie.since, tie.until),
        source=tie.source,
        note=tie.note,
    )


def name_of(ident: str, known: Mapping[str, ActorEntry]) -> str:
    """Name of an actor of the files, or of a state.

    Args:
        ident: its id.
        known: the files' actors.
    """
    if ident in known:
        return known[ident].name
    code = state_codes().get(ident)
    return by_code()[code].name if code else ident


def spell_of(since: str | None, until: str | None) -> str:
    """The time between two EDTF dates in words.

    Args:
        since: when it began; None when not known.
        until: when it ended; None when it holds, or its end is not known.
    """
    if since and until:
        return since if since == until else f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def _difference(known: Mapping[str, ActorEntry], other: str, why: str) -> Difference:
    entry = known[other]
    return Difference(other=other, name=entry.name, why=why or entry.description)
