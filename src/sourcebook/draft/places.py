"""Where does it happen? The place of an event, from the nearest words outward, and how finely they say it.

A sketch takes the place that its own grammar gives it (`sourcebook.draft.fill`). What is left without one looks, in
this order, at the places that hang below its trigger, at those of the clauses around it, at the place of the happening
just told, and at the dateline. Never at a place that only says who somebody is ("the Aleppo-based group", "fighters
from Idlib", "militias in Iraq" when they do it), where a shot came from, or where something was said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import is_verb, prepositional
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.where import Fineness, Place, PlaceKind, fineness_of
from sourcebook.resolve.cast import Cast

LOCATING = frozenset(
    "in at near on around inside outside across throughout within into over along off beside between to toward "
    "towards through outside_of up down via".split()
)
NEAR = frozenset({"near", "around", "outside", "off", "toward", "towards", "along", "beside"})
_NOT_WHERE = frozenset("from by with for like than as per including about regarding".split())
_MODIFIES = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "nummod"})
_SAYING = frozenset(
    "say tell add announce declare write warn ask note explain insist argue state report claim comment".split()
)
# What is said or decided happens where the speaker is, which reports seldom tell; the places named are those spoken of.
_SPOKEN = frozenset(
    {
        EventType.ACCUSE,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONCEDE,
        EventType.SANCTION,
        EventType.AGREE,
        EventType.CONSULT,
    }
)
_MEETING = frozenset({EventType.AGREE, EventType.CONSULT, EventType.SANCTION})
_ONWARD = frozenset({"to", "into", "toward", "towards"})
_LOCAL = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.MOBILIZE, EventType.TRANSITION}
)
_ELSEWHERE = frozenset("elsewhere meanwhile separately abroad".split())
_OPENS = re.compile(r"(?:\d{1,2}[.)] |[-–—•*] )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}")
_PARAGRAPH = re.compile(r"\n\s*\n")
_UNDONE = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.QUESTION, Modality.GENERIC})
_WIDE = frozenset({PlaceKind.ADMIN1, PlaceKind.REGION})
_KEPT = 2  # sentences over which a happening keeps the place of the one before
_STEPS = 14  # up the tree


def take(cast: Cast, s: Sketch, ids: Sequence[str], *, near: bool) -> None:
    """Take a place when the sketch has none, or a coarser one.

    Args:
        cast: its places.
        s: changed in place.
        ids: of places, best first.
        near: whether the words say "near", "outside", "off".
    """
    for ident in ids:
        fineness = fineness_of(cast.places[ident])
        if near and fineness is Fineness.EXACT:
            fineness = Fineness.NEAR
        if s.place is None or (s.fineness is Fineness.COUNTRY and fineness is not Fineness.COUNTRY):
            s.place, s.fineness = ident, fineness


class _Spot(NamedTuple):
    """A place in a sentence, with the clauses that it stands in.

    Attributes:
        ident: id of the place.
        token: what the grammar knows it by.
        near: whether the words say "near", "outside", "off".
        chain: verbs and triggers above it, the nearest first.
        doer: verbs whose doer it stands in: what is said of a doer is not said of the deed.
        onward: whether the words say "to", "into": where somebody went, not where he was.
    """

    ident: str
    token: int
    near: bool
    chain: tuple[int, ...]
    doer: frozenset[int]
    onward: bool


def settle(doc: Document, cast: Cast, sketches: Sequence[Sketch]) -> None:
    """Place what the grammar of the trigger alone leaves without a place.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        sketches: those that are kept, in the order of the text; changed in place.
    """
    triggers = frozenset(t for s in sketches for t in (*s.tokens, s.trigger, s.verb))
    spots = _spots(doc, cast, triggers)
    for s in sketches:
        if s.type in _SPOKEN:
            _unplaced(doc, cast, s, triggers)
            continue
        for rank, spot in _ranked(doc, s, spots.get(doc.sentence_of[s.trigger], ())):
            if rank is _ABOVE and s.background:
                continue  # what is alluded to need not be where the rest is
            finer = rank is _OWN and s.place is not None and _inside(cast, spot.ident, s.place)
            if finer:
                s.place, s.fineness = None, None
            if s.place is None:
                take(cast, s, [spot.ident], near=spot.near)
        if s.place is None and s.frame.mode == "regime_fell":
            _of_state(cast, s)
    _witnessed(doc, cast, sketches)
    _headed(doc, cast, sketches)
    _carried(doc, cast, sketches, spots)
    _datelined(cast, sketches)
    for s in sketches:
        if s.place is not None and (
            "interception" in {s.frame.mode, *s.modes} or doc.lemma[s.trigger] == "intercept"
        ):
            s.fineness = Fineness.SEA_AIR


_OWN, _BELOW, _ABOVE = range(3)


def _ranked(doc: Document, s: Sketch, spots: Sequence[_Spot]) -> list[tuple[int, _Spot]]:
    """Places for a sketch, the surest first: of its own clause, of those below it, of those above."""
    own, up = {s.trigger, s.verb, *s.tokens}, _above(doc, s.verb)
    if s.nominal and doc.dep[s.trigger] in {"nsubj", "nsubjpass"}:
        own.add(doc.head[s.trigger])  # "fighting raged in Hama"
    found = []
    for spot in spots:
        rank, steps = _rank(doc, spot, own, up)
        if rank is not None:
            found.append((rank, steps, abs(spot.token - s.trigger), spot.token, spot))
    return [(rank, spot) for rank, *_, spot in sorted(found, key=lambda f: f[:4])]


def _rank(doc: Document, spot: _Spot, own: set[int], up: list[int]) -> tuple[int | None, int]:
    """How sure a place is, and how many steps away; None when it is not the happening's."""
    if spot.token in up:  # "Hama, where rebels attacked": of a phrase the outermost place
        return _OWN, -up.index(spot.token)
    mine = next((n for n, c in enumerate(spot.chain) if c in own), None)
    if mine is not None:
        return (None if spot.chain[mine] in spot.doer else min(mine, _BELOW)), mine
    clause = next((n for n, c in enumerate(spot.chain[:1]) if c in up), None)
    if clause is None or spot.onward or doc.lemma[spot.chain[0]] in _SAYING:
        return None, 0
    return (None if spot.chain[0] in spot.doer else _ABOVE), up.index(spot.chain[0])


