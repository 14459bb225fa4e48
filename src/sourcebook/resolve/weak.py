"""Which of those who bear a weak name is meant? One whom the rest of the report speaks of, or whose lands it names.

A weak name is no proof by itself: an acronym that several bodies share, "the Front". It stands for the bearer that the
report names in full; else for the one bearer to whom the report gives a reason: it names its state, somebody of that
state, its base, somebody it is tied to, or its fighters. Without a reason only a telling name stands for its one
bearer, a surname or several words, and never for one that only bulk lists know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sourcebook.find.found import Found
from sourcebook.knowledge.actor_checks import state_codes
from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.folding import fold_name, is_acronym
from sourcebook.knowledge.people import agents
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind

_SHORT = 3
"""Letters of an acronym that is not believed without a reason."""

_FIGHTING = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.FRONT_NAME, ActorKind.STATE_BODY}
)


@dataclass(frozen=True)
class Surroundings:
    """What else a report names.

    Attributes:
        names: every name found.
        strong: ids of actors named beyond doubt.
        project: a folder with the user's own knowledge, or None.
    """

    names: Sequence[Found]
    strong: frozenset[str]
    project: Path | None = None

    @cached_property
    def spots(self) -> frozenset[str]:
        """Folded names of the places named."""
        return frozenset(fold_name(f.text) for f in self.names if f.kind is MentionKind.PLACE)

    @cached_property
    def lands(self) -> frozenset[str]:
        """Codes of the countries named, and of those in which the places named most likely lie."""
        spots = {f.text for f in self.names if f.kind is MentionKind.PLACE}
        known = gazetteer(self.project)
        first = (next(iter(known.lookup(text)), None) for text in sorted(spots))
        within = {c.place.country for c in first if c and c.place.country}
        return frozenset({f.country for f in self.names if f.country} | within)

    @cached_property
    def homes(self) -> frozenset[str]:
        """Codes of the states to which the actors named beyond doubt belong."""
        known = actors(self.project)
        return frozenset(e.state for i in self.strong if i in known and (e := known[i]).state)


def bearer(doc: Document, f: Found, around: Surroundings) -> str | None:
    """The actor that a weak name means.

    Args:
        doc: the parsed report.
        f: the name, with those who bear it.
        around: what else the report names.

    Returns:
        None when it may be nobody known.
    """
    named = [i for i in f.ids if i in around.strong]
    if named:
        return named[0]
    known = actors(around.project)
    entries = [known[i] for i in f.ids]
    reasons = [_reasons(doc, f, e, around) for e in entries]
    best = max(reasons)
    if best and reasons.count(best) == 1:
        return f.ids[reasons.index(best)]
    return _without_reason(f, entries, around)


def _without_reason(f: Found, entries: Sequence[ActorEntry], around: Surroundings) -> str | None:
    """Who is meant when nothing in the report speaks for anybody: the one hand-written bearer of a telling name.

    A surname tells of a person, several words or a long acronym of a body; a nickname, a common word or two or three
    capitals tell of nobody, nor does any weak name of a body of a state when the report speaks of others only.
    """
    ours = [e for e in entries if e.origin is None]
    if len(ours) != 1:
        return None
    elsewhere = ours[0].state and around.lands and ours[0].state not in around.lands
    if elsewhere and ours[0].kind is not ActorKind.PERSON:
        return None
    name = fold_name(f.text)
    if ours[0].kind is ActorKind.PERSON:
        return ours[0].id if f" {fold_name(ours[0].name)} ".endswith(f" {name} ") else None
    telling = " " in name or (is_acronym(f.text) and len(name) > _SHORT)
    return ours[0].id if telling else None


def _reasons(doc: Document, f: Found, entry: ActorEntry, around: Surroundings) -> int:
    """How many things in the report speak for a bearer."""
    tied = {t.other for t in entry.ties if t.other}
    states = {state_codes()[i] for i in tied if i in state_codes()} - {entry.state}
    places = {t.place[-2:] for t in entry.ties if t.place}
    spots = {fold_name(t.place.rpartition(",")[0]) for t in entry.ties if t.place}
    return (
        2 * (entry.state in around.lands)
        + (entry.state in around.homes)
        + 2 * bool(tied & around.strong)
        + bool((states | places) & around.lands)
        + 2 * bool(spots & around.spots)
        + (entry.kind in _FIGHTING and _armed_noun(doc, f.last + 1, around.project))
    )


def _armed_noun(doc: Document, i: int, project: Path | None) -> bool:
    """Whether armed people stand behind the name: "IS fighters"."""
    noun = agents(project).get(doc.lower[i]) if i < len(doc) else None
    return noun is not None and noun.armed
