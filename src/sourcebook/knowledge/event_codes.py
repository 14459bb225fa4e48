"""The codes of ACLED and UCDP GED: sub-events, actors, states. The tables in `event_codes/` name their codebooks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sourcebook.errors import KnowledgeError
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType

ANY = "*"
NOBODY = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEvent:
    """A sub-event of ACLED.

    Attributes:
        name: "Armed clash".
        event: its event type, "Battles".
        disorder: its disorder type, "Political violence".
        targeting: "always" where it is aimed at civilians, "theirs" where it is when they are the target, else empty.
    """

    name: str
    event: str
    disorder: str
    targeting: str


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
    """

    iso3: str
    number: int | None
    acled_region: str
    ucdp_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    type: str
    mode: str
    doer: str
    target: str
    killed: bool
    sub_event: SubEvent

    def fits(self, modes: Collection[str], doer: str, target: str, *, killed: bool) -> bool:
        """Whether it speaks of such an event; its type is looked at by the caller."""
        return (
            (self.mode == ANY or self.mode in modes)
            and (self.doer == ANY or doer in self.doer)
            and (self.target == ANY or target in self.target)
            and (killed or not self.killed)
        )


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
    every = (
        SubEvent(name=n, event=e, disorder=d, targeting=t) for n, e, d, t in _table("acled_events.tsv", 4)
    )
    return MappingProxyType({one.name: one for one in every})


@cache
def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    found: dict[str, list[_Rule]] = {}
    for type_, mode, doer, target, killed, name in _table("acled_rules.tsv", 6):
        if name not in sub_events() or type_ not in set(EventType):
            raise KnowledgeError(f"event_codes/acled_rules.tsv: no type {type_!r} or no sub-event {name!r}")
        rule = _Rule(
            type=type_,
            mode=mode,
            doer=doer,
            target=target,
            killed=killed == "yes",
            sub_event=sub_events()[name],
        )
        found.setdefault(type_, []).append(rule)
    return MappingProxyType({type_: tuple(rules) for type_, rules in found.items()})


def sub_event(
    kind: EventType, modes: Collection[str], *, doer: str, target: str, killed: bool
) -> SubEvent | None:
    """ACLED's sub-event for an event of the record.

    Args:
        kind: its type.
        modes: its modes.
        doer: ACLED's code of the first doer, "1" to "8"; "0" for nobody.
        target: of the first target, likewise.
        killed: whether anybody died.

    Returns:
        None when ACLED has no such events.
    """
    rules = _rules().get(kind, ())
    return next((r.sub_event for r in rules if r.fits(modes, doer, target, killed=killed)), None)


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


@cache
def state_codes() -> Mapping[str, StateCodes]:
    """States and territories by ISO 3166-1 alpha-2 code."""
    return MappingProxyType(
        {
            code: StateCodes(
                iso3=iso3, number=int(number) if number else None, acled_region=acled, ucdp_region=ucdp
            )
            for code, iso3, number, acled, ucdp in _table("countries.tsv", 5)
        }
    )
