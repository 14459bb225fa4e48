"""Who and where is meant? Runs the resolvers over a document in the order in which a reader meets its words."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sourcebook.find.found import Found, Group, How
from sourcebook.find.titles import kinds_of
from sourcebook.grammar import conjuncts
from sourcebook.knowledge.outlets import Outlet
from sourcebook.knowledge.people import TitleKind
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, Mention, MentionKind
from sourcebook.resolve.actors import resolve_names
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.clauses import owners
from sourcebook.resolve.days import Calendar
from sourcebook.resolve.described import Described, resolve_group
from sourcebook.resolve.entries import state_actor
from sourcebook.resolve.geometry import BEARINGS
from sourcebook.resolve.members import resolve_members
from sourcebook.resolve.naming import resolve_namings
from sourcebook.resolve.offices import officer
from sourcebook.resolve.pronouns import Discourse, resolve_definite, resolve_pronoun
from sourcebook.resolve.whereabouts import (
    resolve_definite_place,
    resolve_own_place,
    resolve_side,
    resolve_there,
    resolve_where,
)

_EITHER = frozenset({ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.FRONT_NAME, ActorKind.PARTY})
_BODIES = _EITHER | {ActorKind.STATE_BODY, ActorKind.CIVIL_ORG, ActorKind.OTHER}
SIDES = frozenset(BEARINGS)
_OF_SIDES = frozenset({"NOUN", "ADV", "ADJ", "PROPN"})
_FIRST_PERSON = frozenset({"we", "our", "i"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})


def resolve(
    doc: Document,
    names: Sequence[Found],
    groups: Sequence[Group],
    report: str,
    project: Path | None = None,
    *,
    outlet: Outlet | None = None,
    dates: Sequence[Mention] = (),
) -> Cast:
    """Every actor and place of a report, and which words mean which.

    Args:
        doc: the parsed report.
        names: names with their kinds told.
        groups: noun phrases that make people actors.
        report: id of the report; scopes what is described and not named.
        project: a folder with the user's own knowledge, or None.
        outlet: where the report was published, when known.
        dates: its dates, which tell one government of a state from another.
    """
    cast = Cast(doc=doc)
    cast.calendar = Calendar(doc, dates)
    resolve_names(doc, cast, names, project)
    resolve_where(doc, cast, names, report, project, outlet)
    _find_voice(doc, cast, names, project)
    _in_order(doc, cast, names, groups, report, project)
    resolve_namings(doc, cast)
    resolve_members(doc, cast)
    return cast


def _find_voice(doc: Document, cast: Cast, names: Sequence[Found], project: Path | None) -> None:
    """Whose statement a report in the first person is, and for whom he speaks.

    The state is the one that acts in the present tense in the report's own words ("The United States condemns"), or the
    one whose known official speaks.
    """
    if _FIRST_PERSON.isdisjoint(doc.lower) and not any(doc.quoted):
        return
    for f in names:
        if (
            f.kind is MentionKind.PERSON
            and f.title
            and kinds_of(f.title, project) & {TitleKind.OFFICE, TitleKind.LEADERSHIP}
            and _speaking(doc, f.head)
        ):
            cast.voice = next(iter(cast.heads.get(f.head, ())), None)
            break
    if cast.voice is None and len(cast.titles) == 1 and doc.sentences:
        only = next(iter(cast.titles))
        in_headline = any(only in cast.heads.get(t, ()) for t in range(*doc.sentences[0]))
        cast.voice = only if in_headline else None
    own = Counter(
        ids[0]
        for i, ids in cast.heads.items()
        if doc.dep[i] in {"nsubj", "poss", "compound"} and ids[0] in cast.actors and _declares(doc, i)
        and cast.actors[ids[0]].kind in {ActorKind.STATE, ActorKind.INTL_ORG, ActorKind.COALITION}
    )  # fmt: skip
    if own:
        cast.spokesman_for = own.most_common(1)[0][0]
    elif cast.voice and (code := cast.actors[cast.voice].state):
        cast.spokesman_for = cast.add_actor(state_actor(code))
    else:
        cast.spokesman_for = cast.voice


def _speaking(doc: Document, i: int) -> bool:
    """Whether somebody is the subject of what he says or does in the report's own frame."""
    while doc.dep[i] in {"appos", "conj"} and doc.head[i] != i:
        i = doc.head[i]
    v = doc.head[i]
    return (
        doc.dep[i] in {"nsubj", "ROOT", "nmod", "npadvmod"}
        and not doc.quoted[i]
        and doc.lemma[v] in _DECLARING
    )


def _declares(doc: Document, i: int) -> bool:
    """A body that welcomes, condemns, stands by in the present tense, or whose support is reiterated."""
    h = doc.head[i]
    if doc.dep[i] == "nsubj":
        return doc.tag[h] in {"VBZ", "VBP"} and (doc.lemma[h] in _DECLARING or _feels(doc, h))
    return doc.lemma[h] in {"support", "commitment"}


def _feels(doc: Document, v: int) -> bool:
    """ "is committed", "remains concerned", "continues to"."""
    if doc.lemma[v] in {"stand", "continue"}:
        return True
    feeling = any(doc.lower[k] in _FEELINGS for k in doc.children[v])
    return doc.lower[v] in _FEELINGS or (doc.lemma[v] in {"be", "remain"} and feeling)


_FEELINGS = frozenset(
    "committed determined concerned proud ready grateful saddened appalled clear steadfast resolved".split()
)
_DECLARING = frozenset(
    "say welcome condemn comment respond announce tell add state reiterate call urge support commend express deplore "
    "congratulate praise reaffirm thank strongly stand".split()
)


