"""Blocks: lines in order, whose columns are kept as they are sent; a changed line costs its block alone."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from pydantic_core import to_json

from sourcebook.review.world.deflated import Piece, piece

_MOST = 400  # lines of a block; a larger one is cut in two


class Line(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """Its id."""


L = TypeVar("L", bound=Line)
Place = tuple[Any, ...]


class _Block(Generic[L]):
    """Neighbours.

    Attributes:
        places: of the lines, in order.
        columns: pieces by the names of the columns; None when a line changed since.
    """

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self.columns: dict[str, Piece] | None = None

    @property
    def last(self) -> Place:
        """The place of its last line."""
        return self.places[-1]


class Blocks(Generic[L]):
    """Lines in order.

    Args:
        order: what a line is sorted by; lines that are equal stand in the order of their ids.
        shape: the type of the columns, a dataclass of lists.
        columns: makes columns of lines.
    """

    def __init__(
        self, *, order: Callable[[L], Place], shape: type[Any], columns: Callable[[Iterable[L]], Any]
    ) -> None:
        self._order, self._columns = order, columns
        self.names = [f.name for f in fields(shape)]
        self._lines: dict[str, L] = {}
        self._places: dict[str, Place] = {}
        self._blocks: list[_Block[L]] = []

    def __iter__(self) -> Iterator[L]:
        """The lines in their order."""
        return (self._lines[p[-1]] for block in self._blocks for p in block.places)

    def put(self, line: L) -> None:
        """Put a line in, or in the place of the one with its id.

        Args:
            line: the line.
        """
        self.drop(line.id)
        place = (*self._order(line), line.id)
        self._lines[line.id], self._places[line.id] = line, place
        if not self._blocks:
            self._blocks.append(_Block([place]))
            return
        n = min(self._at(place), len(self._blocks) - 1)
        block = self._blocks[n]
        insort(block.places, place)
        block.columns = None
        if len(block.places) > _MOST:
            half = len(block.places) // 2
            self._blocks[n : n + 1] = [_Block(block.places[:half]), _Block(block.places[half:])]

    def drop(self, ident: str) -> None:
        """Take a line away; nothing happens without one.

        Args:
            ident: its id.
        """
        place = self._places.pop(ident, None)
        if place is None:
            return
        del self._lines[ident]
        n = self._at(place)
        block = self._blocks[n]
        del block.places[bisect_left(block.places, place)]
        block.columns = None
        if not block.places:
            del self._blocks[n]

    def forget(self) -> None:
        """Have all columns made anew, since what they refer to stands elsewhere now."""
        for block in self._blocks:
            block.columns = None

    def _at(self, place: Place) -> int:
        """Index of the first block that does not end before a place."""
        return bisect_left(self._blocks, place, key=attrgetter("last"))

    def pieces(self) -> Iterator[Piece]:
        """The columns as one object of JSON."""
        made = [self._made(block) for block in self._blocks]
        for n, name in enumerate(self.names):
            yield glue(("," if n else "{") + f'"{name}":[')
            for m, columns in enumerate(made):
                if m:
                    yield glue(",")
                yield columns[name]
            yield glue("]")
        yield glue("}")

    def _made(self, block: _Block[L]) -> dict[str, Piece]:
        if block.columns is None:
            told = self._columns([self._lines[p[-1]] for p in block.places])
            block.columns = {name: piece(to_json(getattr(told, name))[1:-1]) for name in self.names}
        return block.columns


@lru_cache(maxsize=256)
def glue(text: str) -> Piece:
    """What stands between pieces.

    Args:
        text: of JSON.
    """
    return piece(text.encode())
