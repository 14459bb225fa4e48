"""Sources, claims and failures on stdout."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_block, heading, indented, marked_text, out, put, quote_text, say
from sourcebook.export.interchange import when_out
from sourcebook.export.lines import Known, claim_object, source_object
from sourcebook.export.standing import standing_out
from sourcebook.ledger import Entry, FailureRow, Ledger, Source
from sourcebook.ledger.by_hand import STAGE
from sourcebook.model.claim import Claim, Event, Modality, Relation
from sourcebook.model.judgement import Verdict
from sourcebook.view.mark import marked
from sourcebook.view.timeline import Line, event_line
from sourcebook.view.who import spell
from sourcebook.view.words import drawn, ground_note, tie_words

_KNOWN: dict[int, Known] = {}


def print_source(source: Source, form: str) -> None:
    """A report, in a line."""
    if form == "jsonl":
        counts = {"reader": source.reader, "read_at": source.read_at.isoformat(), "claims": source.claims}
        json_line(source_object(source) | counts | {"events": source.events})
        return
    screen = out()
    text = Text(f"{drawn(source.published):<12} ", style="cyan" if source.published else "dim")
    text.append(f"{clean(source.publisher or '?')}", style="bold").append(
        f"  {clean(source.title or '(no title)')}"
    )
    text.append(f"  {source.events} events, {source.claims} claims  {source.id}", style="dim")
    put(screen, text)


def print_event(entry: Entry, names: Mapping[str, str], form: str) -> None:
    """An event, as timelines show it."""
    shown = event_line(entry, names)
    if shown is None:
        return
    if form == "jsonl":
        json_line(_line_object(shown) | {"standing": standing_out(entry.standing)})
    else:
        event_block(out(), shown)
        _judged(out(), entry)


def _line_object(x: Line) -> dict[str, Any]:
    data = {name: getattr(x, name) for name in x.__slots__}
    return data | {
        "when": when_out(x.when) if x.when else None,
        "drawn": drawn(x.when),
        "others": dict(x.others),
        "modality": str(x.modality),
    }


def print_claim(ledger: Ledger, entry: Entry, names: Mapping[str, str], form: str) -> None:
    """A claim with its words."""
    if form == "jsonl":
        known = _KNOWN.setdefault(id(ledger), Known(ledger))
        json_line(claim_object(entry, known))
    elif isinstance(entry.claim.fact, Relation):
        tie_block(out(), entry.claim, entry.claim.fact, entry, names)
    else:
        print_event(entry, names, form)


def tie_block(screen: Console, claim: Claim, tie: Relation, entry: Entry, names: Mapping[str, str]) -> None:
    """A tie in two or three lines."""
    text = Text(f"{spell(tie.since, tie.until) or 'tie':<12} ", style="cyan")
    text.append(clean(names[tie.subject]), style="bold")
    text.append(f" {tie_words(tie.predicate, forward=True)} ", style="magenta").append(
        clean(names[tie.object]), style="bold"
    )
    more = [*tie.support, tie.degree]
    text.append("".join(f" · {clean(m)}" for m in more if m), style="dim").append(
        f"  {claim.id[:8]}", style="dim"
    )
    put(screen, text)
    indented(screen, quote_text(entry.words))
    sure = None if claim.modality is Modality.ASSERTED else str(claim.modality)
    said = [sure, f"says {claim.speaker}" if claim.speaker else None, entry.source.label]
    indented(screen, say(" · ".join(s for s in said if s), "dim"))
    _judged(screen, entry)


def _judged(screen: Console, entry: Entry) -> None:
    """Where a claim stands, when somebody judged it."""
    if entry.standing.history:
        indented(screen, say(_standing(entry), "green"))


def _standing(entry: Entry) -> str:
    """Status, who judged last, and why."""
    last = entry.standing.history[-1].judgement
    fields = ", ".join(dict.fromkeys(j.judgement.field for j in entry.standing.history if j.judgement.field))
    status = "marked by hand" if last.verdict is Verdict.ADD else entry.standing.status
    told = f"{status}{f' ({fields})' if fields else ''} by {last.by}"
    return f"{told}: {last.note}" if last.note else told


def print_opened(ledger: Ledger, entry: Entry, form: str) -> None:
    """A claim with its sentence and all that is known about it."""
    if form == "jsonl":
        json_line(claim_object(entry, Known(ledger)))
        return
    screen, claim = out(), entry.claim
    names = ledger.names()
    screen.print(
        marked_text(marked(ledger.text(claim.report) or "", claim.quote), plain=not screen.is_terminal)
    )
    heading(screen, "What it says")
    facts = (
        _event_facts(claim.fact, names) if isinstance(claim.fact, Event) else _tie_facts(claim.fact, names)
    )
    _facts(screen, facts)
    heading(screen, "Who says it, and how surely")
    _facts(screen, _said(claim))
    heading(screen, "Where it stands")
    _facts(screen, _stands(entry))


def _facts(screen: Console, facts: list[tuple[str, str | None]]) -> None:
    for what, value in facts:
        if value:
            text = Text(f"  {what:<14} ", style="dim").append(clean(value))
            put(screen, text)


def _event_facts(event: Event, names: Mapping[str, str]) -> list[tuple[str, str | None]]:
    from sourcebook.ledger.roles import ROLES
    from sourcebook.view.words import number

    out_: list[tuple[str, str | None]] = [
        ("event", " ".join([event.type, *event.mode])),
        ("phase", event.phase),
        (
            "when",
            f"{drawn(event.when)} ({event.when.precision}, {event.when.ground})" if event.when else None,
        ),
        ("about the date", ground_note(event.when)),
        ("where", f"{names[event.where.place]} ({event.where.fineness})" if event.where else None),
        ("object", "; ".join(event.object)),
        ("weapon", event.weapon),
    ]
    out_ += [(role.replace("_", " "), ", ".join(names[i] for i in getattr(event, role))) for role in ROLES]
    tolls = ("killed", "wounded", "missing", "abducted", "displaced")
    return out_ + [(t, number(getattr(event, t))) for t in tolls if getattr(event, t)]


def _tie_facts(tie: Relation, names: Mapping[str, str]) -> list[tuple[str, str | None]]:
    return [
        ("tie", f"{names[tie.subject]} {tie_words(tie.predicate, forward=True)} {names[tie.object]}"),
        ("predicate", tie.predicate),
        ("holds", spell(tie.since, tie.until)),
        ("support", ", ".join(tie.support)),
        ("degree", tie.degree),
    ]


def _said(claim: Claim) -> list[tuple[str, str | None]]:
    return [
        ("speaker", claim.speaker or "the author"),
        ("told through", " → ".join(claim.holders)),
        ("stance", str(claim.stance).replace("_", " ")),
        ("modality", claim.modality),
        ("background", "alluded to in passing" if claim.background else None),
    ]


def _stands(entry: Entry) -> list[tuple[str, str | None]]:
    claim, source = entry.claim, entry.source
    score = "" if claim.score is None else f", score {claim.score:.2f}"
    return [
        ("report", f"{source.title or '(no title)'} — {source.label}"),
        ("address", source.address),
        ("characters", f"{claim.quote.start} to {claim.quote.end} of report {source.id}"),
        ("drafted by", claim.stage if claim.stage == STAGE else f"{claim.stage} in {source.reader}{score}"),
        ("judged", _standing(entry) if entry.standing.history else None),
        ("claim", claim.id),
    ]


def print_failure(failure: FailureRow, form: str) -> None:
    """A report that could not be read."""
    if form == "jsonl":
        fields = {k: getattr(failure, k) for k in ("source", "stage", "kind", "message")}
        json_line(fields | {"at": failure.at.isoformat()})
        return
    screen = out()
    text = say(failure.source, "bold").append(f"  {failure.stage}: {failure.kind}", style="red")
    put(screen, text)
    indented(screen, say(failure.message), by=4)
