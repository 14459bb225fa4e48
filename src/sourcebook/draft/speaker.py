"""Who says so? The speaker of what a trigger names, when it is not the author.

Two roads lead to a speaker. The first goes up the parse from the trigger and asks each governor whether what
hangs on it is told by somebody: "said that", ", the army said", "according to", "a finding that". The second
looks at the page: quotation marks with their "he said" before or behind, and "X said:" over what follows.
"""

from collections.abc import Callable
from typing import NamedTuple

from sourcebook.draft.attribution import (
    Attribution,
    AttributionCues,
    according,
    attribution_cues,
    is_content,
    is_infinitive,
    object_of,
    phrase,
    said,
)
from sourcebook.draft.quotations import passages
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document

__all__ = ["Attribution", "AttributionCues", "attribution_cues", "speaker_of"]

_STEPS = 16  # governors; deeper nesting than this is a parse gone wrong
_ASIDES = frozenset({"prep", "agent", "acl", "relcl", "parataxis", "advcl"})
_FRAMES = frozenset({"according", "by", "in", "per"})
_NOUN = frozenset({"NOUN", "PROPN"})
_FIRST_PERSON = frozenset({"i", "we"})
_BACKGROUND = frozenset({"since", "than"})


def speaker_of(doc: Document, trigger: int, cues: AttributionCues) -> Attribution | None:
    """Who tells a happening, when it is not the author.

    Args:
        doc: the parsed report.
        trigger: index of the token that names the happening. Where it is itself an act of speech, the speaker
            of that act is its actor and is not returned.
        cues: from `attribution_cues`.

    Returns:
        The innermost speaker, with those who quote him around it; None when the author says it himself.
    """
    found = _governing(doc, trigger, cues)
    if len(found) > 1:
        found = [a for a in found if a.holder] or found
        found.sort(key=lambda a: a.cue > trigger)  # "A said that it …, B reports": the tail tells the rest
    around = passages(doc, cues).over(trigger, loose=not found)
    if around:  # "I think" in a quotation: the one who is quoted
        found = [a for a in found if not a.holder or doc.lower[a.holder[1]] not in _FIRST_PERSON]
        if all(a.cue != around.cue and a.holder != around.holder for a in found):
            found.append(around)
    chain: Attribution | None = None
    for a in reversed(found):
        chain = Attribution(holder=a.holder, cue=a.cue, stance=a.stance, outer=chain)
    return chain


def _governing(doc: Document, trigger: int, cues: AttributionCues) -> list[Attribution]:
    """Speakers above the trigger in the parse, innermost first."""
    deps, heads, children = doc.dep, doc.head, doc.children
    found: list[Attribution] = []
    came, node, given = -1, trigger, False
    for _ in range(_STEPS):
        asides = [c for c in children[node] if deps[c] in _ASIDES and c != came]
        found += [a for c in asides if (a := _beside(doc, c, cues))]
        head = heads[node]
        if head == node:
            break
        if deps[node] == "prep" and doc.lower[node] in _BACKGROUND and doc.pos[came] in _NOUN:
            break
        if a := _above(doc, node, head, cues, given):
            found.append(a)
        given = given or _presupposed(doc, node, head, cues)
        came, node = node, head
    return found


# Verbs that bring about their object rather than take it for granted: demanded that they hold talks.
_OPENING = frozenset(
    {
        "allow",
        "be",
        "begin",
        "carry",
        "conduct",
        "continue",
        "do",
        "give",
        "have",
        "hold",
        "join",
        "launch",
        "let",
    }
    | {"make", "pay", "provide", "resume", "send", "set", "show", "sign", "stage", "start", "take"}
)


def _presupposed(doc: Document, node: int, head: int, cues: AttributionCues) -> bool:
    """Whether a word is taken for granted where its governor is demanded or promised: an end to the *war*."""
    dep, lemma = doc.dep[node], doc.lemma[head]
    if dep in {"relcl", "poss", "acl", "compound"}:
        return lemma not in cues.nouns
    if dep == "prep":
        return lemma not in cues.wills
    if dep not in {"dobj", "nsubj", "nsubjpass"} or doc.pos[head] != "VERB":
        return False
    return lemma not in cues.wills and lemma not in _OPENING


