"""The built page: served from one folder and from nowhere else."""

from pathlib import Path
from typing import Any

import pytest

from served import Person, a_book, an_app


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Person:
    folder = tmp_path_factory.mktemp("page")
    page = folder / "page"
    (page / "assets").mkdir(parents=True)
    (page / "index.html").write_text("<!doctype html><title>the page</title>", encoding="utf-8")
    (page / "icon.svg").write_text("<svg/>", encoding="utf-8")
    (page / "assets" / "main-1a2b.js").write_text("let a = 1", encoding="utf-8")
    (folder / "secret.txt").write_text("a secret", encoding="utf-8")
    (page / "assets" / "way-out.txt").symlink_to(folder / "secret.txt")
    return Person(an_app(a_book(folder), page=page))


def fetch(visitor: Person, path: str) -> Any:
    return visitor.http.get(path)


@pytest.mark.parametrize("path", ["/", "/map", "/claims/0a1b", "/deep/er"])
def test_every_address_of_the_page_gives_the_page(visitor: Person, path: str) -> None:
    answer = fetch(visitor, path)

    assert "the page" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_assets_may_be_kept_for_ever_and_the_page_not(visitor: Person) -> None:
    assert "immutable" in fetch(visitor, "/assets/main-1a2b.js").headers["cache-control"]
    assert fetch(visitor, "/icon.svg").headers["cache-control"] == "no-cache"
    assert "javascript" in fetch(visitor, "/assets/main-1a2b.js").headers["content-type"]


@pytest.mark.parametrize(
    "path",
    ["/assets/..%2f..%2fsecret.txt", "/..%2fsecret.txt", "/assets/way-out.txt", "/%2e%2e/secret.txt", "/assets/none.js",
     "/assets/%00.js", "/assets//etc/passwd", "/favicon.ico", "/levant.sourcebook"],
)  # fmt: skip
def test_nothing_outside_the_page_is_given_out(visitor: Person, path: str) -> None:
    answer = fetch(visitor, path)

    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


def test_what_the_interface_does_not_have_is_refused_as_json(visitor: Person) -> None:
    answer = fetch(visitor, "/api/v1/nothing")

    assert (answer.status_code, answer.json()["error"]) == (404, "missing")


def test_without_a_built_page_the_server_says_so(tmp_path: Path) -> None:
    visitor = Person(an_app(a_book(tmp_path), page=tmp_path / "none"))

    assert "not part of this installation" in fetch(visitor, "/").text
