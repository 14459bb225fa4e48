"""The guard, over HTTP: who may ask what, and what every answer carries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from served import API, CHEAP, PASSWORD, Person, a_book, an_app, with_accounts
from sourcebook.review.accounts import passwords
from sourcebook.review.accounts.limits import PER_NAME
from sourcebook.review.guard import HEADERS, needed
from sourcebook.review.words import Role

SITE = "https://reports.example.org"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_book(tmp_path_factory.mktemp("open"))


@pytest.fixture(scope="module")
def app(book: Path) -> Iterator[FastAPI]:
    """A server without accounts."""
    made = an_app(book)
    with Person(made).http:
        yield made


@pytest.fixture
def team(tmp_path: Path) -> Iterator[FastAPI]:
    """A server with accounts."""
    book = a_book(tmp_path)
    with_accounts(book, amal="admin", noor="reviewer", guest="reader").engine.dispose()
    made = an_app(book)
    with Person(made).http:
        yield made


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[FastAPI]:
    """A server with accounts behind a proxy that speaks HTTPS."""
    book = a_book(tmp_path)
    with_accounts(book, amal="admin").engine.dispose()
    made = an_app(book, https=True, names=("reports.example.org",))
    with Person(made, home=SITE).http:
        yield made


def every_route(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every route of the interface, its parameters filled."""
    paths = app.openapi()["paths"]
    return [
        (m.upper(), p.replace("{n}", "1").replace("{", "").replace("}", "")) for p in paths for m in paths[p]
    ]


def error(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


@pytest.mark.parametrize(
    "path", ["/", "/assets/none.js", f"{API}/session", f"{API}/nothing", f"{API}/judgements"]
)
def test_every_answer_carries_the_headers_of_safety(app: FastAPI, path: str) -> None:
    answer = Person(app).http.get(path)

    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_no_script_but_the_servers_own_may_run_and_nobody_may_frame_the_page() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))

    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == "'self'"


def test_a_refusal_carries_the_headers_of_safety_too(app: FastAPI) -> None:
    answer = Person(app, home="http://evil.example").get("/session")

    assert error(answer) == (403, "host")
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_an_error_of_the_servers_own_is_told_without_its_insides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = an_app(a_book(tmp_path))
    monkeypatch.setattr(app.state.entrance, "log_out", lambda _: 1 // 0)

    answer = Person(app, strict=False).change("DELETE", "/session")

    assert error(answer) == (500, "server")
    assert "division" not in answer.text
    assert "division" in caplog.text
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_page_that_points_its_own_name_at_the_server_gets_nothing(app: FastAPI) -> None:
    person = Person(app)

    answers = [
        person.http.get(path, headers={"Host": "evil.example:8321"})
        for path in ("/", f"{API}/session", f"{API}/about")
    ]

    assert [error(a) for a in answers] == [(403, "host")] * 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8322"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_sites_page_is_refused_even_with_the_token(
    app: FastAPI, headers: dict[str, str]
) -> None:
    answer = Person(app).change("DELETE", "/session", headers=headers)

    assert error(answer) == (403, "origin")


@pytest.mark.parametrize("token", ["", "made-up", "é", "0" * 10_000])
def test_a_change_without_the_token_is_refused(app: FastAPI, token: str) -> None:
    person = Person(app)

    answers = [
        person.http.request(method, path, headers={"X-Sourcebook-Token": token.encode()})
        for method, path in every_route(app)
        if method != "GET"
    ]

    assert {error(a) for a in answers} == {(403, "token")}


def test_a_change_with_the_token_passes(app: FastAPI) -> None:
    assert Person(app).change("DELETE", "/session").status_code == 200


def test_the_token_is_another_one_after_every_start(book: Path) -> None:
    assert Person(an_app(book)).token() != Person(an_app(book)).token()


def test_a_change_of_endless_length_is_refused(app: FastAPI) -> None:
    person = Person(app)
    sent = {"X-Sourcebook-Token": person.token(), "Content-Type": "application/json"}

    whole = person.http.post(f"{API}/judgements", content=b"[" * (1 << 20) + b"[", headers=sent)
    pieces = person.http.post(f"{API}/judgements", content=iter([b"[" * 65_536] * 17), headers=sent)

    assert error(whole) == (413, "too_large")
    assert pieces.status_code in {400, 413}


def test_without_accounts_whoever_sits_here_may_do_everything(app: FastAPI) -> None:
    who = Person(app).get("/session").json()

    assert (who["name"], who["role"], who["accounts"]) == (None, "admin", False)


