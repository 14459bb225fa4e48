"""Who may ask what: headers, host, origin, token and roles, before any route is reached."""

import hmac
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Depends, FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sourcebook.errors import AccountsFileError
from sourcebook.review.accounts import Asker, Entrance, accounts_beside
from sourcebook.review.hosts import Hosts, is_loopback
from sourcebook.review.refusals import Refused, said
from sourcebook.review.settings import Settings
from sourcebook.review.words import Role, Trouble

API = "/api/"
TOKEN = "X-Sourcebook-Token"  # noqa: S105 - the header's name
BODY = 1 << 20  # bytes of a change that adds no report
AT_ONCE = 8  # requests whose session is looked up at a time
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_RANK = {Role.READER: 1, Role.REVIEWER: 2, Role.ADMIN: 3}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOG = logging.getLogger(__name__)


def protect(app: FastAPI, settings: Settings) -> None:
    """Put the guard in front of every route.

    Args:
        app: the server.
        settings: where it listens, and whether it asks for a log-in.
    """
    entrance = Entrance(accounts_of(settings), required=is_beyond(settings))
    app.state.entrance = entrance
    app.state.cookie = cookie_name(settings)
    app.state.https = settings.https
    hosts = Hosts.of(settings.host, settings.names, https=settings.https)
    app.add_middleware(Guard, entrance=entrance, hosts=hosts, cookie=cookie_name(settings))


def is_beyond(settings: Settings) -> bool:
    """Whether other machines reach the server, by itself or through a proxy, so that accounts are needed.

    Args:
        settings: the server's.
    """
    return not is_loopback(settings.host) or bool(settings.names) or settings.https


def accounts_of(settings: Settings) -> Path | None:
    """Where the accounts of a server lie; None for a book on a server when no file is named.

    Args:
        settings: the server's.
    """
    if settings.accounts is not None:
        return settings.accounts
    return accounts_beside(settings.book) if isinstance(settings.book, Path) else None


def cookie_name(settings: Settings) -> str:
    """What the session's cookie is called: browsers keep no two servers of one host apart by their port.

    Args:
        settings: the server's.
    """
    return f"{'__Host-' if settings.https else ''}sourcebook-{settings.port}"


async def asker_of(request: Request) -> Asker:
    """Who asks.

    Args:
        request: one that came past the guard.
    """
    asker = request.scope["state"]["asker"]
    assert isinstance(asker, Asker)  # noqa: S101 - the guard puts nothing else there
    return asker


Asking = Annotated[Asker, Depends(asker_of)]


async def reviewer_of(asker: Asking) -> str | None:
    """Name of the account that asks; None without accounts, where each judgement tells who makes it.

    Args:
        asker: who asks.
    """
    return asker.who.name


Reviewer = Annotated[str | None, Depends(reviewer_of)]


def needed(method: str, path: str) -> Role | None:
    """What somebody must be to ask this; None when everybody may.

    Args:
        method: of HTTP.
        path: of the address.
    """
    parts = path.strip("/").split("/")
    if parts[:1] == ["api"] and parts[2:] == ["session"]:
        return None
    if parts[:1] == ["api"] and parts[2:3] == ["users"]:
        return Role.ADMIN
    if method not in _READS:
        return Role.REVIEWER
    return Role.READER if parts[:1] == ["api"] else None


class Guard:
    """Stands before the server and lets through what may pass."""

    def __init__(self, app: ASGIApp, *, entrance: Entrance, hosts: Hosts, cookie: str) -> None:
        """A guard.

        Args:
            app: what it stands before.
            entrance: who may come in.
            hosts: the names that requests may carry.
            cookie: name of the session's cookie.
        """
        self.app, self.entrance, self.hosts, self.cookie = app, entrance, hosts, cookie
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":  # nothing here speaks through a web socket
                await self.app(scope, receive, send)
            return
        guarded = _Headed(send, api=scope["path"].startswith(API))
        try:
            await self._pass(scope, receive, guarded)
        except Refused as e:
            await said(e.status, e.trouble, e.headers)(scope, receive, guarded)
        except AccountsFileError as e:
            await said(503, Trouble(error="accounts", message=str(e)))(scope, receive, guarded)
        except Exception:
            if guarded.started:
                raise
            _LOG.exception("%s %s could not be answered", scope["method"], scope["path"][:200])
            words = "the server met an error of its own; its log tells more, and the book is as it was"
            await said(500, Trouble(error="server", message=words))(scope, receive, guarded)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, method = Headers(scope=scope), scope["method"]
        host = self._host(headers)
        if method not in _READS:
            self._origin(headers, host)
        if method not in _READS or scope["path"].startswith(API):
            asker = await self._asker(scope)
            _check_role(asker, needed(method, scope["path"]))
            if method not in _READS:
                _check_token(asker, headers)
                receive = _bounded(scope, headers, receive)
            scope.setdefault("state", {})["asker"] = asker
        await self.app(scope, receive, send)

    async def _asker(self, scope: Scope) -> Asker:
        self._limiter = self._limiter or CapacityLimiter(AT_ONCE)
        token = HTTPConnection(scope).cookies.get(self.cookie)
        return await anyio.to_thread.run_sync(self.entrance.asker, token, limiter=self._limiter)

    def _host(self, headers: Headers) -> str:
        given = headers.getlist("host")
        if len(given) != 1 or not self.hosts.known(given[0]):
            raise Refused(
                403,
                "host",
                f"this server does not answer to {', '.join(given) or 'a request without a name'!r}; "
                "open it under the address that it printed, or start it with --name for every other name",
            )
        return given[0]

    def _origin(self, headers: Headers, host: str) -> None:
        origins, site = headers.getlist("origin"), headers.get("sec-fetch-site", "same-origin")
        if not all(self.hosts.same(o, host) for o in origins) or site not in {"same-origin", "none"}:
            raise Refused(
                403, "origin", "changes are taken from the server's own page alone; open it and try there"
            )


class _Headed:
    """Sends with the headers that every answer has."""

    def __init__(self, send: Send, *, api: bool) -> None:
        self.send, self.api, self.started = send, api, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if self.api:
                headers.setdefault("Cache-Control", "private, no-cache")
                headers.add_vary_header("Cookie")
        await self.send(message)


def _check_role(asker: Asker, role: Role | None) -> None:
    if role is None:
        return
    if asker.who.role is None:
        raise Refused(401, "log_in", "log in first; an admin makes accounts with `sourcebook users add NAME`")
    if _RANK[asker.who.role] < _RANK[role]:
        raise Refused(
            403,
            "role",
            f"this needs the role {role}, and {asker.who.name} has {asker.who.role}; ask an admin",
        )


def _check_token(asker: Asker, headers: Headers) -> None:
    given = headers.get(TOKEN, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, asker.who.csrf.encode()):
        raise Refused(
            403,
            "token",
            f"a change needs the header {TOKEN} as `GET /api/v1/session` gives it; load the page anew",
        )


def _bounded(scope: Scope, headers: Headers, receive: Receive) -> Receive:
    """Receives no more than a change may hold; adding reports has limits of its own."""
    if scope["path"].startswith(f"{API}v1/reports"):
        return receive
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or int(length[:20]) > BODY:
        raise _too_large()
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY:
            raise _too_large()
        return message

    return bounded


def _too_large() -> Refused:
    return Refused(413, "too_large", f"a change has at most {BODY:,} bytes; send several smaller ones")
