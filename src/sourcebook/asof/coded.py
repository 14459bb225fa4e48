"""What a tie is about, in one number; and rows that meet in a value."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np

from sourcebook.asof.held_many import Flags, Ints
from sourcebook.ledger.columned import Columns
from sourcebook.model.claim import SYMMETRIC, Predicate

PREDICATES = tuple(Predicate)
_BITS = 28  # of an id's number
_MASK = (1 << _BITS) - 1


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
    return of_predicates(predicate, SYMMETRIC)


def of_predicates(predicate: Ints, wanted: Iterable[Predicate]) -> Flags:
    """Whether ties are of some predicates.

    Args:
        predicate: places in `PREDICATES`.
        wanted: the predicates.
    """
    return among(predicate, numbers([PREDICATES.index(one) for one in wanted]))


def among(values: Ints, wanted: Ints) -> Flags:
    """Whether values are among others: `numpy.isin` by a table, for small whole numbers from 0 on.

    Args:
        values: any.
        wanted: those looked for.
    """
    size = int(wanted.max(initial=-1)) + 1
    table = np.zeros(size + 1, bool)  # the last cell stands for all that are larger
    table[wanted] = True
    return table[np.minimum(values, size)]


def distinct(values: Ints) -> Ints:
    """Values, each once, in order: `numpy.unique` by sorting, which takes less time for many.

    Args:
        values: any.
    """
    order = np.sort(values)
    fresh = np.ones(len(order), bool)
    fresh[1:] = order[1:] != order[:-1]
    return order[fresh]


def sorted_ends(columns: Columns, predicate: Ints, subject: Ints, object_: Ints) -> tuple[Ints, Ints]:
    """Both ends of ties; of those that hold both ways that id first which comes first."""
    turn = both_ways(predicate) & (columns.ranks[subject] > columns.ranks[object_])
    return np.where(turn, object_, subject), np.where(turn, subject, object_)


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
