"""A brief in Markdown, with a footnote to each claim."""

from collections.abc import Iterator

from sourcebook.export.brief.content import Brief, Item, Note, Section, brief
from sourcebook.export.brief.words import isolated, one_line
from sourcebook.export.record import Record

_ENTITIES = {c: f"&#{ord(c)};" for c in "<>&|~$"}
_SLASHED = {c: f"\\{c}" for c in "\\`*_{}[]#"}
_ESCAPES = str.maketrans(_ENTITIES | _SLASHED)


def lines(record: Record) -> Iterator[str]:
    """The brief, line by line.

    Args:
        record: what is exported; with a first and a last day.

    Raises:
        ExportError: a day is missing, or the first lies after the last.
    """
    yield from _lines(brief(record))


def _lines(told: Brief) -> Iterator[str]:
    yield f"# {told.title}\n\n{told.lead}\n"
    if not told.sections:
        yield "\nNothing that is told changed between these days.\n"
    for section in told.sections:
        yield from _section(section)
    if told.notes:
        yield "\n## Sources\n\n"
    for note in told.notes:
        yield _note(note)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {section.title}\n\n"
    for item in section.items:
        yield _item(item)
    if section.left:
        yield f"\n{section.left:,} more are not written down here; `sourcebook diff` tells them.\n"


def _item(item: Item) -> str:
    notes = "".join(f"[^{n}]" for n in item.notes)
    remark = f" ({safe(item.remark)})" if item.remark else ""
    return f"- **{safe(item.day)}** {safe(item.words)}{remark}{notes}\n"


def _note(note: Note) -> str:
    address = f" {safe(note.address)}" if note.address else ""
    return f"[^{note.number}]: “{safe(note.words)}” {safe(note.source)} ({safe(note.about)}).{address}\n"


def safe(words: str) -> str:
    """Words on one line that no Markdown is made of, in their own direction.

    Args:
        words: of a report.
    """
    return isolated(one_line(words).translate(_ESCAPES))
