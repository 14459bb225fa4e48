"""Who does what to whom in a parse: deep subjects and objects, whatever the construction.

All functions take a document and token indices and give token indices: heads of noun phrases, in the order of the
text. Labels are those of the CLEAR style.
"""

from collections.abc import Iterator

from sourcebook.model.text import Document

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})
_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NESTED = frozenset({"in", "near", "on", "at", "with", "by"})
_ASIDE = 8  # tokens from "and" to the end of an aside
_NAME = 4  # tokens in which a name behind it begins
_DEPTH = 6  # how many verbs a subject may be handed down through
# Verbs whose object does what the infinitive says ("urged Iraq to provide"): Quirk et al. 1985, 16.50 ff.
OBJECT_CONTROL = frozenset(
    "urge ask tell order force allow enable help permit invite persuade encourage press warn instruct require "
    "advise call compel pressure let make want expect push beg request train support assist lead bring "
    "prompt spur cause oblige appeal prevail plead rely".split()
)
_ACCUSING = frozenset(
    "accuse suspect convict blame charge condemn criticise criticize stop prevent keep".split()
)


def is_verb(doc: Document, i: int) -> bool:
    """Whether the token heads a clause or could (participles that modify a noun included)."""
    return doc.tag[i] in _VERB_TAGS and doc.pos[i] in {"VERB", "AUX"}


def conjuncts(doc: Document, i: int) -> list[int]:
    """The token and what is coordinated with it further on."""
    children, dep, joined = doc.children, doc.dep, doc.joined
    if i not in joined and joined.isdisjoint(children[i]):
        return [i]
    found = [i]
    for j in found:
        found += _after_aside(doc, j)
        found += [k for k in children[j] if dep[k] == "conj" or (dep[k] == "appos" and _goes_on(doc, j, k))]
        if len(found) > 40:  # noqa: PLR2004 - a list longer than this is a table, not a sentence
            break
    return sorted(found)


def _after_aside(doc: Document, i: int) -> list[int]:
    """The last name of a list behind an aside: "Mali, Niger and, above all, Chad", "and, to a lesser extent, Togo"."""
    ands = [k for k in doc.children[i] if doc.dep[k] == "cc" and k > i and doc.words[k + 1 : k + 2] == (",",)]
    if (
        doc.pos[i] != "PROPN"
        or not ands
        or any(doc.dep[k] == "conj" and k > ands[-1] for k in doc.children[i])
    ):
        return []
    stop = min(ands[-1] + _ASIDE, len(doc))
    close = next((t for t in range(ands[-1] + 2, stop) if doc.words[t] == ","), None)
    if close is None or any(is_verb(doc, t) for t in range(ands[-1] + 2, close)):
        return []
    named = (t for t in range(close + 1, min(close + _NAME, len(doc))) if doc.pos[t] not in {"DET", "ADJ"})
    first = next(named, None)
    if first is None or doc.pos[first] != "PROPN":
        return []
    while doc.dep[first] in {"compound", "nmod"} and doc.head[first] > first:
        first = doc.head[first]
    return [first] if doc.dep[first] not in {"nsubj", "nsubjpass", "conj"} else []


def _goes_on(doc: Document, i: int, k: int) -> bool:
    """Whether a name that the parser takes for an apposition goes on a list: "Mali, Burkina Faso and Niger met"."""
    if {doc.pos[i], doc.pos[k]} != {"PROPN"} or k < i:
        return False
    (first, last), joined = doc.edges[k], dependents(doc, k, "conj")
    article = [doc.lower[d] for d in dependents(doc, k, "det", "poss")]
    open_end = last + 1 == len(doc) or doc.words[last + 1] != ","  # "A, the Minister and Mayor, said" closes
    bare = doc.words[first - 1] == "," and (not article or (article == ["the"] and open_end))
    return bare and any(doc.pos[j] == "PROPN" for j in joined) and bool(dependents(doc, k, "cc"))


def dependents(doc: Document, i: int, *labels: str) -> list[int]:
    """Tokens governed under one of the labels."""
    kids, dep = doc.children[i], doc.dep
    return [k for k in kids if dep[k] in labels] if kids else []


