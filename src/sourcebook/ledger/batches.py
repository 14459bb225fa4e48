"""Many values, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Values in lists of a size, the last one shorter.

    Args:
        values: any; taken as the lists are asked for.
        size: of a list.
    """
    every = iter(values)
    while some := list(islice(every, size)):
        yield some
