"""Decisions about actors on stdout."""

from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, indented, out, put, say
from sourcebook.model.identity import Decided, Decision, Ruling


def print_decided(one: Decided, form: str) -> None:
    """A decision, in a line or two.

    Args:
        one: the decision with its number.
        form: "text" or "jsonl".
    """
    decision = one.decision
    if form == "jsonl":
        fields = ("actor", "other", "name", "kind", "state", "called", "overrule", "undoes", "note")
        given = {f: getattr(decision, f) for f in fields if getattr(decision, f) is not None}
        where = {"reports": list(decision.reports)} if decision.reports else {}
        head = {"n": one.n, "ruling": str(decision.ruling), "by": decision.by, "at": decision.at.isoformat()}
        json_line({**head, **given, **where, "undone": one.undone})
        return
    style = "dim strike" if one.undone else "bold"
    text = Text(f"{one.n:>4}  ", style="cyan").append(in_words(decision), style=style)
    text.append(f"  {clean(decision.by)}, {decision.at:%Y-%m-%d %H:%M}", style="dim")
    if one.undone:
        text.append(f"  taken back by {one.undone}", style="yellow")
    put(out(), text)
    if decision.note:
        indented(out(), say(decision.note), by=6)
    if decision.overrule:
        indented(out(), say(f"a warning was overruled: {decision.overrule}", "yellow"), by=6)


def in_words(decision: Decision) -> str:
    """What was decided, as a sentence.

    Args:
        decision: the decision.
    """
    actor, other = clean(decision.actor or ""), clean(decision.other or "")
    where = (
        f"where it is called {decision.called}" if decision.called else f"in {', '.join(decision.reports)}"
    )
    given = [
        decision.name and f"called {decision.name}",
        decision.kind,
        decision.state and f"of {decision.state}",
    ]
    told = ", ".join(clean(str(g)).replace("_", " ") for g in given if g)
    words = {
        Ruling.ACCEPT: f"{actor} stands" + (f" ({told})" if told else ""),
        Ruling.REJECT: f"{actor} is not proposed as {other}" if other else f"{actor} is no actor",
        Ruling.MERGE: f"{actor} is {other}",
        Ruling.DISTINCT: f"{actor} is not {other}",
        Ruling.SPLIT: f"{actor} is {other} {clean(where)}",
        Ruling.UNDO: f"decision {decision.undoes} is taken back",
    }
    return words[decision.ruling]
