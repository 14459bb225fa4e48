"""A sketch of a text: a few of its runs of words, so that a table finds who may share a passage with it.

The runs are chosen by winnowing (Schleimer, Wilkerson and Aiken, 2003): of every eight that follow one another the
smallest number stays. Whatever is chosen depends on the words nearby alone, so that twelve words which stand in
two texts are sure to give one chosen run to both, wherever they stand. MinHash with bands, the usual way, compares
texts as wholes: of the paragraphs that `benchmarks/copies.py` merges into another article it loses two in five with 357
keys for 600 words and all with 89, where winnowing finds every one with 128. Choosing the runs that four divides finds
every one too, with more keys, more chance meetings and no promise.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from struct import iter_unpack, pack

from sourcebook.errors import ValueProblem
from sourcebook.link.wording import Wording
from sourcebook.model.text import Span

__all__ = ["LEAST", "WINDOW", "Sketch", "candidates", "near", "sketch"]

WINDOW = 8  # runs of which one is chosen
LEAST = 2  # chosen runs that two texts share before they are compared; twenty words in a row are sure to give them
_BYTES = 8  # for each chosen run


@dataclass(frozen=True, slots=True)
class Sketch:
    """Chosen runs of a text; about 130 for 600 words.

    Attributes:
        keys: numbers from 0 to 2**63 - 1, smallest first: what a table holds, one row each.
    """

    keys: tuple[int, ...]

    def __bytes__(self) -> bytes:
        """Eight bytes for each key, the highest first."""
        return pack(f">{len(self.keys)}Q", *self.keys)

    @classmethod
    def of_bytes(cls, data: bytes) -> "Sketch":
        """Read what `bytes(sketch)` wrote.

        Args:
            data: the bytes.

        Raises:
            ValueProblem: these are no bytes of a sketch.
        """
        if len(data) % _BYTES:
            raise ValueProblem(
                f"a sketch has eight bytes a key; {len(data)} bytes are cut off, make it again"
            )
        return cls(tuple(key for (key,) in iter_unpack(">Q", data)))

    def meets(self, shared: int) -> bool:
        """Whether so many shared keys are enough to compare the texts.

        Args:
            shared: keys that the other text's sketch has too.
        """
        return shared >= max(1, min(LEAST, len(self.keys)))


def sketch(text: str, *, without: Iterable[Span] = ()) -> Sketch:
    """Sketch a text; the same words give the same sketch on every machine.

    Args:
        text: a report's text.
        without: ranges that do not count, such as the report's `not_body`.
    """
    return of_wording(Wording.of(text, without=without))


def of_wording(wording: Wording) -> Sketch:
    """Sketch a text that has been gone through.

    Args:
        wording: the text.
    """
    runs = wording.runs
    chosen = {min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))} if runs else set()
    return Sketch(tuple(sorted(chosen)))


def near(one: Sketch, holders: Callable[[Collection[int]], Iterable[tuple[int, str]]]) -> list[str]:
    """The texts of a table that may share a passage with one.

    Args:
        one: its sketch.
        holders: gives for some keys the rows (key, text) of the table.

    Returns:
        Ids, in order; each is to be compared word by word. Of paragraphs of less than forty words in which one in
        ten was changed, one in ten is missed.
    """
    shared: dict[str, int] = defaultdict(int)
    for _, holder in holders(one.keys):
        shared[holder] += 1
    return sorted(holder for holder, keys in shared.items() if one.meets(keys))


def candidates(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Pairs of texts that may share a passage.

    Args:
        sketches: from a text's id to its sketch.

    Yields:
        Two ids, the smaller first, in order.
    """
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for holders in _held(sketches).values():
        for pair in combinations(sorted(holders), 2):
            shared[pair] += 1
    for pair in sorted(shared):
        if any(sketches[one].meets(shared[pair]) for one in pair):
            yield pair


def _held(sketches: Mapping[str, Sketch]) -> dict[int, list[str]]:
    held: dict[int, list[str]] = defaultdict(list)
    for ident, one in sketches.items():
        for key in one.keys:
            held[key].append(ident)
    return held
