"""Which readings count: the last one of each report, as of the moment of which the book is read."""

from collections.abc import Iterable

import sqlalchemy as sa

from sourcebook.ledger.dialects import whole_numbers
from sourcebook.ledger.tables import CURRENT

_ALL = """SELECT (SELECT count(*) FROM report) = (SELECT count(*) FROM run)
    AND EXISTS (SELECT 1 FROM current_run WHERE run = (SELECT max(id) FROM run))"""

MOMENT = "sourcebook_moment"
"""Option of a connection that stays at one moment of the book: what is known of that moment by now."""


def all_are_last(conn: sa.Connection) -> bool:
    """Whether no reading has been replaced, or came after the moment; told without looking at each.

    No report is kept without a reading, so that each has one where there are as many of both; and where the newest
    reading counts, none is too new.

    Args:
        conn: a connection.
    """
    held: dict[str, bool] | None = conn.get_execution_options().get(MOMENT)
    if held is None:
        return bool(conn.exec_driver_sql(_ALL).scalar_one())
    if _ALL not in held:
        held[_ALL] = bool(conn.exec_driver_sql(_ALL).scalar_one())
    return held[_ALL]


def last_of(conn: sa.Connection, runs: Iterable[int]) -> set[int]:
    """Of some readings the last ones.

    Args:
        conn: a connection.
        runs: their numbers.
    """
    asked = sa.select(CURRENT.c.run).where(CURRENT.c.run.in_(whole_numbers(runs)))
    return set(conn.execute(asked).scalars())
