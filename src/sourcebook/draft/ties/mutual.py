"""Who are each other's friends or enemies? "X and Y are rivals", "X and Y are allies"."""

from itertools import combinations

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import ENDS, P, Scene
from sourcebook.grammar import dependents, is_verb

_MUTUAL = frozenset({P.ALLIED_WITH, P.OPPOSED_TO})
_PLURAL = frozenset({"NNS", "NNPS"})


def by_each_other(scene: Scene, n: int) -> None:
    """Note the tie between those that a plural noun calls friends or enemies, unless it says whose.

    Args:
        scene: the document and its cast.
        n: the noun.
    """
    doc, verb = scene.doc, scene.doc.head[n]
    rule = next((r for r in scene.words.nouns.get(doc.lemma[n], ()) if r.predicate in _MUTUAL), None)
    said = doc.dep[n] == "attr" and doc.tag[n] in _PLURAL and is_verb(doc, verb)
    if rule is None or not said or dependents(doc, n, "poss", "prep"):
        return
    sides = scene.every(doers(scene, verb), ENDS[rule.predicate][0])
    for one, other in combinations(sides, 2):
        scene.tie([one], rule.predicate, [other], n)
