"""What the knowledge files say of an actor, on stdout."""

from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.paint import clean, heading, indented, put, say
from sourcebook.model.actor import Alias, AliasType
from sourcebook.view.known import Difference, KnownActor, Standing, spell_of

_TOLD = frozenset({AliasType.FORMER_NAME, AliasType.UNREVIEWED})


def print_known(screen: Console, known: KnownActor) -> None:
    """Description, names with their times, ties with their sources.

    Args:
        screen: where to.
        known: what the files say.
    """
    entry = known.entry
    if entry.description:
        put(screen, Text("  ").append_text(say(entry.description)))
    put(screen, Text("  known as ", style="dim").append(clean(", ".join(map(_name, known.names)))))
    if known.ties:
        heading(screen, f"Known ties ({len(known.ties)})")
    for tie in known.ties:
        put(screen, _tie(tie))
    if entry.sources:
        put(screen, Text("\n  sources ", style="dim").append(clean(", ".join(entry.sources))))


def print_differences(screen: Console, differences: tuple[Difference, ...]) -> None:
    """Look-alikes, each with how it differs."""
    if differences:
        heading(screen, "Not to be confused with")
    for one in differences:
        text = Text("  ").append_text(say(one.name, "bold yellow"))
        put(screen, text.append(f"  {one.other}", style="dim"))
        if one.why:
            indented(screen, say(one.why), by=4)


def _name(name: Alias) -> str:
    since, until = (d.isoformat() if d else None for d in (name.since, name.until))
    notes = [str(name.type).replace("_", " ") if name.type in _TOLD else "", spell_of(since, until)]
    told = ", ".join(filter(None, notes))
    return f"{name.text} ({told})" if told else name.text


def _tie(tie: Standing) -> Text:
    text = Text(f"  {tie.words} ", style="magenta").append(clean(tie.name), style="bold")
    more = (tie.spell, tie.note, tie.source)
    return text.append("".join(f" · {clean(m)}" for m in more if m), style="dim")


def known_out(known: KnownActor) -> dict[str, Any]:
    """The same for programs.

    Args:
        known: what the files say.
    """
    entry = known.entry
    return {
        "description": entry.description or None,
        "list": entry.origin,
        "sources": list(entry.sources),
        "names": [
            {
                "text": n.text,
                "type": str(n.type),
                "lang": n.lang,
                "script": n.script,
                "strong": n.strong,
                "from": n.since.isoformat() if n.since else None,
                "to": n.until.isoformat() if n.until else None,
                "list": entry.listed.get(n.text),
            }
            for n in known.names
        ],
        "ties": [
            {
                "predicate": str(t.predicate),
                "forward": t.forward,
                "other": t.other,
                "name": t.name,
                "when": t.spell or None,
                "source": t.source,
                "note": t.note,
            }
            for t in known.ties
        ],
        "look_alikes": [{"id": d.other, "name": d.name, "why": d.why} for d in known.differences],
    }
