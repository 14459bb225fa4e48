"""Two opinions: what rules and the encoder say of one happening, and what only one of them says.

What both say is surest. What the encoder alone says is drafted with its score when that is high enough, and an
impossible combination (a place that attacks, a newspaper that shells) is refused whoever says it.
"""

from collections.abc import Sequence

from sourcebook.draft.fill import fill
from sourcebook.draft.glimpse import Glimpse, Glimpses, Part, meant
from sourcebook.draft.headline import in_headline
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import is_verb
from sourcebook.knowledge.frames import Frame
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType, Modality, Phase
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

NEW = 0.8
"""Score from which a happening is drafted that only the encoder sees."""
ROLE = 0.6
"""Probability from which a role is filled that the grammar left empty."""
OF_NOUN = 0.8
"""The same for a noun, whose parties often stand outside its own words."""
DOUBT = 0.9
"""Probability from which the encoder's modality counts where the rules found nothing but assertion."""
RULES_ALONE, AGREED = 0.55, 0.9
_ARMED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT})
_PEACEFUL = frozenset({ActorKind.POPULATION, ActorKind.CIVIL_ORG, ActorKind.BUSINESS})
"""Who does no armed act on the encoder's word alone."""
_UNARMED = frozenset({ActorKind.MEDIA, ActorKind.OFFICE})


def new_sketches(doc: Document, cast: Cast, known: Sequence[Sketch], seen: Glimpses) -> list[Sketch]:
    """Sketches of happenings that only the encoder sees, their roles filled by the grammar and by what it sees.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        known: what the rules found.
        seen: what the encoder sees.
    """
    taken = {t for s in known for t in (s.trigger, s.verb, *s.tokens)}
    found = []
    for token, g in sorted(seen.events.items()):
        if token in taken or not doc.body[token] or g.seen.score < NEW or token in cast.covers:
            continue
        if _may_tell(doc, token):
            found.append(_sketch(doc, cast, g))
    return found


def _may_tell(doc: Document, token: int) -> bool:
    """Whether a word can name a happening by itself: a noun, or a verb that is neither a quality nor a mere will."""
    if doc.pos[token] not in {"VERB", "NOUN", "PROPN"} or doc.dep[token] in _NOT_BY_ITSELF:
        return False
    return not (is_verb(doc, token) and any(doc.dep[k] == "xcomp" for k in doc.children[token]))


_NOT_BY_ITSELF = frozenset({"aux", "auxpass", "acl", "amod", "compound", "xcomp", "pcomp"})


def _sketch(doc: Document, cast: Cast, g: Glimpse) -> Sketch:
    type_ = EventType(g.seen.type)
    nominal = not is_verb(doc, g.token)
    frame = Frame(type=type_, mode=g.seen.mode[0] or None)
    s = Sketch(trigger=g.token, verb=g.token, frame=frame, type=type_, nominal=nominal, span=(g.token, g.token),
               tokens=(g.token,), phase=Phase(g.seen.phase[0]) if g.seen.phase[0] else None)  # fmt: skip
    fill(doc, cast, s)
    s.roles = {r: ids for r, ids in s.roles.items() if r not in {"actor", "recipient"}}
    second(doc, cast, s, g)
    s.score, s.unlisted = g.seen.score, True
    return s


def second(doc: Document, cast: Cast, s: Sketch, g: Glimpse) -> None:
    """Fill what the grammar left empty with what the encoder sees.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        s: changed in place.
        g: what the encoder sees at its trigger.
    """
    for role in ("actor", "recipient"):
        if s.role(role):
            continue
        other = s.role("recipient" if role == "actor" else "actor")
        least = OF_NOUN if s.nominal else ROLE
        parts = [p for p in g.role(role) if p.score >= least and not _below(doc, s, p)]
        ids = [i for p in parts for i in _people(doc, cast, s, p, role)]
        if not set(ids) & set(other):  # where the two disagree on who does and who suffers, nothing is filled
            s.give(role, tuple(ids))


def _below(doc: Document, s: Sketch, part: Part) -> bool:
    """Whether a party of the headline's happening stands below the headline, which is a sentence of its own."""
    return in_headline(doc, s.trigger) and not in_headline(doc, part.first)


def _people(doc: Document, cast: Cast, s: Sketch, part: Part, role: str) -> list[str]:
    ids = [i for i in meant(doc, cast, part) if cast.is_actor(i) and possible(cast, s.type, i, role)]
    return [i for i in ids if role != "actor" or s.type not in _ARMED or cast.actors[i].kind not in _PEACEFUL]


def possible(cast: Cast, type_: EventType, ident: str, role: str) -> bool:
    """Whether an actor can be in a role: neither an office nor an outlet fights."""
    actor = cast.actors.get(ident)
    return not (role == "actor" and type_ in _ARMED and actor is not None and actor.kind in _UNARMED)


def refuse(cast: Cast, s: Sketch) -> None:
    """Take out of a happening whoever cannot do it, whoever said so."""
    doers = s.role("actor")
    if doers and not all(possible(cast, s.type, i, "actor") for i in doers):
        s.roles["actor"] = tuple(i for i in doers if possible(cast, s.type, i, "actor"))


def doubt(s: Sketch, g: Glimpse) -> None:
    """Let the encoder doubt what the rules take for asserted."""
    said, p = g.seen.modality
    if s.modality is Modality.ASSERTED and said != "asserted" and p >= DOUBT:
        s.modality = Modality(said)
        marks = g.role("mark")
        s.cue = marks[0].first if marks else s.cue


def weigh(s: Sketch, g: Glimpse | None) -> float:
    """How sure a happening is that rules found, after a second look: 0 to 1."""
    if g is None:
        return RULES_ALONE
    return AGREED if g.seen.type == s.type.value else RULES_ALONE + 0.1


__all__ = ["doubt", "new_sketches", "possible", "refuse", "second", "weigh"]
