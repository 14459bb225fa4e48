"""Proposals about actors on stdout."""

from collections.abc import Iterator, Mapping
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, heading, indented, marked_text, out, put
from sourcebook.ledger import Ledger
from sourcebook.link.copies import Independence
from sourcebook.link.figures import gathered
from sourcebook.link.likeness import Near, Nearest
from sourcebook.link.proposals import Evidence, Merger, NewActor, Proposals, proposals
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.view.mark import Marked, marked

Known = Mapping[bool, Nearest]


def print_proposals(ledger: Ledger, form: str, *, limit: int | None) -> None:
    """What the reports of a book propose.

    Args:
        ledger: the book.
        form: "text" or "jsonl".
        limit: at most so many pairs, and at most so many names.
    """
    found = proposals(gathered(ledger), Independence.of(ledger))
    known = _known(ledger)
    if form == "jsonl":
        for line in _objects(ledger, found, known, limit):
            json_line(line)
    elif found.doubts or found.mergers or found.actors:
        _show(ledger, found, known, limit)
        hint = "\n`sourcebook actors accept ID`, `reject ID`, `merge ID INTO_ID` decide; `--help` has more"
        click.echo(hint, err=True)
    else:
        click.echo("nothing to decide", err=True)


def _objects(ledger: Ledger, found: Proposals, known: Known, limit: int | None) -> Iterator[dict[str, Any]]:
    for doubt in found.doubts:
        yield {"proposal": "undo", "ids": [doubt.one, doubt.other], "warning": doubt.source}
    for merger in found.mergers[:limit]:
        yield _merger_object(ledger, merger)
    for new in found.actors[:limit]:
        yield _actor_object(ledger, new, _near(new, known))


def _show(ledger: Ledger, found: Proposals, known: Known, limit: int | None) -> None:
    screen = out()
    if found.doubts:
        _heading(screen, "Joined, and warned of since", len(found.doubts), None)
    for doubt in found.doubts:
        pair = Text("  ").append(f"{doubt.one} is not {doubt.other}", style="bold yellow")
        put(screen, pair.append(f", says {clean(doubt.source)}"))
    if found.mergers:
        _heading(screen, "Which may be one", len(found.mergers), limit)
    for merger in found.mergers[:limit]:
        _merger(screen, ledger, merger)
    if found.actors:
        _heading(screen, "Who is new", len(found.actors), limit)
    for new in found.actors[:limit]:
        _actor(screen, ledger, new, _near(new, known))


def _known(ledger: Ledger) -> Known:
    """Names by id: of the actors of the knowledge files, and of those in the book that a project added.

    Persons stand apart from bodies; none is ever the other.
    """
    from sourcebook.knowledge.actors import actors

    pools: dict[bool, dict[str, tuple[str, ...]]] = {True: {}, False: {}}
    for a in ledger.named_actors(known=True):
        pools[a.kind is ActorKind.PERSON][a.id] = (a.name, *(n.text for n in a.aliases))
    for e in actors().values():
        pools[e.kind is ActorKind.PERSON][e.id] = tuple(n.text for n in e.names)
    return {person: Nearest(names) for person, names in pools.items()}


def _near(new: NewActor, known: Known) -> list[Near]:
    return known[new.actor.kind is ActorKind.PERSON].to(new.actor.name)


def _heading(screen: Console, words: str, count: int, limit: int | None) -> None:
    shown = f"{count}" if limit is None or count <= limit else f"{limit} of {count}"
    heading(screen, f"{words} ({shown})")


def _merger(screen: Console, ledger: Ledger, merger: Merger) -> None:
    text = (
        Text("  ")
        .append(clean(merger.actor.name), style="bold")
        .append(f" ({_kind(merger.actor)})", style="dim")
    )
    text.append("  is  ").append(clean(merger.into.name), style="bold")
    text.append(f" ({_kind(merger.into)})", style="dim").append(f"  {merger.id}", style="cyan")
    put(screen, text)
    for reason in (*merger.reasons, *filter(None, [merger.again])):
        indented(screen, Text(clean(reason), style="magenta"), by=4)
    for evidence in merger.evidence:
        indented(screen, _sentence(screen, ledger, evidence), by=4)


def _actor(screen: Console, ledger: Ledger, new: NewActor, near: list[Near]) -> None:
    text = (
        Text("  ")
        .append(clean(new.actor.name), style="bold")
        .append(f"  {_kind(new.actor)}", style="magenta")
    )
    text.append(f"  {_count(new)}", style="dim").append(f"  {new.id}", style="cyan")
    put(screen, text)
    names = [n.text for n in new.actor.aliases]
    if names:
        indented(screen, Text(f"also called {clean(', '.join(names))}", style="dim"), by=4)
    if new.again:
        indented(screen, Text(clean(new.again), style="yellow"), by=4)
    if near:
        told = "; ".join(f"{clean(n.name)} ({n.id}, {n.likeness:.0%} alike)" for n in near)
        indented(screen, Text(f"known names near it: {told}", style="dim"), by=4)
    for evidence in new.evidence:
        indented(screen, _sentence(screen, ledger, evidence), by=4)


def _kind(actor: Actor) -> str:
    kind = str(actor.kind).replace("_", " ")
    return f"{kind} of {actor.state}" if actor.state else kind


def _count(new: NewActor) -> str:
    reports, independent = len(new.reports), len(new.independent)
    times = "once" if new.mentions == 1 else f"{new.mentions} times"
    if reports == 1:
        return f"{times} in 1 report"
    return f"{times} in {reports} reports, {independent} independent"


def _sentence(screen: Console, ledger: Ledger, evidence: Evidence) -> Text:
    source = ledger.source(evidence.report)
    text = marked_text(_marked(ledger, evidence), plain=not screen.is_terminal)
    return text.append(f"  {clean(source.label) if source else evidence.report}", style="dim")


def _marked(ledger: Ledger, evidence: Evidence) -> Marked:
    return marked(ledger.text(evidence.report) or "", evidence.span)


def _merger_object(ledger: Ledger, merger: Merger) -> dict[str, Any]:
    return {
        "proposal": "merge",
        "id": merger.id,
        "actor": _brief(merger.actor),
        "into": _brief(merger.into),
        "reasons": list(merger.reasons),
        "sentences": [_sentence_object(ledger, e) for e in merger.evidence],
        "again": merger.again,
    }


def _actor_object(ledger: Ledger, new: NewActor, near: list[Near]) -> dict[str, Any]:
    return {
        "proposal": "actor",
        "id": new.id,
        "actor": _brief(new.actor),
        "reports": list(new.reports),
        "independent": len(new.independent),
        "mentions": new.mentions,
        "near": [{"id": n.id, "name": n.name, "likeness": round(n.likeness, 3)} for n in near],
        "sentences": [_sentence_object(ledger, e) for e in new.evidence],
        "again": new.again,
    }


def _brief(actor: Actor) -> dict[str, Any]:
    names = [n.text for n in actor.aliases]
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "state": actor.state,
        "aliases": names,
        "known": actor.known,
    }


def _sentence_object(ledger: Ledger, evidence: Evidence) -> dict[str, Any]:
    shown = _marked(ledger, evidence)
    return {
        "report": evidence.report,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": shown.words,
        "sentence": f"{shown.before}{shown.words}{shown.after}",
    }
