"""What a word's own dependents say: auxiliaries, negation, adverbs, what opens the clause."""

from dataclasses import dataclass

from sourcebook.draft.modality_words import ModalityCues
from sourcebook.knowledge.frames import frames
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document

Found = tuple[Modality, int]  # and the index of the word that says so

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
FUTURE = frozenset({Modality.PLANNED, Modality.CONDITIONAL})
_HAVE = frozenset({"have", "'ve", "’ve"})
_UNREAL = frozenset({"should", "were", "had"})
_TURNS = frozenset({"every", "each", "once", "twice"})
_RULES = frozenset({"rule", "routine", "habit", "basis", "matter", "times"})


def says_no(doc: Document, noun: int, cues: ModalityCues) -> int:
    """The "no" before a noun; -1 when there is none."""
    for k in doc.children[noun]:
        if doc.dep[k] == "det" and doc.lower[k] in cues.nobody:
            return k
    return -1


def of_noun(doc: Document, node: int, cues: ModalityCues) -> Found | None:
    """What a noun's own words say: no, alleged, planned, any, on a regular basis."""
    for c in doc.children[node]:
        dep, word = doc.dep[c], doc.lower[c]
        if dep == "det" and word == "any" and doc.dep[node] in SUBJECT:
            main = of_clause(doc, doc.head[node], cues)
            return (Modality.CONDITIONAL, c) if main and main[0] in FUTURE else None
        if dep == "neg" or (dep == "det" and word in cues.nobody):
            return Modality.NEGATED, c
        if dep in {"amod", "compound", "nmod"} and word in cues.modifiers:
            return cues.modifiers[word], c
        if dep == "acl" and cues.modifiers.get(word) is Modality.PLANNED:
            return Modality.PLANNED, c
        if dep == "advmod" and word in cues.adverbs:
            return cues.adverbs[word], c
        if dep == "prep" and _habit(doc, c):
            return Modality.GENERIC, c
    return None


@dataclass(slots=True)
class Signs:
    """Dependents of one verb or adjective that say something, by what they are; -1 when there is none."""

    mark: int = -1
    condition: int = -1
    modal: int = -1
    have: int = -1
    negation: int = -1
    adverb: int = -1
    often: int = -1
    subject: int = -1


def of_clause(doc: Document, node: int, cues: ModalityCues) -> Found | None:
    """What a verb's or adjective's own dependents say."""
    s = signs(doc, node, cues)
    if s.mark >= 0:
        return opened(doc, node, s.mark, cues)
    loose = s.modal >= 0 or doc.tag[node] in {"VB", "VBP", "VBZ"}
    if s.condition >= 0 and loose:
        return Modality.CONDITIONAL, s.condition
    if s.often >= 0 and _habitual(doc, node, s):
        return Modality.GENERIC, s.often
    if s.modal >= 0:
        return _modal(doc, s, cues)
    if s.negation >= 0:
        return Modality.NEGATED, s.negation
    return (cues.adverbs[doc.lower[s.adverb]], s.adverb) if s.adverb >= 0 else None


def opened(doc: Document, node: int, mark: int, cues: ModalityCues) -> Found:
    """What the word that opens a clause says; "asked if" is "asked whether"."""
    asked = doc.lower[mark] == "if" and doc.dep[node] == "ccomp"
    return (Modality.HEDGED if asked else cues.marks[doc.lower[mark]]), mark


def _habitual(doc: Document, node: int, s: Signs) -> bool:
    return doc.tag[node] in {"VBP", "VBZ"} or (s.modal >= 0 and doc.lower[s.modal] in {"would", "will"})


