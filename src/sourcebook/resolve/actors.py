"""Which actor is meant? Names to the known actor or a new one, people to their full name, groups to their owner.

A generic organ of a state ("US troops", "Iraqi forces", "the Israeli government") is that state acting; people of a
named group ("Houthi gunmen") are that group acting. Bodies with a name of their own keep it. People without
organisation are populations; armed people of no named group are actors of their own, scoped to the report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sourcebook.find.found import Found, Group, How
from sourcebook.find.groups import ARMED, GOVERNING
from sourcebook.find.headwords import COMPASS, head_words, says_another_name
from sourcebook.find.names import ORGAN
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import exact_key, fold_name, is_acronym
from sourcebook.knowledge.governments import governments, known_heads
from sourcebook.knowledge.meaning import is_plain
from sourcebook.knowledge.places import country_of
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.text import Document, MentionKind, digest
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.defined import abbreviates, capitals, explained
from sourcebook.resolve.entries import known_actor, people_actor, slug, state_actor
from sourcebook.resolve.governments import (
    RULERS,
    TELLING,
    described_as,
    enter_outright,
    governing,
    listed_bare,
    of_rulers,
)
from sourcebook.resolve.offices import enter_head, head_meant
from sourcebook.resolve.weak import Surroundings, bearer

KOREAS = {"North": "KP", "South": "KR"}
"""What a report about Korea calls its two states."""
_SHORTEST = 2  # letters of a name
_STATE_ORGANS = frozenset({"state_body"})


@dataclass(slots=True)
class Naming:
    """What resolving names has learnt about the report so far.

    Attributes:
        doc: the document.
        cast: filled in place.
        project: the user's own knowledge, or None.
        strong: ids of actors that the report names beyond doubt.
        around: all names that it has.
        people: person id by folded last name.
        bodies: actor id by folded name, for names that no file lists and the full ones of those that one does.
        by_word: the folded names of bodies by each of their words.
        defined: actor id by acronym, for those that the report explains.
        ends: actor id and words by the last token of a name.
    """

    doc: Document
    cast: Cast
    project: Path | None
    strong: frozenset[str]
    around: Surroundings
    people: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)
    ends: dict[int, tuple[str, str]] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=dict)


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
            meant = _body(naming, f)
            cast.mention(f, meant)
            if meant:
                naming.ends[f.last] = (meant, f.text)


def _person(naming: Naming, f: Found) -> str:
    surname = fold_name(f.text).rpartition(" ")[2]
    if surname not in naming.people and (head := head_meant(naming.cast, f, naming.project)):
        return naming.people.setdefault(surname, enter_head(naming.cast, head, naming.project))
    if f.ids:
        entry = actors(naming.project)[f.ids[0]]
        ident = naming.cast.add_actor(known_actor(entry))
        naming.people.setdefault(fold_name(entry.name).split()[-1], ident)
        return ident
    name = _without_initial_the(f.text)
    key = fold_name(name)
    last = key.split()[-1] if key else key
    if last in naming.people and (" " not in key or key.endswith(" " + last)):
        known = naming.cast.actors[naming.people[last]]
        if " " not in key or fold_name(known.name) == key or _same_person(fold_name(known.name), key):
            return naming.people[last]
    ident = f"person-{slug(name) or digest(name)}"
    naming.people.setdefault(last, ident)
    return naming.cast.add_actor(Actor(id=ident, name=name, kind=ActorKind.PERSON))


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


def _body(naming: Naming, f: Found) -> str | None:
    defined = _defined(naming, f)
    if defined:
        return defined
    if f.ids:
        known = _listed(naming, f)
        of_several = len(f.ids) > 1 and " " in f.text
        return known if known or not (is_acronym(f.text) or of_several) else _new_body(naming, f)
    return _new_body(naming, f)


def _defined(naming: Naming, f: Found) -> str | None:
    """The body whose acronym this is in the report's own words, here or before."""
    if not capitals(f.text):
        return None
    key = exact_key(f.text)
    end = explained(naming.doc, f)
    ident, name = naming.ends.get(-1 if end is None else end, ("", ""))
    if ident in naming.cast.actors and abbreviates(f.text, name):
        naming.defined[key] = ident
        body = naming.cast.actors[ident]
        if key not in {exact_key(a.text) for a in body.aliases}:
            alias = Alias(text=f.text, type=AliasType.ACRONYM)
            naming.cast.actors[ident] = replace(body, aliases=(*body.aliases, alias))
    return naming.defined.get(key)


