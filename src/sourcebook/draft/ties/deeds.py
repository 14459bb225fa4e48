"""Ties that follow from what somebody did: who fights whom, who helps whom, who holds what place since."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from sourcebook.draft.headline import in_headline
from sourcebook.draft.raids import leaving, shortly
from sourcebook.draft.ties.scene import P, Scene, Tie
from sourcebook.grammar import dependents, is_verb, patients, prepositional
from sourcebook.model.claim import Claim, Event, EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.when import When

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
    days = {_token_at(scene, c): c.fact.when for c in events if isinstance(c.fact, Event)}
    for c in events:
        if isinstance(c.fact, Event) and c.modality in _HELD and not _merely_possible(scene, c):
            if c.background and in_headline(scene.doc, _token_at(scene, c)):
                continue  # what the headline only announced
            ties = _of_event(scene, c, c.fact)
            _until_left(scene, c, ties, days)
            out += [(tie, c) for tie in ties]
    return out


def _until_left(scene: Scene, c: Claim, ties: list[Tie], days: Mapping[int, When | None]) -> None:
    """Who takes a place and leaves it again holds it until then; "briefly seized" until the same day."""
    v = _token_at(scene, c)
    left = leaving(scene.doc, v)
    for tie in ties if left is not None or shortly(scene.doc, v) else ():
        if tie.predicate is P.CONTROLS and tie.until is None:
            tie.until = days.get(left, tie.since) if left is not None else tie.since


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


_COMING = frozenset({"enter"})  # who comes into a place may be driven out of it, or be there already
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
    taken = (
        e.where is not None
        and _named_with(scene, c, e.where.place)
        and not _site(scene, _token_at(scene, c))
        and not _only_around(scene, c, e.where.place)
    )
    places = [e.where.place] if e.where and taken else []
    if "control_gained" in e.mode and scene.doc.lemma[_token_at(scene, c)] not in _COMING:
        gained = _pairs(scene, c, _sides(scene, e.actor), P.CONTROLS, places)
        lost = _pairs(scene, c, _sides(scene, e.recipient), P.CONTROLS, places)
        for tie in gained:
            tie.since = e.when
        for tie in lost:
            tie.until = e.when
        against = _pairs(scene, c, _sides(scene, e.actor), P.OPPOSED_TO, _sides(scene, e.recipient))
        return gained + lost + against
    return []


def _site(scene: Scene, v: int) -> bool:
    """Whether only a site in a place is taken: "captured the headquarters in Goma"."""
    taken = patients(scene.doc, v)
    site = any(scene.has("ground.sites", scene.doc.lemma[t]) for t in taken)
    return site and not any(i in scene.cast.places for t in taken for i in scene.cast.at(t))


def _named_with(scene: Scene, c: Claim, place: str) -> bool:
    """Whether a place stands in the clause that says it is taken, and not only in one around it."""
    doc, trigger = scene.doc, _token_at(scene, c)
    first, stop = doc.sentences[doc.sentence_of[trigger]]
    here = [t for t in range(first, stop) if place in scene.cast.at(t) and doc.lower[t] != "there"]
    if doc.dep[trigger] == "relcl" and not {doc.head[trigger], *_named_after(doc, trigger)}.isdisjoint(here):
        return True  # "Gao, which fell to X"
    return any(_verb_above(doc, t) in {trigger, _verb_above(doc, trigger)} for t in here)


def _named_after(doc: Document, v: int) -> list[int]:
    """The names in "the town of X, which fell" of the noun that a relative clause hangs on."""
    return [o for word, o in prepositional(doc, doc.head[v]) if word == "of"]


def _only_around(scene: Scene, c: Claim, place: str) -> bool:
    """Whether a place only tells where the thing taken lies: "seized a town in North Kivu", "a base near Gao"."""
    doc, v = scene.doc, _token_at(scene, c)
    things = [o for o in dependents(doc, v, "dobj", "nsubjpass") if doc.pos[o] == "NOUN"]
    if not things or any(doc.lemma[o] in _SWAY for o in things):
        return False
    first, stop = doc.sentences[doc.sentence_of[v]]
    here = [t for t in range(first, stop) if place in scene.cast.heads.get(t, ())]
    return bool(here) and all(_around(doc, t, {v, *things}) for t in here)


def _around(doc: Document, t: int, anchors: set[int]) -> bool:
    """Whether a place stands behind a preposition of place that hangs on one of some words."""
    prep = doc.head[t]
    return doc.dep[t] == "pobj" and doc.lower[prep] in _AROUND and doc.head[prep] in anchors


_AROUND = frozenset({"in", "near", "outside", "inside", "around", "across", "within"})
_SWAY = frozenset({"control", "power", "rule"})


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
