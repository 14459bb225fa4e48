"""What is said in a relative clause whose verb the parser takes for a noun: "X, whom Y arms and advises"."""

from sourcebook.draft.ties.scene import ENDS, Scene
from sourcebook.find.found import Found
from sourcebook.grammar import conjuncts

_OBJECTS = frozenset({"whom", "which", "that", "who"})
_PLURAL = "NNS"  # as which "arms" and "supports" are taken


def by_relative(scene: Scene, f: Found) -> None:
    """Ties that a verb after "whom NAME" says of the name before it.

    Args:
        scene: the document and its cast.
        f: a mention, which may be the subject of such a clause.
    """
    doc = scene.doc
    whom = f.first - 2 if f.first > 1 and doc.lower[f.first - 1] == "the" else f.first - 1
    v = f.last + 1
    if whom < 1 or v >= len(doc) or doc.lower[whom] not in _OBJECTS or doc.tag[v] != _PLURAL:
        return
    before = scene.stops.get(whom - 2 if doc.words[whom - 1] == "," else whom - 1)
    if before is None or doc.sentence_of[before.head] != doc.sentence_of[v]:
        return
    for t in conjuncts(doc, v):
        for rule in scene.words.verbs.get(doc.lemma[t], ()):
            if (rule.subject, rule.object) == ("patient", "agent"):
                one, other = ENDS[rule.predicate]
                support = scene.words.support.get(doc.lemma[t])
                given = (support,) if support else ()
                done, doers = scene.who(before.head, one), scene.who(f.head, other)
                scene.tie(done, rule.predicate, doers, t, support=given)
