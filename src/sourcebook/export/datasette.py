"""Metadata for Datasette: what the views of a book's file hold, column by column (https://docs.datasette.io)."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sourcebook import __version__
from sourcebook.errors import ExportError
from sourcebook.export.record import Record
from sourcebook.ledger.views import ABOUT

_PROOF = {
    "sb_claim": "The claim's id: sourcebook show ID",
    "sb_report": "Id of its report",
    "sb_modality": "How surely the report says it",
    "sb_score": "The reader's score, 0 to 1",
    "sb_status": "Where it stands with people",
    "sb_speaker": "Whose words they are; empty when the author speaks",
    "sb_quote": "The words that say it",
}
_CLAIM = {
    "claim_id": "The claim's id: sourcebook show ID",
    "report_id": "Id of its report",
    "modality": "How surely the report says it",
    "speaker": "Whose words they are; empty when the author speaks",
    "background": "1 where the report only alludes to it",
    "quote": "The words that say it",
    "score": "The reader's score, 0 to 1",
    "status": "Where it stands with people: candidate, accepted, corrected, rejected",
}
_PLACED = {
    "country": "ISO 3166-1 alpha-2 code of the country",
    "latitude": "Degrees north of the point, or of the middle of the area",
    "longitude": "Degrees east",
}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "v_claim": {
        **_CLAIM,
        "publisher": "Name of the outlet",
        "published": "First day on which the report may have been published",
        "kind": "event or relation",
        "type_or_predicate": "Type of the event, or what ties the two",
        "mode": "Finer than the type, as a JSON list",
        "actor": "Who does it",
        "recipient_or_subject": "At whom it is directed; of a tie its first end",
        "object": "Second end of a tie",
        "place": "Name of the place",
        "lat": _PLACED["latitude"],
        "lon": _PLACED["longitude"],
        "country": _PLACED["country"],
        "where_precision": "How finely the place is known",
        "first": "First day on which it may have been; of a tie since when",
        "last": "Last day; of a tie until when",
        "date_precision": "How finely the date is known",
        "ground": "What the date rests on: stated, relative, published",
        "killed_low": "At least so many dead",
        "killed_best": "The number of dead itself",
        "killed_high": "At most so many dead",
        "stage": "The step of the reader that drafted it",
        "reader": "The reader and its version",
    },
    "v_relation": {
        **_CLAIM,
        "subject_id": "Id of the first end",
        "subject": "Name of the first end",
        "predicate": "What ties the two",
        "object_id": "Id of the second end",
        "object": "Name of the second end",
        "since": "When it began, as far as the report says",
        "until": "When it ended, as far as the report says",
    },
    "v_event_acled": {
        **_PROOF,
        **_PLACED,
        "event_id_cnty": "The claim's id",
        "event_date": "First day on which it may have been",
        "year": "Its year",
        "time_precision": "1 the day, 2 within a week, 3 longer",
        "disorder_type": "ACLED's disorder type",
        "event_type": "ACLED's event type",
        "sub_event_type": "ACLED's sub-event, by type, mode, the dead and the kinds of the first on each side",
        "actor1": "Who does it",
        "inter1": "ACLED's type of the first of them",
        "actor2": "At whom it is directed",
        "inter2": "ACLED's type of the first of them",
        "admin1": "First-level region",
        "location": "Name of the place",
        "geo_precision": "1 a town or spot, 2 near one or a district, 3 a region or more",
        "source": "Name of the outlet",
        "notes": "The words that say it",
        "fatalities": "Number of dead; empty when the claim gives none",
    },
    "v_event_ged": {
        **_PROOF,
        **_PLACED,
        "relid": "The claim's id",
        "year": "Year of the first day",
        "type_of_violence": "1 with a state on a side, 2 between groups, 3 against people without arms",
        "side_a": "Who does it",
        "side_b": "At whom it is directed",
        "source_office": "Name of the outlet",
        "source_date": "First day on which the report may have been published",
        "where_prec": "1 the spot to 7 sea or air",
        "where_coordinates": "Name of the place",
        "adm_1": "First-level region",
        "event_clarity": "1 one incident, 2 a total over several",
        "date_prec": "1 the day to 5 a year",
        "date_start": "First day on which it may have been",
        "date_end": "Last day",
        "best": "Number of dead",
        "high": "At most so many",
        "low": "At least so many",
    },
}
"""What each column of each view holds."""


def lines(record: Record) -> Iterator[str]:
    """The metadata as JSON, for the file that the book lies in.

    Args:
        record: what is exported; its filters say nothing here.

    Raises:
        ExportError: the book lies on a server.
    """
    book = record.ledger.path
    if not isinstance(book, Path):
        raise ExportError(
            "--to datasette is for a book in a file; this one lies on a server and has no views"
        )
    record.count = len(ABOUT)
    yield json.dumps(metadata(book.stem), ensure_ascii=False, indent=2) + "\n"


def metadata(name: str) -> dict[str, Any]:
    """What Datasette reads.

    Args:
        name: of the database: the file's name without its ending.
    """
    views = {view: {"description": about, "columns": COLUMNS[view]} for view, about in ABOUT.items()}
    return {
        "title": f"{name}, a sourcebook",
        "description": f"Claims drafted from reports, each with the words that say it (sourcebook {__version__}).",
        "databases": {name: {"tables": views}},
    }