def is_passive(doc: Document, v: int) -> bool:
    """Whether a verb stands in the passive, a reduced one ("announced by Russia") included."""
    labels = [doc.dep[k] for k in doc.children[v]]
    if not _PASSIVE.isdisjoint(labels):
        return True
    if doc.tag[v] != "VBN":
        return False
    h = doc.head[v]
    if doc.dep[v] == "conj" and h != v and not dependents(doc, v, "aux", "dobj") and is_verb(doc, h):
        return is_passive(doc, h)  # "were killed and 10 wounded"
    if "aux" in labels or "nsubj" in labels:
        return False
    if doc.dep[v] == "conj" and is_verb(doc, doc.head[v]):
        return is_passive(doc, doc.head[v]) and not dependents(doc, v, "dobj")
    return doc.dep[v] in {"acl", "advcl", "amod", "ROOT", "ccomp", "xcomp"} and not dependents(doc, v, "dobj")


def agents(doc: Document, v: int) -> list[int]:
    """Who does what the verb says: deep subject, active or passive."""
    if is_passive(doc, v):
        by = [p for a in dependents(doc, v, "agent") for p in dependents(doc, a, "pobj", "pcomp")]
        if by or doc.dep[v] != "conj":
            return _spread(doc, by)
        return []
    if doc.dep[v] == "pcomp":  # "killed in shelling by the army"
        by = [
            o
            for p in dependents(doc, v, "prep", "agent")
            if doc.lower[p] == "by"
            for o in dependents(doc, p, "pobj")
        ]
        if by:
            return _spread(doc, by)
    return _subjects(doc, v, _DEPTH)


def patients(doc: Document, v: int) -> list[int]:
    """To whom or what it is done: deep object, active or passive."""
    if is_passive(doc, v):
        return _passive_subjects(doc, v)
    objects = _spread(doc, [k for k in dependents(doc, v, "dobj", "oprd") if doc.lower[k] not in _RELATIVE])
    if objects:
        return objects
    if doc.dep[v] == "amod" and dependents(doc, v, "aux"):
        return [doc.head[v]]  # "has since opened offices", taken by the parser for opened offices
    if doc.dep[v] == "relcl" and any(doc.dep[k] in _SUBJECTS for k in doc.children[v]):
        own = [k for k in doc.children[v] if doc.dep[k] in _SUBJECTS]
        there = any(doc.lower[k] in {"where", "when"} for k in dependents(doc, v, "advmod"))
        if any(doc.lower[k] not in _RELATIVE for k in own) and not there:
            return [doc.head[v]]  # "the group they called", "the attack that Iran ordered"
    shared = [k for k in doc.children[v] if doc.dep[k] == "conj" and is_verb(doc, k)]
    following = shared[0] if shared else None
    if following is not None and not any(doc.dep[k] in _SUBJECTS for k in doc.children[following]):
        return _spread(doc, dependents(doc, following, "dobj"))  # "attacked and seized the town"
    return []


def _antecedent(doc: Document, v: int) -> int:
    """The noun that "which" or "that" stands for: of "a unit of volunteers that fights", the one that agrees."""
    noun = doc.head[v]
    of = doc.head[noun]
    one = any(doc.tag[k] == "VBZ" for k in (v, *dependents(doc, v, "aux", "auxpass")))
    if one and doc.tag[noun] == "NNS" and doc.dep[noun] == "pobj" and doc.lower[of] == "of":
        return doc.head[of] if doc.tag[doc.head[of]] == "NN" else noun
    return noun


def _passive_subjects(doc: Document, v: int) -> list[int]:
    own = dependents(doc, v, "nsubjpass", "csubjpass")
    if own and doc.lower[own[0]] in _RELATIVE and doc.dep[v] in {"relcl", "ccomp"}:
        return _with_conjuncts(doc, _antecedent(doc, v))
    if own:
        return _spread(doc, own)
    if doc.dep[v] in {"acl", "amod"}:
        return [doc.head[v]]
    if doc.dep[v] == "conj" and is_verb(doc, doc.head[v]):
        counted = dependents(doc, v, "npadvmod", "nsubj")
        if not counted and dependents(doc, v, "auxpass") and not is_passive(doc, doc.head[v]):
            return _subjects(doc, doc.head[v], _DEPTH)  # "swore loyalty to X and is led by Y"
        return counted or _passive_subjects(doc, doc.head[v])
    if doc.dep[v] in {"advcl", "xcomp"} and is_verb(doc, doc.head[v]):
        return _subjects(doc, doc.head[v], _DEPTH)
    return []


