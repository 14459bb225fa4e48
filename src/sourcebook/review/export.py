"""Files of the book, in the formats of text that the package exports."""

from collections.abc import Iterator
from typing import cast

from sourcebook.export.formats import FORMATS, Format, Lines
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery
from sourcebook.review.kept import Kept

_NOT_HERE = frozenset({"brief", "datasette"})  # one needs two days, the other the file itself
_STEMS = {
    **dict.fromkeys(("csv", "jsonl", "ttl", "jsonld"), "claims"),
    **dict.fromkeys(("graphml", "gexf"), "network"),
    "ftm": "entities",
    "geojson": "map",
    "html": "page",
}

FILES: dict[str, Format] = {
    f"{_STEMS.get(f.name, f.name)}{f.suffix}": f
    for f in FORMATS.values()
    if f.text and not f.needs and f.name not in _NOT_HERE
}
"""Formats by the name of the file."""


def lines(kept: Kept, form: Format, query: ClaimQuery) -> Iterator[str]:
    """A file's lines.

    Args:
        kept: the book.
        form: the format.
        query: which claims.
    """
    writer = cast("Lines", form.writer())
    return writer.lines(Record(kept.shown.ledger, query))
