"""Which sketches are one happening? What adds words to a happening already sketched is folded into it.

A report names one happening more than once within a sentence: "carried out a strike, killing X", "a missile strike
targeted the airport", "shelling and airstrikes", "mobilised to attack". Those become one sketch, with the words of all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sourcebook.draft.causes import agree, cause_of
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents, is_passive, is_verb
from sourcebook.model.claim import EventType, Phase
from sourcebook.model.text import Document

_RESULT = frozenset(
    "kill wound injure destroy damage die hurt maim murder hit strike blast cause leave lose behead".split()
)
_CAUSE_PREPS = frozenset({"in", "by", "after", "during", "from", "when", "as"})
_LONG = 260  # characters; longer words prove nothing
_APART = frozenset({"while", "whereas", "although", "though"})
_PASSED = frozenset({"pobj", "prep", "pcomp", "dobj", "ccomp", "conj", "acl"})


@dataclass(slots=True)
class Web:
    """Sketches by the tokens that stand for them; a folded one points to what it was folded into."""

    doc: Document
    by_token: dict[int, Sketch]

    @classmethod
    def of(cls, doc: Document, sketches: Iterable[Sketch]) -> "Web":
        """The web of a report's sketches."""
        web = cls(doc=doc, by_token={})
        for s in sketches:
            web.by_token.setdefault(s.verb, s)
        for s in sketches:
            web.by_token[s.trigger] = s
        return web

    def above(self, s: Sketch, steps: int = 5) -> Sketch | None:
        """The nearest other sketch that governs this one."""
        t = s.verb
        for _ in range(steps):
            h = self.doc.head[t]
            if h == t:
                return None
            other = self.by_token.get(h)
            if other is not None and other is not s:
                return other
            t = h
        return None


def fold(doc: Document, sketches: list[Sketch]) -> list[Sketch]:
    """Fold sketches of one happening into one.

    Args:
        doc: the parsed report.
        sketches: filled; changed in place.

    Returns:
        Those that remain, in their order.
    """
    web = Web.of(doc, sketches)
    gone: set[int] = set()
    for s in sketches:
        into = next((o for o in _homes(web, s) if o is not s and o.trigger not in gone), None)
        if into is None:
            continue
        _join(doc, s, into=into)
        gone.add(s.trigger)
        for token in s.tokens:
            web.by_token[token] = into
    kept = [s for s in sketches if s.trigger not in gone]
    for s in kept:
        _halted(s)
    return kept


def _halted(s: Sketch) -> None:
    """Attacks that are stopped are a step back: "have halted their attacks on Israel"."""
    if s.phase is Phase.STOP and s.type is EventType.ASSAULT:
        s.type, s.modes, s.phase = EventType.RETREAT, ("ceasefire",), None


def _homes(web: Web, s: Sketch) -> Iterator[Sketch]:
    """Sketches that this one may be folded into, likeliest first."""
    if s.demand:
        return
    if s.nominal:
        yield from _noun_homes(web, s)
    else:
        yield from _verb_homes(web, s)


def _noun_homes(web: Web, s: Sketch) -> Iterator[Sketch]:
    doc, i = web.doc, s.trigger
    h, dep = doc.head[i], doc.dep[i]
    other = web.by_token.get(h)
    if (
        dep == "conj"
        and other
        and other.nominal
        and other.type is s.type
        and agree(s, other)
        and not _own(s, other)
    ):
        yield other
    if (
        dep in {"dobj", "nsubj", "nsubjpass"}
        and other
        and not other.nominal
        and other.type is s.type
        and agree(s, other)
    ):
        yield other
    if s.type is EventType.ASSAULT and dep == "pobj" and doc.lower[h] in _CAUSE_PREPS:
        v = doc.head[h]
        cause = web.by_token.get(v) or (
            web.by_token.get(doc.head[v]) if doc.dep[v] in {"conj", "acl"} else _object(web, v)
        )
        if cause and cause.type is EventType.ASSAULT and _is_result(doc, cause) and agree(s, cause):
            yield cause


def _object(web: Web, v: int) -> Sketch | None:
    """The happening that a verb's object names: "avenged his death in a drone strike"."""
    return next((web.by_token[k] for k in dependents(web.doc, v, "dobj") if k in web.by_token), None)


def _own(s: Sketch, other: Sketch) -> bool:
    """Whether a coordinated noun has a place, date or victim of its own ("the attack in A and the bombs in B")."""
    if (s.place and s.place != other.place) or (s.when and s.when != other.when):
        return True
    return bool(set(s.role("recipient")) - set(other.role("recipient")) and other.role("recipient"))


def _is_result(doc: Document, s: Sketch) -> bool:
    return doc.lemma[s.trigger] in _RESULT or (
        s.nominal and doc.lemma[s.trigger] in {"death", "casualty", "killing"}
    )


