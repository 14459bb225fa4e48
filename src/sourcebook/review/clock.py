"""Days and moments as requests write them."""

import re
from datetime import UTC, date, datetime, time

from sourcebook.errors import DateProblem, ValueProblem
from sourcebook.model.when import Ground, When

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_WHOLE = len("2024-12-08")


def moment(text: str) -> datetime:
    """A moment, or the end of a day in UTC.

    Args:
        text: "2024-12-08", "2024-12-08T18:30" or "2024-12-08T18:30+02:00".

    Raises:
        ValueProblem: the text is neither.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as e:
        raise ValueProblem(f"{text!r} is no day or moment; give it as 2024-12-08 or 2024-12-08T18:30") from e
    if len(text) <= _WHOLE:
        at = datetime.combine(at, time.max)
    return _in_utc(at if at.tzinfo else at.replace(tzinfo=UTC), text)


def _in_utc(at: datetime, text: str) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as e:
        raise ValueProblem(f"{text!r} lies outside the years 1 to 9999") from e


def last_day(text: str | None) -> date | None:
    """A day, or the last one of a month.

    Args:
        text: "2024-12-08" or "2024-12"; None for none.

    Raises:
        DateProblem: the text is neither.
    """
    return None if text is None else _when(text).last


def first_day(text: str | None) -> date | None:
    """A day, or the first one of a month.

    Args:
        text: "2024-12-08" or "2024-12"; None for none.

    Raises:
        DateProblem: the text is neither.
    """
    return None if text is None else _when(text).first


def _when(text: str) -> When:
    if not _DAY.fullmatch(text):
        raise DateProblem(f"{text!r} is no day; give it as 2024-12-08 or 2024-12")
    return When.parse(text, ground=Ground.STATED)
