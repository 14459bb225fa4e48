"""How surely is it told? A happening's modality from the words that govern it in the parse.

From the trigger the walk goes up, governor by governor. At each clause it reads auxiliaries, negation,
adverbs and what opens the clause; at each step it asks whether the governor says that the thing is planned,
doubted or denied. The innermost word that speaks decides. The walk ends where the governed words stand for
themselves: a relative clause, a clause of result or reason, what somebody says.
"""

from collections.abc import Callable
from typing import NamedTuple

from sourcebook.draft.modality_clause import (
    FUTURE,
    SUBJECT,
    Found,
    asks,
    of_clause,
    of_noun,
    opened,
    says_no,
    signs,
    were_to,
)
from sourcebook.draft.modality_words import ModalityCues, modality_cues
from sourcebook.model.claim import Modality
from sourcebook.model.text import Document

__all__ = ["ModalityCues", "modality_cues", "modality_of"]

_STEPS = 14  # governors; deeper nesting than this is a parse gone wrong
_LATER = frozenset({"until", "till", "before", "once", "after", "when", "as"})
_FINITE = frozenset({"VBD", "VBZ"})
_OVER_DOING = frozenset({"of", "to", "from", "for", "with", "on", "against", "about", "in"})
_ALL, _OUTER, _LATER_ONLY = 0, 1, 2  # which of a governor's own cues still hold for the trigger


class Step(NamedTuple):
    """Where one step of the walk leads.

    Attributes:
        found: the verdict; None when there is none yet.
        next: the governor to look at next; -1 at the walk's end.
        reach: what of that governor's own cues still holds for the trigger.
    """

    found: Found | None = None
    next: int = -1
    reach: int = _ALL


_STOP = Step()


class _Link(NamedTuple):
    """One edge of the parse, from a word to its governor."""

    doc: Document
    node: int
    head: int
    cues: ModalityCues


def _say(kind: Modality, cue: int) -> Step:
    return Step((kind, cue))


def _on(head: int, reach: int = _ALL) -> Step:
    return Step(None, head, reach)


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


def _own(doc: Document, node: int, cues: ModalityCues, reach: int) -> Found | None:
    """What a word's own dependents say about it, as far as that still holds for the trigger."""
    if doc.pos[node] in {"NOUN", "PROPN"}:
        return of_noun(doc, node, cues) if reach == _ALL else None
    if reach == _OUTER:
        mark = signs(doc, node, cues).mark
        return opened(doc, node, mark, cues) if mark >= 0 else None
    found = of_clause(doc, node, cues)
    return None if found and reach == _LATER_ONLY and found[0] not in FUTURE else found


def _up(doc: Document, node: int, cues: ModalityCues, reach: int) -> Step:
    """What the governor says about a word, or where to look next."""
    dep, head = doc.dep[node], doc.head[node]
    if head == node:
        asked = reach == _ALL and asks(doc, node)
        return _say(Modality.QUESTION, doc.sentences[doc.sentence_of[node]][1] - 1) if asked else _STOP
    if dep == "conj":
        return _from_conjunct(doc, node, head, reach)
    if doc.lemma[head] in cues.ending and dep in {"dobj", "xcomp", "nsubjpass"}:
        return _STOP
    rule = _RULES.get(dep)
    return rule(_Link(doc, node, head, cues)) if rule else _STOP


def _from_conjunct(doc: Document, node: int, head: int, reach: int) -> Step:
    than = [k for k in doc.children[head] if doc.dep[k] == "cc" and doc.lower[k] == "than" and k < node]
    if than:
        return _say(Modality.NEGATED, than[-1])
    if doc.tag[node] in _FINITE and doc.tag[head] in {
        "VB",
        "VBG",
    }:  # hung one verb too low: refused to go and threw
        return _STOP
    return _on(head, _ALL if reach == _ALL and _alike(doc, node, head) else _OUTER)


def _alike(doc: Document, node: int, head: int) -> bool:
    """Whether a second conjunct shares the first's auxiliaries: no subject, helper or "but" of its own."""
    for k in doc.children[node]:
        if doc.dep[k] in {"nsubj", "nsubjpass", "aux", "auxpass", "expl"}:
            return False
    if any(doc.dep[k] == "cc" and doc.lower[k] in {"but", "yet"} for k in doc.children[head]):
        return False
    nouns = {"NOUN", "PROPN"}
    return doc.tag[node] == doc.tag[head] or (doc.pos[node] in nouns and doc.pos[head] in nouns)


