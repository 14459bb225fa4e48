"""Ties over time and changes, on stdout."""

from collections.abc import Iterable, Mapping
from datetime import date

from rich.console import Console
from rich.text import Text

from sourcebook.asof.changes import Change
from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.cli.held_lines import change_object, edge_object, node_objects, tie_object
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_text, heading, indented, out, put, quote_text, say
from sourcebook.ledger import Entry
from sourcebook.model.claim import Modality
from sourcebook.model.when import When
from sourcebook.view.changed import HEADINGS, OF_THEIR_DAY
from sourcebook.view.tied import Day
from sourcebook.view.timeline import event_line
from sourcebook.view.who import spell
from sourcebook.view.words import drawn, tie_words

QUOTES_SHOWN = 2  # per tie or change; --format jsonl has all


def print_ties(
    ties: Iterable[TieSpan], names: Mapping[str, str], form: str, *, ids: frozenset[str], day: date | None
) -> None:
    """Ties, seen from the one asked for.

    Args:
        ties: the ties.
        names: ids to names.
        form: "text" or "jsonl".
        ids: ids of the one asked for.
        day: the day asked for; None for all time.
    """
    screen = out()
    for tie in ties:
        if form == "jsonl":
            json_line(tie_object(tie, names, day=day))
            continue
        forward = tie.subject in ids
        text = Text(f"{tie_words(tie.predicate, forward=forward)} ", style="magenta")
        text.append(clean(names.get(other := tie.object if forward else tie.subject, other)), style="bold")
        put(screen, text.append_text(_state(tie, day)))
        _claims_of(screen, tie)


def print_network(seen: Day, ties: Iterable[TieSpan], names: Mapping[str, str], form: str) -> None:
    """The ties of a day.

    Args:
        seen: the network.
        ties: those of its ties that are shown.
        names: ids to names.
        form: "text" or "jsonl".
    """
    if form == "jsonl":
        for node in node_objects(seen.nodes, names):
            json_line(node)
        for tie in ties:
            json_line(edge_object(tie, seen.day, names))
        return
    screen = out()
    many = f"{seen.sure} surely (●), {len(seen.edges) - seen.sure} perhaps (○)"
    screen.print(say(f"{seen.day.isoformat()}: ties that hold: {many}; {len(seen.nodes)} actors and places"))
    for tie in ties:
        sure = tie.held(seen.day) is Held.YES
        text = Text("● ", style="green") if sure else Text("○ ", style="yellow")
        text.append(clean(names.get(tie.subject, tie.subject)), style="bold")
        text.append(f" {tie_words(tie.predicate, forward=True)} ", style="magenta")
        text.append(clean(names.get(tie.object, tie.object)), style="bold")
        put(screen, text.append_text(_state(tie, seen.day)))
        _quotes(screen, tie.entries[:1], by=4)


def print_changes(changes: Iterable[Change], names: Mapping[str, str], form: str) -> None:
    """What changed, sort by sort.

    Args:
        changes: sorted by sort.
        names: ids to names.
        form: "text" or "jsonl".
    """
    screen, shown = out(), None
    for change in changes:
        if form == "jsonl":
            json_line(change_object(change, names))
            continue
        if change.sort is not shown:
            heading(screen, HEADINGS[change.sort])
            shown = change.sort
        put(screen, _change_text(change, names))
        _quotes(screen, change.entries[:QUOTES_SHOWN], by=13)
        more = len(change.entries) - QUOTES_SHOWN
        if more > 0:
            indented(screen, say(f"and {more} more", "dim"))


def _change_text(change: Change, names: Mapping[str, str]) -> Text:
    told = event_line(change.entries[0], names) if change.entries and change.tie is None else None
    if told is not None:
        text = event_text(told, with_id=False)
    else:
        text = Text(f"{_day(change):<12} ", style="cyan").append_text(_tie_text(change.tie, names))
    if change.conflict:
        text.append(f" · {clean(change.conflict.words)}", style="yellow")
    return text.append(_told(change), style="yellow")


