"""Acronyms that the report itself explains: "the Green Valley Front (GVF)", "the GVF (Green Valley Front)"."""

from sourcebook.find.found import Found
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.text import Document

_FEWEST = 2
_MOST = 12  # letters of an acronym
_CLOSING = frozenset({")", ";", ","})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def explained(doc: Document, f: Found) -> int | None:
    """The last token of the name that stands right before an acronym in brackets; None when it is not so.

    Args:
        doc: the parsed report.
        f: the acronym.
    """
    first, last = f.first, f.last
    if (
        first <= 1
        or last + 1 >= len(doc)
        or doc.words[first - 1] != "("
        or doc.words[last + 1] not in _CLOSING
    ):
        return None
    before = first - 2
    return before - 1 if doc.words[before] in _POSSESSIVE else before


def capitals(text: str) -> bool:
    """Whether a name is capitals alone, as acronyms are, however long ("NAVCENT")."""
    bare = text.replace(".", "").replace("-", "")
    return bare.isalnum() and bare.upper() == bare and bare.lower() != bare and len(bare) <= _MOST


def abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym may shorten a name: its letters stand in the name in their order, the first at a word's head.

    Args:
        acronym: in capitals.
        name: in full.
    """
    letters = fold_name(acronym).replace(" ", "")
    words = fold_name(name).split()
    if not capitals(acronym) or len(letters) < _FEWEST or len(words) < _FEWEST:
        return False
    starts = (i for i, w in enumerate(words) if w[0] == letters[0])
    return any(_in_order(letters, words[i:]) for i in starts)


def _in_order(letters: str, words: list[str]) -> bool:
    """Whether letters are taken from the heads of words: each word gives none, or some of its first ones in order."""
    if not letters:
        return True
    if not words:
        return False
    most = _first_letters(letters, words[0])
    return any(_in_order(letters[n:], words[1:]) for n in range(most, -1, -1))


def _first_letters(letters: str, word: str) -> int:
    """How many of the letters a word may give: its first one, then others of it in their order."""
    position, taken = 0, 0
    while taken < len(letters):
        position = word.find(letters[taken], position)
        if position < 0 or (taken == 0 and position > 0):
            break
        position, taken = position + 1, taken + 1
    return taken
