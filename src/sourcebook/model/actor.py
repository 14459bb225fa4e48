"""Actor, Alias: who is meant."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.errors import ValueProblem


class ActorKind(StrEnum):
    """What an actor is (what it does is a role in an event)."""

    STATE = "state"
    STATE_BODY = "state_body"
    ARMED_GROUP = "armed_group"
    COALITION = "coalition"
    FRONT_NAME = "front_name"
    PARTY = "party"
    INTL_ORG = "intl_org"
    CIVIL_ORG = "civil_org"
    MEDIA = "media"
    BUSINESS = "business"
    PERSON = "person"
    POPULATION = "population"
    UNIDENTIFIED = "unidentified"
    OFFICE = "office"
    CONFLICT = "conflict"
    OTHER = "other"


class AliasType(StrEnum):
    """How a further name came about."""

    CANONICAL = "canonical"
    ALIAS = "alias"
    ACRONYM = "acronym"
    TRANSLATION = "translation"
    TRANSLITERATION = "transliteration"
    FORMER_NAME = "former_name"
    NICKNAME = "nickname"
    MISSPELLING = "misspelling"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name of an actor.

    Attributes:
        text: the name as written.
        type: how it came about.
        lang: ISO 639-3 code, when it matters.
        script: ISO 15924 code ("Arab") of a name in another than the Latin script.
        strong: whether the name alone is proof enough of who is meant.
        since: first day on which the actor bore it; None when not known.
        until: last day on which it did.
    """

    text: str
    type: AliasType = AliasType.ALIAS
    lang: str | None = None
    script: str | None = None
    strong: bool = True
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueProblem("a name without characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A body, person or population that acts or is acted upon.

    Attributes:
        id: slug of its knowledge file, or of its name; scoped to one report when it is described rather than named.
        name: the name shown.
        kind: what it is.
        subkind: finer, from the schema's list.
        aliases: its other names.
        known: whether the actor stands in the knowledge files.
        state: ISO 3166-1 alpha-2 code of the state that it belongs to.
        unit_of: id of the actor whose unit or people this one is ("Houthi gunmen").
        distinct_from: ids of look-alikes that it must never be merged with.
        members: ids of the bodies that a report lists as members of a set that it describes.
    """

    id: str
    name: str
    kind: ActorKind
    subkind: str | None = None
    aliases: tuple[Alias, ...] = ()
    known: bool = False
    state: str | None = None
    unit_of: str | None = None
    distinct_from: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
