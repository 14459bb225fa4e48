"""Which attack stands behind a toll? "Ten were killed when rebels raided the town", "the blast left two dead"."""

from collections.abc import Iterator, Mapping

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document

_HARMED = frozenset("kill wound injure die perish hurt maim murder martyr displace".split())
_UPROOTING = frozenset({"displace", "uproot"})


def cause_of(doc: Document, s: Sketch, by_token: Mapping[int, Sketch]) -> Sketch | None:
    """The attack that did the harm which a verb tells; None when none is told beside it.

    Args:
        doc: the parsed report.
        s: what the verb tells.
        by_token: sketches by the tokens that stand for them.
    """
    left = _left(doc, s, by_token)
    if left is not None:
        return left
    cause = _occasion(doc, s, by_token)
    return cause if cause is not None and agree(s, cause) else None


def agree(a: Sketch, b: Sketch) -> bool:
    """Whether nothing tells two happenings apart: the same doer, or one of them names none.

    Args:
        a: one telling.
        b: another.
    """
    if a.modality is not b.modality and not a.nominal and not b.nominal:
        return False
    x, y = set(a.role("actor")), set(b.role("actor"))
    if x and y and not x & y:
        return False
    return not (a.when and b.when and a.when.edtf != b.when.edtf)


def _left(doc: Document, s: Sketch, by_token: Mapping[int, Sketch]) -> Sketch | None:
    """The attack that left more than one sort of harm behind, whose second the parser takes for a clause of its own.

    So do the losses that somebody puts "at nine dead and twenty injured".
    """
    i = s.trigger
    counted = dependents(doc, i, "nsubj", "npadvmod")
    if doc.lemma[i] not in _HARMED or doc.tag[i] not in {"VBN", "VBD"} or not counted:
        return None
    t = doc.edges[counted[0]][0] - 1
    while t > 0 and doc.lower[t] in {"and", ","}:
        t -= 1
    verb = doc.head[t]
    verb = verb if doc.lemma[verb] == "leave" else doc.head[verb]  # "dead" may hang on whom it tells of
    losses = [k for k in dependents(doc, verb, "dobj") if doc.lemma[k] in _LOSSES]
    if (
        doc.lower[t] not in _STATES
        or not (doc.lemma[verb] == "leave" or losses)
        or dependents(doc, i, "aux", "auxpass", "dobj")
    ):
        return None
    causes = (by_token.get(k) for k in (*losses, verb, *dependents(doc, verb, "nsubj"), doc.head[verb]))
    return next((o for o in causes if o is not None and o.type is EventType.ASSAULT and o is not s), None)


_LOSSES = frozenset({"loss", "casualty"})
_STATES = frozenset("dead wounded injured hurt missing homeless".split())


def _occasion(doc: Document, s: Sketch, by_token: Mapping[int, Sketch]) -> Sketch | None:
    """The attack in which people were harmed or driven from home: in a clause with "when", or as the subject."""
    if doc.lemma[s.trigger] not in _HARMED:
        return None
    if doc.lemma[s.trigger] in _UPROOTING:
        doers = (by_token.get(k) for k in dependents(doc, s.trigger, "nsubj"))
        return next((o for o in doers if o and o.nominal and o.type is EventType.ASSAULT), None)
    if dependents(doc, s.trigger, "dobj", "agent") or s.role("actor"):
        return None
    joined = dependents(doc, s.trigger, "conj")
    joined += [k for j in joined for k in dependents(doc, j, "acl")]  # "and a dozen wounded when"
    harmed = [s.trigger, *(k for k in joined if doc.lemma[k] in _HARMED)]
    for v in (k for h in harmed for k in _clauses_of_time(doc, h)):
        cause = by_token.get(v)
        if cause is not None and cause.type is EventType.ASSAULT and v not in harmed:
            return cause
    return None


def _clauses_of_time(doc: Document, v: int) -> Iterator[int]:
    """Verbs of "when rebels attacked", which the parser may hang on "on Monday" before it."""
    over = [v, *dependents(doc, v, "npadvmod")]
    over += [o for p in dependents(doc, v, "prep") for o in dependents(doc, p, "pobj")]
    for k in (k for o in over for k in dependents(doc, o, "advcl", "relcl")):
        if any(doc.lower[w] in {"when", "as", "after"} for w in dependents(doc, k, "advmod", "mark")):
            yield k
