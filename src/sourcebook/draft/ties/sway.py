"""Under whose control is a place? "The town is under X's control", "areas under the control of X"."""

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import P, Scene
from sourcebook.draft.ties.slots import ends
from sourcebook.grammar import is_verb

_BEING = frozenset({"be", "remain", "stay", "come", "fall", "keep"})


def by_sway(scene: Scene, n: int) -> None:
    """Note who holds the place that is said to be under somebody's control.

    Args:
        scene: the document and its cast.
        n: the noun; one of `ground.sway` in relations.toml.
    """
    doc = scene.doc
    under = doc.head[n]
    if not scene.has("ground.sway", doc.lemma[n]) or doc.lower[under] != "under" or doc.dep[n] != "pobj":
        return
    over = doc.head[under]
    if is_verb(doc, over):
        held = scene.every(doers(scene, over), "place") if doc.lemma[over] in _BEING else []
    else:
        held = scene.who(over, "place")
    if held:
        scene.tie(ends(scene, n, "poss|of", "side"), P.CONTROLS, held, n)
