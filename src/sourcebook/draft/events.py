"""What happened? Events of a report, from triggers to claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sourcebook.draft.aimed import aim
from sourcebook.draft.around import Around
from sourcebook.draft.carry import carry_dates
from sourcebook.draft.dates import Dated, own_dates
from sourcebook.draft.fill import fill
from sourcebook.draft.glimpse import Glimpses
from sourcebook.draft.likewise import follow_suit
from sourcebook.draft.merge import fold
from sourcebook.draft.modality import modality_cues, modality_of
from sourcebook.draft.opinion import doubt, new_sketches, refuse, second, weigh
from sourcebook.draft.places import settle
from sourcebook.draft.retold import retell
from sourcebook.draft.roles import people
from sourcebook.draft.select import select
from sourcebook.draft.sketch import Sketch
from sourcebook.draft.speaker import Attribution, AttributionCues, attribution_cues, speaker_of
from sourcebook.draft.totals import is_total
from sourcebook.draft.triggers import find_demands, find_triggers
from sourcebook.encode.see import Sight
from sourcebook.find.numbers import number_words
from sourcebook.find.tolls import TollMention, tolls_of
from sourcebook.find.weapons import WeaponMention, weapon_of, weapon_words
from sourcebook.grammar import agents, clause, dependents, patients
from sourcebook.knowledge.frames import frames
from sourcebook.model.claim import Claim, Event, EventType, Modality, Stance
from sourcebook.model.text import Document, Span
from sourcebook.model.where import Where
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.governments import of_their_day

STAGE = "draft.events/8"
_SPEECH = frozenset(
    {EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT}
)
LONG = 260  # characters of a quote; longer words prove nothing
_HARMING = frozenset({EventType.ASSAULT})
_HOLDING = frozenset({"arrest", "seize"})  # who is taken there is held


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the finders saw in a document.

    Attributes:
        dates: date mentions with their tokens.
        tolls: numbers of people.
        weapons: weapons and means.
        sight: what the encoder sees; None without one.
    """

    dates: Sequence[Dated]
    tolls: list[TollMention]
    weapons: list[WeaponMention]
    sight: Sight | None = None


def draft_events(
    doc: Document, cast: Cast, seen: Seen, report: str, project: Path | None = None
) -> list[Claim]:
    """The events that a report tells, each with the words that say so.

    Args:
        doc: the parsed report.
        cast: its actors and places.
        seen: its dates, numbers and weapons.
        report: id of the report.
        project: a folder with the user's own knowledge, or None.

    Returns:
        Claims in the order of the text.
    """
    table = frames(project)
    sketches = find_triggers(doc, cast, table)
    for s in sketches:
        fill(doc, cast, s)
    glimpsed = Glimpses(doc, seen.sight)
    _second_look(doc, cast, sketches, glimpsed)
    sketches += new_sketches(doc, cast, sketches, glimpsed)
    sketches += list(follow_suit(doc, cast, sketches))
    demands = find_demands(doc, table)
    for s in demands:
        s.score = weigh(s, None) if glimpsed.here else None
    _surely(doc, [*sketches, *demands], project)
    for s in sketches:
        if g := glimpsed.events.get(s.trigger):
            doubt(s, g)
        _in_person(doc, cast, s)
        _warn(doc, cast, s)
    sketches += _demanded(doc, cast, demands)
    sketches.sort(key=lambda s: s.trigger)
    _measured(doc, sketches, seen, project)
    for s in sketches:
        _officials(cast, s)
    kept = select(doc, fold(doc, sketches))
    for s in kept:
        if (g := glimpsed.events.get(s.trigger)) and not s.unlisted:
            second(doc, cast, s, g)  # what is told has been decided by what the grammar says of it
    _complete(doc, cast, kept, seen, project)
    return [_claim(doc, cast, s, report) for s in sorted(kept, key=lambda s: s.span)]


