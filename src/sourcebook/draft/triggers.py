"""Which words name a happening? Verbs, nouns and predicate adjectives that fit a frame."""

from collections.abc import Iterable, Iterator, Mapping

from sourcebook.draft.raids import leaving, shortly
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import agents, dependents, is_passive, is_verb, patients, prepositional
from sourcebook.knowledge.frames import Frame, Frames
from sourcebook.model.claim import EventType, Phase
from sourcebook.model.text import Document
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.cast import Cast

_PARTICLES = frozenset("up out off down back over away in on by for together upon".split())
_DEFINITE = frozenset({"the", "this", "these", "those", "that", "such", "same"})
# Adjectives of a happening that is none of those told before, even with "the".
_ANOTHER = frozenset(
    "ensuing subsequent resulting following separate second third new another other similar latest further fresh "
    "earlier previous".split()
)
_PEOPLE = frozenset("he she they him her them who me us".split())
_COPULA = frozenset({"be", "remain", "stay", "become", "seem", "appear", "keep"})
_PASSING = frozenset({"enter", "clear"})  # who does so takes the place only if he stays
_SKIP_NOUN = frozenset({"compound", "npadvmod"})


def find_triggers(doc: Document, cast: Cast, table: Frames) -> list[Sketch]:
    """Every trigger of the report's body, with its frame; roles are still empty.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        table: the event frames.
    """
    found: list[Sketch] = []
    for i in range(len(doc)):
        if not doc.body[i]:
            continue
        pos = doc.pos[i]
        if pos in {"VERB", "AUX"} or (pos == "NOUN" and _mistaken(doc, i)):
            sketch = _verb(doc, cast, table, i)
        elif pos in {"NOUN", "PROPN"}:
            sketch = _noun(doc, cast, table, i)
        elif pos == "ADJ" and doc.lemma[i] in table.adjectives:
            sketch = _adjective(doc, table, i)
        else:
            continue
        if sketch:
            found.append(sketch)
    carried = {s.verb: s for s in found if s.nominal and s.verb != s.trigger}
    return [s for s in found if s.nominal or not _only_carries(s, carried.get(s.trigger))]


def _only_carries(s: Sketch, noun: Sketch | None) -> bool:
    """Whether a verb that may tell a move only carries another happening: "stepped up its attacks"."""
    return (
        noun is not None and s.type is EventType.MOBILIZE and noun.type is not s.type and not s.frame.object
    )


def _mistaken(doc: Document, i: int) -> bool:
    """A verb that the tagger took for a noun: it has a subject and an object."""
    return bool(dependents(doc, i, "nsubj")) and bool(dependents(doc, i, "dobj", "xcomp"))


def _verb(doc: Document, cast: Cast, table: Frames, i: int) -> Sketch | None:
    if doc.dep[i] in {"aux", "auxpass", "compound"} or i in cast.covers:
        return None
    lemma = doc.lemma[i]
    options = [f for p in _particles(doc, i) for f in table.verbs.get(f"{lemma}_{p}", ())]
    options += table.verbs.get(lemma, ())
    if lemma in _PASSING and (shortly(doc, i) or leaving(doc, i) is not None):
        options = [f for f in options if f.mode != "control_gained"]  # "entered the town and left"
    if doc.lower[i] == "found" and not dependents(doc, i, "oprd", "xcomp", "ccomp", "acomp"):
        options += table.verbs["found"]  # "the three states found an alliance", lemmatised as what is found
    if doc.lower[i] in table.adjectives and is_passive(doc, i):
        felt = table.adjectives[doc.lower[i]][0]
        return Sketch(trigger=i, verb=i, frame=felt, type=felt.type, span=(i, i), tokens=(i,), state=True)
    if doc.dep[i] == "amod" and not dependents(doc, i, "aux"):
        return None  # "striking workers", "insurgent-held town" qualify a noun
    frame = _first_fitting(doc, cast, i, options)
    if frame is None:
        return None
    above = doc.head[i]
    phase = table.phase.get(doc.lemma[above]) if doc.dep[i] == "xcomp" and is_verb(doc, above) else None
    return Sketch(
        trigger=i,
        verb=i,
        frame=frame,
        type=frame.type,
        phase=Phase(phase) if phase else None,
        span=(i, i),
        tokens=(i,),
    )


def _particles(doc: Document, v: int) -> Iterator[str]:
    for k in doc.children[v]:
        if doc.lower[k] in _PARTICLES and doc.dep[k] in {"prt", "advmod", "prep"}:
            yield doc.lower[k]


