"""Which fields of a claim may a person correct, and how is a value written?"""

import json
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sourcebook.errors import ValueProblem
from sourcebook.ledger.roles import ROLES
from sourcebook.model.claim import (
    Claim,
    Event,
    EventType,
    Expression,
    Modality,
    Phase,
    Predicate,
    Relation,
    Stance,
    Toll,
)
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Where

Value = Any
_MOST = 10_000_000_000  # people; no toll is larger
_TOLLS = ("killed", "wounded", "missing", "abducted", "displaced")


def _choice(kind: type[StrEnum]) -> Callable[[Value], Value]:
    def read(value: Value) -> Value:
        try:
            return kind(value)
        except ValueError as e:
            raise ValueProblem(f"{value!r} is none of {', '.join(kind)}") from e

    return read


def _ids(value: Value) -> tuple[str, ...]:
    held = [value] if isinstance(value, str) else value
    if not isinstance(held, list) or not all(isinstance(v, str) and v for v in held):
        raise ValueProblem(f'{value!r} is no list of texts; write ["one", "other"]')
    return tuple(held)


def _text(value: Value) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueProblem(f"{value!r} is no text")
    return value


def _flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise ValueProblem(f"{value!r} is neither true nor false")
    return value


def _when(value: Value) -> When:
    return When.parse(_text(value), ground=Ground.STATED)


def _where(value: Value) -> Where:
    if isinstance(value, dict) and set(value) == {"place", "fineness"}:
        return Where(place=_text(value["place"]), fineness=_choice(Fineness)(value["fineness"]))
    return Where(place=_text(value), fineness=Fineness.EXACT)


def _toll(value: Value) -> Toll:
    if isinstance(value, int) and _number(value):
        return Toll(low=value, best=value, high=value)
    keys = {"low", "best", "high", "expression"}
    if not isinstance(value, dict) or not value or set(value) - keys:
        raise ValueProblem(f'{value!r} is no number; write 12, or {{"low": 10, "high": 14}}')
    if any(not _number(value.get(name)) for name in ("low", "best", "high")):
        raise ValueProblem(
            f"{value!r} counts people; low, best and high are whole numbers from 0 up, or null"
        )
    said = _choice(Expression)(value.get("expression", "exact" if "best" in value else "range"))
    return Toll(low=value.get("low"), best=value.get("best"), high=value.get("high"), expression=said)


def _number(value: Value) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST)


_CLAIM: dict[str, Callable[[Value], Value]] = {
    "modality": _choice(Modality), "speaker": _text, "stance": _choice(Stance), "background": _flag,
}  # fmt: skip
_EVENT: dict[str, Callable[[Value], Value]] = {
    "type": _choice(EventType), "mode": _ids, "phase": _choice(Phase), "when": _when, "where": _where,
    "object": _ids, "weapon": _text, "aggregate": _flag, **dict.fromkeys(ROLES, _ids), **dict.fromkeys(_TOLLS, _toll),
}  # fmt: skip
_RELATION: dict[str, Callable[[Value], Value]] = {
    "predicate": _choice(Predicate), "subject": _text, "object": _text, "since": _when, "until": _when,
    "degree": _text, "support": _ids,
}  # fmt: skip
_EMPTY_LISTS = frozenset({"mode", "object", "support", *ROLES})
_NEEDED = frozenset({"type", "modality", "stance", "background", "aggregate", "predicate", "subject"})


def fields(claim: Claim) -> tuple[str, ...]:
    """The fields of a claim that can be corrected."""
    return (*_CLAIM, *(_EVENT if isinstance(claim.fact, Event) else _RELATION))


def parse(claim: Claim, name: str, value: str) -> Value:
    """The value of a correction, checked.

    Args:
        claim: the claim to correct.
        name: the field.
        value: as JSON text; "null" empties the field.

    Raises:
        ValueProblem: there is no such field, or it cannot hold that.
    """
    own = _EVENT if isinstance(claim.fact, Event) else _RELATION
    if name not in fields(claim):
        kind = "event" if isinstance(claim.fact, Event) else "tie"
        raise ValueProblem(f"no field {name!r} in an {kind}; its fields are {', '.join(fields(claim))}")
    try:
        held = json.loads(value)
    except json.JSONDecodeError as e:
        raise ValueProblem(f"the value of {name} is no JSON: {value!r} ({e})") from e
    if held is None:
        return _nothing(claim, name)
    try:
        return {**own, **_CLAIM}[name](held)
    except ValueProblem as e:
        raise ValueProblem(f"{name} cannot be {value}: {e}") from e


def _nothing(claim: Claim, name: str) -> Value:
    if name in _NEEDED or (name == "object" and isinstance(claim.fact, Relation)):
        raise ValueProblem(f"{name} cannot be empty")
    return () if name in _EMPTY_LISTS else None


def corrected(claim: Claim, name: str, value: str) -> Claim:
    """A claim with one field changed.

    Args:
        claim: the claim.
        name: the field.
        value: as JSON text.

    Raises:
        ValueProblem: there is no such field, or it cannot hold that.
    """
    held = parse(claim, name, value)
    if name in _CLAIM:
        return replace(claim, **{name: held})
    return replace(claim, fact=replace(claim.fact, **{name: held}))
