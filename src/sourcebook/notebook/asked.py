"""What can be asked of a book by keyword, and the question that becomes of it."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict, TypeVar

from sourcebook.errors import DateProblem, NameProblem, ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import EventType, Modality, Predicate
from sourcebook.model.judgement import Status
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place

Day = date | str
"""A day; or a day, month or year as text: "2024-12-08", "2024-12", "2024"."""

C = TypeVar("C", bound=StrEnum)


class Asked(TypedDict, total=False):
    """What narrows a question; whatever is left out or None narrows nothing.

    Attributes:
        actor: only what names this actor, by any of its names or its id.
        place: only what happens there, or has an end there; a country takes in its places.
        type: only events of this type ("ASSAULT").
        predicate: only ties of this kind ("led_by").
        modality: only what is said so surely ("hedged").
        first: only what may have happened on this day or later; of a month or year its first day counts.
        last: only what may have happened on this day or earlier; of a month or year its last day counts.
        as_of: only events that may have happened by this day, and ties that held on it, or may have.
        report: only what this report says; the beginning of its id is enough.
        search: only claims whose words hold these.
        status: only claims that people left so ("accepted"); else all but the rejected.
        background: whether events that reports only allude to come too.
        limit: at most so many claims.
    """

    actor: str | None
    place: str | None
    type: EventType | str | None
    predicate: Predicate | str | None
    modality: Modality | str | None
    first: Day | None
    last: Day | None
    as_of: Day | None
    report: str | None
    search: str | None
    status: Status | str | None
    background: bool
    limit: int | None


def query_of(ledger: Ledger, asked: Asked) -> ClaimQuery:
    """The question to a book.

    Args:
        ledger: the book.
        asked: what was given by keyword.

    Raises:
        NameProblem: the book knows nobody of a name.
        ValueProblem: there is no such keyword, type, predicate, modality or status, or a day is on no calendar.
    """
    if unknown := sorted(asked.keys() - Asked.__annotations__.keys()):
        raise ValueProblem(
            f"there is no {', '.join(unknown)} to ask by; there are {', '.join(Asked.__annotations__)}"
        )
    ready = {name: _READY[name](value) for name, value in asked.items() if name in _READY}
    plain = {
        name: value for name, value in asked.items() if name in ("report", "search", "background", "limit")
    }
    who = {
        "actors": ids_of(ledger, asked.get("actor"), place=False),
        "places": ids_of(ledger, asked.get("place"), place=True),
    }
    return ClaimQuery(**who, **plain, **ready)  # type: ignore[arg-type] # each as its own reader made it


def first_day(day: Day | None) -> date | None:
    """The day that a question begins with; None where it begins nowhere."""
    return day if isinstance(day, date) or day is None else _when(day).first


def last_day(day: Day | None) -> date | None:
    """The day that a question ends with, likewise."""
    return day if isinstance(day, date) or day is None else _when(day).last


def ids_of(ledger: Ledger, name: str | None, *, place: bool) -> tuple[str, ...] | None:
    """Ids of the actors or places of a name, or the one whose id it is; None where no name is given.

    Args:
        ledger: the book.
        name: a name or id.
        place: whether a place is meant.

    Raises:
        NameProblem: the book knows none of that name; the text names those that come near.
    """
    if name is None:
        return None
    found = [e.id for e in ledger.find(name) if isinstance(e, Place) == place]
    if found:
        return (name,) if name in found else tuple(found)
    near = [e.name for e in ledger.near(name) if isinstance(e, Place) == place]
    hint = f"did you mean {', '.join(near)}?" if near else "claims(search=...) looks through the words"
    raise NameProblem(f"no {'place' if place else 'actor'} called {name!r} in {ledger.path}; {hint}")


def _when(day: str) -> When:
    try:
        return When.parse(day, ground=Ground.STATED)
    except DateProblem as e:
        raise ValueProblem(f"{day!r} is no day; give it as 2024, 2024-12 or 2024-12-08") from e


def _one_of(kind: type[C]) -> Callable[[str | None], C | None]:
    """Reads a word of a list of choices, whatever its case."""
    words = {str(one).casefold(): one for one in kind}

    def ready(word: str | None) -> C | None:
        if word is None:
            return None
        if word.casefold() not in words:
            raise ValueProblem(f"{word!r} is no {kind.__name__.casefold()}; there are {', '.join(kind)}")
        return words[word.casefold()]

    return ready


_READY: dict[str, Callable[[Any], object]] = {
    "type": _one_of(EventType),
    "predicate": _one_of(Predicate),
    "modality": _one_of(Modality),
    "status": _one_of(Status),
    "first": first_day,
    "last": last_day,
    "as_of": last_day,
}
