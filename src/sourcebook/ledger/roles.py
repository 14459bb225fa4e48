"""Which parts entities can have in a claim."""

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
