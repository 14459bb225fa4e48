import csv
import json
import os
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.find.dates import find_dates, read_dates
from sourcebook.find.dates.words import MONTHS
from sourcebook.model.text import Mention, MentionKind
from sourcebook.model.when import Ground, Precision, When

CASES = list(csv.DictReader(Path(__file__).with_name("dates_cases.csv").read_text("utf-8").splitlines()))
STRONG = [case for case in CASES if case["quality"] == "strong"]
MEDIUM_FLOOR = 0.9
NAMES = [name.title() for name in MONTHS if len(name) > 4 or name in {"june", "july", "may"}]
LONG_NAMES = dict(zip(range(1, 13), NAMES, strict=True))


def published(text: str) -> When | None:
    return When.parse(text, ground=Ground.STATED) if text else None


def found(text: str, mention: str, day: str = "") -> Mention | None:
    return next((m for m in find_dates(text, published=published(day)) if m.span.of(text) == mention), None)


def holds(case: dict[str, str]) -> bool:
    mention = found(case["text"], case["mention"], case["published"])
    if case["edtf"] == "absent" or mention is None:
        return case["edtf"] == "absent" and mention is None
    if case["edtf"] == "none" or mention.when is None:
        return case["edtf"] == "none" and mention.when is None
    return (mention.when.edtf, mention.when.ground) == (case["edtf"], case["ground"])


@pytest.mark.parametrize("case", STRONG, ids=[f"{c['text']} [{c['mention']}]" for c in STRONG])
def test_a_strong_case_holds(case: dict[str, str]) -> None:
    assert holds(case)


def test_most_medium_and_strong_cases_hold() -> None:
    graded = [case for case in CASES if case["quality"] != "weak"]
    assert sum(map(holds, graded)) / len(graded) >= MEDIUM_FLOOR


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)), st.booleans())
def test_a_full_date_is_read_in_either_order(day: date, american: bool) -> None:
    month = LONG_NAMES[day.month]
    words = f"{month} {day.day}, {day.year}" if american else f"{day.day} {month} {day.year}"
    mention = found(f"It was hit on {words}.", words)
    assert mention is not None
    assert mention.when == When.of_days(day, day, ground=Ground.STATED)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.integers(1, 12))
