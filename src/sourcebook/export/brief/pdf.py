"""A brief as PDF, set by typst. The template reads the brief as data, so that no word of a report is ever markup."""

import dataclasses
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from sourcebook.export.brief.content import brief
from sourcebook.export.brief.words import isolated, one_line
from sourcebook.export.record import Record


def save(record: Record, out: Path) -> None:
    """Write the brief.

    Args:
        record: what is exported; with a first and a last day.
        out: the file.

    Raises:
        ExportError: a day is missing, or the first lies after the last.
    """
    told = json.dumps(_ready(dataclasses.asdict(brief(record))), ensure_ascii=False)
    template = (files(__package__) / "brief.typ").read_bytes()
    out.write_bytes(typst.compile(template, format="pdf", sys_inputs={"brief": told}))


def _ready(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value with each text in it on one line and in its own direction."""
    match value:
        case str():
            return isolated(one_line(value))
        case dict():
            return {name: _ready(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_ready(inner) for inner in value]
        case _:
            return value