def _first_fitting(doc: Document, cast: Cast, i: int, options: Iterable[Frame]) -> Frame | None:
    objects: list[int] | None = None
    subjects: list[int] | None = None
    for frame in options:
        if frame.object:
            objects = _objects(doc, i) if objects is None else objects
            if not any(_is_a(doc, cast, t, frame.object) for t in objects):
                continue
        if frame.subjects:
            subjects = agents(doc, i) if subjects is None else subjects
            if not any(_is_a(doc, cast, t, frame.subjects) for t in subjects):
                continue
        if frame.requires and not any(p in frame.requires for p, _ in prepositional(doc, i)):
            continue
        if frame.complement and not any(doc.lemma[o] in frame.complement for _, o in prepositional(doc, i)):
            continue
        return frame
    return None


def _objects(doc: Document, v: int) -> list[int]:
    """What a verb is done to, and what becomes of it: "took the miners captive"."""
    own = [*patients(doc, v), *dependents(doc, v, "dobj")]
    return own + [k for o in own for k in dependents(doc, o, "amod") if k > o]


def _is_a(doc: Document, cast: Cast, token: int, condition: frozenset[str]) -> bool:
    """Whether a noun is one of the words, or means an entity of one of the kinds, that a frame asks for."""
    if doc.lemma[token] in condition or doc.lower[token] in condition:
        return True
    if any(f"{doc.lemma[k]}_{doc.lemma[token]}" in condition for k in dependents(doc, token, "compound")):
        return True
    if "#money" in condition and any(doc.words[k] in _CURRENCIES for k in doc.children[token]):
        return True
    if "#person" in condition and (doc.lower[token] in _PEOPLE or doc.tag[token] == "CD"):
        return True
    if doc.pos[token] in {"NUM", "NOUN"} and any(doc.lemma[o] in condition for o in _counted(doc, token)):
        return True
    return any(_kinds(cast, ident) & condition for ident in cast.at(token))


_SHOWING = frozenset("picture photo photograph image portrait video footage film list name account".split())
_CURRENCIES = frozenset("$ £ € ¥ ₦ ₹ US$ C$ A$".split())


def _counted(doc: Document, token: int) -> list[int]:
    """What stands after "of": "a fifth of the city"; a picture of somebody is not he."""
    if doc.lemma[token] in _SHOWING:
        return []
    return [
        o for p in dependents(doc, token, "prep") if doc.lower[p] == "of" for o in dependents(doc, p, "pobj")
    ]


def _kinds(cast: Cast, ident: str) -> set[str]:
    """The kinds of an entity as frames write them."""
    if ident in cast.actors:
        actor = cast.actors[ident]
        return {f"#{actor.kind}", f"#{actor.subkind}", "#actor"}
    kind = cast.places[ident].kind
    return {f"#{kind}", "#place"} | ({"#settlement"} if kind is not PlaceKind.COUNTRY else set())


def _noun(doc: Document, cast: Cast, table: Frames, i: int) -> Sketch | None:
    if doc.dep[i] in _SKIP_NOUN or i in cast.covers:
        return None
    lemma = doc.lemma[i]
    pair = f"{doc.lemma[i - 1]}_{lemma}" if i and doc.head[i - 1] == i else ""
    phrase = f"{doc.lower[doc.head[i]]}_{lemma}" if doc.dep[i] == "pobj" else ""
    options = (
        *table.nouns.get(phrase, ()),
        *table.nouns.get(pair, ()),
        *table.nouns.get(lemma, ()),
        *table.nouns.get(doc.lower[i], ()),
    )
    if not options:
        return None
    verb, how = _carrier(doc, table, i)
    frame = next((f for f in options if _noun_fits(doc, cast, i, f)), None)
    if frame is None:
        return None
    phase = (
        next((table.phase[w] for w in _with_particles(doc, verb) if w in table.phase), None)
        if verb != i
        else None
    )
    before = {doc.lower[k] for k in doc.children[i] if k < i}
    definite = not before.isdisjoint(_DEFINITE) and before.isdisjoint(_ANOTHER)
    return Sketch(
        trigger=i,
        verb=verb,
        frame=frame,
        type=frame.type,
        nominal=True,
        definite=definite,
        phase=Phase(phase) if phase else None,
        span=(i, i),
        tokens=(i,),
        roles={"light": (how,)} if how else {},
    )


def _noun_fits(doc: Document, cast: Cast, i: int, frame: Frame) -> bool:
    if frame.object:
        of = [o for p, o in prepositional(doc, i) if p == "of"] + dependents(
            doc, i, "poss", "compound", "amod", "nmod"
        )
        if not any(_is_a(doc, cast, o, frame.object) for o in of):
            return False
    if not frame.requires or any(p in frame.requires for p, _ in prepositional(doc, i)):
        return True
    return "by" in frame.requires and any(dependents(doc, k, "agent") for k in dependents(doc, i, "acl"))


def _with_particles(doc: Document, v: int) -> list[str]:
    """The verb with each particle that may belong to it, then alone."""
    return [*(f"{doc.lemma[v]}_{p}" for p in _particles(doc, v)), doc.lemma[v]]


