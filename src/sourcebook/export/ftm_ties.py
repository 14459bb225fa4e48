"""Ties over time as entities of FollowTheMoney that link two others."""

from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.asof.spans import TieSpan
from sourcebook.export.evidence import Evidence
from sourcebook.export.ftm_entity import Entity, ident_of, made, prefix, web
from sourcebook.export.ftm_things import BODIES, LEGAL, schema_of
from sourcebook.export.record import Record
from sourcebook.model.claim import Predicate
from sourcebook.model.when import When
from sourcebook.view.words import TIES, drawn

_ANYTHING = LEGAL | {"Address", "Position", "Event"}


@dataclass(frozen=True, slots=True)
class _Link:
    """A schema of links, and which end of a tie goes where.

    Attributes:
        schema: its name.
        subject: property that takes the tie's subject.
        object: property that takes its object.
        of: schemata that the subject may have.
        to: schemata that the object may have.
    """

    schema: str
    subject: str
    object: str
    of: frozenset[str] = LEGAL
    to: frozenset[str] = LEGAL


_MEMBERSHIP = _Link("Membership", "member", "organization", LEGAL, BODIES)
_LATER = _Link("Succession", "successor", "predecessor")
_LINKS = {
    Predicate.PART_OF: _MEMBERSHIP,
    Predicate.MEMBER_OF: _MEMBERSHIP,
    Predicate.LED_BY: _Link("Directorship", "organization", "director", BODIES, LEGAL),
    Predicate.HOLDS_OFFICE: _Link(
        "Occupancy", "holder", "post", frozenset({"Person"}), frozenset({"Position"})
    ),
    Predicate.FRONT_FOR: _Link("Representation", "agent", "client"),
    Predicate.SPLIT_FROM: _LATER,
    Predicate.SUCCEEDS: _LATER,
    Predicate.MERGED_INTO: _Link("Succession", "predecessor", "successor"),
}
_OTHER = _Link("UnknownLink", "subject", "object", _ANYTHING, _ANYTHING)


def tie_entity(tie: TieSpan, behind: Evidence, record: Record) -> Entity:
    """A tie; one that FollowTheMoney has no schema for, or not between such ends, is an UnknownLink.

    Args:
        tie: the tie.
        behind: its claims.
        record: what is exported.
    """
    link = _LINKS.get(tie.predicate, _OTHER)
    if schema_of(tie.subject, record) not in link.of or schema_of(tie.object, record) not in link.to:
        link = _OTHER
    role = TIES[tie.predicate][0]
    given: dict[str, Iterable[str | None]] = {
        link.subject: [ident_of(tie.subject)],
        link.object: [ident_of(tie.object)],
        "recordId": [tie.id],
        "startDate": [prefix(tie.since)],
        "endDate": [prefix(tie.until)],
        "summary": [role],
        "description": [*_bounds(tie.since, tie.until), *behind.quotes],
        "sourceUrl": web(e.source.address for e in tie.entries),
        "status": [str(record.held(tie))],
    }
    if link.schema != "Occupancy":
        given["role"] = [role]
    return made(tie.id, link.schema, given, behind, notes="description")


def _bounds(since: When | None, until: When | None) -> list[str | None]:
    """Begin and end in words, since a date here can only be a day, month or year."""
    return [
        f"began {drawn(since)}" if since else None,
        f"ended {drawn(until)}" if until else None,
    ]
