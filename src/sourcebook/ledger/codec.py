"""Facts as JSON and back, checked strictly: no other types, no unknown keys."""

from datetime import date
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from sourcebook.errors import NotABook, ValueProblem

T = TypeVar("T")
LAST = "9999-99-99"
"""Where a day would stand and none is told: after every day."""

_ADAPTERS: dict[object, TypeAdapter[Any]] = {}
_CHECKS: dict[object, SchemaValidator] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type of the model
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _check(kind: Any) -> SchemaValidator:  # noqa: ANN401 - any type of the model
    if kind not in _CHECKS:
        _CHECKS[kind] = SchemaValidator(_in_turn(_adapter(kind).core_schema))
    return _CHECKS[kind]


def _in_turn(schema: Any) -> Any:  # noqa: ANN401 - a schema or a part of one
    """A schema that is content with the first choice that fits.

    An event never passes for a tie, and to show that it is none takes as long as to read it.
    """
    if isinstance(schema, list | tuple):
        return type(schema)(map(_in_turn, schema))
    if not isinstance(schema, dict):
        return schema
    made = {name: _in_turn(part) for name, part in schema.items()}
    facts = made.get("type") == "union" and all(c["type"] == "dataclass" for c in made["choices"])
    return made | {"mode": "left_to_right"} if facts else made


def to_json(value: object) -> str:
    """A value of the model as JSON; what has its default is left out.

    Args:
        value: a dataclass of the model.

    Raises:
        ValueProblem: the value holds characters that no UTF-8 file can hold (lone surrogates).
    """
    try:
        raw: bytes = _adapter(type(value)).dump_json(value, exclude_defaults=True)
    except ValueError as e:  # pydantic_core's serialization error is a ValueError
        raise ValueProblem(f"{type(value).__name__} cannot be written as UTF-8: {e}") from e
    return raw.decode("utf-8")


def from_json(kind: type[T], raw: str) -> T:
    """A value of the model from the JSON of `to_json`.

    Args:
        kind: the type expected.
        raw: JSON text.

    Raises:
        NotABook: the text does not hold such a value.
    """
    try:
        value: T = _check(kind).validate_json(raw, strict=True, extra="forbid")
    except ValidationError as e:
        raise NotABook(
            f"a stored {kind.__name__} does not hold together; the book is damaged or was edited by hand: {e}"
        ) from e
    return value


def iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD, or None."""
    return None if day is None else day.isoformat()
