"""Groups first described and then named: "It trained a force of rebels", then "The group is called Free Eagles"."""

from sourcebook.find.groups import BODY_NOUNS
from sourcebook.grammar import is_passive
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

_CALLING = frozenset("call name know dub style nickname term".split())
# Nouns for a body that may be introduced with "a" and named afterwards.
_BODIES = BODY_NOUNS | frozenset(
    "force unit militia army coalition alliance brigade battalion front wing cell gang party council".split()
)
_LOOK_BACK = 2  # sentences
_NAMED = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.FRONT_NAME,
        ActorKind.COALITION,
        ActorKind.PARTY,
        ActorKind.STATE_BODY,
        ActorKind.OTHER,
    }
)


def resolve_namings(doc: Document, cast: Cast) -> None:
    """Let a description that is given a name mean its bearer, where it was introduced too.

    Args:
        doc: the parsed report.
        cast: changed in place.
    """
    for v, lemma in enumerate(doc.lemma):
        if lemma not in _CALLING or doc.pos[v] != "VERB" or not is_passive(doc, v):
            continue
        bearer = next((k for k in doc.children[v] if doc.dep[k] == "nsubjpass"), None)
        name = _name_given(doc, cast, v)
        if bearer is None or name is None or doc.pos[bearer] != "NOUN" or doc.lemma[bearer] not in _BODIES:
            continue
        cast.refer(bearer, (name,))
        for t in _introduced(doc, bearer):
            cast.refer(t, (name,))


def _name_given(doc: Document, cast: Cast, v: int) -> str | None:
    """The name that a sentence gives."""
    ends = [k for k in doc.children[v] if doc.dep[k] in {"oprd", "attr"}]
    ends += [
        o
        for p in doc.children[v]
        if doc.dep[p] == "prep" and doc.lower[p] == "as"
        for o in doc.children[p]
        if doc.dep[o] == "pobj"
    ]
    for t in ends:
        for ident in cast.heads.get(t, ()):
            if ident in cast.actors and "@" not in ident and cast.actors[ident].kind in _NAMED:
                return ident
    return None


def _introduced(doc: Document, bearer: int) -> list[int]:
    """The body last introduced with "a", which "the group" takes up."""
    if not any(doc.lower[k] in {"the", "this"} for k in doc.children[bearer]):
        return []
    start = doc.sentences[max(0, doc.sentence_of[bearer] - _LOOK_BACK)][0]
    for t in range(bearer - 1, start - 1, -1):
        if doc.lemma[t] in _BODIES and any(doc.lower[k] in {"a", "an"} for k in doc.children[t]):
            return [t]
    return []
