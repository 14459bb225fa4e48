"""Which parts entities can have in a claim."""

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

PLACE_ROLES = ("where", "origin", "destination")
TIE_ROLES = ("subject", "object")
AS_MEMBER = "as_member"
"""Has a part in a claim as one of a set that the claim names."""


def parties(claim: Claim) -> list[tuple[str, str]]:
    """Role and id of everybody and every place that a claim names."""
    fact = claim.fact
    if isinstance(fact, Relation):
        return [("subject", fact.subject), ("object", fact.object)]
    out = [(role, entity) for role in ROLES for entity in getattr(fact, role)]
    return [*out, ("where", fact.where.place)] if fact.where else out
