"""Incidents and ties as GeoJSON (RFC 7946), written while the book is read."""

import json
from collections.abc import Iterator
from itertools import chain

from sourcebook.export.mapped import Feature, incidents, ties
from sourcebook.export.record import Record

_HEAD = '{"type":"FeatureCollection","features":[\n'
_TAIL = "\n]}\n"
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def lines(record: Record) -> Iterator[str]:
    """A FeatureCollection, one feature a line, incidents first.

    Args:
        record: what is exported.
    """
    yield _HEAD
    between = ""
    for feature in chain(incidents(record), ties(record)):
        yield between + _written(feature)
        between = ",\n"
    yield _TAIL


def _written(feature: Feature) -> str:
    made = {
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.geometry,
        "properties": {name: cell for name, cell in feature.told.items() if cell is not None},
    }
    return _encoded(made)
