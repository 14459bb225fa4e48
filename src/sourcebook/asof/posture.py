"""How does an actor stand towards another? What it does about it, in time order, as one track.

A step without a date keeps its place in the telling: after the last dated deed of the same actor that its report told
before it. No date is made up for it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.asof.picture import Part, Picture, Role, company
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Modality, Phase
from sourcebook.model.when import Ground, When


class Move(StrEnum):
    """What a step is, from friendly to hostile in no particular order."""

    AGREE = "agree"
    NEGOTIATE = "negotiate"
    SUPPORT = "support"
    CONCEDE = "concede"
    COOPERATE = "cooperate"
    AID = "aid"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    HALT = "halt"
    REDUCE = "reduce"
    DEMAND = "demand"
    ACCUSE = "accuse"
    REJECT = "reject"
    THREATEN = "threaten"
    PROTEST = "protest"
    PUNISH = "punish"
    MOBILISE = "mobilise"
    COERCE = "coerce"
    ATTACK = "attack"
    INCREASE = "increase"


_MOVES: Mapping[EventType, Move] = {
    EventType.AGREE: Move.AGREE,
    EventType.CONSULT: Move.NEGOTIATE,
    EventType.SUPPORT: Move.SUPPORT,
    EventType.CONCEDE: Move.CONCEDE,
    EventType.COOPERATE: Move.COOPERATE,
    EventType.AID: Move.AID,
    EventType.REQUEST: Move.DEMAND,
    EventType.ACCUSE: Move.ACCUSE,
    EventType.REJECT: Move.REJECT,
    EventType.THREATEN: Move.THREATEN,
    EventType.PROTEST: Move.PROTEST,
    EventType.SANCTION: Move.PUNISH,
    EventType.MOBILIZE: Move.MOBILISE,
    EventType.COERCE: Move.COERCE,
    EventType.ASSAULT: Move.ATTACK,
}
_RETREATS = {
    "ceasefire": Move.HALT,
    "withdraw": Move.WITHDRAW,
    "release": Move.RELEASE,
    "access": Move.CONCEDE,
}
_MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.SANCTION,
        EventType.PROTEST,
        EventType.AID,
    }
)
# Of a deed there is more, or less, when such words stand shortly before it with nothing but its own phrase between.
_MORE = re.compile(r"(?:increas|intensif|escalat|redoubl|expand)\w*|(?:stepp?|ramp)\w*|surg(?:e|ed|ing)")
_LESS = re.compile(r"(?:reduc|decreas|curtail|scal)\w*|eas(?:e|ed|es|ing)")
_BETWEEN = frozenset("on by to for from with as after and or before but that which who".split())
_NEAR = 4  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that the actor does about the target.

    Attributes:
        move: what it is.
        phase: "start", "continue" or "stop", when the words say so.
        entry: the claim, with its words, speaker and source.
        by: who does it, each with why it counts as the actor.
        possibly: whether it is done only by a name behind which the actor may stand, or laid at its door by others.
        when: its date; None when none is told.
        after: its date; without one, that of the actor's last dated deed told before it in the same report.
    """

    move: Move
    phase: Phase | None
    entry: Entry
    by: tuple[Part, ...]
    possibly: bool
    when: When | None
    after: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """What an actor does about a target, in time order.

    Attributes:
        actor: who counts as the actor.
        target: who counts as the target.
        steps: the steps, the first first.
    """

    actor: tuple[Part, ...]
    target: tuple[Part, ...]
    steps: tuple[Step, ...]


def posture(
    picture: Picture, actor: Iterable[str], target: Iterable[str], *, background: bool = False
) -> Posture:
    """What an actor does about a target.

    Args:
        picture: claims and ties.
        actor: ids of the actor; its members, parts and fronts count too.
        target: ids of the target; its members count too.
        background: whether steps that a report only alludes to come too.

    Returns:
        Steps by day; of those of one day as their reports were published, then as the text runs. The order in which
        the claims are given does not matter.
    """
    doers = company(picture, actor, parts=True, fronts=True)
    aimed = company(picture, target, parts=False, fronts=False)
    ids = {p.id for p in doers}
    told = sorted(picture.events(*Modality), key=lambda pair: _in_text(pair[0]))
    after = _told_after(told, ids)
    steps = [
        step
        for entry, event in told
        if (background or not entry.claim.background)
        and (step := _step(entry, event, doers, {p.id for p in aimed} - ids, after[entry.claim.id]))
    ]
    return Posture(actor=doers, target=aimed, steps=tuple(sorted(steps, key=_in_time)))


def _in_text(entry: Entry) -> tuple[str, int, int, str]:
    return (entry.claim.report, entry.claim.quote.start, entry.claim.quote.end, entry.claim.id)


def _in_time(step: Step) -> tuple[date, date, tuple[str, int, int, str]]:
    published = step.entry.source.published
    shown = published.first if published else None
    return _first(step.after) or shown or date.max, shown or date.max, _in_text(step.entry)


def _told_after(told: Iterable[tuple[Entry, Event]], ids: set[str]) -> dict[str, When | None]:
    """For each claim its date, or the one of the actor's last dated deed told before it in its report."""
    out: dict[str, When | None] = {}
    last: dict[str, When] = {}
    for entry, event in told:
        report, own = entry.claim.report, event.when if _first(event.when) else None
        if own and ids.intersection(event.actor) and not entry.claim.background:
            last[report] = own
        out[entry.claim.id] = own or last.get(report)
    return out


def _first(when: When | None) -> date | None:
    if when is None or when.ground is Ground.PUBLISHED:
        return None
    return when.first or when.last


def _step(
    entry: Entry, event: Event, doers: tuple[Part, ...], target: set[str], after: When | None
) -> Step | None:
    move = _move(entry, event)
    if move is None or not target.intersection((*event.recipient, *event.victim)):
        return None
    own = {*event.actor, *event.co_actor, *event.claimant}
    by = tuple(p for p in doers if p.id in own or p.id in event.attributed_to)
    if not by:
        return None
    surely = any(p.id in own and p.role is not Role.FRONT for p in by)
    when = event.when if _first(event.when) else None
    return Step(move=move, phase=event.phase, entry=entry, by=by, possibly=not surely, when=when, after=after)


def _move(entry: Entry, event: Event) -> Move | None:
    """What a step is, from its type, its phase and the words before it; a TRANSITION is none."""
    if event.type is EventType.RETREAT:
        return next((_RETREATS[m] for m in event.mode if m in _RETREATS), Move.WITHDRAW)
    if event.type in _MATERIAL and event.phase is Phase.STOP:
        return Move.HALT
    grade = _grade(entry, event) if event.type in _MATERIAL else None
    return grade or _MOVES.get(event.type)


def _grade(entry: Entry, event: Event) -> Move | None:
    at = max(event.trigger.start - entry.claim.quote.start, 0)
    before = entry.words[:at].casefold().split()[-_NEAR:]
    near = [*before, *entry.words[at:].casefold().split()[:1]]
    for pattern, move in ((_MORE, Move.INCREASE), (_LESS, Move.REDUCE)):
        said = [n for n, word in enumerate(near) if pattern.fullmatch(word)]
        if said and _BETWEEN.isdisjoint(near[said[-1] + 1 :]):
            return move
    return None
