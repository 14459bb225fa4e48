"""Which happenings are named again that were told before?"""

from sourcebook.draft.headline import told_below
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents, patients
from sourcebook.model.claim import EventType, Toll
from sourcebook.model.text import Document
from sourcebook.model.when import When

BOTH = 2
"""Sides of a happening."""

# Nouns that name a happening without saying which; with "the" or "this" they point back.
_POINTING = frozenset(
    "attack strike assault violence incident offensive operation raid bombing bombardment shelling killing airstrike "
    "liberation capture seizure fall collapse ceasefire truce meeting talk clash fighting battle deal "
    "agreement protest  "
    "invasion withdrawal explosion blast shooting death atrocity war support violation visit".split()
)


_TOLL_VERBS = frozenset("kill wound injure die perish hurt".split())


def named_again(doc: Document, sketches: list[Sketch]) -> None:
    """A happening that was told before, named again without news, fills what the telling lacked and stays behind it.

    Args:
        doc: the parsed report.
        sketches: in their order; changed in place.
    """
    told: list[Sketch] = []
    for s in sketches:
        if s.points_back and (cause := _pointed_at(doc, s, told)):
            _add_victims(s, to=cause)
            s.background = True
            continue
        if (raid := _claimed(doc, s, told)) is not None:
            raid.give("claimant", s.role("claimant"))
            s.background = True
            continue
        if (deed := _led(doc, s, told)) is not None:
            deed.give("actor", s.role("actor"))
            s.background = True
            continue
        if (cause := _counted(doc, s, told)) is not None:
            _learn(cause, s)
            if not cause.role("recipient"):
                cause.give("recipient", s.role("recipient"))
            continue
        earlier = next((t for t in reversed(told[-_MEMORY:]) if t.type is s.type and _same(doc, s, t)), None)
        earlier = earlier or _announced(doc, s, told)
        if earlier is None:
            if not s.background:
                told.append(s)
            continue
        again = s
        if told_below(doc, earlier, s) or (
            earlier.nominal and not s.nominal and not s.background and _tells_more(s, earlier)
        ):
            told[told.index(earlier)] = s  # the clause tells; the noun before it only named
            earlier, again = s, earlier
        _learn(earlier, again)


