"""Which sketches are one happening, and which belong in the record?

A report names one happening more than once: "carried out a strike, killing X", "the attack". What adds words to a
happening already told is folded into it; what only alludes to one is kept as background.
"""

from sourcebook.draft.grammar import is_verb
from sourcebook.draft.sketch import Sketch
from sourcebook.model.claim import EventType, Modality, Phase
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

_RESULT = frozenset("kill wound injure destroy damage die hurt maim murder hit strike".split())
_CAUSE_PREPS = frozenset({"in", "by", "after", "during", "from", "when", "as"})
_PURPOSE_NOUNS = frozenset(
    "fight campaign effort effort battle war struggle operation plan strategy attempt bid mission ability aim goal".split()
)
_UNTOLD = frozenset({Modality.CONDITIONAL, Modality.QUESTION})
_VERBAL = frozenset(
    {
        EventType.REQUEST,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.REJECT,
        EventType.AGREE,
        EventType.CONSULT,
    }
)


def merge(doc: Document, cast: Cast, sketches: list[Sketch]) -> list[Sketch]:
    """Fold, change and drop sketches until each stands for one happening.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        sketches: filled, with modality, date and numbers; changed in place.

    Returns:
        Those that are kept, the alluded ones marked as background.
    """
    for s in sketches:
        _halted(s)
    kept = _folded(doc, sketches)
    kept = [s for s in kept if _told(doc, cast, s)]
    _coreferent(doc, kept)
    for s in kept:
        s.background = s.background or _alluded(doc, s, kept)
    return kept


def _halted(s: Sketch) -> None:
    """Attacks that are stopped are a step back: "have halted their attacks on Israel"."""
    if s.phase is Phase.STOP and s.type is EventType.ASSAULT:
        s.type, s.modes, s.phase = EventType.RETREAT, ("ceasefire",), None


def _folded(doc: Document, sketches: list[Sketch]) -> list[Sketch]:
    """Result verbs into their cause, cause nouns into their result."""
    by_token = {s.trigger: s for s in sketches}
    gone: set[int] = set()
    for s in sketches:
        other = _cause(doc, s, by_token)
        if other is not None and other.trigger not in gone and s.trigger not in gone:
            _fold(doc, s, into=other)
            gone.add(s.trigger)
    return [s for s in sketches if s.trigger not in gone]


def _cause(doc: Document, s: Sketch, by_token: dict[int, Sketch]) -> Sketch | None:
    """The sketch whose happening this one only carries on, when there is one."""
    if s.type is not EventType.ASSAULT:
        return None
    i, h = s.trigger, doc.head[s.trigger]
    if not s.nominal and doc.lemma[i] in _RESULT:
        if doc.dep[i] in {"advcl", "relcl", "acl", "conj", "xcomp"} and h != i:
            for t in _carried(doc, h, by_token):
                other = by_token[t]
                if other.type is EventType.ASSAULT and other.trigger != i and _same_doer(s, other):
                    if doc.dep[i] != "conj" or doc.lemma[other.trigger] in _RESULT or not s.role("recipient"):
                        return other
    if s.nominal and doc.dep[i] == "pobj" and doc.lower[h] in _CAUSE_PREPS and is_verb(doc, doc.head[h]):
        v = doc.head[h]
        while v not in by_token and doc.dep[v] == "conj":
            v = doc.head[v]
        other = by_token.get(v)
        if other and other.type is EventType.ASSAULT and doc.lemma[v] in _RESULT and _same_doer(s, other):
            return other
        v = doc.head[h]
        other = by_token.get(v)
        if other and other.type is EventType.ASSAULT and doc.lemma[v] in _RESULT and _same_doer(s, other):
            return other
    return None


def _carried(doc: Document, h: int, by_token: dict[int, Sketch]) -> list[int]:
    """Triggers that a governor stands for: itself, or the noun that it carries."""
    return [h] if h in by_token else [t for t, o in by_token.items() if o.verb == h]


def _same_doer(a: Sketch, b: Sketch) -> bool:
    x, y = set(a.role("actor")), set(b.role("actor"))
    return not x or not y or bool(x & y)


