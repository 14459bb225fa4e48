"""How surely is it told? A happening's modality from the words that govern it in the parse.

From the trigger the walk goes up, governor by governor. At each clause it reads auxiliaries, negation, adverbs and the
word that opens the clause; at each step it asks whether the governor says that the thing is planned, doubted or denied.
The innermost word that speaks decides. The walk ends where the governed words stand for themselves: a relative clause,
a clause of result or reason, what somebody says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon, words
from sourcebook.model.claim import Modality
from sourcebook.model.text import Document

Found = tuple[Modality, int]
_SUBJECT = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
_CLAUSE = {"xcomp", "ccomp", "acl", "acomp", "oprd", "csubj", "csubjpass"}
_STEPS = 14  # governors; deeper nesting than this is a parse gone wrong
_LATER = {"until", "till", "before", "once", "after", "when", "as"}
_FINITE = {"VBD", "VBP", "VBZ"}
_FUTURE = (Modality.PLANNED, Modality.CONDITIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityCues:
    """The words that say how surely; see knowledge/lexicon/modality.toml for what each list holds."""

    auxiliaries: Mapping[str, Modality]
    adverbs: Mapping[str, Modality]
    modifiers: Mapping[str, Modality]
    marks: Mapping[str, Modality]
    governors: Mapping[str, Modality]
    objects: Mapping[str, Modality]
    prepositions: Mapping[str, Modality]
    light: frozenset[str]
    occur: frozenset[str]
    fulfilled: frozenset[str]
    means: frozenset[str]
    reported: frozenset[str]
    frequency: frozenset[str]
    nobody: frozenset[str]
    parts: frozenset[str]
    through: frozenset[str]
    infinitive: frozenset[str]
    ending: frozenset[str]


@cache
def modality_cues(project: Path | None = None) -> ModalityCues:
    """The word lists, with a project's own.

    Args:
        project: the project's folder, whose lexicon/modality.toml adds words.

    Raises:
        KnowledgeError: a value is no modality, or an entry no word in lower case.
    """
    raw = lexicon("modality", project)
    tables = {t: _modalities(raw[t], t) for t in _TABLES}
    arrays = {a: words(raw[a], where=f"modality.toml, {a!r},") for a in _ARRAYS}
    parts: dict[str, Any] = {**tables, **arrays}
    return ModalityCues(**parts)


_TABLES = ("auxiliaries", "adverbs", "modifiers", "marks", "governors", "objects", "prepositions")
_ARRAYS = (
    "light",
    "occur",
    "fulfilled",
    "means",
    "reported",
    "frequency",
    "nobody",
    "parts",
    "through",
    "infinitive",
    "ending",
)


def _modalities(table: Mapping[str, object], name: str) -> Mapping[str, Modality]:
    known = {m.value: m for m in Modality}
    for word, value in table.items():
        if value not in known:
            raise KnowledgeError(
                f"modality.toml, table {name!r}: {word!r} is {value!r}, which is no modality; "
                f"write one of {', '.join(known)}"
            )
    return {word: known[str(value)] for word, value in table.items()}


def modality_of(doc: Document, trigger: int, cues: ModalityCues) -> tuple[Modality, int | None]:
    """How surely the text tells a happening.

    Args:
        doc: the parsed report.
        trigger: index of the token that names the happening.
        cues: from `modality_cues`.

    Returns:
        The modality and the index of the word that says so; None when nothing but the plain telling does.
    """
    node, reach = trigger, _ALL
    for _ in range(_STEPS):
        found = _own(doc, node, cues, reach)
        if found is None:
            found, node, reach = _up(doc, node, cues, reach)
        if found:
            return found
        if node < 0:
            break
    return Modality.ASSERTED, None


_ALL, _OUTER, _LATER_ONLY = 0, 1, 2  # which of a governor's own cues still hold for the trigger
_STOP = -1
Step = tuple[Found | None, int, int]  # what was found; else the next governor (or _STOP) and what of it holds


def _own(doc: Document, node: int, cues: ModalityCues, reach: int) -> Found | None:
    """What a word's own dependents say about it."""
    if doc.pos[node] in {"NOUN", "PROPN"}:
        return _own_noun(doc, node, cues) if reach == _ALL else None
    found = _own_clause(doc, node, cues, reach)
    if found and reach == _LATER_ONLY and found[0] not in _FUTURE:
        return None
    return found