def _announced(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The happening of the headline that a clause of the first lines tells."""
    return next((t for t in told[:_NEAR] if told_below(doc, t, s)), None)


def _tells_more(s: Sketch, earlier: Sketch) -> bool:
    """Whether a clause names a side that the noun before it left out."""
    bare = not earlier.role("actor") and not earlier.role("recipient")
    return bool(s.role("actor")) or (bare and bool(s.role("recipient")))


def _learn(earlier: Sketch, again: Sketch) -> None:
    """Fill what a telling lacks from where its happening is named again, and put that behind it."""
    if earlier.place is None or (
        earlier.fineness == "country" and again.place and again.fineness != "country"
    ):
        earlier.place, earlier.fineness = again.place or earlier.place, again.fineness or earlier.fineness
    earlier.when = earlier.when or again.when
    for slot, toll in again.tolls.items():
        earlier.tolls.setdefault(slot, toll)
    if again.nominal:
        earlier.give("recipient", tuple(r for r in again.role("recipient") if r not in earlier.role("actor")))
        if not earlier.role("actor"):
            earlier.give("actor", again.role("actor"))
    again.background = True


def _pointed_at(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The attack that "the death of X in the same attack" speaks of."""
    return next(
        (t for t in reversed(told) if t.type is s.type and t.tolls.get("killed") and _dates_agree(s.when, t.when)
         and doc.sentence_of[s.trigger] - doc.sentence_of[t.trigger] <= _NEAR), None
    )  # fmt: skip


_NEAR = 4  # sentences
_MEMORY = 200  # happenings that a later one may be named after; a report tells fewer, a dump of text more


def _claimed(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The attack by unnamed people for which somebody then claims responsibility: "the group claimed the raid"."""
    if not (s.nominal and s.definite and s.role("claimant")) or s.tolls:
        return None
    last = next((t for t in reversed(told) if t.type is s.type), None)
    if last is None or doc.sentence_of[s.trigger] - doc.sentence_of[last.trigger] > _NEAR:
        return None
    unnamed = all("@" in i for i in last.role("actor"))
    return last if unnamed and _dates_agree(s.when, last.when) and _places_agree(s, last) else None


def _led(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The attack just told of which a sentence only says who led it: "The assault was led by the G9"."""
    last = told[-1] if told else None
    if last is None or last.type is not s.type or not (s.nominal and s.definite) or s.tolls:
        return None
    near = doc.sentence_of[s.trigger] - doc.sentence_of[last.trigger] == 1
    led = doc.lemma[s.verb] in {"lead", "spearhead"} and not s.role("recipient") and not s.place
    if not (near and led and _dates_agree(s.when, last.when)):
        return None
    same = (t for t in told if doc.sentence_of[t.trigger] == doc.sentence_of[last.trigger])
    return next(t for t in same if t.type is s.type)  # "stormed the town and burnt houses": the storming


def _counted(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The attack just told whose dead a bare sentence counts: "Rebels raided the town. Ten people died."."""
    if s.nominal or doc.lemma[s.trigger] not in _TOLL_VERBS or not s.tolls or s.role("actor"):
        return None
    bare = len(s.tokens) == 1 and doc.dep[s.trigger] == "ROOT" and not s.place and s.background is False
    perfect = any(doc.lower[k] in {"have", "has"} for k in dependents(doc, s.trigger, "aux"))
    last = told[-1] if told else None
    if not bare or perfect or last is None or last.type is not s.type or last.modality is not s.modality:
        return None
    after = doc.sentence_of[s.trigger] - doc.sentence_of[last.trigger]
    paragraph = "\n" not in doc.text[doc.start[last.trigger] : doc.start[s.trigger]]
    news = not set(s.tolls) & set(last.tolls)
    return last if after == 1 and paragraph and news and _dates_agree(s.when, last.when) else None


def _add_victims(s: Sketch, *, to: Sketch) -> None:
    """Count the named dead of a further telling with those of the first."""
    new = tuple(r for r in s.role("recipient") if r not in to.role("recipient"))
    killed, before = s.tolls.get("killed"), to.tolls.get("killed")
    if new and killed and before and killed.best == len(new) and before.best == len(to.role("recipient")):
        total = before.best + killed.best
        to.tolls["killed"] = Toll(low=total, best=total, high=total)
    to.give("recipient", new)


def _same(doc: Document, s: Sketch, t: Sketch) -> bool:
    """Whether a sketch speaks of the happening that an earlier one tells."""
    if s.type is not t.type or s.demand or t.demand or s.phase is not t.phase:
        return False
    if _attempted(doc, t) and not _attempted(doc, s):
        return False
    if not _dates_agree(s.when, t.when) or not _places_agree(s, t) or not _sides_agree(s, t):
        return False
    if _killed_again(s, t):
        return True
    if any(t.tolls.get(k) not in {None, v} for k, v in s.tolls.items()):
        return False
    shared = sum(bool(set(s.role(r)) & set(t.role(r))) for r in ("actor", "recipient"))
    if s.type is EventType.TRANSITION:
        return _mode(s) == _mode(t) and (shared > 0 or (s.place is not None and s.place == t.place))
    if s.nominal and doc.lemma[s.trigger] in _POINTING:
        return _points_to(doc, s, t, shared)
    return _retold(doc, s, t) and shared > 0


def _attempted(doc: Document, s: Sketch) -> bool:
    """ "Tried to seize it": what is done after that is news."""
    return doc.dep[s.verb] == "xcomp" and doc.lemma[doc.head[s.verb]] in _TRYING


_TRYING = frozenset({"attempt", "try", "seek", "struggle", "move"})


def _killed_again(s: Sketch, t: Sketch) -> bool:
    """Nobody is killed twice: "when X was killed" is the strike that killed X and others."""
    killed = s.type is EventType.ASSAULT and "killed" in s.tolls and "killed" in t.tolls
    mine = s.role("recipient")
    return killed and bool(mine) and not s.role("actor") and set(mine) <= set(t.role("recipient"))


def _points_to(doc: Document, s: Sketch, t: Sketch, shared: int) -> bool:
    """Whether a noun such as "the attack" means the happening before."""
    bare = not s.role("actor") and not s.role("recipient")
    if s.definite and (bare or shared):
        return s.when is None or t.when is not None or shared > 0
    return _predicated(doc, s) or (shared == BOTH and s.when is None and not s.tolls)


def _retold(doc: Document, s: Sketch, t: Sketch) -> bool:
    """Whether a clause only says again, in the same word, what one before has said."""
    news = (s.when and not t.when) or (s.place and not t.place) or s.tolls
    said = s.nominal or not patients(doc, s.verb) or bool(s.role("recipient")) or s.place is not None
    same_word = doc.lemma[s.trigger] == doc.lemma[t.trigger]
    return same_word and not news and said and _nothing_new(s, t)


def _nothing_new(s: Sketch, t: Sketch) -> bool:
    return all(set(s.role(r)) <= set(t.role(r)) for r in ("actor", "recipient"))


def _predicated(doc: Document, s: Sketch) -> bool:
    """ "This was an indefensible attack": says what the happening before was."""
    v = doc.head[s.trigger]
    return doc.dep[s.trigger] == "attr" and any(
        doc.lower[k] in {"this", "it", "that", "these"} or doc.lemma[k] in _POINTING
        for k in dependents(doc, v, "nsubj")
    )


def _mode(s: Sketch) -> str | None:
    return s.modes[0] if s.modes else s.frame.mode


def _dates_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None:
        return True
    starts = a.first is None or b.last is None or a.first <= b.last
    ends = b.first is None or a.last is None or b.first <= a.last
    return starts and ends


def _places_agree(a: Sketch, b: Sketch) -> bool:
    return not (a.place and b.place and a.place != b.place and "country" not in {a.fineness, b.fineness})


def _sides_agree(a: Sketch, b: Sketch) -> bool:
    for role in ("actor", "recipient"):
        mine, theirs = set(a.role(role)), set(b.role(role))
        if mine and theirs and not mine & theirs:
            return False
    return True