def _subjects(doc: Document, v: int, depth: int) -> list[int]:
    if depth == 0:
        return []
    own = dependents(doc, v, *_SUBJECTS) or _taken_for_compound(doc, v)
    if own:
        if doc.lower[own[0]] in _RELATIVE and doc.dep[v] == "relcl":
            return _with_conjuncts(doc, _antecedent(doc, v))
        if doc.lower[own[0]] not in _RELATIVE or doc.dep[v] != "ccomp":
            return _spread(doc, own)
    h, dep = doc.head[v], doc.dep[v]
    if h == v:
        return []
    if is_verb(doc, h) or doc.pos[h] == "ADJ":
        return _from_verb(doc, h, dep, depth)
    if dep in {"acl", "relcl"}:
        return _from_noun(doc, v, h, depth)
    if dep == "pcomp":
        return _from_preposition(doc, h, depth)
    return []


def _taken_for_compound(doc: Document, v: int) -> list[int]:
    """The noun before a finite verb that the parser made part of it: "if Eritrea attacks Tigray"."""
    finite = doc.tag[v] in {"VBZ", "VBP", "VBD"} and doc.pos[v] == "VERB" and bool(dependents(doc, v, "dobj"))
    return [k for k in dependents(doc, v, "compound") if k == v - 1] if finite else []


def _from_verb(doc: Document, h: int, dep: str, depth: int) -> list[int]:
    """Subject that a governing verb or predicate adjective ("able to") hands down."""
    if doc.pos[h] == "ADJ" and not is_verb(doc, h):
        return _subjects(doc, doc.head[h], depth - 1) if is_verb(doc, doc.head[h]) else []
    if dep == "conj":
        return _passive_subjects(doc, h) if is_passive(doc, h) else _subjects(doc, h, depth - 1)
    if dep in {"xcomp", "ccomp", "advcl", "dep"}:
        objects = dependents(doc, h, "dobj") or _called_on(doc, h)
        if dep != "advcl" and doc.lemma[h] in OBJECT_CONTROL and objects:
            return _spread(doc, objects)
        if is_passive(doc, h):
            return _passive_subjects(doc, h)
        return _subjects(doc, h, depth - 1)
    return []


def _called_on(doc: Document, v: int) -> list[int]:
    """Of whom something is asked behind a preposition: "called on Belarus to send troops"."""
    on = [p for p in dependents(doc, v, "prep") if f"{doc.lemma[v]} {doc.lower[p]}" in _ASKING]
    return [o for p in on for o in dependents(doc, p, "pobj")]


_ASKING = frozenset({"call on", "call upon", "call for", "appeal to", "prevail on", "plead with", "rely on"})


def _from_noun(doc: Document, v: int, noun: int, depth: int) -> list[int]:
    """Subject of a clause that hangs on a noun ("forces fighting in", "efforts to reclaim")."""
    if doc.tag[v] == "VBG":
        return _with_conjuncts(doc, noun)
    if any(doc.lower[k] == "to" and doc.dep[k] == "aux" for k in doc.children[v]):
        owners = dependents(doc, noun, "poss") or [
            k for k in dependents(doc, noun, "compound", "nmod") if doc.pos[k] == "PROPN"
        ]
        if owners:
            return _spread(doc, owners)
        h = doc.head[noun]
        return _subjects(doc, h, depth - 1) if is_verb(doc, h) else []
    return []


