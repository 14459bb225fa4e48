"""Ties that a verb, a noun or a hyphened adjective says, by the rules of relations.toml."""

from sourcebook.draft.ties import gifts
from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import ENDS, End, P, Scene, once
from sourcebook.draft.ties.selves import itself
from sourcebook.draft.ties.slots import ends
from sourcebook.draft.ties.words import Rule
from sourcebook.grammar import conjuncts, dependents, is_verb, prepositional

# A noun in these places is taken for granted, whatever is said of it ("its allies must leave").
_GRANTED = frozenset({"nsubj", "nsubjpass", "compound", "appos", "poss"})


def by_verb(scene: Scene, v: int) -> None:
    """Ties that a verb says ("X controls Y", "founded by Z")."""
    doc, words = scene.doc, scene.words
    lemma = _lemma(scene, v)
    if lemma not in words.lemmas or not is_verb(doc, v) or doc.dep[v] in {"compound", "amod"}:
        return
    for key in _keys(scene, v, lemma):
        for rule in words.verbs.get(key, ()):
            _apply(scene, v, rule)


def _lemma(scene: Scene, v: int) -> str:
    """The verb's lemma; of "A, B and C found the Alliance" that of the one who founds."""
    doc = scene.doc
    if doc.lower[v] != "found" or doc.lemma[v] != "find":
        return doc.lemma[v]
    made = [i for o in dependents(doc, v, "dobj") for i in scene.cast.heads.get(o, ())]
    several = any(len(conjuncts(doc, s)) > 1 for s in dependents(doc, v, "nsubj"))
    return "found" if several and any(scene.is_a(i, "founded") for i in made) else "find"


def _keys(scene: Scene, v: int, lemma: str) -> list[str]:
    """The verb alone, with its particle, and with each of its prepositions."""
    doc = scene.doc
    keys = []
    for k in doc.children[v]:
        if doc.dep[k] in {"prt", "advmod"}:
            keys.append(f"{lemma}_{doc.lower[k]}")
        if doc.dep[k] in {"prep", "prt"}:
            keys.append(f"{lemma} {doc.lower[k]}")
    particle = [k for k in keys if k in scene.words.verbs]
    return particle or [lemma]


def by_noun(scene: Scene, n: int, *, only: frozenset[P] = frozenset()) -> None:
    """Ties that a noun says ("a proxy of Iran", "leader of X", "the allegiance that it swore to Y")."""
    rules = scene.words.nouns.get(scene.doc.lemma[n])
    if rules is None or scene.doc.pos[n] not in {"NOUN", "PROPN"} or scene.cast.covers.get(n, n) != n:
        return
    if gifts.received(scene, n):
        return
    for rule in rules:
        if not only or rule.predicate in only:
            _apply(scene, n, rule)


def by_adjective(scene: Scene, a: int) -> None:
    """Ties that an adjective says: "a militia active in X", "the guard is subordinate to the ministry"."""
    doc = scene.doc
    for rule in scene.words.adjectives.get(doc.lower[a], ()):
        first, second = ENDS[rule.predicate]
        objects = ends(scene, a, rule.object, second)
        if not objects and doc.dep[a] == "acomp":  # the parser may hang the phrase on "is"
            objects = ends(scene, doc.head[a], rule.object, second)
        scene.tie(_described(scene, a, first) if objects else [], rule.predicate, objects, a)


def _described(scene: Scene, a: int, what: str) -> list[End]:
    """Of whom an adjective is said, behind a noun ("X, active in Y") or a verb ("X is active in Y")."""
    doc, head = scene.doc, scene.doc.head[a]
    if doc.dep[a] == "acomp" and is_verb(doc, head):
        return scene.every(doers(scene, head), what)
    if doc.dep[a] in {"amod", "acl", "appos", "relcl"} and head < a:
        near = max(k for k in conjuncts(doc, head) if k < a)  # "police and gunmen loyal to X"
        return scene.who(near, what)
    return []


def by_part(scene: Scene, t: int) -> None:
    """As in "constituent groups", "member organisations": the word before says what the noun is."""
    doc = scene.doc
    if doc.dep[t] in {"amod", "compound"} and scene.has("lists.parts", doc.lemma[t]):
        for rule in scene.words.nouns.get(doc.lemma[t], ()):
            _apply(scene, doc.head[t], rule)
            if rule.predicate is not P.PART_OF:  # "a FARC splinter group"
                first, second = ENDS[rule.predicate]
                subjects = ends(scene, doc.head[t], rule.subject, first)
                scene.tie(subjects, rule.predicate, ends(scene, t, rule.object, second), t)


