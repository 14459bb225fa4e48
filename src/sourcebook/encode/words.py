"""Where do words begin and end, and how are they written? Words as the encoder counts them."""

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")

CASES = ("lower", "Title", "UPPER", "digits", "miXed", "other")
"""How a word is written; the weights themselves know no case."""


class Word(NamedTuple):
    """A word: code points [start, end) of the text it stands in."""

    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of a stretch of text: runs of letters and digits, and each other sign by itself."""
    return [Word(*m.span()) for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def case_of(word: str) -> int:
    """Index into CASES of how a word is written."""
    if not word.isalpha():
        return 3 if word.isdigit() else 5 if not word.isalnum() else 4
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return (
        1
        if word[0].isupper() and (len(word) == 1 or word[1:].islower())
        else 4
        if word.upper() != word
        else 5
    )
