"""Where does it happen? The place of an event, from the nearest words outward, and how finely they say it.

A sketch takes the place that its own grammar gives it (`sourcebook.draft.fill`). What is left without one looks, in this
order, at the places that hang below its trigger, at those of the clauses around it, at "there" and "the area", at the
place of the happening just told, and at the dateline. Never at a place that only says who somebody is ("the Aleppo-based
group", "fighters from Idlib", "militias in Iraq" when they do it), where a shot came from, or where something was said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import is_verb
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.where import Fineness, PlaceKind, fineness_of
from sourcebook.resolve.cast import Cast

LOCATING = frozenset(
    "in at near on around inside outside across throughout within into over along off beside between from to toward "
    "towards through outside_of up down via".split()
)
NEAR = frozenset({"near", "around", "outside", "off", "toward", "towards", "along", "beside"})
_NOT_WHERE = frozenset("from by with for like than as per including about regarding of".split())
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
_ONWARD = frozenset({"to", "into", "toward", "towards"})
_LOCAL = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.MOBILIZE, EventType.TRANSITION}
)
_ELSEWHERE = frozenset("elsewhere meanwhile separately abroad".split())
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
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
            continue
        for rank, spot in _ranked(doc, s, spots.get(doc.sentence_of[s.trigger], ())):
            if rank is _ABOVE and s.background:
                continue  # what is alluded to need not be where the rest is
            if s.place is None or (rank <= _BELOW and _inside(cast, spot.ident, s.place)):
                take(cast, s, [spot.ident], near=spot.near)
        if s.place is None and s.frame.mode == "regime_fell":
            _of_state(cast, s)
    _carried(doc, cast, sketches, spots)
    for s in sketches:
        if s.place is not None and "interception" in {s.frame.mode, *s.modes}:
            s.fineness = Fineness.SEA_AIR


_OWN, _BELOW, _ABOVE = range(3)


def _ranked(doc: Document, s: Sketch, spots: Sequence[_Spot]) -> list[tuple[int, _Spot]]:
    """Places for a sketch, the surest first: of its own clause, of those below it, of those above."""
    own, up = {s.trigger, s.verb, *s.tokens}, _above(doc, s.verb)
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
        if doc.head[i] == i or (doc.dep[i] == "conj" and _own_subject(doc, i)):
            break
        i = doc.head[i]
        found.append(i)
    return found


def _inside(cast: Cast, ident: str, outer: str) -> bool:
    """Whether a place lies in the country that another is."""
    land = cast.places[outer].country
    return cast.places[outer].kind is PlaceKind.COUNTRY and land == cast.places[ident].country


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
    near, onward, chain, doers = False, False, [], set()
    acting = any(cast.is_actor(i) for i in cast.heads[t])
    i, said = t, False  # said: whether a preposition of place stands above
    for _ in range(_STEPS):
        h, dep = doc.head[i], doc.dep[i]
        if i in triggers or is_verb(doc, i) or (doc.pos[i] == "AUX" and i != t):
            chain.append(i)
        if h == i:
            break
        if dep in _MODIFIES and (not chain and _somebody(doc, cast, h, ident)):
            return None
        if dep == "pobj" and not chain:
            word = doc.lower[h]
            if word in {"of", "with"} and _somebody(doc, cast, doc.head[h], ident):
                return None
            if not said and word in _NOT_WHERE - {"of"}:
                return None
            said, near = said or word != "of", near or word in NEAR
            onward = onward or word in _ONWARD
        if dep in {"nsubj", "agent", "csubj"} and i != t:
            doers.add(h)
        if dep == "conj" and (_own_subject(doc, i) or triggers.intersection(chain)):
            break  # a clause of its own, or another happening
        i = h
    if acting and not said:
        return None  # a country that does or suffers it, not one that it happens in
    if chain and doc.lemma[chain[0]] in _SAYING and chain[0] not in triggers:
        return None  # "said in Ankara"
    return _Spot(ident=ident, token=t, near=near, chain=tuple(chain), doer=frozenset(doers), onward=onward)


def _somebody(doc: Document, cast: Cast, token: int, ident: str) -> bool:
    """Whether a token is a doer, or an adjective of one ("Aleppo-based"), and not the place's own noun."""
    if ident in cast.at(token):
        return False
    if any(cast.is_actor(i) for i in cast.at(token)):
        return True
    return doc.tag[token] in {"VBN", "JJ"}


def _own_subject(doc: Document, i: int) -> bool:
    return any(doc.dep[k] in {"nsubj", "nsubjpass"} for k in doc.children[i])


def _carried(
    doc: Document, cast: Cast, sketches: Sequence[Sketch], spots: Mapping[int, Sequence[_Spot]]
) -> None:
    """A telling stays where it is until it names another place."""
    last: Sketch | None = None
    for s in sketches:
        if s.place is not None and s.type not in _SPOKEN:
            last = s if s.fineness is not Fineness.COUNTRY else None
        elif last is not None and last.place and _goes_on(doc, last, s, spots):
            s.place, s.fineness = last.place, last.fineness


def _goes_on(doc: Document, last: Sketch, s: Sketch, spots: Mapping[int, Sequence[_Spot]]) -> bool:
    """Whether a happening without a place is told on from one with a place."""
    here, there = doc.sentence_of[s.trigger], doc.sentence_of[last.trigger]
    if s.type not in _LOCAL or s.background or s.modality is not Modality.ASSERTED or not 0 <= here - there <= _KEPT:
        return False
    named = {
        spot.ident for n in range(there, here + 1) for spot in spots.get(n, ()) if spot.token > last.trigger
    }
    first = doc.sentences[here][0]
    party = {i for t in (s, last) for r in ("actor", "recipient") for i in t.role(r)}
    if here != there and len(party) == sum(len(t.role(r)) for t in (s, last) for r in ("actor", "recipient")):
        return False
    return not named - {last.place} and not set(doc.lower[first : first + 3]) & _ELSEWHERE
