"""Hostile requests: words meant as SQL, paths meant to lead elsewhere, texts meant as markup."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from fastapi import FastAPI

import drafts
from served import API, HOME, Person, a_book, an_app
from sourcebook.ledger import Ledger

INJECTIONS = (
    "' OR 1=1 --",
    "'; DROP TABLE claim; --",
    '") UNION SELECT value FROM meta --',
    "%' ESCAPE '%",
    '"unbalanced',
    "NEAR(a b, 99999999999)",
    "text:* OR *",
    "-",
    "(((((",
    "a" * 3000,
    "\x00",
    "\ufffe\U0001f9ff\u202e",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "{{7*7}}",
    "-1",
    "1e999",
    "9" * 40,
)
SECRET = "the password of the page's neighbour"  # noqa: S105 - a file that must not be served
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_book(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def app(book: Path) -> Iterator[FastAPI]:
    page = book.parent / "page"
    (page / "assets").mkdir(parents=True)
    (page / "index.html").write_text("<!doctype html><title>the page</title>", encoding="utf-8")
    (page / "assets" / "a.js").write_text("1", encoding="utf-8")
    (book.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    (book.parent / "page-too").mkdir()
    (book.parent / "page-too" / "secret.txt").write_text(SECRET, encoding="utf-8")
    (page / "assets" / "link.txt").symlink_to(book.parent / "secret.txt")
    made = an_app(book, page=page)
    with Person(made).http:
        yield made


def held(book: Path) -> list[str]:
    """All that a book holds, as SQL."""
    conn = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    try:
        return list(conn.iterdump())
    finally:
        conn.close()


def questions(app: FastAPI) -> list[tuple[str, list[str], list[str]]]:
    """Each GET of the interface: its path, the names of what stands in it, the names of its parameters."""
    found = []
    for path, methods in app.openapi()["paths"].items():
        given = methods.get("get", {}).get("parameters", [])
        if "get" in methods and "session" not in path:
            named = {p["name"] for p in given if p["in"] == "query"}
            required = [p["name"] for p in given if p["in"] == "path"]
            found.append((path, required, sorted(named)))
    return found


@pytest.mark.parametrize("words", INJECTIONS, ids=lambda w: ascii(w[:20]))
def test_words_meant_as_sql_are_words_and_the_book_stays_as_it_is(
    app: FastAPI, book: Path, words: str
) -> None:
    person, before = Person(app), held(book)
    statuses = set()
    for path, inside, named in questions(app):
        filled = path
        for name in inside:
            filled = filled.replace(f"{{{name}}}", "x")
        for name in named or [""]:
            asked = (
                {"actor": "x", "target": "x", "from": "2024-01-01", "to": "2024-02-01", "q": "x"}
                if named
                else {}
            )
            kept = {k: v for k, v in asked.items() if k in named}
            answer = person.http.get(filled, params={**kept, name: words} if name else kept)
            statuses.add(answer.status_code)

    assert statuses <= {200, 400, 404, 422}
    assert held(book) == before


@pytest.mark.parametrize("words", INJECTIONS, ids=lambda w: ascii(w[:20]))
def test_ids_meant_as_sql_or_as_paths_are_ids_of_nothing(app: FastAPI, book: Path, words: str) -> None:
    person, before = Person(app), held(book)
    statuses = set()
    for path, inside, _ in questions(app):
        if inside:
            filled = path.replace(f"{{{inside[0]}}}", quote(words, safe=""))
            statuses.add(person.http.get(filled).status_code)

    assert statuses <= {400, 404, 422}
    assert held(book) == before


@pytest.mark.parametrize("words", INJECTIONS, ids=lambda w: ascii(w[:20]))
def test_changes_meant_as_sql_change_nothing(app: FastAPI, book: Path, words: str) -> None:
    person, before = Person(app), held(book)
    judging = {
        "key": words,
        "verdict": words,
        "claim": words,
        "by": words,
        "note": words,
        "field": words,
        "value": words,
    }
    marking = {"key": words, "report": words, "start": 0, "end": 3, "kind": "event", "type": words, "by": words,
               "fields": {words: words}}  # fmt: skip
    deciding = {
        "key": words,
        "ruling": words,
        "actor": words,
        "other": words,
        "by": words,
        "reports": [words],
    }

    answers = [
        person.change("POST", "/judgements", judging),
        person.change("POST", "/judgements", {**judging, "verdict": "accept"}),
        person.change("POST", "/claims", marking),
        person.change("POST", "/decisions", deciding),
        person.change("POST", "/decisions", {**deciding, "ruling": "merge"}),
        person.change("POST", f"/judgements/{10**15}/undo", {"key": words, "by": words}),
    ]

    assert {a.status_code for a in answers} <= {400, 404, 409, 422}
    assert held(book) == before


def test_half_a_character_in_a_change_is_refused_and_not_an_error(app: FastAPI) -> None:
    person = Person(app)
    sent = {"X-Sourcebook-Token": person.token(), "Content-Type": "application/json"}
    body = rb'{"key": "\ud800", "verdict": "accept", "claim": "\udfff", "by": "\ud800", "fields": {"\ud800": "\ud800"}}'

    answers = [
        person.http.post(f"{API}/{path}", content=body, headers=sent)
        for path in ("judgements", "decisions", "claims")
    ]

    assert {a.status_code for a in answers} <= {400, 404, 422}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 90_000,
        b'{"a":' * 90_000,
        b"\xff\xfe",
        b"NaN",
        b'"' + b"9" * 9_000 + b'"',
        b"9" * 9_000,
    ],
)
def test_a_change_that_is_no_json_is_refused_and_not_an_error(app: FastAPI, body: bytes) -> None:
    person = Person(app)
    sent = {"X-Sourcebook-Token": person.token(), "Content-Type": "application/json"}

    answer = person.http.post(f"{API}/judgements", content=body, headers=sent)

    assert answer.status_code in {400, 422}
    assert set(answer.json()) == {"error", "message", "current"}


PATHS = (
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets/..\\..\\secret.txt",
    "/assets//../../secret.txt",
    "/../page-too/secret.txt",
    "//etc/passwd",
    "/assets//etc/passwd",
    "/assets/link.txt",
    "/assets/a.js/../../../secret.txt",
    "/assets/a.js\x00.txt",
    "/" + "a/" * 3000 + "b.js",
    "/" + "a" * 3000 + ".js",
)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: ascii(p[:40]))
def test_no_path_leads_out_of_the_pages_folder(app: FastAPI, path: str) -> None:
    status, body = raw(app, path)

    assert SECRET.encode() not in body
    assert b"root:" not in body
    assert status == 404 or body.startswith(b"<!doctype html><title>the page")


def test_a_file_of_the_page_is_served(app: FastAPI) -> None:
    assert raw(app, "/assets/a.js") == (200, b"1")


def raw(app: FastAPI, path: str) -> tuple[int, bytes]:
    """The answer to a path that no client tidied up."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", HOME.removeprefix("http://").encode())],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8321),
    }  # fmt: skip
    came: list[Any] = []
    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        return waiting.pop() if waiting else await asyncio.Event().wait()  # a client that stays

    async def send(message: Any) -> None:
        came.append(message)

    asyncio.run(app(scope, receive, send))
    return came[0]["status"], b"".join(m.get("body", b"") for m in came[1:])


def test_markup_in_a_report_comes_as_text_in_json_and_never_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "markup.sourcebook"
    report = drafts.report(f"{drafts.TEXT}\n{MARKUP}", title=MARKUP, publisher=MARKUP)
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(report))
    app = an_app(path)
    with Person(app).http as client:
        answers = [
            client.get(f"{API}{p}")
            for p in ("/world", "/reports", f"/reports/{report.id}", "/claims", "/search?q=script")
        ]

    assert {a.status_code for a in answers} <= {200}
    assert {a.headers["content-type"] for a in answers} == {"application/json"}
    assert {a.headers["x-content-type-options"] for a in answers} == {"nosniff"}


@pytest.mark.parametrize(
    "name", [MARKUP, "../../x", "a\r\nSet-Cookie: a=b", "\u202eevil", "x" * 5000, "'; DROP TABLE user; --"]
)
def test_a_hostile_name_becomes_nobodys_account(tmp_path: Path, name: str) -> None:
    person = Person(an_app(a_book(tmp_path)))

    answer = person.change(
        "POST", "/users", {"name": name, "role": "admin", "password": "seven quiet herons"}
    )

    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    assert person.get("/users").json() == []
