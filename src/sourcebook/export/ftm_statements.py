"""FollowTheMoney's statements: every value of every entity in a row of CSV, with the columns of its library."""

import csv
import hashlib
import io
from collections.abc import Iterator

from sourcebook.export.cell import guarded
from sourcebook.export.ftm import entities
from sourcebook.export.ftm_entity import Entity
from sourcebook.export.record import Record

DATASET = "sourcebook"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_ENTITIES = (
    "proof organizer involved addressEntity document entity member organization director holder post agent "
    "client predecessor successor subject object"
).split()
_TYPES = {
    **dict.fromkeys(_ENTITIES, "entity"),
    **dict.fromkeys(("name", "alias", "weakAlias", "previousName", "abbreviation"), "name"),
    **dict.fromkeys(("summary", "description", "notes"), "text"),
    **dict.fromkeys(("date", "startDate", "endDate", "publishedAt"), "date"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
    **dict.fromkeys(("full", "location"), "address"),
    "country": "country",
    "language": "language",
    "sourceUrl": "url",
}
"""Types of properties; those not listed are strings."""


def lines(record: Record) -> Iterator[str]:
    """Lines of CSV, the header first.

    Args:
        record: what is exported.
    """
    yield _line(COLUMNS)
    count = 0
    for entity in entities(record):
        for row in _rows(entity):
            count += 1
            yield _line(row)
    record.count = count


def _rows(entity: Entity) -> Iterator[tuple[str, ...]]:
    """The statements of an entity, and the one that says that it is there."""
    ids = []
    for prop, values in entity.properties.items():
        sort = _TYPES.get(prop, "string")
        for value in values:
            told = value if sort in ("number", "entity") else str(guarded(value))
            ids.append(_key(entity, prop, told))
            yield _row(entity, prop, sort, told, ids[-1])
    whole = hashlib.sha1("".join(sorted(ids)).encode(), usedforsecurity=False).hexdigest()
    yield _row(entity, "id", "checksum", whole, _key(entity, "id", whole))


def _row(entity: Entity, prop: str, sort: str, value: str, ident: str) -> tuple[str, ...]:
    return (entity.id, entity.id, prop, sort, entity.schema, value, DATASET, "", "", "", "f", "", "", ident)


def _key(entity: Entity, prop: str, value: str) -> str:
    """A statement's id, as the library makes it."""
    told = f"{DATASET}.{entity.id}.{prop}.{value}"
    return hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, dialect="unix").writerow(cells)
    return buffer.getvalue()
