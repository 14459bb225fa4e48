"""Who says so? The speaker of what a trigger names, when it is not the author.

Two roads lead to a speaker. The first goes up the parse from the trigger and asks each governor whether what hangs on it
is told by somebody: "said that", ", the army said", "according to", "a finding that". The second looks at the page:
quotation marks with their "he said" before or behind, and "X said:" over the paragraphs that follow.
"""

from collections.abc import Iterator

from sourcebook.draft.attribution import (
    Attribution,
    AttributionCues,
    attribution_cues,
    object_of,
    phrase,
    is_content,
    said,
)
from sourcebook.draft.quotations import passages
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document

__all__ = ["Attribution", "AttributionCues", "attribution_cues", "speaker_of"]

_CONTENT = {"ccomp", "xcomp", "oprd", "parataxis"}
_STEPS = 16  # governors; deeper nesting than this is a parse gone wrong


def speaker_of(doc: Document, trigger: int, cues: AttributionCues) -> Attribution | None:
    """Who tells a happening, when it is not the author.

    Args:
        doc: the parsed report.
        trigger: index of the token that names the happening. Where it is itself an act of speech, the speaker of that
            act is its actor and is not returned.
        cues: from `attribution_cues`.

    Returns:
        The innermost speaker, with those who quote him around it; None when the author says it himself.
    """
    found = list(_governing(doc, trigger, cues))
    around = passages(doc, cues).over(trigger, loose=not found)
    if around and all(a.cue != around.cue and a.holder != around.holder for a in found):
        found.append(around)
    chain: Attribution | None = None
    for a in reversed(found):
        chain = Attribution(holder=a.holder, cue=a.cue, stance=a.stance, outer=chain)
    return chain


def _governing(doc: Document, trigger: int, cues: AttributionCues) -> Iterator[Attribution]:
    """Speakers above the trigger in the parse, innermost first."""
    came, node, given = -1, trigger, False
    for _ in range(_STEPS):
        for c in doc.children[node]:
            if c != came and (a := _beside(doc, c, cues)):
                yield a
        head = doc.head[node]
        if head == node or (
            doc.dep[node] == "prep" and doc.lower[node] in _BACKGROUND and doc.pos[came] in _NOUN
        ):
            return
        if a := _above(doc, node, head, cues, given=given):
            yield a
        given = given or _presupposed(doc, node, head, cues)
        came, node = node, head


_NOUN = {"NOUN", "PROPN"}
_BACKGROUND = {"since", "after", "before", "during", "until", "till", "than", "amid", "following"}
_OPENING = {
    "do",
    "make",
    "take",
    "hold",
    "give",
    "carry",
    "stage",
    "launch",
    "start",
    "begin",
    "resume",
    "continue",
}
_OPENING |= {"conduct", "provide", "send", "allow", "sign", "set", "let", "have", "be", "pay", "join", "show"}


def _presupposed(doc: Document, node: int, head: int, cues: AttributionCues) -> bool:
    """Whether a word is taken for granted where its governor is demanded or promised: an end to the *war*."""
    dep = doc.dep[node]
    if dep in {"relcl", "poss", "acl", "compound"}:
        return True
    if dep == "prep":
        return doc.lemma[head] not in cues.wills
    return (
        dep in {"dobj", "nsubj", "nsubjpass"}
        and doc.pos[head] == "VERB"
        and not (doc.lemma[head] in cues.wills or doc.lemma[head] in _OPENING)
    )


def _above(doc: Document, node: int, head: int, cues: AttributionCues, *, given: bool) -> Attribution | None:
    """What the governor says about who tells it."""
    dep, lemma = doc.dep[node], doc.lemma[head]
    if dep in {"pobj", "pcomp"}:
        return _over_preposition(doc, head, cues)
    if dep in {"advcl", *_CONTENT} and lemma in cues.verbs and is_content(doc, node, head, cues):
        found = said(doc, head, cues.verbs[lemma])
        return None if found.stance is not Stance.DENIES and _negated(doc, head) else found
    if dep in {"dobj", "nsubjpass"} and lemma in _OF_DEEDS:
        return None if _negated(doc, head) else said(doc, head, _OF_DEEDS[lemma])
    if (
        lemma in cues.wills
        and not given
        and (
            dep in {"xcomp", "dobj"}
            or (dep == "ccomp" and node > head)
            or (dep == "advcl" and _infinitive(doc, node))
        )
    ):
        return _willed(doc, head, cues, needs_preposition=lemma == "call")
    if dep in {"acl", "ccomp"} and lemma in cues.nouns and node > head:
        return _noun(doc, head, cues.nouns[lemma])
    return None


