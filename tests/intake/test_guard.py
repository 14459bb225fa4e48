import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import FetchError
from sourcebook.intake.guard import is_public, resolve

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
    *(
        "100.64.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
    ),
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1"),
    *(
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
    ),
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_machine_of_ones_own_or_none_is_not_public(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", PUBLIC)
def test_a_machine_of_the_world_is_public(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_is_as_public_as_it_is(ip: ipaddress.IPv4Address) -> None:
    assert is_public(ipaddress.ip_address(f"::ffff:{ip}")) == is_public(ip)


def named(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    def found(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, 80)) for n in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_name_is_refused_when_any_of_its_machines_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(FetchError, match=r"10\.0\.0\.1.*private"):
        resolve("example.org", 80, allow_private=False)


def test_a_private_machine_may_be_asked_when_it_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "10.0.0.1")
    assert resolve("intranet", 80, allow_private=True) == ["10.0.0.1"]


def test_a_link_local_number_with_its_zone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "fe80::1%eth0")
    with pytest.raises(FetchError, match="private"):
        resolve("printer", 80, allow_private=False)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_other_spellings_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises(FetchError):
        resolve(host, 80, allow_private=False)


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "..", "nowhere.invalid"])
def test_a_name_that_stands_for_nothing_is_refused(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    if host == "nowhere.invalid":  # never asked for in earnest: tests stay on this machine

        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match="not known"):
        resolve(host, 80, allow_private=False)