def _new_body(naming: Naming, f: Found) -> str | None:
    """A body that no file lists, or an acronym that may be several's."""
    name = _without_initial_the(f.text)
    key = fold_name(name)
    if len(key) < _SHORTEST or key.isdigit():
        return None
    known = naming.bodies.get(key) or _spelt_out(naming, name) or _shortened(naming, name)
    if known:
        return known
    ident = slug(name)
    if ident in actors(naming.project):
        ident = f"{ident}-2"
    hint = f.kind_hint if f.kind_hint in set(ActorKind) else "other"
    body = Actor(id=ident, name=name, kind=ActorKind(hint), state=_state_in(name), known=False)
    other = _other_name(naming, f, name)
    naming.cast.add_actor(body)
    _remember(naming, name, other or ident)
    naming.bodies.setdefault(key, other or ident)
    return ident


def _listed(naming: Naming, f: Found) -> str | None:
    """Which of the bodies that bear a listed name is meant; None when the words prove none."""
    if f.kind_hint == ORGAN and not naming.strong & set(f.ids):
        return _organ(naming, f)
    before = frozenset(naming.doc.lower[max(f.first - 1, 0) : f.first])
    state = listed_bare(f.ids, naming.project) if f.kind_hint == "weak" else None
    if state:
        return described_as(naming.cast, state, f.head, "government", before & TELLING, naming.project)
    for ident in f.ids:
        if government := governments(naming.project).get(ident):
            return enter_outright(naming.cast, government, naming.project)
    meant = bearer(naming.doc, f, naming.around) if f.kind_hint == "weak" else f.ids[0]
    if meant is None:
        return None
    entry = actors(naming.project)[meant]
    _remember(naming, entry.name, naming.cast.add_actor(known_actor(entry)))
    return meant


def _shortened(naming: Naming, name: str) -> str | None:
    """The one body before whose name holds these words: "Nujaba" after "Harakat al-Nujaba"."""
    key = fold_name(name)
    common = _SMALL | COMPASS | head_words().keys()
    telling = [w for w in key.split() if w not in common and not is_plain(w)]
    if not telling:
        return None
    longer = (b for b in naming.by_word.get(telling[0], ()) if b != key and f" {key} " in f" {b} ")
    fits = {naming.bodies[b] for b in longer}
    if len(fits) != 1:
        return None
    return naming.bodies.setdefault(key, fits.pop())


def _remember(naming: Naming, name: str, ident: str) -> None:
    """Note a body's name, for short forms of it further on."""
    key = fold_name(name)
    if key not in naming.bodies and naming.cast.actors[ident].kind in _BODIES:
        naming.bodies[key] = ident
        for word in key.split():
            naming.by_word.setdefault(word, []).append(key)


_BODIES = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.FRONT_NAME, ActorKind.COALITION, ActorKind.PARTY, ActorKind.OTHER}
)
_SMALL = frozenset(
    "al el the of and for in new united people joint combined special task operation mission state regional local "
    "federal global international general".split()
)


