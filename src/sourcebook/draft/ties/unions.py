"""Of whom was a body made? "Formed by the merger of A and B", "A and B merged to form C", "they united to form C"."""

from sourcebook.draft.ties.doers import doers, shifted, undergoers
from sourcebook.draft.ties.scene import End, P, Scene, once
from sourcebook.draft.ties.slots import after
from sourcebook.grammar import dependents, is_passive, is_verb

_OF = frozenset({"of", "between"})
_WITH = frozenset({"with"})
_BY = frozenset({"by", "from", "through", "in", "of", "after", "following", "with", "via"})
_OUT_OF = frozenset({"out"})  # "grew out of a merger"


def by_merger(scene: Scene, n: int) -> None:
    """As in "X was formed by the merger of A and B", "the merger of A and B created X", "a merger of A with B"."""
    if not scene.has("unions.mergers", scene.doc.lemma[n]):
        return
    parts = once([*after(scene, n, _OF, "body"), *after(scene, n, _WITH, "body")])
    v, whole = _made_of(scene, n) if parts else (n, [])
    _melt(scene, v, parts, whole)


def by_merging(scene: Scene, v: int) -> None:
    """As in "A and B merged to form X", "A merged with B to create X", "A and B united to form X"."""
    doc = scene.doc
    merged = scene.has("unions.merge", doc.lemma[v])
    if not is_verb(doc, v) or not (merged or scene.has("unions.unite", doc.lemma[v])):
        return
    made = made_by(scene, v)
    if made is None:
        return
    found = shifted(scene, v) or doers(scene, v)
    parts = once([*scene.every(found, "body"), *after(scene, v, _WITH, "body")])
    whole = scene.every([*undergoers(scene, made), *dependents(doc, made, "attr")], "body")
    if merged:
        _melt(scene, v, parts, whole)
    else:
        scene.tie(_named(parts), P.PART_OF, _named(whole), v)


def made_by(scene: Scene, v: int) -> int | None:
    """The verb that says what came of a merger: the "form" of "merged to form X"."""
    doc = scene.doc
    clauses = dependents(doc, v, "xcomp", "advcl", "acl", "relcl", "conj")
    return next((k for k in clauses if scene.has("unions.make", doc.lemma[k]) and is_verb(doc, k)), None)


def merging(scene: Scene, v: int) -> bool:
    """Whether what a verb makes is made of its doers, who merge or unite: they are its parts, not its founders."""
    h = scene.doc.head[v]
    lemma = scene.doc.lemma[h]
    united = scene.has("unions.merge", lemma) or scene.has("unions.unite", lemma)
    return (united and made_by(scene, h) == v) or scene.has("unions.mergers", lemma)


def _made_of(scene: Scene, n: int) -> tuple[int, list[End]]:
    """The verb that says what a merger made, and what that was."""
    doc, above = scene.doc, scene.doc.head[n]
    if doc.dep[n] == "nsubj" and scene.has("unions.make", doc.lemma[above]):
        return above, scene.every(undergoers(scene, above), "body")
    if (made := made_by(scene, n)) is not None:
        return made, scene.every(undergoers(scene, made), "body")
    if doc.dep[n] == "attr" and doc.lemma[above] == "be":
        return above, scene.every(doers(scene, above), "body")
    while doc.dep[above] in {"prep", "agent"} and doc.lower[above] in _BY | _OUT_OF:
        above = doc.head[above]
    if doc.dep[n] != "pobj" or not is_verb(doc, above):
        return n, []
    if is_passive(doc, above) and scene.has("unions.make", doc.lemma[above]):
        return above, scene.every(undergoers(scene, above), "body")
    if scene.has("unions.emerge", doc.lemma[above]):
        return above, scene.every(doers(scene, above), "body")
    return n, []


def _melt(scene: Scene, token: int, parts: list[End], whole: list[End]) -> None:
    scene.tie(_named(parts), P.MERGED_INTO, _named(whole)[:1], token)


def _named(found: list[End]) -> list[End]:
    """Without those who are only described: "a coalition of rebel groups" has no parts that anybody could name."""
    return [e for e in found if "@" not in e.id]