class _Link(NamedTuple):
    """One edge of the parse, from a word to its governor; `given`: the word is taken for granted there."""

    doc: Document
    node: int
    head: int
    cues: AttributionCues
    given: bool


def _above(doc: Document, node: int, head: int, cues: AttributionCues, given: bool) -> Attribution | None:
    """What the governor says about who tells it."""
    dep, lemma = doc.dep[node], doc.lemma[head]
    if dep in {"pobj", "pcomp"}:
        return _over_preposition(doc, head, cues, given)
    if lemma not in cues.known and lemma not in _OTHERS:
        return None
    link = _Link(doc, node, head, cues, given)
    for rule in _RULES.get(dep, ()):
        if a := rule(link):
            return a
    return None


def _told(at: _Link) -> Attribution | None:
    """Said that it happened."""
    doc, node, verb, cues = at.doc, at.node, at.head, at.cues
    stance = cues.verbs.get(doc.lemma[verb])
    if stance is None or not is_content(doc, node, verb, cues):
        return None
    return None if stance is not Stance.DENIES and _negated(doc, verb) else said(doc, verb, stance)


def _grounded(at: _Link) -> Attribution | None:
    """Found evidence that it happened."""
    doc, noun, cues = at.doc, at.head, at.cues
    stance = cues.verbs.get(doc.lemma[doc.head[noun]])
    return said(doc, doc.head[noun], stance) if stance and doc.lemma[noun] in _GROUNDS else None


def _assessed(at: _Link) -> Attribution | None:
    """The command's assessment is that it happened."""
    doc, node, verb, cues = at.doc, at.node, at.head, at.cues
    if doc.lemma[verb] != "be" or node < verb:
        return None
    nouns = [k for k in doc.children[verb] if doc.dep[k] == "nsubj" and doc.lemma[k] in cues.nouns]
    return _noun(doc, nouns[0], cues.nouns[doc.lemma[nouns[0]]]) if nouns else None


def _gone_on(at: _Link) -> Attribution | None:
    """Behind "and", what was told goes on: indicates that they left, and they may return."""
    doc, node, verb, cues = at.doc, at.node, at.head, at.cues
    kids = doc.children[node]
    if doc.lemma[verb] not in cues.quotative or not any(doc.tag[k] == "MD" for k in kids):
        return None
    pronoun = any(doc.dep[k] == "nsubj" and doc.pos[k] == "PRON" for k in kids)
    return said(doc, verb, cues.stance(doc.lemma[verb])) if pronoun else None


def _of_deed(at: _Link) -> Attribution | None:
    """Claimed, denied, confirmed the deed."""
    doc, verb, given = at.doc, at.head, at.given
    stance = _OF_DEEDS.get(doc.lemma[verb])
    return None if stance is None or given or _negated(doc, verb) else said(doc, verb, stance)


def _willed(at: _Link) -> Attribution | None:
    """Demanded, promised, threatened to do it."""
    doc, node, verb, cues, given = at
    lemma, dep = doc.lemma[verb], doc.dep[node]
    if given or lemma not in cues.wills or _negated(doc, verb):
        return None
    if (
        (dep == "dobj" and lemma not in cues.demanding)
        or (dep == "xcomp" and lemma == "seek")  # "seeks to unite" tells of no words
        or (dep == "ccomp" and node < verb)
        or (dep == "advcl" and not is_infinitive(doc, node))
    ):
        return None
    if lemma == "call" and not any(doc.lower[k] in {"on", "for", "upon"} for k in doc.children[verb]):
        return None
    a = said(doc, verb, cues.wills[lemma])
    return a if a.holder else None


def _behind_noun(at: _Link) -> Attribution | None:
    """A finding that it happened, a threat to do it."""
    doc, node, noun, cues, given = at
    stance = cues.nouns.get(doc.lemma[noun])
    wanted = given and doc.lemma[noun] in _WILLS
    return None if stance is None or node < noun or wanted else _noun(doc, noun, stance)


