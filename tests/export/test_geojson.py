import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafts
from hostile import NAMES, named_book
from sample_book import sample_book
from sourcebook.export import geojson
from sourcebook.export.geometry import circle, line
from sourcebook.export.record import Record
from sourcebook.export.target import write_text
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import EventType
from sourcebook.story.linker import link_new


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("samples"))) as ledger:
        yield ledger


def features(record: Record) -> list[dict[str, Any]]:
    told = json.loads("".join(geojson.lines(record)))
    assert told["type"] == "FeatureCollection"
    return list(told["features"])


def test_gdal_reads_as_many_features_as_were_written(samples: Ledger, tmp_path: Path) -> None:
    out, record = tmp_path / "out.geojson", Record(samples)
    write_text(geojson.lines(record), out)
    read = pyogrio.read_arrow(out, read_geometry=False)[1].to_pandas()

    assert len(read) == record.count == pyogrio.read_info(out)["features"]
    assert set(read["kind"]) == {"incident", "tie"}
    info = pyogrio.read_info(out)
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert {types[name] for name in ("start", "end")} == {"datetime64[D]"}
    assert types["time"].startswith("datetime64[ms]")


def test_only_what_is_a_point_is_drawn_as_one(samples: Ledger) -> None:
    shapes = {
        (f["properties"]["place_precision"], (f["geometry"] or {"type": None})["type"])
        for f in features(Record(samples))
        if f["properties"]["kind"] == "incident" and "place_precision" in f["properties"]
    }

    assert ("exact", "Point") in shapes
    assert {precision for precision, kind in shapes if kind == "Point"} == {"exact"}
    assert ("country", "Polygon") in shapes


def test_an_incident_says_what_stands_behind_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        told = drafts.report()
        ledger.keep(drafts.draft(told, claims=(drafts.attack(told),)))
        link_new(ledger)
        (feature,) = features(Record(ledger))
        claim = drafts.attack(told)

    assert feature["geometry"] == {"type": "Point", "coordinates": [10.5, 60.5]}
    properties = feature["properties"]
    assert properties["claims"] == claim.id
    assert properties["reports"] == told.id
    assert (properties["start"], properties["end"]) == ("2024-05-03", "2024-05-03")
    assert properties["time"] == "2024-05-03T12:00:00Z"
    assert (properties["modality"], properties["status"], properties["score"]) == (
        "asserted",
        "candidate",
        0.75,
    )
    assert (properties["doers"], properties["targets"]) == ("River Front", "Norland Army")
    assert properties["killed"] == 12


def test_a_type_asks_for_incidents_alone(samples: Ledger) -> None:
    told = features(Record(samples, ClaimQuery(type=EventType.PROTEST)))

    assert Counter(f["properties"]["type"] for f in told).keys() == {"PROTEST"}


def test_hostile_names_come_back_as_they_are(tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    with Ledger.open(named_book(tmp_path)) as ledger:
        write_text(geojson.lines(Record(ledger)), out)
    read = pyogrio.read_arrow(out, read_geometry=False)[1].to_pandas()

    assert set(read["place"]) == set(NAMES)
    assert set(read["doers"]) == set(NAMES)


def test_an_empty_record_is_an_empty_collection(samples: Ledger) -> None:
    assert features(Record(samples, ClaimQuery(actors=("nobody",), places=()))) == []


def signed_area(ring: list[list[float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.5, 5_000))
def test_every_circle_is_closed_winds_left_and_stays_on_the_map(lon: float, lat: float, km: float) -> None:
    made = circle(lon, lat, km)
    polygons = [made["coordinates"]] if made["type"] == "Polygon" else made["coordinates"]

    for (ring,) in polygons:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert signed_area(ring) >= 0
        assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)


def test_a_circle_over_the_date_line_is_cut_there() -> None:
    made = circle(179.5, 0.0, 111.195)

    assert made["type"] == "MultiPolygon"
    here, beyond = (ring for (ring,) in made["coordinates"])
    assert max(x for x, _ in here) == 180
    assert min(x for x, _ in beyond) == -180
    assert signed_area(here) + signed_area(beyond) == pytest.approx(3.14, abs=0.02)


def test_a_line_goes_the_short_way_round() -> None:
    made = line((170.0, 10.0), (-170.0, 20.0))

    assert made["coordinates"] == [[[170.0, 10.0], [180.0, 15.0]], [[-180.0, 15.0], [-170.0, 20.0]]]
