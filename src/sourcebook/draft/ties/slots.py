"""Where do the ends of a tie stand around the word that says it? A function per slot in relations.toml."""

from collections.abc import Iterator

from sourcebook.draft.ties.doers import by_phrase, doers, shifted, undergoers, undergoers_near
from sourcebook.draft.ties.scene import End, Scene, once
from sourcebook.draft.ties.selves import itself, possessed
from sourcebook.grammar import (
    conjuncts,
    dependents,
    is_passive,
    is_verb,
    patients,
    prepositional,
)
from sourcebook.knowledge.frames import Frame, frames
from sourcebook.model.claim import EventType
from sourcebook.model.text import MentionKind

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong
_OWNED = ("poss", "compound", "nmod", "amod")
_NOMINAL = frozenset({"NOUN", "PROPN"})
_RELATIVE = frozenset({"which", "whom"})
_PARTICLES = frozenset({"away", "off", "out", "back"})


def ends(scene: Scene, token: int, slot: str, what: str) -> list[End]:
    """The entities in a slot of a word.

    Args:
        scene: the document and its cast.
        token: the word.
        slot: from relations.toml; "a|b" is b where a gives nothing, "in/at" the object of either.
        what: which kind of entity may stand there.
    """
    for option in slot.split("|"):
        found = once(_ends(scene, token, option, what))
        if found:
            return found
    return []


def _ends(scene: Scene, token: int, slot: str, what: str) -> Iterator[End]:
    if slot == "agent":
        yield from _acting(scene, by_phrase(scene, token) or doers(scene, token), what)
    elif slot == "patient":
        found = scene.every(undergoers(scene, token), what)
        yield from found or scene.every(undergoers_near(scene, token), what)
    elif slot == "owner":
        yield from owner(scene, token, what)
    elif slot == "poss":
        yield from _before(scene, token, what)
    elif slot.startswith("doer:"):
        yield from _doer(scene, token, frozenset(slot.removeprefix("doer:").split("/")), what)
    elif slot == "self":
        yield from itself(scene, token, what)
    else:
        yield from after(scene, token, frozenset(slot.split("/")), what)


def _acting(scene: Scene, tokens: list[int], what: str) -> Iterator[End]:
    """Who acts; "supported by help from X" is X's help."""
    for t in tokens:
        found = scene.who(t, what)
        if not found and scene.has("supporting.nouns", scene.doc.lemma[t]):
            found = list(after(scene, t, frozenset({"from"}), what)) or list(_before(scene, t, what))
        yield from found


def after(scene: Scene, token: int, words: frozenset[str], what: str) -> Iterator[End]:
    """Objects of a preposition of the word, or of the verb that holds it."""
    doc = scene.doc
    yield from _objects(scene, token, words, what, through=is_verb(doc, token))
    holder = doc.head[token]
    subject = doc.dep[token] == "nsubj" and doc.lemma[holder] == "be"
    if (doc.dep[token] in {"dobj", "nsubjpass", "attr"} or subject) and is_verb(doc, holder):
        yield from _objects(scene, holder, words - {"of"}, what, through=False)
    elif doc.dep[token] == "conj":
        yield from after(scene, holder, words, what)


def _objects(scene: Scene, token: int, words: frozenset[str], what: str, *, through: bool) -> Iterator[End]:
    doc = scene.doc
    near = list(direct(scene, token))
    if what == "place" and not through:  # "the headquarters of X in Y"
        near += [pair for word, o in near if word == "of" for pair in direct(scene, o)]
    pairs = near if what == "place" else [*near, *prepositional(doc, token, through_objects=through)]
    for word, o in pairs:
        if word not in words:
            continue
        found = scene.who(o, what) or scene.every(_whole(scene, token, o), what)
        yield from found
        if not found:
            yield from _deeper(scene, o, what)


def _whole(scene: Scene, v: int, which: int) -> list[int]:
    """As in "X, the umbrella to which Y belongs": the noun that the clause hangs on, or the name that it describes."""
    doc, noun = scene.doc, scene.doc.head[v]
    if doc.lower[which] not in _RELATIVE or doc.dep[v] != "relcl":
        return []
    near = [noun, *([doc.head[noun]] if doc.dep[noun] == "appos" else scene.set_off(noun))]
    return [k for k in near if k in scene.cast.heads][:1]


def direct(scene: Scene, token: int) -> Iterator[tuple[str, int]]:
    """Preposition and object of a word's own phrases, coordinated ones included ("in X and throughout Y")."""
    doc = scene.doc
    own = dependents(doc, token, "prep", "agent", "dative")
    for a in dependents(doc, token, "advmod", "prt"):
        own += dependents(doc, a, "prep") if doc.lower[a] in _PARTICLES else []  # "away from"
    for p in own:
        for q in (p, *dependents(doc, p, "conj")):
            for o in dependents(doc, q, "pobj"):
                for k in conjuncts(doc, o):
                    yield doc.lower[q], k
            for inner in dependents(doc, q, "prep") if doc.lower[q] != "across" else ():  # "out of", "on to"
                for o in dependents(doc, inner, "pobj"):
                    yield doc.lower[inner], o


def _deeper(scene: Scene, token: int, what: str) -> Iterator[End]:
    """As in "of what is called X", "in parts of X and Y", "on the outskirts of X"."""
    doc = scene.doc
    if is_verb(doc, token):
        yield from scene.every(dependents(doc, token, "oprd", "attr"), what)
        return
    wanted = {"in", "of", "near", "around"} if what == "place" else {"of"}
    for word, o in prepositional(doc, token):
        if word in wanted:
            inner = scene.who(o, what)
            yield from inner if inner or what != "place" else _deeper(scene, o, what)


