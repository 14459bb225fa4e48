"""Who, whom and where of one trigger: fills a sketch from the grammar around it."""

from collections.abc import Sequence

from sourcebook.draft.headline import passive_in_headline
from sourcebook.draft.places import LOCATING, NEAR, take
from sourcebook.draft.roles import belongs_to, people, places
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import (
    agents,
    clause,
    conjuncts,
    dependents,
    is_verb,
    patients,
    prepositional,
)
from sourcebook.knowledge.frames import frames
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

_BY_TYPE = {
    EventType.ASSAULT: {"on": "recipient", "against": "recipient", "upon": "recipient", "by": "actor"},
    EventType.COERCE: {"by": "actor"},
    EventType.TRANSITION: {"by": "actor"},
    EventType.RETREAT: {"by": "actor", "on": "recipient"},
    EventType.AGREE: {"by": "actor", "with": "recipient"},
    EventType.CONSULT: {"with": "recipient", "by": "actor"},
}
_INSIDE = frozenset("in at near on around inside outside across throughout within along off".split())
_VICTIM_POSSESSOR = frozenset(
    "death killing murder assassination arrest capture detention release abduction kidnapping execution defeat loss "
    "casualty".split()
)


def fill(doc: Document, cast: Cast, sketch: Sketch) -> None:
    """Give a sketch its participants, place and words.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        sketch: changed in place.
    """
    if sketch.nominal:
        _noun_roles(doc, cast, sketch)
    else:
        _verb_roles(doc, cast, sketch)
    light = sketch.roles.pop("light", ())
    if light:
        _carried(doc, cast, sketch, light[0])
    _prepositions(doc, cast, sketch)
    _came_to_be(sketch)
    _not_twice(sketch)
    if sketch.place is None:
        _place_in_clause(doc, cast, sketch, of_doers=False)
    if sketch.place is None and sketch.around and sketch.around in cast.places:
        take(cast, sketch, [sketch.around], near=False)
    if sketch.place is None:
        _place_in_clause(doc, cast, sketch, of_doers=True)
    sketch.span = _words(doc, sketch)


def _verb_roles(doc: Document, cast: Cast, s: Sketch) -> None:
    doers, done_to = agents(doc, s.verb), patients(doc, s.verb)
    if s.state:
        doers, done_to = done_to, []
    elif passive_in_headline(doc, s.verb):
        doers, done_to = [], doers
    done_to = [_whole_body(doc, s, t) for t in done_to if doc.lower[t] not in _REFLEXIVE]
    _assign(doc, cast, s, s.frame.subject, doers)
    _assign(doc, cast, s, s.frame.obj, done_to)
    if s.type in _GIVING:
        s.give("recipient", people(doc, cast, dependents(doc, s.verb, "dative")))
    if s.type is EventType.SUPPORT and not s.role("recipient"):
        s.give("recipient", people(doc, cast, _praised(doc, s)))
    if s.type is EventType.REQUEST and not s.role("recipient"):
        s.give("recipient", people(doc, cast, _asked(doc, s.verb)))
    if s.type is EventType.MOBILIZE and s.frame.obj == "none" and not s.role("actor"):
        s.give("actor", people(doc, cast, done_to))  # "troops were deployed"


_REFLEXIVE = frozenset(
    "themselves itself himself herself ourselves myself yourself yourselves oneself".split()
)


def _whole_body(doc: Document, s: Sketch, token: int) -> int:
    """What was formed in "a coalition of gangs formed in May": the whole, not its parts."""
    prep = doc.head[token]
    if s.frame.mode != "group_formed" or doc.dep[s.verb] != "acl" or doc.lower[prep] != "of":
        return token
    return doc.head[prep] if doc.lemma[doc.head[prep]] in _WHOLES else token


_WHOLES = frozenset(
    "coalition alliance union federation network group front bloc council grouping umbrella".split()
)
_GIVING = frozenset({EventType.AID, EventType.AGREE, EventType.CONCEDE})


def _praised(doc: Document, s: Sketch) -> list[int]:
    """Whose deeds please somebody: "encouraged by the decision of X", "delighted that X will take part"."""
    deeds = agents(doc, s.verb) if s.state else []
    owners = [o for t in deeds for p, o in prepositional(doc, t) if p == "of"]
    clauses = dependents(doc, s.trigger, "ccomp") if doc.pos[s.trigger] == "ADJ" or s.state else []
    doing = [k for c in clauses for n in dependents(doc, c, "nsubj", "nsubjpass") for k in conjuncts(doc, n)]
    return [*(owners or deeds), *doing]


