"""Shown: the book as one request sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from sourcebook.ledger import Ledger
from sourcebook.ledger.entities import Names
from sourcebook.ledger.overview import Growth

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The book as one request sees it.

    Attributes:
        ledger: the book, for reading.
        names: ids to names, those looked up before too.
        version: changes whenever an answer may.
        clock: up to where the book is read: "" for all of it, else "known:..." or "release:...".
        growth: how far it had grown.
    """

    ledger: Ledger
    names: Names
    version: str
    clock: str
    growth: Growth


def touched_since(shown: Shown, former: Growth) -> set[str]:
    """Ids of the claims that judgements touch which were made since a book had grown so far, those taken back too.

    Args:
        shown: the book.
        former: how far it had grown.
    """
    about = shown.ledger.overview.judged_since(former.judgement)
    told = shown.ledger.standings().of.items()  # also of claims that another reader drafts under other ids
    return about | {c for c, s in told if s.history and s.history[-1].n > former.judgement}


def at_once(answering: Callable[P, T]) -> Callable[P, T]:
    """Has a function ask the book that it is given as of one moment, on one connection.

    Args:
        answering: takes a `Shown` by position.
    """

    @wraps(answering)
    def asked(*given: P.args, **named: P.kwargs) -> T:
        shown = next(one for one in given if isinstance(one, Shown))
        with shown.ledger.at_once():
            return answering(*given, **named)

    return asked