def test_without_accounts_there_is_nothing_to_log_in_to(app: FastAPI) -> None:
    assert error(Person(app).log_in("amal")) == (400, "no_accounts")


def test_without_a_session_nothing_of_the_book_is_told(team: FastAPI) -> None:
    person = Person(team)
    sent = {"X-Sourcebook-Token": person.token()}

    answers = {
        (method, path): person.http.request(method, path, headers=sent)
        for method, path in every_route(team)
        if not path.endswith("/session")
    }

    assert {error(a) for a in answers.values()} == {(401, "log_in")}


@pytest.mark.parametrize(
    "path", ["/api/v1/openapi.json", "/api/v1/", "/api/v2/world", "/api/v1/session/x", "/api/v1//world"]
)
def test_without_a_session_no_corner_of_the_interface_is_open(team: FastAPI, path: str) -> None:
    assert error(Person(team).http.get(path)) == (401, "log_in")


def test_a_reader_changes_nothing(team: FastAPI) -> None:
    person = Person(team)
    person.log_in("guest")

    answers = [
        person.change(method, path.removeprefix(API), {})
        for method, path in every_route(team)
        if method != "GET" and not path.endswith("/session")
    ]

    assert {error(a) for a in answers} == {(403, "role")}


def test_a_reader_reads(team: FastAPI) -> None:
    person = Person(team)
    person.log_in("guest")

    assert person.http.get(f"{API}/openapi.json").status_code == 200


def test_a_reviewer_may_judge_and_does_not_see_to_accounts(team: FastAPI) -> None:
    person = Person(team)
    person.log_in("noor")

    assert person.change("POST", "/judgements", {}).status_code == 422
    assert error(person.get("/users")) == (403, "role")
    assert error(person.change("PATCH", "/users/noor", {"role": "admin"})) == (403, "role")


def test_every_route_of_the_interface_needs_a_role_but_the_session(app: FastAPI) -> None:
    open_to_all = {p for m, p in every_route(app) if needed(m, p) is None}

    assert open_to_all == {f"{API}/session"}
    assert all(
        needed(m, p) in {Role.REVIEWER, Role.ADMIN}
        for m, p in every_route(app)
        if m != "GET" and p != f"{API}/session"
    )


def test_no_route_of_the_page_changes_anything(app: FastAPI) -> None:
    methods = {
        m for r in app.routes if isinstance(r, APIRoute) and not r.path.startswith(API) for m in r.methods
    }

    assert methods <= {"GET", "HEAD"}


def test_an_admin_sees_to_accounts(team: FastAPI) -> None:
    person = Person(team)
    person.log_in("amal")
    new = {"name": "zaid", "role": "reader", "password": PASSWORD}

    made = person.change("POST", "/users", new)
    changed = person.change("PATCH", "/users/zaid", {"role": "reviewer"})
    listed = person.get("/users").json()
    left = person.change("DELETE", "/users/zaid").json()

    assert made.json() == {"name": "zaid", "role": "reader"}
    assert changed.json() == {"name": "zaid", "role": "reviewer"}
    assert [u["name"] for u in listed] == ["amal", "guest", "noor", "zaid"]
    assert [u["name"] for u in left] == ["amal", "guest", "noor"]