def _other_name(naming: Naming, f: Found, name: str) -> str | None:
    """The body whose further name this is, which later mentions mean: "Kataib X (the X Brigades)", "also known as"."""
    doc, before = naming.doc, f.first - 1
    words: list[str] = []
    while before >= 0 and len(words) < _LINKS and before not in naming.cast.covers:
        words.insert(0, doc.lower[before])
        before -= 1
    if before < 0 or doc.sentence_of[before] != doc.sentence_of[f.first] or not words:
        return None
    if not says_another_name(words, doc.words[f.last + 1] if f.last + 1 < len(doc) else ""):
        return None
    ident = next((i for i in naming.cast.at(before) if naming.cast.is_actor(i)), None)
    body = naming.cast.actors.get(ident or "")
    if body is None or body.kind in {ActorKind.PERSON, ActorKind.STATE, ActorKind.POPULATION}:
        return None
    alias = Alias(text=name, type=AliasType.ALIAS)
    naming.cast.actors[body.id] = replace(body, aliases=(*body.aliases, alias))
    return body.id


_LINKS = 7  # words between two names of one


def _organ(naming: Naming, f: Found) -> str | None:
    """ "US forces", where no body of that name is spoken of in full: the state acting, or the government they serve."""
    state = actors(naming.project)[f.ids[0]].state
    ruler = next((w for w in fold_name(f.text).split() if w in RULERS), None)
    if state and ruler:
        return described_as(naming.cast, state, f.head, ruler, frozenset(), naming.project)
    return naming.cast.add_actor(state_actor(state)) if state else None


def _spelt_out(naming: Naming, name: str) -> str | None:
    """The body that an acronym was introduced for: "Mujahideen Army of Nowhere (MAN)"."""
    if not is_acronym(name):
        return None
    letters = name.replace(".", "").lower()
    for key, ident in naming.bodies.items():
        words = [w for w in key.split() if w not in {"of", "the", "for", "and", "in"}]
        if "".join(w[0] for w in words) == letters or "".join(w[0] for w in key.split()) == letters:
            naming.bodies[fold_name(name)] = ident
            body = naming.cast.actors[ident]
            alias = Alias(text=name, type=AliasType.ACRONYM)
            naming.cast.actors[ident] = replace(body, aliases=(*body.aliases, alias))
            return ident
    return None


def _state_in(name: str) -> str | None:
    return next((c for w in name.split() if (c := country_of(w))), None)


def _without_initial_the(text: str) -> str:
    return text[4:] if text[:4] in {"The ", "the "} else text


# --- groups -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Described:
    """An armed or other group that the report describes without naming it."""

    ident: str
    lemma: str
    country: str | None
    within: str | None
    backers: frozenset[str]
    traits: frozenset[str]
    owners: frozenset[str]
    name: str = ""


def resolve_group(
    cast: Cast, group: Group, known: list[Described], report: str, project: Path | None = None
) -> tuple[str, ...]:
    """Ids of the actor that a group noun phrase means, entering it when it is new.

    Args:
        cast: filled in place.
        group: the phrase.
        known: groups described so far in the report; grows.
        report: id of the report, which scopes what is described.
        project: a folder with the user's own knowledge, or None.
    """
    owners = tuple(i for t in group.owners for i in cast.at(t) if cast.is_actor(i))
    if (government := governing(cast, group, owners, project)) is not None:
        return (government,)
    if owners and group.kind != "population" and not _part(group):
        bodies = tuple(i for i in owners if cast.actors[i].kind is not ActorKind.PERSON)
        if bodies:
            return bodies
        if ruled := _ruled(cast, group, owners):
            return ruled
    if group.lemma == "people" and len(group.countries) == 1 and not (group.quantified or group.traits):
        return (_nation(cast, group.countries[0]),)
    if len(group.countries) == 1 and group.kind in _STATE_ORGANS and group.traits & RULERS:
        return (of_rulers(cast, group, project),)
    if group.kind in _STATE_ORGANS and group.countries:
        return tuple(cast.add_actor(state_actor(code)) for code in group.countries)
    return (_described(cast, group, known, report, frozenset(owners)),)


def _part(group: Group) -> bool:
    """Whether a phrase tells a part of a body from the rest of it: "the Arab element of the SDF"."""
    telling = group.traits - ARMED - {"military", "political", "main", "local"}
    return group.lemma in _PARTS and bool(telling or group.country)


