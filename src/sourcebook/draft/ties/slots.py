"""Where do the ends of a tie stand around the word that says it? A function per slot in relations.toml."""

from collections.abc import Iterator

from sourcebook.draft.ties.scene import End, Scene, once
from sourcebook.grammar import (
    agents,
    conjuncts,
    dependents,
    is_passive,
    is_verb,
    patients,
    prepositional,
)

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong
_OWNED = ("poss", "compound", "nmod", "amod")
_AS = frozenset({"as", "like"})
_MEMBERS = frozenset({"including", "like", "as"})
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
        yield from _acting(scene, _by(scene, token) or doers(scene, token), what)
    elif slot == "patient":
        found = scene.every(_reduced(scene, token) or patients(scene.doc, token), what)
        yield from found or scene.every(_beside(scene, token) or _dangling(scene, token), what)
    elif slot == "owner":
        yield from owner(scene, token, what)
    elif slot == "poss":
        yield from _before(scene, token, what)
    elif slot == "doer":
        yield from _doer(scene, token, what)
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


def _reduced(scene: Scene, v: int) -> list[int]:
    """As in "X, armed and trained by Y", where the first participle was taken for an adjective."""
    doc, first = scene.doc, scene.doc.head[v]
    split = doc.dep[v] == "conj" and doc.tag[v] == "VBN" and doc.dep[first] in {"amod", "acl"}
    return [doc.head[first]] if split and _by(scene, v) else []


def _by(scene: Scene, v: int) -> list[int]:
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
        if is_verb(doc, node) and (found := agents(doc, node) or _shifted(scene, node)):
            return found
    return []


def _shifted(scene: Scene, v: int) -> list[int]:
    return patients(scene.doc, v) if is_passive(scene.doc, v) else []


def after(scene: Scene, token: int, words: frozenset[str], what: str) -> Iterator[End]:
    """Objects of a preposition of the word, or of the verb that holds it."""
    doc = scene.doc
    yield from _objects(scene, token, words, what, through=is_verb(doc, token))
    holder = doc.head[token]
    if doc.dep[token] in {"dobj", "nsubjpass", "attr"} and is_verb(doc, holder):
        yield from _objects(scene, holder, words - {"of"}, what, through=False)
    elif doc.dep[token] == "conj":
        yield from after(scene, holder, words, what)


def _objects(scene: Scene, token: int, words: frozenset[str], what: str, *, through: bool) -> Iterator[End]:
    doc = scene.doc
    near = list(direct(scene, token))
    pairs = near if what == "place" else [*near, *prepositional(doc, token, through_objects=through)]
    for word, o in pairs:
        if word not in words:
            continue
        found = scene.who(o, what)
        yield from found
        if not found:
            yield from _deeper(scene, o, what)


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
    """As in "of what is called X", "in desert areas of Syria and Iraq", "on the outskirts of X"."""
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
    """Whose a noun is: a possessive or name before it, else who does the verb or owns the noun above it."""
    found = list(_before(scene, noun, what))
    if found:
        yield from found
        return
    doc = scene.doc
    for word, o in prepositional(doc, noun):
        if word == "by":
            yield from scene.who(o, what)
    node = noun
    for _ in range(_STEPS):
        dep, head = doc.dep[node], doc.head[node]
        if head == node or dep in {"relcl", "appos", "nsubj", "attr"}:
            return
        if is_verb(doc, head):
            yield from scene.every(doers(scene, head) or _shifted(scene, head), what)
            return
        if (
            dep == "prep"
            and doc.lower[node] == "in"
            and node < noun
            and (main := _main(scene, head)) is not None
        ):
            yield from scene.every(doers(scene, main) or _shifted(scene, main), what)
            return
        node = head
        if doc.pos[node] in {"NOUN", "PROPN"} and (found := list(_before(scene, node, what))):
            yield from found
            return


def _doer(scene: Scene, noun: int, what: str) -> Iterator[End]:
    """Who does the verb that a noun goes with ("advanced with the army's blessing")."""
    doc = scene.doc
    prep = doc.head[noun]
    if doc.dep[noun] == "pobj" and doc.lower[prep] in {"with", "under"} and is_verb(doc, doc.head[prep]):
        verb = doc.head[prep]
        yield from scene.every(patients(doc, verb) if is_passive(doc, verb) else doers(scene, verb), what)


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
    labels = ("poss",) if _possessed(scene, noun) else _OWNED
    for k in dependents(doc, noun, *labels):
        if doc.lower[k] == "whose" and doc.dep[doc.head[noun]] == "relcl":
            yield from scene.who(doc.head[doc.head[noun]], what)
        for j in conjuncts(doc, k):
            if scene.cast.covers.get(j) != noun or doc.dep[j] == "poss":
                yield from (End(i, j) for i in scene.cast.at(j) if scene.is_a(i, what) and _named(scene, j))
    left = noun - 1
    while left > 0 and doc.pos[left] == "ADJ" and left not in scene.stops:
        left -= 1
    f = scene.stops.get(left)
    if f is not None and f.head != noun and doc.pos[noun] in {"NOUN", "PROPN"}:
        yield from (End(i, f.head) for i in scene.cast.at(f.head) if scene.is_a(i, what))


def _possessed(scene: Scene, noun: int) -> bool:
    return any(scene.cast.at(k) for k in dependents(scene.doc, noun, "poss"))


