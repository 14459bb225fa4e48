"""Which actor is meant? Every name that is a person's, a body's or a state's: the known actor, or a new one."""

from collections.abc import Iterable
from pathlib import Path

from sourcebook.find.found import Found, How
from sourcebook.find.names import ORGAN
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.text import Document, MentionKind, digest
from sourcebook.resolve.bodies import body
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.entries import known_actor, people_actor, slug, state_actor
from sourcebook.resolve.learnt import Naming, without_initial_the
from sourcebook.resolve.offices import enter_head, head_meant
from sourcebook.resolve.weak import Surroundings, bearer

KOREAS = {"North": "KP", "South": "KR"}
"""What a report about Korea calls its two states."""


def resolve_names(doc: Document, cast: Cast, names: Iterable[Found], project: Path | None = None) -> None:
    """Enter every name that is a person's, a body's or a state's.

    Args:
        doc: the parsed report.
        cast: filled in place.
        names: with their kinds told.
        project: the user's own knowledge, or None.
    """
    names = list(names)
    korea = any(f.country in KOREAS.values() for f in names)
    strong = frozenset(f.ids[0] for f in names if f.ids and f.kind_hint not in {"weak", ORGAN})
    around = Surroundings(names, strong, project)
    naming = Naming(doc=doc, cast=cast, project=project, strong=strong, around=around)
    for f in sorted(names, key=lambda f: (f.kind is not MentionKind.PERSON or " " not in f.text, f.first)):
        if korea and f.how is How.CAPITALS and f.text.removeprefix("the ").removeprefix("The ") in KOREAS:
            code = KOREAS[f.text.split()[-1]]
            cast.mention(f, cast.add_actor(state_actor(code)))
        elif f.kind is MentionKind.PERSON:
            ident = _person(naming, f)
            cast.mention(f, ident)
            if f.title:
                cast.titles.setdefault(ident, f.title.lower())
        elif f.country and f.how in {How.COUNTRY, How.DEMONYM, How.SEAT}:
            _country(naming, f)
        elif f.kind is MentionKind.ACTOR:
            meant = body(naming, f)
            cast.mention(f, meant)
            if meant:
                naming.ends[f.last] = (meant, f.text)


def _person(naming: Naming, f: Found) -> str:
    surname = fold_name(f.text).rpartition(" ")[2]
    if surname not in naming.people and (head := head_meant(naming.cast, f, naming.project)):
        return naming.people.setdefault(surname, enter_head(naming.cast, head, naming.project))
    listed = _listed_person(naming, f, surname)
    if listed:
        entry = actors(naming.project)[listed]
        ident = naming.cast.add_actor(known_actor(entry))
        naming.people.setdefault(fold_name(entry.name).split()[-1], ident)
        return ident
    name = without_initial_the(f.text)
    key = fold_name(name)
    last = key.split()[-1] if key else key
    if last in naming.people and (" " not in key or key.endswith(" " + last)):
        known = naming.cast.actors[naming.people[last]]
        if " " not in key or fold_name(known.name) == key or _same_person(fold_name(known.name), key):
            return naming.people[last]
    ident = f"person-{slug(name) or digest(name)}"
    naming.people.setdefault(last, ident)
    return naming.cast.add_actor(Actor(id=ident, name=name, kind=ActorKind.PERSON))


def _listed_person(naming: Naming, f: Found, surname: str) -> str | None:
    """The public person that a listed name means; none when a surname may as well be that of somebody else named."""
    if not f.ids or f.kind_hint != "weak":
        return f.ids[0] if f.ids else None
    return None if surname in naming.people else bearer(naming.doc, f, naming.around)


def _same_person(a: str, b: str) -> bool:
    """Whether one of two full names is the other with words left out ("Stephen Townsend", "Stephen J Townsend")."""
    x, y = set(a.split()), set(b.split())
    return x <= y or y <= x


def _country(naming: Naming, f: Found) -> None:
    code = f.country or ""
    doc, i = naming.doc, f.head
    if (f.how is How.DEMONYM and doc.tag[i] in {"NNS", "NNPS"}) or (f.how is How.DEMONYM and _alone(doc, i)):
        ident = naming.cast.add_actor(people_actor(code, called=f.text))
    else:
        ident = naming.cast.add_actor(state_actor(code))
    naming.cast.mention(f, ident)


def _alone(doc: Document, i: int) -> bool:
    """A demonym that heads a phrase of its own: "the British", "an Iraqi"."""
    return (
        doc.dep[i] in {"nsubj", "dobj", "pobj", "nsubjpass", "conj"}
        and doc.pos[i] in {"NOUN", "PROPN"}
        and not any(doc.dep[k] == "compound" for k in doc.children[i])
    )
