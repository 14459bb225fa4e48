"""What people send, and what comes of it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sourcebook.review.words.claims import ClaimRow
from sourcebook.review.words.server import Role
from sourcebook.review.words.world import Entities, Incidents, Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A judgement.

    Attributes:
        key: made by the page, so that a request sent twice is kept once.
        verdict: accept, reject, correct, join or cut.
        claim: id of a claim; accept and reject also take an incident (i...) or a tie (t...).
        by: reviewer's name; ignored where there are accounts.
        note: why; needed for join, cut and overruling.
        field, value: of a correction; the value as JSON.
        other: the other claim, for join and cut.
        seen: `version` of the claim as it was shown; when somebody judged it since, the answer is 409 with their
            judgement, and sending it again with `overrule` and a note lets it count.
        overrule: let it count although somebody judged it since.
    """

    key: str
    verdict: str
    claim: str
    by: str | None = None
    note: str | None = None
    field: str | None = None
    value: Any = None
    other: str | None = None
    seen: int | None = None
    overrule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Taking a judgement or a decision back."""

    key: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """A happening or tie that the reader missed.

    Attributes:
        key, by, note: as for a judgement.
        report: id of the report.
        start, end: the words that say it, in UTF-16 code units.
        kind: "event" or "relation".
        type: of the event, or predicate.
        fields: further fields by name, each value as for a correction.
    """

    key: str
    report: str
    start: int
    end: int
    kind: Literal["event", "relation"]
    type: str
    fields: dict[str, Any] = field(default_factory=dict)
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A decision about who is who: "merge", "distinct" or "split".

    Attributes:
        key, by, note: as for a judgement.
        ruling: what is decided.
        actor, other: ids; of a split, `other` is a new name for the actor in `reports`, or an id.
        reports: ids of reports in which a split holds.
        overrule: why two are one although a warning keeps them apart.
    """

    key: str
    ruling: str
    actor: str
    other: str
    reports: list[str] = field(default_factory=list)
    by: str | None = None
    note: str | None = None
    overrule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """How to change a world: ids to take away, rows to put in.

    Attributes:
        build: of the worlds that it fits; another one must be asked for anew.
        base: index of the first of `entities` in the world; what the world has from there on, they take the place of.
        gone: ids of incidents and ties to take away; those put in with the same id are among them.
        entities: those that came in since the world was put together.
        incidents, ties: rows to put in; indexes are those of the world with `entities` in it.
    """

    build: str
    base: int
    gone: list[str]
    entities: Entities
    incidents: Incidents
    ties: Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a judgement, decision or marking changed.

    Attributes:
        numbers: of the judgements or decisions made; for undoing.
        sort: "judgement" or "decision": of what the numbers are.
        version: of the book, now.
        claims: claims as they stand now.
        patch: how to change the world that is shown: incidents and ties taken away by id, and those to put in, in
            columns; None when it must be asked for anew.
    """

    numbers: list[int]
    sort: str
    version: str
    claims: list[ClaimRow]
    patch: Patch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasting:
    """A report pasted in, or the address of one."""

    text: str | None = None
    address: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """How far adding is.

    Attributes:
        id: of the task.
        state: "waiting", "reading", "linking", "done".
        done, total: reports.
        added: ids of reports that were added.
        known: how many were in already.
        failures: source and reason of each report that could not be read.
    """

    id: str
    state: str
    done: int
    total: int
    added: list[str]
    known: int
    failures: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """Name and password."""

    name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account to be made."""

    name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """What is to change about an account; None leaves it."""

    role: Role | None = None
    password: str | None = None
