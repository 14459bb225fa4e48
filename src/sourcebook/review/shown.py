"""Shown: the book as one request sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from sourcebook.ledger import Ledger
from sourcebook.ledger.entities import Names
from sourcebook.ledger.overview import Growth
from sourcebook.ledger.since import Added

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 50  # reports added since, from which on everything is put together anew


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of a book since it had grown so far.

    Attributes:
        touched: ids of the claims that were added, or that judgements are about which were made since.
        added: what new reports brought.
    """

    touched: frozenset[str]
    added: Added


def since(shown: Shown, former: Growth) -> Since | None:
    """What became of a book since it had grown so far; None when little of what was known then need hold now.

    Args:
        shown: the book.
        former: how far it had grown.
    """
    if shown.clock or not shown.growth.added_on(former):
        return None
    added: Added | None = Added()
    if not shown.growth.judged_on(former):
        added = shown.ledger.overview.added_since(former, most=_MOST)
    if added is None:
        return None
    return Since(touched=added.claims | touched_since(shown, former), added=added)


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
