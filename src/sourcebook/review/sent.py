"""What requests that change something have in common: who sends them, under which key, and what they answer."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sourcebook.ledger import Ledger
from sourcebook.ledger.roles import ROLES
from sourcebook.review.books import Books
from sourcebook.review.kept import kept
from sourcebook.review.refusals import Refused
from sourcebook.review.rows import rows
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.words import Judged

_KEY = re.compile(r"[!-~]{1,200}")
_LONGEST_NAME = 200
_NAMES = frozenset({*ROLES, "where", "subject"})
"""Fields that hold ids; `object` does so in ties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends a change.

    Attributes:
        by: the reviewer's name.
        key: of the request, as the book keeps it: of this reviewer's alone.
        at: when it came.
    """

    by: str
    key: str
    at: datetime


def sender(account: str | None, by: str | None, key: str) -> Sender:
    """Who sends a change.

    Args:
        account: name of the account; None where there are none.
        by: the name that the request gives; ignored where there are accounts.
        key: of the request.

    Raises:
        Refused: nobody is named, or the key is none.
    """
    name = (account if account is not None else by or "").strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise refused("by", "say who judges: a name in `by`, of at most 200 letters")
    if not _KEY.fullmatch(key):
        raise refused(
            "key", "a request that changes something has a key of its own, of 1 to 200 letters and digits"
        )
    return Sender(by=name, key=f"{name}/{key}", at=datetime.now(UTC))


def refused(short: str, message: str) -> Refused:
    """A request that says something that cannot be.

    Args:
        short: a short name for programs.
        message: what is wrong, and what to do.
    """
    return Refused(422, short, message)


def as_json(ledger: Ledger, field: str, value: Any, *, tie: bool) -> str:  # noqa: ANN401 - as JSON has it
    """The value of a field as a judgement keeps it.

    Args:
        ledger: the book.
        field: the field.
        value: as the request has it.
        tie: whether the claim is a tie.

    Raises:
        Refused: it cannot be written, or names somebody of whom the book knows nothing.
    """
    try:
        told = json.dumps(value, ensure_ascii=False, allow_nan=False)
        told.encode()
    except (ValueError, RecursionError) as e:
        raise refused("value", f"the value of {field} cannot be written down: {e}") from e
    if field in _NAMES or (tie and field == "object"):
        _check_names(ledger, field, value)
    return told


def _check_names(ledger: Ledger, field: str, value: Any) -> None:  # noqa: ANN401 - as JSON has it
    held = value.get("place") if isinstance(value, dict) else value
    for ident in held if isinstance(held, list) else [held]:
        if isinstance(ident, str) and ledger.actor(ident) is None and ledger.place(ident) is None:
            raise refused(
                "name", f"{field} names {ident!r}, and the book knows nobody and no place of that id"
            )


def answer(books: Books, numbers: Iterable[int], sort: str, claims: Iterable[str] = ()) -> Judged:
    """What came of a change.

    Args:
        books: the book.
        numbers: of the judgements or decisions.
        sort: "judgement" or "decision".
        claims: ids of the claims that it is about.
    """
    return _answer(books, books.now(), list(numbers), sort, list(dict.fromkeys(claims)))


@at_once
def _answer(books: Books, shown: Shown, numbers: list[int], sort: str, about: list[str]) -> Judged:
    patch = books.worlds.patch(shown, about) if sort == "judgement" else None  # first, as rows use it
    return Judged(
        numbers=numbers,
        sort=sort,
        version=shown.version,
        claims=rows(kept(shown), shown.ledger.entries(about)),
        patch=patch,
    )
