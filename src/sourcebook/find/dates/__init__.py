"""When? Dates in a report's words, as intervals with their precision and their ground."""

from sourcebook.find.dates.read import Dated, Dates, find_dates, read_dates

__all__ = ["Dated", "Dates", "find_dates", "read_dates"]