def _modal(doc: Document, s: Signs, cues: ModalityCues) -> Found:
    word = doc.lower[s.modal]
    if word in _UNREAL and s.modal < s.subject and not asks(doc, s.modal):  # "should they attack, …"
        return Modality.CONDITIONAL, s.modal
    if s.negation >= 0:
        return (Modality.HEDGED, s.modal) if word in {"may", "might"} else (Modality.NEGATED, s.negation)
    if s.have >= 0 and word in {"must", "would", "should"}:
        return (Modality.HEDGED if word == "must" else Modality.CONDITIONAL), s.modal
    if word == "would" and _imagined(doc, s.subject, cues):
        return Modality.CONDITIONAL, s.modal
    if s.adverb >= 0 and cues.auxiliaries[word] is Modality.PLANNED:
        return cues.adverbs[doc.lower[s.adverb]], s.adverb
    return cues.auxiliaries[word], s.modal


def _imagined(doc: Document, subject: int, cues: ModalityCues) -> bool:
    """Whether harm that nobody has done is the subject of "would": "an attack on the city would kill thousands"."""
    if subject < 0 or doc.lemma[doc.head[subject]] in cues.occur:
        return False  # "an offensive would begin in May" is announced
    if not any(f.type is EventType.ASSAULT for f in frames().nouns.get(doc.lemma[subject], ())):
        return False
    before = {doc.lower[k] for k in doc.children[subject] if doc.dep[k] in {"det", "poss"}}
    return before <= {"a", "an", "another", "such"} and doc.tag[subject] == "NN"


def signs(doc: Document, node: int, cues: ModalityCues) -> Signs:
    """Sorts a verb's or adjective's dependents by what they say."""
    s = Signs()
    for c in doc.children[node]:
        dep, word = doc.dep[c], doc.lower[c]
        if dep == "aux":
            s.modal = c if word in cues.auxiliaries else s.modal
            s.have = c if word in _HAVE else s.have
        elif dep in SUBJECT or dep == "dobj":
            s.subject = c if dep in SUBJECT else s.subject
            s.negation = c if word in cues.nobody or says_no(doc, c, cues) >= 0 else s.negation
        elif dep == "mark":
            s.mark = c if word in cues.marks else s.mark
        elif dep == "advcl":
            s.condition = c if _conditional(doc, c, cues) else s.condition
        else:
            _adverbial(doc, c, s, cues)
    return s


def _adverbial(doc: Document, c: int, s: Signs, cues: ModalityCues) -> None:
    dep, word = doc.dep[c], doc.lower[c]
    if dep in {"neg", "preconj"}:
        s.negation = c
    elif dep in {"advmod", "intj"}:
        if cues.adverbs.get(word) is Modality.NEGATED:
            s.negation = c
        elif word in cues.adverbs:
            s.adverb = c
        elif word in cues.frequency:
            s.often = c
    elif dep in {"npadvmod", "prep"} and _habit(doc, c):
        s.often = c


def were_to(doc: Document, clause: int) -> bool:
    """ "Were Turkey to invade, …": the verb that opens a condition without "if"."""
    return doc.lower[clause] == "were" and doc.dep[clause] == "advcl" and doc.edges[clause][0] == clause


def _conditional(doc: Document, clause: int, cues: ModalityCues) -> bool:
    if were_to(doc, clause):
        return True
    for k in doc.children[clause]:
        if doc.dep[k] == "mark" and cues.marks.get(doc.lower[k]) is Modality.CONDITIONAL:
            return True
        if doc.dep[k] == "aux" and doc.lower[k] == "should" and k == doc.edges[clause][0]:
            return True
    return False


def _habit(doc: Document, c: int) -> bool:
    """Whether a phrase says "every year", "as a rule", "on a regular basis"."""
    if doc.dep[c] == "npadvmod":
        return any(doc.lower[k] in _TURNS for k in doc.children[c])
    if doc.lower[c] not in {"as", "on", "at", "by"}:
        return False
    return any(doc.lower[o] in _RULES for o in doc.children[c] if doc.dep[o] == "pobj")


def asks(doc: Document, i: int) -> bool:
    """Whether the token's sentence is a question."""
    first, after = doc.sentences[doc.sentence_of[i]]
    return "?" in doc.words[max(first, after - 3) : after]
