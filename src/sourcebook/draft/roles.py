"""Whom does a token mean in a role? From the head of a noun phrase to the ids of actors and places."""

from sourcebook.grammar import conjuncts, dependents
from sourcebook.knowledge.frames import frames
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

# Heads that only count or name a part; who is meant stands after "of".
_PARTITIVE = frozenset(
    "one two three number dozen hundred thousand score many some several most all none each both either neither rest "
    "majority minority handful group member element unit part leader leadership wing faction majority people official "
    "fighter force troop soldier militant commander spokesman position home regime target side kind sort "
    "type any column instructor trainer adviser advisor envoy delegate representative gunman convoy squad cell patrol "
    "wave pair trio couple batch remnant bulk remainder total crowd family relative band".split()
)
_EXAMPLES = frozenset({"like", "including", "as"})
_OWNED = frozenset({"poss", "compound", "amod", "nmod"})
_ACTING_PLACES = frozenset({"state"})
# Things that stand for whoever owns them when they are hit, held or named ("ISIL vehicles", "US bases").
MAX = 12  # ids in one role


def whom(doc: Document, cast: Cast, token: int, *, depth: int = 3) -> tuple[str, ...]:
    """Ids of the actors that a noun phrase means.

    Args:
        doc: the document.
        cast: its actors and places.
        token: head of the noun phrase.
        depth: how many "of" and "such as" phrases may be followed.

    Returns:
        The phrase's own actor; else those it counts or exemplifies; else the owner of the thing; else nothing.
    """
    phrases = dependents(doc, token, "prep") if depth else []
    examples = _examples(doc, cast, token, phrases, depth)
    if examples:
        return examples
    if depth and (bearer := _bearer(doc, token)) is not None:
        ids = _apposed(doc, cast, token) or whom(doc, cast, bearer, depth=depth - 1)
        if ids:
            return ids
    own = tuple(i for i in cast.heads.get(token, ()) if cast.is_actor(i))
    described = not own or doc.pos[token] == "NOUN" or cast.actors[own[0]].kind in _DESCRIBED
    named = _apposed(doc, cast, token) if described else ()
    named = named or (() if own else _named_next(doc, cast, token))
    if named or own:
        return tuple(dict.fromkeys((*(named or own), *_including(doc, cast, phrases, depth))))
    if depth and doc.lemma[token] in _PARTITIVE:
        inner = _of(doc, cast, token, depth)
        if inner:
            return inner
    covering = tuple(i for i in cast.at(token) if cast.is_actor(i))
    return covering or owners(doc, cast, token)


def _bearer(doc: Document, token: int) -> int | None:
    """Who is meant by words that only describe: "X, a faction that left", "the bloc whose troops deployed"."""
    above = doc.head[token]
    named = doc.pos[above] == "PROPN" or doc.words[above].isupper() or doc.lemma[above] in _PARTITIVE
    if (
        doc.dep[token] == "appos"
        and doc.pos[token] == "NOUN"
        and named
        and not dependents(doc, token, "conj")
    ):
        return above
    verb = above
    if doc.dep[verb] == "relcl" and any(doc.lower[k] == "whose" for k in dependents(doc, token, "poss")):
        return doc.head[verb]
    return None


def owners(doc: Document, cast: Cast, token: int) -> tuple[str, ...]:
    """Ids of the actors that own or qualify a thing ("ISIL vehicles", "Israel's war effort")."""
    found: list[str] = []
    for k in dependents(doc, token, *_OWNED):
        for j in conjuncts(doc, k):
            found.extend(i for i in cast.at(j) if cast.is_actor(i))
    return tuple(dict.fromkeys(found))


def belongs_to(doc: Document, token: int) -> list[int]:
    """Heads of the phrases that say whose a thing is: "hideouts of X", "arms intended for X", "a base used by X".

    Args:
        doc: the document.
        token: head of the noun phrase.
    """
    if doc.pos[token] != "NOUN" or doc.lemma[token] in frames().nouns:
        return []  # "the killing of X" is no thing of his
    found = [p for p in dependents(doc, token, "prep") if doc.lower[p] == "of"]
    for k in dependents(doc, token, "acl"):
        if doc.lemma[k] in _OWNING:
            found += dependents(doc, k, "prep", "agent")
    return [j for p in found for o in dependents(doc, p, "pobj") for j in conjuncts(doc, o)]


