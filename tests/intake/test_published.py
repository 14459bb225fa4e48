from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.intake.published import published_on
from sourcebook.model.when import Ground


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024-12-08", "2024-12-08"),
        ("2024-12-08T23:30:00-05:00", "2024-12-08"),
        ("2024/12/8", "2024-12-08"),
        ("20241208", "2024-12-08"),
        ("20241208T101500Z", "2024-12-08"),
        ("Sun, 08 Dec 2024 23:30:00 -0500", "2024-12-08"),
        ("8 December 2024", "2024-12-08"),
        ("8th of December, 2024", "2024-12-08"),
        ("8-Dec-2024", "2024-12-08"),
        ("December 8, 2024 at 10:15 GMT", "2024-12-08"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("May 3rd 2024", "2024-05-03"),
        ("25/03/2024", "2024-03-25"),
        ("03/25/2024", "2024-03-25"),
        ("04.04.2024", "2024-04-04"),
        ("December 2024", "2024-12"),
        ("2024-12", "2024-12"),
        ("2024", "2024"),
    ],
)
def test_a_date_is_read_as_it_is_written(written: str, edtf: str | None) -> None:
    when = published_on(written)
    assert (when.edtf, when.ground) == (edtf, Ground.PUBLISHED)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "03/04/2024",
        "2024-13-40",
        "31 February 2024",
        "99/99/2024",
        "1733652000",
        "12 past 2",
    ],
)
def test_what_is_no_date_or_may_be_two_is_none(written: str) -> None:
    assert published_on(written) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y"]))
def test_every_day_of_two_centuries_is_read_back(day: date, form: str) -> None:
    assert published_on(day.strftime(form)).first == day


@given(st.text())
def test_no_text_whatever_raises(written: str) -> None:
    published_on(written)