def _governed(doc: Document, head: int, kind: Modality, cues: ModalityCues) -> Step:
    """The verdict of a governing word, turned round when that word itself is negated."""
    if kind is Modality.ASSERTED:
        return _on(head)
    s = signs(doc, head, cues)
    if s.condition >= 0 and kind in {Modality.PLANNED, Modality.HEDGED}:
        return _say(Modality.CONDITIONAL, s.condition)
    no = max(says_no(doc, head, cues), s.negation)
    above = doc.head[head]
    nor = doc.dep[head] == "conj" and any(doc.lower[k] == "nor" for k in doc.children[above])
    if no < 0 and (nor or doc.dep[head] == "acomp"):  # neither confirmed nor denied; is not ready to
        no = signs(doc, above, cues).negation
    if no < 0:
        return _say(kind, head)
    return _say(Modality.HEDGED if kind is Modality.NEGATED else Modality.NEGATED, no)


def _from_object(at: _Link) -> Step:
    """Demanded a truce, staged a protest, a strike was planned."""
    doc, head, cues = at.doc, at.head, at.cues
    lemma = doc.lemma[head]
    particle = next((doc.lower[k] for k in doc.children[head] if doc.dep[k] == "prt"), "")
    key = f"{lemma} {particle}" if particle else lemma
    if key in cues.objects:
        return _governed(doc, head, cues.objects[key], cues)
    return _on(head) if lemma in cues.light else _STOP


def _from_subject(at: _Link) -> Step:
    """The talks will resume, an attack is likely."""
    doc, head, cues = at.doc, at.head, at.cues
    if doc.lemma[head] not in cues.occur:
        return _STOP
    for k in doc.children[head]:
        if doc.dep[k] == "acomp" and doc.lower[k] in cues.modifiers:
            return _say(cues.modifiers[doc.lower[k]], k)
    return _on(head)


def _from_compound(at: _Link) -> Step:
    """A strike threat, an attack plan."""
    doc, head, cues = at.doc, at.head, at.cues
    kind = cues.governors.get(doc.lemma[head])
    return _governed(doc, head, kind, cues) if kind and doc.pos[head] == "NOUN" else _STOP


def _from_preposition(at: _Link) -> Step:
    """Without a fight, called for a truce, accused of firing, took part in a march."""
    doc, node, prep, cues = at
    word, head = doc.lower[prep], doc.head[prep]
    adverb = [k for k in doc.children[prep] if doc.dep[k] == "advmod" and doc.lower[k] in cues.adverbs]
    if adverb:
        return _say(cues.adverbs[doc.lower[adverb[0]]], adverb[0])
    if word in cues.prepositions:
        return _say(cues.prepositions[word], prep)
    if kind := _of_phrase(doc, word, head, cues):
        return _say(kind, head)
    above = doc.head[head]
    if word in {"of", "with"} and doc.dep[head] == "dobj" and f"{doc.lemma[above]} {word}" in cues.objects:
        head = above  # accused X of it: hung on the accused
    return _over_phrase(doc, node, word, head, cues)


def _of_phrase(doc: Document, word: str, head: int, cues: ModalityCues) -> Modality | None:
    """Instead of, in case of, no sign of."""
    if word != "of":
        return None
    if doc.lower[head] == "instead" or says_no(doc, head, cues) >= 0:
        return Modality.NEGATED
    return Modality.CONDITIONAL if doc.lower[head] in {"case", "event"} else None


def _over_phrase(doc: Document, node: int, word: str, head: int, cues: ModalityCues) -> Step:
    lemma, doing = doc.lemma[head], doc.tag[node] == "VBG"
    key = f"{lemma} {word}"
    kind = cues.objects.get(key)
    if kind is None and doing and word in _OVER_DOING:
        kind = cues.governors.get(lemma)
    if kind:
        return _governed(doc, head, kind, cues)
    part = word == "of" and lemma in cues.parts
    by_doing = doing and word in {"by", "on", "in"} and doc.pos[head] == "VERB"
    return _on(head) if part or by_doing or key in cues.through else _STOP


def _infinitive(doc: Document, node: int) -> int:
    return next((k for k in doc.children[node] if doc.dep[k] == "aux" and doc.lower[k] == "to"), -1)


def _from_complement(at: _Link) -> Step:
    """Plans to go, is believed to have gone, is to go, denied that they went."""
    doc, node, head, cues = at
    dep, lemma = doc.dep[node], doc.lemma[head]
    to = _infinitive(doc, node) >= 0
    passive = doc.tag[head] == "VBN" and any(doc.dep[k] == "auxpass" for k in doc.children[head])
    if passive and lemma in cues.reported:
        return _governed(doc, head, Modality.HEDGED, cues)
    if to and dep == "xcomp" and (kind := _idiom(doc, head)):
        return _say(kind, head)
    if lemma == "be" and node > head:  # it is likely that, it is vital to
        head = next((k for k in doc.children[head] if doc.dep[k] == "acomp"), head)
        lemma = doc.lemma[head]
    told = dep == "ccomp" and not to and lemma in cues.infinitive
    kind = None if told else cues.governors.get(lemma) or _with_particle(doc, head, cues)
    if dep == "ccomp" and node < head and kind is not Modality.HEDGED:
        kind = None  # "it left, it seems", but not "X left; Y vowed revenge"
    if kind:
        return _governed(doc, head, kind, cues)
    return _STOP if dep == "ccomp" and lemma not in _SMALL else _on(head)