def _complete(doc: Document, cast: Cast, kept: list[Sketch], seen: Seen, project: Path | None) -> None:
    """What is told gets the day, place and parties that the words around it give, and loses those that cannot be."""
    told = sorted(kept, key=lambda s: s.trigger)
    around = Around(doc, told, seen.dates)
    carry_dates(doc, told, seen.dates, around)
    settle(doc, cast, told)
    retell(doc, told, seen.dates, around)
    aim(doc, cast, told)
    for s in kept:
        refuse(cast, s)
        s.total = is_total(doc, s, seen.dates)
    for s in kept if cast.by_day else ():
        days = s.when.closed if s.when else None
        s.roles |= {role: of_their_day(cast, ids, days, project) for role, ids in s.roles.items()}


def _second_look(doc: Document, cast: Cast, sketches: list[Sketch], seen: Glimpses) -> None:
    """Where the encoder sees a happening too, its parties fill what the grammar left empty in a clause that tells."""
    for s in sketches if seen.here else ():
        g = seen.events.get(s.trigger)
        s.score = weigh(s, g)
        if (
            g is not None
            and not s.nominal
            and doc.tag[s.verb] in _FINITE
            and g.seen.modality[0] == "asserted"
        ):
            second(doc, cast, s, g)


_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def _in_person(doc: Document, cast: Cast, s: Sketch) -> None:
    """ "We will respond": in a quotation without a known side, who speaks is who acts."""
    holder = s.attribution.holder if s.attribution else None
    if s.role("actor") or holder is None or s.nominal:
        return
    if any(doc.lower[t] in {"i", "we"} for t in agents(doc, s.verb)):
        said = (i for t in range(holder[0], holder[1] + 1) for i in cast.heads.get(t, ()) if cast.is_actor(i))
        s.give("actor", tuple(said)[:1])


def _demanded(doc: Document, cast: Cast, demands: list[Sketch]) -> list[Sketch]:
    """Demands that somebody says, with who says them and of whom."""
    said = []
    for s in demands:
        holder = s.attribution.holder if s.attribution else None
        asked = people(doc, cast, agents(doc, s.verb) or patients(doc, s.verb))
        doer = _demander(doc, cast, s, holder)
        if doer:
            s.give("actor", (doer,))
            s.give("recipient", tuple(a for a in asked if a != doer))
            s.modality, s.cue = Modality.ASSERTED, None
            s.span = _whole(doc, s)
            said.append(s)
    return said


def _demander(doc: Document, cast: Cast, s: Sketch, holder: tuple[int, int] | None) -> str | None:
    """Who says what must be done: the speaker; in an official's quoted statement, the official."""
    if holder is None:
        return cast.voice if doc.quoted[s.trigger] else None
    return next(
        (i for t in range(holder[0], holder[1] + 1) for i in cast.heads.get(t, ()) if cast.is_actor(i)), None
    )


def _whole(doc: Document, s: Sketch) -> tuple[int, int]:
    left, right = clause(doc, s.verb)
    left, right = min(left, s.trigger), max(right, s.trigger)
    while left < right and doc.pos[left] in {"PUNCT", "SPACE", "CCONJ", "SCONJ"}:
        left += 1
    while right > left and doc.pos[right] in {"PUNCT", "SPACE"}:
        right -= 1
    while doc.end[right] - doc.start[left] > LONG and right > s.verb:
        right -= 1
    return left, right


def _officials(cast: Cast, s: Sketch) -> None:
    """What an official says in office, his state says; he stays beside it."""
    if s.type not in _SPEECH or not cast.spokesman_for:
        return
    doers = s.role("actor")
    if doers and all(cast.speaks(i) for i in doers):
        s.roles["actor"] = (cast.spokesman_for,)
        s.give("co_actor", tuple(i for i in doers if i != cast.spokesman_for))