def _qualified(scene: Scene, noun: int, what: str) -> list[End]:
    """As in "its Iranian backers": who they are stands in the adjective."""
    if not _possessed(scene, noun):
        return []
    near = dependents(scene.doc, noun, "amod", "compound", "nmod")
    tokens = [k for n in near for k in conjuncts(scene.doc, n) if k in scene.cast.heads]
    return [e for e in scene.every(tokens, what) if "@" not in e.id]


def _named(scene: Scene, token: int) -> bool:
    return token in scene.cast.heads or scene.cast.covers.get(token, token) != token


def itself(scene: Scene, noun: int, what: str) -> Iterator[End]:
    """Who or what a noun is said to be: apposition, predicate, "as", a name after a title, members."""
    found = [*_same(scene, noun, what, _STEPS), *_listed(scene, noun, what)]
    named = [e for e in found if "@" not in e.id] or _qualified(scene, noun, what)
    if named:
        yield from named
    elif noun in scene.cast.heads:
        yield from scene.who(noun, what)
    else:
        yield from found or (_predicated(scene, noun) if what == "person" else [])


def _predicated(scene: Scene, noun: int) -> list[End]:
    """As in "X is the author of A and a fellow at B": the parser may hang the second noun on A."""
    doc = scene.doc
    if doc.dep[noun] != "conj":
        return []
    start, stop = doc.sentences[doc.sentence_of[noun]]
    verbs = [v for v in range(start, min(noun, stop)) if doc.lemma[v] == "be" and dependents(doc, v, "attr")]
    return scene.every((s for v in verbs[:1] for s in dependents(doc, v, "nsubj")), "person")


def _same(scene: Scene, n: int, what: str, steps: int) -> Iterator[End]:
    doc = scene.doc
    for k in conjuncts(doc, n):
        yield from scene.every(_named_appositions(scene, k), what)
    dep, head = doc.dep[n], doc.head[n]
    if steps == 0 or head == n:
        return
    if dep == "conj" and doc.pos[head] in {"NOUN", "PROPN"}:
        yield from _same(scene, head, what, steps - 1)
    elif dep == "appos":
        yield from scene.who(head, what)
    elif dep in {"compound", "nmod"} and head > n:
        yield from _titled(scene, n, what)
    elif dep in {"attr", "oprd"} and is_verb(doc, head):
        subjects = _shifted(scene, head) or doers(scene, head)
        yield from scene.every(subjects, what)
    elif dep == "pobj" and doc.lower[head] in _AS and is_verb(doc, doc.head[head]):
        verb = doc.head[head]
        yield from scene.every(patients(doc, verb) or doers(scene, verb), what)
    elif (
        dep == "pobj" and doc.lower[head] == "of" and scene.has("lists.containers", doc.lemma[doc.head[head]])
    ):
        yield from _same(scene, doc.head[head], what, steps - 1)


def _titled(scene: Scene, n: int, what: str) -> list[End]:
    """The name that a title stands before."""
    doc, head = scene.doc, scene.doc.head[n]
    while head not in scene.cast.heads and doc.dep[head] == "compound":
        head = doc.head[head]
    named = head in scene.cast.heads and scene.cast.covers.get(n) != head
    return scene.who(head, what) if named else []


def _named_appositions(scene: Scene, n: int) -> list[int]:
    doc = scene.doc
    found = [k for k in dependents(doc, n, "appos") if k in scene.cast.heads]
    right = doc.edges[n][1] + 1
    if not found and right + 1 < len(doc) and doc.words[right] == "," and right + 1 in scene.starts:
        f = scene.starts[right + 1]
        if doc.head[n] == f.head or doc.dep[f.head] == "appos":
            found = [f.head]
    return found


def _listed(scene: Scene, noun: int, what: str) -> list[End]:
    """Members of a group: "proxies such as A and B", "proxies, along with A", "its components include A"."""
    doc = scene.doc
    if doc.tag[noun] not in {"NNS", "NNPS"}:
        return []
    found: list[int] = []
    for p in dependents(doc, noun, "prep"):
        if doc.lower[p] in _MEMBERS:
            found += [k for o in dependents(doc, p, "pobj") for k in conjuncts(doc, o)]
    top = noun
    for _ in range(_STEPS):
        if doc.dep[top] not in {"conj", "pobj", "prep", "attr"} or doc.head[top] == top:
            break
        top = doc.head[top]
    verb = doc.head[top] if doc.dep[top] == "nsubj" else top
    if is_verb(doc, verb):
        if (
            doc.dep[top] == "nsubj"
            and scene.has("lists.verbs", doc.lemma[verb])
            and not is_passive(doc, verb)
        ):
            found += patients(doc, verb)
        elif verb != noun:
            found += _along(scene, noun)
    return scene.every(found, what)


def _along(scene: Scene, noun: int) -> list[int]:
    """As in "along with A, B and C" and "alongside A" after the noun; the parser may lose the later names."""
    doc = scene.doc
    stop = doc.sentences[doc.sentence_of[noun]][1]
    for p in range(noun, min(stop, noun + 25)):
        if doc.lower[p] == "along" and p + 1 < stop and doc.lower[p + 1] == "with":
            return _run(scene, p + 2, stop)
        if doc.lower[p] == "alongside":
            return _run(scene, p + 1, stop)
    return []


def _run(scene: Scene, at: int, stop: int) -> list[int]:
    """Heads of the names that stand in a row, between commas and "and"."""
    doc, found = scene.doc, []
    while at < stop:
        if at in scene.starts:
            f = scene.starts[at]
            found.append(f.head)
            at = f.last + 1
        elif doc.lower[at] in {",", "and", "the", "or"}:
            at += 1
        else:
            break
    return found