def _own_noun(doc: Document, node: int, cues: ModalityCues) -> Found | None:
    for c in doc.children[node]:
        dep = doc.dep[c]
        if dep == "det" and doc.lower[c] == "any" and doc.dep[node] in _SUBJECT:
            main = _own_clause(doc, doc.head[node], cues, _ALL)
            return (Modality.CONDITIONAL, c) if main and main[0] in _FUTURE else None
        if dep == "neg" or (dep == "det" and doc.lower[c] in cues.nobody):
            return Modality.NEGATED, c
        if dep in {"amod", "compound", "nmod"} and doc.lower[c] in cues.modifiers:
            return cues.modifiers[doc.lower[c]], c
        if dep == "advmod" and doc.lower[c] in cues.adverbs:
            return cues.adverbs[doc.lower[c]], c
    return None


@dataclass(slots=True)
class _Signs:
    """Dependents of one verb or adjective that say something, by what they are; -1 when there is none."""

    mark: int = -1
    condition: int = -1
    modal: int = -1
    have: int = -1
    negation: int = -1
    adverb: int = -1
    often: int = -1
    subject: int = -1


def _own_clause(doc: Document, node: int, cues: ModalityCues, reach: int) -> Found | None:
    s = _signs(doc, node, cues)
    if s.mark >= 0:
        if doc.lower[s.mark] == "if" and doc.dep[node] == "ccomp":  # asked if: whether
            return Modality.HEDGED, s.mark
        return cues.marks[doc.lower[s.mark]], s.mark
    if reach == _OUTER:
        return None
    loose = s.modal >= 0 or doc.tag[node] in {"VB", "VBP", "VBZ"}
    if s.condition >= 0 and loose:
        return Modality.CONDITIONAL, s.condition
    if s.often >= 0 and (
        doc.tag[node] in {"VBP", "VBZ"} or (s.modal >= 0 and doc.lower[s.modal] in {"would", "will"})
    ):
        return Modality.GENERIC, s.often
    if s.modal >= 0:
        return _modal(doc, s, cues)
    if s.negation >= 0:
        return Modality.NEGATED, s.negation
    return (cues.adverbs[doc.lower[s.adverb]], s.adverb) if s.adverb >= 0 else None


def _modal(doc: Document, s: _Signs, cues: ModalityCues) -> Found:
    word = doc.lower[s.modal]
    if word in {"should", "were", "had"} and 0 <= s.modal < s.subject and not _asks(doc, s.modal):
        return Modality.CONDITIONAL, s.modal
    if s.negation >= 0:
        return (Modality.HEDGED, s.modal) if word in {"may", "might"} else (Modality.NEGATED, s.negation)
    if s.have >= 0 and word in {"must", "would", "should"}:
        return (Modality.HEDGED if word == "must" else Modality.CONDITIONAL), s.modal
    if s.adverb >= 0 and cues.auxiliaries[word] is Modality.PLANNED:
        return cues.adverbs[doc.lower[s.adverb]], s.adverb
    return cues.auxiliaries[word], s.modal