def _from_preposition(doc: Document, prep: int, depth: int) -> list[int]:
    """Subject of a gerund after a preposition ("by attacking", "accused X of bombing")."""
    h = doc.head[prep]
    above = doc.head[h]
    if (
        doc.dep[h] == "dobj"
        and doc.lemma[above] in _ACCUSING
        and doc.lower[prep] in {"of", "for", "from", "with"}
    ):
        return _with_conjuncts(doc, h)  # "accused the rebels of attacking"
    if not is_verb(doc, h):
        return _spread(doc, dependents(doc, h, "poss")) if doc.pos[h] == "NOUN" else []
    if doc.lemma[h] in _ACCUSING and doc.lower[prep] in {"of", "for", "from", "with"}:
        return patients(doc, h)
    return _passive_subjects(doc, h) if is_passive(doc, h) else _subjects(doc, h, depth - 1)


def _spread(doc: Document, heads: list[int]) -> list[int]:
    return [k for h in heads for k in _with_conjuncts(doc, h)]


def _with_conjuncts(doc: Document, i: int) -> list[int]:
    return [k for k in conjuncts(doc, i) if k == i or not is_verb(doc, k)]


def prepositional(doc: Document, i: int, *, through_objects: bool = False) -> Iterator[tuple[str, int]]:
    """Preposition and object of every prepositional phrase that a token governs.

    Args:
        doc: the document.
        i: governing token.
        through_objects: also phrases that the parser hung on the token's object or on another phrase's object when
            those are places or dates, as it often does ("attacked the town in May").
    """
    for p in doc.children[i]:
        if doc.dep[p] in {"prep", "agent", "dative"} or (doc.dep[p] == "advmod" and doc.pos[p] == "ADP"):
            yield from _phrase(doc, p)
        elif through_objects and doc.dep[p] in {"dobj", "attr", "nsubjpass", "oprd"}:
            for k in _with_conjuncts(doc, p):
                for q in doc.children[k]:
                    if doc.dep[q] == "prep":
                        yield from _phrase(doc, q)


def _phrase(doc: Document, p: int) -> Iterator[tuple[str, int]]:
    word = doc.lower[p]
    if word == "according":
        return  # whom it names says it, and nothing is done to them
    for o in doc.children[p]:
        if doc.dep[o] in {"pobj", "pcomp"}:
            for k in _with_conjuncts(doc, o):
                yield word, k
                if doc.dep[o] == "pobj":
                    for q in doc.children[k]:
                        if doc.dep[q] == "prep" and doc.lower[q] in _NESTED:
                            yield from _phrase(doc, q)
        elif doc.dep[o] == "prep" or (doc.dep[o] == "conj" and doc.pos[o] == "ADP"):
            yield from _phrase(doc, o)  # "out of", "across from"; "on the army and on civilians"


def begins_clause(doc: Document, i: int) -> bool:
    """Whether a name after a comma is the subject of what follows: "after protests in Nairobi, Kenya closed"."""
    return doc.dep[i] in {"nsubj", "nsubjpass"} and doc.head[i] > i and doc.words[doc.edges[i][1] + 1] != ","


def clause(doc: Document, v: int) -> tuple[int, int]:
    """First and last token of the clause that a trigger heads, without the clauses coordinated with it."""
    left, right = doc.edges[v]
    for k in doc.children[v]:
        if doc.dep[k] == "conj" and is_verb(doc, k):
            right = min(right, _before(doc, doc.edges[k][0]))
        elif doc.dep[k] in {"ccomp", "parataxis"} and doc.edges[k][1] < v:
            left = max(left, doc.edges[k][1] + 1)
        elif doc.dep[k] == "advcl" and _finite(doc, k):
            if doc.edges[k][0] <= left and doc.edges[k][1] < v:
                left = max(left, doc.edges[k][1] + 1)
            elif doc.edges[k][1] >= right and doc.edges[k][0] > v:
                right = min(right, _before(doc, doc.edges[k][0]))
    return left, max(right, v)


def _finite(doc: Document, v: int) -> bool:
    return any(doc.dep[k] in {"nsubj", "nsubjpass", "csubj"} for k in doc.children[v])


def _before(doc: Document, i: int) -> int:
    i -= 1
    while i > 0 and (doc.pos[i] in {"PUNCT", "CCONJ", "SPACE"}):
        i -= 1
    return i