def _surely(doc: Document, sketches: list[Sketch], project: Path | None) -> None:
    """Modality and speaker."""
    cues, said = modality_cues(project), attribution_cues(project)
    for s in sketches:
        s.modality, s.cue = modality_of(doc, s.trigger, cues)
        if s.modality is Modality.CONDITIONAL and _declares(doc, s, said):
            s.modality, s.cue = Modality.ASSERTED, None
        if s.modality is Modality.ASSERTED and s.verb != s.trigger:
            s.modality, s.cue = modality_of(doc, s.verb, cues)
        if s.modality is Modality.ASSERTED and s.phase and not s.nominal:
            s.modality, s.cue = modality_of(doc, doc.head[s.verb], cues)
        if (
            s.modality is Modality.ASSERTED
            and s.nominal
            and doc.dep[s.trigger] in {"nsubj", "nsubjpass", "dobj"}
        ):
            modality, cue = modality_of(doc, doc.head[s.trigger], cues)
            if modality in _AHEAD and doc.lemma[doc.head[s.trigger]] not in cues.looking_back:
                s.modality, s.cue = modality, cue
        if s.modality is Modality.PLANNED and s.nominal and (told := _happened(doc, s.trigger)):
            s.modality, s.cue = modality_of(doc, told[0], cues)
        s.attribution = speaker_of(doc, s.trigger, said)


_AHEAD = frozenset({Modality.PLANNED, Modality.CONDITIONAL})


def _declares(doc: Document, s: Sketch, said: AttributionCues) -> bool:
    """Whether the condition belongs to what is threatened or promised: "threatens to intervene unless"."""
    helped = any(doc.tag[k] == "MD" for k in dependents(doc, s.verb, "aux"))
    marked = any(doc.lower[k] in {"if", "unless"} for k in dependents(doc, s.verb, "mark"))
    return not s.nominal and not helped and not marked and doc.lemma[s.verb] in said.wills


def _warn(doc: Document, cast: Cast, s: Sketch) -> None:
    """ "The group says it will attack if": harm that its doer holds out under a condition is a threat."""
    holder = s.attribution.holder if s.attribution else None
    if (
        s.modality is not Modality.CONDITIONAL
        or s.type not in _HOLDABLE
        or holder is None
        or not s.role("actor")
    ):
        return
    if not any(doc.tag[k] == "MD" for k in dependents(doc, s.verb, "aux")):
        return
    speakers = {i for t in range(holder[0], holder[1] + 1) for i in cast.heads.get(t, ())}
    if set(s.role("actor")) <= speakers:
        s.type, s.modes, s.modality, s.cue, s.attribution = (
            EventType.THREATEN,
            (),
            Modality.ASSERTED,
            None,
            None,
        )
        first, last = s.span
        s.span = min(holder[0], first), max(holder[1], last)


_HOLDABLE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})


def _happened(doc: Document, noun: int) -> list[int]:
    """Verbs that tell what a happening has done: "to investigate a strike that killed ten"."""
    return [k for k in dependents(doc, noun, "relcl") if doc.tag[k] == "VBD"]


def _measured(doc: Document, sketches: list[Sketch], seen: Seen, project: Path | None) -> None:
    """Dates, numbers and weapons."""
    numbers, arms = number_words(project), weapon_words(project)
    own_dates(doc, sketches, seen.dates)
    for s in sketches:
        if s.type in _HARMING or s.type is EventType.COERCE:
            counted = tolls_of(doc, s.trigger, seen.tolls, numbers)
            held = s.frame.mode in _HOLDING
            s.tolls = {
                k: toll
                for k, (toll, _) in counted.items()
                if s.type in _HARMING or (held and k == "abducted")
            }
            weapon = weapon_of(doc, s.trigger, seen.weapons, arms) or (
                weapon_of(doc, s.verb, seen.weapons, arms) if s.verb != s.trigger else None
            )
            if weapon and weapon.implied:
                s.modes = s.modes or _modes(s, weapon)
            elif weapon:
                s.weapon = " ".join(doc.words[weapon.first : weapon.last + 1])
                s.modes = s.modes or _modes(s, weapon)


