"""Claims of a book as CSV: one row per claim, flat, for spreadsheets, R and pandas."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from sourcebook.export.cell import SEPARATOR, Cell, guarded
from sourcebook.export.record import Record
from sourcebook.export.standing import standing_out
from sourcebook.ledger import Entry, Ledger, roles
from sourcebook.ledger.batches import batched
from sourcebook.ledger.entities import Names
from sourcebook.model.claim import Claim, Event, Relation, Toll
from sourcebook.model.judgement import Standing
from sourcebook.model.when import When
from sourcebook.model.where import Place

COLUMNS = (
    "claim_id",
    "report_id",
    "publisher",
    "published",
    "kind",
    "type_or_predicate",
    "mode",
    "phase",
    "actor",
    "recipient_or_subject",
    "object",
    "place",
    "lat",
    "lon",
    "where_precision",
    "first",
    "last",
    "date_precision",
    "ground",
    "killed_low",
    "killed_best",
    "killed_high",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "weapon",
    "modality",
    "speaker",
    "background",
    "quote",
    "quote_start",
    "quote_end",
    "stage",
    "score",
    "status",
    "judged_by",
    "judged_at",
    "judged_fields",
    "judged_note",
)
_TOGETHER = 500  # claims whose names and places are looked up in one question


def rows(entries: Iterable[Entry], ledger: Ledger) -> Iterator[str]:
    """Lines of CSV (RFC 4180), the header first.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers are left alone.

    Args:
        entries: claims, in the order wanted.
        ledger: the book that they are from.
    """
    yield _line(COLUMNS)
    names, places = ledger.names(), PlacesSeen(ledger)
    for some in looked_up(entries, names, places):
        for entry in some:
            cells = row(entry, names, places)
            yield _line([guarded(cells[c]) for c in COLUMNS])


def looked_up(entries: Iterable[Entry], names: Names, places: "PlacesSeen") -> Iterator[list[Entry]]:
    """Claims, many at a time, with the names and places that they need looked up in one question.

    Args:
        entries: claims, in any order.
        names: into which names are put.
        places: into which places are put.
    """
    for some in batched(entries, _TOGETHER):
        named = {ident for e in some for ident in roles.named(e.claim)}
        names.fetch(named)
        places.fetch(named)
        yield some


def lines(record: Record) -> Iterator[str]:
    """The claims of a record, likewise.

    Args:
        record: what is exported.
    """
    return rows(record.entries(), record.ledger)


def row(entry: Entry, names: Mapping[str, str], places: "PlacesSeen") -> dict[str, Cell]:
    """A claim as cells, by column."""
    claim, source = entry.claim, entry.source
    fact = claim.fact
    own = _event(fact, names, places) if isinstance(fact, Event) else _relation(fact, names)
    return dict.fromkeys(COLUMNS) | {
        "claim_id": claim.id,
        "report_id": claim.report,
        "publisher": source.publisher,
        "published": source.published.edtf if source.published else None,
        **own,
        **_said(claim),
        "quote": entry.words,
        **_stands(entry.standing),
    }


def _stands(standing: Standing) -> dict[str, Cell]:
    told = standing_out(standing)
    cells = {f"judged_{name}": told.get(name) for name in ("by", "at", "note")}
    return {
        "status": told["status"],
        "judged_fields": SEPARATOR.join(told.get("fields", ())) or None,
        **cells,
    }


def _said(claim: Claim) -> dict[str, Cell]:
    return {
        "modality": str(claim.modality),
        "speaker": claim.speaker,
        "background": "true" if claim.background else "false",
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "stage": claim.stage,
        "score": claim.score,
    }


def _event(event: Event, names: Mapping[str, str], places: "PlacesSeen") -> dict[str, Cell]:
    place = places(event.where.place) if event.where else None
    return {
        "kind": "event",
        "type_or_predicate": str(event.type),
        "mode": SEPARATOR.join(event.mode) or None,
        "phase": str(event.phase) if event.phase else None,
        "actor": _names(event.actor, names),
        "recipient_or_subject": _names(event.recipient, names),
        "object": SEPARATOR.join(event.object) or None,
        "place": names[event.where.place] if event.where else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "where_precision": str(event.where.fineness) if event.where else None,
        **_when(event.when),
        **_toll("killed", event.killed),
        **_toll("wounded", event.wounded),
        "weapon": event.weapon,
    }


def _relation(relation: Relation, names: Mapping[str, str]) -> dict[str, Cell]:
    since, until = relation.since, relation.until
    return {
        "kind": "relation",
        "type_or_predicate": str(relation.predicate),
        "recipient_or_subject": names[relation.subject],
        "object": names[relation.object],
        **_when(since or until),
        "first": since.first.isoformat() if since and since.first else None,
        "last": until.last.isoformat() if until and until.last else None,
    }


def _when(when: When | None) -> dict[str, Cell]:
    if when is None:
        return {}
    return {
        "first": when.first.isoformat() if when.first else None,
        "last": when.last.isoformat() if when.last else None,
        "date_precision": str(when.precision),
        "ground": str(when.ground),
    }


def _toll(name: str, toll: Toll | None) -> dict[str, Cell]:
    if toll is None:
        return {}
    return {f"{name}_low": toll.low, f"{name}_best": toll.best, f"{name}_high": toll.high}


def _names(idents: tuple[str, ...], names: Mapping[str, str]) -> str | None:
    return SEPARATOR.join(names[i] for i in idents) or None


def _line(cells: Iterable[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


class PlacesSeen:
    """Places of a book by id, each looked up once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[str, Place | None] = {}

    def fetch(self, idents: Iterable[str]) -> None:
        """Look up many places at once, those that were not yet; ids of actors are left out.

        Args:
            idents: ids.
        """
        missing = [i for i in idents if i not in self._seen]
        self._seen |= self._ledger.places(missing) if missing else {}

    def __call__(self, ident: str) -> Place | None:
        """A place by its id; None when the book has none of that id."""
        if ident not in self._seen:
            self._seen[ident] = self._ledger.place(ident)
        return self._seen[ident]
