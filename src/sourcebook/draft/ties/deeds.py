"""Ties that follow from what somebody did: who fights whom, who helps whom, who holds what place since."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sourcebook.draft.ties.scene import P, Scene, Tie
from sourcebook.grammar import is_verb
from sourcebook.model.claim import Claim, Event, EventType, Modality
from sourcebook.model.text import Document

_HELD = frozenset({Modality.ASSERTED, Modality.HEDGED, Modality.PLANNED})
MAY = frozenset({"could", "can", "may", "might", "would"})
_MEANS = frozenset({"arms", "training", "funds"})  # what backs a side; relief does not


def by_events(scene: Scene, events: Sequence[Claim]) -> list[tuple[Tie, Claim]]:
    """Ties that the events of a report show.

    Args:
        scene: the document and its cast.
        events: claims of events.

    Returns:
        Each tie with the claim that it follows from.
    """
    out: list[tuple[Tie, Claim]] = []
    for c in events:
        if isinstance(c.fact, Event) and c.modality in _HELD and not _merely_possible(scene, c):
            out += [(tie, c) for tie in _of_event(scene, c, c.fact)]
    return out


def _merely_possible(scene: Scene, c: Claim) -> bool:
    return c.cue is not None and c.cue.of(scene.doc.text).lower() in MAY


def _of_event(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    if e.type is EventType.ASSAULT and "abduct" not in e.mode:
        against = _pairs(scene, c, _sides(scene, e.actor), P.OPPOSED_TO, _sides(scene, e.recipient))
        return against + _together(scene, c, e)
    if e.type is EventType.AID and _MEANS.intersection(e.mode):
        return _pairs(scene, c, _sides(scene, e.recipient), P.BACKED_BY, _sides(scene, e.actor))
    if e.type is EventType.TRANSITION and c.modality is Modality.ASSERTED:
        return _grounds(scene, c, e)
    return []


_FEW = 3  # doers of one act; a longer list is a coalition's, and the act says little of each pair


def _together(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    """Two sides that do one act together; those who clash, and "either X or Y", are not together."""
    doers = _sides(scene, e.actor)
    if "clash" in e.mode and len(doers) == 2 and not _sides(scene, e.recipient):  # noqa: PLR2004 - each other
        return _pairs(scene, c, doers[:1], P.OPPOSED_TO, doers[1:])
    words = c.quote.of(scene.doc.text).lower().split()
    if not 1 < len(doers) <= _FEW or "clash" in e.mode or "or" in words or "and" not in words:
        return []
    return [
        tie for n, one in enumerate(doers) for tie in _pairs(scene, c, [one], P.ALLIED_WITH, doers[n + 1 :])
    ]


def _grounds(scene: Scene, c: Claim, e: Event) -> list[Tie]:
    places = [e.where.place] if e.where and _named_with(scene, c, e.where.place) else []
    if "control_gained" in e.mode:
        gained = _pairs(scene, c, _sides(scene, e.actor), P.CONTROLS, places)
        lost = _pairs(scene, c, _sides(scene, e.recipient), P.CONTROLS, places)
        for tie in gained:
            tie.since = e.when
        for tie in lost:
            tie.until = e.when
        against = _pairs(scene, c, _sides(scene, e.actor), P.OPPOSED_TO, _sides(scene, e.recipient))
        return gained + lost + against
    return []


def _named_with(scene: Scene, c: Claim, place: str) -> bool:
    """Whether a place stands in the clause that says it is taken, and not only in one around it."""
    doc, trigger = scene.doc, _token_at(scene, c)
    first, stop = doc.sentences[doc.sentence_of[trigger]]
    here = (t for t in range(first, stop) if place in scene.cast.at(t) and doc.lower[t] != "there")
    return any(_verb_above(doc, t) in {trigger, _verb_above(doc, trigger)} for t in here)


def _verb_above(doc: Document, t: int) -> int:
    while doc.head[t] != t and not is_verb(doc, t):
        t = doc.head[t]
    return t


def _sides(scene: Scene, ids: Iterable[str]) -> list[str]:
    return [i for i in ids if i in scene.cast.actors and scene.is_a(i, "side")]


def _pairs(scene: Scene, c: Claim, subjects: list[str], predicate: P, objects: list[str]) -> list[Tie]:
    token = _token_at(scene, c)
    return [
        Tie(subject=s, predicate=predicate, object=o, token=token, first=token, last=token)
        for s in subjects
        for o in objects
        if s != o
    ]


def _token_at(scene: Scene, c: Claim) -> int:
    at = c.fact.trigger.start if isinstance(c.fact, Event) else c.quote.start
    return max(0, bisect_right(scene.doc.start, at) - 1)
