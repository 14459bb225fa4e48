"""Which pieces of words does the encoder read? Words cut by the WordPiece vocabulary that the weights know."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.encode.words import CASES, Word, case_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MOST = 254
"""Pieces that a stretch may have, without the marks at both ends."""
OTHER = CASES.index("other")


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


@dataclass(frozen=True, slots=True)
class CutWord:
    """A word by itself: its pieces (none where the vocabulary drops it) and how it is written."""

    ids: tuple[int, ...]
    case: int


_REMEMBERED, _LONG = 50_000, 64  # words whose pieces are kept, and the letters that one may have for that


def _cut(cutter: "Tokenizer", word: str) -> CutWord:
    cut = cutter.encode([word], is_pretokenized=True, add_special_tokens=False)
    return CutWord(ids=tuple(cut.ids), case=case_of(word))


_known = lru_cache(_REMEMBERED)(_cut)
"""The vocabulary cuts each word by itself, so that it need be asked once for each."""


@cache
def _marks(cutter: "Tokenizer") -> tuple[int, int]:
    """The marks at both ends."""
    first, last = cutter.encode([], is_pretokenized=True).ids
    return first, last


def cut_words(cutter: "Tokenizer", text: str, found: Sequence[Word]) -> list[CutWord]:
    """Words, each cut into pieces."""
    return [(_known if b - a <= _LONG else _cut)(cutter, text[a:b]) for a, b in found]


def joined(cutter: "Tokenizer", cut: Sequence[CutWord]) -> Pieces:
    """Words as pieces. A word that the vocabulary drops (a control character) shares the piece before it."""
    begin, end = _marks(cutter)
    ids, case, first = [begin], [OTHER], list[int]()
    for word in cut:
        first.append(len(ids) if word.ids else first[-1] if first else 0)
        ids += word.ids
        case += [word.case] * len(word.ids)
    return Pieces(ids=[*ids, end], case=[*case, OTHER], first=first)


def pieces(cutter: "Tokenizer", text: str, found: Sequence[Word]) -> Pieces:
    """Words as pieces; see `joined`."""
    return joined(cutter, cut_words(cutter, text, found))
