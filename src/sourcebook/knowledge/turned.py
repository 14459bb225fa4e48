"""A key that two English ways of building one name share: "Workers' Party of Kurdistan", "Kurdistan Workers' Party".

What follows a single "of" is put in front, and a country stands for its adjective ("Ugandan", "Uganda"); all other
words keep their order, so the Syrian Free Army and the Free Syrian Army have different keys.
"""

from functools import cache, lru_cache

from sourcebook.knowledge.countries import countries
from sourcebook.knowledge.folding import bare_words, fold_name, is_acronym

FEWEST = 2
_OF = "of"


@cache
def _lands() -> dict[str, str]:
    """Code by folded single-word name or adjective; words that two countries share stand for themselves."""
    told: dict[str, set[str]] = {}
    for land in countries():
        for word in (land.name, *land.aliases, *land.adjectives):
            told.setdefault(fold_name(word), set()).add(land.code)
    return {word: min(codes).lower() for word, codes in told.items() if len(codes) == 1 and " " not in word}


@lru_cache(maxsize=32768)
def turned(name: str) -> str | None:
    """The key of a name in its English order.

    Args:
        name: a name as written.

    Returns:
        None for an acronym, or a name of one word.
    """
    if is_acronym(name):
        return None
    words = fold_name(name).split()
    if words.count(_OF) == 1 and words[-1] != _OF:
        at = words.index(_OF)
        words = words[at + 1 :] + words[:at]
    known = _lands()
    parts = [known[w] if w in known else "".join(bare_words(w)) for w in words]
    parts = [p for p in parts if p]
    return " ".join(parts) if len(parts) >= FEWEST else None