def owner(scene: Scene, noun: int, what: str) -> Iterator[End]:
    """Whose a noun is: a possessive or name before it, else who does the verb or owns the noun above it.

    A title before a name ("ousted President NAME") is not that of whoever does the verb.
    """
    found = list(_before(scene, noun, what))
    if found or _entitles(scene, noun):
        yield from found
        return
    for word, o in prepositional(scene.doc, noun):
        if word == "by":
            yield from scene.who(o, what)
    yield from _above(scene, noun, what)


def _entitles(scene: Scene, noun: int) -> bool:
    """Whether a noun is the title of the person named right after it."""
    f = scene.starts.get(noun + 1)
    return f is not None and f.kind is MentionKind.PERSON and scene.doc.dep[noun] in {"compound", "nmod"}


def _above(scene: Scene, noun: int, what: str) -> list[End]:
    """Owner of a noun that names none: who does the verb above it, or owns or has the noun above it."""
    doc, node = scene.doc, noun
    if _struck(scene, noun):
        return []
    for _ in range(_STEPS):
        dep, head = doc.dep[node], doc.head[node]
        if head == node or dep in {"relcl", "appos", "nsubj", "attr"}:
            return []
        above = is_verb(doc, head)
        main = head if above else _main(scene, head) if _adverbial(scene, node, noun) else None
        if main is not None:
            found = scene.every(doers(scene, main) or shifted(scene, main), what)
            if (
                found or not above or doc.dep[head] != "acl"
            ):  # "strikes made in support of X": go on to who struck
                return found
        elif doc.lower[node] == "with" and doc.pos[head] in _NOMINAL:  # "a rebel group with camps in X"
            return scene.who(head, what)
        node = head
        if doc.pos[node] in _NOMINAL and (found := list(_before(scene, node, what))):
            return found
    return []


def _struck(scene: Scene, noun: int) -> bool:
    """Whether harm is done to what a noun names: who attacks a base does not own it."""
    doc, above = scene.doc, scene.doc.head[noun]
    if doc.dep[noun] == "pobj" and doc.lower[above] in _AT:
        above = doc.head[above]
    elif doc.dep[noun] not in {"dobj", "nsubjpass"}:
        return False
    named = "_".join([doc.lemma[above], *(doc.lower[k] for k in dependents(doc, above, "prt"))])
    told = (frames().verbs if is_verb(doc, above) else frames().nouns).get(named, ())
    return any(_harms(f) for f in told) and not any(f.mode == "base_established" for f in told)


def _harms(frame: Frame) -> bool:
    """Whether a frame tells an attack, or that somebody else's ground is taken."""
    return frame.type is EventType.ASSAULT or frame.mode == "control_gained"


_AT = frozenset({"on", "at", "against"})


def _adverbial(scene: Scene, node: int, noun: int) -> bool:
    """Whether the phrase is an "in support of", which belongs to the clause wherever it hangs."""
    return scene.doc.dep[node] == "prep" and scene.doc.lower[node] == "in" and node < noun


def _doer(scene: Scene, noun: int, words: frozenset[str], what: str) -> Iterator[End]:
    """Who does the verb that a noun goes with, after a preposition ("advanced with the army's blessing")."""
    doc = scene.doc
    prep = doc.head[noun]
    over = doc.head[prep]
    if doc.dep[noun] != "pobj" or doc.lower[prep] not in words:
        return
    if doc.pos[over] in _NOMINAL and not is_verb(doc, over):
        found = scene.who(over, what)
        yield from found
        if found or doc.dep[over] != "dobj":
            return
        over = doc.head[over]  # "seized the town with the army's blessing", hung on the town
    if is_verb(doc, over):
        yield from scene.every(patients(doc, over) if is_passive(doc, over) else doers(scene, over), what)


def _main(scene: Scene, node: int) -> int | None:
    """The verb of the main clause over a noun, relative clauses passed over."""
    doc, relative = scene.doc, False
    for _ in range(_STEPS * 2):
        head = doc.head[node]
        relative = doc.dep[node] == "relcl"
        if head == node:
            return None
        node = head
        if is_verb(doc, node) and not relative and doc.dep[node] != "relcl":
            return node
    return None


def _before(scene: Scene, noun: int, what: str) -> Iterator[End]:
    doc = scene.doc
    labels = ("poss",) if possessed(scene, noun) else _OWNED
    for k in dependents(doc, noun, *labels):
        if doc.lower[k] == "whose" and doc.dep[doc.head[noun]] == "relcl":
            yield from scene.who(doc.head[doc.head[noun]], what)
        for j in conjuncts(doc, k):
            if scene.cast.covers.get(j) != noun or doc.dep[j] == "poss":
                yield from (End(i, j) for i in scene.cast.at(j) if scene.is_a(i, what) and _named(scene, j))
        if (
            doc.dep[k] == "compound" and k not in scene.cast.covers
        ):  # "an insurgent haven": of those insurgents
            yield from (End(i, k) for i in scene.by_name(doc.words[k]) if scene.is_a(i, what))
    if possessed(scene, noun):
        return
    left = noun - 1
    while left > 0 and doc.pos[left] == "ADJ" and left not in scene.stops:
        left -= 1
    f = scene.stops.get(left)
    if f is not None and f.head != noun and doc.pos[noun] in {"NOUN", "PROPN"}:
        yield from (End(i, f.head) for i in scene.cast.at(f.head) if scene.is_a(i, what))


def _named(scene: Scene, token: int) -> bool:
    return token in scene.cast.heads or scene.cast.covers.get(token, token) != token
