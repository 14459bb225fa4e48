"""Who is who, on stdout."""

from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.known import known_out, print_differences, print_known
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_text, heading, indented, names, out, put, quote_text, say
from sourcebook.export.interchange import actor_out, place_out
from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.ledger import ClaimQuery, Entry, Ledger, Order
from sourcebook.ledger.fold import fold
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Predicate
from sourcebook.model.identity import Ruling
from sourcebook.model.where import Fineness, Place, fineness_of
from sourcebook.view.known import KnownActor, known_actor
from sourcebook.view.timeline import event_line
from sourcebook.view.who import Tie, had_begun, other_names, surface_names, ties

EVENTS_SHOWN = 30
QUOTES_SHOWN = 2  # per tie; --format jsonl has all


def print_who(
    ledger: Ledger,
    entity: Actor | Place,
    form: str,
    *,
    as_of: date | None = None,
    project: Path | None = None,
) -> None:
    """An actor or place: names, ties, events, look-alikes.

    Args:
        ledger: the book.
        entity: the actor or place.
        form: "text" or "jsonl".
        as_of: leave out what did not hold or had not happened on that day.
        project: a folder with the user's own knowledge, or None.
    """
    known = known_actor(entity.id, as_of=as_of, project=project) if isinstance(entity, Actor) else None
    told = [t for t in ties_of(ledger, entity) if as_of is None or t.may_hold(as_of)]
    events = [e for e in events_of(ledger, entity) if as_of is None or had_begun(e.claim.fact, as_of)]
    if form == "jsonl":
        json_line(
            _object(ledger, entity, told, events) | {"known_by_files": known_out(known) if known else None}
        )
        return
    screen = out()
    print_head(screen, ledger, entity, known)
    if known:
        print_known(screen, known)
    if told:
        heading(screen, f"Ties that reports state ({len(told)})")
    print_ties(screen, told)
    _events(screen, ledger, events)
    if known:
        print_differences(screen, known.differences)


def print_known_who(known: KnownActor, form: str) -> None:
    """An actor that only the knowledge files know.

    Args:
        known: what they say.
        form: "text" or "jsonl".
    """
    entry = known.entry
    if form == "jsonl":
        head = {"id": entry.id, "name": entry.name, "kind": str(entry.kind), "subkind": entry.subkind}
        json_line(head | {"state": entry.state, "known_by_files": known_out(known)})
        return
    screen = out()
    screen.print(say(entry.name, "bold").append(f"  {_kind(entry)}", style="dim"))
    print_known(screen, known)
    print_differences(screen, known.differences)


def _kind(entity: Actor | ActorEntry) -> str:
    return "/".join(filter(None, (entity.kind, entity.subkind))).replace("_", " ")


def ties_of(ledger: Ledger, entity: Actor | Place) -> list[Tie]:
    """Ties of an actor or place, with the claims that say so."""
    found = ledger.claims(_query(entity, kind="relation"))
    return ties(((e.claim, e.words) for e in found), of=entity.id, names=ledger.names())


def events_of(ledger: Ledger, entity: Actor | Place) -> list[Entry]:
    """Events of an actor or place, the first day first."""
    return list(ledger.claims(_query(entity, kind="event")))


def _query(entity: Actor | Place, *, kind: str) -> ClaimQuery:
    if isinstance(entity, Place) and kind == "event":
        return ClaimQuery(places=(entity.id,), kind=kind, order=Order.TIME)
    return ClaimQuery(actors=(entity.id,), kind=kind, order=Order.TIME)


