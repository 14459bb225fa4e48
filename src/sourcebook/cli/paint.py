"""Colour and layout for people. Words from reports are shown without control characters, never as markup."""

import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sourcebook.cli.clean import clean as clean  # noqa: PLC0414 - whoever paints takes it from here, too
from sourcebook.model.claim import Modality
from sourcebook.view.mark import Marked
from sourcebook.view.timeline import Line
from sourcebook.view.words import drawn, ground_note

WIDE = 1_000_000  # columns where there is no terminal: nothing is wrapped, every line is one record
HANG = 4  # columns by which the further lines of a wrapped line are set in
_DOUBT = {
    Modality.HEDGED: "hedged",
    Modality.PLANNED: "planned",
    Modality.CONDITIONAL: "conditional",
    Modality.NEGATED: "denied",
    Modality.GENERIC: "in general",
    Modality.QUESTION: "asked",
}


def out() -> Console:
    """Where data goes."""
    return console(sys.stdout)


@lru_cache(maxsize=2)
def console(stream: IO[str]) -> Console:
    """A console that neither wraps nor colours where there is no terminal."""
    return Console(
        file=stream, width=None if stream.isatty() else WIDE, highlight=False, markup=False, emoji=False
    )


def put(screen: Console, text: Text) -> None:
    """A line: wrapped with a hanging indent on a terminal, else as it is, whatever its length."""
    if not screen.is_terminal:
        screen.file.write(f"{text.plain}\n")
        return
    for i, part in enumerate(text.wrap(screen, max(20, screen.width - HANG))):
        screen.print(part if i == 0 else Text(" " * HANG).append_text(part))


def say(words: str, style: str = "") -> Text:
    """Words from a report, styled."""
    return Text(clean(words), style=style)


def names(who: Iterable[str]) -> str:
    """Several names as a list."""
    return clean(", ".join(who))


def event_text(x: Line, *, with_id: bool = True) -> Text:
    """The first line of an event: date, type, who, whom, where, how many."""
    text = Text()
    text.append(f"{drawn(x.when):<12} ", style="cyan" if x.when else "dim")
    text.append(x.type, style="bold magenta" if x.type == "ASSAULT" else "bold")
    text.append(f" {' '.join(filter(None, (*x.mode, x.phase)))}".rstrip(), style="magenta")
    text.append(f"  {names(x.actor) or '?'}", style="bold" if x.actor else "dim")
    if x.recipient:
        text.append(" → ", style="dim").append(names(x.recipient), style="bold")
    for role, who in x.others:
        text.append(f"  {role.replace('_', ' ')}: ", style="dim").append(names(who))
    if x.place:
        near = "" if x.fineness in (None, "exact") else f" ({str(x.fineness).replace('_', ' ')})"
        text.append("  at ", style="dim").append(clean(x.place), style="green").append(near, style="dim")
    for toll in x.tolls:
        text.append("  ").append(toll, style="bold red")
    if x.weapon:
        text.append("  with ", style="dim").append(clean(x.weapon))
    return text.append(f"  {x.id[:8]}", style="dim") if with_id else text


def doubt_text(x: Line, *, with_source: bool = True) -> Text:
    """How surely it is said, by whom, and where the date comes from."""
    parts = [_DOUBT.get(x.modality), f"says {x.speaker}" if x.speaker else None]
    parts += [f"date {note}" if (note := ground_note(x.when)) else None]
    parts += ["background" if x.background else None, x.source if with_source else None]
    return say(" · ".join(p for p in parts if p), "italic yellow" if x.modality in _DOUBT else "dim")


def quote_text(words: str) -> Text:
    """A quote."""
    return Text("“", style="dim").append_text(say(words)).append("”", style="dim")


def event_block(screen: Console, x: Line, *, with_source: bool = True) -> None:
    """An event in two or three lines: what, in which words, how surely."""
    put(screen, event_text(x))
    indented(screen, quote_text(x.words))
    doubt = doubt_text(x, with_source=with_source)
    if doubt.plain:
        indented(screen, doubt)


def indented(screen: Console, text: Text, by: int = 13) -> None:
    """A paragraph set in from the left."""
    if screen.is_terminal:
        screen.print(Padding(text, (0, 0, 0, by)))
    else:
        put(screen, Text(" " * by).append_text(text))


def marked_text(shown: Marked, *, plain: bool) -> Text:
    """A sentence with the words of its quote marked: by colour, or by »« where there is none."""
    text = Text(_spaced(shown.before), style="")
    left, right = ("»", "«") if plain else ("", "")
    text.append(f"{left}{clean(shown.words)}{right}", style="bold black on yellow")
    return text.append(_spaced(shown.after))


def _spaced(words: str) -> str:
    lead = " " if words[:1].isspace() else ""
    trail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{lead}{clean(words)}{trail}"


def heading(screen: Console, words: str) -> None:
    """A heading with an empty line above it."""
    screen.print()
    screen.print(Text(words, style="bold underline" if screen.is_terminal else ""))
