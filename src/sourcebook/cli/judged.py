"""Judgements, releases and the queue on stdout."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from sourcebook.cli.answers import tie_block
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_block, indented, out, put, say
from sourcebook.export.judgements import exported
from sourcebook.model.claim import Relation
from sourcebook.model.judgement import Judged
from sourcebook.view.judged import in_words
from sourcebook.view.queue import Wanted
from sourcebook.view.timeline import event_line

if TYPE_CHECKING:
    from sourcebook.ledger import Entry
    from sourcebook.ledger.releases import Release


def print_judged(one: Judged, form: str) -> None:
    """A judgement, in a line or two.

    Args:
        one: the judgement with its number.
        form: "text" or "jsonl".
    """
    if form == "jsonl":
        json_line(exported(one))
        return
    judgement = one.judgement
    text = Text(f"{one.n:>4}  ", style="cyan").append(
        in_words(judgement), style="dim strike" if one.undone else "bold"
    )
    text.append(f"  {clean(judgement.by)}, {judgement.at:%Y-%m-%d %H:%M}", style="dim")
    if one.undone:
        text.append(f"  taken back by {one.undone}", style="yellow")
    put(out(), text)
    for words in [judgement.note, *(f"“{a.words}”" for a in one.anchors)]:
        if words:
            indented(out(), say(words), by=6)


def print_wanted(wanted: Wanted, names: Mapping[str, str], form: str) -> None:
    """A claim worth judging, with the reasons.

    Args:
        wanted: the claim.
        names: ids to names.
        form: "text" or "jsonl".
    """
    entry = wanted.entry
    if form == "jsonl":
        told = {"claim": entry.claim.id, "worth": round(wanted.worth, 3), "why": list(wanted.why)}
        json_line(told | {"words": entry.words, "source": entry.source.label})
        return
    _print_entry(entry, names)
    indented(out(), say("worth judging: " + "; ".join(wanted.why), "yellow"))


def _print_entry(entry: "Entry", names: Mapping[str, str]) -> None:
    shown = event_line(entry, names)
    if shown is not None:
        event_block(out(), shown)
    elif isinstance(entry.claim.fact, Relation):
        tie_block(out(), entry.claim, entry.claim.fact, entry, names)


def print_release(one: "Release", form: str) -> None:
    """A release, in a line."""
    if form == "jsonl":
        told = {
            "name": one.name,
            "by": one.by,
            "at": one.at.isoformat(),
            "note": one.note,
            "digest": one.digest,
        }
        json_line(told | {"claims": one.claims, "reports": one.reports})
        return
    text = Text(clean(one.name), style="bold").append(
        f"  {one.at:%Y-%m-%d %H:%M}  {clean(one.by)}  {one.claims:,} claims of {one.reports:,} reports"
    )
    put(out(), text.append(f"  sha256 {one.digest[:16]}", style="dim"))
    if one.note:
        indented(out(), say(one.note))


def print_difference(what: str, entry: "Entry", names: Mapping[str, str], form: str) -> None:
    """A claim that one release has and another has not, or has otherwise."""
    if form == "jsonl":
        json_line(
            {"change": what, "claim": entry.claim.id, "words": entry.words, "source": entry.source.label}
        )
        return
    style = {"new": "green", "gone": "red"}.get(what, "yellow")
    put(out(), Text(what, style=style))
    _print_entry(entry, names)