def print_head(
    screen: Console, ledger: Ledger, entity: Actor | Place, known: KnownActor | None = None
) -> None:
    """Name, kind, names that the files do not give, and look-alikes unless the files say how they differ."""
    kind = str(entity.kind) if isinstance(entity, Place) else _kind(entity)
    text = say(entity.name, "bold").append(f"  {kind.replace('_', ' ')}", style="dim")
    screen.print(text.append(f"  {_standing(ledger, entity)}".rstrip(), style="dim"))
    if isinstance(entity, Place) and entity.lat is not None:
        screen.print(Text(f"  {_lies(entity)}", style="dim"))
    filed = {fold(n.text) for n in known.entry.names} if known else set()
    listed = {"also called": [n for n in other_names(entity) if fold(n) not in filed]}
    listed["mentioned as"] = surface_names(entity, ledger.surfaces(entity.id))
    for what, several in listed.items():
        if several:
            text = Text(f"  {what} ", style="dim").append(names(several))
            put(screen, text)
    called = ledger.names()
    if isinstance(entity, Actor) and entity.unit_of:
        screen.print(Text("  unit or people of ", style="dim").append(clean(called[entity.unit_of])))
    if isinstance(entity, Actor) and entity.members:
        put(screen, Text("  members ", style="dim").append(names(called[i] for i in entity.members)))
    if isinstance(entity, Actor) and entity.distinct_from and known is None:
        look = names(_lookalike(i, called[i]) for i in entity.distinct_from)
        screen.print(Text("  not to be confused with ", style="yellow").append(look, style="bold yellow"))


def _standing(ledger: Ledger, entity: Actor | Place) -> str:
    """How far an actor or place is known: from files, by a person's decision, or from reports alone."""
    one = None if isinstance(entity, Place) else ledger.who_is_who().standing.get(entity.id)
    if one is not None:
        verb = "accepted" if one.decision.ruling is Ruling.ACCEPT else "rejected as no actor"
        return clean(f"{verb} by {one.decision.by}")
    return "" if entity.known else "not in the knowledge files"


def _lies(place: Place) -> str:
    """Where a place is; of what is no spot its middle, with how far it reaches."""
    spot = fineness_of(place) in {Fineness.EXACT, Fineness.NEAR}
    reach = f", within about {place.radius_km:.0f} km" if place.radius_km and not spot else ""
    return f"lies {'at' if spot else 'around'} {place.lat:.3f}, {place.lon:.3f}{reach}"


def _lookalike(ident: str, name: str) -> str:
    """A look-alike's name, from the knowledge files when no report names it."""
    from sourcebook.knowledge.actors import actors

    known = actors().get(ident) if name == ident else None
    return known.name if known else name


def print_ties(screen: Console, told: list[Tie], *, quotes: int = QUOTES_SHOWN) -> None:
    """Ties grouped by kind and direction, each with the words of its first claims."""
    for tie in told:
        style = "yellow" if tie.predicate is Predicate.DISTINCT_FROM else "magenta"
        text = Text(f"  {tie.words} ", style=style).append(clean(tie.name), style="bold")
        more = [tie.since, tie.doubt, f"{len(tie.said)} claims" if len(tie.said) > 1 else None]
        text.append("".join(f" · {m}" for m in more if m), style="dim")
        put(screen, text)
        for claim, words in tie.said[:quotes]:
            indented(screen, quote_text(words).append(f"  {claim.id[:8]}", style="dim"), by=4)


def _events(screen: Console, ledger: Ledger, events: list[Entry]) -> None:
    if not events:
        return
    heading(screen, f"Events ({len(events)})")
    print_events(screen, ledger, events[:EVENTS_SHOWN])
    if len(events) > EVENTS_SHOWN:
        screen.print(say(f"and {len(events) - EVENTS_SHOWN} more: `sourcebook timeline --actor NAME`", "dim"))


def print_events(screen: Console, ledger: Ledger, events: list[Entry]) -> None:
    """Events, a line each."""
    called = ledger.names()
    for entry in events:
        shown = event_line(entry, called)
        if shown is not None:
            text = event_text(shown).append(f"  {clean(entry.source.label)}", style="dim")
            put(screen, text)


def _object(ledger: Ledger, entity: Actor | Place, told: list[Tie], events: list[Entry]) -> dict[str, Any]:
    known = actor_out(entity) if isinstance(entity, Actor) else place_out(entity)
    mentioned = [{"text": words, "count": count} for words, count in ledger.surfaces(entity.id)]
    tied = [
        {
            "predicate": str(t.predicate),
            "forward": t.forward,
            "words": t.words,
            "other": t.other,
            "name": t.name,
            "claims": [c.id for c, _ in t.said],
        }
        for t in told
    ]
    return {**known, "mentioned_as": mentioned, "ties": tied, "events": [e.claim.id for e in events]}
