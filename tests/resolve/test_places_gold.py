"""The places of the hand-made records that lie beside the repository, when they do."""

import os
from collections import Counter
from pathlib import Path

import pytest

from sourcebook.knowledge.countries import country_of
from sourcebook.knowledge.places import gazetteer
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.geometry import km_between
from sourcebook.resolve.places import resolve_places
from sourcebook.resolve.wording import parent_after

GOLD = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[3] / "shared")) / "gold"
pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the shared folder with hand-made records is not here"
)


def within(record: Path, report: Path) -> list[bool]:
    """For each place of a record, whether its name alone is resolved to within the record's own distance."""
    yaml = pytest.importorskip("yaml", reason="PyYAML reads the hand-made records")
    places = yaml.safe_load(record.read_text(encoding="utf-8"))["places"]
    text = report.read_text(encoding="utf-8")
    ends = {p["name"]: text.find(p["name"]) + len(p["name"]) for p in places if p["name"] in text}
    queries = [
        PlaceQuery(text=p["name"], parent=parent_after(text, ends[p["name"]]) if p["name"] in ends else None)
        for p in places
    ]
    votes = Counter(code for word in text.split() if (code := country_of(word.strip(".,;:()\"“”'"))))
    found = resolve_places(queries, gazetteer=gazetteer(), countries=votes)
    return [
        place is not None
        and place.lat is not None
        and place.lon is not None
        and km_between(p["lat"], p["lon"], place.lat, place.lon) <= p["km"]
        for p, place in zip(places, found, strict=True)
    ]


def test_every_place_of_the_seed_record_is_found() -> None:
    assert all(within(GOLD / "seed.yaml", GOLD / "report.txt"))


def test_at_least_nine_in_ten_places_of_the_development_records_are_found() -> None:
    hits = [
        hit
        for record in sorted((GOLD / "dev").glob("*.yaml"))
        for hit in within(record, record.with_suffix(".txt"))
    ]
    assert sum(hits) / len(hits) >= 0.9
