"""Get what is at an address: in time, within a size, and from public machines only.

Proxies named in the environment are not used, since the machine that answers could then not be checked.
"""

import time
from urllib.parse import SplitResult, urljoin, urlsplit

from sourcebook.errors import FetchError
from sourcebook.intake.ask import PORTS, Clock, Fetched, ask
from sourcebook.intake.guard import resolve
from sourcebook.intake.limits import Limits
from sourcebook.intake.quiet import quiet


def fetch(address: str, *, allow_private: bool = False, limits: Limits = Limits()) -> Fetched:  # noqa: B008 - frozen
    """Get what is at an address.

    Args:
        address: http or https.
        allow_private: whether machines of one's own network may be asked.
        limits: time, size and redirects.

    Raises:
        FetchError: no answer in time, an error, too many redirects, or a machine that may not be asked.
        TooLarge: more than ``fetch_bytes``.
    """
    clock = Clock(until=time.monotonic() + limits.fetch_seconds, limits=limits)
    at = address
    for _ in range(limits.redirects + 1):
        got = _once(at, clock, allow_private=allow_private)
        if isinstance(got, Fetched):
            return got
        at = _joined(at, got)
    raise FetchError(
        f"redirects more than {limits.redirects} times (limit redirects), last to {at}; "
        "give the address that the report is at in the end"
    )


def _once(at: str, clock: Clock, *, allow_private: bool) -> Fetched | str:
    """One request: what it gave, or where it sends us. The machine is checked at every hop."""
    parts = _parts(at)
    port = parts.port or PORTS[parts.scheme]
    numbers = resolve(str(parts.hostname), port, allow_private=allow_private)
    with quiet():
        return ask(parts, numbers=numbers, port=port, clock=clock)


def _parts(at: str) -> SplitResult:
    """The pieces of an address that may be asked."""
    parts = _split(at)
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError(f"{at!r} is not fetched; only http and https addresses are")
    if "@" in urlsplit(at).netloc:
        raise FetchError("an address with a user name in it is not fetched; save the page and read the file")
    return parts


def _joined(at: str, location: str) -> str:
    """Where a redirect leads, which may be said from where it stands."""
    try:
        return urljoin(at, location)
    except ValueError as error:
        raise FetchError(
            f"{at} redirects to {location!r}, which is no address ({error}); tell its owner"
        ) from error


def _split(at: str) -> SplitResult:
    try:
        return _plain(urlsplit(at))
    except ValueError as error:
        raise FetchError(
            f"{at!r} is no address ({error}); give one like https://example.org/report"
        ) from error


def _plain(parts: SplitResult) -> SplitResult:
    """The same with its host in ASCII; reading port or host raises ValueError when they are none."""
    host = parts.hostname or ""
    if parts.port == 0:
        raise FetchError("port 0 is no port; give an address like https://example.org/report")
    if host.isascii():
        return parts
    plain = host.encode("idna").decode("ascii")
    return parts._replace(netloc=plain if parts.port is None else f"{plain}:{parts.port}")
