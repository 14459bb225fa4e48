"""Ties that the encoder sees, between entities that the cast knows, of kinds that can be so tied."""

from sourcebook.draft.glimpse import Glimpses, Part, SeenPair, head_of
from sourcebook.draft.ties.scene import ENDS, End, Scene, Tie
from sourcebook.grammar import conjuncts
from sourcebook.model.claim import SYMMETRIC, Predicate

NEW = 0.85
"""Probability from which a tie is drafted that only the encoder sees."""
AGREED, RULES_ALONE = 0.9, 0.6
LEFT = frozenset({Predicate.ALIAS, Predicate.DISTINCT_FROM, Predicate.LOCATED_IN, Predicate.AFFILIATED_WITH})
"""Not taken from the encoder alone: names of one body are the resolver's to tell, and the rest says little."""


def by_sight(scene: Scene, seen: Glimpses) -> None:
    """Weigh the ties found so far by what the encoder sees, and add those that it alone sees.

    Args:
        scene: with the ties that the rules found; changed in place.
        seen: what the encoder sees.
    """
    told = {_key(t.subject, t.predicate, t.object): t for t in scene.ties}
    pairs = {frozenset((t.subject, t.object)) for t in scene.ties}
    new: list[tuple[Tie, float]] = []
    for t in seen.ties:
        predicate = Predicate(t.predicate)
        for s, o in _ends(scene, t, predicate):
            known = told.get(_key(s.id, predicate, o.id))
            if known is not None:
                known.score = AGREED
            elif t.score >= NEW and predicate not in LEFT and frozenset((s.id, o.id)) not in pairs:
                made = scene.tie([s], predicate, [o], _between(scene, t))
                told |= {_key(m.subject, m.predicate, m.object): m for m in made}
                new += [(m, t.score) for m in made]
    for tie, score in new:
        tie.score = score


def _key(subject: str, predicate: Predicate, other: str) -> tuple[str, Predicate, str]:
    one, two = sorted((subject, other)) if predicate in SYMMETRIC else (subject, other)
    return one, predicate, two


def _ends(scene: Scene, t: SeenPair, predicate: Predicate) -> list[tuple[End, End]]:
    subject, other = ENDS[predicate]
    return [
        (s, o)
        for s in _who(scene, t.subject, subject)
        for o in _who(scene, t.object, other)
        if s.id != o.id and scene.doc.body[s.token] and not _unlikely(scene, s, predicate, o)
    ]


def _unlikely(scene: Scene, s: End, predicate: Predicate, o: End) -> bool:
    """A state is of no state, and two fought in one breath ("fights A and B") are not said to fight each other."""
    if predicate is Predicate.OF_STATE:
        return scene.is_a(s.id, "state")
    doc, (first, last) = scene.doc, sorted((s.token, o.token))
    joined = predicate is Predicate.OPPOSED_TO and last in conjuncts(doc, first)
    return joined and doc.lower[doc.head[first]] not in {"between", "among"}


def _who(scene: Scene, part: Part, what: str) -> list[End]:
    head = head_of(scene.doc, part.first, part.last)
    return [
        End(i, head) for i in scene.cast.heads.get(head, ()) or scene.cast.at(head) if scene.is_a(i, what)
    ]


def _between(scene: Scene, t: SeenPair) -> int:
    """The token from which modality and speaker are read: where the later end hangs."""
    doc = scene.doc
    later = max(t.subject, t.object, key=lambda p: p.first)
    return doc.head[head_of(doc, later.first, later.last)]
