import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from hostile import NAMES, named_book
from sample_book import sample_book
from sourcebook.export import geojson, gpkg
from sourcebook.export.geometry import circle, line
from sourcebook.export.record import Record
from sourcebook.ledger import Ledger


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("samples"))) as ledger:
        yield ledger


def rows(path: Path, layer: str) -> list[dict[str, Any]]:
    return list(pyogrio.read_arrow(path, layer=layer)[1].to_pylist())


def test_gdal_reads_the_layers_with_their_shapes(samples: Ledger, tmp_path: Path) -> None:
    out, record = tmp_path / "out.gpkg", Record(samples)
    gpkg.save(record, out)
    layers = {name: rows(out, name) for name in gpkg.LAYERS}

    assert {name for name, _ in pyogrio.list_layers(out)} == set(gpkg.LAYERS)
    assert sum(map(len, layers.values())) == record.count
    assert {row["place_precision"] for row in layers["incidents_point"]} == {"exact"}
    assert all(row["geom"][1:5] == b"\x01\x00\x00\x00" for row in layers["incidents_point"])
    assert all(row["claims"] and row["reports"] and row["status"] for row in layers["ties_line"])
    assert pyogrio.read_info(out, layer="incidents_point")["crs"] == "EPSG:4326"


def test_a_geopackage_holds_what_geojson_does(samples: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    gpkg.save(Record(samples), out)
    features = json.loads("".join(geojson.lines(Record(samples))))["features"]
    points = {f["id"]: f for f in features if f["properties"]["kind"] == "incident"}

    for row in rows(out, "incidents_point"):
        told = points[row["id"]]
        assert row["geom"] == gpkg.wkb(told["geometry"])
        assert row["quotes"] == told["properties"]["quotes"]
        assert str(row["start"]) == str(told["properties"].get("start"))


def test_shapes_of_every_sort_come_back(tmp_path: Path) -> None:
    shapes = [circle(10, 50, 20), circle(179.9, 0, 50), line((0, 0), (1, 1)), line((170, 0), (-170, 0))]
    out = tmp_path / "out.geojson"
    for shape in shapes:
        out.write_text(
            json.dumps({"type": "Feature", "geometry": shape, "properties": {"a": 1}}), encoding="utf-8"
        )
        read = pyogrio.read_arrow(out)[1].to_pylist()[0]
        assert gpkg.wkb(shape) == next(v for v in read.values() if isinstance(v, bytes))


def test_hostile_names_stay_in_a_geopackage(tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    with Ledger.open(named_book(tmp_path)) as ledger:
        gpkg.save(Record(ledger), out)

    assert {row["place"] for row in rows(out, "incidents_point")} == set(NAMES)
