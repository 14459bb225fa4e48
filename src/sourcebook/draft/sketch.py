"""Sketch: an event on its way from a trigger word to a claim."""

from dataclasses import dataclass, field

from sourcebook.draft.speaker import Attribution
from sourcebook.knowledge.frames import Frame
from sourcebook.model.claim import EventType, Modality, Phase, Toll
from sourcebook.model.when import When
from sourcebook.model.where import Fineness


@dataclass(slots=True)
class Sketch:
    """What the words around one trigger say.

    Attributes:
        trigger: token that names the happening.
        verb: token that carries it: the light verb of a noun, else the trigger itself.
        frame: the way of naming that fits.
        type: event type; the frame's unless the words around change it.
        nominal: whether the trigger is a noun.
        definite: whether a noun trigger stands with "the", "this", "these": spoken of before.
        roles: ids by role.
        place: id of the place.
        fineness: how finely the words say it.
        when: the date.
        tolls: by slot name ("killed").
        weapon: in the report's words.
        modes: finer types.
        span: first and last token of the words that say it.
        background: alluded to rather than told.
        tokens: every token that counts as a trigger of this happening.
        points_back: "the death of X in the same attack": belongs to a happening told before.
        inherits: "these strikes destroyed": its doer is that of the happening told before.
        around: id of the country that it is done to by name; its place when no other is said.
        state: a participle that tells a feeling ("are encouraged by"): its passive subject is who feels it.
        unlisted: only the encoder sees it; no frame names it.
        total: several happenings told at once.
        score: how sure it is, 0 to 1; None until somebody weighs it.
        demand: what somebody says must be done; its doer is the speaker, and its subject is asked.
    """

    trigger: int
    verb: int
    frame: Frame
    type: EventType
    nominal: bool = False
    definite: bool = False
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    place: str | None = None
    fineness: Fineness | None = None
    when: When | None = None
    tolls: dict[str, Toll] = field(default_factory=dict)
    weapon: str | None = None
    modes: tuple[str, ...] = ()
    phase: Phase | None = None
    modality: Modality = Modality.ASSERTED
    cue: int | None = None
    attribution: Attribution | None = None
    span: tuple[int, int] = (0, 0)
    background: bool = False
    tokens: tuple[int, ...] = ()
    demand: bool = False
    state: bool = False
    points_back: bool = False
    inherits: bool = False
    around: str | None = None
    score: float | None = None
    unlisted: bool = False
    total: bool = False

    def role(self, name: str) -> tuple[str, ...]:
        """Ids in a role; empty when nobody is named in it."""
        return self.roles.get(name, ())

    def give(self, name: str, ids: tuple[str, ...]) -> None:
        """Add ids to a role, each once."""
        if ids and name != "none":
            self.roles[name] = tuple(dict.fromkeys((*self.role(name), *ids)))
