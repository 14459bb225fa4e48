"""Which parts entities can have in a claim."""

from itertools import chain
from operator import attrgetter

from sourcebook.model.claim import Claim, Relation

ROLES = (
    "actor",
    "recipient",
    "victim",
    "co_actor",
    "mediator",
    "claimant",
    "attributed_to",
    "origin",
    "destination",
)  # roles that hold ids; `object` holds words
"""The roles of an event."""
_IN_ROLES = attrgetter(*ROLES)

PLACE_ROLES = ("where", "origin", "destination")
TIE_ROLES = ("subject", "object")
AS_MEMBER = "as_member"
"""Has a part in a claim as one of a set that the claim names."""


def parties(claim: Claim) -> list[tuple[str, str]]:
    """Role and id of everybody and every place that a claim names."""
    fact = claim.fact
    if isinstance(fact, Relation):
        return [("subject", fact.subject), ("object", fact.object)]
    out = [(role, entity) for role, held in zip(ROLES, _IN_ROLES(fact), strict=True) for entity in held]
    return [*out, ("where", fact.where.place)] if fact.where else out


def named(claim: Claim) -> list[str]:
    """The ids alone, in the same order."""
    fact = claim.fact
    if isinstance(fact, Relation):
        return [fact.subject, fact.object]
    out = list(chain.from_iterable(_IN_ROLES(fact)))
    return [*out, fact.where.place] if fact.where else out
