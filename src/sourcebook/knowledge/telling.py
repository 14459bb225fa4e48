"""What tells two names apart however alike the rest is: numbers, directions and words such as "new" or "provisional".

The words stand in `lexicon/telling.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache

from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.lexicons import lexicon

_NUMBER = re.compile(r"0*(\d+)(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The words of a name that tell it from others.

    Attributes:
        numerals: its numbers, in digits.
        compass: its directions.
        qualifiers: other words that make it another body.
    """

    numerals: frozenset[str]
    compass: frozenset[str]
    qualifiers: frozenset[str]


def marks(name: str) -> Marks:
    """The words of a name that tell it from others.

    Args:
        name: as written.
    """
    words = fold_name(name).split()
    tables = _tables()
    found = {table: frozenset(forms[w] for w in words if w in forms) for table, forms in tables.items()}
    digits = frozenset(m.group(1) for w in words if (m := _NUMBER.fullmatch(w)))
    return Marks(
        numerals=found["numerals"] | digits, compass=found["compass"], qualifiers=found["qualifiers"]
    )


def tell_apart(one: str, other: str) -> bool:
    """Whether two spellings of what may be one name differ in a number, a direction or a qualifier.

    Args:
        one: a name as written.
        other: another.
    """
    return marks(one) != marks(other)


def contradict(one: str, other: str) -> bool:
    """Whether two names that may be quite different both have a number, direction or qualifier, and not the same.

    Args:
        one: a name as written.
        other: another.
    """
    a, b = marks(one), marks(other)
    pairs = ((a.numerals, b.numerals), (a.compass, b.compass), (a.qualifiers, b.qualifiers))
    return any(x and y and x != y for x, y in pairs)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return {table: dict(lexicon("telling")[table]) for table in ("numerals", "compass", "qualifiers")}
