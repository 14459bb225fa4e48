"""From rows to reports with one claim each, kept in a book; rows that cannot be read are told by their lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from sourcebook.errors import ValueProblem
from sourcebook.export.coded.sheet import Row, rows
from sourcebook.export.imports import Brought, Given
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim, Event, Modality
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, Span
from sourcebook.model.when import When
from sourcebook.model.where import Place
from sourcebook.story.linker import link_new

_TOLD = 20  # bad rows that are told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a row says.

    Attributes:
        ident: the event's id in the file.
        words: its notes, or a line made of its columns.
        when: when it happened; None where the file does not say.
        event: makes the event of the words; its trigger and all of it lie in them.
        actors: those it names.
        places: likewise.
        speaker: whom the coder names as the source.
        modality: how surely it is said.
    """

    ident: str
    words: str
    when: When | None
    event: Callable[[Span], Event]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    speaker: str | None
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A format of coded events.

    Attributes:
        reader: name and version of what reads it.
        needed: columns that it must have.
        ident: the column of the event's id.
        read: from a row and the id of its report to what it says.
    """

    reader: str
    needed: tuple[str, ...]
    ident: str
    read: Callable[[Row, str], Coded]


def bring(ledger: Ledger, text: IO[str], given: Given, shape: Shape) -> Brought:
    """Keep every row that can be read, as a report with one claim; the file is the outlet.

    Args:
        ledger: a book that can be written.
        text: the file.
        given: what it is called.
        shape: its format.

    Raises:
        ValueProblem: the file is of another format; nothing was added.
    """
    bad: list[str] = []
    new = known = 0
    for row in list(rows(text, shape.needed)):  # all of the file, before anything is kept
        try:
            draft = _draft(row, given, shape)
        except ValueProblem as e:
            bad.append(f"line {row.line}: {e}; this row was left out")
            continue
        if ledger.keep(draft).new:
            new += 1
        else:
            known += 1
    link_new(ledger)
    return Brought(new=new, known=known, of="events", remarks=tuple(_remarks(bad)))


def _remarks(bad: list[str]) -> Iterable[str]:
    more = len(bad) - _TOLD
    return [*bad[:_TOLD], f"and {more:,} more rows were left out"] if more > 0 else bad


def _draft(row: Row, given: Given, shape: Shape) -> Draft:
    called = PurePath(given.name).name
    coded = shape.read(row, f"{called}-{row[shape.ident]}".casefold().replace("@", "-"))
    text = f"{coded.words}\n\n{coded.ident}"  # two events may have the same notes
    address = f"{given.name}#{coded.ident}"
    report = Report(
        text=text, title=f"{called} {coded.ident}", publisher=called, published=coded.when, address=address
    )
    quote = Span(start=0, end=len(coded.words))
    claim = Claim(
        report=report.id,
        fact=coded.event(quote),
        quote=quote,
        modality=coded.modality,
        stage=shape.reader,
        speaker=coded.speaker,
    )
    return Draft(
        report=report,
        actors=tuple({a.id: a for a in coded.actors}.values()),
        places=coded.places,
        mentions=(),
        claims=(claim,),
        reader=shape.reader,
    )
