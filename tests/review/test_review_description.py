"""The interface is tried with whatever its own description allows."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck

from served import API, HOME, Person, a_book, an_app

EXAMPLES = 15  # for each route, so that all of them take less than a minute
MEANT = {200, 304, 400, 401, 403, 404, 405, 409, 413, 422, 429}
HOST = {"Host": HOME.removeprefix("http://")}
bounded = hypothesis.settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink],
)


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    made = an_app(a_book(tmp_path_factory.mktemp("described")))
    with Person(made).http:
        yield made


def every_operation(app: FastAPI) -> Iterator[Any]:
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers=HOST)
    for found in schema.get_all_operations():
        operation = found.ok()
        if not operation.path.startswith(
            f"{API}/users"
        ):  # an account would close the server to all that follows
            yield operation


def tried(operation: Any, sent: dict[str, str]) -> set[int]:
    """The statuses of the answers to whatever a description allows."""
    came: set[int] = set()

    @bounded
    @hypothesis.given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        answer = case.call(headers=sent)
        came.add(answer.status_code)
        assert answer.status_code in MEANT, (operation.label, answer.status_code, answer.text[:300])
        if answer.status_code >= 400:
            assert set(answer.json()) == {"error", "message", "current"}

    attempt()
    return came


def test_no_request_is_answered_by_an_error_of_the_servers_own(app: FastAPI) -> None:
    sent = {"X-Sourcebook-Token": Person(app).token(), **HOST}

    statuses = {operation.label: tried(operation, sent) for operation in every_operation(app)}

    assert len(statuses) > 20
    assert [label for label, came in statuses.items() if 403 in came] == []  # nothing stopped at the guard


def test_requests_for_accounts_are_answered_without_an_error_where_one_must_log_in(app: FastAPI) -> None:
    person = Person(app)
    new = {"name": "amal", "role": "admin", "password": "seven quiet herons"}
    person.change("POST", "/users", new)
    person.log_in("amal", new["password"])
    cookie = "; ".join(f"{name}={value}" for name, value in person.http.cookies.items())
    sent = {"X-Sourcebook-Token": person.token(), "Cookie": cookie, **HOST}
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers={**HOST, "Cookie": cookie})

    came = {o.ok().label: tried(o.ok(), sent) for o in schema.get_all_operations() if "/users" in o.ok().path}

    assert set(came) == {f"{m} {API}/users" for m in ("GET", "POST")} | {
        f"{m} {API}/users/{{name}}" for m in ("DELETE", "PATCH")
    }
    assert came[f"GET {API}/users"] == {200}
