"""Events as lines of a timeline."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sourcebook.ledger import Entry
from sourcebook.model.claim import Claim, Event, Modality
from sourcebook.model.when import When
from sourcebook.view.words import number

_TOLLS = ("killed", "wounded", "missing", "abducted", "displaced")
_OTHERS = ("victim", "co_actor", "mediator", "claimant", "attributed_to", "origin", "destination")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event as one report tells it, names instead of ids.

    Attributes:
        id: the claim's id.
        when: the interval; None when the report does not say.
        type: PLOVER type or TRANSITION.
        mode: finer.
        phase: start, continue or stop.
        actor: names of those who do it.
        recipient: names of those at whom it is directed.
        others: role to names, for the roles beyond these two.
        place: name of the place.
        fineness: how finely the place is known.
        tolls: what and how many ("12 killed").
        weapon: in the report's words.
        modality: how surely it is said.
        speaker: who says it; None when the author does.
        words: the quote.
        background: alluded to rather than told.
        source: how to call the report.
        report: the report's id.
    """

    id: str
    when: When | None
    type: str
    mode: tuple[str, ...]
    phase: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    place: str | None
    fineness: str | None
    tolls: tuple[str, ...]
    weapon: str | None
    modality: Modality
    speaker: str | None
    words: str
    background: bool
    source: str
    report: str


def line(claim: Claim, event: Event, *, words: str, names: Mapping[str, str], source: str = "") -> Line:
    """An event claim as a line.

    Args:
        claim: the claim.
        event: its fact.
        words: the characters that it quotes.
        names: ids to names.
        source: how to call the report.
    """
    others = ((role, _named(getattr(event, role), names)) for role in _OTHERS)
    return Line(
        id=claim.id,
        when=event.when,
        type=str(event.type),
        mode=event.mode,
        phase=str(event.phase) if event.phase else None,
        actor=_named(event.actor, names),
        recipient=_named(event.recipient, names),
        others=tuple((role, who) for role, who in others if who),
        place=_name(event.where.place, names) if event.where else None,
        fineness=str(event.where.fineness) if event.where else None,
        tolls=tuple(f"{number(getattr(event, t))} {t}" for t in _TOLLS if getattr(event, t)),
        weapon=event.weapon,
        modality=claim.modality,
        speaker=claim.speaker,
        words=words,
        background=claim.background,
        source=source,
        report=claim.report,
    )


def event_line(entry: Entry, names: Mapping[str, str]) -> Line | None:
    """A book's entry as a line; None when it is no event."""
    fact = entry.claim.fact
    if not isinstance(fact, Event):
        return None
    return line(entry.claim, fact, words=entry.words, names=names, source=entry.source.label)


def _named(idents: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_name(i, names) for i in idents)


def _name(ident: str, names: Mapping[str, str]) -> str:
    try:
        return names[ident]
    except KeyError:
        return ident


def timeline(lines: Iterable[Line], *, background: bool = False) -> list[Line]:
    """Lines by their first day, then their last; what has no date comes last, in the order given.

    Args:
        lines: events in the order of the text.
        background: whether events that a report only alludes to come too.
    """
    return sorted((x for x in lines if background or not x.background), key=_when_key)


def _when_key(x: Line) -> tuple[date, date]:
    first = (x.when.first or x.when.last) if x.when else None
    last = x.when.last if x.when else None
    return first or date.max, last or date.max


def lines_of(
    claims: Iterable[tuple[Claim, str]], names: Mapping[str, str], *, source: str = ""
) -> Iterator[Line]:
    """The event claims among some, as lines."""
    for claim, words in claims:
        if isinstance(claim.fact, Event):
            yield line(claim, claim.fact, words=words, names=names, source=source)
