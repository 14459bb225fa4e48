"""Whose name a request may carry: against pages that point a name of their own at this server (DNS rebinding)."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_NETLOC = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?")
_ORIGIN = re.compile(r"(https?)://([^/?#@\s]+)")
_PORTS = {"http": "80", "https": "443"}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there.

    Args:
        host: a name or an address.
    """
    ip = _ip(host)
    return host.casefold() == "localhost" or (ip is not None and ip.is_loopback)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """The names that requests may carry.

    Attributes:
        names: in small letters, without port.
        addresses: whether bare addresses may stand for the server, too; no page can take one for itself.
        https: whether pages come over HTTPS alone.
    """

    names: frozenset[str]
    addresses: bool
    https: bool = False

    @classmethod
    def of(cls, host: str, names: Iterable[str] = (), *, https: bool = False) -> Self:
        """Those of a server.

        Args:
            host: name or address that it listens on.
            names: further names under which it is reached.
            https: whether a proxy in front of it speaks HTTPS.
        """
        told = frozenset(_bare(name.casefold()) for name in (host, *names))
        return cls(names=told | _LOOPBACK, addresses=not is_loopback(host), https=https)

    def known(self, header: str) -> bool:
        """Whether a request with this Host header is meant for this server.

        Args:
            header: NAME or NAME:PORT.
        """
        found = _NETLOC.fullmatch(header.casefold())
        if found is None:
            return False
        name = _bare(found[1])
        return name in self.names or (self.addresses and _ip(name) is not None)

    def same(self, origin: str, header: str) -> bool:
        """Whether a page of this origin is this server's own.

        Args:
            origin: the Origin header.
            header: the Host header of the same request.
        """
        found = _ORIGIN.fullmatch(origin.casefold())
        if found is None or (self.https and found[1] != "https"):
            return False
        port = _PORTS[found[1]]
        return _with_port(found[2], port) == _with_port(header.casefold(), port)


def _with_port(netloc: str, port: str) -> tuple[str, str] | None:
    found = _NETLOC.fullmatch(netloc)
    return None if found is None else (_bare(found[1]), found[2] or port)


def _bare(name: str) -> str:
    return name.removeprefix("[").removesuffix("]").removesuffix(".")


def _ip(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(_bare(name))
    except ValueError:
        return None
