"""A posture on stdout: a lane with one mark per step, and the words of each."""

from typing import Any

from rich.text import Text

from sourcebook.asof.picture import Picture, Role
from sourcebook.asof.posture import Move, Posture, Step
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, out, put
from sourcebook.cli.paths_text import entry_out, part_out, words
from sourcebook.export.interchange import when_out
from sourcebook.model.claim import Modality
from sourcebook.view.words import drawn, ground_note

# In which column of the lane a step is marked, by its kind alone: left of the line it eases, right of it it strains.
_COLUMNS: tuple[frozenset[Move], ...] = (
    frozenset({Move.AGREE, Move.COOPERATE, Move.AID}),
    frozenset({Move.NEGOTIATE, Move.SUPPORT, Move.CONCEDE}),
    frozenset({Move.HALT, Move.WITHDRAW, Move.RELEASE, Move.REDUCE}),
    frozenset({Move.DEMAND, Move.ACCUSE, Move.REJECT, Move.PROTEST}),
    frozenset({Move.THREATEN}),
    frozenset({Move.MOBILISE, Move.PUNISH, Move.COERCE}),
    frozenset({Move.ATTACK}),
    frozenset({Move.INCREASE}),
)
_MIDDLE = 3  # columns left of the line
_INDENT = 26


def print_posture(picture: Picture, found: Posture, form: str) -> None:
    """A track of steps, the first first."""
    if form == "jsonl":
        for step in found.steps:
            json_line(_step_out(picture, step))
        return
    screen = out()
    for step in found.steps:
        text = Text(f"{drawn(step.when):<13}", style="cyan" if step.when else "dim")
        text.append(_lane(step), style="magenta").append(f"  {step.move}", style="bold magenta")
        text.append(f"  {_note(picture, step)}", style="dim")
        put(screen, text)
        words(screen, step.entry, by=_INDENT)
    if not found.steps:
        pair = (clean(picture.name(p[0].id)) for p in (found.actor, found.target))
        put(screen, Text("no claim in which {} does something about {}".format(*pair), style="dim"))


def _lane(step: Step) -> str:
    mark = "●" if step.entry.claim.modality is Modality.ASSERTED and not step.possibly else "○"
    marks = [mark if step.move in column else "·" for column in _COLUMNS]
    return "".join((*marks[:_MIDDLE], "│", *marks[_MIDDLE:]))


def _note(picture: Picture, step: Step) -> str:
    phase = f"({step.phase})" if step.phase else None
    others = [clean(picture.name(p.id)) for p in step.by if p.role is not Role.ITSELF]
    by = f"by {', '.join(others)}" if others else None
    placed = f"told after {drawn(step.after)}" if step.when is None and step.after else None
    dated = ground_note(step.when)
    modality = step.entry.claim.modality
    doubt = (
        None if modality is Modality.ASSERTED else "denied" if modality is Modality.NEGATED else str(modality)
    )
    parts = (
        phase,
        doubt,
        by,
        "possibly" if step.possibly else None,
        placed,
        f"date {dated}" if dated else None,
    )
    return " · ".join(p for p in parts if p)


def _step_out(picture: Picture, step: Step) -> dict[str, Any]:
    return {
        "move": str(step.move),
        "phase": str(step.phase) if step.phase else None,
        "when": when_out(step.when) if step.when else None,
        "after": when_out(step.after) if step.after else None,
        "by": [part_out(picture, p) for p in step.by],
        "possibly": step.possibly,
        **entry_out(step.entry),
    }