def _above(doc: Document, i: int) -> list[int]:
    """Tokens that govern a clause, up to where another clause of equal rank begins."""
    found: list[int] = []
    for _ in range(_STEPS):
        if doc.head[i] == i or (doc.dep[i] in {"conj", "ccomp", "parataxis"} and _own_subject(doc, i)):
            break
        i = doc.head[i]
        found.append(i)
    return found


def _inside(cast: Cast, ident: str, outer: str) -> bool:
    """Whether a place lies in the country that another is, or a town in its region or at its border."""
    whole, part = cast.places[outer], cast.places[ident]
    if whole.kind is PlaceKind.REGION and whole.line is not None:
        return part.kind is PlaceKind.SETTLEMENT and part.id not in whole.based_on
    wide = whole.kind is PlaceKind.COUNTRY or (whole.kind in _WIDE and part.kind is PlaceKind.SETTLEMENT)
    return wide and whole.country is not None and whole.country == part.country


def _unplaced(doc: Document, cast: Cast, s: Sketch, triggers: frozenset[int]) -> None:
    """Take the place from what is only said of a happening there: "condemns the attack this morning in Baghdad"."""
    if s.type in _MEETING or s.place is None:
        return
    own = {s.trigger, s.verb, *s.tokens}
    told = triggers - own
    for t in (t for t, ids in cast.heads.items() if s.place in ids and doc.dep[t] == "pobj"):
        prep = doc.head[t]
        between = range(min(t, s.trigger) + 1, max(t, s.trigger))
        if doc.lower[prep] in {"in", "at"} and doc.head[prep] in own and told.isdisjoint(between):
            return
    s.place, s.fineness = None, None


def _of_state(cast: Cast, s: Sketch) -> None:
    """A regime falls in its country."""
    for i in (*s.role("actor"), *s.role("recipient")):
        code = cast.actors[i].state
        ident = f"place:{code.lower()}" if code else ""
        if ident in cast.places:
            take(cast, s, [ident], near=False)


