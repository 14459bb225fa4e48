"""Incidents on stdout: a line each, or one opened to everything that is said of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.held_lines import claim_object
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_text, heading, indented, out, put, quote_text, say
from sourcebook.export.interchange import when_out
from sourcebook.ledger import Entry, Ledger
from sourcebook.link.hops import Hop, Source
from sourcebook.model.claim import Modality
from sourcebook.story.incident import Figure, Incident, Party
from sourcebook.view.incidents import figure_words, many, notes
from sourcebook.view.timeline import event_line
from sourcebook.view.words import drawn

Names = Mapping[str, str]


def print_incident(one: Incident, names: Names, form: str) -> None:
    """An incident, in two or three lines.

    Args:
        one: the incident.
        names: ids to names.
        form: "text" or "jsonl".
    """
    if form == "jsonl":
        json_line(incident_object(one, names))
        return
    screen = out()
    put(screen, _head(one, names))
    indented(screen, quote_text(one.entries[0].words))
    indented(screen, say(" · ".join(notes(one)), "dim"))


def print_opened_incident(one: Incident, names: Names, form: str) -> None:
    """An incident with every claim by outlet, and what disagrees side by side.

    Args:
        one: the incident.
        names: ids to names.
        form: "text" or "jsonl".
    """
    if form == "jsonl":
        json_line(incident_object(one, names))
        return
    screen = out()
    put(screen, _head(one, names))
    indented(screen, say(" · ".join(notes(one)), "dim"))
    if one.contradictions:
        heading(screen, "What cannot both be right")
        for clash in one.contradictions:
            put(screen, Text("  ").append(clean(clash.words), style="yellow"))
            for entry in (clash.one, clash.other):
                _quote(screen, entry)
    if updates := [c for c in one.clashes if c.update]:
        heading(screen, "What newer words replace")
        for clash in updates:
            put(screen, Text("  ").append(clean(clash.words), style="dim"))
    heading(screen, "Who says what")
    for voice in one.voices:
        put(screen, Text(f"  {clean(voice.outlet)}", style="bold"))
        for entry in voice.said:
            shown = event_line(entry, names)
            if shown is not None:
                put(screen, Text("    ").append_text(event_text(shown)))
                _quote(screen, entry, by=17)


def _quote(screen: Console, entry: Entry, *, by: int = 4) -> None:
    said = [
        None if entry.claim.modality is Modality.ASSERTED else str(entry.claim.modality),
        f"says {entry.claim.speaker}" if entry.claim.speaker else None,
        entry.source.label,
        entry.claim.id[:8],
    ]
    text = quote_text(entry.words).append(f"  {clean(' · '.join(s for s in said if s))}", style="dim")
    indented(screen, text, by=by)


def _head(one: Incident, names: Names) -> Text:
    text = Text(f"{drawn(one.when):<12} ", style="cyan" if one.when else "dim")
    text.append(one.type, style="bold magenta" if one.type == "ASSAULT" else "bold")
    text.append(f"  {_called(one.doers, names) or '?'}", style="bold" if one.doers else "dim")
    if one.targets:
        text.append(" → ", style="dim").append(_called(one.targets, names), style="bold")
    if one.where:
        text.append("  at ", style="dim").append(clean(names[one.where]), style="green")
    for field, figure in one.tolls.items():
        text.append(f"  {figure_words(figure)} {field}", style="bold red")
    return text.append(f"  {one.id[:9]}", style="dim")


def _called(parties: Iterable[Party], names: Names) -> str:
    return clean(", ".join(names[p.actor] for p in parties))


def incident_object(one: Incident, names: Names) -> dict[str, Any]:
    """An incident for programs.

    Args:
        one: the incident.
        names: ids to names.
    """
    return {
        "id": one.id,
        "type": str(one.type),
        "when": when_out(one.when) if one.when else None,
        "when_agreed": one.when_agreed,
        "where": {"id": one.where, "name": names[one.where]} if one.where else None,
        "where_agreed": one.where_agreed,
        "doers": [_party(p, names) for p in one.doers],
        "targets": [_party(p, names) for p in one.targets],
        "tolls": {str(f): _figure(figure) for f, figure in one.tolls.items()},
        "origins": one.origins,
        "aggregate": one.aggregate,
        "contradictions": [
            {
                "field": str(c.field),
                "claims": [c.one.claim.id, c.other.claim.id],
                "words": c.words,
                "update": c.update,
            }
            for c in one.clashes
        ],
        "voices": {v.outlet: [e.claim.id for e in v.said] for v in one.voices},
        **{name: [e.claim.id for e in getattr(one, name)] for name in ("claimed", "hedged", "denied")},
        "claims": [claim_object(e) for e in one.entries],
    }


def _party(party: Party, names: Names) -> dict[str, Any]:
    return {"id": party.actor, "name": names[party.actor], "claims": [e.claim.id for e in party.said]}


def _figure(figure: Figure) -> dict[str, Any]:
    held = {"low": figure.low, "best": figure.best, "high": figure.high, "open": figure.open}
    return held | {"claims": [e.claim.id for e in figure.said]}


def print_copies(ledger: Ledger, origin: str, reports: Iterable[str], form: str) -> None:
    """An origin with the reports that are mostly its words.

    Args:
        ledger: the book.
        origin: id of the report where the words were printed first, or the name of an outlet that is not in the book.
        reports: ids, the origin's own among them.
        form: "text" or "jsonl".
    """
    sources = {r: s for r in reports if (s := ledger.source(r))}
    if form == "jsonl":
        json_line({"kind": "copies", "origin": origin, "reports": list(sources)})
        return
    screen = out()
    first = sources.get(origin)
    called = f"{first.label}: {first.title or '(no title)'}" if first else f"{origin}, not in the book"
    put(screen, Text(clean(called), style="bold"))
    for ident, source in sources.items():
        if ident != origin:
            indented(screen, say(f"copied by {source.label}: {source.title or '(no title)'}  {ident}"), by=4)


def print_hop(hop: Hop, form: str) -> None:
    """An outlet that is still to be read."""
    if form == "jsonl":
        json_line(
            {
                "kind": "to-read",
                "outlet": hop.outlet,
                "source": str(hop.kind),
                "claims": list(hop.claims),
                "reports": list(hop.reports),
            }
        )
        return
    text = Text("to read: ", style="yellow").append(clean(hop.outlet), style="bold")
    if hop.kind is not Source.OUTLET:
        text.append(f" ({hop.kind})", style="dim")
    put(
        out(),
        text.append(f"  cited by {many(len(hop.claims), 'claim')} in {many(len(hop.reports), 'report')}"),
    )