def _asked(doc: Document, verb: int) -> list[int]:
    """Of whom something is demanded in a clause: "demanded that Iraq disarm them"."""
    clauses = [c for c in dependents(doc, verb, "ccomp") if doc.edges[c][0] > verb]
    asked = (
        c for c in clauses if not any(doc.lower[k] in {"if", "whether"} for k in dependents(doc, c, "mark"))
    )
    return [k for c in asked for s in dependents(doc, c, "nsubj", "nsubjpass") for k in conjuncts(doc, s)]


def _assign(doc: Document, cast: Cast, s: Sketch, role: str, tokens: Sequence[int]) -> None:
    """Put noun phrases into a role; what names a place goes to the place."""
    if role == "none":
        return
    if role == "origin":
        s.give(role, tuple(p for t in tokens for p in _places_of(doc, cast, t)))
        return
    if role in {"place", "destination"}:
        take(cast, s, [p for t in tokens for p in _places_of(doc, cast, t)], near=False)
        if role == "place":
            return
    ids = people(doc, cast, [t for t in tokens if not _is_thing_of_place(cast, t)])
    if not ids and role == "recipient" and s.type in _HARMING:
        ids = people(doc, cast, [o for t in tokens for o in belongs_to(doc, t)])
    s.give(role, ids)
    if role == "recipient" and s.type is EventType.ASSAULT:
        s.around = next((p for t in tokens for p in cast.heads.get(t, ()) if p in cast.places), s.around)
    if role == "recipient" and not ids:
        take(cast, s, [p for t in tokens for p in _places_of(doc, cast, t)], near=False)


def _places_of(doc: Document, cast: Cast, token: int) -> list[str]:
    """Places that a phrase means, or whose part it measures ("a fifth of the city")."""
    found = list(places(cast, token))
    if not found:
        found = [p for prep, o in prepositional(doc, token) if prep == "of" for p in places(cast, o)]
    if not found and doc.lemma[token] in _DISTRICTS:
        found = [p for k in dependents(doc, token, "compound", "nmod") for p in places(cast, k)]
    return found


_DISTRICTS = frozenset(
    "district province town city village county governorate subdistrict valley island".split()
)


def _is_thing_of_place(cast: Cast, token: int) -> bool:
    """A city hit or held is the place, not its owner."""
    ids = cast.at(token)
    return bool(ids) and all(i in cast.places for i in ids)


def _noun_roles(doc: Document, cast: Cast, s: Sketch) -> None:
    i = s.trigger
    possessors = dependents(doc, i, "poss")
    role = "recipient" if doc.lemma[i] in _VICTIM_POSSESSOR else "actor"
    s.give(role, people(doc, cast, [k for p in possessors for k in conjuncts(doc, p)]))
    modifiers = [k for k in dependents(doc, i, "compound", "amod", "nmod") if cast.at(k)]
    for k in modifiers:
        ids = tuple(x for x in cast.at(k) if cast.is_actor(x))
        s.give("actor", ids) if ids else take(cast, s, list(places(cast, k)), near=False)
    _acted(doc, cast, s, i)


def _acted(doc: Document, cast: Cast, s: Sketch, noun: int) -> None:
    """Participants from a clause on the noun: "the ceasefire announced by Russia", "the attack which Iran led"."""
    for k in dependents(doc, noun, "acl", "relcl"):
        if doc.lemma[k] in {
            "announce",
            "carry",
            "launch",
            "conduct",
            "broker",
            "stage",
            "claim",
            "declare",
            "commit",
            "lead",
            "perpetrate",
        }:
            s.give("actor", people(doc, cast, agents(doc, k)))


def _carried(doc: Document, cast: Cast, s: Sketch, how: str) -> None:
    """Participants that the light verb brings."""
    doers = people(doc, cast, agents(doc, s.verb)) if how != "by" else ()
    if how == "by":
        participles = dependents(doc, s.trigger, "acl")
        s.give("actor", people(doc, cast, [a for k in participles for a in agents(doc, k)]))
    elif how == "sufferer":
        s.give("recipient", doers)
        if not doers:
            take(cast, s, [p for t in agents(doc, s.verb) for p in places(cast, t)], near=False)
        if is_verb(doc, s.verb):
            s.give(
                "actor",
                people(doc, cast, [o for p, o in prepositional(doc, s.trigger) if p in {"from", "by"}]),
            )
    elif how == "doer":
        s.give("recipient", people(doc, cast, dependents(doc, s.verb, "dative")))
        s.roles["actor"] = tuple(dict.fromkeys((*doers, *s.role("actor")))) if doers else s.role("actor")
    elif how == "teller":
        s.give("claimant", doers)
        if doc.lemma[s.verb] == "claim":
            s.give("actor", doers)