def _spots(doc: Document, cast: Cast, triggers: frozenset[int]) -> dict[int, list[_Spot]]:
    """Every place that may be a happening's, by sentence."""
    found: dict[int, list[_Spot]] = {}
    for t in sorted(cast.heads):
        ident = next((i for i in cast.heads[t] if i in cast.places), None)
        if ident is not None and (spot := _spot(doc, cast, t, ident, triggers)):
            found.setdefault(doc.sentence_of[t], []).append(spot)
    return found


def _spot(doc: Document, cast: Cast, t: int, ident: str, triggers: frozenset[int]) -> _Spot | None:
    """A place with its clauses; none where it only says who somebody is, or where from."""
    chain, doer = _clauses(doc, cast, t, triggers)
    words = _prepositions(doc, cast, t, ident, chain[0] if chain else None)
    if words is None:
        return None
    said = [w for w in words if w != "of"]
    if not said and any(cast.is_actor(i) for i in cast.heads[t]):
        return None  # a country that does or suffers it, not one that it happens in
    if chain and doc.lemma[chain[0]] in _SAYING and chain[0] not in triggers:
        return None  # "said in Ankara"
    near, onward = bool(NEAR.intersection(said)), bool(_ONWARD.intersection(said))
    return _Spot(ident=ident, token=t, near=near, chain=chain, doer=doer, onward=onward)


