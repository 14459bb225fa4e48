"""The server itself: who asks, what book, why something is refused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What somebody may do."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a request was refused.

    Attributes:
        error: a short name for programs.
        message: what is wrong, where, and what to do.
        current: what stands instead, when somebody else was faster (status 409).
    """

    error: str
    message: str
    current: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks.

    Attributes:
        name: name of the account; None without accounts.
        role: what they may do.
        accounts: whether this server asks for a log-in.
        csrf: what a request that changes something sends back in the header X-Sourcebook-Token.
    """

    name: str | None
    role: Role | None
    accounts: bool
    csrf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several values, with the words that stand for it on the page."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A released version of the book."""

    name: str
    at: str
    by: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The book and the server.

    Attributes:
        book: its name.
        version: changes whenever the book does; also the ETag of `world`.
        release: version of sourcebook.
        reports, claims, judged: how many; `judged` counts claims that somebody judged.
        first, last: first and last day of an event, or None.
        newest: last day of publication.
        choices: for each enumerated field, its values with their labels: kind, type, modality, stance, phase,
            predicate, status, fineness, expression, place_kind.
        releases: released versions.
        exports: formats that /export offers, each a name such as "claims.csv".
        upload_bytes: largest file that may be added.
        reading: whether reports are being read at this moment.
    """

    book: str
    version: str
    release: str
    reports: int
    claims: int
    judged: int
    first: str | None
    last: str | None
    newest: str | None
    choices: dict[str, list[Choice]]
    releases: list[Release]
    exports: list[str]
    upload_bytes: int
    reading: bool
