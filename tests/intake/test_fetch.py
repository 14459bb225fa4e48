import gzip
import json
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from intake_samples import PAGE, STORY, Site, feed, item, only_failure, only_report, pdf

import sourcebook
from sourcebook.intake import Failure, Limits, reports
from sourcebook.intake.fetch import fetch

Found = list[tuple[int, int, int, str, tuple[str, int]]]  # what getaddrinfo gives


def refused(address: str, **options: Any) -> Failure:
    return only_failure(address, allow_private=True, **options)


def test_a_page_is_read_by_its_address(site: Site) -> None:
    r = only_report(site.serve("/story", PAGE.encode()), allow_private=True)
    assert (r.title, r.address, r.published.edtf) == (
        "Rebels seize border post",
        site.url + "/story",
        "2024-12-08",
    )


def test_each_item_of_a_feed_is_read(site: Site) -> None:
    broken = item("two", rest="")
    url = site.serve("/feed", feed(item("one"), broken, item("three")), "application/rss+xml")
    one, two, three = reports([url], allow_private=True)
    assert (one.title, two.kind, three.title) == ("one", "NoWords", "three")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (pdf("Rebels seized the border post."), "application/pdf"),
        (pdf("Rebels seized the border post."), "application/octet-stream"),
        (STORY.encode(), "text/plain"),
        (json.dumps({"text": STORY}).encode(), "application/x-ndjson"),
        (PAGE.encode(), ""),
        (feed(item("one")), "text/html"),
    ],
)
def test_the_content_type_and_the_bytes_decide_the_format(site: Site, body: bytes, kind: str) -> None:
    report = only_report(site.serve("/x", body, kind), allow_private=True)
    assert report.text.startswith("Rebels seize")


def test_the_charset_of_the_server_is_honoured(site: Site) -> None:
    url = site.serve("/x", (STORY + "Łódź").encode("iso-8859-2"), "text/plain; charset=ISO-8859-2")
    assert only_report(url, allow_private=True).text.endswith("Łódź")


def test_the_server_is_told_who_asks_and_for_which_host(site: Site) -> None:
    only_report(site.serve("/x", PAGE.encode()), allow_private=True)
    _, headers = site.seen[0]
    assert headers["User-Agent"] == f"sourcebook/{sourcebook.__version__}"
    assert headers["Host"] == site.url.removeprefix("http://")


def test_letters_outside_ascii_are_quoted(site: Site) -> None:
    site.serve("/caf%C3%A9", PAGE.encode())
    only_report(site.url + "/café?q=é b", allow_private=True)
    assert site.seen[0][0] == "/caf%C3%A9?q=%C3%A9%20b"


def test_packed_bodies_are_unpacked(site: Site) -> None:
    url = site.serve("/x", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert only_report(url, allow_private=True).publisher == "The Example Post"


def test_redirects_are_followed(site: Site) -> None:
    site.serve("/c", PAGE.encode())
    site.redirect("/b", "c")
    assert only_report(site.redirect("/a", site.url + "/b"), allow_private=True).title


def test_redirects_without_end_are_a_failure(site: Site) -> None:
    failure = refused(site.redirect("/a", "/a"))
    assert failure.kind == "FetchError"
    assert "redirects more than 5 times" in failure.message
    assert len(site.seen) == 6


def test_a_redirect_to_a_private_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.intake.guard.is_public", lambda ip: str(ip) == "127.0.0.1")
    failure = only_failure(site.redirect("/a", "http://10.0.0.1/secret"))
    assert failure.kind == "FetchError"
    assert "10.0.0.1" in failure.message


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/x", "http://[::1", "gopher:x", "http:///x"]
)
def test_a_redirect_to_something_else_is_refused(site: Site, to: str) -> None:
    assert refused(site.redirect("/a", to)).kind == "FetchError"


LOCAL = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"]  # noqa: S104


@pytest.mark.parametrize("host", LOCAL)
def test_this_machine_is_not_asked_unless_it_is_meant(site: Site, host: str) -> None:
    site.serve("/x", PAGE.encode())
    failure = only_failure(f"http://{host}:{site.url.rsplit(':')[-1]}/x")
    assert failure.kind == "FetchError"
    assert site.seen == []


