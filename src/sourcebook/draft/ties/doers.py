"""Who does it and to whom is it done? Deep subjects and objects where the parser went astray."""

from sourcebook.draft.ties.scene import Scene
from sourcebook.grammar import agents, conjuncts, dependents, is_passive, is_verb, patients

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong


def doers(scene: Scene, v: int) -> list[int]:
    """Who does what a verb says; handed down through adjectives and broken coordination too."""
    doc = scene.doc
    found = agents(doc, v)
    if found or is_passive(doc, v):
        return found
    if doc.dep[v] == "acl" and doc.pos[doc.head[v]] == "NOUN":  # "Coalition efforts to support Y"
        owners = [
            k for k in dependents(doc, doc.head[v], "compound", "nmod", "amod") if k in scene.cast.heads
        ]
        if owners:
            return owners
    node = v
    for _ in range(_STEPS):
        dep, head = doc.dep[node], doc.head[node]
        if head == node or dep not in {"pcomp", "xcomp", "advcl", "prep", "acomp", "conj", "acl", "ccomp"}:
            return []
        if dep in {"ccomp", "acl"} and any(doc.dep[k] in {"nsubj", "mark"} for k in doc.children[node]):
            return []
        node = head
        if is_verb(doc, node) and (found := agents(doc, node) or shifted(scene, node)):
            return found
    return []


def undergoers(scene: Scene, v: int) -> list[int]:
    """To whom or what a verb says that it is done."""
    return _reduced(scene, v) or patients(scene.doc, v)


def undergoers_near(scene: Scene, v: int) -> list[int]:
    """The same for a participle that hangs on a noun which is nobody: who stands before it, or does the verb there."""
    return _beside(scene, v) or _dangling(scene, v)


def shifted(scene: Scene, v: int) -> list[int]:
    """Who undergoes a verb in the passive."""
    return patients(scene.doc, v) if is_passive(scene.doc, v) else []


def _reduced(scene: Scene, v: int) -> list[int]:
    """As in "X, armed and trained by Y", where the first participle was taken for an adjective."""
    doc, first = scene.doc, scene.doc.head[v]
    split = doc.dep[v] == "conj" and doc.tag[v] == "VBN" and doc.dep[first] in {"amod", "acl"}
    return [doc.head[first]] if split and by_phrase(scene, v) else []


def by_phrase(scene: Scene, v: int) -> list[int]:
    """Who stands after the "by" of a participle."""
    doc = scene.doc
    phrases = dependents(doc, v, "agent") if doc.tag[v] == "VBN" else []
    return [k for p in phrases for o in dependents(doc, p, "pobj") for k in conjuncts(doc, o)]


def _beside(scene: Scene, v: int) -> list[int]:
    """As in "the Government of X, led by Y": the name before a participle that the parser hung elsewhere."""
    doc = scene.doc
    left = doc.edges[v][0]
    if doc.tag[v] != "VBN" or doc.dep[v] not in {"acl", "advcl", "relcl"} or left < 2:  # noqa: PLR2004
        return []
    f = scene.stops.get(left - 2 if doc.words[left - 1] == "," else left - 1)
    if f is None:
        return []
    top = (
        doc.head[doc.head[f.head]]
        if doc.dep[f.head] == "pobj" and doc.lower[doc.head[f.head]] == "of"
        else f.head
    )
    return [top if top in scene.cast.heads else f.head]


def _dangling(scene: Scene, v: int) -> list[int]:
    """Subject of the verb before a participle that the parser hung on the wrong noun (", aided by X")."""
    doc = scene.doc
    if doc.tag[v] != "VBN" or doc.dep[v] not in {"acl", "advcl"} or doc.words[doc.edges[v][0] - 1] != ",":
        return []
    start = doc.sentences[doc.sentence_of[v]][0]
    before = (t for t in range(v - 1, start, -1) if is_verb(doc, t) and doc.pos[t] == "VERB")
    return next((found for t in before if (found := agents(doc, t))), [])
