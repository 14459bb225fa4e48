"""Who is meant by a common noun? Groups to their owner, or to one described before; else actors of their own.

A generic organ of a state ("US troops", "Iraqi forces", "the Israeli government") is that state acting; people of a
named group ("Houthi gunmen") are that group acting. Bodies with a name of their own keep it. People without
organisation are populations; armed people of no named group are actors of their own, scoped to the report.
"""

from dataclasses import dataclass
from pathlib import Path

from sourcebook.find.found import Group
from sourcebook.find.groups import ARMED, GOVERNING
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.governments import known_heads
from sourcebook.model.actor import Actor, ActorKind, Alias
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.entries import people_actor, slug, state_actor
from sourcebook.resolve.governments import (
    RULERS,
    governing,
    of_rulers,
)
from sourcebook.resolve.led import body_led_by

_STATE_ORGANS = frozenset({"state_body"})


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
    if (
        owners
        and group.lemma not in _OTHERS
        and (group.kind != "population" or _men_of(cast, group, owners))
        and not _part(group)
    ):
        bodies = tuple(i for i in owners if cast.actors[i].kind is not ActorKind.PERSON)
        if bodies:
            return bodies
        if ruled := _ruled(cast, group, owners):
            return ruled
        if led := _of_leader(cast, group, owners, project):
            return (led,)
    if group.lemma == "people" and len(group.countries) == 1 and not (group.quantified or group.traits):
        return (_nation(cast, group.countries[0]),)
    if len(group.countries) == 1 and group.kind in _STATE_ORGANS and group.traits & RULERS:
        return (of_rulers(cast, group, project),)
    if group.kind in _STATE_ORGANS and group.countries:
        return tuple(cast.add_actor(state_actor(code)) for code in group.countries)
    return (_described(cast, group, known, report, frozenset(owners)),)


def _part(group: Group) -> bool:
    """Whether a phrase tells a part of a body from it: "the Arab element of the SDF", "a FARC breakaway group"."""
    if group.traits & _TORN or group.lemma in _TORN:
        return True
    telling = group.traits - ARMED - {"military", "political", "main", "local"}
    return group.lemma in _PARTS and bool(telling or group.country)


_TORN = frozenset("dissident breakaway splinter offshoot".split())
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


# Nouns for somebody against the one whose rival he is.
_OTHERS = frozenset("rival enemy foe opponent adversary".split())


def _of_leader(cast: Cast, group: Group, owners: tuple[str, ...], project: Path | None) -> str | None:
    """ "His fighters", "NAME's troops": the body that he leads, where the report has named it."""
    if len(owners) != 1 or group.lemma not in _FOLLOWING or group.country:
        return None
    return body_led_by(cast, owners[0], group.found.first, project)


_FOLLOWING = frozenset(
    "force troop soldier fighter militia militiaman man militant gunman guerrilla army rebel paramilitary "
    "party movement group faction organisation organization".split()
)


def _men_of(cast: Cast, group: Group, owners: tuple[str, ...]) -> bool:
    """ "The group's men", "his men" of one who leads a body: its fighters, and no people at large."""
    if group.found.text.rpartition(" ")[2].lower() != "men":
        return False
    return all(cast.actors[i].kind in _ARMED_SIDES or body_led_by(cast, i, group.found.first) for i in owners)


_ARMED_SIDES = frozenset({ActorKind.ARMED_GROUP, ActorKind.FRONT_NAME, ActorKind.COALITION})


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