def _carrier(doc: Document, table: Frames, i: int) -> tuple[int, str]:
    """The light verb of a noun, and what its subject is: "carried out a strike", "come under attack"."""
    j = i
    for _ in range(3):
        h, dep = doc.head[j], doc.dep[j]
        if dep == "conj" and doc.pos[h] in {"NOUN", "PROPN"}:
            j = h
            continue
        if dep in {"dobj", "nsubjpass"} and is_verb(doc, h):
            kind = _light(doc, table.light, h)
            return (h, kind) if kind else (i, "")
        if dep == "pobj" and doc.dep[h] == "prep":
            v = doc.head[h]
            if is_verb(doc, v):
                kind = table.light.get(f"{doc.lemma[v]}_{doc.lower[h]}", "")
                return (v, kind) if kind else (i, "")
            if doc.pos[v] == "NOUN" and doc.lower[h] in {"of", "for", "on"} and doc.lemma[v] in _CONTAINERS:
                j = v
                continue
        if dep == "nsubj" and j == i and doc.lemma[h] in _HAPPENING and is_verb(doc, h):
            return h, ""
        return _participle(doc, table, i)
    return i, ""


_HAPPENING = frozenset("begin start continue resume end happen occur erupt stop break leave".split())


def _participle(doc: Document, table: Frames, i: int) -> tuple[int, str]:
    """A light verb that hangs on its noun: "an operation executed by coalition forces"."""
    for k in dependents(doc, i, "acl"):
        if doc.tag[k] == "VBN" and _light(doc, table.light, k) == "doer":
            return i, "by"
    return i, ""


_CONTAINERS = frozenset(
    "series wave number spate string responsibility round campaign barrage volley phase start end beginning halt "
    "type kind lot part hundred dozen score total".split()
)


def _light(doc: Document, light: Mapping[str, str], v: int) -> str:
    return next((light[w] for w in _with_particles(doc, v) if w in light), "")


def _adjective(doc: Document, table: Frames, i: int) -> Sketch | None:
    if doc.dep[i] not in {"acomp", "conj", "ROOT"} or doc.lemma[doc.head[i]] not in _COPULA:
        return None
    frame = table.adjectives[doc.lemma[i]][0]
    return Sketch(trigger=i, verb=doc.head[i], frame=frame, type=frame.type, span=(i, i), tokens=(i,))


def find_demands(doc: Document, table: Frames) -> list[Sketch]:
    """What a speaker says must be done, or calls a disgrace: "all parties must respect", "it is unacceptable that".

    Such words are a request or a reproach only when somebody says them; the caller drops those that nobody but the
    author says.

    Args:
        doc: the parsed report.
        table: the event frames.
    """
    ways = ((_demanded, table.verbs["demand"][0]), (_condemned, table.verbs["condemn"][0]))
    found = []
    for i, (lemma, lower) in enumerate(zip(doc.lemma, doc.lower, strict=True)):
        told = lemma in _SHAMEFUL or lemma in _NEEDED or lower == "must"
        for way, frame in ways if told and doc.body[i] else ():
            v = way(doc, i)
            if v is not None:
                found.append(
                    Sketch(
                        trigger=i, verb=v, frame=frame, type=frame.type, span=(i, i), tokens=(i,), demand=True
                    )
                )
    return found


def _condemned(doc: Document, i: int) -> int | None:
    """The copula of what a speaker calls unacceptable or horrific."""
    if doc.lemma[i] not in _SHAMEFUL:
        return None
    h = doc.head[i]
    if doc.dep[i] == "acomp" and doc.lemma[h] in _COPULA:
        return h
    if doc.dep[i] == "amod" and doc.dep[h] == "attr" and doc.lemma[doc.head[h]] in _COPULA:
        return doc.head[h]
    return None


_SHAMEFUL = frozenset(
    "unacceptable outrageous appalling deplorable abhorrent despicable unjustifiable inexcusable indefensible shameful "
    "disgraceful horrific heinous cowardly reprehensible intolerable unforgivable barbaric".split()
)


def _demanded(doc: Document, i: int) -> int | None:
    """The verb of what must be done."""
    if doc.lower[i] == "must" and doc.dep[i] == "aux" and is_verb(doc, doc.head[i]):
        return doc.head[i]
    if doc.lemma[i] in _NEEDED and doc.dep[i] == "acomp" and doc.lemma[doc.head[i]] == "be":
        clauses = (k for c in (i, doc.head[i]) for k in dependents(doc, c, "ccomp", "advcl"))
        return next((k for k in clauses if is_verb(doc, k)), None)
    return None


_NEEDED = frozenset(
    {"vital", "essential", "imperative", "crucial", "important", "critical", "necessary", "urgent"}
)
