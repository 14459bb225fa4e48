import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.find.dates import find_dates
from sourcebook.find.dates.timex import timexes
from sourcebook.model.when import Ground, When

CASES = list(csv.DictReader(Path(__file__).with_name("timex_cases.csv").read_text("utf-8").splitlines()))
POINT = r"(?:BC)?(?:\d{2,4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-WE|-\d)?|-(?:SP|SU|FA|WI|[QH]\d))?"
VALUE = re.compile(
    rf"{POINT}(?:T(?:MO|MI|AF|EV|NI|DT|XX|\d\d:\d\d))?"
    r"|PT?(?:\d*\.5|\d+|X)(?:Y|M|W|WE|D|H|DE|CE)|(?:PRESENT|PAST|FUTURE)_REF"
)


def published(text: str) -> When | None:
    return When.parse(text, ground=Ground.STATED) if text else None


@pytest.mark.parametrize("case", CASES, ids=[f"{c['text']} [{c['words']}]" for c in CASES])
def test_an_expression_has_its_words_type_and_value(case: dict[str, str]) -> None:
    found = {
        case["text"][t.start : t.end]: (t.type, t.value)
        for t in timexes(case["text"], published=published(case["published"]))
    }
    assert found.get(case["words"], ("-", "-")) == (case["type"], case["value"])


def test_what_has_no_interval_dates_nothing() -> None:
    text = (
        "It opens every Friday and twice a week for two hours, now, recently, weekly, for decades, at night."
    )
    assert find_dates(text, published=published("2024-12-11")) == []
    assert len(timexes(text, published=published("2024-12-11"))) == 8


def test_a_clash_is_kept_on_the_expressions_that_disagree() -> None:
    text = "Six years ago, in May 2016, the mill burnt."
    clashes = [
        t.dated.when.clash
        for t in timexes(text, published=published("2024-12-11"))
        if t.dated and t.dated.when
    ]
    assert len(clashes) == 2
    assert all(clashes)


VOCABULARY = (
    "the of on in since until by for after last next this that each every per now former recently daily night "
    "May March June 3 12 31 99 480 499 10000 0 BC B.C. AD 2014 2016-02-30 1990s 470s '99 days week hours years century "
    "quarter ago later earlier two few half a an and third Monday Fridays Sat summer Christmas Easter 5:30 8 "
    "p.m. 0600hrs , - – . \n ( ) ' “ ” early mid late end first rest to between from past today 8th old long"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from(["", "2024-12-11", "2024-12", "0001", "9999-12-31"]),
)
def test_annotations_lie_in_the_text_apart_and_have_readable_values_whatever_it_is(
    text: str, day: str
) -> None:
    found = timexes(text, published=published(day))
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [t for t in found if not VALUE.fullmatch(t.value)] == []
    assert {t.type for t in found} <= {"DATE", "TIME", "DURATION", "SET"}


@given(st.text(max_size=200), st.booleans())
def test_any_text_can_be_annotated(text: str, dated: bool) -> None:
    found = timexes(text, published=published("2024-12-11" if dated else ""))
    assert all(0 <= t.start < t.end <= len(text) for t in found)


@given(st.lists(WORDS, max_size=30).map(" ".join), st.booleans())
def test_every_interval_that_is_shown_is_one_that_is_found(text: str, dated: bool) -> None:
    day = published("2024-12-11" if dated else "")
    found = [m.when for m in find_dates(text, published=day) if m.when]
    assert all(t.dated.when in found for t in timexes(text, published=day) if t.dated and t.dated.when)
