"""At whom is it aimed, when nobody stands there as its object?

What is condemned, welcomed or rejected is often a happening and not somebody. Its doer is meant: the one that the
words themselves give ("the attack by Hamas"), else the doer of the happening told before that they take up. Threats
and moves of forces are aimed at whom they threaten to harm or go to help ("sent fighters to support the army"),
a strike on another state's airport or ministry at that state, and what befell "others" at more of those harmed before.
"""

from collections.abc import Mapping, Sequence

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import agents, is_verb, patients, prepositional
from sourcebook.knowledge.frames import frames
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.entries import state_actor

_AIMED = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT})
_SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.REQUEST, EventType.THREATEN}
)
# Nouns that take up a happening without saying of which type it was.
_DEEDS = frozenset(
    "move decision plan step action measure act deed trial ruling vote law policy advance launch test escalation "
    "provocation violation aggression crime outrage incident".split()
)
# Nouns that take up what somebody has said.
_SAYINGS = {
    "charge": EventType.ACCUSE,
    "accusation": EventType.ACCUSE,
    "allegation": EventType.ACCUSE,
    "criticism": EventType.ACCUSE,
    "blame": EventType.ACCUSE,
    "demand": EventType.REQUEST,
    "request": EventType.REQUEST,
    "call": EventType.REQUEST,
    "appeal": EventType.REQUEST,
    "threat": EventType.THREATEN,
    "warning": EventType.THREATEN,
    "ultimatum": EventType.THREATEN,
}
_DEFINITE = frozenset("the this these that those such".split())
_REACH = 3  # sentences


def aim(doc: Document, cast: Cast, sketches: Sequence[Sketch]) -> None:
    """Give events that name no recipient the one that follows from what they are about.

    Args:
        doc: the parsed report.
        cast: its actors and places; a state that is hit is added.
        sketches: kept, in the order of the text; changed in place.
    """
    by_token = {t: s for s in sketches for t in (s.trigger, *s.tokens)}
    for n, s in enumerate(sketches):
        if s.role("recipient"):
            continue
        meant: tuple[str, ...] = ()
        if s.type in _AIMED:
            meant = _doers(doc, s, by_token, sketches[:n])
        elif s.type in {EventType.MOBILIZE, EventType.THREATEN}:
            meant = _end(doc, s, sketches)
        elif s.type is EventType.ASSAULT:
            meant = _state_hit(doc, cast, s) or _others(doc, s, sketches[:n])
        s.give("recipient", tuple(i for i in meant if i not in s.role("actor")))


def _doers(
    doc: Document, s: Sketch, by_token: Mapping[int, Sketch], before: Sequence[Sketch]
) -> tuple[str, ...]:
    """The doers of what is condemned, welcomed or rejected."""
    found: list[str] = []
    for t in _about(doc, s):
        told = by_token.get(t)
        doers = told.role("actor") if told is not None and told is not s else ()
        found += doers or _taken_up(doc, t, s, before)
    return tuple(dict.fromkeys(found))


def _end(doc: Document, s: Sketch, sketches: Sequence[Sketch]) -> tuple[str, ...]:
    """At whom the happening is aimed that a move serves or a threat holds out: "sent fighters to support X"."""
    governors = {s.verb, s.trigger, *patients(doc, s.verb)} if is_verb(doc, s.verb) else {s.verb, s.trigger}
    for other in sketches:
        infinitive = any(doc.lower[k] == "to" and doc.dep[k] == "aux" for k in doc.children[other.verb])
        if other is not s and infinitive and other.type in _ENDS and doc.head[other.verb] in governors:
            return other.role("recipient")
    return ()


def _state_hit(doc: Document, cast: Cast, s: Sketch) -> tuple[str, ...]:
    """The state whose airport or ministry a foreign state strikes."""
    code = cast.places[s.place].country if s.place in cast.places else None
    states = {cast.actors[i].state for i in s.role("actor") if i in cast.actors}
    kinds = {cast.actors[i].kind for i in s.role("actor") if i in cast.actors}
    if not code or not states or code in states or None in states or not kinds <= _OF_STATES:
        return ()
    hit = patients(doc, s.verb) if is_verb(doc, s.verb) else []
    hit += [o for p, o in prepositional(doc, s.trigger) if p in {"on", "against", "at"}]
    return (cast.add_actor(state_actor(code)),) if any(doc.lemma[t] in _OF_THE_STATE for t in hit) else ()


def _others(doc: Document, s: Sketch, before: Sequence[Sketch]) -> tuple[str, ...]:
    """More of those harmed just before: "Five miners were abducted. Two others were shot"."""
    harmed = agents(doc, s.verb) if s.frame.subject == "recipient" else patients(doc, s.verb)
    if s.nominal or not any(doc.lower[t] == "others" for t in harmed):
        return ()
    last = next((o for o in reversed(before) if o.type is s.type and o.role("recipient")), None)
    if last is None or doc.sentence_of[s.trigger] - doc.sentence_of[last.trigger] > _REACH:
        return ()
    several = any(doc.tag[t] == "NNS" for t in patients(doc, last.verb))
    return tuple(i for i in last.role("recipient") if several and "@" in i)


_ENDS = frozenset({EventType.AID, EventType.SUPPORT, EventType.ASSAULT, EventType.COERCE})
_OF_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_BODY})
_OF_THE_STATE = frozenset("airport airfield airbase ministry palace parliament".split())


def _about(doc: Document, s: Sketch) -> list[int]:
    """What is condemned, welcomed or rejected; what a speaker calls a disgrace."""
    if s.demand:
        return agents(doc, s.verb)
    if s.nominal:
        return [o for p, o in prepositional(doc, s.trigger) if p == "of"]
    return patients(doc, s.verb)


def _taken_up(doc: Document, t: int, s: Sketch, before: Sequence[Sketch]) -> tuple[str, ...]:
    """The doer of the happening told before that a noun with "the" or "this" takes up."""
    if doc.pos[t] != "NOUN" or not any(doc.lower[k] in _DEFINITE for k in doc.children[t]):
        return ()
    lemma = doc.lemma[t]
    types = {f.type for f in frames().nouns.get(lemma, ())} | (
        {_SAYINGS[lemma]} if lemma in _SAYINGS else set()
    )
    if not types and lemma not in _DEEDS:
        return ()
    for other in reversed(before):
        if doc.sentence_of[s.trigger] - doc.sentence_of[other.trigger] > _REACH:
            break
        fits = other.type in types if types else other.type not in _SPOKEN
        if fits and other.role("actor") and not set(other.role("actor")) & set(s.role("actor")):
            return other.role("actor")
    return ()