def _in_order(
    doc: Document,
    cast: Cast,
    names: Sequence[Found],
    groups: Sequence[Group],
    report: str,
    project: Path | None,
) -> None:
    by_head: dict[int, Found | Group] = {g.found.head: g for g in groups}
    by_head |= {f.head: f for f in names}
    discourse = Discourse(doc=doc, cast=cast)
    known: list[Described] = []
    for i, (tag, pos, lower) in enumerate(zip(doc.tag, doc.pos, doc.lower, strict=True)):
        item = by_head.get(i)
        if (
            isinstance(item, Group)
            and item.lemma == "state"
            and set(cast.heads.get(i, ())) & set(cast.places)
        ):
            continue  # "Borno state" is no government
        if isinstance(item, Group):
            _group(doc, cast, discourse, item, known, report, project)
            resolve_own_place(doc, cast, i)
        elif item is not None:
            discourse.say(i, cast.heads.get(i, ()), _plural(doc, cast, item))
        elif lower == "whose":
            _whose(doc, cast, i)
        elif tag in _PRONOUN_TAGS:
            resolve_pronoun(doc, cast, discourse, i)
        elif lower in SIDES and pos in _OF_SIDES:
            resolve_side(doc, cast, i)
        elif pos == "NOUN":
            resolve_definite_place(doc, cast, i)
        elif lower == "there":
            resolve_there(doc, cast, i)


def _whose(doc: Document, cast: Cast, i: int) -> None:
    """ "X, the bloc whose troops ...": those of the noun that the clause hangs on, by its name where it has one."""
    ids = [a for k in owners(doc, i) for a in cast.heads.get(k, ()) if cast.is_actor(a)]
    cast.refer(i, tuple(sorted(ids, key=lambda a: "@" in a))[:1])


def _group(
    doc: Document,
    cast: Cast,
    discourse: Discourse,
    group: Group,
    known: list[Described],
    report: str,
    project: Path | None,
) -> None:
    head = group.found.head
    ids = (
        _named(doc, cast, head)
        or _described_beside(doc, cast, group)
        or resolve_definite(cast, discourse, group, project, described={d.lemma for d in known})
        or _in_office(cast, group, project)
        or resolve_group(cast, group, known, report, project)
    )
    if ids:
        cast.mention(group.found, ids[0])
        cast.refer(head, ids)
        discourse.say(head, ids, group.plural)


def _in_office(cast: Cast, group: Group, project: Path | None) -> tuple[str, ...]:
    person = officer(cast, group, project)
    return (person,) if person else ()


def _named(doc: Document, cast: Cast, head: int) -> tuple[str, ...]:
    """The name that a description is given at once: "the umbrella organization known as NAME"."""
    for k in doc.children[head]:
        if doc.dep[k] == "acl" and doc.lemma[k] in {"know", "call", "name", "dub", "style"}:
            inner = [o for p in doc.children[k] if doc.dep[p] == "prep" for o in doc.children[p]]
            for o in (*doc.children[k], *inner):
                ids = tuple(i for i in cast.heads.get(o, ()) if cast.is_actor(i))
                if ids and doc.dep[o] in {"oprd", "pobj", "dobj", "attr"}:
                    return ids[:1]
    return _named_next(doc, cast, head)


def _named_next(doc: Document, cast: Cast, head: int) -> tuple[str, ...]:
    """The names right behind somebody's ally that the parser takes for a second subject: "Iran's ally Hezbollah"."""
    owned = any(doc.dep[k] == "poss" for k in doc.children[head])
    near = [t for t in range(head + 1, min(head + _NAME_LENGTH, len(doc))) if t in cast.heads][:1]
    if not owned or not near or cast.covers.get(head + 1, head) != near[0]:
        return ()
    told_of = doc.dep[near[0]] == doc.dep[head] == "nsubj" and doc.head[near[0]] == doc.head[head]
    named = conjuncts(doc, near[0]) if told_of else []
    if any(t not in cast.heads for t in named):
        return ()  # a description among them is yet to be met: "our ally Turkey and our coalition"
    return tuple(dict.fromkeys(i for t in named for i in cast.heads.get(t, ()) if cast.is_actor(i)))


_NAME_LENGTH = 8  # tokens of the longest name looked for


def _described_beside(doc: Document, cast: Cast, group: Group) -> tuple[str, ...]:
    """The body that a description stands beside: "the Azov Regiment, a Ukraine-based unit of volunteers"."""
    head = group.found.head
    name = doc.head[head]
    article = any(doc.lower[k] in {"a", "an"} for k in doc.children[head])
    listed = any(doc.dep[k] in {"cc", "conj"} for t in (name, head) for k in doc.children[t])
    if group.plural or group.one or doc.dep[head] != "appos" or not article or listed:
        return ()
    ids = cast.heads.get(name, ())[:1]
    return tuple(i for i in ids if i in cast.actors and "@" not in i and cast.actors[i].kind in _BODIES)


def _plural(doc: Document, cast: Cast, f: Found) -> bool | None:
    ids = cast.heads.get(f.head, ())
    if ids and ids[0] in cast.actors and cast.actors[ids[0]].kind in {ActorKind.STATE, ActorKind.PERSON}:
        return False
    if f.how is How.DEMONYM or (doc.tag[f.head] == "NNS" and not f.text.isupper()):
        return True
    body = bool(ids) and ids[0] in cast.actors and cast.actors[ids[0]].kind in _EITHER
    return False if doc.tag[f.head] == "NN" and not body else None  # "the Army of X ... they"


__all__ = ["resolve"]
