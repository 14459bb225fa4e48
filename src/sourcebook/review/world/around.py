"""Some ties over time, put together without reading the whole book."""

from collections.abc import Iterable

from sourcebook.asof.spans import TieSpan, known_kind, spans
from sourcebook.asof.transitions import rules_for
from sourcebook.ledger import ClaimQuery, Entry
from sourcebook.ledger.roles import parties
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Event, EventType, Relation
from sourcebook.review.rows import tie_of
from sourcebook.review.shown import Shown

_TURNING = (EventType.TRANSITION, EventType.RETREAT)
_OF_PEOPLE = (EventType.ASSAULT, EventType.COERCE)  # killed, captured


def ties_around(shown: Shown, ends: Iterable[str]) -> list[TieSpan]:
    """Ties that have one of some ends, over their time.

    What is read are the ties of those ends and the happenings about them that open or close ties. Ties with only one
    of these ends may lack what happened to their other end.

    Args:
        shown: the book.
        ends: ids of actors and places.
    """
    wanted = tuple(sorted(set(ends)))
    if not wanted:
        return []
    people = tuple(i for i in wanted if known_kind(i) is ActorKind.PERSON)
    asked = [ClaimQuery(actors=wanted, kind="relation", background=True)]
    asked += [ClaimQuery(actors=wanted, type=t, background=True) for t in _TURNING]
    asked += [ClaimQuery(places=wanted, type=t, background=True) for t in _TURNING]
    asked += [ClaimQuery(actors=people, type=t, background=True) for t in _OF_PEOPLE if people]
    found = {e.claim.id: e for query in asked for e in shown.ledger.claims(query)}
    return spans(found.values(), names=shown.names)


def ends_of(entries: Iterable[Entry]) -> tuple[set[str], set[str]]:
    """The ties that some claims tell of, and the actors and places whose ties they may open or close.

    Args:
        entries: claims.

    Returns:
        Ids of ties, and ids of actors and places.
    """
    ties: set[str] = set()
    ends: set[str] = set()
    for entry in entries:
        fact = entry.claim.fact
        if isinstance(fact, Relation):
            ties.add(tie_of(fact))
            ends |= {fact.subject, fact.object}
        elif turns(fact):
            ends |= {ident for _, ident in parties(entry.claim)}
    return ties, ends


def turns(event: Event) -> bool:
    """Whether a happening may open or close a tie."""
    return next(rules_for(event), None) is not None
