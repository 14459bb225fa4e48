"""Which body does a person lead? By the report's own words, else by what files list of the bodies that it names."""

from collections.abc import Iterator
from pathlib import Path

from sourcebook.grammar import conjuncts, dependents
from sourcebook.knowledge.actors import actors
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.resolve.cast import Cast

_LEADER = frozenset("leader commander chief head chairman emir chieftain boss".split())
_LEAD = frozenset("lead command head".split())
_BEFORE = ("compound", "nmod", "poss", "amod")
_BODIES = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.FRONT_NAME, ActorKind.PARTY, ActorKind.STATE_BODY}
)


def body_led_by(cast: Cast, person: str, before: int, project: Path | None = None) -> str | None:
    """The one body that a report has told to be led by a person, or names and files list as his.

    Args:
        cast: the report's actors so far.
        person: id of the person.
        before: the token that speaks of the body; what comes after it tells nothing yet.
        project: a folder with the user's own knowledge, or None.

    Returns:
        Its id; None when there is none, or more than one.
    """
    told = list(dict.fromkeys(_told(cast, person, before)))
    found = told[-1:] or _listed(cast, person, project)
    return found[0] if len(found) == 1 else None


def _told(cast: Cast, person: str, before: int) -> Iterator[str]:
    """Bodies of "RSF leader NAME", "NAME, the leader of the RSF", "NAME, who leads the RSF"."""
    doc = cast.doc
    for p in sorted(t for t, ids in cast.heads.items() if t < before and person in ids):
        titles = [*dependents(doc, p, "compound", "nmod", "appos"), doc.head[p]]
        for n in titles:
            if doc.lemma[n] in _LEADER and (n != doc.head[p] or doc.dep[p] == "appos"):
                of = [o for q in dependents(doc, n, "prep") if doc.lower[q] == "of" for o in doc.children[q]]
                yield from _bodies(cast, [*dependents(doc, n, *_BEFORE), *of])
                if n < p and n in dependents(doc, p, "compound", "nmod"):
                    yield from _bodies(cast, [k for k in dependents(doc, p, *_BEFORE) if k < n])
        for v in dependents(doc, p, "relcl"):
            if doc.lemma[v] in _LEAD:
                yield from _bodies(cast, dependents(doc, v, "dobj"))


def _bodies(cast: Cast, tokens: list[int]) -> Iterator[str]:
    for t in (j for k in tokens for j in conjuncts(cast.doc, k)):
        for i in cast.heads.get(t, ())[:1]:
            if i in cast.actors and cast.actors[i].kind in _BODIES:
                yield i


def _listed(cast: Cast, person: str, project: Path | None) -> list[str]:
    """Bodies that the report names and files list as led by the person."""
    known = actors(project)
    return [
        i
        for i, a in cast.actors.items()
        if a.kind in _BODIES
        and i in known
        and any(t.predicate is Predicate.LED_BY and t.other == person for t in known[i].ties)
    ]
