"""How many were killed, wounded, missing, abducted or displaced in one event."""

from collections.abc import Iterator

from sourcebook.find.numbers import KEYS, NumberWords, TollMention, find_tolls, number_words
from sourcebook.model.claim import Expression, Toll
from sourcebook.model.text import Document

__all__ = ["KEYS", "NumberWords", "TollMention", "find_tolls", "number_words", "tolls_of"]


def tolls_of(
    doc: Document, trigger: int, tolls: list[TollMention], words: NumberWords | None = None
) -> dict[str, tuple[Toll, TollMention]]:
    """How many were killed, wounded, missing, abducted or displaced in one event.

    Args:
        doc: the parsed report.
        trigger: index of the token that names the event.
        tolls: from `find_tolls`.
        words: from `number_words`; ours when left out.

    Returns:
        The tolls that the event's own clause states, by key: killed, wounded, missing, abducted, displaced.
        Persons named one by one count one each, with `named` set.
    """
    words = words or number_words()
    sentence = doc.sentences[doc.sentence_of[trigger]]
    here = [m for m in tolls if sentence[0] <= m.first < sentence[1]]
    found: dict[str, tuple[Toll, TollMention]] = {}
    reach = _reach(doc, trigger, words)
    for node in reach:
        for key, heads in _harm(doc, node, words):
            if key not in found and (m := _sum([_count(doc, h, here) for h in heads])):
                found[key] = (m.toll, m)
    for m in here:
        for key in _stated(doc, m, reach, words):
            found.setdefault(key, (m.toll, m))
    return found


def _sum(parts: list[TollMention | None]) -> TollMention | None:
    known = [p for p in parts if p]
    if not known or len(known) == 1:
        return known[0] if known else None
    ends = [[getattr(p.toll, side) for p in known] for side in ("low", "best", "high")]
    low, best, high = (None if None in e else sum(e) for e in ends)
    kinds = {p.toll.expression for p in known}
    kind = kinds.pop() if len(kinds) == 1 else Expression.ABOUT
    toll = Toll(low=low, best=best, high=high, expression=kind)
    return TollMention(
        first=known[0].first,
        last=known[-1].last,
        noun=known[0].noun,
        toll=toll,
        named=all(p.named for p in known),
    )


def _count(doc: Document, head: int, here: list[TollMention]) -> TollMention | None:
    """How many a noun phrase is: its number, or one for a name and for "a soldier"."""
    for m in here:
        if m.noun == head or m.first <= head <= m.last:
            return m
    one = Toll(low=1, best=1, high=1)
    if doc.tag[head] == "NNP" and not (doc.words[head].isupper() and len(doc.words[head]) > 1):  # no acronym
        return TollMention(first=head, last=head, noun=head, toll=one, named=True)
    if doc.tag[head] == "NN":
        for k in doc.children[head]:
            if doc.lower[k] in {"a", "an", "another"}:
                return TollMention(first=k, last=head, noun=head, toll=one)
    return None


_DOWN = {
    "advcl",
    "conj",
    "xcomp",
    "ccomp",
    "acl",
    "relcl",
    "prep",
    "pcomp",
    "dobj",
    "appos",
    "attr",
    "oprd",
    "dep",
}
_PLACES = {"in", "by", "during", "from", "after", "following", "when", "of", "with", "as", "including"}


def _reach(doc: Document, trigger: int, words: NumberWords) -> list[int]:
    """Words whose counted belong to the event: the trigger, what governs it, the results hung on them."""
    tops = [trigger]
    node = trigger
    for _ in range(8):  # noun, preposition, light verb, result verb: never more links than these
        head, dep = doc.head[node], doc.dep[node]
        if head == node or not _climbs(doc, node, head, dep, words):
            break
        node = head
        tops.append(node)
    found: list[int] = []
    for top in tops:
        _gather(doc, top, words, found, 4)
    return found


def _climbs(doc: Document, node: int, head: int, dep: str, words: NumberWords) -> bool:
    """Whether the counted of a governor may belong to what hangs on it."""
    harm = doc.lemma[head] in words.verbs
    if dep == "pobj":
        return doc.lower[head] in _PLACES
    if dep in {"prep", "agent"}:
        carries = doc.lemma[head] in {*_RESULT, *_SUFFERING} or doc.pos[head] in {"NOUN", "NUM"}
        return harm or carries or _outcome(doc, head) is not None
    if dep in {"dobj", "nsubj", "nsubjpass", "attr", "csubj"}:
        return doc.pos[head] in {"VERB", "AUX"}
    if dep == "conj":  # wounded, beside killed; firing, beside shelling
        joined = harm and doc.lemma[node] in words.verbs and not _own_clause(doc, node)
        return joined or doc.pos[node] in {"NOUN", "NUM"}
    if dep == "advcl" and any(doc.lower[k] in {"while", "whereas"} for k in doc.children[node]):
        return False
    loose = dep == "acl" and doc.lemma[node] in words.verbs  # killed and 44 others injured: hung on "others"
    loose |= dep == "relcl" and any(doc.lower[k] in {"when", "after", "as"} for k in doc.children[node])
    return loose or (dep in {"advcl", "relcl", "acl"} and harm and doc.pos[node] in {"VERB", "AUX"})


