"""Which machine is an address, and may it be asked?"""

import ipaddress
import socket

from sourcebook.errors import FetchError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def is_public(ip: IP) -> bool:
    """Whether a machine may be asked: none of one's own, of the local network, multicast or reserved.

    Args:
        ip: the address; an IPv6 form that carries IPv4 (mapped, 6to4, Teredo, NAT64) is what it carries.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:
            return False
        carried = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in NAT64:
            carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
        inner = [c for c in carried if c is not None]
        if inner:
            return all(map(is_public, inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses to connect to. Never connect to the name, which may stand for another a moment later.

    Args:
        host: name or number.
        port: TCP port.
        allow_private: whether private machines may be asked.

    Raises:
        FetchError: the name is unknown, or any address it stands for is private.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"host {host!r} is not known ({error}); is the address right, and is there a network?"
        ) from error
    numbers = [str(entry[4][0]) for entry in found]
    for number in numbers:
        if not allow_private and not is_public(ipaddress.ip_address(number.split("%")[0])):
            raise FetchError(
                f"host {host!r} is {number}, a private or reserved machine, and is not asked; "
                "if it is your own and you mean it, allow private addresses"
            )
    return numbers
