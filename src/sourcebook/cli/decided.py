"""Decisions about actors on stdout."""

from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, indented, out, put, say
from sourcebook.model.identity import Decided
from sourcebook.view.judged import decision_in_words


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
    text = Text(f"{one.n:>4}  ", style="cyan").append(clean(decision_in_words(decision)), style=style)
    text.append(f"  {clean(decision.by)}, {decision.at:%Y-%m-%d %H:%M}", style="dim")
    if one.undone:
        text.append(f"  taken back by {one.undone}", style="yellow")
    put(out(), text)
    if decision.note:
        indented(out(), say(decision.note), by=6)
    if decision.overrule:
        indented(out(), say(f"a warning was overruled: {decision.overrule}", "yellow"), by=6)
