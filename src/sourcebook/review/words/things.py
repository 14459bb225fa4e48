"""Incidents, ties, actors and places: everything about one."""

from dataclasses import dataclass

from sourcebook.review.words.claims import Change, Named, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of an incident with the words that give it."""

    shown: str
    entity: str | None
    said: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people: `shown` in words; low, best, high."""

    field: str
    shown: str
    low: int | None
    best: int | None
    high: int | None
    said: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that cannot both be right; `update` when a newer number explains it."""

    field: str
    one: Quote
    one_says: str
    other: Quote
    other_says: str
    update: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDetail:
    """Everything about an incident."""

    id: str
    title: str
    type: str
    when: str | None
    when_agreed: bool
    where: Named | None
    where_agreed: bool
    doers: list[Value]
    targets: list[Value]
    figures: list[Figure]
    contradictions: list[Contradiction]
    said: list[Quote]
    claimed: list[str]
    hedged: list[str]
    denied: list[str]
    origins: int
    aggregate: bool
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieDetail:
    """Everything about a tie over time; `conflicts` are sentences."""

    id: str
    subject: Named
    predicate: str
    object: Named
    title: str
    since: str | None
    until: str | None
    said: list[Quote]
    began: list[Quote]
    ended: list[Quote]
    denied: list[Quote]
    conflicts: list[str]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Somebody for whom an actor is easily taken, and why not."""

    other: Named
    why: str
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityDetail:
    """Everything about an actor or place.

    Attributes:
        entity: who or what.
        names: names under which reports and knowledge files have it, the most frequent first.
        state: of an actor: the country it belongs to; of a place: its country and region in words.
        known: whether the knowledge files list it.
        about: sentences of the knowledge files about it, if any.
        lookalikes: for whom it is easily taken.
        members: of a set or coalition.
        ties: ids of its ties.
        incidents: number of incidents.
        reports: labels of reports that name it, by id.
        decisions: what people decided about it.
    """

    entity: Named
    names: list[str]
    state: str | None
    known: bool
    about: list[str]
    lookalikes: list[Lookalike]
    members: list[Named]
    ties: list[str]
    incidents: int
    reports: dict[str, str]
    decisions: list[Change]
