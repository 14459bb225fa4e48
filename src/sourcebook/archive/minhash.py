"""MinHash: numbers by which texts that are mostly the same find one another in a table.

A. Broder, "On the resemblance and containment of documents" (1997): of two sets, the share of equal minima over many
orders of what can be in them estimates how much of both is shared. Bands of minima as keys: J. Leskovec, A. Rajaraman
and J. Ullman, "Mining of Massive Datasets", chapter 3: with 32 bands of four, texts that share 0.9 miss one another
less than once in 10^14 times, and those that share 0.3 meet about once in four.
"""

import re
import zlib

import numpy as np
import numpy.typing as npt

ORDERS, BANDS = 128, 32
ALIKE = 0.9  # share of equal minima from which one text is a copy of the other
_RUN = 5  # words
_WORD = re.compile(r"\w+")
Minima = npt.NDArray[np.uint32]


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The numbers, thrown about (the finisher of SplitMix64: G. Steele, D. Lea and C. Flood, 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


_SEED = _mixed(np.arange(1, 2 * ORDERS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)).reshape(
    2, ORDERS
)


def minima(text: str) -> Minima:
    """The smallest number of a text's runs of five words under each order.

    Args:
        text: the report's.

    Returns:
        128 numbers; the same on every machine.
    """
    words = _WORD.findall(text.casefold())
    coded = [w.encode("utf-8", "surrogatepass") for w in words]
    runs = {b" ".join(coded[i : i + _RUN]) for i in range(max(len(words) - _RUN + 1, 1))}
    numbers = np.fromiter(set(map(zlib.crc32, runs)), dtype=np.uint64)
    factor, shift = _SEED[0] | np.uint64(1), _SEED[1]
    smallest = np.full(ORDERS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for part in np.array_split(numbers, len(numbers) // 4096 + 1):
        mixed = (part[:, None] * factor + shift) >> np.uint64(32)
        smallest = np.minimum(smallest, mixed.min(axis=0).astype(np.uint32))
    return smallest


def bands(of: Minima) -> list[int]:
    """Keys under which a text meets others.

    Args:
        of: its minima.

    Returns:
        32 numbers below 2**63, in the order of the bands.
    """
    rows = of.reshape(BANDS, ORDERS // BANDS)
    mixed = np.arange(BANDS, dtype=np.uint64)
    for column in range(rows.shape[1]):
        mixed = _mixed(mixed ^ rows[:, column].astype(np.uint64))
    return [int(n >> np.uint64(1)) for n in mixed]


def alike(one: Minima, other: Minima) -> bool:
    """Whether two texts are mostly the same."""
    return bool(np.mean(one == other) >= ALIKE)
