"""ActorEntry, KnownTie, LookAlike: what the knowledge files say about one actor."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sourcebook.knowledge.toml_files import Raw
from sourcebook.model.actor import ActorKind, Alias, AliasType
from sourcebook.model.claim import Predicate
from sourcebook.model.when import Ground, When

SUBKINDS: Mapping[ActorKind, frozenset[str]] = MappingProxyType(
    {
        ActorKind(kind): frozenset(subkinds.split())
        for kind, subkinds in {
            "state": "independent partially_recognised former",
            "state_body": "government military police intelligence judiciary legislature paramilitary",
            "armed_group": "rebel political_militia communal_militia criminal unspecified",
            "coalition": "umbrella operation_room multinational_force alliance",
            "front_name": "",
            "party": "ruling opposition movement",
            "intl_org": "universal regional court peacekeeping",
            "civil_org": "ngo think_tank religious union education health",
            "media": "outlet agency social_channel armed_group_media",
            "business": "company state_owned multinational",
            "person": "",
            "population": "ethnic religious tribal national displaced occupational civilians",
            "unidentified": "gunmen security_forces other",
            "office": "",
            "conflict": "war campaign operation dispute",
            "other": "",
        }.items()
    }
)
"""The finer kinds that each kind may have."""

TIES = frozenset(
    Predicate(p)
    for p in "part_of member_of led_by founded_by backed_by front_for split_from merged_into succeeds based_at "
    "operates_in pledged_to opposed_to allied_with designated_by".split()
)
"""What may tie an actor of the files to another, or to a place."""

AT_PLACES = frozenset({Predicate.BASED_AT, Predicate.OPERATES_IN})
"""Ties whose other end is a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTie:
    """A tie that a knowledge file states, with its source.

    Attributes:
        predicate: what ties the two.
        other: id of the other actor; None when it is a place.
        place: name and country of the place ("Sanaa, YE"); None when it is an actor.
        since: when it began to hold, as EDTF; None when not known.
        until: when it ceased to; None when it holds, or its end is not known.
        source: address or citation of what says so.
        note: a remark for people.
    """

    predicate: Predicate
    other: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    source: str
    note: str | None = None

    @property
    def first(self) -> date | None:
        """First day on which it may have held; None when open."""
        return first_day(self.since)

    @property
    def last(self) -> date | None:
        """Last day on which it may have held; None when open."""
        return last_day(self.until)

    def held(self, day: date) -> bool:
        """Whether it may have held on a day."""
        return holds(self.first, self.last, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """A body that an actor must not be taken for.

    Attributes:
        other: its id.
        why: how to tell the two apart; empty when nobody has written it down.
    """

    other: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """What the knowledge files say about one actor.

    Attributes:
        id: slug of its file.
        name: commonest full name.
        kind: what it is.
        subkind: finer, from `SUBKINDS`.
        state: ISO 3166-1 alpha-2 code of the state that it belongs to or mainly acts from.
        names: every name, the commonest first.
        look_alikes: bodies that it must not be taken for; always mutual.
        ties: what ties it to others.
        description: one line.
        sources: addresses of public pages about it.
        origin: the bulk list that it comes from; None for the curated files and a project's own.
        listed: names that bulk lists add, with the list: exact look-ups only.
    """

    id: str
    name: str
    kind: ActorKind
    subkind: str | None = None
    state: str | None = None
    names: tuple[Alias, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    ties: tuple[KnownTie, ...] = ()
    description: str = ""
    sources: tuple[str, ...] = ()
    origin: str | None = None
    listed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def distinct_from(self) -> tuple[str, ...]:
        """Ids of its look-alikes."""
        return tuple(one.other for one in self.look_alikes)


def first_day(edtf: str | None) -> date | None:
    """First day of an EDTF date; None for none.

    Raises:
        DateProblem: the text is no such date.
    """
    return When.parse(edtf, ground=Ground.STATED).first if edtf else None


def last_day(edtf: str | None) -> date | None:
    """Last day of an EDTF date; None for none.

    Raises:
        DateProblem: the text is no such date.
    """
    return When.parse(edtf, ground=Ground.STATED).last if edtf else None


def holds(first: date | None, last: date | None, day: date) -> bool:
    """Whether something that held from one day to another, either of them open, held on a day."""
    return (first is None or first <= day) and (last is None or day <= last)


def _alias(raw: Raw) -> Alias:
    return Alias(
        text=raw["text"],
        type=AliasType(raw.get("type", "alias")),
        lang=raw.get("lang"),
        script=raw.get("script"),
        strong=raw.get("strong", True),
        since=first_day(raw.get("from")),
        until=last_day(raw.get("to")),
    )


_QUALIFIED = re.compile(r"(.+\S) \([^()]+\)")
"""A name that a bracket tells from others: "Popular Front (Lebanon)". Reports leave the bracket out."""

_SMALL = 3  # letters of words that names write small


def _names(raw: Raw) -> Iterator[Alias]:
    yield Alias(text=raw["name"], type=AliasType.CANONICAL, strong=raw.get("strong", True))
    names = [_alias(n) for n in raw.get("names", ())]
    yield from names
    told_apart = _QUALIFIED.fullmatch(raw["name"])
    if told_apart and told_apart[1] not in {n.text for n in names} and _is_titled(told_apart[1]):
        yield Alias(text=told_apart[1], strong=False)


def _is_titled(name: str) -> bool:
    """Whether a name has several words and all longer ones a capital, so that it is no common word or place."""
    words = name.split()
    return len(words) > 1 and words[0] != "The" and all(w[0].isupper() for w in words if len(w) > _SMALL)


def look_alike(raw: str | Raw) -> LookAlike:
    """A warning, as an id or as a table with its reason."""
    return (
        LookAlike(other=raw) if isinstance(raw, str) else LookAlike(other=raw["id"], why=raw.get("why", ""))
    )


def _tie(raw: Raw) -> KnownTie:
    return KnownTie(
        predicate=Predicate(raw["tie"]),
        other=raw.get("other"),
        place=raw.get("place"),
        since=raw.get("from"),
        until=raw.get("to"),
        source=raw["source"],
        note=raw.get("note"),
    )


def entry_of(slug: str, raw: Raw) -> ActorEntry:
    """An entry from fields that have been checked.

    Args:
        slug: its id.
        raw: its fields as TOML gives them.
    """
    return ActorEntry(
        id=slug,
        name=raw["name"],
        kind=ActorKind(raw["kind"]),
        subkind=raw.get("subkind"),
        state=raw.get("state"),
        names=tuple(_names(raw)),
        look_alikes=tuple(map(look_alike, raw.get("distinct_from", ()))),
        ties=tuple(map(_tie, raw.get("ties", ()))),
        description=raw.get("description", ""),
        sources=tuple(raw.get("sources", ())),
        origin=raw.get("origin"),
        listed=MappingProxyType({n["text"]: n["list"] for n in raw.get("names", ()) if "list" in n}),
    )


def entries_of(raw: Mapping[str, Raw]) -> dict[str, ActorEntry]:
    """Entries from fields that have been checked.

    Args:
        raw: fields by id, as `read_folder` gives them.
    """
    return {slug: entry_of(slug, fields) for slug, fields in raw.items()}
