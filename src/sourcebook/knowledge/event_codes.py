"""The codes of ACLED and UCDP GED: sub-events, actors, states. The tables in `event_codes/` name their codebooks."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sourcebook.errors import KnowledgeError
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType

ANY = "*"
NONE = "-"
"""Mode of a rule that holds where no mode is told."""
NOBODY = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an event of ACLED is taken for when it is read.

    Attributes:
        type: our type.
        modes: our modes.
        thing: the weapon, or what is seized; None where the sub-event tells none.
    """

    type: EventType
    modes: tuple[str, ...]
    thing: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEvent:
    """A sub-event of ACLED.

    Attributes:
        name: "Armed clash".
        event: its event type, "Battles".
        disorder: its disorder type, "Political violence".
        targeting: "always" where it is aimed at civilians, "theirs" where it is when they are the target, else empty.
        reading: what it is taken for when it is read.
    """

    name: str
    event: str
    disorder: str
    targeting: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCodes:
    """An actor's kind in the codes of others.

    Attributes:
        doer: ACLED's code of one who acts, "1" to "8".
        target: ACLED's code of one who is aimed at.
        side: UCDP's sort of side: "state", "group" or "civilians"; empty when the kind tells none.
    """

    doer: str
    target: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCodes:
    """A state or territory in the codes of others.

    Attributes:
        iso3: ISO 3166-1 alpha-3.
        number: ISO 3166-1 numeric; None where there is none.
        acled_region: ACLED's region.
        ucdp_region: UCDP's region; empty where it has none.
        gw: number in the list of Gleditsch and Ward, which UCDP uses; None where the list has none.
    """

    iso3: str
    number: int | None
    acled_region: str
    ucdp_region: str
    gw: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From events of a kind to a sub-event of ACLED; `*` stands for anything.

    Attributes:
        mode: a mode that is told; `-` where none is.
        doer: codes of which the first doer must have one.
        target: codes of which the first target must have one.
        killed: whether somebody must have died.
        thing: a word that a weapon or object must hold.
        sub_event: the sub-event.
    """

    mode: str
    doer: str
    target: str
    killed: bool
    thing: str
    sub_event: SubEvent

    def fits(
        self, modes: Collection[str], doer: str, target: str, *, killed: bool, things: Collection[str]
    ) -> bool:
        """Whether it speaks of such an event; its type is looked at by the caller."""
        return (
            (self.mode == ANY or self.mode in modes or (self.mode == NONE and not modes))
            and (self.doer == ANY or doer in self.doer)
            and (self.target == ANY or target in self.target)
            and (killed or not self.killed)
            and (self.thing == ANY or any(_holds(text, self.thing) for text in things))
        )


def _holds(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}s?\b", text.casefold()) is not None


def _table(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a table below its remarks and its header."""
    text = (files("sourcebook.knowledge") / "event_codes" / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    for row in rows[1:]:
        cells = row.split("\t")
        if len(cells) != width:
            raise KnowledgeError(f"event_codes/{name}: {row!r} has {len(cells)} cells, not {width}")
        yield cells


@cache
def sub_events() -> Mapping[str, SubEvent]:
    """ACLED's sub-events by name, in the codebook's order."""
    return MappingProxyType({cells[0]: _sub_event(*cells) for cells in _table("acled_events.tsv", 7)})


def _sub_event(
    name: str, event: str, disorder: str, targeting: str, kind: str, mode: str, thing: str
) -> SubEvent:
    if kind not in set(EventType):
        raise KnowledgeError(f"event_codes/acled_events.tsv: {name}: no type {kind!r}")
    reading = Reading(type=EventType(kind), modes=(mode,) if mode else (), thing=thing or None)
    return SubEvent(name=name, event=event, disorder=disorder, targeting=targeting, reading=reading)


@cache
def rules() -> Mapping[EventType, tuple[Rule, ...]]:
    """The rules by type of event, in the order in which they count.

    Raises:
        KnowledgeError: the table names a type or sub-event that is none.
    """
    found: dict[EventType, list[Rule]] = {}
    for kind, mode, doer, target, killed, thing, name in _table("acled_rules.tsv", 7):
        if name not in sub_events() or kind not in set(EventType):
            raise KnowledgeError(f"event_codes/acled_rules.tsv: no type {kind!r} or no sub-event {name!r}")
        dead, sub = killed == "yes", sub_events()[name]
        rule = Rule(mode=mode, doer=doer, target=target, killed=dead, thing=thing, sub_event=sub)
        found.setdefault(EventType(kind), []).append(rule)
    return MappingProxyType({kind: tuple(some) for kind, some in found.items()})


def sub_event(
    kind: EventType,
    modes: Collection[str],
    *,
    doer: str,
    target: str,
    killed: bool,
    things: Collection[str] = (),
) -> SubEvent | None:
    """ACLED's sub-event for an event of the record.

    Args:
        kind: its type.
        modes: its modes.
        doer: ACLED's code of the first doer, "1" to "8"; "0" for nobody.
        target: of the first target, likewise.
        killed: whether anybody died.
        things: its weapons and objects, in the words of reports.

    Returns:
        None when ACLED has no such events.
    """
    fitting = (r for r in rules().get(kind, ()) if r.fits(modes, doer, target, killed=killed, things=things))
    return next((r.sub_event for r in fitting), None)


@cache
def inters() -> Mapping[str, str]:
    """ACLED's words for types of actors, by code ("1"), and for who meets whom, by both codes ("12", "10")."""
    return MappingProxyType(dict(_table("acled_inters.tsv", 2)))


def inter(code: str) -> str | None:
    """ACLED's words for a type of actor; None for nobody.

    Args:
        code: "1" to "8", "0" for nobody.
    """
    return inters().get(code)


def interaction(doer: str, target: str) -> str | None:
    """ACLED's words for two types of actors that meet, in whatever order; of one alone with "only"; None for nobody.

    Args:
        doer: "1" to "8", "0" for nobody.
        target: likewise.
    """
    low, high = sorted((doer, target))
    return inters().get(high + low if low == NOBODY else low + high)


@cache
def inter_code(told: str) -> str:
    """The code of a type of actor by its number or its words; "0" for nobody and for what is no such type.

    Args:
        told: as a file has it: "1", "State forces".
    """
    codes = {words.casefold(): code for code, words in inters().items() if len(code) == 1}
    return told if told in inters() else codes.get(told.strip().casefold(), NOBODY)


@cache
def _actors() -> Mapping[tuple[str, str], ActorCodes]:
    return MappingProxyType(
        {
            (kind, subkind): ActorCodes(doer=doer, target=target, side=side)
            for kind, subkind, doer, target, side in _table("actor_codes.tsv", 5)
        }
    )


_UNCODED = ActorCodes(doer=NOBODY, target=NOBODY, side="")


def actor_codes(kind: ActorKind, subkind: str | None) -> ActorCodes:
    """The codes of an actor.

    Args:
        kind: what it is.
        subkind: finer.
    """
    told = _actors()
    return told.get((kind, subkind or ANY)) or told.get((kind, ANY), _UNCODED)


def coded_kinds() -> Mapping[tuple[str, str], ActorCodes]:
    """The codes of every kind of actor, by kind and subkind; `*` for every other subkind."""
    return _actors()


@cache
def state_codes() -> Mapping[str, StateCodes]:
    """States and territories by ISO 3166-1 alpha-2 code."""
    return MappingProxyType({cells[0]: _state_codes(*cells[1:]) for cells in _table("countries.tsv", 6)})


def _state_codes(iso3: str, number: str, acled: str, ucdp: str, gw: str) -> StateCodes:
    return StateCodes(
        iso3=iso3,
        number=int(number) if number else None,
        acled_region=acled,
        ucdp_region=ucdp,
        gw=int(gw) if gw else None,
    )


@cache
def by_gw() -> Mapping[int, str]:
    """ISO 3166-1 alpha-2 codes by the numbers of Gleditsch and Ward."""
    return MappingProxyType({c.gw: code for code, c in state_codes().items() if c.gw is not None})
