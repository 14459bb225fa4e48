"""Sourcebook reads news reports about conflict and drafts the record that an analyst keeps.

Importing this package loads no model and opens no file. `sourcebook.open(path)` gives a book's tables to notebooks.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_LATER = {
    "open": "open_book"
}  # loaded from `sourcebook.notebook` when it is asked for; typed in __init__.pyi


def __getattr__(name: str) -> Any:  # noqa: ANN401 - Python's own signature
    """What is loaded only when it is asked for."""
    if name in _LATER:
        return getattr(import_module(f"{__name__}.notebook"), _LATER[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What the package has, with what it loads later."""
    return sorted({*globals(), *_LATER})
