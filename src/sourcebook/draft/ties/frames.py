"""Ties that a verb, a noun or a hyphened adjective says, by the rules of relations.toml."""

from sourcebook.draft.grammar import is_passive, is_verb
from sourcebook.draft.ties.scene import ENDS, End, P, Scene, once
from sourcebook.draft.ties.slots import after, ends, itself
from sourcebook.draft.ties.words import Rule

_BETWEEN = frozenset({P.CONNECTS})


def by_verb(scene: Scene, v: int) -> None:
    """Ties that a verb says ("X controls Y", "founded by Z")."""
    doc, words = scene.doc, scene.words
    lemma = doc.lemma[v]
    if lemma not in words.lemmas or not is_verb(doc, v) or doc.dep[v] in {"compound", "amod"}:
        return
    for key in _keys(scene, v):
        for rule in words.verbs.get(key, ()):
            _apply(scene, v, rule)


def _keys(scene: Scene, v: int) -> list[str]:
    """The verb alone, with its particle, and with each of its prepositions."""
    doc = scene.doc
    lemma = doc.lemma[v]
    keys = []
    for k in doc.children[v]:
        if doc.dep[k] in {"prt", "advmod"}:
            keys.append(f"{lemma}_{doc.lower[k]}")
        if doc.dep[k] in {"prep", "prt"}:
            keys.append(f"{lemma} {doc.lower[k]}")
    particle = [k for k in keys if k in scene.words.verbs]
    return particle or [lemma]


def by_noun(scene: Scene, n: int) -> None:
    """Ties that a noun says ("a proxy of Iran", "leader of X", "the allegiance that it swore to Y")."""
    rules = scene.words.nouns.get(scene.doc.lemma[n])
    if rules is None or scene.doc.pos[n] not in {"NOUN", "PROPN"} or scene.cast.covers.get(n, n) != n:
        return
    for rule in rules:
        _apply(scene, n, rule)


def _apply(scene: Scene, token: int, rule: Rule) -> None:
    predicate = rule.predicate
    first, second = ENDS[predicate]
    if predicate is P.PART_OF:
        _belongs(scene, token, rule)
        return
    subjects = ends(scene, token, rule.subject, first)
    objects = ends(scene, token, rule.object, second) if subjects else []
    support = scene.words.support.get(scene.doc.lemma[token])
    scene.tie(subjects, predicate, objects, token, support=(support,) if support else ())


def _belongs(scene: Scene, token: int, rule: Rule) -> None:
    """A body is part of a body; a person is a member of it."""
    wholes = ends(scene, token, rule.object, "body")
    parts = ends(scene, token, rule.subject, "body")
    people = ends(scene, token, rule.subject, "person")
    if parts:
        scene.tie(parts, P.PART_OF, wholes, token)
    if people:
        scene.tie(people, P.MEMBER_OF, wholes, token)


def by_compound(scene: Scene, t: int) -> None:
    """ "Iran-backed militias", "US-led coalition", "rebel-held town", "Beirut-based party"."""
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
    headed = [*_headed(scene, noun, other if rule.subject == "first" else one)]
    support = scene.words.support.get(word)
    left, right = (found, headed) if rule.subject == "first" else (headed, found)
    scene.tie(left, rule.predicate, right, t, sure=True, support=(support,) if support else ())


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
    found = [End(i, token) for i in scene.cast.at(token) if scene.is_a(i, what)]
    if found or "-" not in doc.words[token]:
        return found
    name = doc.words[token].rsplit("-", 1)[0]
    return [End(i, token) for i in scene.by_name(name) if scene.is_a(i, what)]


def _headed(scene: Scene, noun: int, what: str) -> list[End]:
    """The noun's own entity, and whoever is said to be one of those it names."""
    found = scene.who(noun, what) if noun in scene.cast.heads or noun in scene.cast.covers else []
    return once([*found, *(e for e in itself(scene, noun, what) if e.id not in {f.id for f in found})])


__all__ = ["after", "by_compound", "by_noun", "by_verb", "is_passive"]
