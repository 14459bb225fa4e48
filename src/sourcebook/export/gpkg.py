"""Incidents and ties as a GeoPackage with one layer a sort of shape, for QGIS and ArcGIS."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyogrio

from sourcebook.export.geometry import Geometry
from sourcebook.export.mapped import Feature, incidents, ties
from sourcebook.export.record import Record

GROUP = 5000  # features written together
INCIDENT = (
    "id title type modes start end date date_ground time doers doer_ids targets target_ids place place_id "
    "place_precision radius_km country killed killed_low killed_best killed_high wounded_low wounded_best "
    "wounded_high claims reports sources origins contradictions modality modalities score status speakers quotes"
).split()
TIE = (
    "id title type start end subject subject_id object object_id held claims reports sources contradictions modality "
    "modalities score status speakers quotes"
).split()
LAYERS: Mapping[str, tuple[list[str], str]] = {
    "incidents_point": (INCIDENT, "Point"),
    "incidents_area": (INCIDENT, "Unknown"),
    "ties_line": (TIE, "Unknown"),
}
"""Layers with their columns and the sort of geometry that GDAL is told."""
_WHOLE = frozenset(
    "killed killed_low killed_best killed_high wounded_low wounded_best wounded_high origins contradictions".split()
)
_NUMBER = frozenset(("radius_km", "score"))
_DAY = frozenset(("start", "end"))
_SHAPE = "geom"
_CODES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiLineString": 5, "MultiPolygon": 6}  # of WKB


def save(record: Record, out: Path) -> None:
    """Write the layers into one file.

    Args:
        record: what is exported.
        out: the file; nothing lies there yet.
    """
    with TemporaryDirectory(dir=out.parent, prefix=".") as folder:
        made = Path(folder) / "made.gpkg"  # GDAL warns of any other ending
        layers = {name: _Layer(name=name, out=made) for name in LAYERS}
        for feature in chain(incidents(record), ties(record)):
            layers[layer_of(feature)].put(feature)
        for layer in layers.values():
            layer.write()
        made.replace(out)


def layer_of(feature: Feature) -> str:
    """The layer of a feature; an incident without a known place stands among the areas, without a shape."""
    if feature.kind == "tie":
        return "ties_line"
    point = feature.geometry is not None and feature.geometry["type"] == "Point"
    return "incidents_point" if point else "incidents_area"


@dataclass(slots=True, kw_only=True)
class _Layer:
    """A layer in the making, with the features that are not written yet."""

    name: str
    out: Path
    waiting: list[Feature] = field(default_factory=list)
    begun: bool = False

    def put(self, feature: Feature) -> None:
        """Add a feature; many are written at once."""
        self.waiting.append(feature)
        if len(self.waiting) >= GROUP:
            self.write()

    def write(self) -> None:
        """Write what waits; a layer without features is made, too."""
        if self.begun and not self.waiting:
            return
        columns, sort = LAYERS[self.name]
        pyogrio.write_arrow(
            _table(self.waiting, columns),
            self.out,
            layer=self.name,
            driver="GPKG",
            geometry_name=_SHAPE,
            geometry_type=sort,
            crs="EPSG:4326",
            append=self.begun,
        )
        self.waiting.clear()
        self.begun = True


def _table(features: list[Feature], columns: list[str]) -> pa.Table:
    made: dict[str, pa.Array] = {
        name: pa.array([_cell(name, f.told.get(name)) for f in features], type=_kind(name))
        for name in columns
    }
    made[_SHAPE] = pa.array([wkb(f.geometry) if f.geometry else None for f in features], type=pa.binary())
    return pa.table(made)


def _kind(name: str) -> pa.DataType:
    if name in _DAY:
        return pa.date32()
    if name in _WHOLE:
        return pa.int64()
    return pa.float64() if name in _NUMBER else pa.string()


def _cell(name: str, cell: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    if name in _DAY:
        return date.fromisoformat(cell) if cell else None
    return cell.replace("\x00", "") if isinstance(cell, str) else cell


def wkb(geometry: Geometry) -> bytes:
    """A geometry as well-known binary (OGC Simple Features), in the order of bytes of most machines.

    Args:
        geometry: of GeoJSON: a point, line or polygon, or several of the latter two.
    """
    return b"".join(_wkb(geometry["type"], geometry["coordinates"]))


def _wkb(sort: str, coordinates: list[Any]) -> Iterator[bytes]:
    yield pack("<BI", 1, _CODES[sort])
    if sort == "Point":
        yield pack("<2d", *coordinates)
        return
    yield pack("<I", len(coordinates))
    for part in coordinates:
        if sort == "LineString":
            yield pack("<2d", *part)
        elif sort == "Polygon":
            yield pack("<I", len(part))
            yield from (pack("<2d", *point) for point in part)
        else:
            yield from _wkb(sort.removeprefix("Multi"), part)
