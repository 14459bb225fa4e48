"""What a tie is about, in one number; and rows that meet in a value."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from sourcebook.asof.held_many import Flags, Ints
from sourcebook.ledger.columned import Columns
from sourcebook.model.claim import SYMMETRIC, Predicate

PREDICATES = tuple(Predicate)
_BITS = 28  # of an id's number
_MASK = (1 << _BITS) - 1
_BOTH_WAYS = [PREDICATES.index(p) for p in SYMMETRIC]


def code(predicate: Ints, subject: Ints, object_: Ints) -> Ints:
    """What ties are about.

    Args:
        predicate: places in `PREDICATES`.
        subject: numbers of the subjects.
        object_: numbers of the objects.
    """
    found: Ints = (predicate.astype(np.int64) << (2 * _BITS)) | (subject << _BITS) | object_
    return found


def split(codes: Ints) -> tuple[Ints, Ints, Ints]:
    """Predicates, subjects and objects of codes."""
    return codes >> (2 * _BITS), (codes >> _BITS) & _MASK, codes & _MASK


def both_ways(predicate: Ints) -> Flags:
    """Whether ties hold both ways."""
    return np.isin(predicate, _BOTH_WAYS)


def sorted_ends(columns: Columns, predicate: Ints, subject: Ints, object_: Ints) -> tuple[Ints, Ints]:
    """Both ends of ties; of those that hold both ways that id first which comes first."""
    words = columns.words
    ways = np.flatnonzero(both_ways(predicate))
    turn = np.fromiter(
        (words[a] > words[b] for a, b in zip(subject[ways], object_[ways], strict=True)), bool, len(ways)
    )
    one, other = subject.copy(), object_.copy()
    one[ways[turn]], other[ways[turn]] = object_[ways[turn]], subject[ways[turn]]
    return one, other


def places(columns: Columns, kind: type[StrEnum], numbers: Ints) -> Ints:
    """Places of the choices that words stand for; -1 for words that are none.

    Args:
        columns: the book.
        kind: the choices.
        numbers: of the words.
    """
    of = np.full(len(columns.words), -1, np.int64)
    for place, one in enumerate(kind):
        number = columns.numbers.get(str(one))
        if number is not None:
            of[number] = place
    return of[numbers]


def meeting(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The places of all pairs of rows that have the same value.

    Args:
        one: values.
        other: values.
    """
    order = np.argsort(other, kind="stable")
    ranked = other[order]
    low, high = np.searchsorted(ranked, one, "left"), np.searchsorted(ranked, one, "right")
    counts = high - low
    begin = np.repeat(low - np.cumsum(counts) + counts, counts)
    return np.repeat(np.arange(len(one)), counts), order[begin + np.arange(counts.sum())]


def found_in(codes: Ints, wanted: Ints) -> tuple[Flags, Ints]:
    """Which of some codes are among others, and where.

    Args:
        codes: in order.
        wanted: those looked for.
    """
    at = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
    return (codes[at] == wanted if len(codes) else np.zeros(len(wanted), bool)), at


def numbers(values: Sequence[int]) -> Ints:
    """Whole numbers as a column."""
    return np.array(values, np.int64)