def _willed(
    doc: Document, verb: int, cues: AttributionCues, *, needs_preposition: bool = False
) -> Attribution | None:
    if needs_preposition and not any(doc.lower[k] in {"on", "for", "upon"} for k in doc.children[verb]):
        return None
    a = said(doc, verb, cues.wills[doc.lemma[verb]])
    return a if a.holder and not _negated(doc, verb) else None


def _negated(doc: Document, verb: int) -> bool:
    return any(doc.dep[k] == "neg" for k in doc.children[verb])


# Verbs that tell of a deed named by a noun; the others ("condemned the attack") tell something about it.
_OF_DEEDS = {
    "acknowledge": Stance.CONFIRMS,
    "admit": Stance.CONFIRMS,
    "allege": Stance.ACCUSES,
    "claim": Stance.CLAIMS_RESPONSIBILITY,
    "confirm": Stance.CONFIRMS,
    "deny": Stance.DENIES,
    "report": Stance.STATES,
}
_CLAIMING = {"claim", "take", "accept", "assume", "admit", "declare", "acknowledge"}
_ACCUSING = {("accuse", "of"), ("charge", "with"), ("suspect", "of"), ("blame", "for")}
_ASKING = {"for", "on", "to", "with"}


def _over_preposition(doc: Document, prep: int, cues: AttributionCues) -> Attribution | None:
    word, head = doc.lower[prep], doc.head[prep]
    lemma = doc.lemma[head]
    if (lemma, word) in _ACCUSING:
        return said(doc, head, Stance.ACCUSES)
    if lemma in {"responsibility", "credit"} and word == "for" and doc.dep[head] == "dobj":
        verb = doc.head[head]
        stance = Stance.DENIES if doc.lemma[verb] == "deny" else Stance.CLAIMS_RESPONSIBILITY
        return said(doc, verb, stance) if doc.lemma[verb] in {*_CLAIMING, "deny"} else None
    if lemma in cues.wills and word in _ASKING and doc.pos[head] == "VERB":
        return _willed(doc, head, cues)
    if lemma in cues.nouns and doc.pos[head] == "NOUN" and word in {"of", "for", "about"}:
        return _noun(doc, head, cues.nouns[lemma])
    return None


def _noun(doc: Document, noun: int, stance: Stance) -> Attribution | None:
    """Whose finding, claim or demand it is: "a UN finding", "claims by the army", "his assurance"."""
    for c in doc.children[noun]:
        if doc.dep[c] == "poss" or (doc.dep[c] in {"compound", "nmod"} and doc.pos[c] == "PROPN"):
            return Attribution(holder=phrase(doc, c), cue=noun, stance=stance)
        if doc.dep[c] == "prep" and doc.lower[c] in {"by", "from"} and (o := object_of(doc, c)) >= 0:
            return Attribution(holder=phrase(doc, o), cue=noun, stance=stance)
    return Attribution(holder=None, cue=noun, stance=stance)


def _infinitive(doc: Document, node: int) -> bool:
    return any(doc.dep[k] == "aux" and doc.lower[k] == "to" for k in doc.children[node])


def _beside(doc: Document, c: int, cues: AttributionCues) -> Attribution | None:
    """A phrase that attributes what its governor says: "according to X", "he said" put in, "as X reported"."""
    dep = doc.dep[c]
    if dep in {"prep", "agent"}:
        return _according(doc, c, cues)
    inserted = dep == "parataxis" or (
        dep == "advcl"
        and any(doc.lower[k] == "as" for k in doc.children[c] if doc.dep[k] in {"mark", "advmod", "prep"})
    )
    if inserted and doc.lemma[c] in cues.verbs and not any(doc.dep[k] == "ccomp" for k in doc.children[c]):
        a = said(doc, c, cues.verbs[doc.lemma[c]])
        return a if a.holder else None
    return None


def _according(doc: Document, c: int, cues: AttributionCues) -> Attribution | None:
    word = doc.lower[c]
    if word == "according":
        to = next((k for k in doc.children[c] if doc.lower[k] == "to"), c)
        o = object_of(doc, to)
    elif word in {"by", "in", "per"}:
        o = object_of(doc, c)
        if o < 0 or doc.lemma[o] not in cues.measures:
            return None
    else:
        return None
    if o < 0:
        return None
    if doc.lemma[o] in cues.measures:
        inner = [k for k in doc.children[o] if doc.dep[k] == "poss"]
        inner += [x for k in doc.children[o] if doc.lower[k] == "of" and (x := object_of(doc, k)) >= 0]
        if not inner and word != "according":
            return None
        o = inner[0] if inner else o
    return Attribution(holder=phrase(doc, o), cue=c, stance=Stance.STATES)
