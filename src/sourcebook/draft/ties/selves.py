"""Who or what is a noun said to be? Apposition, predicate, "as", a name after a title, the members of a group."""

from collections.abc import Iterator

from sourcebook.draft.ties.doers import doers, shifted
from sourcebook.draft.ties.scene import End, Scene
from sourcebook.grammar import conjuncts, dependents, is_passive, is_verb, patients

_STEPS = 6  # governors; deeper nesting than this is a parse gone wrong
_AS = frozenset({"as", "like"})
_NAMELY = frozenset("notably namely chiefly mainly mostly especially particularly principally".split())
_NEAR = 8  # tokens between a noun and the comma behind which its members are named
_MEMBERS = frozenset({"including", "like", "as"})


def itself(scene: Scene, noun: int, what: str) -> Iterator[End]:
    """Who or what a noun is said to be: apposition, predicate, "as", a name after a title, members."""
    if before := scene.every(scene.set_off(noun), what):
        yield from before
        return
    found = [*_same(scene, noun, what, _STEPS), *_listed(scene, noun, what)]
    named = [e for e in found if "@" not in e.id] or _following(scene, noun, what)
    named = named or _qualified(scene, noun, what)
    if named:
        yield from named
    elif noun in scene.cast.heads:
        yield from scene.who(noun, what)
    else:
        yield from found or (_predicated(scene, noun) if what == "person" else [])


def _following(scene: Scene, noun: int, what: str) -> list[End]:
    """The name right after a noun that has an owner: "its patron Iran"."""
    f = scene.starts.get(noun + 1)
    if f is None or f.head not in scene.names or not possessed(scene, noun):
        return []
    return [e for e in scene.who(f.head, what) if "@" not in e.id]


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
        yield from scene.who(head, what) or _by_accounts(scene, head, what)
    elif dep in {"compound", "nmod"} and head > n:
        yield from _titled(scene, n, what)
    elif dep in {"attr", "oprd"} and is_verb(doc, head):
        subjects = shifted(scene, head) or doers(scene, head)
        yield from scene.every(subjects, what)
    elif dep == "pobj" and doc.lower[head] in _AS and is_verb(doc, doc.head[head]):
        verb = doc.head[head]
        yield from scene.every(patients(doc, verb), what) or scene.every(doers(scene, verb), what)
    elif dep == "pobj" and doc.lower[head] == "of" and _picks(scene, doc.head[head]):
        yield from _same(scene, doc.head[head], what, steps - 1)


def _picks(scene: Scene, token: int) -> bool:
    """Whether a word takes some out of several: "one of", "the most powerful of", "the last of"."""
    doc = scene.doc
    best = doc.pos[token] == "ADJ" and any(doc.lower[k] == "the" for k in doc.children[token])
    return best or scene.has("lists.containers", doc.lemma[token])


def _by_accounts(scene: Scene, aside: int, what: str) -> list[End]:
    """As in "X is by most accounts a Y", where the parser hangs Y on the accounts."""
    doc, p = scene.doc, scene.doc.head[aside]
    v = doc.head[p]
    said = doc.dep[aside] == "pobj" and doc.lemma[v] == "be" and not dependents(doc, v, "attr", "acomp")
    return scene.every(doers(scene, v), what) if said else []


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
    plural = doc.tag[n] in {"NNS", "NNPS"}
    return [j for k in found for j in (_with_more_names(scene, k) if plural else [k])]


def _with_more_names(scene: Scene, token: int) -> list[int]:
    """A name and those that stand in a row with it: "its proxies, notably A and B"."""
    stop = scene.doc.sentences[scene.doc.sentence_of[token]][1]
    first = next((f.first for f in scene.mentions if f.head == token), token)
    return _run(scene, first, stop) or [token]


def _listed(scene: Scene, noun: int, what: str) -> list[End]:
    """Members of a group: "proxies such as A and B", "proxies, along with A", "its components include A"."""
    doc = scene.doc
    if doc.tag[noun] not in {"NNS", "NNPS"}:
        return []
    found: list[int] = []
    for p in dependents(doc, noun, "prep"):
        if doc.lower[p] in _MEMBERS:
            found += [k for o in dependents(doc, p, "pobj") for k in conjuncts(doc, o)]
    found += [*_ranged(scene, noun), *_namely(scene, noun)]
    after = scene.starts.get(noun + 2) if noun + 2 < len(doc) and doc.words[noun + 1] == "," else None
    if after is not None and doc.head[after.head] == noun and possessed(scene, noun):  # "its allies, A and B"
        found += _run(scene, noun + 2, doc.sentences[doc.sentence_of[noun]][1])
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


def _namely(scene: Scene, noun: int) -> list[int]:
    """As in "its proxies in X, notably A and B", wherever the parser hangs the names."""
    doc = scene.doc
    stop = doc.sentences[doc.sentence_of[noun]][1]
    near = range(noun + 1, min(noun + _NEAR, stop - 2))
    at = next((t for t in near if doc.words[t] == "," or is_verb(doc, t)), None)
    named = at is not None and doc.words[at] == "," and doc.lower[at + 1] in _NAMELY
    return _run(scene, at + 2, stop) if named and at is not None else []


def _ranged(scene: Scene, noun: int) -> list[int]:
    """As in "Iran's proxies, from A in X to B in Y": both ends of the range."""
    doc = scene.doc
    ends = {doc.lower[p]: dependents(doc, p, "pobj") for p in dependents(doc, noun, "prep")}
    if not {"from", "to"} <= ends.keys():
        return []
    return [k for word in ("from", "to") for o in ends[word] for k in conjuncts(doc, o)]


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


def possessed(scene: Scene, noun: int) -> bool:
    """Whether a noun has an owner before it ("its backers")."""
    return any(scene.cast.at(k) for k in dependents(scene.doc, noun, "poss"))


def _qualified(scene: Scene, noun: int, what: str) -> list[End]:
    """As in "its Iranian backers": who they are stands in the adjective."""
    if not possessed(scene, noun):
        return []
    near = dependents(scene.doc, noun, "amod", "compound", "nmod")
    tokens = [k for n in near for k in conjuncts(scene.doc, n) if k in scene.cast.heads]
    return [e for e in scene.every(tokens, what) if "@" not in e.id]
