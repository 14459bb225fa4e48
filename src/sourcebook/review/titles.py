"""Titles: a claim, a tie or an incident in one line of words."""

from collections.abc import Iterable, Mapping, Sequence

from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation
from sourcebook.view.words import tie_words

Names = Mapping[str, str]
_MOST = 3  # names on each side

_TYPES: dict[EventType, tuple[str, str]] = {
    EventType.AGREE: ("agrees with", "agreement with"),
    EventType.CONSULT: ("talks with", "talks with"),
    EventType.SUPPORT: ("supports", "support for"),
    EventType.CONCEDE: ("yields to", "concession to"),
    EventType.COOPERATE: ("cooperates with", "cooperation with"),
    EventType.AID: ("aids", "aid for"),
    EventType.RETREAT: ("retreats from", "retreat from"),
    EventType.REQUEST: ("calls on", "appeal to"),
    EventType.ACCUSE: ("accuses", "accusation of"),
    EventType.REJECT: ("rejects", "rejection of"),
    EventType.THREATEN: ("threatens", "threat to"),
    EventType.PROTEST: ("protests against", "protest against"),
    EventType.SANCTION: ("sanctions", "sanctions on"),
    EventType.MOBILIZE: ("deploys against", "deployment against"),
    EventType.COERCE: ("coerces", "coercion of"),
    EventType.ASSAULT: ("attacks", "attack on"),
    EventType.TRANSITION: ("changes the place of", "change for"),
}
_MODES: dict[str, tuple[str, str]] = {
    "aerial": ("strikes", "air strike on"),
    "ambush": ("ambushes", "ambush of"),
    "arrest": ("arrests", "arrest of"),
    "artillery": ("shells", "shelling of"),
    "arms": ("arms", "arms for"),
    "base_abandoned": ("leaves a base of", "base left by"),
    "base_established": ("sets up a base against", "base set up by"),
    "ceasefire": ("ceases fire with", "ceasefire with"),
    "ceasefire_deal": ("agrees a ceasefire with", "ceasefire agreed with"),
    "clash": ("clashes with", "clash with"),
    "control_gained": ("takes control from", "control taken from"),
    "control_lost": ("loses control to", "control lost to"),
    "demo": ("demonstrates against", "demonstration against"),
    "disarm": ("disarms", "disarming of"),
    "drone": ("strikes", "drone strike on"),
    "explosives": ("bombs", "bombing of"),
    "firearms": ("shoots at", "shooting of"),
    "group_dissolved": ("dissolves", "dissolution of"),
    "group_formed": ("forms", "forming of"),
    "group_merged": ("merges with", "merger with"),
    "group_renamed": ("renames", "renaming of"),
    "group_split": ("splits from", "split from"),
    "leader_installed": ("installs", "installation of"),
    "leader_lost": ("loses", "loss of"),
    "passage_closed": ("closes a passage to", "passage closed to"),
    "passage_opened": ("opens a passage to", "passage opened to"),
    "regime_fell": ("topples", "fall of"),
    "rocket_missile": ("fires at", "missile fire on"),
    "training": ("trains", "training of"),
    "withdraw": ("withdraws from", "withdrawal from"),
}
_SELF = frozenset({"regime_fell", "group_dissolved", "leader_lost"})
"""Modes that befall the doer where nobody else is named."""
_MANY = frozenset(
    """allies authorities brigades committees factions fighters forces groups guards gunmen houthis insurgents men
    militants militias officials people police protesters rebels residents soldiers supporters troops units villagers
    women workers""".split()
)
"""Last words of names that take a verb in the plural; "United States" and "Hamas" do not."""
_HISSED = ("shes", "ches", "sses", "xes")
_NOT_SAID = {
    Modality.NEGATED: "not so: ", Modality.PLANNED: "planned: ", Modality.CONDITIONAL: "if: ",
    Modality.QUESTION: "asked: ",
}  # fmt: skip
_TAILS = (
    " with", " from", " on", " of", " to", " for", " at", " against", " by", " from", " a base", " the place",
    " a passage",
)  # fmt: skip


def happening(
    type_: EventType,
    mode: Sequence[str],
    doers: Iterable[str],
    targets: Iterable[str],
    place: str | None,
) -> str:
    """A happening in one line: "Israel strikes Hezbollah in Damascus".

    Args:
        type_: of the event.
        mode: finer.
        doers: names of those who do it.
        targets: names of those at whom it is directed.
        place: name of where, or None.
    """
    verb, noun = next((_MODES[m] for m in mode if m in _MODES), _TYPES[type_])
    doers = list(dict.fromkeys(doers))
    who, whom = _listed(doers), _listed(targets)
    verb = _plural(verb) if len(doers) > 1 or any(map(_are_many, doers)) else verb
    if who and not whom and _SELF.intersection(mode):
        who, whom = "", who
    if who:
        told = f"{who} {verb} {whom}" if whom else f"{who} {_bare(verb)}"
    else:
        told = f"{noun} {whom}" if whom else _bare(noun)
        told = told[:1].upper() + told[1:]
    return f"{told} in {place}" if place else told


def event_title(event: Event, names: Names) -> str:
    """An event in one line, without its modality.

    Args:
        event: the event.
        names: ids to names.
    """
    doers = (*event.actor, *event.co_actor) or (*event.claimant, *event.attributed_to)
    targets = event.recipient or event.victim
    place = names[event.where.place] if event.where else None
    things = () if targets else event.object
    return happening(event.type, event.mode, _named(doers, names), (*_named(targets, names), *things), place)


def tie_title(subject: str, predicate: Predicate, object_: str, names: Names) -> str:
    """A tie in one line: "Kataib Hezbollah part of Popular Mobilization Forces".

    Args:
        subject: id of the first end.
        predicate: what ties the two.
        object_: id of the other end.
        names: ids to names.
    """
    return f"{names[subject]} {tie_words(predicate, forward=True)} {names[object_]}"


def claim_title(claim: Claim, names: Names) -> str:
    """A claim in one line, with a word in front where it is not said to be so.

    Args:
        claim: the claim.
        names: ids to names.
    """
    fact = claim.fact
    if isinstance(fact, Relation):
        told = tie_title(fact.subject, fact.predicate, fact.object, names)
    else:
        told = event_title(fact, names)
    return f"{_NOT_SAID.get(claim.modality, '')}{told}"


def _named(idents: Iterable[str], names: Names) -> list[str]:
    return [names[i] for i in idents]


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    shown = found[:_MOST]
    if len(found) > _MOST:
        return f"{', '.join(shown)} and {len(found) - _MOST} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _are_many(name: str) -> bool:
    """Whether a name is that of several: "rebels", "Syrian Democratic Forces", "two gunmen"."""
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return last.casefold() in _MANY or (last.islower() and last.endswith("s") and not last.endswith("ss"))


def _plural(verb: str) -> str:
    """What several do: "take control from" for "takes control from"."""
    first, _, rest = verb.partition(" ")
    first = first.removesuffix("es") if first.endswith(_HISSED) else first.removesuffix("s")
    return f"{first} {rest}" if rest else first


def _bare(words: str) -> str:
    """A verb or noun without what leads on to somebody who is not named."""
    for tail in _TAILS:
        words = words.removesuffix(tail)
    return words
