"""Names that requests may carry, and pages whose changes are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.review.hosts import Hosts, is_loopback

LOCAL = Hosts.of("127.0.0.1")
OPEN = Hosts.of("0.0.0.0", ["reports.example.org"])  # noqa: S104 - a server for others is what is tried
PROXIED = Hosts.of("127.0.0.1", ["reports.example.org"], https=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8321", "localhost:8321", "LOCALHOST", "[::1]:8321"])
def test_a_server_answers_to_the_names_of_its_machine(host: str) -> None:
    assert LOCAL.known(host)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8321", "192.168.1.7", "", "a b", "127.0.0.1:x",
     "127.0.0.1@evil.example", "evil.example#127.0.0.1", "127.0.0.1,evil.example", "[::1", "reports.example.org"],
)  # fmt: skip
def test_a_server_for_this_machine_answers_to_no_other_name(host: str) -> None:
    assert not LOCAL.known(host)


@pytest.mark.parametrize(
    "host", ["reports.example.org", "REPORTS.example.org:443", "192.168.1.7:8321", "[fd00::7]"]
)
def test_a_server_for_others_answers_to_its_names_and_to_bare_addresses(host: str) -> None:
    assert OPEN.known(host)


def test_a_server_for_others_answers_to_no_name_that_it_was_not_given() -> None:
    assert not OPEN.known("evil.example")


@given(st.from_regex(r"[a-z0-9-]{1,20}(\.[a-z0-9-]{1,10}){0,3}", fullmatch=True))
def test_a_name_that_is_no_address_is_known_only_when_it_was_given(name: str) -> None:
    assert not OPEN.known(name) or name in OPEN.names or not any(c.isalpha() for c in name)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_request_carries_is_judged_without_an_error(host: str, origin: str) -> None:
    assert isinstance(OPEN.known(host) and OPEN.same(origin, host), bool)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8321", "127.0.0.1:8321"),
        ("https://reports.example.org", "reports.example.org"),
        ("https://reports.example.org:443", "Reports.example.org"),
        ("http://[::1]:8321", "[::1]:8321"),
    ],
)
def test_a_servers_own_page_is_known(origin: str, host: str) -> None:
    assert OPEN.same(origin, host)


@pytest.mark.parametrize(
    "origin",
    ["null", "", "http://127.0.0.1:8322", "http://127.0.0.1", "http://evil.example", "file://", "http://localhost:8321",
     "http://127.0.0.1:8321/", "http://a@127.0.0.1:8321", "chrome-extension://127.0.0.1:8321"],
)  # fmt: skip
def test_a_page_of_another_origin_is_not_the_servers_own(origin: str) -> None:
    assert not LOCAL.same(origin, "127.0.0.1:8321")


def test_behind_https_a_page_without_it_is_not_the_servers_own() -> None:
    assert PROXIED.same("https://reports.example.org", "reports.example.org")
    assert not PROXIED.same("http://reports.example.org", "reports.example.org")


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False),  # noqa: S104
     ("::", False), ("192.168.1.7", False), ("reports.example.org", False), ("", False)],
)  # fmt: skip
def test_only_this_machine_reaches_a_loopback_address(host: str, *, local: bool) -> None:
    assert is_loopback(host) is local
