import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import DateProblem
from sourcebook.model.when import Ground, Precision, When, add_months, month_end

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
GROUNDS = st.sampled_from(Ground)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[date, date]:
    a, b = draw(DAYS), draw(DAYS)
    return min(a, b), max(a, b)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2024-12-08", "2024-12-08", "2024-12-08", Precision.DAY),
        ("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH),
        ("2024", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("198X", "1980-01-01", "1989-12-31", Precision.OLDER),
        ("2018/2019", "2018-01-01", "2019-12-31", Precision.OLDER),
        ("2024-10-30/2024-11-02", "2024-10-30", "2024-11-02", Precision.FEW_DAYS),
        ("2024-10/2024-11", "2024-10-01", "2024-11-30", Precision.YEAR),
        ("2014~", "2014-01-01", "2014-12-31", Precision.YEAR),
        (" 2014 ", "2014-01-01", "2014-12-31", Precision.YEAR),
    ],
)
def test_a_closed_date_is_its_first_and_last_day(
    edtf: str, first: str, last: str, precision: Precision
) -> None:
    when = When.parse(edtf, ground=Ground.STATED)
    assert when.closed == (date.fromisoformat(first), date.fromisoformat(last))
    assert when.precision is precision
    assert when.edtf == edtf.strip()


def test_an_open_interval_has_one_day() -> None:
    since, until = (When.parse(text, ground=Ground.STATED) for text in ("2014/..", "../2014-06"))
    assert (since.first, since.last, since.precision) == (date(2014, 1, 1), None, Precision.YEAR)
    assert (until.first, until.last, until.precision) == (None, date(2014, 6, 30), Precision.MONTH)
    assert since.closed is until.closed is None


@pytest.mark.parametrize(
    ("edtf", "why"),
    [
        ("", "write it as"),
        ("8 December 2024", "write it as"),
        ("2024-13", "on no calendar"),
        ("2023-02-29", "on no calendar"),
        ("0000", "on no calendar"),
        ("000X", "on no calendar"),
        ("2024-1-5", "write it as"),
        ("20²4", "write it as"),
        ("2024/2023", "runs backwards"),
        ("../..", "open at both ends"),
        ("/", "write it as"),
        ("2024/", "write it as"),
        ("2020/2021/2022", "write it as"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(edtf: str, why: str) -> None:
    with pytest.raises(DateProblem, match=why):
        When.parse(edtf, ground=Ground.STATED)


@given(intervals(), GROUNDS)
def test_any_interval_is_read_back_from_its_text(days: tuple[date, date], ground: Ground) -> None:
    when = When.of_days(*days, ground=ground)
    assert When.parse(when.edtf, ground=ground) == when


@given(intervals())
def test_any_opened_interval_is_read_back_from_its_text(days: tuple[date, date]) -> None:
    whole = When.of_days(*days, ground=Ground.STATED)
    since, until = (When.parse(w.edtf, ground=Ground.STATED) for w in (whole.onward(), whole.up_to()))
    assert (since.first, since.last) == (days[0], None)
    assert (until.first, until.last) == (None, days[1])


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2024-10-01", "2024-10-31", "2024-10"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("1980-01-01", "1989-12-31", "198X"),
        ("1980-01-01", "1990-12-31", "1980/1990"),
        ("1981-01-01", "1990-12-31", "1981/1990"),
        ("2020-12-01", "2024-12-31", "2020-12/2024-12"),
        ("2024-01-01", "2024-01-05", "2024-01-01/2024-01-05"),
        ("2024-01-01", "2024-01-01", "2024-01-01"),
    ],
)
def test_an_interval_is_written_as_simply_as_possible(first: str, last: str, edtf: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert When.of_days(*days, ground=Ground.STATED).edtf == edtf


@given(DAYS, st.integers(0, 1000))
def test_a_longer_interval_is_never_more_precise(first: date, days: int) -> None:
    order = list(Precision)
    assert order.index(Precision.of_length(days + 1)) <= order.index(Precision.of_length(days + 2))
    assert order[0] is Precision.of_length((first - first).days + 1)


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (1, "day"),
        (2, "few_days"),
        (6, "few_days"),
        (7, "week"),
        (8, "month"),
        (31, "month"),
        (366, "year"),
        (367, "older"),
    ],
)
def test_precision_changes_at_the_stated_lengths(days: int, precision: str) -> None:
    assert Precision.of_length(days) == precision


def test_since_with_a_known_end_is_closed() -> None:
    since = When.parse("2016-06", ground=Ground.RELATIVE).onward(date(2016, 12, 31))
    assert (since.edtf, since.ground, since.precision) == ("2016-06/2016-12", Ground.RELATIVE, Precision.YEAR)


def test_an_open_end_cannot_be_opened_again() -> None:
    with pytest.raises(DateProblem, match="no first day"):
        When.parse("../2014", ground=Ground.STATED).onward()
    with pytest.raises(DateProblem, match="no last day"):
        When.parse("2014/..", ground=Ground.STATED).up_to()


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(3000, 1, 1)), st.integers(-500, 500))
def test_months_added_land_in_that_month(day: date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == min(day.day, month_end(there).day)


@pytest.mark.parametrize("months", [-25, 200_000])
def test_months_beyond_the_calendar_are_refused(months: int) -> None:
    with pytest.raises(DateProblem, match="outside the years"):
        add_months(date(2, 1, 31), months)


@given(DAYS)
def test_a_month_ends_the_day_before_the_next(day: date) -> None:
    end = month_end(day)
    assert end.month == day.month
    assert end == date.max or (end + timedelta(days=1)).day == 1


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, sourcebook.model.when; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"spacy", "numpy", "pydantic", "sqlite3"}.isdisjoint(out.stdout.split())
