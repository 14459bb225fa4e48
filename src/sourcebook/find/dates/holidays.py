"""Holidays by name: those with a fixed day, and those that are counted from Easter or a weekday."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian computus, Meeus, Astronomical Algorithms, chapter 8).

    Args:
        year: 1 to 9999; years before 1583 are reckoned backwards by the same calendar.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November (United States Code, title 5, section 6103)."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


# As written, with "'" for either apostrophe. Days that countries keep on different dates are left out.
HOLIDAYS: Final[dict[str, tuple[int, int] | Callable[[int], date]]] = {
    "New Year's Day": (1, 1),
    "Valentine's Day": (2, 14),
    "International Women's Day": (3, 8),
    "May Day": (5, 1),
    "Bastille Day": (7, 14),
    "Halloween": (10, 31),
    "All Saints' Day": (11, 1),
    "Armistice Day": (11, 11),
    "Remembrance Day": (11, 11),
    "Veterans Day": (11, 11),
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Christmas": (12, 25),
    "Boxing Day": (12, 26),
    "New Year's Eve": (12, 31),
    "Palm Sunday": _from_easter(-7),
    "Good Friday": _from_easter(-2),
    "Easter Sunday": _from_easter(0),
    "Easter Monday": _from_easter(1),
    "Easter": _from_easter(0),
    "Thanksgiving Day": _thanksgiving,
    "Thanksgiving": _thanksgiving,
}
NAMES: Final = tuple(HOLIDAYS)
PATTERN: Final = "|".join(name.replace(" ", r"\s").replace("'", "[’']") for name in NAMES)


def holiday(number: int, year: int) -> date:
    """The day of a holiday.

    Args:
        number: its place in `NAMES`.
        year: the year.
    """
    rule = HOLIDAYS[NAMES[number]]
    return date(year, *rule) if isinstance(rule, tuple) else rule(year)
