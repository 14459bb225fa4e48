"""Which government is meant? "The Assad regime", "the Syrian government", "the transitional authorities", by date.

A government that the files list is an actor of its own, a unit of its state. Where they list none for the day that
is spoken of, the state acts: "the Iraqi government" is Iraq.
"""

from collections.abc import Iterable
from pathlib import Path

from sourcebook.find.found import Group
from sourcebook.find.groups import GOVERNING
from sourcebook.knowledge.actors import candidates
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.governments import Government, governments, governments_of
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.days import Days
from sourcebook.resolve.entries import government_actor, slug, state_actor

_INTERIM = frozenset("transitional interim caretaker provisional transition".split())
_FORMER = frozenset("former previous ousted deposed toppled fallen overthrown defunct old erstwhile".split())
_BY_FORCE = frozenset("military ruling coup".split())
RULERS = frozenset({"government", "junta", "regime"})
_REGIMES = frozenset({"regime", "dictatorship"})
# What tells one government of a state from another.
TELLING = _INTERIM | _FORMER | _BY_FORCE | {"new"}
_YOUNG = 3 * 366  # days for which a government is called new


def governing(cast: Cast, group: Group, owners: tuple[str, ...], project: Path | None) -> str | None:
    """Id of the government that a phrase means, entered in the cast; None when it means no body that governs.

    Args:
        cast: filled in place.
        group: the phrase.
        owners: ids of the actors that it names as owners ("Assad" in "Assad's regime").
        project: a folder with the user's own knowledge, or None.
    """
    if group.lemma not in GOVERNING or group.one:
        return None
    if owners:
        named = next((g for i in owners if (g := _named_for(cast, i, project))), None)
        return enter_outright(cast, named, project) if named else None
    states = group.countries or ((group.within,) if group.within else ())
    return of_state(cast, group, states[0], project) if len(states) == 1 else None


def of_state(cast: Cast, group: Group, state: str, project: Path | None) -> str:
    """Id of the government of a state that a phrase describes; the state's when no other is known.

    Args:
        cast: filled in place.
        group: the phrase ("the new government").
        state: ISO 3166-1 alpha-2 code.
        project: a folder with the user's own knowledge, or None.
    """
    return described_as(cast, state, group.found.head, group.lemma, group.traits, project)


def described_as(
    cast: Cast, state: str, token: int, lemma: str, traits: frozenset[str], project: Path | None
) -> str:
    """Id of the government of a state that a noun and its adjectives describe.

    Args:
        cast: filled in place.
        state: ISO 3166-1 alpha-2 code.
        token: where the words stand, which tells the day.
        lemma: the noun ("government", "junta").
        traits: the adjectives ("new", "former").
        project: a folder with the user's own knowledge, or None.
    """
    days = cast.calendar.at(token)
    described = _described(lemma, traits, governments_of(state, project), days)
    if described:
        return enter_outright(cast, described, project)
    if lemma == "junta" or traits & _INTERIM:
        return _passing(cast, lemma, state)
    if traits & _FORMER or "new" in traits:
        return cast.add_actor(state_actor(state))
    return by_day(cast, state, days, project)


def of_rulers(cast: Cast, group: Group, project: Path | None) -> str:
    """Id of the government whose people a phrase means: "Libyan government troops", "Syrian regime forces".

    Args:
        cast: filled in place.
        group: the phrase, with the state's name.
        project: a folder with the user's own knowledge, or None.
    """
    noun = next(w for w in sorted(RULERS) if w in group.traits)
    return described_as(cast, group.countries[0], group.found.head, noun, group.traits - RULERS, project)


