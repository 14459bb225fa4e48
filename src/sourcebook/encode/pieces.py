"""Which pieces of words does the encoder read? Words cut by the WordPiece vocabulary that the weights know."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.encode.words import Word, case_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST = 254
"""Pieces that a stretch may have, without the marks at both ends."""


@dataclass(frozen=True)
class Pieces:
    """A stretch of words as the encoder reads it.

    Attributes:
        ids: pieces, with the marks at both ends.
        case: how the word of each piece is written (`words.case_of`); "other" for the marks.
        first: index of the piece that begins each word.
    """

    ids: list[int]
    case: list[int]
    first: list[int]


def tokenizer(path: Path) -> "Tokenizer":
    """The vocabulary of a file `tokenizer.json`, which neither pads nor cuts."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - a command that reads nothing need not load it

    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def pieces(cutter: "Tokenizer", text: str, found: Sequence[Word]) -> Pieces:
    """Words as pieces. A word that the vocabulary drops (a control character) shares the piece before it."""
    cut = cutter.encode([text[w.start : w.end] for w in found], is_pretokenized=True)
    cases = [case_of(text[w.start : w.end]) for w in found]
    first: list[int | None] = [None] * len(found)
    case = []
    for at, word in enumerate(cut.word_ids):
        case.append(5 if word is None else cases[word])
        if word is not None and first[word] is None:
            first[word] = at
    filled: list[int] = []
    for begin in first:
        filled.append(begin if begin is not None else filled[-1] if filled else 0)
    return Pieces(ids=list(cut.ids), case=case, first=filled)