_OWNING = frozenset(
    "intend belong bind destine mean hold use own control run operate occupy man staff".split()
)
_DESCRIBED = frozenset({ActorKind.UNIDENTIFIED, ActorKind.STATE_BODY, ActorKind.STATE})


def _apposed(doc: Document, cast: Cast, token: int) -> tuple[str, ...]:
    """The person named behind a description: "the prime minister-designate, NAME"."""
    for k in (*dependents(doc, token, "appos"), *_apposed_higher(doc, token)):
        ids = tuple(
            i for i in cast.heads.get(k, ()) if cast.is_actor(i) and cast.actors[i].kind is ActorKind.PERSON
        )
        if ids:
            return ids
    return ()


def _apposed_higher(doc: Document, token: int) -> list[int]:
    """As in "the killing of the group's leader, NAME, in Gao", where the parser hangs the name on the killing."""
    prep, after = doc.head[token], doc.edges[token][1] + 1
    if doc.dep[token] != "pobj" or doc.tag[token] != "NN" or doc.words[after : after + 1] != (",",):
        return []
    return [k for k in dependents(doc, doc.head[prep], "appos") if doc.edges[k][0] == after + 1]


def _named_next(doc: Document, cast: Cast, token: int) -> tuple[str, ...]:
    """Those named right behind somebody's affiliate or rival: "al-Qaeda's affiliate JNIM", not their owner."""
    near = [
        k
        for k in dependents(doc, token, "appos")
        if cast.covers.get(token + 1, token + 1) == cast.covers.get(k, k)
    ]
    ids = (i for k in near for j in conjuncts(doc, k) for i in cast.heads.get(j, ()) if cast.is_actor(i))
    return tuple(dict.fromkeys(ids))


def _of(doc: Document, cast: Cast, token: int, depth: int) -> tuple[str, ...]:
    found: list[str] = []
    for p in dependents(doc, token, "prep"):
        if doc.lower[p] in {"of", "from", "in", "between"} and (
            doc.lower[p] == "of" or doc.lower[p] == "from"
        ):
            for o in dependents(doc, p, "pobj"):
                for k in conjuncts(doc, o):
                    found.extend(whom(doc, cast, k, depth=depth - 1))
    return tuple(dict.fromkeys(found))


def _examples(doc: Document, cast: Cast, token: int, phrases: list[int], depth: int) -> tuple[str, ...]:
    """Actors named as examples: "factions, such as the PKK and parties like Komala"."""
    found: list[str] = []
    for p in phrases:
        such = doc.lower[p] == "as" and any(doc.lower[k] == "such" for k in doc.children[p])
        like = doc.lower[p] == "like" and doc.tag[token] in {"NNS", "NNPS"}
        if such or like:
            for o in dependents(doc, p, "pobj"):
                for k in conjuncts(doc, o):
                    found.extend(whom(doc, cast, k, depth=depth - 1))
    return tuple(dict.fromkeys(found))


def _including(doc: Document, cast: Cast, phrases: list[int], depth: int) -> tuple[str, ...]:
    """Those named as part of a whole: "the international community, including Russia and Iran"."""
    found: list[str] = []
    for p in phrases:
        if doc.lower[p] == "including":
            for o in dependents(doc, p, "pobj"):
                for k in conjuncts(doc, o):
                    found.extend(i for i in whom(doc, cast, k, depth=depth - 1) if "@" not in i)
    return tuple(found)


def places(cast: Cast, token: int) -> tuple[str, ...]:
    """Ids of the places that a token means."""
    return tuple(i for i in cast.at(token) if i in cast.places)


def people(doc: Document, cast: Cast, tokens: list[int]) -> tuple[str, ...]:
    """Ids of the actors that several noun phrases mean, each once."""
    return tuple(dict.fromkeys(i for t in tokens for i in whom(doc, cast, t)))[:MAX]
