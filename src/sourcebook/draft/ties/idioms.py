"""What do a verb and its object say together? "X does Y's bidding", "takes its orders from Y", "holds sway over Y"."""

from sourcebook.draft.ties.scene import ENDS, End, Scene
from sourcebook.draft.ties.slots import ends
from sourcebook.grammar import dependents, is_verb


def by_idiom(scene: Scene, v: int) -> None:
    """Note the ties of `idioms` in relations.toml.

    Args:
        scene: the document and its cast.
        v: the verb.
    """
    doc = scene.doc
    for noun in dependents(doc, v, "dobj"):
        for rule in (
            scene.words.idioms.get(f"{doc.lemma[v]} {doc.lemma[noun]}", ()) if is_verb(doc, v) else ()
        ):
            first, second = ENDS[rule.predicate]
            subjects = _end(scene, v, noun, rule.subject, first)
            scene.tie(subjects, rule.predicate, _end(scene, v, noun, rule.object, second), v)


def _end(scene: Scene, v: int, noun: int, slot: str, what: str) -> list[End]:
    return ends(scene, v if slot == "agent" else noun, slot, what)