def _signs(doc: Document, node: int, cues: ModalityCues) -> _Signs:
    s = _Signs()
    for c in doc.children[node]:
        dep, word = doc.dep[c], doc.lower[c]
        if dep == "aux":
            if word in cues.auxiliaries:
                s.modal = c
            elif word in {"have", "’ve", "'ve"}:
                s.have = c
        elif dep in {"neg", "preconj"} or (dep in {"advmod", "intj"} and word in cues.adverbs):
            if dep == "neg" or cues.adverbs.get(word, Modality.NEGATED) is Modality.NEGATED:
                s.negation = c
            else:
                s.adverb = c
        elif dep in _SUBJECT or dep == "dobj":
            s.subject = c if dep in _SUBJECT else s.subject
            if word in cues.nobody or any(
                doc.lower[k] in cues.nobody for k in doc.children[c] if doc.dep[k] == "det"
            ):
                s.negation = c
        elif dep == "mark" and word in cues.marks:
            s.mark = c
        elif dep == "advcl":
            s.condition = c if _conditional(doc, c, cues) else s.condition
        elif (dep == "advmod" and word in cues.frequency) or (dep in {"npadvmod", "prep"} and _habit(doc, c)):
            s.often = c
    return s


def _conditional(doc: Document, clause: int, cues: ModalityCues) -> bool:
    return any(
        (doc.dep[k] == "mark" and cues.marks.get(doc.lower[k]) is Modality.CONDITIONAL)
        or (doc.dep[k] == "aux" and doc.lower[k] == "should" and k == doc.edges[clause][0])
        for k in doc.children[clause]
    )


def _habit(doc: Document, c: int) -> bool:
    """Whether a phrase says "every year", "as a rule", "on a regular basis"."""
    if doc.dep[c] == "npadvmod":
        return any(doc.lower[k] in {"every", "each", "once", "twice"} for k in doc.children[c])
    return any(
        doc.lower[o] in {"rule", "routine", "habit", "basis", "matter", "times"}
        for o in doc.children[c]
        if doc.dep[o] == "pobj"
    ) and doc.lower[c] in {"as", "on", "at", "by"}


def _asks(doc: Document, i: int) -> bool:
    """Whether the token's sentence is a question."""
    first, after = doc.sentences[doc.sentence_of[i]]
    return any(doc.lower[k] == "?" for k in range(max(first, after - 3), after))


def _up(doc: Document, node: int, cues: ModalityCues, reach: int) -> Step:
    """What the governor says about a word, or where to look next."""
    dep, head = doc.dep[node], doc.head[node]
    if head == node:
        asked = reach == _ALL and _asks(doc, node)
        last = doc.sentences[doc.sentence_of[node]][1] - 1
        return ((Modality.QUESTION, last) if asked else None), _STOP, _ALL
    if doc.lemma[head] in cues.ending and dep in {"dobj", "xcomp", "nsubjpass"}:
        return None, _STOP, _ALL
    if dep == "prep":
        return None, head, _ALL
    if dep == "conj":
        than = [k for k in doc.children[head] if doc.dep[k] == "cc" and doc.lower[k] == "than" and k < node]
        if than:
            return (Modality.NEGATED, than[-1]), _STOP, _ALL
        if doc.tag[node] in _FINITE and doc.tag[head] in {
            "VB",
            "VBG",
        }:  # hung one verb too low: refused to go and threw
            return None, _STOP, _ALL
        return None, head, _ALL if reach == _ALL and _alike(doc, node, head) else _OUTER
    if dep in {"pobj", "pcomp"}:
        return _from_preposition(doc, node, head, cues)
    if dep in _CLAUSE:
        return _from_clause(doc, node, head, cues)
    if dep == "advcl":
        return _from_adverbial(doc, node, head, cues)
    if doc.pos[node] in {"NOUN", "PROPN", "NUM", "PRON"}:
        return _from_noun(doc, node, head, cues)
    return None, _STOP, _ALL


def _alike(doc: Document, node: int, head: int) -> bool:
    """Whether a second conjunct shares the first's auxiliaries and negation: no subject, helper or "but" of its own."""
    own = {doc.dep[k] for k in doc.children[node]}
    if own & {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}:
        return False
    if any(doc.dep[k] == "cc" and doc.lower[k] in {"but", "yet"} for k in doc.children[head]):
        return False
    nouns = {"NOUN", "PROPN"}
    return doc.tag[node] == doc.tag[head] or (doc.pos[node] in nouns and doc.pos[head] in nouns)