def by_other(scene: Scene, t: int) -> None:
    """As in "X and other Coalition forces" (part of it), "X and allied militias"."""
    doc = scene.doc
    n = doc.head[t]
    if doc.dep[n] != "conj" or doc.lower[t] not in {"other", "allied", "friendly"}:
        return
    if doc.lower[t] != "other":
        scene.tie(scene.who(doc.head[n], "side"), P.ALLIED_WITH, scene.who(n, "side"), t, sure=True)
        return
    wholes = [e for e in scene.who(n, "named") if scene.cast.kind(e.id) == "coalition"]
    scene.tie(scene.who(doc.head[n], "named"), P.PART_OF, wholes, n)


def _apply(scene: Scene, token: int, rule: Rule) -> None:
    predicate = rule.predicate
    first, second = ENDS[predicate]
    if predicate is P.LED_BY and rule.object == "self":
        second = "leader"
    if predicate is P.PART_OF:
        _belongs(scene, token, rule)
        return
    if predicate is P.LED_BY and _of_one_branch(scene, token):
        return
    subjects = ends(scene, token, rule.subject, first)
    objects = ends(scene, token, rule.object, second) if subjects else []
    if predicate is P.CONTROLS and scene.has("ground.gain", scene.doc.lemma[scene.doc.head[token]]):
        return  # who gains control is an event's to say
    if predicate is P.BACKED_BY and "self" in rule.subject:
        objects = objects or _spoken_of(scene, token)
        scene.sponsors = objects or scene.sponsors
    support = scene.words.support.get(scene.doc.lemma[token])
    given = (support,) if support else ()
    scene.tie(subjects, predicate, objects, token, support=given, sure=scene.doc.dep[token] in _GRANTED)


def _spoken_of(scene: Scene, noun: int) -> list[End]:
    """As in "The proxies in Iraq include X": whose proxies, the sentence before said."""
    definite = any(scene.doc.lower[k] in {"the", "these", "those"} for k in scene.doc.children[noun])
    return scene.sponsors if definite else []


def _of_one_branch(scene: Scene, noun: int) -> bool:
    """As in "EU foreign policy chief NAME", who does not lead the EU."""
    doc = scene.doc
    before = dependents(doc, noun, "compound", "nmod", "poss", "amod")
    named = next((k for k in before if k in scene.cast.heads), noun)
    return any(k > named and doc.pos[k] == "NOUN" and doc.dep[k] == "compound" for k in before)


def _belongs(scene: Scene, token: int, rule: Rule) -> None:
    """A body is part of a body; a person is a member of it; a state's newspaper is only at home there."""
    wholes = _themselves(scene, ends(scene, token, rule.object, "named"))
    found = _themselves(scene, ends(scene, token, rule.subject, "body"))
    parts = [e for e in found if "@" not in e.id or rule.subject != "patient"]
    if scene.has("lists.joining", scene.doc.lemma[token]) and is_verb(scene.doc, token):
        wholes = [e for e in wholes if scene.is_a(e.id, "founded")]
    if parts and all(scene.is_a(e.id, "outlet") for e in parts):
        wholes = [e for e in wholes if not scene.is_a(e.id, "state")]
    people = ends(scene, token, rule.subject, "person")
    if people:  # "its negotiator, NAME" may stand for the body itself
        parts = [e for e in parts if e.id not in {w.id for w in wholes}]
    if parts and wholes and {e.id for e in wholes} <= {e.id for e in parts}:
        wholes = _umbrella(scene, token)  # "its" was taken for the part itself
    if parts:
        scene.tie(parts, P.PART_OF, wholes, token)
    if people:
        scene.tie(people, P.MEMBER_OF, wholes, token)


def _themselves(scene: Scene, found: list[End]) -> list[End]:
    """Those that the words mean, without the owners of the things that they mean ("its mind")."""
    return [e for e in found if e.token in scene.cast.heads or e.token in scene.cast.covers]


def _umbrella(scene: Scene, token: int) -> list[End]:
    """The coalition or umbrella named last."""
    for f in reversed([f for f in scene.mentions if f.last < token]):
        found = [
            End(i, f.head) for i in scene.cast.heads.get(f.head, ()) if scene.cast.kind(i) == "coalition"
        ]
        if found:
            return found
    return []


