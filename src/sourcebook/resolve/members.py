"""Which bodies make up a set? "The militias include A and B", "groups such as A and B", "A, B and other militias".

A set that is only described is an actor of its own; those that the report lists as its members are kept with it, so
that what is said of the set is found by asking for a member.
"""

from collections.abc import Iterator
from dataclasses import replace

from sourcebook.grammar import conjuncts
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

_LISTING = frozenset({"include", "comprise", "encompass"})
_MADE_OF = frozenset({"consist", "compose"})
_BODIES = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.FRONT_NAME,
        ActorKind.COALITION,
        ActorKind.PARTY,
        ActorKind.STATE,
        ActorKind.STATE_BODY,
        ActorKind.INTL_ORG,
        ActorKind.CIVIL_ORG,
        ActorKind.BUSINESS,
        ActorKind.MEDIA,
        ActorKind.OTHER,
    }
)
_SETS = _BODIES | {ActorKind.UNIDENTIFIED} - {ActorKind.STATE}
_PLURAL = frozenset({"NNS", "NNPS"})


def resolve_members(doc: Document, cast: Cast) -> None:
    """Note with each described set the bodies that the report lists as its members.

    Args:
        doc: the parsed report.
        cast: changed in place.
    """
    for t in sorted(cast.heads):
        ident = cast.heads[t][0]
        group = cast.actors.get(ident)
        if group is None or "@" not in ident or group.kind not in _SETS or doc.tag[t] not in _PLURAL:
            continue
        named = (i for k in _listed(doc, t) for i in cast.heads.get(k, ())[:1])
        members = [i for i in named if "@" not in i and i in cast.actors and cast.actors[i].kind in _BODIES]
        if members:
            every = tuple(dict.fromkeys((*group.members, *members)))
            cast.actors[ident] = replace(group, members=every)


def _listed(doc: Document, t: int) -> Iterator[int]:
    """Heads of the names that a phrase lists."""
    for k in doc.children[t]:
        if doc.dep[k] == "prep" and _gives_examples(doc, k):
            yield from (j for o in doc.children[k] if doc.dep[o] == "pobj" for j in conjuncts(doc, o))
        elif doc.dep[k] == "appos" and k > t:
            yield from conjuncts(doc, k)
    if any(doc.lower[k] == "other" for k in doc.children[t]):
        yield from _before_others(doc, t)
    v = doc.head[t]
    if doc.dep[t] in {"nsubj", "nsubjpass"} and doc.lemma[v] in _LISTING:
        yield from (j for o in doc.children[v] if doc.dep[o] == "dobj" for j in conjuncts(doc, o))
    if doc.dep[t] in {"nsubj", "nsubjpass"} and doc.lemma[v] in _MADE_OF:
        of = (p for p in doc.children[v] if doc.dep[p] == "prep" and doc.lower[p] == "of")
        yield from (j for p in of for o in doc.children[p] if doc.dep[o] == "pobj" for j in conjuncts(doc, o))
    yield from _one_of_them(doc, t)


def _gives_examples(doc: Document, p: int) -> bool:
    """Whether "such as", "like" or "including" begins a list."""
    return doc.lower[p] in {"like", "including"} or (
        doc.lower[p] == "as" and any(doc.lower[k] == "such" for k in doc.children[p])
    )


def _before_others(doc: Document, t: int) -> Iterator[int]:
    """ "A, B and other militias": what stands before "other" in the list."""
    while doc.dep[t] == "conj" and doc.head[t] < t:
        t = doc.head[t]
        yield t


def _one_of_them(doc: Document, t: int) -> Iterator[int]:
    """ "A, one of the militias", "A is one of the militias"."""
    p = doc.head[t]
    one = doc.head[p]
    if doc.dep[t] != "pobj" or doc.lower[p] != "of" or doc.lower[one] != "one":
        return
    if doc.dep[one] == "appos":
        yield doc.head[one]
    elif doc.dep[one] == "attr":
        yield from (k for k in doc.children[doc.head[one]] if doc.dep[k] == "nsubj")