def test_a_bare_month_in_news_never_lies_after_the_publication_date(day: date, month: int) -> None:
    text = f"It was hit in {LONG_NAMES[month]}."
    (mention,) = find_dates(text, published=When.of_days(day, day, ground=Ground.STATED))
    assert mention.when is not None
    assert mention.when.first is not None
    assert day - timedelta(days=366) < mention.when.first <= day


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.integers(0, 6))
def test_a_bare_weekday_lies_in_the_week_up_to_publication(day: date, weekday: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    (mention,) = find_dates(f"It was hit on {name}.", published=When.of_days(day, day, ground=Ground.STATED))
    assert mention.when is not None
    assert mention.when.first is not None
    assert mention.when.first.weekday() == weekday
    assert 0 <= (day - mention.when.first).days < 7


VOCABULARY = (
    "the of on in since until by for after last next this that may May March June 3 12 31 99 2014 2016-02-30 "
    "1990s days week years ago later earlier two few Monday Sat , - – . \n ( ) ' early mid late end first "
    "half and to between from past today overnight summer 8th 24 1,000 13/12/2020 0000 9999 has been 's "
    "480 10000 BC AD Christmas Easter century quarter 5:30 9 a.m. every each per Fridays The Guns"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
DAYS = st.sampled_from(["", "2024-12-11", "2024-12", "0001", "9999-12-31"])


@given(st.lists(WORDS, max_size=30).map(" ".join), DAYS)
def test_mentions_are_in_order_apart_and_within_the_text_whatever_it_is(text: str, day: str) -> None:
    mentions = find_dates(text, published=published(day))
    spans = [(m.span.start, m.span.end) for m in mentions]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(m.kind is MentionKind.DATE and m.span.of(text).strip() == m.span.of(text) for m in mentions)


@given(st.text(max_size=200), st.booleans())
def test_any_text_can_be_read(text: str, dated: bool) -> None:
    mentions = find_dates(text, published=published("2024-12-11" if dated else ""))
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in mentions)


@pytest.mark.parametrize("day", ["0001-01-01", "0001", "9999-12-31", "9999-12", "9999"])
def test_the_ends_of_the_calendar_are_no_trouble(day: str) -> None:
    text = (
        "This week, next week, last weekend, tomorrow, yesterday, on Monday, next Sunday, last Sunday, "
        "in winter, two decades ago, a century ago, three weeks ago, next year, the last week of next year, "
        "next December, in the past year, last January, in the next ten years, Friday next week. "
    )
    assert all(m.when is None or m.when.closed for m in find_dates(text * 2, published=published(day)))


@pytest.mark.parametrize(
    "text", ["2014 - 9999", "10000 BC", "0 BC", "480 BC, 300 AD", "100th century", "Monday - May"]
)
@pytest.mark.parametrize("day", ["", "0001-01-01", "2024-12-11", "9999-12-31"])
def test_numbers_on_no_calendar_are_no_trouble(text: str, day: str) -> None:
    assert all(m.when is None or m.when.first for m in find_dates(text, published=published(day)))


def test_without_a_publication_date_nothing_rests_on_one() -> None:
    text = "Yesterday and last week they came. In 2014, in May, on Monday and three days ago they left."
    grounds = {m.when.ground for m in find_dates(text, published=None) if m.when}
    assert grounds == {Ground.STATED}


def test_a_relative_date_that_disagrees_with_the_stated_one_says_so_on_both() -> None:
    text = "Six years ago, in May 2016, the bridge was blown up."
    ago, stated = find_dates(text, published=published("2024-12-11"))
    assert ago.when is not None
    assert stated.when is not None
    assert stated.when.edtf == "2016-05"
    assert stated.when.clash == ago.when.clash
    assert "disagrees with 2016-05 by about 3 years" in (ago.when.clash or "")


def test_a_relative_date_that_agrees_with_the_stated_one_is_silent() -> None:
    text = "Eight years ago, in May 2016, the bridge was blown up."
    assert [m.when.clash for m in find_dates(text, published=published("2024-06-11")) if m.when] == [
        None,
        None,
    ]


def test_a_wrong_weekday_is_told() -> None:
    mention = found("On Monday, 7 October 2023, it began.", "Monday, 7 October 2023")
    assert mention is not None
    assert mention.when is not None
    assert mention.when.clash == "the text says Monday; 2023-10-07 is a Saturday"


def test_precision_follows_the_length_of_the_interval() -> None:
    text = (
        "On 3 May 2020; in May 2020; in 2020; in the 1990s; from 3 to 5 May 2020; the first week of May 2020."
    )
    precisions = [m.when.precision for m in find_dates(text, published=None) if m.when]
    expected = [
        Precision.DAY,
        Precision.MONTH,
        Precision.YEAR,
        Precision.OLDER,
        Precision.FEW_DAYS,
        Precision.WEEK,
    ]
    assert precisions == expected


def test_a_length_of_time_is_read_but_is_no_date() -> None:
    text = "The siege took ten weeks."
    assert find_dates(text, published=None) == []
    assert [(d.expression.count, d.expression.unit) for d in read_dates(text, published=None).found] == [
        (10, "week")
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "2014, ",
        "the the the ",
        "5 May ",
        "2014,",
        "12 12 ",
        "of May or ",
        "-",
        "1-1-1-",
        "5 May 2014, 5 May, ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    find_dates(text, published=None)
    assert time.process_time() - start < 20


SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[4] / "shared"))


def records() -> list[Path]:
    gold = SHARED / "gold"
    return (
        [gold / "seed.yaml", *sorted((gold / "dev").glob("*.yaml"))] if (gold / "seed.yaml").exists() else []
    )


@pytest.mark.skipif(not records(), reason="the hand-made records are not beside the repository")
def test_four_of_five_dates_of_the_hand_made_records_are_found() -> None:
    yaml = pytest.importorskip("yaml")
    hits = []
    for path in records():
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parent / gold["report"]["file"]).read_text(encoding="utf-8")
        mentions = find_dates(text, published=published(str(gold["report"].get("published") or "")))
        hits += [told(text, mentions, d["quote"], str(d["edtf"])) for d in gold.get("dates") or []]
    assert sum(hits) / len(hits) >= 0.8, json.dumps(hits)


def told(text: str, mentions: list[Mention], quote: str, edtf: str) -> bool:
    """Some mention in some place of the quote shares at least half of the union with the gold's interval."""
    gold = When.parse(edtf, ground=Ground.STATED).closed
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    near = [m for m in mentions for at in places if m.span.start < at + len(quote) and at < m.span.end]
    return any(shared(gold, m.when.closed) >= 0.5 for m in near if m.when)


def shared(a: tuple[date, date] | None, b: tuple[date, date] | None) -> float:
    if a is None or b is None:
        return 0
    inter = (min(a[1], b[1]) - max(a[0], b[0])).days + 1
    return max(0, inter) / ((max(a[1], b[1]) - min(a[0], b[0])).days + 1)
