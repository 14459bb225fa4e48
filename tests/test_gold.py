"""The bars that the hand-made records set, which live beside the project and are read where they are."""

import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
GOLD = Path(os.environ.get("SOURCEBOOK_SHARED", ROOT.parent / "shared")) / "gold"
NAMED, DATES = 40, 12  # of the seed record's names and dates

pytest.importorskip("yaml", reason="PyYAML, which the records are written in, is not installed")
if not (GOLD / "score_record.py").is_file():
    pytest.skip(f"the hand-made records are not at {GOLD}", allow_module_level=True)


@cache
def figures() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Figures of the seed record, and those of the development records."""
    spec = importlib.util.spec_from_file_location("records", ROOT / "benchmarks" / "records.py")
    assert spec is not None
    assert spec.loader is not None
    records = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(records)
    scorer = records.kit()
    dev = [records.score(path, scorer) for path in sorted((GOLD / "dev").glob("*.yaml"))]
    return records.score(GOLD / "seed.yaml", scorer), dev


def test_every_quote_of_every_record_is_verbatim() -> None:
    seed, dev = figures()
    assert [f["verbatim"]["ok"] for f in (seed, *dev)] == [f["verbatim"]["of"] for f in (seed, *dev)]


def test_nothing_is_said_that_the_seed_record_must_not_say() -> None:
    assert figures()[0]["must_not"] == []


def test_the_seed_report_s_actors_and_places_are_named() -> None:
    assert figures()[0]["named"]["found"] >= NAMED


def test_the_seed_report_s_dates_are_right() -> None:
    assert figures()[0]["dates"]["right"] >= DATES


def test_there_are_development_records_and_each_gives_claims() -> None:
    dev = figures()[1]
    assert dev
    assert all(f["verbatim"]["of"] > 0 for f in dev)
