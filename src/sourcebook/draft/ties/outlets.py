"""Whose outlet is it? "The movement's Radio X", "Y's newspaper Z" when Z is known to be one."""

from sourcebook.draft.ties.scene import End, P, Scene
from sourcebook.find.found import Found
from sourcebook.grammar import dependents
from sourcebook.model.actor import ActorKind

_HAVING = frozenset({ActorKind.ARMED_GROUP, ActorKind.FRONT_NAME, ActorKind.PARTY})
"""Whose outlets are part of them; a state's are only at home there."""


def by_outlet(scene: Scene, f: Found) -> None:
    """Note that an outlet is part of the movement that stands before it in the genitive.

    Args:
        scene: the document and its cast.
        f: a mention, which may be an outlet's name.
    """
    outlets = [End(i, f.head) for i in scene.cast.heads.get(f.head, ()) if scene.is_a(i, "outlet")]
    if not outlets or f.head not in scene.names:
        return
    owners = scene.every(dependents(scene.doc, f.head, "poss"), "named")
    own = [e for e in owners if scene.cast.actors[e.id].kind in _HAVING]
    scene.tie(outlets, P.PART_OF, own, f.head, sure=True)
