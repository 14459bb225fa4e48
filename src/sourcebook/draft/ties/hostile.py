"""Who is against whom by word: "the war on X", "supports Y in the fight against X", "to defeat X"."""

from collections.abc import Iterable

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import End, P, Scene, once
from sourcebook.find.found import Found
from sourcebook.grammar import dependents, is_passive, is_verb, patients, prepositional
from sourcebook.model.actor import ActorKind

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong


def by_stance(scene: Scene, t: int) -> None:
    """Ties of a word that says against whom somebody is."""
    targets = _targets(scene, t)
    if targets:
        parties = [e for e in _parties(scene, t) if e.id not in {x.id for x in targets}]
        scene.tie(parties, P.OPPOSED_TO, targets, t)


def by_name(scene: Scene, f: Found) -> None:
    """A body whose very name says against whom it is: "Global Coalition against X", "Coalition to Counter X"."""
    lower = scene.doc.lower[f.first : f.last + 1]
    named = scene.words.sets["hostile.named"]
    at = None if named.isdisjoint(lower) else next((n for n, w in enumerate(lower) if n and w in named), None)
    if at is None or f.first + at == f.last:
        return
    name = scene.doc.text[scene.doc.start[f.first + at + 1] : scene.doc.end[f.last]]
    against = [End(i, f.last) for i in scene.by_name(name) if scene.is_a(i, "side")]
    scene.tie(
        [e for e in scene.who(f.head, "side") if "@" not in e.id], P.OPPOSED_TO, against, f.first, sure=True
    )


def by_held(scene: Scene, t: int) -> None:
    """As in "began to isolate rebel-held Y": who moves on ground is against those who hold it."""
    doc = scene.doc
    held = scene.words.compounds.get(doc.lower[t])
    if held is None or held.predicate is not P.CONTROLS or t < 2 or doc.words[t - 1] != "-":  # noqa: PLR2004
        return
    node = doc.head[t]
    for _ in range(_STEPS):
        if doc.head[node] == node:
            return
        node = doc.head[node]
        if scene.has("hostile.onto", doc.lemma[node]):
            holders = scene.who(t - 2, "side")
            scene.tie(_parties(scene, node), P.OPPOSED_TO, holders, node)
            return


def _targets(scene: Scene, t: int) -> list[End]:
    doc, lemma = scene.doc, scene.doc.lemma[t]
    found: list[End] = []
    if is_verb(doc, t) and scene.has("hostile.verbs", lemma):
        found = scene.every(patients(doc, t), "side")
        found += (
            _against(scene, t, scene.words.sets["hostile.prepositions"])
            if lemma in {"fight", "battle"}
            else []
        )
    elif doc.pos[t] == "NOUN" and scene.has("hostile.nouns", lemma):
        found = _against(scene, t, scene.words.sets["hostile.prepositions"])
    if not found and doc.dep[t] == "dobj" and scene.has("hostile.inflict", doc.lemma[doc.head[t]]):
        found = [e for f in scene.mentions if doc.head[t] < f.first < t for e in scene.who(f.head, "side")]
    if not found and (scene.has("hostile.against", lemma) or scene.has("hostile.nouns", lemma)):
        found = _against(scene, t, frozenset({"against"}))
    return once(found)


def _against(scene: Scene, t: int, words: Iterable[str]) -> list[End]:
    doc, found = scene.doc, []
    for word, o in prepositional(doc, t):
        if word in words:
            found += scene.who(o, "side")
            if not scene.who(o, "side") and scene.has("hostile.partitive", doc.lemma[o]):
                found += [e for w, k in prepositional(doc, o) if w == "of" for e in scene.who(k, "side")]
    return found


def _parties(scene: Scene, t: int) -> list[End]:
    """Those who are against: owners and doers on the way up to the clause, and whom they help on it."""
    doc, node = scene.doc, t
    found: list[End] = []
    for _ in range(_STEPS):
        helps = _helps(scene, node)
        if not is_verb(doc, node):
            found += _owners(scene, node)
        elif helps or not found:
            found += _opponents(scene, doers(scene, node) or _undergoing(scene, node))
        if helps:
            found += _helped(scene, node)
        head = doc.head[node]
        if head == node or doc.dep[node] in {"relcl", "nsubj", "nsubjpass", "appos", "ccomp", "conj"}:
            break
        node = head
    return once(found)


def _owners(scene: Scene, noun: int) -> list[End]:
    near = dependents(scene.doc, noun, "poss", "compound", "amod", "nmod")
    whose = {"by", "of"} if any(scene.doc.lower[k] == "against" for k in scene.doc.children[noun]) else {"by"}
    return _opponents(scene, [*near, *(o for w, o in prepositional(scene.doc, noun) if w in whose)])


def _opponents(scene: Scene, tokens: Iterable[int]) -> list[End]:
    """Sides, and nations that are said to fight."""
    found = scene.every(tokens, "actor")
    return [e for e in found if scene.is_a(e.id, "side") or _nation(scene, e.id)]


def _nation(scene: Scene, ident: str) -> bool:
    actor = scene.cast.actors[ident]
    return actor.kind is ActorKind.POPULATION and actor.state is not None


def _undergoing(scene: Scene, v: int) -> list[int]:
    """As in "was formed as part of the war on X": with no doer told, the one it is done to."""
    return patients(scene.doc, v) if is_passive(scene.doc, v) else []


def _helps(scene: Scene, node: int) -> bool:
    kind = "supporting.verbs" if is_verb(scene.doc, node) else "supporting.nouns"
    return scene.has(kind, scene.doc.lemma[node])


def _helped(scene: Scene, node: int) -> list[End]:
    doc = scene.doc
    tokens = patients(doc, node) if is_verb(doc, node) else []
    tokens += [o for w, o in prepositional(doc, node) if scene.has("supporting.prepositions", w)]
    return _opponents(scene, tokens)
