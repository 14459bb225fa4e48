"""Claims of a book as JSON lines: the interchange's claim, with its report and those it names."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.export.interchange import actor_out, claim_out, entities_of, place_out, when_out
from sourcebook.export.record import Record
from sourcebook.export.standing import standing_out
from sourcebook.ledger import Entry, Ledger, Source
from sourcebook.model.actor import Actor


class Known:
    """The entities of a book as they are written out, each looked up once.

    Args:
        ledger: the book.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[str, dict[str, Any] | None] = {}

    def __call__(self, ident: str) -> dict[str, Any] | None:
        """An entity of the interchange; None when the book has none of that id."""
        if ident not in self._seen:
            found = self._ledger.actor(ident) or self._ledger.place(ident)
            made = (
                None if found is None else actor_out(found) if isinstance(found, Actor) else place_out(found)
            )
            self._seen[ident] = made
        return self._seen[ident]


def claim_object(entry: Entry, known: Known) -> dict[str, Any]:
    """A claim with its report, where it stands with people, and those it names.

    Args:
        entry: the claim with its words and source.
        known: looks entities up.
    """
    named = (known(ident) for ident in entities_of(entry.claim))
    data = claim_out(entry.claim, entry.words)
    entities = [e for e in named if e is not None]
    standing = standing_out(entry.standing)
    return {"report": source_object(entry.source), **data, "standing": standing, "entities": entities}


def source_object(source: Source) -> dict[str, Any]:
    """A report as the interchange names it."""
    out = {
        "id": source.id,
        "title": source.title,
        "published": source.published.edtf if source.published else None,
        "publisher": source.publisher,
        "language": source.language,
        "sha256": source.sha256,
        "author": source.author,
        "address": source.address,
    }
    return out | ({"published_when": when_out(source.published)} if source.published else {})


def jsonl(entries: Iterable[Entry], ledger: Ledger) -> Iterator[str]:
    """One line of JSON per claim, in UTF-8's own characters.

    Args:
        entries: claims, in the order wanted.
        ledger: the book that they are from.
    """
    known = Known(ledger)
    for entry in entries:
        yield json.dumps(claim_object(entry, known), ensure_ascii=False) + "\n"


def lines(record: Record) -> Iterator[str]:
    """The claims of a record, likewise.

    Args:
        record: what is exported.
    """
    return jsonl(record.entries(), record.ledger)