def _from_noun(doc: Document, node: int, head: int, cues: ModalityCues) -> Step:
    dep, lemma = doc.dep[node], doc.lemma[head]
    if dep in {"dobj", "attr", "nsubjpass"}:
        particle = next((doc.lower[k] for k in doc.children[head] if doc.dep[k] == "prt"), "")
        key = f"{lemma} {particle}" if particle else lemma
        if key in cues.objects:
            return _governed(doc, head, cues.objects[key], cues)
        return (None, head, _ALL) if lemma in cues.light else (None, _STOP, _ALL)
    if dep == "nsubj" and lemma in cues.occur:
        said = [k for k in doc.children[head] if doc.dep[k] == "acomp" and doc.lower[k] in cues.modifiers]
        return ((cues.modifiers[doc.lower[said[0]]], said[0]) if said else None), head, _ALL
    if dep == "compound" and lemma in cues.governors and doc.pos[head] == "NOUN":
        return _governed(doc, head, cues.governors[lemma], cues)
    return None, _STOP, _ALL


def _from_preposition(doc: Document, node: int, prep: int, cues: ModalityCues) -> Step:
    word, head = doc.lower[prep], doc.head[prep]
    adverb = [k for k in doc.children[prep] if doc.dep[k] == "advmod" and doc.lower[k] in cues.adverbs]
    if adverb:
        return (cues.adverbs[doc.lower[adverb[0]]], adverb[0]), _STOP, _ALL
    if word in cues.prepositions:
        return (cues.prepositions[word], prep), _STOP, _ALL
    if word == "of" and doc.lower[head] in {"instead", "case", "event"}:
        kind = Modality.NEGATED if doc.lower[head] == "instead" else Modality.CONDITIONAL
        return (kind, head), _STOP, _ALL
    if (
        doc.dep[head] == "dobj"
        and f"{doc.lemma[doc.head[head]]} {word}" in cues.objects
        and word in {"of", "with"}
    ):
        head = doc.head[head]  # accused X of it: hung on the accused
    key = f"{doc.lemma[head]} {word}"
    if key in cues.objects:
        return _governed(doc, head, cues.objects[key], cues)
    if doc.tag[node] == "VBG" and doc.lemma[head] in cues.governors and word in _OVER_DOING:
        return _governed(doc, head, cues.governors[doc.lemma[head]], cues)
    if word == "of" and any(doc.lower[k] in cues.nobody for k in doc.children[head] if doc.dep[k] == "det"):
        return (Modality.NEGATED, head), _STOP, _ALL
    if (word == "of" and doc.lemma[head] in cues.parts) or key in cues.through:
        return None, head, _ALL
    on = word in {"by", "on", "in"} and doc.tag[node] == "VBG" and doc.pos[head] == "VERB"
    return (None, head, _ALL) if on else (None, _STOP, _ALL)


_OVER_DOING = {"of", "to", "from", "for", "with", "on", "against", "about", "in"}


def _governed(doc: Document, head: int, kind: Modality, cues: ModalityCues) -> Step:
    """The verdict of a governing word, turned round when that word itself is negated."""
    if kind is Modality.ASSERTED:
        return None, head, _ALL
    s = _signs(doc, head, cues)
    if s.condition >= 0 and kind in {Modality.PLANNED, Modality.HEDGED}:
        return (Modality.CONDITIONAL, s.condition), _STOP, _ALL
    no = next(
        (k for k in doc.children[head] if doc.dep[k] == "det" and doc.lower[k] in cues.nobody), s.negation
    )
    if doc.dep[head] == "acomp" and no < 0:
        no = _signs(doc, doc.head[head], cues).negation
    if (
        no < 0
        and doc.dep[head] == "conj"
        and any(doc.lower[k] == "nor" for k in doc.children[doc.head[head]])
    ):
        no = _signs(doc, doc.head[head], cues).negation
    if no >= 0:
        return (Modality.HEDGED if kind is Modality.NEGATED else Modality.NEGATED, no), _STOP, _ALL
    return (kind, head), _STOP, _ALL


