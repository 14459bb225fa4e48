"""Which of those who bear a weak name is meant? One whom the rest of the report speaks of, or whose lands it names.

A weak name is no proof by itself: an acronym that several bodies share, "the Front". It stands for the bearer that the
report names in full; else for the one bearer to whom the report gives a reason: it names its state, somebody it is tied
to, or its fighters. Of bearers that only bulk lists know, none is meant without a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sourcebook.find.found import Found
from sourcebook.knowledge.actor_checks import state_codes
from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.folding import is_acronym
from sourcebook.knowledge.people import agents
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document

_SHORT = 2
"""Letters of an acronym that is never believed without a reason."""

_FIGHTING = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.FRONT_NAME, ActorKind.STATE_BODY}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else a report names.

    Attributes:
        strong: ids of actors named beyond doubt.
        lands: codes of the countries named.
    """

    strong: frozenset[str]
    lands: frozenset[str]


def bearer(doc: Document, f: Found, around: Surroundings, project: Path | None) -> str | None:
    """The actor that a weak name means.

    Args:
        doc: the parsed report.
        f: the name, with those who bear it.
        around: what else the report names.
        project: a folder with the user's own knowledge, or None.

    Returns:
        None when it may be nobody known.
    """
    named = [i for i in f.ids if i in around.strong]
    if named:
        return named[0]
    known = actors(project)
    entries = [known[i] for i in f.ids]
    reasons = [_reasons(doc, f, e, around, project) for e in entries]
    best = max(reasons)
    if best and reasons.count(best) == 1:
        return f.ids[reasons.index(best)]
    return _without_reason(f, entries)


def _without_reason(f: Found, entries: Sequence[ActorEntry]) -> str | None:
    ours = [e.id for e in entries if e.origin is None]
    short = is_acronym(f.text) and len(f.text.replace(".", "")) <= _SHORT
    return ours[0] if len(ours) == 1 and not short else None


def _reasons(doc: Document, f: Found, entry: ActorEntry, around: Surroundings, project: Path | None) -> int:
    """How many things in the report speak for a bearer."""
    tied = {t.other for t in entry.ties if t.other}
    states = {state_codes()[i] for i in tied if i in state_codes()} - {entry.state}
    places = {t.place[-2:] for t in entry.ties if t.place}
    return (
        2 * (entry.state in around.lands)
        + 2 * bool(tied & around.strong)
        + bool((states | places) & around.lands)
        + (entry.kind in _FIGHTING and _armed_noun(doc, f.last + 1, project))
    )


def _armed_noun(doc: Document, i: int, project: Path | None) -> bool:
    """Whether armed people stand behind the name: "IS fighters"."""
    noun = agents(project).get(doc.lower[i]) if i < len(doc) else None
    return noun is not None and noun.armed
