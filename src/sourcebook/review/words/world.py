"""The whole book in columns: entry n of each list is about one thing; indexes point into other columns."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """Actors and places of the book, in columns.

    Attributes:
        id, name: of each.
        kind: kind of an actor ("armed_group", "person" ...) or of a place ("settlement", "crossing" ...).
        place: whether it is a place.
        lat, lon: degrees, WGS 84; None for actors and places without a point.
        country: ISO 3166-1 alpha-2 code, or None.
        radius_km: how far the point may be off; of an area the radius of a circle as large.
        area: whether a place is an area, so that its middle is no spot.
        line: both ends of a border or stretch as [lat, lon, lat, lon], or None.
        claims: how many claims name it.
    """

    id: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    place: list[bool] = field(default_factory=list)
    lat: list[float | None] = field(default_factory=list)
    lon: list[float | None] = field(default_factory=list)
    country: list[str | None] = field(default_factory=list)
    radius_km: list[float | None] = field(default_factory=list)
    area: list[bool] = field(default_factory=list)
    line: list[list[float] | None] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Incidents of the book, in columns, the first day first; what has no date last.

    Attributes:
        id: ids.
        claims: ids of the claims of each.
        reports: indexes into `World.reports`.
        type, mode: PLOVER's type and the first mode, or None.
        title: one line of words: "Israel strikes Hezbollah in Damascus".
        first, last: days, ISO; None where open or not told.
        precision: "day", "few_days", "week", "month", "year", "older"; None without a date.
        where: index of the place, or None.
        fineness: how finely the place is known ("exact", "near", "country" ...), or None.
        doers, targets: indexes of entities.
        modality: the surest modality of its claims.
        status: "candidate", "accepted", "corrected", "rejected": the least settled of its claims; rejected when all
            are.
        origins: number of independent origins.
        clashes: number of contradictions.
        low, best, high: the dead.
    """

    id: list[str] = field(default_factory=list)
    claims: list[list[str]] = field(default_factory=list)
    reports: list[list[int]] = field(default_factory=list)
    type: list[str] = field(default_factory=list)
    mode: list[str | None] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    first: list[str | None] = field(default_factory=list)
    last: list[str | None] = field(default_factory=list)
    precision: list[str | None] = field(default_factory=list)
    where: list[int | None] = field(default_factory=list)
    fineness: list[str | None] = field(default_factory=list)
    doers: list[list[int]] = field(default_factory=list)
    targets: list[list[int]] = field(default_factory=list)
    modality: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    clashes: list[int] = field(default_factory=list)
    low: list[int | None] = field(default_factory=list)
    best: list[int | None] = field(default_factory=list)
    high: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Ties over time, in columns.

    Attributes:
        id: ids.
        subject, object: indexes of entities.
        predicate: what ties the two.
        claims: ids of the claims of each.
        reports: indexes into `World.reports`.
        states: how each held over time: [day, state, day, state ...], in the order of time; a state ("yes", "maybe",
            "no", "silent") holds from its day on. The first day is "0001-01-01".
        modality: the surest modality of its claims.
        status: as for incidents.
        conflicts: number of disagreements.
        since, until: borders in EDTF, or None.
    """

    id: list[str] = field(default_factory=list)
    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    predicate: list[str] = field(default_factory=list)
    claims: list[list[str]] = field(default_factory=list)
    reports: list[list[int]] = field(default_factory=list)
    states: list[list[str]] = field(default_factory=list)
    modality: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)
    since: list[str | None] = field(default_factory=list)
    until: list[str | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports, in columns.

    Attributes:
        id, label, title, publisher, published: of each; the last three may be None.
        origin: index of the report that printed its words first, when it is a copy; else None.
        claims: how many claims it makes.
    """

    id: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    title: list[str | None] = field(default_factory=list)
    publisher: list[str | None] = field(default_factory=list)
    published: list[str | None] = field(default_factory=list)
    origin: list[int | None] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the four views draw: the book as known by a moment.

    Attributes:
        version: of the book.
        build: which time it was put together from scratch; a patch fits only the worlds of one build.
        partial: true while it is being put together anew after something was added; ask again.
        entities, incidents, ties, reports: columns.
        lookalikes: pairs of indexes of entities that are easily taken for each other.
        umbrellas: pairs [member, whole] of indexes of entities, by ties `part_of` and `member_of`.
    """

    version: str
    build: str
    partial: bool
    entities: Entities
    incidents: Incidents
    ties: Ties
    reports: Reports
    lookalikes: list[tuple[int, int]]
    umbrellas: list[tuple[int, int]]