def _modes(s: Sketch, weapon: WeaponMention) -> tuple[str, ...]:
    """The frame's mode and the weapon's, each once."""
    return tuple(dict.fromkeys(m for m in (s.frame.mode, weapon.mode) if m))


def speaker_name(
    doc: Document, cast: Cast, attribution: Attribution | None
) -> tuple[str | None, tuple[str, ...]]:
    """Who says it, by name, and the chain of telling, outermost first.

    Args:
        doc: the parsed report.
        cast: its actors.
        attribution: from `speaker_of`.
    """
    chain: list[str] = []
    a = attribution
    while a is not None:
        if name := _holder(doc, cast, a):
            chain.append(name)
        a = a.outer
    chain.reverse()
    return (chain[-1] if chain else None), tuple(chain) if len(chain) > 1 else ()


def _holder(doc: Document, cast: Cast, a: Attribution) -> str | None:
    if a.holder is None:
        return None
    first, last = a.holder
    heads = [t for t in range(first, last + 1) if not first <= doc.head[t] <= last or doc.head[t] == t]
    for t in (*heads, *range(last, first - 1, -1)):
        ids = cast.heads.get(t, ())
        if ids and ids[0] in cast.actors:
            actor = cast.actors[ids[0]]
            said = doc.text[doc.start[first] : doc.end[last]]
            named = actor.kind in {"person", "media", "armed_group", "intl_org", "civil_org"} or (
                t in heads and doc.pos[t] == "PROPN"
            )
            return actor.name if named or doc.pos[t] == "PRON" else " ".join(said.split())
    text = " ".join(doc.text[doc.start[first] : doc.end[last]].split())
    return None if text.lower() in {"it", "they", "he", "she", "i", "we", "who", "that", "which"} else text


def _claim(doc: Document, cast: Cast, s: Sketch, report: str) -> Claim:
    speaker, holders = speaker_name(doc, cast, s.attribution)
    if s.type in _SPEECH and speaker in {cast.actors[i].name for i in s.role("actor") if i in cast.actors}:
        speaker, holders = None, ()  # who condemns is not quoted on condemning
    first, last = s.span
    return Claim(
        report=report,
        fact=_event(doc, s),
        quote=Span(start=doc.start[first], end=doc.end[last]),
        modality=s.modality,
        stage=STAGE,
        speaker=speaker,
        holders=holders,
        stance=s.attribution.stance if s.attribution else Stance.STATES,
        cue=_cue(doc, s),
        background=s.background,
        score=s.score,
    )


def _cue(doc: Document, s: Sketch) -> Span | None:
    cue = s.cue if s.cue is not None else (s.attribution.cue if s.attribution else None)
    return None if cue is None else doc.span(cue, cue)


def _event(doc: Document, s: Sketch) -> Event:
    modes = s.modes or ((s.frame.mode,) if s.frame.mode and s.type is s.frame.type else ())
    return Event(
        type=s.type,
        trigger=doc.span(s.trigger, s.trigger),
        mode=modes,
        phase=s.phase,
        actor=s.role("actor"),
        recipient=s.role("recipient"),
        victim=s.role("victim"),
        co_actor=s.role("co_actor"),
        claimant=s.role("claimant"),
        origin=s.role("origin"),
        when=s.when,
        where=Where(place=s.place, fineness=s.fineness) if s.place and s.fineness else None,
        weapon=s.weapon,
        killed=s.tolls.get("killed"),
        wounded=s.tolls.get("wounded"),
        missing=s.tolls.get("missing"),
        abducted=s.tolls.get("abducted"),
        displaced=s.tolls.get("displaced"),
        aggregate=s.total,
    )


__all__ = ["STAGE", "Seen", "draft_events", "speaker_name"]
