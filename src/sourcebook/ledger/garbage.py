"""How often Python looks for garbage while many claims are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000  # new objects between two searches


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let cycles be looked for seldom: claims have none, and the search takes a fifth of the time of reading many."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SELDOM) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
