"""A key that the name of a body shares with its translation: "Jaysh al-Islam", "Army of Islam".

The key is the set of the meanings of a name's words, in no order, since languages order them differently; so two
names in one language are never compared by it: the Syrian Free Army is not the Free Syrian Army. Words without a
known meaning stand for themselves, by their skeleton. The words stand in `name_words.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sourcebook.knowledge.folding import bare_words, is_acronym
from sourcebook.knowledge.toml_files import Raw, read_toml, refuse

ENGLISH = "eng"
FEWEST = 2
"""A key of fewer words is not used: one word is no proof in translation."""

_FILE = Path(__file__).parent / "name_words.toml"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The vocabulary of names.

    Attributes:
        meanings: meaning by skeleton of a word.
        languages: languages in which the word has it, by skeleton.
        dropped: skeletons of words without meaning.
        heads: meanings that say what kind of body it is.
    """

    meanings: Mapping[str, str]
    languages: Mapping[str, frozenset[str]]
    dropped: frozenset[str]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means, word by word.

    Attributes:
        key: the meanings in alphabetical order.
        foreign: whether a word of it is known to be of another language than English.
        plain: whether all of its words are in the vocabulary, so that nothing distinctive is left.
    """

    key: str
    foreign: bool
    plain: bool


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The vocabulary, ready for looking up.

    Raises:
        KnowledgeError: the file does not hold together.
    """
    raw = read_toml(_FILE)
    meanings: dict[str, str] = {}
    languages: dict[str, set[str]] = {}
    for part in ("head", "word"):
        for meaning, words in _table(raw, part).items():
            for language, forms in words.items():
                for form in (f for written in forms for f in bare_words(written)):
                    meanings.setdefault(form, meaning)
                    languages.setdefault(form, set()).add(language)
    dropped = frozenset(f for forms in raw["drop"].values() for written in forms for f in bare_words(written))
    return NameWords(
        MappingProxyType(meanings),
        MappingProxyType({form: frozenset(of) for form, of in languages.items()}),
        dropped - set(meanings),
        frozenset(raw["head"]),
    )


def _table(raw: Raw, part: str) -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = raw.get(part, {})
    for meaning, words in table.items():
        if not isinstance(words, dict) or not all(isinstance(forms, list) for forms in words.values()):
            raise refuse(str(_FILE), f"{part}.{meaning}", 'write { eng = ["army"], ara = ["jaysh"] }')
    return table


@lru_cache(maxsize=32768)
def meaning(name: str) -> Meaning | None:
    """What a name means.

    Args:
        name: a name as written.

    Returns:
        None for an acronym, a name in another script, or one of too few words to compare.
    """
    if is_acronym(name):
        return None
    known = name_words()
    words = [w for w in bare_words(name) if w not in known.dropped]
    if len(words) < FEWEST:
        return None
    parts = sorted(known.meanings.get(w, w) for w in words)
    foreign = any(w in known.languages and ENGLISH not in known.languages[w] for w in words)
    return Meaning(" ".join(parts), foreign, all(w in known.meanings for w in words))


def is_foreign_head(word: str) -> bool:
    """Whether a word says what kind of body it is in another language than English ("harakat", "liwa").

    Args:
        word: as `bare_words` gives it.
    """
    known = name_words()
    return known.meanings.get(word) in known.heads and ENGLISH not in known.languages[word]


def is_plain(name: str) -> bool:
    """Whether a name is made of common words alone ("Liberation Army"), so that more of a name may stand before it.

    Args:
        name: as written.
    """
    known = name_words()
    return not is_acronym(name) and all(w in known.meanings or w in known.dropped for w in bare_words(name))
