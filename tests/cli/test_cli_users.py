"""`users`, and what `serve` asks for before other machines may come in."""

import json
from pathlib import Path

import pytest

from served import CHEAP, PASSWORD
from sourcebook.cli import serving, users
from sourcebook.review.accounts import Entrance, passwords
from standin import Run


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The servers that would have been started."""
    started: list[object] = []
    monkeypatch.setattr(
        serving, "_run", lambda app, listener, **given: started.append((app, listener, given))
    )
    return started


@pytest.fixture
def admin(run: Run, book: Path) -> Path:
    """A book with one account, an admin's."""
    assert run("users", "add", "amal", "--role", "admin", input=PASSWORD + "\n").exit_code == 0
    return book


def test_an_account_made_here_logs_in_there(run: Run, admin: Path) -> None:
    done = run("users", "add", "noor", "--role", "reviewer", input=PASSWORD + "\n")

    who = Entrance(admin.with_suffix(".accounts")).log_in("noor", PASSWORD, address="", former=None).who

    assert done.exit_code == 0
    assert (who.name, who.role) == ("noor", "reviewer")


def test_accounts_are_listed_for_people_and_for_programs(run: Run, admin: Path) -> None:
    assert admin.exists()
    run("users", "add", "noor", "--role", "reader", input=PASSWORD + "\n")

    assert run("users", "list").stdout == "admin     amal\nreader    noor\n"
    lines = [json.loads(line) for line in run("users", "list", "--format", "jsonl").stdout.splitlines()]
    assert lines == [{"name": "amal", "role": "admin"}, {"name": "noor", "role": "reader"}]


def test_a_password_is_asked_for_twice_at_a_terminal(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert book.exists()
    monkeypatch.setattr(users, "_at_terminal", lambda: True)

    done = run(
        "users", "add", "amal", "--role", "admin", input=f"{PASSWORD}\nanother one\n{PASSWORD}\n{PASSWORD}\n"
    )

    assert done.exit_code == 0
    assert "do not match" in done.stderr
    assert PASSWORD not in done.output


def test_no_option_takes_a_password() -> None:
    taken = [o for command in users.users.commands.values() for p in command.params for o in p.opts]

    assert taken
    assert [o for o in taken if "pass" in o] == []


def test_without_a_password_no_account_is_made(run: Run, book: Path) -> None:
    done = run("users", "add", "amal", "--role", "admin", input="")

    assert done.exit_code == 2
    assert "no password on stdin" in done.stderr
    assert not book.with_suffix(".accounts").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("users", "add", "a/b", "--role", "reader"), "cannot be a name"),
        (("users", "add", "amal", "--role", "reader"), "already"),
        (("users", "remove", "amal"), "only admin"),
        (("users", "role", "amal", "--role", "reader"), "only admin"),
        (("users", "remove", "nobody"), "no account 'nobody'"),
        (("users", "password", "nobody"), "no account 'nobody'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    run: Run, admin: Path, words: tuple[str, ...], told: str
) -> None:
    assert admin.exists()
    done = run(*words, input=PASSWORD + "\n")

    assert done.exit_code == 1
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_the_first_account_is_an_admins(run: Run, book: Path) -> None:
    done = run("users", "add", "noor", "--role", "reader", input=PASSWORD + "\n")

    assert done.exit_code == 1
    assert "first account" in done.stderr
    assert book.exists()


def test_a_new_password_and_role_and_removal_are_said(run: Run, admin: Path) -> None:
    run("users", "add", "noor", "--role", "reader", input=PASSWORD + "\n")

    assert "reviewer now" in run("users", "role", "noor", "--role", "reviewer").stderr
    assert "new password" in run("users", "password", "NOOR", input="another heron\n").stderr
    assert Entrance(admin.with_suffix(".accounts")).log_in("noor", "another heron", address="", former=None)
    assert "no account any more" in run("users", "remove", "noor").stderr


def test_a_book_on_a_server_needs_the_file_named(run: Run) -> None:
    done = run("users", "list", "--book", "postgresql://amal@db.example.org/levant")

    assert done.exit_code == 2
    assert "--accounts FILE" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("--host", "0.0.0.0"), ("--host", "::"), ("--name", "reports.example.org"), ("--https-cookies",)],  # noqa: S104
)
def test_a_server_for_other_machines_does_not_start_without_an_admin(
    run: Run, book: Path, served: list[object], words: tuple[str, ...]
) -> None:
    done = run("serve", "--port", "0", *words)

    assert done.exit_code == 1
    assert "sourcebook users add NAME --role admin" in done.stderr
    assert served == []
    assert not book.with_suffix(".accounts").exists()


def test_a_server_for_other_machines_starts_with_an_admin(
    run: Run, admin: Path, served: list[object]
) -> None:
    done = run("serve", "--port", "0", "--name", "reports.example.org", "--https-cookies")

    assert done.exit_code == 0, done.output
    assert len(served) == 1
    assert admin.exists()


def test_a_server_for_this_machine_starts_without_accounts(
    run: Run, book: Path, served: list[object]
) -> None:
    done = run("serve", "--port", "0")

    assert done.exit_code == 0, done.output
    assert len(served) == 1
    assert book.exists()


def test_a_file_of_accounts_that_is_none_stops_the_server_at_once(
    run: Run, book: Path, served: list[object]
) -> None:
    book.with_suffix(".accounts").write_text("amal:secret\n" * 100, encoding="utf-8")

    done = run("serve", "--port", "0")

    assert done.exit_code == 1
    assert "book.accounts" in done.stderr
    assert served == []
