"""Claim and its facts: Event, Relation, Toll, Modality."""

from dataclasses import dataclass
from enum import StrEnum

from sourcebook.errors import ValueProblem
from sourcebook.model.text import Span, digest
from sourcebook.model.when import When
from sourcebook.model.where import Where


class Modality(StrEnum):
    """How surely the text says it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"
    GENERIC = "generic"
    QUESTION = "question"


class Stance(StrEnum):
    """What a speaker does with what is said."""

    STATES = "states"
    CLAIMS_RESPONSIBILITY = "claims_responsibility"
    ACCUSES = "accuses"
    DENIES = "denies"
    CONFIRMS = "confirms"
    QUOTES_OTHER = "quotes_other"


class Phase(StrEnum):
    """Which part of a happening the words speak of."""

    START = "start"
    CONTINUE = "continue"
    STOP = "stop"


class EventType(StrEnum):
    """PLOVER's sixteen types, and TRANSITION for who exists, leads, holds or may pass."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    TRANSITION = "TRANSITION"


class Predicate(StrEnum):
    """What ties two entities; direction as in the schema (X led_by PERSON, X backed_by SPONSOR)."""

    PART_OF = "part_of"
    MEMBER_OF = "member_of"
    HOLDS_OFFICE = "holds_office"
    OFFICE_OF = "office_of"
    LED_BY = "led_by"
    FOUNDED_BY = "founded_by"
    BACKED_BY = "backed_by"
    PLEDGED_TO = "pledged_to"
    ALLIED_WITH = "allied_with"
    OPPOSED_TO = "opposed_to"
    NEGOTIATES_WITH = "negotiates_with"
    FRONT_FOR = "front_for"
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    SUCCEEDS = "succeeds"
    PARTY_TO = "party_to"
    BASED_AT = "based_at"
    OPERATES_IN = "operates_in"
    CONTROLS = "controls"
    OF_STATE = "of_state"
    DRAWS_FROM = "draws_from"
    DESIGNATED_BY = "designated_by"
    LOCATED_IN = "located_in"
    ADJOINS = "adjoins"
    CONNECTS = "connects"
    DISTINCT_FROM = "distinct_from"
    AFFILIATED_WITH = "affiliated_with"
    ALIAS = "alias"


SYMMETRIC = frozenset(
    {
        Predicate.ALLIED_WITH,
        Predicate.OPPOSED_TO,
        Predicate.NEGOTIATES_WITH,
        Predicate.ADJOINS,
        Predicate.DISTINCT_FROM,
        Predicate.AFFILIATED_WITH,
        Predicate.ALIAS,
    }
)


class Expression(StrEnum):
    """How a number is said."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    NONE_REPORTED = "none_reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people (or things), with its doubt.

    Attributes:
        low: at least so many; None when not said.
        best: the number itself; None when the words give none ("dozens").
        high: at most so many; None when not said.
        expression: how it is said.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    expression: Expression = Expression.EXACT

    def __post_init__(self) -> None:
        said = [n for n in (self.low, self.best, self.high) if n is not None]
        if said != sorted(said) or (said and said[0] < 0):
            raise ValueProblem(
                f"toll low {self.low}, best {self.best}, high {self.high} is out of order or negative"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens and ends. Roles hold ids of actors or places.

    Attributes:
        type: PLOVER type, or TRANSITION.
        trigger: the word that names the happening.
        mode: finer, from the schema's list.
        phase: start, continue or stop, when the words say so.
        actor: who does it.
        recipient: at whom it is directed.
        victim: who is harmed without having been aimed at.
        co_actor: who takes part under or with the actor.
        mediator: third party that hosts or guarantees.
        claimant: who says to have done it.
        attributed_to: whom somebody else names as the doer.
        object: things hit, seized, given, in the report's words.
        origin: from where.
        destination: to where.
        when: the interval; None when the text does not say.
        where: the place; None when the text does not say.
        killed: dead.
        wounded: injured.
        missing: missing.
        abducted: taken.
        displaced: driven from home.
        weapon: weapon or means, in the report's words.
        aggregate: a total over several incidents.
    """

    type: EventType
    trigger: Span
    mode: tuple[str, ...] = ()
    phase: Phase | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    victim: tuple[str, ...] = ()
    co_actor: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()
    claimant: tuple[str, ...] = ()
    attributed_to: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    when: When | None = None
    where: Where | None = None
    killed: Toll | None = None
    wounded: Toll | None = None
    missing: Toll | None = None
    abducted: Toll | None = None
    displaced: Toll | None = None
    weapon: str | None = None
    aggregate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Something that holds over an interval.

    Attributes:
        subject: id of an actor or place.
        predicate: what ties the two.
        object: id of an actor or place.
        since: when it began to hold; None when the text does not say.
        until: when it ceased to hold.
        degree: of backing (supports, sponsors, directs) or control (full, partial, contested).
        support: what is given (arms, money, training ...).
    """

    subject: str
    predicate: Predicate
    object: str
    since: When | None = None
    until: When | None = None
    degree: str | None = None
    support: tuple[str, ...] = ()


class _Identified:
    """Room for an id, which takes time to make and is asked for again and again."""

    __slots__ = ("_id",)
    _id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_Identified):
    """One event or tie, as one report says it. Never edited.

    Attributes:
        report: id of the report.
        fact: what is said.
        quote: the characters that say it.
        modality: how surely.
        stage: name and version of the stage that drafted it ("draft.events/1").
        speaker: name of who says it, as written in the record; None when the author speaks.
        holders: the chain of telling, outermost first, when there is more than one.
        stance: what the speaker does with it.
        cue: the words that attribute, hedge or negate it.
        background: alluded to rather than told; kept, but left out of the timeline by default.
        score: 0 to 1; None when the stage has no calibrated one.
    """

    report: str
    fact: Event | Relation
    quote: Span
    modality: Modality
    stage: str
    speaker: str | None = None
    holders: tuple[str, ...] = ()
    stance: Stance = Stance.STATES
    cue: Span | None = None
    background: bool = False
    score: float | None = None

    @property
    def id(self) -> str:
        """Digest of what the claim says and where: drafting it again gives the same id."""
        try:
            return self._id
        except AttributeError:
            object.__setattr__(self, "_id", made := self._digest())
            return made

    def _digest(self) -> str:
        f = self.fact
        if isinstance(f, Event):
            what = (f.type, str(f.trigger.start), *f.actor, "|", *f.recipient)
        else:
            what = (f.predicate, f.subject, f.object)
        where = (self.report, str(self.quote.start), str(self.quote.end), self.stage)
        return digest(*where, self.modality, self.speaker or "", *what)