def by_day(cast: Cast, state: str, days: Days | None, project: Path | None) -> str:
    """Id of whom "the X government" alone means in a time: the one government in power, else the state.

    Args:
        cast: filled in place.
        state: ISO 3166-1 alpha-2 code.
        days: the time that is spoken of; None when unknown.
        project: a folder with the user's own knowledge, or None.
    """
    held = [g for g in governments_of(state, project) if days and g.bare and g.held(*days)]
    if len(held) != 1:
        return cast.add_actor(state_actor(state))
    cast.by_day[held[0].id] = state
    cast.add_actor(state_actor(state))
    return cast.add_actor(government_actor(held[0], project))


def of_their_day(
    cast: Cast, ids: tuple[str, ...], days: Days | None, project: Path | None
) -> tuple[str, ...]:
    """Participants of an event, each government that only its day tells being the one in power on the event's.

    Args:
        cast: filled in place.
        ids: of the participants.
        days: first and last day of the event; None when unknown.
        project: a folder with the user's own knowledge, or None.
    """
    if days is None or not any(i in cast.by_day for i in ids):
        return ids
    known = governments(project)
    return tuple(
        by_day(cast, cast.by_day[i], days, project)
        if i in cast.by_day and i not in cast.outright and not known[i].held(*days)
        else i
        for i in ids
    )


def listed_bare(ids: Iterable[str], project: Path | None) -> str | None:
    """The state whose successive governments a name may stand for ("Syrian government"); None for other names.

    Args:
        ids: of the actors that bear the name.
        project: a folder with the user's own knowledge, or None.
    """
    known = governments(project)
    states = {known[i].state if i in known else "" for i in ids}
    return states.pop() if len(states) == 1 and "" not in states else None


def _described(
    lemma: str, traits: frozenset[str], rows: tuple[Government, ...], days: Days | None
) -> Government | None:
    """The government that adjectives single out: the new one, the former one, the transitional one, the junta."""
    last = days[1] if days else None
    come = [g for g in rows if last is None or g.since <= last]
    if traits & _FORMER:
        gone = [g for g in come if g.until and (last is None or g.until <= last)]
        return gone[-1] if gone else None
    if traits & _INTERIM:
        return next((g for g in reversed(come) if g.interim), None)
    if lemma == "junta" or (traits & _BY_FORCE):
        return next((g for g in reversed(come) if g.junta and (not days or g.held(*days))), None)
    if "new" in traits:
        young = [g for g in come if not days or (g.held(*days) and (days[0] - g.since).days <= _YOUNG)]
        return young[-1] if young else None
    if lemma in _REGIMES:
        return next((g for g in rows if g.regime), None)
    return None


def _named_for(cast: Cast, ident: str, project: Path | None) -> Government | None:
    """The government that a person headed."""
    actor = cast.actors.get(ident)
    if actor is None:
        return None
    name = fold_name(actor.name)
    for g in governments(project).values():
        for head in g.heads:
            full = fold_name(head)
            same = full == name or (
                " " not in name and full.split()[-1] == name and actor.state in {None, g.state}
            )
            if same or (actor.known and ident in {i for i, _ in candidates(head, project)}):
                return g
    return None


def enter_outright(cast: Cast, government: Government, project: Path | None) -> str:
    """Enter a government that no other can be taken for, and the state that it governs; gives its id.

    Args:
        cast: filled in place.
        government: from the knowledge file.
        project: a folder with the user's own knowledge, or None.
    """
    cast.outright.add(government.id)
    cast.add_actor(state_actor(government.state))
    return cast.add_actor(government_actor(government, project))


def _passing(cast: Cast, lemma: str, state: str) -> str:
    """A junta or transitional government that no file lists."""
    land = by_code()[state]
    cast.add_actor(state_actor(state))
    word = "junta" if lemma == "junta" else "transitional government"
    adjective = land.adjectives[0] if land.adjectives else land.name
    return cast.add_actor(
        Actor(
            id=f"{slug(land.name)}-{slug(word)}",
            name=f"{adjective} {word}",
            kind=ActorKind.STATE_BODY,
            subkind="government",
            state=state,
            unit_of=slug(land.name),
        )
    )