@pytest.mark.parametrize(
    ("method", "path", "sent", "refused"),
    [
        ("DELETE", "/users/amal", None, (422, "account")),
        ("PATCH", "/users/amal", {"role": "reader"}, (422, "account")),
        ("PATCH", "/users/nobody", {"role": "reader"}, (404, "missing")),
        ("DELETE", "/users/nobody", None, (404, "missing")),
        ("POST", "/users", {"name": "noor", "role": "reader", "password": PASSWORD}, (422, "account")),
        ("POST", "/users", {"name": "zaid", "role": "reader", "password": "short"}, (422, "account")),
        ("POST", "/users", {"name": "zaid", "role": "king", "password": PASSWORD}, (422, "words")),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_its_reason(
    team: FastAPI, method: str, path: str, sent: object, refused: tuple[int, str]
) -> None:
    person = Person(team)
    person.log_in("amal")

    assert error(person.change(method, path, sent)) == refused


def test_the_first_account_closes_the_page_for_everybody_else(tmp_path: Path) -> None:
    app = an_app(a_book(tmp_path))
    person = Person(app)

    first = person.change("POST", "/users", {"name": "amal", "role": "admin", "password": PASSWORD})

    assert first.status_code == 200
    assert error(person.get("/about")) == (401, "log_in")
    assert person.log_in("amal").json()["role"] == "admin"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(team: FastAPI) -> None:
    parts = Person(team).log_in("noor").headers["set-cookie"].lower().split("; ")

    assert parts[0].startswith("sourcebook-8321=")
    assert {"httponly", "samesite=strict", "path=/"} <= set(parts)
    assert "secure" not in parts
    assert not any(p.startswith("domain") for p in parts)


def test_behind_a_proxy_the_cookie_goes_over_https_alone(behind: FastAPI) -> None:
    parts = Person(behind, home=SITE).log_in("amal").headers["set-cookie"].lower().split("; ")

    assert parts[0].startswith("__host-sourcebook-8321=")
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= set(parts)


def test_behind_a_proxy_a_page_without_https_changes_nothing(behind: FastAPI) -> None:
    answer = Person(behind, home=SITE).change(
        "DELETE", "/session", headers={"Origin": "http://reports.example.org"}
    )

    assert error(answer) == (403, "origin")


def test_a_server_for_other_machines_lets_nobody_in_while_there_are_no_accounts(tmp_path: Path) -> None:
    person = Person(an_app(a_book(tmp_path), names=("reports.example.org",)), home=SITE)

    assert error(person.get("/about")) == (401, "log_in")
    assert error(person.change("POST", "/users", {"name": "eve", "role": "admin", "password": PASSWORD})) == (
        401,
        "log_in",
    )


def test_logging_in_gives_another_session_than_the_one_that_came_along(team: FastAPI) -> None:
    victim = Person(team)
    victim.http.cookies.set("sourcebook-8321", "fixed-by-somebody", domain="127.0.0.1")
    set_cookie = victim.log_in("noor").headers["set-cookie"]

    other = Person(team)
    other.http.cookies.set("sourcebook-8321", "fixed-by-somebody", domain="127.0.0.1")

    assert "fixed-by-somebody" not in set_cookie
    assert other.get("/session").json()["name"] is None


def test_a_session_that_logged_out_is_gone_for_whoever_kept_its_cookie(team: FastAPI) -> None:
    person = Person(team)
    person.log_in("noor")
    kept = dict(person.http.cookies)
    out = person.change("DELETE", "/session")
    thief = Person(team)
    for name, value in kept.items():
        thief.http.cookies.set(name, value, domain="127.0.0.1")

    assert out.json()["name"] is None
    assert thief.get("/session").json()["name"] is None


def test_the_token_of_one_session_is_no_use_to_another(team: FastAPI) -> None:
    noor, amal = Person(team), Person(team)
    noor.log_in("noor")
    amal.log_in("amal")

    answer = amal.change("POST", "/judgements", {}, headers={"X-Sourcebook-Token": noor.token()})

    assert error(answer) == (403, "token")


def test_too_many_failures_are_told_with_the_time_to_wait(team: FastAPI) -> None:
    person = Person(team)
    answers = [person.log_in("noor", "wrong password") for _ in range(PER_NAME + 1)]

    assert {error(a) for a in answers[:-1]} == {(401, "log_in")}
    assert error(answers[-1]) == (429, "wait")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert "minutes" in answers[-1].json()["message"]


def test_what_a_log_in_is_told_repeats_neither_name_nor_password(team: FastAPI) -> None:
    answer = Person(team).log_in("<script>alert(1)</script>", "hunter2hunter2")

    assert error(answer) == (401, "log_in")
    assert "script" not in answer.text
    assert "hunter2" not in answer.text


def test_a_log_in_that_cannot_be_read_does_not_repeat_the_password(team: FastAPI) -> None:
    answer = Person(team).change("POST", "/session", {"name": 3, "password": {"deep": "hunter2hunter2"}})

    assert answer.status_code == 422
    assert "hunter2" not in answer.text


def test_answers_are_kept_by_no_cache_between(team: FastAPI) -> None:
    answer = Person(team).get("/session")

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "cookie" in answer.headers["Vary"].lower()


def test_pages_of_other_sites_are_given_no_leave_to_read(app: FastAPI) -> None:
    answer = Person(app).http.get(f"{API}/session", headers={"Origin": "http://evil.example"})
    asked = Person(app).http.options(
        f"{API}/judgements",
        headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"},
    )

    assert not [h for h in (*answer.headers, *asked.headers) if h.lower().startswith("access-control")]
