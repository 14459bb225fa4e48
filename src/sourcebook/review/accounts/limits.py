"""How often somebody may try to log in: counted per name and per address, in the file that outlives a restart."""

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from sourcebook.errors import TooManyAttempts
from sourcebook.review.accounts.file import WRITE
from sourcebook.review.accounts.tables import ATTEMPT

WINDOW = 15 * 60.0  # seconds
PER_NAME = 10  # failures within the window
PER_ADDRESS = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """The attempts of a file.

    Attributes:
        engine: on the file.
        now: the clock, in seconds since 1970.
    """

    engine: sa.Engine
    now: Callable[[], float] = time.time

    def enter(self, name: str, address: str) -> int:
        """Count an attempt before it is tried, so that many at once are no way around; its number.

        Args:
            name: the name as it is compared, known or not.
            address: from where.

        Raises:
            TooManyAttempts: the limit is reached; this attempt is neither counted nor tried.
        """
        at, place = self.now(), network_of(address)
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            conn.execute(ATTEMPT.delete().where((ATTEMPT.c.at <= at - WINDOW) | (ATTEMPT.c.at > at + WINDOW)))
            wait = max(
                _wait(conn, ATTEMPT.c.name == name, PER_NAME, at),
                _wait(conn, ATTEMPT.c.address == place, PER_ADDRESS, at),
            )
            if wait > 0:
                raise TooManyAttempts(math.ceil(wait))
            made = ATTEMPT.insert().values(name=name, address=place, at=at).returning(ATTEMPT.c.n)
            return int(conn.execute(made).scalar_one())

    def passed(self, attempt: int, name: str) -> None:
        """The attempt was right: it and the failures under this name no longer count.

        Failures of the address stay, or one account would open the way to guess at all others.

        Args:
            attempt: its number.
            name: the name as it is compared.
        """
        with self.engine.connect().execution_options(**WRITE) as conn, conn.begin():
            conn.execute(ATTEMPT.delete().where(ATTEMPT.c.n == attempt))
            conn.execute(ATTEMPT.update().where(ATTEMPT.c.name == name).values(name=""))


def network_of(address: str) -> str:
    """What counts as one address: of version 6 the network of 64 bits that one customer has.

    Args:
        address: as the server sees it; whatever it holds.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


def _wait(conn: sa.Connection, same: sa.ColumnElement[bool], most: int, at: float) -> float:
    """Seconds until one more is allowed."""
    newest = sa.select(ATTEMPT.c.at).where(same).order_by(ATTEMPT.c.at.desc()).offset(most - 1).limit(1)
    nth = conn.execute(newest).scalar()
    return 0.0 if nth is None else nth + WINDOW - at
