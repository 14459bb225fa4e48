"""Who gives means to whom? "X supplied Y with arms", "X sends weapons to Y", "Y receives funding from X"."""

from collections.abc import Iterator

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import End, P, Scene
from sourcebook.draft.ties.slots import ends
from sourcebook.grammar import conjuncts, dependents, is_passive, is_verb, patients, prepositional

_SUPPORT = {"training": "training", "money": "money", "funding": "money", "fund": "money", "cash": "money"}
_UNSPECIFIED = frozenset({"backing", "support", "patronage", "sponsorship", "help", "assistance"})

_NEEDS = frozenset({"help", "protection", "survival", "supply", "assistance", "muscle", "manpower"})


def by_gift(scene: Scene, v: int) -> None:
    """Note who backs whom where a verb says that means are given or received.

    Args:
        scene: the document and its cast.
        v: the verb; of `gifts.give` or `gifts.receive` in relations.toml.
    """
    doc = scene.doc
    gives, gets = scene.has("gifts.give", doc.lemma[v]), scene.has("gifts.receive", doc.lemma[v])
    if not (gives or gets) or not is_verb(doc, v):
        return
    given = [k for o in patients(doc, v) for k in conjuncts(doc, o) if scene.has("gifts.means", doc.lemma[k])]
    if not given:
        return
    support = tuple(dict.fromkeys(s for k in given if (s := _kind(doc.lemma[k]))))
    if gives and not is_passive(doc, v):
        takers = list(_takers(scene, v, given))
        scene.tie(takers, P.BACKED_BY, scene.every(doers(scene, v), "side"), v, support=support)
    elif gets and not is_passive(doc, v):
        givers = list(_givers(scene, v, given))
        scene.tie(scene.every(doers(scene, v), "backed"), P.BACKED_BY, givers, v, support=support)


def _kind(lemma: str) -> str | None:
    return None if lemma in _UNSPECIFIED else _SUPPORT.get(lemma, "arms")


def _takers(scene: Scene, v: int, given: list[int]) -> Iterator[End]:
    """Objects of "to", and the indirect one ("gave the rebels arms")."""
    doc = scene.doc
    found = [o for k in (v, *given) for word, o in prepositional(doc, k) if word == "to"]
    found += [o for o in dependents(doc, v, "dative") if doc.pos[o] not in {"ADP", "PART"}]
    yield from scene.every((o for o in found if not _its(scene, o)), "backed")


def _its(scene: Scene, noun: int) -> bool:
    """ "Its allies" are others than those whose allies they are."""
    return any(scene.doc.tag[k] == "PRP$" for k in scene.doc.children[noun])


def _givers(scene: Scene, v: int, given: list[int]) -> Iterator[End]:
    """Objects of "from", those of "the backing of X", and who stands before the gift ("Iranian arms")."""
    doc = scene.doc
    found = [o for k in (v, *given) for word, o in prepositional(doc, k) if word == "from"]
    for k in given:
        if doc.lemma[k] in _UNSPECIFIED:
            found += [o for word, o in prepositional(doc, k) if word == "of"]
        found += dependents(doc, k, "poss", "amod", "compound", "nmod")
    yield from scene.every((k for k in found if k in scene.cast.heads), "side")


def by_reliance(scene: Scene, v: int) -> None:
    """Note who backs whom where a verb says that one needs the other: "the junta relies on X for arms".

    What a state buys abroad is trade and no backing, and so is whatever else than help is named after "for".

    Args:
        scene: the document and its cast.
        v: the verb; of `gifts.rely` in relations.toml.
    """
    doc = scene.doc
    if not scene.has("gifts.rely", doc.lemma[v]) or not is_verb(doc, v):
        return
    wanted = [o for word, o in prepositional(doc, v, through_objects=True) if word == "for"]
    if any(not scene.has("gifts.means", doc.lemma[o]) and doc.lemma[o] not in _NEEDS for o in wanted):
        return
    takers = [e for e in scene.every(doers(scene, v), "backed") if not scene.is_a(e.id, "state")]
    scene.tie(takers, P.BACKED_BY, ends(scene, v, "on/upon", "side"), v)


def lent(scene: Scene, noun: int) -> bool:
    """Whether who is named after "of" gives the support that a noun tells: "X advanced with the backing of Y".

    Args:
        scene: the document and its cast.
        noun: the noun.
    """
    doc = scene.doc
    along = doc.dep[noun] == "pobj" and doc.lower[doc.head[noun]] in {"with", "under", "without"}
    return along and any(word == "of" for word, _ in prepositional(doc, noun))


def received(scene: Scene, noun: int) -> bool:
    """Whether a noun of support is what somebody gets, and who is named after "of" gives: "enjoys the backing of X".

    Args:
        scene: the document and its cast.
        noun: the noun.
    """
    doc = scene.doc
    got = doc.lemma[noun] in _UNSPECIFIED and doc.dep[noun] == "dobj"
    return got and scene.has("gifts.receive", doc.lemma[doc.head[noun]])
