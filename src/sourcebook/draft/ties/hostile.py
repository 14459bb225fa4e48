"""Who is against whom, and who helps: "the war on X", "to defeat X", and the parties of events that fight or help."""

from collections.abc import Iterable, Sequence

from sourcebook.grammar import dependents, is_passive, is_verb, patients, prepositional
from sourcebook.draft.ties.scene import End, P, Scene, Tie, once
from sourcebook.draft.ties.slots import doers, ends
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Claim, Event, EventType, Modality

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong
_HELD = frozenset({Modality.ASSERTED, Modality.HEDGED, Modality.PLANNED})
_MAY = frozenset({"could", "can", "may", "might", "would"})
_FIGHTING = frozenset({EventType.ASSAULT})
_HELPING = frozenset({EventType.AID})


def by_stance(scene: Scene, t: int) -> None:
    """Ties of a word that says against whom somebody is."""
    targets = _targets(scene, t)
    if targets:
        parties = [e for e in _parties(scene, t) if e.id not in {x.id for x in targets}]
        scene.tie(parties, P.OPPOSED_TO, targets, t)


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
    doc, found, node = scene.doc, [], t
    for _ in range(_STEPS):
        helps = _helps(scene, node)
        if is_verb(doc, node):
            if not found or helps:
                found += _opponents(scene, doers(scene, node) or patients_of_passive(scene, node))
        else:
            found += [
                e
                for k in dependents(doc, node, "poss", "compound", "amod", "nmod")
                for e in _opponents(scene, [k])
            ]
            found += [e for w, o in prepositional(doc, node) if w == "by" for e in _opponents(scene, [o])]
        if helps:
            found += _helped(scene, node)
        head = doc.head[node]
        if head == node or doc.dep[node] in {"relcl", "nsubj", "nsubjpass", "appos", "ccomp", "conj"}:
            break
        node = head
    return once(found)


def _opponents(scene: Scene, tokens: Iterable[int]) -> list[End]:
    """Sides, and nations that are said to fight."""
    found = scene.every(tokens, "actor")
    return [e for e in found if scene.is_a(e.id, "side") or _nation(scene, e.id)]


def _nation(scene: Scene, ident: str) -> bool:
    actor = scene.cast.actors[ident]
    return actor.kind is ActorKind.POPULATION and actor.state is not None


def patients_of_passive(scene: Scene, v: int) -> list[int]:
    """ "was formed as part of the war on X": with no doer told, the one it is done to."""
    return patients(scene.doc, v) if is_passive(scene.doc, v) else []


def _helps(scene: Scene, node: int) -> bool:
    kind = "supporting.verbs" if is_verb(scene.doc, node) else "supporting.nouns"
    return scene.has(kind, scene.doc.lemma[node])


def _helped(scene: Scene, node: int) -> list[End]:
    doc = scene.doc
    tokens = patients(doc, node) if is_verb(doc, node) else []
    tokens += [o for w, o in prepositional(doc, node) if scene.has("supporting.prepositions", w)]
    return _opponents(scene, tokens)


# --- events ----------------------------------------------------------------------------------------------------------


def by_events(scene: Scene, events: Sequence[Claim]) -> list[tuple[Tie, Claim]]:
    """Ties that follow from what somebody did: who fights whom, who helps whom, who holds what place since."""
    out: list[tuple[Tie, Claim]] = []
    for c in events:
        if isinstance(c.fact, Event) and c.modality in _HELD and not _merely_possible(scene, c):
            out += [(tie, c) for tie in _of_event(scene, c, c.fact)]
    return out


def _merely_possible(scene: Scene, c: Claim) -> bool:
    return c.cue is not None and c.cue.of(scene.doc.text).lower() in _MAY


def _of_event(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    if e.type in _FIGHTING and "abduct" not in e.mode:
        against = _pairs(scene, c, _sides(scene, e.actor), P.OPPOSED_TO, _sides(scene, e.recipient))
        return against + _together(scene, c, e)
    if e.type in _HELPING and "relief" not in e.mode:
        return _pairs(scene, c, _sides(scene, e.recipient), P.BACKED_BY, _sides(scene, e.actor))
    if e.type is EventType.TRANSITION and c.modality is Modality.ASSERTED:
        return _grounds(scene, c, e)
    return []


_FEW = 3  # doers of one act; a longer list is a coalition's, and the act says little of each pair


def _together(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    """Two sides that do one act together; those who clash, and "either X or Y", are not together."""
    doers = _sides(scene, e.actor)
    words = c.quote.of(scene.doc.text).lower().split()
    if not 1 < len(doers) <= _FEW or "clash" in e.mode or "or" in words or "and" not in words:
        return []
    return [
        tie for n, one in enumerate(doers) for tie in _pairs(scene, c, [one], P.ALLIED_WITH, doers[n + 1 :])
    ]


def _grounds(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    places = [e.where.place] if e.where else []
    if "control_gained" in e.mode:
        gained = _pairs(scene, c, _sides(scene, e.actor), P.CONTROLS, places)
        lost = _pairs(scene, c, _sides(scene, e.recipient), P.CONTROLS, places)
        for tie in gained:
            tie.since = e.when
        for tie in lost:
            tie.until = e.when
        against = _pairs(scene, c, _sides(scene, e.actor), P.OPPOSED_TO, _sides(scene, e.recipient))
        return gained + lost + against
    return []


def _sides(scene: Scene, ids: Iterable[str]) -> list[str]:
    return [i for i in ids if i in scene.cast.actors and scene.is_a(i, "side")]


def _pairs(scene: Scene, c: Claim, subjects: list[str], predicate: P, objects: list[str]) -> list[Tie]:
    token = _token_at(scene, c)
    return [
        Tie(subject=s, predicate=predicate, object=o, token=token, first=token, last=token)
        for s in subjects
        for o in objects
        if s != o
    ]


def _token_at(scene: Scene, c: Claim) -> int:
    import bisect

    assert isinstance(c.fact, Event)
    return max(0, bisect.bisect_right(scene.doc.start, c.fact.trigger.start) - 1)


__all__ = ["End", "by_events", "by_stance", "ends"]