def _with_particle(doc: Document, v: int, cues: ModalityCues) -> Modality | None:
    """What a verb and its particle make of the doing behind them: "ruled out sending troops"."""
    parts = (doc.lower[k] for k in doc.children[v] if doc.dep[k] == "prt")
    return next((kind for p in parts if (kind := cues.objects.get(f"{doc.lemma[v]} {p}"))), None)


_SMALL = frozenset({"make", "let", "see", "have", "be", "help"})  # made them leave, saw them go


def _idiom(doc: Document, head: int) -> Modality | None:
    """Is to leave, has to leave, is going to leave, used to leave."""
    if were_to(doc, head):
        return Modality.CONDITIONAL
    lemma, tag = doc.lemma[head], doc.tag[head]
    has = {doc.dep[k] for k in doc.children[head]}
    if lemma == "use" and tag in {"VBD", "VBN"} and not has & {"dobj", "auxpass", "nsubjpass"}:
        return Modality.GENERIC
    to_be = lemma == "be" and not has & {"acomp", "attr"}
    to_have = lemma == "have" and tag != "VBD" and doc.lower[head] != "had"
    return Modality.PLANNED if to_be or to_have or (lemma == "go" and tag == "VBG") else None


def _from_noun_clause(at: _Link) -> Step:
    """A plan to go, an allegation that they went; "troops fighting there" stands for itself."""
    doc, node, noun, cues = at
    to = _infinitive(doc, node) >= 0
    full = any(doc.dep[k] in {"mark", "nsubj", "nsubjpass"} for k in doc.children[node])
    if not to and not full and doc.tag[node] in {"VBG", "VBN"}:
        return _STOP
    lemma = doc.lemma[noun]
    kind = cues.governors.get(lemma) if to or lemma not in cues.infinitive else None
    if kind:
        return _governed(doc, noun, kind, cues)
    no = says_no(doc, noun, cues)
    if no >= 0:
        return _say(Modality.NEGATED, no)
    return _say(Modality.PLANNED, noun) if to else _STOP


def _from_adverbial(at: _Link) -> Step:
    """In order to go; until they go; killing three."""
    doc, node, head, cues = at
    to = _infinitive(doc, node)
    if to >= 0:
        done = doc.lemma[head] in cues.means or doc.lemma[node] in cues.fulfilled
        return _on(head) if done else _say(Modality.PLANNED, to)
    if doc.tag[node] == "VBG" and (kind := _with_particle(doc, head, cues)):
        return _governed(doc, head, kind, cues)
    openers = [k for k in doc.children[node] if doc.dep[k] in {"mark", "advmod"} and doc.lower[k] in _LATER]
    openers = [k for k in openers if k <= doc.edges[node][0] + 1]
    if openers:
        main = of_clause(doc, head, cues)
        open_ended = main is not None and (main[0] in FUTURE or main[0] is Modality.HEDGED)
        return _say(Modality.CONDITIONAL, openers[-1]) if open_ended else _STOP
    if (mark := _mark_before(doc, node, head, cues)) >= 0:
        return _say(Modality.CONDITIONAL, mark)
    own = any(doc.dep[k] == "mark" or doc.dep[k] in SUBJECT for k in doc.children[node])
    return _on(head, _LATER_ONLY) if doc.tag[node] in {"VBG", "VBN"} and not own else _STOP


def _mark_before(doc: Document, node: int, head: int, cues: ModalityCues) -> int:
    """The "if" of a first clause that the parser hung on the main verb; -1 when there is none."""
    marks = (k for k in doc.children[head] if doc.dep[k] == "mark" and k < node < head)
    return next((k for k in marks if cues.marks.get(doc.lower[k]) is Modality.CONDITIONAL), -1)


def _through(at: _Link) -> Step:
    return _on(at.head)


_RULES: dict[str, Callable[[_Link], Step]] = {
    "acl": _from_noun_clause,
    "acomp": _from_complement,
    "advcl": _from_adverbial,
    "attr": _from_object,
    "ccomp": _from_complement,
    "compound": _from_compound,
    "csubj": _through,
    "csubjpass": _through,
    "dobj": _from_object,
    "nsubj": _from_subject,
    "nsubjpass": _from_object,
    "oprd": _from_complement,
    "pcomp": _from_preposition,
    "pobj": _from_preposition,
    "prep": _through,
    "xcomp": _from_complement,
}
