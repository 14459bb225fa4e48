"""What was written in the columns of ACLED and GED comes back, and what was read from them is written alike."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample_book import sample_book
from sourcebook.export import acled, ged
from sourcebook.export.coded import acled as acled_in
from sourcebook.export.coded import ged as ged_in
from sourcebook.export.imports import Given
from sourcebook.export.record import Record
from sourcebook.knowledge.event_codes import inter, interaction, sub_events
from sourcebook.ledger import Ledger
from sourcebook.model.when import Precision
from sourcebook.view.agreeing import Aspect, Fit
from sourcebook.view.compared import Pairing, compare

GIVEN = Given(name="coded.csv", by="amal", at=datetime(2025, 1, 1, tzinfo=UTC))
WAYS: Mapping[str, tuple[Any, Any]] = {"acled": (acled, acled_in), "ged": (ged, ged_in)}
FIRST = date(2012, 1, 15)
APART = 90  # days between two rows, so that none tells the same as another
PLACES = {"Hama": (35.1318, 36.7578), "Idlib": (35.9306, 36.6339), "Nowhere at All": (36.5, 38.5)}
NAMES = {
    "1": "Police Forces of Syria (2000-2024)", "2": "Zorbian Front", "3": "Yarkan Militia", "4": "Ostrian Clan Militia",
    "5": "Rioters (Syria)", "6": "Protesters (Syria)", "7": "Civilians (Syria)", "0": "",
}  # fmt: skip
SIDES = {  # of each sub-event, those whom ACLED records in it: on the first side, on the second
    "Government regains territory": ("1", "234"),
    "Non-state actor overtakes territory": ("234", "234"),
    "Armed clash": ("1234", "234"),
    "Excessive force against protesters": ("6", "134"),
    "Protest with intervention": ("6", "134"),
    "Peaceful protest": ("6", "0"),
    "Violent demonstration": ("5", "01"),
    "Mob violence": ("5", "7"),
    **dict.fromkeys(
        [s.name for s in sub_events().values() if s.event.startswith("Explosions")], ("234", "012347")
    ),
    **dict.fromkeys(
        [s.name for s in sub_events().values() if s.event.endswith("against civilians")], ("1234", "7")
    ),
    "Agreement": ("2", "134"),
    "Arrests": ("1", "237"),
    "Change to group/activity": ("234", "0"),
    "Disrupted weapons use": ("123", "0"),
    "Headquarters or base established": ("234", "0"),
    "Looting/property destruction": ("234", "07"),
    "Other": ("1234", "0"),
}


def bring(ledger: Ledger, way: str, text: str) -> tuple[int, tuple[str, ...]]:
    brought = WAYS[way][1].bring(ledger, io.StringIO(text, newline=""), GIVEN)
    return brought.new, brought.remarks


def again(folder: Path, way: str, told: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows as they are written out by a book into which they were read, the first day first."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(told[0]))
    writer.writeheader()
    writer.writerows(told)
    with Ledger.open(folder / "again.sourcebook") as ledger:
        assert bring(ledger, way, out.getvalue()) == (len(told), ())
        text = "".join(WAYS[way][0].lines(Record(ledger)))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return sorted(rows, key=lambda row: row.get("event_date") or row["date_start"])


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("samples"))) as ledger:
        yield ledger


@pytest.mark.parametrize("way", WAYS)
def test_every_incident_that_was_written_is_matched_when_it_comes_back(
    way: str, samples: Ledger, tmp_path: Path
) -> None:
    text = "".join(WAYS[way][0].lines(Record(samples)))
    with Ledger.open(tmp_path / "back.sourcebook") as back:
        count, remarks = bring(back, way, text)
        found = compare(samples, back)

    assert count == text.count("\r\n") - 1
    assert (remarks, found.extra) == ((), ())
    lost = [(p.a.id, a) for p in found.matched for a in kept(way, p) if p.fits[a] in {Fit.OTHER, Fit.ONLY_A}]
    assert lost == []


def kept(way: str, pair: Pairing) -> set[Aspect]:
    """What the columns of a format keep; GED has one name to a side."""
    sides = {Aspect.DOER, Aspect.TARGET}
    several = max(len(pair.a.doers), len(pair.a.targets)) > 1
    return {Aspect.TYPE, Aspect.DAY, Aspect.PLACE, Aspect.KILLED} | (
        sides if way == "acled" or not several else set()
    )


@pytest.fixture(scope="module")
def written(samples: Ledger) -> dict[str, str]:
    """A row of a clash that killed some."""
    rows = csv.DictReader(io.StringIO("".join(acled.lines(Record(samples))), newline=""))
    return next(r for r in rows if r["fatalities"] not in ("", "0") and r["actor1"] and r["event_date"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_date", "2019-02-03"),
        ("sub_event_type", "Peaceful protest"),
        ("fatalities", "777"),
        ("location", "Aleppo"),
        ("actor1", "Hezbollah"),
    ],
)
def test_what_somebody_changed_in_a_written_row_counts(
    written: dict[str, str], column: str, value: str, tmp_path: Path
) -> None:
    changed = written | {column: value} | ({"latitude": "", "longitude": ""} if column == "location" else {})
    (row,) = again(tmp_path, "acled", [changed])

    assert value in row[column]


@st.composite
def acled_row(draw: st.DrawFn, number: int) -> dict[str, str]:
    name = draw(st.sampled_from(sorted(SIDES)))
    first, second = SIDES[name]
    doer = draw(st.sampled_from(first))
    codes = doer, draw(st.sampled_from(second.replace(doer, "")))
    words = draw(st.booleans())
    place = draw(st.sampled_from(sorted(PLACES)))
    dead = {"Excessive force against protesters": st.integers(1, 500)}
    dead |= dict.fromkeys(("Protest with intervention", "Abduction/forced disappearance"), st.just(0))
    row = {
        "event_id_cnty": f"SYR{number}",
        "event_date": (FIRST + timedelta(days=number * APART + draw(st.integers(0, 9)))).isoformat(),
        "time_precision": draw(st.sampled_from("123")),
        "sub_event_type": name,
        "country": "Syria",
        "location": place,
        "geo_precision": draw(st.sampled_from("12")),
        "latitude": str(PLACES[place][0]),
        "longitude": str(PLACES[place][1]),
        "fatalities": str(draw(dead.get(name, st.integers(0, 500)))),
        "notes": f"What is told of event {number}.",
    }
    for side, code in zip("12", codes, strict=True):
        row |= {f"actor{side}": NAMES[code], f"inter{side}": (inter(code) or "") if words else code}
    return row | {"codes": "".join(codes)}


@settings(deadline=None, max_examples=4)  # each makes a book
@given(st.data())
def test_an_event_of_acled_is_written_as_it_was_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    told = [data.draw(acled_row(n)) for n in range(data.draw(st.integers(1, 12)))]
    rows = again(tmp_path_factory.mktemp("again"), "acled", told)

    assert len(rows) == len(told)
    for row, was in zip(rows, told, strict=True):
        kind = sub_events()[was["sub_event_type"]]
        same = (
            "sub_event_type",
            "country",
            "location",
            "geo_precision",
            "fatalities",
            "notes",
            "time_precision",
        )
        assert {c: row[c] for c in same} == {c: was[c] for c in same}
        assert (row["event_type"], row["disorder_type"]) == (kind.event, kind.disorder)
        assert row["interaction"] == (interaction(*was["codes"]) or "")
        assert {row["inter1"], row["inter2"]} == {inter(code) or "" for code in was["codes"]}
        assert {row["actor1"], row["actor2"]} - {"Syria"} == {NAMES[c] for c in was["codes"] if c != "1"}
        assert (float(row["latitude"]), float(row["longitude"])) == pytest.approx(
            PLACES[was["location"]], abs=0.3
        )
        off = abs(date.fromisoformat(row["event_date"]) - date.fromisoformat(was["event_date"]))
        assert off <= timedelta(days=16 if was["time_precision"] == "3" else 0)


@st.composite
def ged_row(draw: st.DrawFn, number: int) -> dict[str, str]:
    first = FIRST + timedelta(days=number * 3 * APART + draw(st.integers(0, 9)))
    low, best, high = sorted(draw(st.lists(st.integers(1, 900), min_size=3, max_size=3)))
    kind = draw(st.sampled_from("123"))
    other = {"1": "Government of Syria", "2": "Yarkan Union", "3": "Civilians"}[kind]
    place = draw(st.sampled_from(sorted(PLACES)))
    country = draw(st.booleans())
    return {
        "id": str(number),
        "type_of_violence": kind,
        "side_a": other if kind == "1" else "Zorbian Front",
        "side_b": "Zorbian Front" if kind == "1" else other,
        "date_start": f"{first} 00:00:00.000",
        "date_end": f"{first + timedelta(days=draw(st.integers(0, 120)))} 00:00:00.000",
        "country": "Syria",
        "country_id": "652",
        "where_prec": "6" if country else draw(st.sampled_from("12")),
        "where_coordinates": "Syria" if country else place,
        "latitude": str(35.0 if country else PLACES[place][0]),
        "longitude": str(38.0 if country else PLACES[place][1]),
        "event_clarity": draw(st.sampled_from("12")),
        "low": str(low),
        "best": str(best),
        "high": str(high),
    }


@settings(deadline=None, max_examples=4)
@given(st.data())
def test_an_event_of_ged_is_written_as_it_was_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    told = [data.draw(ged_row(n)) for n in range(data.draw(st.integers(1, 12)))]
    rows = again(tmp_path_factory.mktemp("again"), "ged", told)

    assert len(rows) == len(told)
    for row, was in zip(rows, told, strict=True):
        changed = {"id", "latitude", "longitude", "date_start", "date_end"}
        assert {c: row[c] for c in was if c not in changed} == {c: was[c] for c in was if c not in changed}
        days = [date.fromisoformat(was[c][:10]) for c in ("date_start", "date_end")]
        assert [row["date_start"], row["date_end"]] == [day.isoformat() for day in days]
        steps = (Precision.DAY, Precision.FEW_DAYS, Precision.WEEK, Precision.MONTH, Precision.YEAR)
        assert row["date_prec"] == str(steps.index(Precision.of_length((days[1] - days[0]).days + 1)) + 1)
        assert (row["gwnoa"], row["gwnob"]) == ("652" if was["type_of_violence"] == "1" else "", "")
        assert (row["deaths_civilians"] == was["best"]) is (was["type_of_violence"] == "3")
