"""Under whose name, roof or list does somebody stand? Labels that hide others, leagues, lists of terrorists."""

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import End, P, Scene
from sourcebook.draft.ties.slots import ends
from sourcebook.grammar import conjuncts, dependents, is_verb, patients

_UNDER = frozenset({"in", "under", "behind"})


def by_label(scene: Scene, n: int) -> None:
    """Note whose front a name is: "claimed the attack in the name of X", "X is a label behind which Y hides".

    Args:
        scene: the document and its cast.
        n: the noun; one of `naming.labels` in relations.toml.
    """
    doc, prep = scene.doc, scene.doc.head[n]
    if not scene.has("naming.labels", doc.lemma[n]):
        return
    verb = doc.head[prep]
    verb = doc.head[verb] if doc.dep[verb] == "dobj" else verb  # "claimed the attack in the name of X"
    hides = doc.dep[n] == "pobj" and doc.lower[prep] in _UNDER and is_verb(doc, verb)
    if hides and (doc.lemma[n] != "name" or doc.lemma[verb] == "claim"):
        fronts = [e for e in ends(scene, n, "of", "body") if not scene.is_a(e.id, "state")]
        scene.tie(fronts, P.FRONT_FOR, scene.every(doers(scene, verb), "body"), n)
    for v in dependents(doc, n, "relcl"):
        preps = [p for p in dependents(doc, v, "prep") if doc.lower[p] in _UNDER]
        if any(doc.lower[o] == "which" for p in preps for o in dependents(doc, p, "pobj")):
            fronts = ends(scene, n, "self", "body")
            scene.tie(fronts, P.FRONT_FOR, scene.every(dependents(doc, v, "nsubj"), "body"), n)


def by_inclusion(scene: Scene, v: int) -> None:
    """Note the members of a league: "X, an umbrella of militias that includes Y and Z".

    Args:
        scene: the document and its cast.
        v: the verb; one of `lists.verbs` in relations.toml.
    """
    doc = scene.doc
    if not scene.has("lists.verbs", doc.lemma[v]) or not is_verb(doc, v):
        return
    nouns = [k for t in doers(scene, v) for k in (doc.head[doc.head[t]], t)]
    leagues = [k for k in nouns if scene.has("lists.leagues", doc.lemma[k]) and doc.tag[k] in {"NN", "NNP"}]
    for league in leagues[:1]:
        wholes = ends(scene, league, "self", "named")
        parts = [e for o in patients(doc, v) for k in conjuncts(doc, o) for e in scene.who(k, "named")]
        scene.tie(parts, P.PART_OF, wholes, v)


def by_listing(scene: Scene, v: int) -> None:
    """Note who calls whom terrorists by law: "the EU lists X as a terrorist group".

    Args:
        scene: the document and its cast.
        v: the verb; one of `naming.listing` in relations.toml.
    """
    doc = scene.doc
    if not scene.has("naming.listing", doc.lemma[v]) or not is_verb(doc, v):
        return
    said = [o for p in dependents(doc, v, "prep") if doc.lower[p] == "as" for o in dependents(doc, p, "pobj")]
    words = [doc.lemma[k] for o in said for k in (o, *doc.children[o])]
    if "terrorist" in words:
        listers: list[End] = ends(scene, v, "agent", "lister")
        scene.tie(ends(scene, v, "patient", "actor"), P.DESIGNATED_BY, listers, v)