_SUFFERING = {"receive", "suffer", "sustain"}
_RESULT = {"leave", "claim", "cost", "take", "result", "cause", "end"}


def _gather(doc: Document, node: int, words: NumberWords, found: list[int], depth: int) -> None:
    if node in found:
        return
    found.append(node)
    if depth == 0:
        return
    for k in doc.children[node]:
        dep = doc.dep[k]
        if dep not in _DOWN and not (dep == "nsubjpass" and doc.lemma[k] in _REMAINS):
            continue
        if dep == "conj" and (doc.lemma[k] not in words.verbs or _own_clause(doc, k)):
            continue
        verbal = doc.pos[k] in {"VERB", "AUX", "ADJ"}
        if (
            not verbal
            or doc.lemma[k] in words.verbs
            or doc.lemma[k] in _RESULT
            or doc.lower[k] in words.states
        ):
            _gather(doc, k, words, found, depth - 1)


_REMAINS = {"body", "corpse"}


def _own_clause(doc: Document, k: int) -> bool:
    """Whether a coordinated verb has a subject and, in the passive, an auxiliary of its own: "and two were hurt"."""
    below = {doc.dep[c] for c in doc.children[k]}
    return "nsubj" in below or {"nsubjpass", "auxpass"} <= below


def _harm(doc: Document, node: int, words: NumberWords) -> Iterator[tuple[str, list[int]]]:
    """What befell whom, by a verb of harm or a noun with "of"."""
    lemma = doc.lemma[node]
    if lemma in words.verbs and doc.pos[node] in {"VERB", "AUX", "ADJ"}:
        heads = [h for k in _victims(doc, node) for h in _conjuncts(doc, k)]
        if lemma in words.choosy:
            heads = [h for h in heads if doc.lemma[h] in words.people or doc.tag[h] == "CD"]
        if heads:
            yield words.verbs[lemma], heads
    elif (key := _outcome(doc, node)) and (heads := _victims(doc, node)):
        yield key, [h for k in heads for h in _conjuncts(doc, k)]
    elif lemma in words.nouns and doc.pos[node] in {"NOUN", "VERB"}:
        heads = [h for o in _after(doc, node, "of") for h in _conjuncts(doc, o)]
        if heads:
            yield words.nouns[lemma], heads
    elif lemma == "life" and doc.dep[node] == "dobj" and doc.lemma[doc.head[node]] in _RESULT:
        others = [k for k in doc.children[doc.head[node]] if doc.dep[k] in {"dative", "dobj"} and k != node]
        yield "killed", [*others, *_after(doc, node, "of"), node]
    elif lemma in words.states and doc.pos[node] == "NOUN" and (heads := _after(doc, node, "to")):
        yield words.states[lemma], heads  # injuries to 700 people
    elif lemma == "toll":
        verb = doc.head[node]
        yield "killed", [*_after(doc, node, "of"), *_after(doc, verb, "to"), *_after(doc, verb, "at"), verb]


def _left_as(doc: Document, verb: int) -> str | None:
    """What became of the object of "left a guard dead", which the parser may hang on the guard."""
    states = [k for k in doc.children[verb] if doc.dep[k] in {"oprd", "acomp"}]
    states += [k for o in doc.children[verb] if doc.dep[o] == "dobj" for k in doc.children[o] if k > o]
    return next((_LEFT[doc.lower[k]] for k in states if doc.lower[k] in _LEFT), None)


_LEFT = {
    "dead": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "hurt": "wounded",
    "missing": "missing",
}


def _outcome(doc: Document, node: int) -> str | None:
    """What a verb did by the word beside it: shot dead, beaten to death, received wounds."""
    if doc.pos[node] != "VERB":
        return None
    if doc.lemma[node] == "leave":
        return _left_as(doc, node)
    for k in doc.children[node]:
        if doc.lower[k] == "dead" or (doc.lower[k] == "to" and "death" in doc.lower[k + 1 : k + 2]):
            return None if doc.lemma[node] in _RESULT else "killed"
        if doc.dep[k] == "dobj" and doc.lower[k] in {"wounds", "injuries", "burns"}:
            return "wounded" if doc.lemma[node] in _SUFFERING else None
    return "killed" if doc.lower[node + 1 : node + 2] == ("dead",) and doc.lemma[node] == "shoot" else None


def _after(doc: Document, node: int, preposition: str) -> list[int]:
    return [
        o
        for k in doc.children[node]
        if doc.dep[k] == "prep" and doc.lower[k] == preposition
        for o in doc.children[k]
        if doc.dep[o] == "pobj"
    ]


