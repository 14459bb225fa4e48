"""Incidents and claims in one line, where a format asks for a name of what has none."""

from collections.abc import Iterable, Mapping

from sourcebook.model.claim import Claim, Event, EventType, Relation
from sourcebook.story.incident import Incident
from sourcebook.view.words import TIES

Names = Mapping[str, str]
_MOST = 3  # names in one list


def incident_headline(one: Incident, names: Names) -> str:
    """An incident: "Assault: River Front against Norland Army, Ostby".

    Args:
        one: the incident.
        names: ids to names.
    """
    doers, targets = ([p.actor for p in parties] for parties in (one.doers, one.targets))
    return happening(one.type, doers, targets, one.where, names)


def claim_headline(claim: Claim, names: Names) -> str:
    """A claim, likewise; of a tie "River Front backed by Norland".

    Args:
        claim: the claim.
        names: ids to names.
    """
    fact = claim.fact
    if isinstance(fact, Relation):
        return f"{_name(fact.subject, names)} {TIES[fact.predicate][0]} {_name(fact.object, names)}"
    place = fact.where.place if fact.where else None
    return happening(fact.type, _doers(fact), (*fact.recipient, *fact.victim), place, names)


def happening(
    type_: EventType, doers: Iterable[str], targets: Iterable[str], place: str | None, names: Names
) -> str:
    """What happened, in one line.

    Args:
        type_: of the event.
        doers: ids of those who do it.
        targets: ids of those to whom it is done.
        place: id of the place; None when it is not known.
        names: ids to names.
    """
    who, whom = _listed(doers, names), _listed(targets, names)
    told = f"{who} against {whom}" if who and whom else who or (f"against {whom}" if whom else "")
    parts = [p for p in (told, _name(place, names) if place else "") if p]
    return f"{type_.capitalize()}{': ' if parts else ''}{', '.join(parts)}"


def _doers(event: Event) -> list[str]:
    return list(dict.fromkeys((*event.actor, *event.co_actor, *event.claimant, *event.attributed_to)))


def _listed(idents: Iterable[str], names: Names) -> str:
    called = [_name(i, names) for i in idents]
    more = len(called) - _MOST
    return ", ".join(called[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _name(ident: str, names: Names) -> str:
    return names.get(ident, ident)