def test_a_name_that_changes_its_machine_after_the_check_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def changing(host: str, port: int, *_: object, **__: object) -> Found:
        asked.append(host)
        number = "93.184.216.34" if host == "rebind.example" and asked.count(host) > 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.serve("/x", PAGE.encode())
    got = only_report(f"http://rebind.example:{site.url.rsplit(':')[-1]}/x", allow_private=True)
    assert got.title
    assert asked.count("rebind.example") == 1  # the connection goes to the number that was checked


def test_the_next_machine_of_a_name_is_asked_when_the_first_is_dead(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two(*_: object, **__: object) -> Found:
        where = ("127.0.0.1", int(site.url.rsplit(":")[-1]))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", w) for w in (("127.0.0.9", where[1]), where)]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda h, *a, **k: two() if h == "two.example" else real(h, *a, **k)
    )
    site.serve("/x", PAGE.encode())
    assert only_report(f"http://two.example:{site.url.rsplit(':')[-1]}/x", allow_private=True).title


def test_an_answer_that_never_comes_is_a_failure_in_time(site: Site, brisk: Limits) -> None:
    site.routes["/slow"] = lambda _: site.stop.wait(10)
    start = time.monotonic()
    failure = refused(site.url + "/slow", limits=brisk)
    assert time.monotonic() - start < 3
    assert failure.kind == "FetchError"
    assert "fetch_seconds" in failure.message


@pytest.mark.parametrize("head", [b"", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"])
def test_an_answer_that_drips_is_a_failure_in_time(site: Site, brisk: Limits, head: bytes) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while not site.stop.wait(0.05):
            request.wfile.write(b"x")
            request.wfile.flush()

    site.routes["/drip"] = drip
    start = time.monotonic()
    failure = refused(site.url + "/drip", limits=brisk)
    assert time.monotonic() - start < 3
    assert "fetch_seconds" in failure.message


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_refused(site: Site, brisk: Limits, packed: bool) -> None:
    body = b"The war went on. " * 200_000
    if packed:
        url = site.serve("/big", gzip.compress(body), "text/plain", Content_Encoding="gzip")
    else:
        url = site.serve("/big", body, "text/plain")
    failure = refused(url, limits=brisk)
    assert failure.kind == "TooLarge"
    assert "fetch_bytes" in failure.message


def test_a_missing_page_is_a_failure_with_its_number(site: Site) -> None:
    failure = refused(site.url + "/no")
    assert failure.kind == "FetchError"
    assert "404" in failure.message


def test_an_image_at_an_address_is_a_failure(site: Site) -> None:
    failure = refused(site.serve("/x", b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"))
    assert failure.kind == "Unreadable"
    assert "image/png" in failure.message


def test_an_empty_answer_is_a_failure(site: Site) -> None:
    assert refused(site.serve("/x", b"")).kind == "NoWords"


def test_an_answer_that_ends_too_soon_is_a_failure(site: Site) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\nRebels"
        )
        request.close_connection = True

    site.routes["/cut"] = cut
    assert refused(site.url + "/cut").kind == "FetchError"


def test_an_answer_that_is_no_http_is_a_failure(site: Site) -> None:
    site.routes["/x"] = lambda request: request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    assert refused(site.url + "/x").kind == "FetchError"


def test_a_closed_port_is_a_failure(unused_port: int) -> None:
    assert refused(f"http://127.0.0.1:{unused_port}/").kind == "FetchError"


def test_https_to_a_server_without_it_is_a_failure(site: Site) -> None:
    assert refused(site.url.replace("http:", "https:")).kind == "FetchError"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "ftp://example.org/x",
            "file:///etc/passwd",
            "http://",
            "http://[::1",
            "http://x:99999/",
            "http://x:0/",
        ),
        *("http://user:word@127.0.0.1/", "HTTP://"),
    ],
)
def test_what_is_no_web_address_is_a_failure(address: str) -> None:
    assert only_failure(address).kind == "FetchError"


def test_a_name_with_foreign_letters_goes_out_in_its_ascii_form(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.intake.fetch.resolve", lambda *_, **__: ["127.0.0.1"])
    site.serve("/x", PAGE.encode())
    fetch(f"http://bücher.example:{site.url.rsplit(':')[-1]}/x", limits=Limits())
    assert site.seen[0][1]["Host"].startswith("xn--bcher-kva.example:")