_RULES: dict[str, tuple[Callable[[_Link], Attribution | None], ...]] = {
    "ccomp": (_told, _grounded, _assessed, _willed, _behind_noun),
    "xcomp": (_told, _willed),
    "oprd": (_told,),
    "parataxis": (_told,),
    "advcl": (_told, _willed),
    "acl": (_grounded, _behind_noun),
    "relcl": (_grounded,),
    "conj": (_gone_on,),
    "dobj": (_of_deed, _willed),
    "nsubjpass": (_of_deed,),
}
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
_GROUNDS = frozenset({"evidence", "fact", "indication", "proof", "sign"})
_OTHERS = frozenset({*_OF_DEEDS, *_GROUNDS, "be"})
_WILLS = frozenset({"assurance", "call", "demand", "pledge", "promise", "proposal", "threat", "vow"})
_CLAIMING = frozenset({"accept", "acknowledge", "admit", "assume", "claim", "declare", "deny", "take"})
_ACCUSING = frozenset({("accuse", "of"), ("blame", "for"), ("charge", "with"), ("suspect", "of")})
_ASKING = frozenset({"for", "on", "to", "with"})


def _negated(doc: Document, verb: int) -> bool:
    """Whether a verb of speech is itself denied: has not said, nobody claimed."""
    for k in doc.children[verb]:
        if doc.dep[k] == "neg":
            return True
        if doc.dep[k] == "nsubj" and any(doc.lower[d] in {"no", "neither"} for d in (k, *doc.children[k])):
            return True
    return False


def _over_preposition(doc: Document, prep: int, cues: AttributionCues, given: bool) -> Attribution | None:
    """Accused of it, claimed responsibility for it, called for it, reports of it."""
    word, head = doc.lower[prep], doc.head[prep]
    lemma, above = doc.lemma[head], doc.head[head]
    if (lemma, word) in _ACCUSING or (doc.dep[head] == "dobj" and (doc.lemma[above], word) in _ACCUSING):
        verb = head if (lemma, word) in _ACCUSING else above  # the parse may hang "of" on the accused
        return None if given else said(doc, verb, Stance.ACCUSES)
    if lemma in {"responsibility", "credit"} and word == "for" and doc.dep[head] == "dobj":
        stance = Stance.DENIES if doc.lemma[above] == "deny" else Stance.CLAIMS_RESPONSIBILITY
        claimed = doc.lemma[above] in _CLAIMING and not _negated(doc, above)
        return said(doc, above, stance) if claimed else None
    if (
        word in _ASKING
        and doc.pos[head] == "VERB"
        and lemma in cues.wills
        and not (given or _negated(doc, head))
    ):
        a = said(doc, head, cues.wills[lemma])
        return a if a.holder else None
    if word in {"of", "for", "about"} and doc.pos[head] == "NOUN":
        return _behind_noun(_Link(doc, prep, head, cues, given))
    return None


def _noun(doc: Document, noun: int, stance: Stance) -> Attribution:
    """Whose finding, claim or demand it is: "a UN finding", "claims by the army", "his assurance"."""
    for c in doc.children[noun]:
        if doc.dep[c] == "poss" or (doc.dep[c] in {"compound", "nmod"} and doc.pos[c] == "PROPN"):
            return Attribution(holder=phrase(doc, c), cue=noun, stance=stance)
        if doc.dep[c] == "prep" and doc.lower[c] in {"by", "from"} and (o := object_of(doc, c)) >= 0:
            return Attribution(holder=phrase(doc, o), cue=noun, stance=stance)
    return Attribution(holder=None, cue=noun, stance=stance)


def _beside(doc: Document, c: int, cues: AttributionCues) -> Attribution | None:
    """A phrase that attributes what its governor says: "according to X", "as X reported"."""
    dep = doc.dep[c]
    if dep in {"prep", "agent"}:
        return according(doc, c, cues) if doc.lower[c] in _FRAMES else None
    lemma, kids = doc.lemma[c], doc.children[c]
    if dep in {"acl", "relcl"}:  # "an attack claimed by X"
        claimed = lemma == "claim" and any(doc.dep[k] == "agent" for k in kids)
        return said(doc, c, Stance.CLAIMS_RESPONSIBILITY) if claimed else None
    if lemma not in cues.verbs or any(doc.dep[k] == "ccomp" for k in kids):
        return None
    if dep == "advcl" and not any(doc.lower[k] == "as" for k in kids):
        return None
    if dep == "advcl" and _negated(doc, doc.head[c]):  # "did not leave, as some had predicted"
        return None
    a = said(doc, c, cues.verbs[lemma])
    return a if a.holder else None