def _told(change: Change) -> str:
    """Whence the day is, where no words give the day of the happening itself."""
    if change.when is None or (change.dated and change.sort in OF_THEIR_DAY):
        return ""
    lead = "day not given, " if change.sort in OF_THEIR_DAY else ""
    return f" · {lead}told in a report of {drawn(change.when)}"


def _day(change: Change) -> str:
    return drawn(change.when if change.dated and change.sort in OF_THEIR_DAY else None)


def _tie_text(tie: TieSpan | None, names: Mapping[str, str]) -> Text:
    if tie is None:
        return Text()
    text = say(names.get(tie.subject, tie.subject), "bold")
    text.append(f" {tie_words(tie.predicate, forward=True)} ", style="magenta")
    return text.append(clean(names.get(tie.object, tie.object)), style="bold")


def _state(tie: TieSpan, day: date | None) -> Text:
    """Since when, until when, whether it holds, on what it rests."""
    held = {Held.YES: "holds", Held.NO: "does not hold"}.get(tie.held(day), "may hold") if day else None
    count = len(tie.entries)
    claims = f"{count} claims" if count > 1 else f"{count} claim" if count else None
    files = "in the knowledge files" if tie.known else None
    text = Text()
    for words in (_spell(tie), held, claims, files, tie.id[:9]):
        text.append(f" · {clean(words)}" if words else "", style="dim")
    for conflict in tie.conflicts:
        text.append(f" · {clean(conflict.words)}", style="yellow")
    return text


def _spell(tie: TieSpan) -> str | None:
    """The time over which a tie holds; "begun by" and "ended by" where only the day of a report bounds it."""
    since, until = tie.since, tie.until
    begun = f"begun by {_last(since)}" if since and since.first is None else None
    ended = f"ended by {_last(until)}" if until and until.first is None else None
    dated = spell(None if begun else since, None if ended else until)
    return ", ".join(filter(None, (begun, dated, ended))) or None


def _last(when: When) -> str:
    return drawn(when).removeprefix("until ")


def _claims_of(screen: Console, tie: TieSpan) -> None:
    shown: set[str] = set()
    lists = (("said", tie.said), ("began", tie.began), ("ended", tie.ended), ("denied", tie.denied))
    for verb, entries in lists:
        fresh = [e for e in entries if e.id not in shown]
        shown |= {e.id for e in fresh}
        _quotes(screen, fresh[:QUOTES_SHOWN], by=4, verb=verb)
        if len(fresh) > QUOTES_SHOWN:
            indented(screen, say(f"{verb:<7} and {len(fresh) - QUOTES_SHOWN} more", "dim"), by=4)
    for source in tie.known:
        indented(screen, say(f"known   {source}", "dim"), by=4)


def _quotes(screen: Console, entries: Iterable[Entry], *, by: int, verb: str | None = None) -> None:
    once = {(e.words, e.source.id): e for e in reversed(list(entries))}
    for entry in reversed(once.values()):
        lead = Text(f"{verb:<7} " if verb else "", style="dim")
        text = lead.append_text(quote_text(entry.words)).append(f"  {entry.claim.id[:8]}", style="dim")
        indented(screen, text.append(f"  {clean(_voice(entry))}", style="dim"), by=by)


def _voice(entry: Entry) -> str:
    """Who says it, how surely, and where."""
    claim = entry.claim
    sure = None if claim.modality is Modality.ASSERTED else str(claim.modality)
    said = f"{claim.speaker} {_says(claim.speaker)}" if claim.speaker else None
    return " · ".join(words for words in (said, sure, entry.source.label) if words)


def _says(speaker: str) -> str:
    """ "Officials say", "The New Arab says": what is written small and ends in s is several."""
    return "say" if not speaker[:1].isupper() and speaker.endswith("s") else "says"
