"""Commands with a book on PostgreSQL."""

import json
from pathlib import Path

import pytest

from books import Shelf
from standin import Run


@pytest.fixture
def address(run: Run, report: Path, shelf: Shelf) -> str:
    """A book on a server with one report in it."""
    made = shelf()
    done = run("add", str(report), "--published", "2024-05-04", "--book", made)
    assert done.exit_code == 0, done.output
    return made


@pytest.mark.parametrize(
    "question",
    [
        ("timeline",),
        ("claims", "--search", "killing soldiers"),
        ("who", "River Front"),
        ("queue",),
        ("export", "--to", "csv"),
    ],
)
def test_a_command_says_of_a_book_on_a_server_what_it_says_of_a_file(
    run: Run, book: Path, address: str, question: tuple[str, ...]
) -> None:
    of_file, of_server = run(*question, "--book", str(book)), run(*question, "--book", address)

    assert of_server.exit_code == 0, of_server.output
    assert of_server.stdout == of_file.stdout


def test_the_environment_may_name_a_server(run: Run, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCEBOOK_BOOK", address)
    found = json.loads(run("claims", "--format", "jsonl").stdout.splitlines()[0])
    judged = run("judge", found["id"], "reject", "--by", "amal")
    released = run("release", "v1", "--by", "amal")

    assert (judged.exit_code, released.exit_code) == (0, 0), judged.output + released.output
    assert found["id"] not in run("claims", "--release", "v1", "--format", "jsonl").stdout
    assert run("claims", "--known-by", "2020").exit_code == 2
    assert run("claims", "--known-by", "2020-01-01").stdout == ""


def test_a_server_that_does_not_answer_is_named_without_its_password(run: Run, folder: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    done = run("claims", "--book", f"postgresql://amal:s3cret@/db?host={folder}")

    assert done.exit_code == 1
    assert "postgresql://amal:***@/db" in done.output
    assert "s3cret" not in done.output


def test_an_address_of_another_kind_is_a_misuse(run: Run) -> None:
    done = run("claims", "--book", "mysql://host/db")

    assert done.exit_code == 2
    assert "postgresql://USER@HOST/DATABASE" in done.output