def _from_clause(doc: Document, node: int, head: int, cues: ModalityCues) -> Step:
    dep, lemma = doc.dep[node], doc.lemma[head]
    infinitive = any(doc.dep[k] == "aux" and doc.lower[k] == "to" for k in doc.children[node])
    full = any(doc.dep[k] in {"mark", "nsubj", "nsubjpass"} for k in doc.children[node])
    if dep == "acl" and not infinitive and not full and doc.tag[node] in {"VBG", "VBN"}:
        return None, _STOP, _ALL
    if (
        lemma in cues.reported
        and doc.tag[head] == "VBN"
        and any(doc.dep[k] == "auxpass" for k in doc.children[head])
    ):
        return _governed(doc, head, Modality.HEDGED, cues)
    if infinitive and (found := _idiom(doc, node, head)):
        return found, _STOP, _ALL
    governs = lemma in cues.governors and (infinitive or lemma not in cues.infinitive)
    if governs and dep == "ccomp" and node < head:  # "it left, it seems", but not "X left; Y vowed revenge"
        governs = cues.governors[lemma] is Modality.HEDGED
    if governs and dep not in {"csubj", "csubjpass"}:
        return _governed(doc, head, cues.governors[lemma], cues)
    if dep == "acl":
        no = [k for k in doc.children[head] if doc.dep[k] == "det" and doc.lower[k] in cues.nobody]
        if no:
            return (Modality.NEGATED, no[0]), _STOP, _ALL
        return ((Modality.PLANNED, head) if infinitive else None), _STOP, _ALL
    if dep == "ccomp" and lemma not in {"make", "let", "see", "have", "be", "help"}:
        return None, _STOP, _ALL
    return None, head, _ALL


def _idiom(doc: Document, node: int, head: int) -> Found | None:
    """Is to leave, has to leave, is going to leave, used to leave."""
    lemma, tag = doc.lemma[head], doc.tag[head]
    if doc.dep[node] != "xcomp":
        return None
    if (lemma == "be" and not any(doc.dep[k] in {"acomp", "attr"} for k in doc.children[head])) or (
        lemma == "have" and tag != "VBD" and doc.lower[head] != "had"
    ):
        return Modality.PLANNED, head
    if lemma == "go" and tag == "VBG":
        return Modality.PLANNED, head
    if lemma == "use" and tag in {"VBD", "VBN"} and not any(doc.dep[k] == "dobj" for k in doc.children[head]):
        passive = any(doc.dep[k] in {"auxpass", "nsubjpass"} for k in doc.children[head])
        return None if passive else (Modality.GENERIC, head)
    return None


def _from_adverbial(doc: Document, node: int, head: int, cues: ModalityCues) -> Step:
    to = opener = -1
    for k in doc.children[node]:
        if doc.dep[k] == "aux" and doc.lower[k] == "to":
            to = k
        elif doc.dep[k] in {"mark", "advmod"} and doc.lower[k] in _LATER and k <= doc.edges[node][0] + 1:
            opener = k
    if to >= 0:
        if doc.lemma[head] in cues.means or doc.lemma[node] in cues.fulfilled:
            return None, head, _ALL
        return (Modality.PLANNED, to), _STOP, _ALL
    if opener >= 0:
        main = _own_clause(doc, head, cues, _ALL)
        open_ended = main is not None and (main[0] in _FUTURE or main[0] is Modality.HEDGED)
        return ((Modality.CONDITIONAL, opener) if open_ended else None), _STOP, _ALL
    if doc.tag[node] in {"VBG", "VBN"} and not any(
        doc.dep[k] in {"mark", *_SUBJECT} for k in doc.children[node]
    ):
        return None, head, _LATER_ONLY
    return None, _STOP, _ALL