def _verb_homes(web: Web, s: Sketch) -> Iterator[Sketch]:
    doc, i = web.doc, s.trigger
    h, dep = doc.head[i], doc.dep[i]
    other = web.by_token.get(h)
    if cause := cause_of(doc, s, web.by_token):
        yield cause
    if s.type is EventType.ASSAULT:
        yield from _harm_homes(web, s)
    if other is None:
        if (
            dep == "pcomp"
            and doc.head[h] in web.by_token
            and web.by_token[doc.head[h]].trigger == doc.head[h]
        ):
            above = web.by_token[doc.head[h]]
            if doc.pos[above.trigger] == "ADJ" or above.state:
                yield above  # "committed to supporting"
            elif doc.lower[h] == "by" and above.type is s.type:
                yield above  # "retaliated by shelling"
        return
    if (
        dep in {"xcomp", "advcl"}
        and other.type is EventType.MOBILIZE
        and s.type is EventType.ASSAULT
        and _infinitive(doc, i)
    ):
        yield other  # "mobilised to attack"
    if dep == "xcomp" and other.type is s.type and agree(s, other):
        yield other


def _harm_homes(web: Web, s: Sketch) -> Iterator[Sketch]:
    """The attack whose result a verb of harm tells; the harm that a gerund does ("shelling the town killed six")."""
    doc, i = web.doc, s.trigger
    h, dep = doc.head[i], doc.dep[i]
    apart = any(doc.lower[k] in _APART for k in dependents(doc, i, "mark"))
    if doc.lemma[i] in _RESULT and dep in {"advcl", "relcl", "acl", "conj", "xcomp"} and not apart:
        cause = _up(web, i)
        if cause and cause.type is EventType.ASSAULT and agree(s, cause) and _carries_on(doc, s, cause):
            yield cause
    if dep == "conj" and doc.tag[i] == doc.tag[h] == "VBG" and doc.dep[h] == "advcl":
        attack = web.by_token.get(doc.head[h])  # "attacked the village, burning homes and killing ten"
        if attack and attack.type is s.type and doc.lemma[i] in _RESULT and agree(s, attack):
            yield attack
    if dep == "acl" and doc.tag[i] == "VBG" and h == i - 1:  # "rebel shelling of the airport wounded six"
        h, dep = doc.head[h], doc.dep[h]
    result = web.by_token.get(h) if dep in {"nsubj", "csubj"} else None
    if result and result.type is s.type and _is_result(doc, result) and agree(s, result):
        yield result


def _carries_on(doc: Document, s: Sketch, cause: Sketch) -> bool:
    """Whether a result coordinated with its cause is still one happening ("kidnapped and killed 11 people")."""
    if doc.dep[s.trigger] != "conj":
        return True
    if dependents(doc, s.trigger, "nsubj") and not is_passive(doc, s.trigger):
        return False  # a clause of its own: "Israel may strike again; on Monday its aircraft had hit a port"
    if doc.lemma[doc.head[s.trigger]] in _RESULT:
        return True
    own = cause.nominal or dependents(doc, cause.trigger, "dobj", "nsubjpass")
    return doc.lemma[cause.trigger] in _RESULT or not own or not s.role("recipient")


def _up(web: Web, i: int) -> Sketch | None:
    """The first sketch above a result verb, through the words that only join the two."""
    t = i
    for n in range(4):
        h = web.doc.head[t]
        if h == t:
            return None
        if h in web.by_token:
            return web.by_token[h]
        if n and web.doc.dep[h] not in _PASSED and is_verb(web.doc, h):
            return None
        t = h
    return None


def _infinitive(doc: Document, i: int) -> bool:
    return any(doc.lower[k] == "to" and doc.dep[k] == "aux" for k in doc.children[i])


def _of_the_same(doc: Document, s: Sketch) -> bool:
    """Whether those done to are some of those named before: "11 people, including one hostage who was beheaded"."""
    noun = doc.head[s.verb]
    return (
        doc.dep[s.verb] in {"relcl", "acl"}
        and doc.dep[noun] == "pobj"
        and doc.lower[doc.head[noun]] == "including"
    )


def _join(doc: Document, s: Sketch, *, into: Sketch) -> None:
    """Give one sketch what another of the same happening says."""
    into.give("actor", s.role("actor"))
    for role in ("recipient", "victim") if not _of_the_same(doc, s) else ():
        into.give(role, s.role(role))
    if not into.frame.mutual:
        doers = into.role("actor")
        into.roles["recipient"] = tuple(r for r in into.role("recipient") if r not in doers)
    if into.place is None or (s.place and into.fineness == "country" and s.fineness != "country"):
        into.place, into.fineness = s.place or into.place, s.fineness or into.fineness
    into.when = into.when or s.when
    into.weapon = into.weapon or s.weapon
    own = s.modes or ((s.frame.mode,) if s.frame.mode else ())
    if into.type is s.type:
        into.modes = into.modes or ((into.frame.mode,) if into.frame.mode else ()) or own
    for slot, toll in s.tolls.items():
        into.tolls.setdefault(slot, toll)
    into.attribution = into.attribution or s.attribution
    into.points_back = into.points_back or (s.nominal and s.definite and _is_result(doc, into))
    if s.nominal and s.definite and not into.role("actor"):
        into.inherits = True
    into.tokens = (*into.tokens, *s.tokens)
    if doc.sentence_of[into.trigger] == doc.sentence_of[s.trigger]:
        first, last = min(into.span[0], s.span[0]), max(into.span[1], s.span[1])
        if doc.end[last] - doc.start[first] <= _LONG:
            into.span = first, last
