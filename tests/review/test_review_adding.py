"""Reports added over HTTP: files, pasted text and addresses, one after another, whatever becomes of each."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import drafts
import standin
from served import API, Person, a_book, an_app
from sourcebook import stages
from sourcebook.ledger import Ledger
from sourcebook.model.record import Draft
from sourcebook.review import adding

STORY = "The River Front attacked Ostby on Friday, residents said. " * 3
SECONDS = 20
_A_FIELD = b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nwords\r\n--b--\r\n'


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in reader; a text without its words is kept with no claims."""

    def read(report: Any, *, project: Path | None = None) -> Any:
        if "River Front killed" in report.text or "CRASH" in report.text:
            return standin.read(report, project=project)
        return Draft(report=report, actors=(), places=(), mentions=(), claims=(), reader=drafts.READER)

    monkeypatch.setattr(stages, "read", read)
    monkeypatch.setattr(stages, "READER", drafts.READER)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return a_book(tmp_path)


@pytest.fixture
def amal(book: Path) -> Iterator[Person]:
    person = Person(an_app(book))
    with person.http:
        yield person


def upload(person: Person, *files: tuple[str, bytes]) -> Any:
    sent = {"X-Sourcebook-Token": person.token()}
    return person.http.post(f"{API}/reports", files=[("files", f) for f in files], headers=sent)


def done(person: Person, answer: Any) -> dict[str, Any]:
    """What became of a task, when it is done."""
    assert answer.status_code == 200, answer.text
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        told: dict[str, Any] = person.get(f"/adding/{answer.json()['id']}").json()
        if told["state"] == "done":
            return told
        time.sleep(0.02)
    raise AssertionError(told)


def sources(book: Path) -> dict[str, str | None]:
    with Ledger.open(book, readonly=True) as ledger:
        return {s.id: s.address for s in ledger.sources()}


def test_files_are_read_and_the_next_request_sees_them(amal: Person, book: Path) -> None:
    told = done(amal, upload(amal, ("a.txt", STORY.encode()), ("b.txt", (STORY + "Again.").encode())))
    assert (told["done"], told["total"], told["known"], told["failures"]) == (2, 2, 0, [])
    assert set(told["added"]) <= sources(book).keys()
    assert {sources(book)[i] for i in told["added"]} == {"a.txt", "b.txt"}


def test_what_cannot_be_read_is_told_and_the_rest_is_read(amal: Person, book: Path) -> None:
    told = done(
        amal,
        upload(
            amal,
            ("bad.pdf", b"%PDF-1.4 broken"),
            ("crash.txt", (STORY + " CRASH").encode()),
            ("good.txt", STORY.encode()),
        ),
    )
    assert [source for source, _ in told["failures"]] == ["bad.pdf", "crash.txt"]
    assert "ZeroDivisionError" in told["failures"][1][1]
    assert (told["done"], len(told["added"])) == (3, 1)
    with Ledger.open(book, readonly=True) as ledger:
        assert {f.source for f in ledger.failures()} == {"bad.pdf", "crash.txt"}


def test_the_same_file_twice_is_known(amal: Person, book: Path) -> None:
    done(amal, upload(amal, ("a.txt", STORY.encode())))
    before = sources(book)
    told = done(amal, upload(amal, ("a.txt", STORY.encode())))
    assert (told["added"], told["known"], told["failures"]) == ([], 1, [])
    assert sources(book) == before


def test_a_feed_of_several_reports_counts_each(amal: Person) -> None:
    lines = "\n".join(f'{{"text": "{STORY} Number {n}.", "title": "n{n}"}}' for n in range(3))
    told = done(amal, upload(amal, ("many.jsonl", lines.encode())))
    assert (told["done"], told["total"], len(told["added"])) == (3, 3, 3)


def test_a_file_above_the_limit_is_refused_before_anything_is_read(
    amal: Person, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "LIMITS", adding.Limits(file_bytes=1000, feed_bytes=2000))
    before = sources(book)
    answer = upload(amal, ("small.txt", STORY.encode()), ("large.txt", b"x" * 1001))
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert "'large.txt' holds more than 1,000 bytes" in answer.json()["message"]
    assert sources(book) == before


def test_a_request_above_the_limit_is_refused_by_its_length_and_by_its_bytes(
    amal: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sourcebook.review.routes import adding as route  # noqa: PLC0415 - patched here alone

    monkeypatch.setattr(route, "MOST_BYTES", 5000)
    assert upload(amal, ("a.txt", b"x" * 6000)).status_code == 413

    def parts() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 1000

    sent = {"X-Sourcebook-Token": amal.token(), "Content-Type": "multipart/form-data; boundary=b"}
    assert amal.http.post(f"{API}/reports", content=parts(), headers=sent).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"nothing", "multipart/form-data; boundary=b"),
        (_A_FIELD, "multipart/form-data; boundary=b"),
        (b"{}", "application/json"),
    ],
)  # fmt: skip
def test_a_request_without_files_is_refused(amal: Person, content: bytes, kind: str) -> None:
    sent = {"X-Sourcebook-Token": amal.token(), "Content-Type": kind}
    answer = amal.http.post(f"{API}/reports", content=content, headers=sent)
    assert (answer.status_code, answer.json()["error"]) == (422, "files")


def test_a_hostile_file_name_stays_a_name(amal: Person, book: Path) -> None:
    name = "../../etc/<img src=x onerror=alert(1)>.txt"
    told = done(amal, upload(amal, (name, STORY.encode())))
    assert len(told["added"]) == 1
    assert not (book.parent.parent / "etc").exists()


def test_pasted_text_is_a_report_with_what_is_said_of_it(amal: Person, book: Path) -> None:
    sent = {"text": STORY, "title": "Ostby", "publisher": "The Daily", "published": "2024-05-04"}
    told = done(amal, amal.change("POST", "/reports/paste", sent))
    with Ledger.open(book, readonly=True) as ledger:
        found = ledger.source(told["added"][0])
    assert found is not None
    assert (found.title, found.label, found.address) == ("Ostby", "The Daily, 2024-05-04", None)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "paste"),
        ({"text": "  "}, "paste"),
        ({"text": STORY, "address": "https://example.org"}, "paste"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "/etc/passwd"}, "address"),
        ({"address": "-"}, "address"),
        ({"address": "ftp://example.org/x"}, "address"),
        ({"text": STORY, "published": "yesterday"}, "bad"),
    ],
)
def test_what_is_neither_text_nor_an_address_is_refused(
    amal: Person, sent: dict[str, str], error: str
) -> None:
    answer = amal.change("POST", "/reports/paste", sent)
    assert answer.json()["error"] == error
    assert answer.status_code in (400, 422)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(STORY.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """An address on this machine."""
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/story.txt"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_of_this_machine_is_fetched_for_those_who_sit_at_it(amal: Person, site: str) -> None:
    assert len(done(amal, amal.change("POST", "/reports/paste", {"address": site}))["added"]) == 1


def test_nobody_reaches_this_machine_through_a_server_for_a_team(book: Path, site: str) -> None:
    desk = adding.Desk(an_app(book, host="0.0.0.0", accounts=book.parent / "a").state.books)  # noqa: S104 - not listened on
    task = desk.paste(adding.Pasting(address=site))
    until = time.monotonic() + SECONDS
    while desk.progress(task.id).state != "done" and time.monotonic() < until:
        time.sleep(0.02)
    desk.close()
    told = desk.progress(task.id)
    assert told.added == []
    assert len(told.failures) == 1


def test_a_task_that_nobody_started_is_missing(amal: Person) -> None:
    assert amal.get("/adding/0").status_code == 404
