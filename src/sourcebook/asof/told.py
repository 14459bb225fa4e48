"""What one claim says of the time of a tie, as marks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sourcebook.asof.marks import Mark, Turn
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, Modality, Relation
from sourcebook.model.when import Ground, When

_SAYS = frozenset({Modality.ASSERTED, Modality.HEDGED})


def sorted_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Claims, each once, by the day of their report, then as the text runs; whatever order they come in.

    Args:
        entries: claims.
    """
    return sorted({(e.claim.id, e.claim.report): e for e in entries}.values(), key=_order)


def _order(entry: Entry) -> tuple[date, str, int, str]:
    published = entry.source.published
    day = (published.first or published.last) if published else None
    return day or date.max, entry.claim.report, entry.claim.quote.start, entry.claim.id


def sure(entry: Entry) -> bool:
    """Whether a report says it outright and in its own voice.

    Args:
        entry: the claim.
    """
    return entry.claim.speaker is None and entry.claim.modality in (Modality.ASSERTED, Modality.NEGATED)


def marks_of(entry: Entry, tie: Relation) -> list[Mark]:
    """What a claim about a tie says of its time; nothing when it is planned, conditional, asked or general.

    Args:
        entry: the claim.
        tie: its fact.
    """
    published = entry.source.published
    if entry.claim.modality is Modality.NEGATED:
        return [_mark(Turn.LACKS, published, entry)]
    if entry.claim.modality not in _SAYS:
        return []
    marks = []
    if tie.since:
        marks.append(_mark(Turn.BEGAN, _as_start(tie.since), entry))
    if tie.until:
        marks.append(_mark(Turn.ENDED, _as_end(tie.until), entry))
    return marks or [_mark(Turn.STANDS, published, entry)]


def turn_of(entry: Entry, event: Event, turn: Turn, *, doubt: bool = False) -> Mark | None:
    """What a happening says of the time of a tie that it opens or closes; None when it did not happen.

    Without a date it happened by the day of its report; when it is hedged, about that day.

    Args:
        entry: the claim.
        event: its fact.
        turn: BEGAN or ENDED.
        doubt: whether it follows only perhaps.
    """
    if entry.claim.modality not in _SAYS:
        return None
    mark = _mark(turn, event.when or _reported(entry), entry)
    return replace(mark, sure=False) if doubt else mark


def _reported(entry: Entry) -> When | None:
    return reported(entry.source.published, entry.claim.modality)


def reported(published: When | None, modality: Modality) -> When | None:
    """When something happened of which a report does not say when; None when that cannot be told.

    Args:
        published: when the report was.
        modality: how surely it is said.
    """
    if published is None or published.last is None:
        return None
    return replace(published if modality is Modality.HEDGED else published.up_to(), ground=Ground.PUBLISHED)


def _mark(turn: Turn, when: When | None, entry: Entry) -> Mark:
    return Mark(turn=turn, when=when, sure=sure(entry), entry=entry)


def _as_start(since: When) -> When:
    """When something began that holds "since 2014", whether or not that is written with an open end."""
    if since.last is not None or since.first is None:
        return since
    return When.of_days(since.first, since.first, ground=since.ground, clash=since.clash)


def _as_end(until: When) -> When:
    """When something ended that held "until 2014", whether or not that is written with an open beginning."""
    if until.first is not None or until.last is None:
        return until
    return When.of_days(until.last, until.last, ground=until.ground, clash=until.clash)
