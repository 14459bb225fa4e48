"""Which formats there are, and which module writes each."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from sourcebook.errors import ExtraMissing
from sourcebook.export.record import Record


class Lines(Protocol):
    """A module that writes text, streamed."""

    def lines(self, record: Record) -> Iterator[str]:
        """Pieces of the file, in UTF-8's own characters, each ended as the format asks."""


class Saves(Protocol):
    """A module that writes a file or a folder by itself."""

    def save(self, record: Record, out: Path) -> None:
        """Write all to a path at which nothing lies yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: what `--to` takes.
        module: the module of `sourcebook.export` that writes it.
        what: what is in it, in a few words.
        of: what its things are called, in the plural ("claims").
        suffix: how its files' names end.
        media: media type (IANA), for the server.
        text: whether it is text that can go to a stream; else its module saves a file or folder by itself.
        folder: whether it is a folder of several files.
        background: whether what reports only allude to comes too when nobody says.
        needs: modules that an extra brings.
        extra: the extra that brings them; empty for none.
    """

    name: str
    module: str
    what: str
    of: str
    suffix: str
    media: str
    text: bool = True
    folder: bool = False
    background: bool = False
    needs: tuple[str, ...] = ()
    extra: str = ""

    def writer(self) -> Lines | Saves:
        """The module that writes it.

        Raises:
            ExtraMissing: a library that it needs is not installed.
        """
        missing = [name for name in self.needs if find_spec(name) is None]
        if missing:
            raise ExtraMissing(
                f"--to {self.name} needs {', '.join(missing)}; install with pip install 'sourcebook[{self.extra}]'"
            )
        return cast("Lines | Saves", import_module(f"sourcebook.export.{self.module}"))


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            name="csv",
            module="table",
            what="claims, one a row",
            of="claims",
            suffix=".csv",
            media="text/csv",
            background=True,
        ),
        Format(
            name="jsonl",
            module="lines",
            what="claims, one JSON object a line",
            of="claims",
            suffix=".jsonl",
            media="application/jsonl",
            background=True,
        ),
    )
}
"""Formats by name, in the order in which they are listed."""
