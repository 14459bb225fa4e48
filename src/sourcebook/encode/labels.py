"""What can the encoder say? The label sets of its heads, in the order of their columns.

Training and reading share these tuples; their digest is part of a weights file's name, so that weights trained for
other labels are refused.
"""

from sourcebook.model import claim
from sourcebook.model.text import digest

KINDS = ("actor", "person", "place", "date", "weapon", "platform", "count", "office", "media", "object")
"""Kinds of mentions."""

SIGNALS = ("cue", "mark", "killed", "wounded")
"""Words that qualify a happening: who-says-it cues, marks of doubt, denial or intent, and numbers of harmed people."""

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "TRANSITION",
)  # fmt: skip
"""Event types: the sixteen of PLOVER and TRANSITION."""

MODES = (
    "", "abduct", "access", "aerial", "allege", "ambush", "arms", "arrest", "assist", "ban", "base_abandoned",
    "base_established", "beat", "boycott", "ceasefire", "ceasefire_deal", "censor", "change", "clash", "control_gained",
    "control_lost", "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm",
    "discontinue", "drone", "expel", "explosives", "firearms", "funds", "group_dissolved", "group_formed",
    "group_merged", "group_renamed", "group_split", "heavy-weapons", "hunger", "interception", "investigate",
    "joint_operation", "leader_installed", "leader_lost", "martial-law", "meet", "militia", "misinformation",
    "multilateral", "obstruct", "passage_closed", "passage_opened", "phone", "police", "primitive", "prisoner_deal",
    "regime_fell", "relations", "release", "relief", "resign", "restrict", "riot", "rocket_missile", "seize", "sexual",
    "strike", "suicide-attack", "targeted", "territory", "third-party", "torture", "training", "troops",
    "unconventional", "vandalize", "violence", "visit", "weapons", "withdraw", "withhold", "yield",
)  # fmt: skip
"""Modes of events; the first is none."""

MODALITIES = ("asserted", "hedged", "planned", "conditional", "negated", "generic")
PHASES = ("", "start", "continue", "stop")

ROLES = (
    "", "actor", "recipient", "victim", "place", "time", "weapon", "object", "origin", "destination", "speaker",
    "cue", "mark", "killed", "wounded",
)  # fmt: skip
"""What a mention or a signal is to a trigger; the first is nothing."""

PREDICATES = (
    "", "part_of", "member_of", "holds_office", "office_of", "led_by", "founded_by", "backed_by", "pledged_to",
    "allied_with", "opposed_to", "negotiates_with", "front_for", "split_from", "merged_into", "succeeds", "party_to",
    "based_at", "operates_in", "controls", "of_state", "draws_from", "designated_by", "located_in", "adjoins",
    "connects", "distinct_from", "affiliated_with", "alias",
)  # fmt: skip
"""What holds between two mentions, read from the first to the second; the first label is nothing."""

SYMMETRIC = frozenset(p.value for p in claim.SYMMETRIC)

ACTS = ("", *TYPES)
"""What one mention does to another, whatever word says so; the first is nothing."""

RE3D_KINDS = (
    "CommsIdentifier", "Coordinate", "DocumentReference", "Frequency", "Location", "MilitaryPlatform", "Money",
    "Nationality", "Organisation", "Person", "Quantity", "Temporal", "Url", "Vehicle", "Weapon",
)  # fmt: skip
"""Entity types of the re3d corpus (Dstl, 2017), a second opinion on mentions."""

RE3D_TIES = (
    "", "AlliesOf", "Apart", "BelongsTo", "CoLocated", "CommWith", "Dislikes", "FightingAgainst", "HasAttrOf",
    "InChargeOf", "IsSynonymOf", "Likes",
)  # fmt: skip
"""Relation types of re3d; the first is nothing."""

SPAN_KINDS = ("?", *KINDS, *SIGNALS, *TYPES, *RE3D_KINDS)
"""Kinds of spans as the pair heads know them; the first is unknown."""

_SETS = (
    KINDS, SIGNALS, TYPES, MODES, MODALITIES, PHASES, ROLES, PREDICATES, ACTS, RE3D_KINDS, RE3D_TIES, SPAN_KINDS,
)  # fmt: skip
LABELS = digest(*("\t".join(labels) for labels in _SETS))[:12]
"""Name of these label sets."""


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Tags of a layer: O, then B- and I- of each kind."""
    return ("O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI"))
