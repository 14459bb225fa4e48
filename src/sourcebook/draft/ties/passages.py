"""Which way did they go? "They got into X via Y", "used the Y crossing to reach X": Y gives passage to X."""

from collections.abc import Iterator

from sourcebook.draft.ties.scene import End, P, Scene, once
from sourcebook.grammar import conjuncts, dependents, is_verb, prepositional
from sourcebook.model.where import PlaceKind

_BY_WAY = frozenset({"via", "through"})
_INTO = frozenset({"to", "into", "onto"})
_ENDING = frozenset({"in", "at"})  # with verbs of arriving
_PASSAGES = frozenset({PlaceKind.CROSSING, PlaceKind.ROUTE, PlaceKind.SETTLEMENT, PlaceKind.FACILITY})
_STEPS = 3  # governors between "via" and the verb


def by_way(scene: Scene) -> None:
    """Ties between a passage and the places into which the words say that somebody went through it.

    Args:
        scene: the document and its cast; the ties are added to it.
    """
    for t, word in enumerate(scene.doc.lower):
        if word in _BY_WAY and scene.doc.dep[t] == "prep" and scene.doc.body[t]:
            _led(scene, _verb(scene, t), dependents(scene.doc, t, "pobj"))
        elif word in _USES and is_verb(scene.doc, t):
            for reached in _purposes(scene, t):
                _led(scene, reached, dependents(scene.doc, t, "dobj"))


_USES = frozenset({"use", "used", "uses", "using"})


def _verb(scene: Scene, t: int) -> int | None:
    """The verb of going below which a preposition hangs, on it or on the place gone to."""
    doc, node = scene.doc, t
    for _ in range(_STEPS):
        node = doc.head[node]
        if is_verb(doc, node):
            return node if scene.has("ground.travel", doc.lemma[node]) else None
    return None


def _purposes(scene: Scene, v: int) -> Iterator[int]:
    """Verbs of going for which something is used: "used the crossing to reach X", "to move men into X"."""
    for k in scene.doc.children[v]:
        if scene.doc.dep[k] in {"xcomp", "advcl"} and scene.has("ground.travel", scene.doc.lemma[k]):
            yield k


def _led(scene: Scene, v: int | None, ways: list[int]) -> None:
    if v is None:
        return
    passages = once(e for w in ways for e in _passages(scene, w))
    goals = [e for e in once(_goals(scene, v)) if e.id not in {p.id for p in passages}]
    if passages and goals:
        for tie in scene.tie(passages, P.CONNECTS, goals, v):
            tie.first = min([tie.first, *(scene.doc.edges[k][0] for k in dependents(scene.doc, v, "nsubj"))])


def _passages(scene: Scene, token: int) -> Iterator[End]:
    """The crossing, road or town gone through; "the crossing at X" is the one at X."""
    near = [token, *(o for w, o in prepositional(scene.doc, token) if w in {"at", "of", "near"})]
    for e in (e for k in near for e in scene.who(k, "place")):
        if scene.cast.places[e.id].kind in _PASSAGES:
            yield e


def _goals(scene: Scene, v: int) -> Iterator[End]:
    """Places that a verb of going names as its end."""
    doc = scene.doc
    arriving = scene.has("ground.arrive", doc.lemma[v])
    words = _INTO | _ENDING if arriving else _INTO
    for w, o in prepositional(doc, v, through_objects=True):
        if w in words:
            yield from scene.who(o, "place")
    if arriving:
        for o in dependents(doc, v, "dobj"):
            yield from scene.every(conjuncts(doc, o), "place")
