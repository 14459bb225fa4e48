"""The columns of the tables, in the interchange's terms."""

import pyarrow as pa

import sourcebook
from sourcebook.archive.layout import FORM

_WORDS, _DAY, _NUMBER, _TRUTH, _REAL = pa.string(), pa.date32(), pa.int32(), pa.bool_(), pa.float64()
_LIST = pa.list_(pa.string())

PREPARED = pa.schema(
    [
        ("n", pa.int64()),
        ("source", _WORDS),
        ("report", _WORDS),  # JSON of the report; null where the item gave none
        ("failure", _WORDS),  # JSON of the failure; null where there is a report
        ("id", _WORDS),
        ("day", _WORDS),
        ("minima", pa.binary()),
        ("bands", pa.list_(pa.int64())),
    ]
)

REPORTS = pa.schema(
    [
        ("n", pa.int64()),
        ("id", _WORDS),
        ("source", _WORDS),
        ("status", _WORDS),
        ("copy_of", _WORDS),
        ("title", _WORDS),
        ("publisher", _WORDS),
        ("author", _WORDS),
        ("address", _WORDS),
        ("language", _WORDS),
        ("published", _WORDS),
        ("published_first", _DAY),
        ("published_last", _DAY),
        ("sha256", _WORDS),
        ("reader", _WORDS),
        ("claims", _NUMBER),
        ("text", _WORDS),
        ("more", _WORDS),  # JSON: published_when, not_body, entities of the interchange
        ("month", _WORDS),
    ]
)

MENTIONS = pa.schema(
    [
        ("n", pa.int64()),
        ("report", _WORDS),
        ("start", _NUMBER),
        ("end", _NUMBER),
        ("text", _WORDS),
        ("kind", _WORDS),
        ("entity", _WORDS),
        ("first", _DAY),
        ("last", _DAY),
        ("more", _WORDS),  # JSON: when, sense of the interchange
        ("month", _WORDS),
    ]
)

CLAIMS = pa.schema(
    [
        ("n", pa.int64()),
        ("report", _WORDS),
        ("id", _WORDS),
        ("seq", _NUMBER),
        ("kind", _WORDS),
        ("type", _WORDS),
        ("mode", _LIST),
        ("phase", _WORDS),
        ("actor", _LIST),
        ("actor_name", _LIST),
        ("actor_kind", _LIST),
        ("recipient", _LIST),
        ("recipient_name", _LIST),
        ("recipient_kind", _LIST),
        ("subject", _WORDS),
        ("subject_name", _WORDS),
        ("predicate", _WORDS),
        ("object", _WORDS),
        ("object_name", _WORDS),
        ("first", _DAY),
        ("last", _DAY),
        ("date_precision", _WORDS),
        ("ground", _WORDS),
        ("place", _WORDS),
        ("place_name", _WORDS),
        ("place_kind", _WORDS),
        ("country", _WORDS),
        ("admin1", _WORDS),
        ("lat", _REAL),
        ("lon", _REAL),
        ("where_precision", _WORDS),
        ("killed_low", _NUMBER),
        ("killed_best", _NUMBER),
        ("killed_high", _NUMBER),
        ("wounded_low", _NUMBER),
        ("wounded_best", _NUMBER),
        ("wounded_high", _NUMBER),
        ("weapon", _WORDS),
        ("modality", _WORDS),
        ("stance", _WORDS),
        ("speaker", _WORDS),
        ("background", _TRUTH),
        ("score", _REAL),
        ("stage", _WORDS),
        ("quote", _WORDS),
        ("quote_start", _NUMBER),
        ("quote_end", _NUMBER),
        ("publisher", _WORDS),
        ("published_first", _DAY),
        ("more", _WORDS),  # JSON: the claim of the interchange
        ("month", _WORDS),
    ]
)

FAILURES = pa.schema(
    [
        ("n", pa.int64()),
        ("source", _WORDS),
        ("stage", _WORDS),
        ("kind", _WORDS),
        ("message", _WORDS),
        ("month", _WORDS),
    ]
)

SCHEMAS = {"reports": REPORTS, "mentions": MENTIONS, "claims": CLAIMS, "failures": FAILURES}


def marked(schema: pa.Schema, *, reader: str) -> pa.Schema:
    """A schema that says which release and reader wrote it.

    Args:
        schema: the columns.
        reader: name and version of the reader.
    """
    told = {
        "sourcebook.schema": str(FORM),
        "sourcebook.version": sourcebook.__version__,
        "sourcebook.reader": reader,
    }
    return schema.with_metadata(told)
