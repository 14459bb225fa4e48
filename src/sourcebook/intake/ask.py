"""One HTTP request to a machine that was checked beforehand."""

import socket
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.parse import SplitResult, quote

from sourcebook import __version__
from sourcebook.errors import FetchError, TooLarge
from sourcebook.intake.limits import Limits, megabytes

PORTS = {"http": 80, "https": 443}
OK = 200
MOVED = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536  # bytes read at a time
HAIR = 0.001  # seconds; a socket takes zero for not waiting at all
UNQUOTED = "/%:@!$&'()*+,;=~-._?"  # RFC 3986, 3.3 and 3.4: what a path or query may hold as it is
ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        data: the body, unpacked.
        content_type: what the server says it is, in lower case, without parameters.
        charset: encoding that the server names.
    """

    data: bytes
    content_type: str
    charset: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How long one address may take, redirects and all.

    Attributes:
        until: reading of ``time.monotonic`` at which the time is up.
        limits: what was allowed.
    """

    until: float
    limits: Limits

    def left(self) -> float:
        """Seconds left; never quite zero."""
        return max(self.until - time.monotonic(), HAIR)

    def up(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self.until

    def late(self) -> FetchError:
        """The error to raise then."""
        return FetchError(
            f"no whole answer within {self.limits.fetch_seconds:g} seconds (limit fetch_seconds); "
            "try again later, or save the page and read the file"
        )


def ask(parts: SplitResult, *, numbers: list[str], port: int, clock: Clock) -> Fetched | str:
    """Send the request to the very machine that was checked, and read the answer.

    Args:
        parts: the address; its name goes into the request, and the certificate must be for it.
        numbers: IP addresses of the machine; the first that answers is asked.
        port: TCP port.
        clock: time that is left.

    Returns:
        The answer, or the address that it redirects to.

    Raises:
        FetchError: no answer, too late, or not a good one.
        TooLarge: more than ``fetch_bytes``.
    """
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - only addresses need urllib3

    with ExitStack() as open_lines:
        try:
            return _answer(_connected(parts, numbers, port, clock, open_lines), parts, clock)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if clock.up():
                raise clock.late() from error
            raise FetchError(f"{parts.hostname} gave no good answer ({error}); try again later") from error


def _connected(parts: SplitResult, numbers: list[str], port: int, clock: Clock, open_lines: ExitStack) -> Any:  # noqa: ANN401
    """A connection to the first address that takes one."""
    from urllib3.exceptions import NewConnectionError  # noqa: PLC0415 - only addresses need urllib3

    for number in numbers:
        connection = _connection(parts, number, port, clock)
        open_lines.callback(connection.close)
        try:
            connection.connect()
        except NewConnectionError:
            if number == numbers[-1] or clock.up():
                raise
        else:
            break
    return connection


def _connection(parts: SplitResult, number: str, port: int, clock: Clock) -> Any:  # noqa: ANN401 - one of two classes
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415 - only addresses need urllib3

    if parts.scheme == "http":
        return HTTPConnection(number, port, timeout=clock.left())
    return HTTPSConnection(  # the certificate must be for the name, though we connect to a number
        number, port, timeout=clock.left(), server_hostname=parts.hostname, ssl_context=_trust()
    )


@cache
def _trust() -> Any:  # noqa: ANN401 - ssl.SSLContext, loaded late
    """The machine's certificates, and Mozilla's for machines that have none."""
    import ssl  # noqa: PLC0415 - only https needs it

    import certifi  # noqa: PLC0415 - only https needs it

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _answer(connection: Any, parts: SplitResult, clock: Clock) -> Fetched | str:  # noqa: ANN401 - urllib3's
    """Request and answer; the line is cut when the time is up, however slowly the bytes drip."""
    watch = threading.Timer(clock.left(), _cut, (connection.sock,))
    watch.daemon = True
    watch.start()
    try:
        return _spoken(connection, parts, clock)
    finally:
        watch.cancel()


def _cut(line: socket.socket) -> None:
    """End a connection under a reader that waits on it."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _spoken(connection: Any, parts: SplitResult, clock: Clock) -> Fetched | str:  # noqa: ANN401 - urllib3's
    """Ask, and read the answer's head."""
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=UNQUOTED)
    headers = {"Host": parts.netloc, "User-Agent": f"sourcebook/{__version__}", "Accept": ACCEPT}
    headers |= {"Accept-Encoding": "gzip, deflate", "Connection": "close"}
    connection.request("GET", target, headers=headers, preload_content=False)
    answer = connection.getresponse()
    if answer.status in MOVED and answer.headers.get("location"):
        return str(answer.headers["location"])
    if answer.status != OK:
        raise FetchError(
            f"the server answers {answer.status} {answer.reason}; is the address right and open to all?"
        )
    kind = Message()
    kind["content-type"] = answer.headers.get("content-type") or "application/octet-stream"
    data = _body(answer, clock)
    return Fetched(data=data, content_type=kind.get_content_type(), charset=kind.get_content_charset())


def _body(answer: Any, clock: Clock) -> bytes:  # noqa: ANN401 - urllib3's response
    """The body, unpacked, as long as it keeps within size and time."""
    most, parts, size = clock.limits.fetch_bytes, [], 0
    while piece := answer.read1(CHUNK):
        parts.append(piece)
        size += len(piece)
        if size > most:
            raise TooLarge(
                f"the address sends over {megabytes(most)} (limit fetch_bytes); give one of a single report"
            )
    if clock.up():  # a line that was cut may look like one that ended
        raise clock.late()
    return b"".join(parts)
