import json
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
from sample_book import sample_book
from sourcebook.export import timelinejs
from sourcebook.export.record import Record
from sourcebook.ledger import Ledger
from sourcebook.model.when import Ground, When

SLIDE = {
    "start_date",
    "end_date",
    "text",
    "media",
    "group",
    "display_date",
    "background",
    "autolink",
    "unique_id",
}
TAGS = {"p", "blockquote", "br", "small", "a"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


def timeline(ledger: Ledger) -> Any:
    return json.loads("".join(timelinejs.lines(Record(ledger))))


def day_of(told: dict[str, int]) -> date:
    assert set(told) in ({"year"}, {"year", "month"}, {"year", "month", "day"})
    return date(told["year"], told.get("month", 1), told.get("day", 1))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


def test_every_dated_incident_is_a_slide_of_the_documented_shape(ledger: Ledger) -> None:
    shown = timeline(ledger)
    incidents = {i.id: i for i in Record(ledger).incidents() if i.when}

    assert set(shown) == {"title", "events"}
    assert {e["unique_id"] for e in shown["events"]} == set(incidents)
    for event in shown["events"]:
        when = incidents[event["unique_id"]].when
        assert set(event) - {"sourcebook"} <= SLIDE
        assert set(event["text"]) == {"headline", "text"}
        assert when is not None
        assert day_of(event["start_date"]) == when.first
        assert day_of(event.get("end_date", event["start_date"])) >= when.first


def test_a_slide_says_what_stands_behind_it(ledger: Ledger) -> None:
    event = timeline(ledger)["events"][0]
    one = next(i for i in Record(ledger).incidents() if i.id == event["unique_id"])

    assert event["sourcebook"]["claims"] == [e.claim.id for e in one.entries]
    assert event["sourcebook"]["status"] == "candidate"
    words = parsed(event["text"]["text"]).words
    assert all(e.words in words and e.source.label in words and e.claim.id in words for e in one.entries)


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2024-12-08", {"year": 2024, "month": 12, "day": 8}, None),
        ("2024-12", {"year": 2024, "month": 12}, None),
        ("2024", {"year": 2024}, None),
        ("2024~", {"year": 2024}, None),
        ("2024-11/2024-12", {"year": 2024, "month": 11}, {"year": 2024, "month": 12}),
        ("199X", {"year": 1990, "month": 1, "day": 1}, {"year": 1999, "month": 12, "day": 31}),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(edtf: str, start: Any, end: Any) -> None:
    told = timelinejs.dates(When.parse(edtf, ground=Ground.STATED))

    assert (told["start_date"], told.get("end_date")) == (start, end)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_slide_begins_on_the_first_day_and_ends_in_the_last_unit(one: date, other: date) -> None:
    first, last = sorted((one, other))
    told = timelinejs.dates(When.of_days(first, last, ground=Ground.STATED))

    assert day_of(told["start_date"]) == first
    end = told.get("end_date", told["start_date"])
    assert (last.year, *(getattr(last, unit) for unit in ("month", "day") if unit in end)) == tuple(
        end.values()
    )


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    with Ledger.open(hostile.hostile_book(tmp_path)) as broken:
        shown = timeline(broken)
        quotes = [e.words for i in Record(broken).incidents() if i.when for e in i.entries]

    html = "".join(e["text"]["headline"] + e["text"]["text"] for e in shown["events"])
    told = parsed(html)
    assert quotes
    assert {tag for tag, _ in told.tags} <= TAGS
    assert all((value or "").startswith("http") for _, attrs in told.tags for _, value in attrs)
    assert hostile.HOSTILE[0] in told.words
