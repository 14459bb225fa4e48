"""Where is a place, what does it face, what does it join, and who is there."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from sourcebook.draft.ties.doers import doers
from sourcebook.draft.ties.scene import End, P, Scene, once, size
from sourcebook.find.found import Found, How
from sourcebook.grammar import agents, begins_clause, conjuncts, dependents, is_verb, prepositional
from sourcebook.model.text import MentionKind
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.wording import Tie as Wording
from sourcebook.resolve.wording import taken_apart

_ENDPOINTS = frozenset({"between", "from", "to", "into", "with"})
_ROUTES = frozenset("road highway motorway route corridor railway pipeline bridge street".split())


def by_company(scene: Scene) -> None:
    """Places named beside each other: "X, Baghdad", "X in Iraq", "the X district of Y"."""
    places: list[Found] = []
    for f in scene.mentions:
        if _place(scene, f) and not (places and f.first <= places[-1].last):
            places.append(f)
    for n, (a, b) in enumerate(pairwise(places)):
        if scene.doc.sentence_of[a.last] != scene.doc.sentence_of[b.first]:
            continue
        if _settles(scene, a, b):
            if _larger(scene, b, a):
                _locate(scene, b, a)
        elif _says_in(scene, a, b):
            inner = places[n + 2] if n + 2 < len(places) and _owns(scene, b, places[n + 2]) else b
            _locate(scene, a, inner if _may_hold(scene, a, inner) else b)
        elif _owns(scene, a, b):
            _locate(scene, b, a)
    for f in places:
        _by_demonym(scene, f)


def _settles(scene: Scene, a: Found, b: Found) -> bool:
    """As in "the Crimean port of Sevastopol", where the name before the noun is of what the town lies in."""
    words = scene.doc.lower[a.first + 1 : b.first]
    return len(words) > 1 and words[-1] == "of" and words[-2] in _TOWNS and b.first - a.last in {2, 3}


_TOWNS = frozenset({"town", "city", "village", "port", "hamlet", "settlement"})


def _owns(scene: Scene, a: Found, b: Found) -> bool:
    """As in "Russia's Belgorod region"."""
    same = scene.doc.sentence_of[a.last] == scene.doc.sentence_of[b.first]
    return same and scene.doc.lower[a.last + 1 : b.first] in _POSSESSIVE and _may_hold(scene, b, a)


_POSSESSIVE = (("'s",), ("’s",), ("’", "s"))


def _place(scene: Scene, f: Found) -> str | None:
    return next((i for i in scene.cast.heads.get(f.head, ()) if i in scene.cast.places), None)


def _says_in(scene: Scene, a: Found, b: Found) -> bool:
    """Whether the words between two places put the first into the second."""
    doc = scene.doc
    between = [doc.lower[t] for t in range(a.last + 1, b.first)]
    if len(between) > 7 or not between:  # noqa: PLR2004 - "the X district in the heart of Y"
        return False
    rest = [w for w in between if w not in {"the", "a", "an", *scene.words.sets["ground.directions"]}]
    if rest == [","]:
        return _larger(scene, a, b) and not _coordinated(scene, b) and not begins_clause(doc, b.head)
    if rest and scene.has("ground.districts", rest[0]):
        rest = rest[1:]
    if rest[:2] == ["and", "other"] and rest[-1] in {"of", "in"}:  # "X and other parts of Y"
        return _may_hold(scene, a, b)
    if rest[:1] == [","]:
        return False
    return (
        bool(rest)
        and rest[0] in scene.words.sets["ground.inside"]
        and all(
            w in {"heart", "of", "in", "centre", "center", "middle", "part", "outskirts"} for w in rest[1:]
        )
        and _may_hold(scene, a, b)
    )


def _may_hold(scene: Scene, a: Found, b: Found) -> bool:
    x, y = scene.cast.places[_place(scene, a) or ""], scene.cast.places[_place(scene, b) or ""]
    if x.id == y.id or (x.country and y.country and x.country != y.country):
        return False
    return x.kind is not PlaceKind.COUNTRY and taken_apart(y.name).tie not in _BESIDE


# Such a stretch holds nothing.
_BESIDE = frozenset({Wording.AWAY, Wording.AROUND, Wording.ROAD, Wording.BETWEEN, Wording.COAST})


def _larger(scene: Scene, a: Found, b: Found) -> bool:
    x, y = scene.cast.places[_place(scene, a) or ""], scene.cast.places[_place(scene, b) or ""]
    larger = y.kind is PlaceKind.COUNTRY or size(y.kind) > size(x.kind) or x.admin1 == y.name
    return larger and _may_hold(scene, a, b)


def _coordinated(scene: Scene, f: Found) -> bool:
    """Whether a place goes on a list ("X, Y and Z") rather than ending an address ("X, Y")."""
    doc = scene.doc
    at = f.last + 1
    if at + 1 >= len(doc) or doc.lower[at] in {"and", "or"}:
        return at + 1 < len(doc)
    following = scene.starts.get(at + 1)
    if doc.words[at] != ",":
        return False
    if following is None or following.kind is MentionKind.PERSON:
        return doc.lower[at + 1] in {"and", "or"}
    other = _place(scene, following)
    return other is not None and not _encloses(scene, other, _place(scene, f) or "")


def _encloses(scene: Scene, whole: str, part: str) -> bool:
    x, y = scene.cast.places[part], scene.cast.places[whole]
    return y.kind is PlaceKind.COUNTRY and x.kind is not PlaceKind.COUNTRY and x.country in {None, y.country}


def _locate(scene: Scene, a: Found, b: Found) -> None:
    x, y = _place(scene, a), _place(scene, b)
    if x and y:
        scene.tie([End(x, a.head)], P.LOCATED_IN, [End(y, b.head)], a.head, sure=True)


def _by_demonym(scene: Scene, f: Found) -> None:
    """As in "the Syrian town of X", "Assam's Udalguri district"."""
    doc = scene.doc
    here = _place(scene, f)
    place = scene.cast.places[here] if here else None
    if here is None or place is None or place.kind is PlaceKind.COUNTRY or f.how is How.DEMONYM:
        return
    if doc.lemma[f.head] in {"border", "frontier"}:  # "the Iraqi and Jordanian border" lies in neither
        return
    noun = f.head
    prep = doc.head[noun]
    if (
        doc.dep[noun] == "pobj"
        and doc.lower[prep] == "of"
        and scene.has("ground.districts", doc.lemma[doc.head[prep]])
    ):
        noun = doc.head[prep]
    for k in dependents(doc, noun, "amod", "poss", "compound", "nmod"):
        d = scene.starts.get(k)
        if (
            d
            and d.country
            and d.head != f.head
            and scene.cast.covers.get(k) != f.head
            and k not in range(f.first, f.last + 1)
            and place.country in {None, d.country}
        ):
            scene.tie([End(here, f.head)], P.LOCATED_IN, [End(scene.country(d.country), k)], noun, sure=True)


def by_seizure(scene: Scene, v: int) -> None:
    """As in "seized the X hospital from the rebels in the heart of Y": what is fought over lies where the fight is."""
    doc = scene.doc
    if not scene.has("ground.take", doc.lemma[v]) or not is_verb(doc, v):
        return
    taken = [
        m for o in dependents(doc, v, "dobj") for e in scene.who(o, "place") for m in _ending(scene, e.token)
    ]
    last = doc.edges[v][1]
    for a in taken[:1]:
        for b in (m for m in scene.mentions if a.last < m.first <= last and _place(scene, m)):
            between = doc.lower[max(a.last + 1, b.first - 4) : b.first]
            if "in" in between and "and" not in between and _may_hold(scene, a, b):
                _locate(scene, a, b)


def _ending(scene: Scene, token: int) -> list[Found]:
    return [m for m in scene.mentions if m.first <= token <= m.last and _place(scene, m)]


def by_facing(scene: Scene, t: int) -> None:
    """As in "X, across from Y", "across the river in Y", "opposite X"."""
    doc = scene.doc
    if not scene.has("ground.across", doc.lower[t]) or doc.pos[t] not in {
        "ADP",
        "ADV",
        "VERB",
        "SCONJ",
        "ADJ",
    }:
        return
    stop = doc.sentences[doc.sentence_of[t]][1]
    linked = doc.lower[t] != "across"
    for j in range(t + 1, min(t + 8, stop)):
        if doc.lower[j] in {"from", "in"} or doc.lower[j] in _LINES:
            linked = True
        f = scene.starts.get(j)
        if f is None or not linked or doc.lower[min(f.last + 1, stop - 1)] in _LINES:
            continue
        other = _place(scene, f)
        if other is None or scene.cast.places[other].kind is PlaceKind.COUNTRY:
            return
        if scene.cast.places[other].kind not in {PlaceKind.WATERWAY, PlaceKind.SEA}:
            _face(scene, t, f, other)
            return


_LINES = frozenset({"river", "strait", "frontier", "valley", "gulf", "canal", "bay"})


def _face(scene: Scene, t: int, f: Found, other: str) -> None:
    near = {PlaceKind.SETTLEMENT, PlaceKind.CROSSING, PlaceKind.BASE, PlaceKind.FACILITY, PlaceKind.TERRAIN}
    for m in reversed([m for m in scene.mentions if m.last < t]):
        here = _place(scene, m)
        if here and here != other and scene.cast.places[here].kind in near:
            scene.tie([End(other, f.head)], P.ADJOINS, [End(here, m.head)], t, sure=True)
            return


def by_passage(scene: Scene, n: int) -> None:
    """A crossing or road and the places that it joins."""
    doc = scene.doc
    lemma = doc.lemma[n]
    rules = scene.words.nouns.get(lemma, ())
    if not rules or rules[0].predicate is not P.CONNECTS:
        return
    ends = once(
        End(i, o)
        for w, o in prepositional(doc, n)
        if w in _ENDPOINTS
        for i in (e.id for e in scene.who(o, "place"))
    )
    ends += _entered(scene, n)
    if not ends or (len(ends) < 2 and lemma in _ROUTES):  # noqa: PLR2004 - a road needs two ends to be told apart
        return
    itself = _passage(scene, n, ends)
    if itself:
        verb = doc.head[n]
        if is_verb(doc, verb) and doc.dep[n] == "nsubj":
            ends += [
                End(i, o)
                for w, o in prepositional(doc, verb)
                if w in {"through", "to", "into"}
                for i in _places_meant(scene, o, {e.id for e in ends})
            ]
        scene.tie([itself], P.CONNECTS, once(ends), n, sure=True)


def _entered(scene: Scene, n: int) -> list[End]:
    """As in "the crossing that sits where the river enters Iraq"."""
    doc = scene.doc
    first, last = doc.edges[n]
    return [
        End(i, o)
        for v in range(n, last + 1)
        if doc.lemma[v] == "enter" and is_verb(doc, v)
        for o in dependents(doc, v, "dobj")
        for i in scene.cast.at(o)
        if i in scene.cast.places and first <= o
    ]


def _passage(scene: Scene, n: int, ends: list[End]) -> End | None:
    """The crossing itself: its name, or whom it stands beside; a road without a name goes by its words."""
    doc = scene.doc
    for k in (n, doc.head[n] if doc.dep[n] in {"appos", "conj"} else n):
        for i in scene.cast.at(k):
            if i in scene.cast.places:
                return End(i, k)
    if doc.dep[n] == "attr":
        for k in doers(scene, doc.head[n]):
            for i in _places_meant(scene, k):
                return End(i, k)
    if doc.lemma[n] not in _ROUTES:
        return None
    last = max(e.token for e in ends)
    name = " ".join(doc.text[doc.start[n] : doc.end[last]].split())
    ident = scene.cast.add_place(Place(id=f"place:{name.lower()}", name=name, kind=PlaceKind.ROUTE))
    return End(ident, n)


def _places_meant(scene: Scene, token: int, but: Collection[str] = ()) -> list[str]:
    """Places that a token means; "the town" is the last one named, of those that it can be."""
    own = [e.id for e in scene.who(token, "place")]
    doc = scene.doc
    if own or doc.lemma[token] not in scene.words.sets["ground.districts"]:
        return own
    if not any(doc.lower[k] in {"the", "this", "that"} for k in doc.children[token]):
        return []
    for m in reversed([m for m in scene.mentions if m.last < token]):
        i = _place(scene, m)
        if i and i not in but and _may_be(scene, m, i, doc.lemma[token]):
            return [i]
    return []


_SITES = frozenset({"hospital", "base", "camp", "airport", "port"})


def _may_be(scene: Scene, m: Found, ident: str, noun: str) -> bool:
    """Whether a place spoken of before may go by a noun: its own phrase has it, or it is a town."""
    doc = scene.doc
    after = doc.lower[m.last + 1 : m.last + 3]
    if noun in _SITES:
        return noun in after or noun in doc.lower[m.first : m.last + 1]
    return scene.cast.places[ident].kind in {PlaceKind.SETTLEMENT, PlaceKind.ADMIN2, PlaceKind.FACILITY}


def by_force(scene: Scene, v: int) -> None:
    """As in "X has troops in Y and at Z", "X sent fighters into Y"."""
    doc = scene.doc
    if not scene.has("ground.keep", doc.lemma[v]) or not is_verb(doc, v):
        return
    forces = [k for o in dependents(doc, v, "dobj") for k in conjuncts(doc, o)]
    forces += [k for o in forces for w, k in prepositional(doc, o) if w == "of" and doc.lemma[o] != "base"]
    if not any(scene.has(f"ground.{key}", doc.lemma[o]) for o in forces for key in ("force", "staff")):
        return
    whose = scene.every(agents(doc, v), "side")
    places = [e for k in (v, *forces) for e in _there(scene, k)]
    bases = [e for e in places if scene.cast.places[e.id].kind is PlaceKind.BASE]
    kept = bases if scene.has("ground.settle", doc.lemma[v]) else []
    scene.tie(whose, P.BASED_AT, once(kept), v)
    scene.tie(whose, P.OPERATES_IN, once(e for e in places if e not in kept), v)


def _there(scene: Scene, token: int) -> list[End]:
    """Places in the phrases "in X", "to X and at Y" of a word; the later ones may hang on the first."""
    doc, found = scene.doc, []
    for p in dependents(doc, token, "prep", "dative"):
        for q in (p, *(c for c in dependents(doc, p, "conj"))):
            if doc.lower[q] in {"in", "into", "to", "at", "inside", "across", "near"}:
                for o in dependents(doc, q, "pobj"):
                    for k in conjuncts(doc, o):
                        found += scene.who(k, "place")
    return found


def by_group_in(scene: Scene, f: Found) -> None:
    """As in "militants from ISIL in Mosul", "ISIL in Mosul": a group that is in a place."""
    if f.head in scene.names or scene.has("ground.force", scene.doc.lemma[f.head]):
        _present(scene, f.head, f.last, scene.cast.heads.get(f.head, ()))


def by_seat(scene: Scene, f: Found) -> None:
    """As in "the government in Aden", "the Presidential Council in Tripoli": where a body of rulers sits."""
    doc = scene.doc
    bodies = [End(i, f.head) for i in scene.cast.heads.get(f.head, ()) if scene.cast.kind(i) == "state_body"]
    words = {doc.lemma[t] for t in range(f.first, f.last + 1)}
    if not bodies or words.isdisjoint(scene.words.sets["ground.seats"]):
        return
    for p in dependents(doc, f.head, "prep"):
        if doc.lower[p] == "in" and p > f.last:
            towns = [
                e
                for o in dependents(doc, p, "pobj")
                for e in scene.who(o, "place")
                if scene.cast.places[e.id].kind is PlaceKind.SETTLEMENT
            ]
            scene.tie(bodies[:1], P.BASED_AT, towns, f.head, sure=True)


def by_men_in(scene: Scene, n: int) -> None:
    """As in "ISIS cells in the Hamrin hills", where the men are no mention of their own."""
    if scene.has("ground.force", scene.doc.lemma[n]) and n not in scene.cast.heads:
        _present(scene, n, n, [e.id for e in scene.who(n, "body")])


def _present(scene: Scene, head: int, last: int, ids: Sequence[str]) -> None:
    doc = scene.doc
    if not ids or not scene.is_a(ids[0], "named") or scene.cast.kind(ids[0]) != "armed_group":
        return
    for p in dependents(doc, head, "prep"):
        if doc.lower[p] == "in" and p > last:
            for o in dependents(doc, p, "pobj"):
                scene.tie([End(ids[0], head)], P.OPERATES_IN, scene.who(o, "place"), head)


def by_use(scene: Scene, v: int) -> None:
    """As in "using the hospital as a base", "used the valleys as a sanctuary"."""
    doc = scene.doc
    if doc.lemma[v] != "use" or not is_verb(doc, v):
        return
    for p in dependents(doc, v, "prep"):
        nouns = (
            [k for o in dependents(doc, p, "pobj") for k in conjuncts(doc, o)] if doc.lower[p] == "as" else []
        )
        rules = [r for k in nouns for r in scene.words.nouns.get(doc.lemma[k], ())]
        for predicate in {r.predicate for r in rules} & {P.BASED_AT, P.OPERATES_IN}:
            places = [End(i, o) for o in dependents(doc, v, "dobj") for i in _places_meant(scene, o)]
            scene.tie(scene.every(doers(scene, v), "side"), predicate, places, v)