def _prepositions(doc: Document, cast: Cast, s: Sketch) -> None:
    """Participants and places that stand in prepositional phrases."""
    if s.nominal:
        _of(doc, cast, s)
    for anchor in dict.fromkeys((s.trigger, s.verb)):
        through = anchor == s.trigger and not s.nominal
        for prep, o in prepositional(doc, anchor, through_objects=through):
            _phrase(doc, cast, s, prep, o)


def _phrase(doc: Document, cast: Cast, s: Sketch, prep: str, o: int) -> None:
    """One phrase: a participant when its preposition gives a role and somebody stands in it, else a place."""
    if prep == "of":
        if not s.nominal and doc.head[doc.head[o]] in {s.trigger, s.verb}:
            _assign(doc, cast, s, s.frame.preps.get("of", "none"), [o])
        return
    if _of_another(doc, s, prep, o):
        return
    role = _role_of(s, prep)
    if role in {"none", "origin"}:
        _assign(doc, cast, s, role, [o])
        return
    if role and role != "place":
        o = _said_to_be(doc, o)
        _assign(doc, cast, s, role, [o])
        if people(doc, cast, [o]):
            return
    if s.frame.mode == "control_gained" and prep in _ENDED and doc.lemma[o] in _HELD:
        s.give("recipient", _holder(doc, cast, o))
    if prep in LOCATING or role:
        found = places(cast, o)
        if prep == "between":  # two towns are sides ("talks between A and B") or the ends of a stretch
            found = tuple(p for p in found if cast.places[p].line)
        take(cast, s, found, near=prep in NEAR)


_FELT = frozenset(
    "fury anger dismay delight annoyance outrage alarm horror relief surprise shock irritation joy chagrin".split()
)


def _role_of(s: Sketch, prep: str) -> str | None:
    """The role that a preposition gives here; None when it gives none."""
    role = s.frame.preps.get(prep) or _BY_TYPE.get(s.type, {}).get(prep)
    if prep == "from" and s.type is EventType.ASSAULT:
        return role or "origin"  # "rockets fired from Lebanon": where from is not where
    return role


def _said_to_be(doc: Document, o: int) -> int:
    """Who stands in a clause after a preposition: "an attack on what it called rebels", "… were X officers"."""
    if not is_verb(doc, o) or not any(doc.lower[k] == "what" for k in doc.children[o]):
        return o
    named = dependents(doc, o, "oprd", "attr")
    for v in range(o + 1, min(o + _NEAR_BY, len(doc))):
        if doc.lemma[v] == "be" and doc.sentence_of[v] == doc.sentence_of[o]:
            named += dependents(doc, v, "attr")
    return named[0] if named else o


_NEAR_BY = 4  # tokens
_ENDED = frozenset({"after", "from", "ending", "following"})
_HELD = frozenset({"occupation", "rule", "control", "siege", "hold"})


def _holder(doc: Document, cast: Cast, noun: int) -> tuple[str, ...]:
    """Who held the ground before: "liberated after its occupation by ISIL"."""
    by = [o for p, o in prepositional(doc, noun) if p in {"by", "of"}]
    return people(doc, cast, by) or tuple(
        i for k in dependents(doc, noun, "compound", "amod") for i in cast.at(k) if cast.is_actor(i)
    )


_HARMING = frozenset({EventType.ASSAULT, EventType.COERCE})


def _of_another(doc: Document, s: Sketch, prep: str, o: int) -> bool:
    """Whether a phrase tells of another happening ("liberated after its occupation by X"), or who only hears of it."""
    if prep == "to":
        return doc.lemma[o] in _FELT  # "sent arms, to the fury of X"
    noun = doc.head[doc.head[o]]
    other = noun not in {s.trigger, s.verb} and doc.pos[noun] == "NOUN"
    return prep == "by" and other and doc.lemma[noun] in frames().nouns


def _of(doc: Document, cast: Cast, s: Sketch) -> None:
    for prep, o in prepositional(doc, s.trigger):
        if prep == "of":
            _assign(doc, cast, s, s.frame.preps.get("of", s.frame.of), [o])


