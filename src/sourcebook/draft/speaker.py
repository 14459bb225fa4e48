"""Who says so? The speaker of what a trigger names, when it is not the author.

Two roads lead to a speaker. The first goes up the parse from the trigger and asks each governor whether what hangs on it
is told by somebody: "said that", ", the army said", "according to", "a finding that". The second looks at the page:
quotation marks with their "he said" before or behind, and "X said:" over the paragraphs that follow.
"""

from collections.abc import Iterator

from sourcebook.draft.attribution import (
    Attribution,
    AttributionCues,
    according,
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
    if any(a.holder for a in found):
        found = [a for a in found if a.holder]
    found.sort(key=lambda a: a.cue > trigger)  # "A said that it …, B reports": the tail tells the rest
    around = passages(doc, cues).over(trigger, loose=not found)
    if around:  # "I think" in a quotation: the one who is quoted
        found = [a for a in found if not a.holder or doc.lower[a.holder[1]] not in _FIRST_PERSON]
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
            if doc.dep[c] in _ASIDES and c != came and (a := _beside(doc, c, cues)):
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


_ASIDES = {"prep", "agent", "acl", "relcl", "parataxis", "advcl"}
_NOUN = {"NOUN", "PROPN"}
_FIRST_PERSON = {"i", "we"}
_BACKGROUND = {"since", "than"}
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
        return doc.lemma[head] not in cues.nouns
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
        return _over_preposition(doc, head, cues, given=given)
    if lemma not in cues.known and lemma not in _OTHERS:
        return None
    if dep in {"advcl", *_CONTENT} and lemma in cues.verbs and is_content(doc, node, head, cues):
        found = said(doc, head, cues.verbs[lemma])
        return None if found.stance is not Stance.DENIES and _negated(doc, head) else found
    if dep in {"acl", "ccomp", "relcl"} and lemma in _GROUNDS and doc.lemma[doc.head[head]] in cues.verbs:
        return said(doc, doc.head[head], cues.verbs[doc.lemma[doc.head[head]]])
    if (
        dep == "ccomp" and lemma == "be" and node > head
    ):  # "the command's assessment is that four were killed"
        noun = next(
            (k for k in doc.children[head] if doc.dep[k] == "nsubj" and doc.lemma[k] in cues.nouns), -1
        )
        return _noun(doc, noun, cues.nouns[doc.lemma[noun]]) if noun >= 0 else None
    if dep == "conj" and lemma in cues.quotative and _goes_on(doc, node):
        return said(doc, head, cues.verbs[lemma])
    if dep in {"dobj", "nsubjpass"} and lemma in _OF_DEEDS and not given:
        return None if _negated(doc, head) else said(doc, head, _OF_DEEDS[lemma])
    if (
        lemma in cues.wills
        and not given
        and (
            (dep == "xcomp" and lemma != "seek")  # "seeks to unite" tells of no words
            or (dep == "dobj" and lemma in cues.demanding)
            or (dep == "ccomp" and node > head)
            or (dep == "advcl" and _infinitive(doc, node))
        )
    ):
        return _willed(doc, head, cues, needs_preposition=lemma == "call")
    if dep in {"acl", "ccomp"} and lemma in cues.nouns and node > head and not (given and lemma in _WILLS):
        return _noun(doc, head, cues.nouns[lemma])
    return None


def _goes_on(doc: Document, node: int) -> bool:
    """Whether a clause behind "and" goes on with what was told: "indicates that they left, and they may return"."""
    kids = doc.children[node]
    modal = any(doc.dep[k] == "aux" and doc.tag[k] == "MD" for k in kids)
    return modal and any(doc.dep[k] == "nsubj" and doc.pos[k] == "PRON" for k in kids)


def _willed(
    doc: Document, verb: int, cues: AttributionCues, *, needs_preposition: bool = False
) -> Attribution | None:
    if needs_preposition and not any(doc.lower[k] in {"on", "for", "upon"} for k in doc.children[verb]):
        return None
    a = said(doc, verb, cues.wills[doc.lemma[verb]])
    return a if a.holder and not _negated(doc, verb) else None


def _negated(doc: Document, verb: int) -> bool:
    return any(
        doc.dep[k] == "neg"
        or (doc.dep[k] == "nsubj" and any(doc.lower[d] in {"no", "neither"} for d in (k, *doc.children[k])))
        for k in doc.children[verb]
    )


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
_GROUNDS = {"evidence", "fact", "indication", "proof", "sign"}
_OTHERS = {*_OF_DEEDS, *_GROUNDS, "be"}
_WILLS = {"assurance", "call", "demand", "pledge", "promise", "proposal", "threat", "vow"}
_CLAIMING = {"claim", "take", "accept", "assume", "admit", "declare", "acknowledge"}
_ACCUSING = {("accuse", "of"), ("charge", "with"), ("suspect", "of"), ("blame", "for")}
_ASKING = {"for", "on", "to", "with"}


def _over_preposition(doc: Document, prep: int, cues: AttributionCues, *, given: bool) -> Attribution | None:
    word, head = doc.lower[prep], doc.head[prep]
    if doc.dep[head] == "dobj" and (doc.lemma[doc.head[head]], word) in _ACCUSING:  # hung on the accused
        head = doc.head[head]
    lemma = doc.lemma[head]
    if (lemma, word) in _ACCUSING:
        return None if given else said(doc, head, Stance.ACCUSES)
    if lemma in {"responsibility", "credit"} and word == "for" and doc.dep[head] == "dobj":
        verb = doc.head[head]
        stance = Stance.DENIES if doc.lemma[verb] == "deny" else Stance.CLAIMS_RESPONSIBILITY
        claims = doc.lemma[verb] in {*_CLAIMING, "deny"} and not _negated(doc, verb)
        return said(doc, verb, stance) if claims else None
    if lemma in cues.wills and word in _ASKING and doc.pos[head] == "VERB" and not given:
        return _willed(doc, head, cues)
    if given and lemma in _WILLS:
        return None
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
        return according(doc, c, cues)
    if (
        dep in {"acl", "relcl"}
        and doc.lemma[c] == "claim"
        and any(doc.dep[k] == "agent" for k in doc.children[c])
    ):
        return said(doc, c, Stance.CLAIMS_RESPONSIBILITY)
    inserted = dep == "parataxis" or (
        dep == "advcl"
        and any(doc.lower[k] == "as" for k in doc.children[c] if doc.dep[k] in {"mark", "advmod", "prep"})
    )
    if inserted and _negated(doc, doc.head[c]) and dep == "advcl":  # "did not leave, as some had predicted"
        return None
    if inserted and doc.lemma[c] in cues.verbs and not any(doc.dep[k] == "ccomp" for k in doc.children[c]):
        a = said(doc, c, cues.verbs[doc.lemma[c]])
        return a if a.holder else None
    return None
