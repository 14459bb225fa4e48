"""Ties that a verb, a noun or a hyphened adjective says, by the rules of relations.toml."""

from sourcebook.draft.ties import gifts
from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import ENDS, End, P, Scene, once
from sourcebook.draft.ties.selves import itself
from sourcebook.draft.ties.slots import ends
from sourcebook.draft.ties.unions import merging
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
            if rule.predicate is not P.FOUNDED_BY or not merging(scene, v):
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
    title = _title(scene, n)
    rules = scene.words.nouns.get(title)
    if rules is None or scene.doc.pos[n] not in {"NOUN", "PROPN"} or scene.cast.covers.get(n, n) != n:
        return
    if gifts.received(scene, n):
        return
    if "-" in title and scene.doc.dep[n] == "compound":
        n = scene.doc.head[n]  # of "secretary-general" either word may head the other
    along = [rule for rule in rules if rule.subject.startswith("doer:")]
    for rule in along if along and gifts.lent(scene, n) else rules:
        if not only or rule.predicate in only:
            _apply(scene, n, rule)


def _title(scene: Scene, n: int) -> str:
    """A noun's lemma; of a title of two words the one by which it is known ("secretary-general")."""
    lemma = scene.doc.lemma
    rest = [w for w in scene.doc.lower[n + 1 : n + 3] if w != "-"][:1]
    title = "-".join([lemma[n], *rest])
    return title if title in scene.words.nouns else lemma[n]


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
    if predicate is P.AFFILIATED_WITH:
        subjects = _bound(scene, token, subjects)
    objects = ends(scene, token, rule.object, second) if subjects else []
    if predicate is P.CONNECTS and subjects and {e.id for e in objects} <= {e.id for e in subjects}:
        objects = _lands(scene, token, rule.object)
    if predicate is P.CONTROLS and _striven_for(scene, token):
        return
    if predicate is P.BACKED_BY and "self" in rule.subject:
        objects = objects or _spoken_of(scene, token)
        scene.sponsors = objects or scene.sponsors
    if predicate is P.LED_BY and _seconds(scene, token):
        scene.tie(objects, P.MEMBER_OF, subjects, token)
        return
    support = scene.words.support.get(scene.doc.lemma[token])
    given = (support,) if support else ()
    scene.tie(subjects, predicate, objects, token, support=given, sure=scene.doc.dep[token] in _GRANTED)


def _bound(scene: Scene, token: int, whose: list[End]) -> list[End]:
    """Those with ties to somebody: ties of a state are diplomacy, and those that it cut are none."""
    changed = scene.has("lists.undoing", scene.doc.lemma[scene.doc.head[token]])
    return [] if changed else [e for e in whose if not scene.is_a(e.id, "state")]


def _lands(scene: Scene, token: int, slot: str) -> list[End]:
    """The countries at the end of a road, where their names are part of its own ("the road linking X with Tunisia")."""
    states = ends(scene, token, slot, "state")
    codes = [(scene.cast.actors[e.id].state, e.token) for e in states]
    return [End(scene.country(code), at) for code, at in codes if code]


def _striven_for(scene: Scene, noun: int) -> bool:
    """Whether control is yet to be had ("are battling for control of X"), or its gain is an event's to say."""
    above = scene.doc.head[noun]
    gained = any(scene.has(f"ground.{key}", scene.doc.lemma[above]) for key in ("gain", "want"))
    return gained or (scene.doc.dep[noun] == "pobj" and scene.doc.lower[above] == "for")


def _spoken_of(scene: Scene, noun: int) -> list[End]:
    """As in "The proxies in Iraq include X": whose proxies, the sentence before said."""
    definite = any(scene.doc.lower[k] in {"the", "these", "those"} for k in scene.doc.children[noun])
    return scene.sponsors if definite else []


def _of_one_branch(scene: Scene, noun: int) -> bool:
    """As in "EU foreign policy chief NAME", who does not lead the EU."""
    doc = scene.doc
    before = dependents(doc, noun, "compound", "nmod", "poss", "amod")
    named = next((k for k in before if k in scene.cast.heads), noun)
    return any(
        k > named and doc.pos[k] == "NOUN" and doc.dep[k] == "compound" and "-" not in _title(scene, k)
        for k in before
    )


def _seconds(scene: Scene, noun: int) -> bool:
    """As in "deputy leader of X", "X's vice-president", who do not lead X."""
    doc = scene.doc
    at = noun - 1 - (noun > 1 and doc.words[noun - 1] in {"-", "–"})
    return at >= 0 and scene.has("offices.seconding", doc.lower[at])


def _belongs(scene: Scene, token: int, rule: Rule) -> None:
    """A body is part of a body; a person is a member of it; a state's newspaper is only at home there."""
    wholes = _themselves(scene, ends(scene, token, rule.object, "named"))
    found = _themselves(scene, ends(scene, token, rule.subject, "body"))
    parts = [e for e in found if "@" not in e.id or rule.subject not in {"patient", "of"}]
    parts = [sender for e in parts for sender in _senders(scene, e) or [e]]
    if scene.has("lists.joining", scene.doc.lemma[token]) and is_verb(scene.doc, token):
        over = _goes_over(scene, token)
        wholes = [e for e in wholes if over or scene.is_a(e.id, "founded")]
        token = scene.doc.head[token] if over else token
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


def _goes_over(scene: Scene, join: int) -> bool:
    """Whether somebody joins one body as he leaves another: "split from X to join Y"."""
    purpose = any(scene.doc.lower[k] == "to" for k in dependents(scene.doc, join, "aux"))
    leaves = scene.has("lists.leaving", scene.doc.lemma[scene.doc.head[join]])
    return purpose and leaves and scene.doc.dep[join] in {"advcl", "xcomp"}


def _senders(scene: Scene, part: End) -> list[End]:
    """Who gives a described part of a whole: "is made up of troops from X and Y"."""
    given = (
        (o for word, o in prepositional(scene.doc, part.token) if word == "from") if "@" in part.id else ()
    )
    return [e for e in scene.every(given, "named") if "@" not in e.id]


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
