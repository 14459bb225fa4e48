"""A review server over a small book, and people who ask it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

import drafts
from sourcebook.ledger import Ledger
from sourcebook.ledger.opening import Book
from sourcebook.review.accounts import Users, accounts_beside, open_accounts
from sourcebook.review.app import create_app
from sourcebook.review.settings import Settings
from sourcebook.review.words import Role

HOME = "http://127.0.0.1:8321"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "seven quiet herons"  # noqa: S105 - of accounts that a test makes
API = "/api/v1"


def a_book(folder: Path) -> Path:
    """A book with one report."""
    path = folder / "levant.sourcebook"
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft())
    return path


def with_accounts(book: Path, **roles: str) -> Users:
    """Accounts beside the book, all with one password; the first is to be an admin."""
    users = Users(open_accounts(accounts_beside(book), create=True))
    for name, role in roles.items():
        users.add(name, role=Role(role), password=PASSWORD)
    return users


def an_app(book: Book, **settings: Any) -> FastAPI:
    """The real server."""
    return create_app(Settings(book=book, **settings))


class Person:
    """Somebody with a browser: keeps cookies, sends the token along, comes from the server's own page."""

    def __init__(self, app: FastAPI, *, home: str = HOME, strict: bool = True) -> None:
        self.http = TestClient(app, base_url=home, raise_server_exceptions=strict, headers={"Origin": home})

    def token(self) -> str:
        """What a change is to send along."""
        return str(self.get("/session").json()["csrf"])

    def get(self, path: str, **given: Any) -> Any:
        """Ask."""
        return self.http.get(f"{API}{path}", **given)

    def change(
        self, method: str, path: str, json: object = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """Change something, as the page does."""
        sent = {"X-Sourcebook-Token": self.token(), **(headers or {})}
        return self.http.request(method, f"{API}{path}", json=json, headers=sent)

    def log_in(self, name: str, password: str = PASSWORD) -> Any:
        """Log in."""
        return self.change("POST", "/session", {"name": name, "password": password})