def _fold(doc: Document, s: Sketch, *, into: Sketch) -> None:
    for role in ("actor", "recipient", "victim"):
        into.give(role, s.role(role))
    if not into.frame.mutual:
        doers = into.role("actor")
        into.roles["recipient"] = tuple(r for r in into.role("recipient") if r not in doers)
    if into.place is None or (s.place and into.fineness == "country" and s.fineness != "country"):
        into.place, into.fineness = s.place or into.place, s.fineness or into.fineness
    into.when = into.when or s.when
    into.weapon = into.weapon or s.weapon
    into.modes = into.modes or s.modes or ((s.frame.mode,) if s.frame.mode else ())
    for slot, toll in s.tolls.items():
        into.tolls.setdefault(slot, toll)
    into.attribution = into.attribution or s.attribution
    into.tokens = (*into.tokens, *s.tokens)
    if doc.sentence_of[into.trigger] == doc.sentence_of[s.trigger]:
        first, last = min(into.span[0], s.span[0]), max(into.span[1], s.span[1])
        if doc.end[last] - doc.start[first] <= 260:  # noqa: PLR2004 - longer words prove nothing
            into.span = first, last


def _told(doc: Document, cast: Cast, s: Sketch) -> bool:
    """Whether enough is said to speak of a happening at all."""
    doer, done_to = bool(s.role("actor")), bool(s.role("recipient"))
    if s.frame.weak:
        return doer and (done_to or s.place is not None) or (s.nominal and done_to and s.place is not None)
    if s.nominal:
        return doer or done_to or s.place is not None or s.when is not None or bool(s.tolls)
    return (
        doer
        or done_to
        or (s.place is not None and s.type in {EventType.ASSAULT, EventType.TRANSITION})
        or bool(s.tolls)
    )


def _coreferent(doc: Document, sketches: list[Sketch]) -> None:
    """A definite noun that adds nobody new speaks of the happening before; it fills what that one lacks."""
    told: list[Sketch] = []
    for s in sketches:
        if s.nominal:
            earlier = next((t for t in reversed(told) if _same_happening(doc, s, t)), None)
            if earlier is not None:
                if earlier.place is None:
                    earlier.place, earlier.fineness = s.place, s.fineness
                earlier.when = earlier.when or s.when
                s.background = True
                continue
        told.append(s)


def _same_happening(doc: Document, s: Sketch, t: Sketch) -> bool:
    if s.type is not t.type or (not s.definite and s.verb != s.trigger):
        return False
    if s.when and t.when and s.when.edtf != t.when.edtf:
        return False
    if s.place and t.place and s.place != t.place and "country" not in {s.fineness, t.fineness}:
        return False
    for role in ("actor", "recipient"):
        mine, theirs = set(s.role(role)), set(t.role(role))
        if mine and theirs and not mine & theirs:
            return False
    if not s.definite:
        return bool(set(s.role("actor")) & set(t.role("actor"))) and bool(
            set(s.role("recipient")) & set(t.role("recipient"))
        )
    return not s.tolls


def _alluded(doc: Document, s: Sketch, all_of_them: list[Sketch]) -> bool:
    """Whether the words only allude: purposes, hypotheses, fights named in passing, what somebody asks for."""
    if s.modality in _UNTOLD:
        return True
    i = s.trigger
    if s.nominal and s.verb == i:
        h = doc.head[i]
        if doc.dep[i] == "pobj" and doc.lower[h] in {
            "in",
            "for",
            "of",
            "against",
            "from",
            "during",
            "since",
            "with",
            "to",
            "on",
        }:
            bare = not (s.when or s.tolls or s.place)
            if bare and not (s.role("actor") and s.role("recipient") and doc.lower[h] not in {"in"}):
                return True
            if doc.lemma[i] in _PURPOSE_NOUNS and not s.when:
                return True
    governor = _governing_sketch(doc, s, all_of_them)
    if governor is not None:
        if governor.type in _VERBAL and s.modality is not Modality.ASSERTED:
            return True
        if s.modality is Modality.PLANNED and not s.nominal and doc.dep[i] in {"advcl", "acl", "xcomp"}:
            return True
    return not s.nominal and s.modality is Modality.PLANNED and _purpose(doc, i)


def _purpose(doc: Document, i: int) -> bool:
    """An infinitive of purpose, or one that hangs on a noun ("the fight to defeat")."""
    to = any(doc.lower[k] == "to" and doc.dep[k] == "aux" for k in doc.children[i])
    return to and doc.dep[i] in {"acl", "advcl", "relcl"}


def _governing_sketch(doc: Document, s: Sketch, sketches: list[Sketch]) -> Sketch | None:
    by_token = {t: o for o in sketches if o is not s for t in (o.trigger, o.verb)}
    t = s.verb
    for _ in range(5):
        if doc.head[t] == t:
            return None
        t = doc.head[t]
        if t in by_token:
            return by_token[t]
    return None