_THEMSELVES = {"die", "perish", "drown", "flee"}


def _victims(doc: Document, verb: int) -> list[int]:
    kids = doc.children[verb]
    lives = doc.lemma[verb] == "lose" and any(doc.lower[k] in {"lives", "life"} for k in kids)
    if lives or doc.lemma[verb] in _THEMSELVES or doc.lemma[verb] in _SUFFERING:
        own = [k for k in kids if doc.dep[k] in {"nsubj", "nsubjpass"}]
    else:
        over = doc.children[doc.head[verb]] if doc.dep[verb] == "acomp" else ()
        own = [k for k in kids if doc.dep[k] == "nsubjpass"] or [k for k in over if doc.dep[k] == "nsubj"]
        own = own or [k for k in kids if doc.dep[k] == "dobj"]
    if not own and doc.tag[verb] == "VBG":  # killing and injuring some: the object stands behind the second
        own = [o for k in kids if doc.dep[k] == "conj" for o in doc.children[k] if doc.dep[o] == "dobj"]
    if own and doc.lower[own[0]] in {"who", "that", "which"}:
        return [doc.head[verb]] if doc.dep[verb] == "relcl" else []
    if not own and doc.tag[verb] == "VBN":
        if doc.dep[verb] == "acl":
            return [doc.head[verb]]
        if doc.dep[verb] == "conj" and doc.lemma[doc.head[verb]] not in _THEMSELVES:
            return [k for k in kids if doc.dep[k] in {"nsubj", "npadvmod"}]
    return own


def _conjuncts(doc: Document, i: int) -> list[int]:
    found = [i]
    for j in found:
        found += [
            k for k in doc.children[j] if doc.dep[k] == "conj" and doc.pos[k] != "VERB" and _adds(doc, k)
        ]
    return found


def _adds(doc: Document, k: int) -> bool:
    """Whether a conjunct is more people, not some of them told apart ("among them a commander")."""
    first = doc.edges[k][0]
    return doc.lower[first - 1] not in {"including", "them"} and doc.lower[k] not in {
        "second",
        "third",
        "fourth",
    }


_FILLERS = {
    "people",
    "persons",
    "others",
    "were",
    "are",
    "was",
    "been",
    "have",
    "has",
    "had",
    "also",
    "more",
    "left",
}
_FILLERS |= {
    "reported",
    "of",
    "them",
    "confirmed",
    "civilians",
    "men",
    "soldiers",
    "fighters",
    "some",
    "is",
    "being",
}


def _stated(doc: Document, m: TollMention, reach: list[int], words: NumberWords) -> Iterator[str]:
    """What a number says by the words beside it: 3 dead, 40 deaths, two dozen wounded, no injuries."""
    if not any(doc.edges[n][0] <= m.first <= doc.edges[n][1] for n in reach):
        return
    if m.noun is not None and m.noun > m.last - 1:
        lemma = doc.lemma[m.noun]
        if lemma in {"casualty", "loss"} and m.toll.high == 0:
            yield from ("killed", "wounded")
        elif lemma in words.states and lemma != "loss":
            yield words.states[lemma]
    if key := _after_number(doc, m, words) or _before_number(doc, m, words):
        yield key


def _after_number(doc: Document, m: TollMention, words: NumberWords) -> str | None:
    """3 dead; 44 others, including children, injured."""
    at, after = m.last + 1, doc.sentences[doc.sentence_of[m.first]][1]
    for _ in range(_FAR):
        if at < after and doc.words[at] == "," and doc.lower[at + 1 : at + 2] in {("including",), ("most",)}:
            at = next((k for k in range(at + 1, after) if doc.words[k] == ","), after) + 1
        if at >= after or doc.tag[at] == "CD":
            return None
        if doc.lower[at] in words.states and doc.tag[at] in _STATE_TAGS:
            return words.states[doc.lower[at]]
        if (
            doc.lower[at] not in _FILLERS
            and doc.words[at] not in "()"
            and doc.pos[at] not in {"NOUN", "ADJ", "ADV", "AUX", "PROPN", "DET"}
        ):
            return None
        at += 1
    return None


_FAR = 7  # words between a number and what became of the counted
_STATE_TAGS = {"VBN", "VBD", "JJ", "NN", "NNS", "VBP", "VB"}


def _before_number(doc: Document, m: TollMention, words: NumberWords) -> str | None:
    """Killing at least 3, wounding 12 others."""
    at = m.first - 1
    while at > 0 and doc.pos[at] in {"ADV", "DET"}:
        at -= 1
    lemma = doc.lemma[at] if at >= 0 else ""
    counted = m.noun is None or doc.lemma[m.noun] in words.people
    harms = lemma in words.verbs and lemma not in _THEMSELVES and doc.tag[at] in {"VBD", "VBG", "VBZ"}
    return words.verbs[lemma] if harms and (counted or lemma not in words.choosy) else None
