"""Whom do armed people follow? "The army of NAME", "NAME's fighters", "the troops under NAME"."""

from collections.abc import Iterator

from sourcebook.draft.ties.scene import End, P, Scene
from sourcebook.find.found import Found
from sourcebook.grammar import conjuncts, dependents, prepositional

_UNDER = frozenset({"of", "under"})


def by_following(scene: Scene, n: int) -> None:
    """Note who leads those that a noun names, when the words beside it name a person.

    Args:
        scene: the document and its cast.
        n: the noun; one of `lists.following` in relations.toml.
    """
    doc = scene.doc
    if not scene.has("lists.following", doc.lemma[n]) and doc.lower[n] != "men":
        return
    named = doc.pos[n] == "PROPN"  # "the Libyan National Army of NAME"
    led = [End(i, n) for i in scene.cast.heads.get(n, ()) if scene.is_a(i, "led") and (named or "@" in i)]
    if not led and scene.has("lists.remaining", doc.lemma[n]):
        led = scene.who(n, "led")
    if led:  # men who stand for a body that is named have been told to be his where it was named
        scene.tie(led, P.LED_BY, list(_leaders(scene, n)), n, sure=True)


def by_command(scene: Scene, f: Found) -> None:
    """Note who leads a body that is named with the person under whom it is: "Ansaru, now under NAME".

    Args:
        scene: the document and its cast.
        f: a mention, which may be the body's name.
    """
    led = [e for e in scene.who(f.head, "led") if e.token == f.head and "@" not in e.id]
    under = [o for word, o in prepositional(scene.doc, f.head) if word == "under" and o in scene.names]
    if led and under and f.head in scene.names:
        scene.tie(led, P.LED_BY, scene.every(under, "person"), f.head, sure=True)


def _leaders(scene: Scene, n: int) -> Iterator[End]:
    doc = scene.doc
    named = [j for k in dependents(doc, n, "poss") for j in conjuncts(doc, k)]
    for p in dependents(doc, n, "prep"):
        if doc.lower[p] in _UNDER:
            named += [j for o in dependents(doc, p, "pobj") for j in conjuncts(doc, o)]
    for k in named:
        if k in scene.names:
            yield from (End(i, k) for i in scene.cast.heads.get(k, ()) if scene.is_a(i, "person"))
