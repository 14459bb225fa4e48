from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.find.dates.holidays import NAMES, easter, holiday


# Dates of Easter as the churches published them.
@pytest.mark.parametrize(
    "day",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1961, 4, 2),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2038, 4, 25),
    ],
)
def test_easter_is_the_day_that_was_kept(day: date) -> None:
    assert easter(day.year) == day


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(st.integers(1, 9999), st.integers(0, len(NAMES) - 1))
def test_every_holiday_has_a_day_in_every_year(year: int, number: int) -> None:
    assert holiday(number, year).year == year


def test_thanksgiving_is_the_fourth_thursday_of_november() -> None:
    assert holiday(NAMES.index("Thanksgiving"), 2024) == date(2024, 11, 28)
