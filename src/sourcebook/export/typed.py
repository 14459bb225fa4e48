"""Types and values as people write them in another tool, as a correction keeps them."""

import json
from typing import Any

from sourcebook.errors import NameProblem, ValueProblem
from sourcebook.ledger import Ledger
from sourcebook.ledger.roles import ROLES
from sourcebook.model.claim import EventType, Predicate

_LISTS = frozenset({*ROLES, "mode", "support", "object"})
_DATES = frozenset({"when", "since", "until"})
_NAMES = frozenset({*ROLES, "where", "subject"})
"""Fields that hold ids; `object` does so in ties."""


def kind_of(type_: str) -> EventType | Predicate:
    """A type of event or a predicate by its name.

    Args:
        type_: "ASSAULT", "led_by"; in whatever case.

    Raises:
        ValueProblem: there is none of that name.
    """
    name = type_.strip()
    kinds: tuple[type[EventType | Predicate], ...] = (EventType, Predicate)
    for kind, folded in zip(kinds, (name.upper(), name.lower()), strict=True):
        if folded in list(kind):
            return kind(folded)
    raise ValueProblem(f"{type_!r} is neither a type of event nor a tie; `docs/schema.md` lists both")


def value_of(ledger: Ledger, field: str, words: str, *, tie: bool) -> str:
    """The value of a field, as people write it, as the JSON text of a correction.

    Args:
        ledger: the book, for names.
        field: the field.
        words: JSON, or a name, date, number or word without quotation marks; several apart by ";".
        tie: whether it is of a tie.

    Raises:
        NameProblem: a name means nobody in the book, or several.
    """
    held = _loaded(words)
    if field in _DATES and held is not None:
        return json.dumps(words.strip() if not isinstance(held, str) else held)
    if field in _LISTS and not (tie and field == "object") and isinstance(held, str):
        held = [part.strip() for part in held.split(";") if part.strip()]
    if field in _NAMES or (tie and field == "object"):
        held = _ids(ledger, held)
    return json.dumps(held, ensure_ascii=False)


def _loaded(words: str) -> Any:  # noqa: ANN401 - as JSON has it
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words.strip()


def _ids(ledger: Ledger, held: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(held, list):
        return [_ids(ledger, one) for one in held]
    return _id(ledger, held) if isinstance(held, str) else held


def _id(ledger: Ledger, name: str) -> str:
    if ledger.actor(name) is not None or ledger.place(name) is not None:
        return name
    found = ledger.find(name)
    if len(found) == 1:
        return found[0].id
    if found:
        raise NameProblem(f"{name!r} may be any of {', '.join(e.id for e in found)}; give an id")
    raise NameProblem(f"nobody and no place called {name!r} in {ledger.path}; give a name or id of the book")
