"""Does who comes to a place stay? "Entered the town and left" holds nothing; "briefly seized" is held for that day."""

from sourcebook.grammar import dependents, is_verb
from sourcebook.model.text import Document

_LEAVING = frozenset("leave withdraw retreat flee depart exit vacate abandon".split())
_LEAVING_WITH = {
    "pull": frozenset({"out", "back"}),
    "move": frozenset({"on", "out"}),
    "drive": frozenset({"off"}),
}
_OBJECTS = ("dobj", "oprd", "acomp", "ccomp", "dative", "xcomp")
_GROUND = frozenset("it they town city village area base camp place site compound district".split())
_SHORTLY = frozenset({"briefly", "momentarily", "temporarily", "fleetingly"})


def leaving(doc: Document, v: int) -> int | None:
    """The verb that says that who comes goes again: "entered the town and left", "raided it before withdrawing".

    Args:
        doc: the parsed report.
        v: the verb of coming or taking.
    """
    after = [k for k in dependents(doc, v, "conj") if not dependents(doc, k, "nsubj", "nsubjpass", "neg")]
    after += [
        k
        for p in dependents(doc, v, "prep", "advcl")
        for k in (p, *dependents(doc, p, "pcomp"))
        if _opened_by_before(doc, p, k)
    ]
    return next((k for k in after if is_verb(doc, k) and _leaves(doc, k)), None)


def shortly(doc: Document, v: int) -> bool:
    """Whether a verb says that it was for a short while: "briefly seized"."""
    return any(doc.lower[k] in _SHORTLY for k in dependents(doc, v, "advmod"))


def _opened_by_before(doc: Document, p: int, k: int) -> bool:
    """Whether a clause stands after "before": a preposition over a gerund, or a conjunction."""
    return doc.tag[k] == "VBG" and (
        doc.lower[p] == "before" or any(doc.lower[m] == "before" for m in dependents(doc, k, "mark", "prep"))
    )


def _leaves(doc: Document, k: int) -> bool:
    if any(doc.tag[o] == "MD" for o in dependents(doc, k, "aux")):
        return False
    if doc.lemma[k] in _LEAVING:
        return doc.lemma[k] != "leave" or all(doc.lemma[o] in _GROUND for o in dependents(doc, k, *_OBJECTS))
    particles = {doc.lower[m] for m in dependents(doc, k, "prt", "advmod", "prep")}
    return bool(_LEAVING_WITH.get(doc.lemma[k], frozenset()) & particles)