def by_compound(scene: Scene, t: int) -> None:
    """As in "Iran-backed militias", "US-led coalition", "rebel-held town", "Beirut-based party"."""
    doc = scene.doc
    word = doc.lower[t]
    first: list[int] = []
    if "-" in word and (half := word.rsplit("-", 1)[-1]) in scene.words.compounds:
        rule, first = scene.words.compounds[half], [t]
    elif word in scene.words.compounds and t >= 2 and doc.words[t - 1] in {"-", "–"}:  # noqa: PLR2004
        rule, first = scene.words.compounds[word], [t - 2]
    else:
        return
    noun = _modified(scene, t)
    if noun is None:
        return
    one, other = ENDS[rule.predicate]
    wanted = one if rule.subject == "first" else other
    found = [e for k in first for e in _half(scene, k, wanted)]
    if not found and doc.lower[first[0]].split("-")[0] == "state":
        found = _of_nation(scene, noun, wanted)
    headed = [*_headed(scene, noun, other if rule.subject == "first" else one)]
    support = scene.words.support.get(word)
    left, right = (found, headed) if rule.subject == "first" else (headed, found)
    scene.tie(left, rule.predicate, right, t, sure=True, support=(support,) if support else ())


def by_prefix(scene: Scene, t: int) -> None:
    """As in "anti-ISIL coalition", "pro-Assad militias"."""
    doc = scene.doc
    rule = scene.words.prefixes.get(doc.lower[t])
    if rule is None or t + 2 >= len(doc) or doc.words[t + 1] not in {"-", "–"}:
        return
    one, other = ENDS[rule.predicate]
    end = next((k for k in range(t + 2, min(t + 6, len(doc))) if k in scene.cast.heads), t + 2)
    noun = doc.head[end] if doc.head[end] > end else doc.head[t]
    if noun <= end or doc.pos[noun] not in {"NOUN", "PROPN"} or noun not in scene.cast.heads:
        return
    named = [End(i, end) for i in scene.cast.heads.get(end, ()) if scene.is_a(i, other)]
    scene.tie(scene.who(noun, one), rule.predicate, named, t, sure=True)


def _modified(scene: Scene, t: int) -> int | None:
    """The noun that a hyphened adjective stands before."""
    doc = scene.doc
    node = doc.head[t]
    if node > t and doc.pos[node] in {"NOUN", "PROPN"}:
        return node
    f = scene.starts.get(t + 1) or next(
        (scene.starts[k] for k in range(t + 1, min(t + 4, len(doc))) if k in scene.starts), None
    )
    return f.head if f else None


def _half(scene: Scene, token: int, what: str) -> list[End]:
    doc = scene.doc
    found = [End(i, token) for i in scene.cast.heads.get(token, ()) if scene.is_a(i, what)]
    if found:
        return found
    name = doc.words[token].rsplit("-", 1)[0] if "-" in doc.words[token] else doc.words[token]
    found = [End(i, token) for i in scene.by_name(name) if scene.is_a(i, what)]
    if found or scene.cast.covers.get(token, token) > token + 1:
        return found
    return [End(i, token) for i in scene.cast.at(token) if scene.is_a(i, what)]


def _of_nation(scene: Scene, noun: int, what: str) -> list[End]:
    """As in "State-run Syrian news agency": the state that the adjective beside it names."""
    near = (noun, scene.doc.head[noun])
    return scene.every((k for n in near for k in dependents(scene.doc, n, "amod", "poss")), what)


def _apart(scene: Scene, noun: int, token: int) -> bool:
    """Whether a name joined to a noun has its own article, beyond the adjective: "Iran-backed units and the army"."""
    doc = scene.doc
    token = doc.head[token] if doc.dep[token] == "appos" else token
    return token > noun and doc.dep[token] == "conj" and bool(dependents(doc, token, "det"))


def _headed(scene: Scene, noun: int, what: str) -> list[End]:
    """The noun's own entity, and whoever is said to be one of those it names."""
    known = noun in scene.cast.heads or noun in scene.cast.covers
    found = scene.who(noun, what) if known else _within(scene, noun, what)
    if what == "place":
        found += _others(scene, noun)
    found += [e for e in itself(scene, noun, what) if e.id not in {f.id for f in found}]
    return once(e for e in found if not _apart(scene, noun, e.token))


def _within(scene: Scene, noun: int, what: str) -> list[End]:
    """As in "the X-led Y mission", where the name stands before the noun: the last that does."""
    doc = scene.doc
    names = [k for k in dependents(doc, noun, "compound", "nmod") if k < noun and k in scene.names]
    return scene.who(names[-1], what) if names else []


def _others(scene: Scene, noun: int) -> list[End]:
    """As in "the city of X and other rebel-held areas": X is one of them."""
    doc = scene.doc
    if doc.dep[noun] != "conj" or not any(doc.lower[k] == "other" for k in doc.children[noun]):
        return []
    first = doc.head[noun]
    inner = [o for word, o in prepositional(doc, first) if word == "of"]
    return scene.every([k for k in (first, *inner) if k != noun], "place")