def _came_to_be(s: Sketch) -> None:
    """Who is formed is done to when somebody forms it; "the council was formed" tells what the council did."""
    if s.frame.mode == "group_formed" and not s.role("actor"):
        s.give("actor", s.roles.pop("recipient", ()))


def _not_twice(s: Sketch) -> None:
    """Nobody is both doer and done to, unless the words say each other."""
    if s.frame.mutual:
        return
    doers = s.role("actor")
    s.roles["recipient"] = tuple(r for r in s.role("recipient") if r not in doers)


def _place_in_clause(doc: Document, cast: Cast, s: Sketch, *, of_doers: bool) -> None:
    """A place that stands in the trigger's own words, under a preposition of place.

    Where the doers are comes last: "teachers in Basra went on strike" did so there, "militias in Iraq attacked Israel"
    did not.
    """
    left, right = doc.edges[s.trigger] if s.nominal and s.verb == s.trigger else clause(doc, s.verb)
    spots = [t for t in range(left, right + 1) if t in cast.heads and _stands_inside(doc, t)]
    doers = [doc.edges[a] for a in agents(doc, s.verb)] if spots and is_verb(doc, s.verb) else []
    for t in spots:
        own = s.nominal or _nearest_verb(doc, t) in {s.verb, s.trigger}
        if own and any(first <= t <= last for first, last in doers) is of_doers:
            take(cast, s, places(cast, t), near=doc.lower[doc.head[t]] in NEAR)


def _stands_inside(doc: Document, t: int) -> bool:
    """Whether a noun stands behind a preposition of place."""
    return doc.dep[t] == "pobj" and doc.lower[doc.head[t]] in _INSIDE


def _nearest_verb(doc: Document, t: int) -> int:
    while doc.head[t] != t:
        t = doc.head[t]
        if is_verb(doc, t):
            return t
    return t


def _words(doc: Document, s: Sketch) -> tuple[int, int]:
    """First and last token of the words that say it, at most about 240 characters."""
    if s.nominal and s.verb == s.trigger:
        left, right = _nominal_words(doc, s.trigger)
    else:
        left, right = clause(doc, s.verb)
        if s.nominal:
            left, right = min(left, doc.edges[s.trigger][0]), max(right, doc.edges[s.trigger][1])
    left, right = _shortened(doc, s, left, right)
    while left < right and doc.pos[left] in {"PUNCT", "SPACE", "CCONJ", "SCONJ"} and left != s.trigger:
        left += 1
    while right > left and doc.pos[right] in {"PUNCT", "SPACE"} and right != s.trigger:
        right -= 1
    return left, right


def _nominal_words(doc: Document, i: int) -> tuple[int, int]:
    left, right = doc.edges[i]
    for k in doc.children[i]:
        if doc.dep[k] == "conj":
            right = min(right, doc.edges[k][0] - 1)
    return left, max(right, i)


_LONG = 240  # characters: a quote that runs on is no proof of anything


def _shortened(doc: Document, s: Sketch, left: int, right: int) -> tuple[int, int]:
    """Cut what hangs far from the trigger: from its subject to the end of its object and phrases."""
    if doc.end[right] - doc.start[left] <= _LONG:
        return left, right
    near = (
        [s.trigger, s.verb, *agents(doc, s.verb), *patients(doc, s.verb)]
        if is_verb(doc, s.verb)
        else [s.trigger]
    )
    near += [o for _, o in prepositional(doc, s.trigger)]
    near = [e for t in near if left <= t <= right for e in _phrase_edges(doc, t, s.verb)]
    left, right = max(left, min(near)), min(right, max(near))
    while doc.end[right] - doc.start[left] > _LONG and right > max(s.trigger, s.verb):
        right -= 1
    while doc.end[right] - doc.start[left] > _LONG and left < min(s.trigger, s.verb):
        left += 1
    while right > max(s.trigger, s.verb) and doc.pos[right] in {
        "ADP",
        "DET",
        "PART",
        "CCONJ",
        "PUNCT",
        "SPACE",
    }:
        right -= 1
    return left, right


def _phrase_edges(doc: Document, t: int, verb: int) -> tuple[int, int]:
    """First and last token of a short phrase; of a long one only its left half and head."""
    if t == verb:
        return t, t
    first, last = doc.edges[t]
    return (first if t - first <= _NAME else t), (last if last - t <= _NAME else t)


_NAME = 8  # tokens: as long as names with their modifiers get