_PARTS = frozenset("element component contingent faction branch wing splinter".split())


def _nation(cast: Cast, code: str) -> str:
    """ "The people of Iraq", "the Iraqi people": the Iraqis."""
    land = by_code()[code]
    names = (f"people of {land.name}", *(f"{a} people" for a in land.adjectives))
    return cast.add_actor(people_actor(code, tuple(Alias(text=n) for n in names)))


def _ruled(cast: Cast, group: Group, owners: tuple[str, ...]) -> tuple[str, ...]:
    """The state of "President X's forces"; the government of "X's regime"."""
    if group.subkind not in {"government", "military", "police"}:
        return ()
    if group.lemma in {"regime", "dictatorship"}:
        return (_regime(cast, owners),)
    state = cast.actors[owners[0]].state
    if state and (group.lemma in GOVERNING or _heads(cast, owners[0])):
        return (cast.add_actor(state_actor(state)),)
    return ()


def _heads(cast: Cast, person: str) -> bool:
    """Whether a person heads a state or its government, by title or by what is known."""
    title = cast.titles.get(person, "")
    return title.endswith(_HEADS) or cast.actors[person].name in known_heads()


_HEADS = ("president", "prime minister", "premier", "chancellor", "king", "emir", "supreme leader", "sultan")


def _regime(cast: Cast, owners: tuple[str, ...]) -> str:
    """ "Saddam's regime": a government named for its head."""
    head = cast.actors[owners[0]]
    ident = f"{head.id}-government"
    name = f"{head.name} government"
    return cast.add_actor(
        Actor(id=ident, name=name, kind=ActorKind.STATE_BODY, subkind="government", state=head.state)
    )


def _described(cast: Cast, group: Group, known: list[Described], report: str, owners: frozenset[str]) -> str:
    backers = frozenset(i for t in group.backers for i in cast.at(t))
    for d in reversed(known):
        if d.lemma == group.lemma and _agree(d, group, backers, owners):
            d.country, d.within = d.country or group.country, d.within or group.within
            d.backers, d.traits = d.backers | backers, d.traits | group.traits
            return d.ident
    kind = ActorKind(group.kind) if group.kind in set(ActorKind) else ActorKind.UNIDENTIFIED
    if owners and kind is ActorKind.STATE_BODY:
        kind = ActorKind.ARMED_GROUP  # "Haftar's forces"
    name = _group_name(group)
    if kind is ActorKind.ARMED_GROUP and not (backers or group.country or group.traits or group.within):
        kind = ActorKind.UNIDENTIFIED
    ident = f"{slug(name)}@{report[:8]}"
    twins = sum(d.ident.startswith(f"{slug(name)}@") or d.ident.startswith(f"{slug(name)}-") for d in known)
    if twins:
        ident = f"{slug(name)}-{twins + 1}@{report[:8]}"
    known.append(
        Described(ident, group.lemma, group.country, group.within, backers, group.traits, owners, name)
    )
    return cast.add_actor(
        Actor(
            id=ident,
            name=name,
            kind=kind,
            subkind=group.subkind,
            state=group.country or group.within,
            unit_of=next(iter(sorted(owners)), None),
        )
    )


def _group_name(group: Group) -> str:
    name = group.found.text
    if group.within and group.plural:
        name += f" in {by_code()[group.within].name}"
    return name


def _agree(d: Described, group: Group, backers: frozenset[str], owners: frozenset[str]) -> bool:
    """Whether a phrase may mean a group described before: nothing in it tells the two apart."""
    lands = {c for c in (d.country, d.within) if c}
    own = {c for c in (group.country, group.within) if c}
    if own and lands and not own & lands:
        return False
    if owners != d.owners or (backers and d.backers and not backers & d.backers):
        return False
    if group.quantified and not group.definite:
        return False
    told_apart = group.traits - d.traits
    if told_apart and d.traits and group.traits.isdisjoint(d.traits):
        return False
    return group.definite or bool(own) or bool(backers) or not group.traits
