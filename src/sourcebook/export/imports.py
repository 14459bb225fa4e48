"""Which formats come back into a book, and which module reads each."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import IO, Protocol, cast

from sourcebook.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is said with a file.

    Attributes:
        name: what the file is called, for messages.
        by: who judged, where the file does not say.
        at: when, with time zone, where the file does not say.
        note: why; kept with what is judged.
    """

    name: str
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of a file.

    Attributes:
        new: how many things were added.
        known: how many the book had already.
        of: what they are called, in the plural ("judgements").
        remarks: what the reader should know, one sentence each.
    """

    new: int
    known: int
    of: str
    remarks: tuple[str, ...] = ()


class Brings(Protocol):
    """A module that reads a file into a book."""

    def bring(self, ledger: Ledger, text: IO[str], given: Given) -> Brought:
        """Check all of a file, then add what the book does not have.

        Raises:
            ValueProblem: the file is not of this format or does not fit the book; its text says where. Nothing
                was added.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A format that can be read.

    Attributes:
        name: what `--from` takes.
        module: the module of `sourcebook.export` that reads it.
        what: what is in it, in a few words.
    """

    name: str
    module: str
    what: str

    def reader(self) -> Brings:
        """The module that reads it."""
        return cast("Brings", import_module(f"sourcebook.export.{self.module}"))


_EVERY: tuple[Import, ...] = (
    Import(name="acled", module="coded.acled", what="events in the columns of ACLED (CSV), each a claim"),
    Import(name="ged", module="coded.ged", what="events in the columns of UCDP GED (CSV), each a claim"),
    Import(name="labelstudio", module="labelstudio_in", what="what people marked and judged in Label Studio"),
    Import(
        name="webannotations", module="webannotations_in", what="W3C Web Annotations of reports and claims"
    ),
)

IMPORTS: dict[str, Import] = {f.name: f for f in _EVERY}
"""Formats by name, in the order in which they are listed."""