def _clauses(
    doc: Document, cast: Cast, t: int, triggers: frozenset[int]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Verbs and triggers above a token, and those of them in whose subject it stands."""
    chain: list[int] = []
    doer: set[int] = set()
    i = t
    for _ in range(_STEPS):
        h, dep = doc.head[i], doc.dep[i]
        if i in triggers or is_verb(doc, i) or (doc.pos[i] == "AUX" and i != t):
            chain.append(i)
        if dep in {"nsubj", "agent", "csubj"} and i != t:
            doer.add(h)
        if dep == "relcl" and any(cast.is_actor(a) for a in cast.at(h)):
            break  # what a participant did elsewhere: "fight the rebels who took Hama"
        if h == i or (dep == "conj" and (_own_subject(doc, i) or triggers.intersection(chain))):
            break  # a clause of its own, or another happening
        i = h
    return tuple(chain), frozenset(doer)


def _prepositions(doc: Document, cast: Cast, t: int, ident: str, verb: int | None) -> list[str] | None:
    """The prepositions between a place and its clause, from the inside; None when it is no happening's place."""
    words: list[str] = []
    i = t
    while i != verb and doc.head[i] != i:
        h = doc.head[i]
        if doc.dep[i] in _MODIFIES and _somebody(doc, cast, h, ident):
            return None
        if doc.dep[i] == "pobj":
            word = doc.lower[h]
            if word == "of" and not set(words) & LOCATING and _somebody(doc, cast, doc.head[h], ident):
                return None
            if word in _NOT_WHERE and not set(words) - {"of"}:
                return None
            words.append(word)
        i = h
    return words


def _somebody(doc: Document, cast: Cast, token: int, ident: str) -> bool:
    """Whether a token is a doer, or an adjective of one ("Aleppo-based"), and not the place's own noun."""
    if ident in cast.at(token):
        return False
    if any(cast.is_actor(i) for i in cast.at(token)):
        return True
    return doc.tag[token] in {"VBN", "JJ"}


def _own_subject(doc: Document, i: int) -> bool:
    return any(doc.dep[k] in {"nsubj", "nsubjpass"} for k in doc.children[i])


def _datelined(cast: Cast, sketches: Sequence[Sketch]) -> None:
    """A report from a town that names no other country tells what happened in that town."""
    town = cast.places.get(cast.dateline or "")
    lands = {p.country for p in cast.places.values()} | {a.state for a in cast.actors.values()}
    if town is None or lands - {town.country, None} or any(s.place for s in sketches if s.type in _LOCAL):
        return
    for s in sketches:
        if s.type in _LOCAL and s.modality is Modality.ASSERTED and not s.background:
            take(cast, s, [town.id], near=False)


def _witnessed(doc: Document, cast: Cast, sketches: Sequence[Sketch]) -> None:
    """What the people of a town tell or live through happens there: "residents of X woke as rebels attacked"."""
    for s in sketches:
        if s.place is not None or s.type not in _LOCAL or s.modality in _UNDONE or s.background:
            continue
        for v in _governors(doc, s.verb):
            dwellers = [k for k in doc.children[v] if doc.dep[k] == "nsubj" and doc.lemma[k] in _LOCALS]
            homes = [o for k in dwellers for p, o in prepositional(doc, k) if p in {"of", "in"}]
            towns = [i for o in homes for i in cast.heads.get(o, ()) if i in cast.places]
            take(cast, s, [i for i in towns if cast.places[i].kind is not PlaceKind.COUNTRY], near=False)


_LOCALS = frozenset("resident villager inhabitant townspeople local witness dweller police medic".split())


def _governors(doc: Document, i: int) -> list[int]:
    """The verbs over a clause, the nearest first."""
    found: list[int] = []
    while doc.head[i] != i and len(found) < _STEPS:
        i = doc.head[i]
        found.append(i)
    return [v for v in found if is_verb(doc, v)]


def _headed(doc: Document, cast: Cast, sketches: Sequence[Sketch]) -> None:
    """What stands in a paragraph that opens with a place alone ("Minova. Two women died") happens there."""
    heads = [(t, i) for t, ids in sorted(cast.heads.items()) for i in ids[:1] if i in cast.places]
    opening = [(t, i) for t, i in heads if _opens_paragraph(doc, t)]
    for s in sketches:
        above = next(((t, i) for t, i in reversed(opening) if t < s.trigger), None)
        if above is None or s.place is not None or s.type not in _LOCAL or s.modality in _UNDONE:
            continue
        if not _PARAGRAPH.search(doc.text[doc.start[above[0]] : doc.start[s.trigger]]):
            take(cast, s, [above[1]], near=False)


def _opens_paragraph(doc: Document, t: int) -> bool:
    """Whether a name stands alone at the head of a line, a number before it at most: "2. Al-Hari."."""
    end = doc.end[t]
    line = doc.text[doc.text.rfind("\n", 0, end) + 1 : end]
    return doc.text[end : end + 1] in {".", ":"} and _OPENS.fullmatch(line) is not None


def _carried(
    doc: Document, cast: Cast, sketches: Sequence[Sketch], spots: Mapping[int, Sequence[_Spot]]
) -> None:
    """A telling stays where it is until it names another place."""
    last: Sketch | None = None
    for s in sketches:
        if s.place is not None and s.type not in _SPOKEN:
            last = s if s.fineness is not Fineness.COUNTRY else None
        elif last is not None and last.place and _goes_on(doc, cast, (last, s), spots):
            s.place, s.fineness = last.place, last.fineness


def _goes_on(
    doc: Document, cast: Cast, pair: tuple[Sketch, Sketch], spots: Mapping[int, Sequence[_Spot]]
) -> bool:
    """Whether a happening without a place is told on from one with a place."""
    last, s = pair
    at = cast.places[last.place or ""]
    here, there = doc.sentence_of[s.trigger], doc.sentence_of[last.trigger]
    if (
        s.type not in _LOCAL
        or s.background
        or s.modality is not Modality.ASSERTED
        or not 0 < here - there <= _KEPT
    ):
        return False
    after = (spot for n in range(there, here + 1) for spot in spots.get(n, ()) if spot.token > last.trigger)
    named = {spot.ident for spot in after if not _around(cast.places[spot.ident], at)}
    first = doc.sentences[here][0]
    if s.when is not None and s.when != last.when:
        return False  # another day, another place
    if named - {last.place} or set(doc.lower[first : first + 3]) & _ELSEWHERE:
        return False
    return bool(named) or bool(_party(s) & _party(last))


def _around(place: Place, inner: Place) -> bool:
    """Whether a place may only say where another lies: "Basra, a city in southern Iraq"."""
    wide = fineness_of(place) in {Fineness.COUNTRY, Fineness.ADMIN1, Fineness.LINE_OR_REGION}
    return wide and place.id != inner.id and place.country == inner.country


def _party(s: Sketch) -> set[str]:
    return {*s.role("actor"), *s.role("recipient")}
