"""Keys under which names that differ only in spelling meet: `fold_name` and `skeleton`.

Both are meant for merging, so they would rather miss a pair than join two bodies. Every rule of `skeleton`
is a habit of romanising Arabic, Persian, Kurdish or Urdu names, or of British against American spelling;
string distance plays no part.
"""

import re
import unicodedata
from functools import lru_cache

from sourcebook.knowledge.spelling import native

ACRONYM_MAX = 6
"""Capitals of this length or shorter match exactly or not at all: PMF is not PFM, and IS is not is."""

SHORT = 5
"""A skeleton of fewer letters is not used: Oman and Uman would meet in it."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´′\u02b9\u02bd\u02ca\u02cb\u201b\u02c8"))
_SPECIAL = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
     "œ": "oe", "ə": "a", "þ": "th", "ð": "d", "Ð": "D", "Þ": "Th", "Ə": "A", "Œ": "Oe"}
)  # fmt: skip
_SOUNDS = str.maketrans(
    {"ş": "sh", "Ş": "Sh", "š": "sh", "Š": "Sh", "č": "ch", "Č": "Ch", "ž": "zh", "Ž": "Zh"}
)
"""Letters of Turkish, Kurdish and Slavic languages that other romanisations write with two."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_THE = re.compile(r"^(?:the )+")
_DOTTED = re.compile(r"(?:\w\.){2,}\w?")  # U.N., U.S.A, F.A.R.C.

LONGEST_ARTICLE = 3
_LINKING = frozenset("the of and for".split())

_ARTICLES = frozenset({"al", "ul", "il", "ol"})
_SUN = re.compile(r"[aeui](sh|th|dh|[dlnrstz])")  # an article that took the next letter's sound: ash-Sham
_GOD = re.compile(r"(\w{3,})[aeiou]llah")  # hizb-allah, hizbullah, ansarullah
_FAITH = re.compile(r"(\w{3,})[aeiou]ddine?")  # salahuddin, nooreddine
_MUHAMMAD = re.compile(r"m[uoae]h+[ao]m+[aeiu]d")

_MEETING = {
    "ahmad": "ahmed",
    "ahrar": "ehrar",
    "ansar": "ancar",
    "ansaru": "ansaril ansarul",
    "awfiya": "awfiyaa",
    "center": "centre",
    "defense": "defence",
    "din": "adin deen dine eddine eddin uddin addin",
    "failaq": "faylaq",
    "gadafi": "gaddafi qaddafi qadhafi gadhafi kadhafi kadafi kaddafi qadafi",
    "haftar": "hiftar hafter heftar",
    "fatah": "fateh fath",
    "haq": "haqq hagh",
    "harakat": "harakah harakatul haraket",
    "hayat": "hayet haiat haya",
    "hizb": "hezb hizbul hezbe",
    "izdin": "ezzedeen ezzeddin ezzedine ezzeddine izzeddin izzedine izzaldin ezzeldin izzeldin",
    "jabhat": "jabhah jabha jebhat",
    "jamaat": "jama jamaa jamaah jamaatu jamat jemaah",
    "jundalah": "jundullah",
    "kataib": "kataeb ketaeb kitaib kateeb",
    "labor": "labour",
    "mahdi": "mehdi",
    "muamar": "moammar moamar muamar muammar",
    "muslimin": "mouslimin",
    "nusrat": "nosrat",
    "organization": "organisation",
    "program": "programme",
    "saiad": "sayyid sayyed sayid sayed seyyed seyed syed",
    "taiba": "toiba tayyaba tayyiba tayba tayyeba taibah",
    "tahrik": "tehreek tehrik tahreek tehrek tehrike",
    "taliban": "taleban",
    "wa": "wal wel",
}
_VARIANTS = {variant: word for word, variants in _MEETING.items() for variant in variants.split()}
"""Spellings of one word that no letter rule can join without joining others too."""

_LETTERS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(.)\1+", r"\1"),  # doubled letters: Hassan, Haqq, Shabaab
        (r"dj|dzh", "j"),  # Djohar, Dzhokhar
        (r"x|kh", "h"),  # Khalil, Xalil, Halil
        (r"n(?=b)", "m"),  # Junbish, Jumbish
        (r"q", "k"),  # Qasim, Kasim
        (r"w", "v"),  # Tawhid, Tavhid
        (r"ou|oo", "u"),  # Houthi, Moussa
        (r"[aeo]y|[eo]i", "ai"),  # Husayn, Hussein
        (r"^ye", "e"),  # Yevgeny
        (r"ie|iy", "i"),  # Fatemiyoun
        (r"(?<=[bcdfghjklmnpqrstvwxz])y", "i"),  # Kadyrov, Samity
        (r"(?<=[a-z])eh$", "a"),  # Ahmadiyeh
        (r"(?<=a)h$", ""),  # Nusrah
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)


def letters(acronym: str) -> str:
    """An acronym without its full stops: "U.N." gives "UN"."""
    return acronym.replace(".", "").strip()


def is_acronym(text: str) -> bool:
    """Whether a name is so short and so capital that it must be matched letter for letter.

    Args:
        text: the name as written; full stops do not count ("U.N.").
    """
    bare = letters(text)
    return len(bare) <= ACRONYM_MAX and bare.isalnum() and bare.upper() == bare and bare.lower() != bare


def _plain(text: str) -> str:
    """ASCII letters of a text; marks, apostrophes and dots within abbreviations are gone."""
    if text.isascii():
        text = text.replace("'", "").replace("`", "")
    else:
        text = text.translate(_APOSTROPHES).translate(_SPECIAL)
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _DOTTED.sub(lambda m: m.group().replace(".", ""), text) if "." in text else text


@lru_cache(maxsize=32768)
def fold_name(text: str) -> str:
    """The key under which a name is looked up.

    Marks and apostrophes go, hyphens become spaces, capitals small, a leading "the" is dropped.

    Args:
        text: a name as written.

    Returns:
        Lower-case words with single spaces; a name in another script keeps its letters, without marks; empty for a
        text without letters or digits.
    """
    words = _NOT_WORD.sub(" ", _plain(text).lower()).strip()
    if not words and not text.isascii():
        return native(text.translate(_APOSTROPHES).translate(_SPECIAL))
    return _THE.sub("", words)


@lru_cache(maxsize=32768)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of `fold_name`.

    Args:
        text: a name or a word of one, as written.
    """
    return tuple(fold_name(text).split())


def exact_key(text: str) -> str:
    """The key that two names of different actors must not share: folded, but letter for letter for acronyms.

    Args:
        text: a name as written.
    """
    return "=" + letters(text) if is_acronym(text) else fold_name(text)


def _is_article(words: list[str], i: int, *, spaced_el: bool) -> bool:
    """Whether the word at a position is an Arabic article or a Persian linking vowel."""
    word, following = words[i], words[i + 1] if i + 1 < len(words) else ""
    if not following or len(word) > LONGEST_ARTICLE:
        return False
    if word in _ARTICLES or (word == "el" and not (i == 0 and spaced_el)):
        return True
    if word in {"e", "i", "ye", "yi"}:
        return i > 0
    m = _SUN.fullmatch(word)
    return m is not None and following.startswith(m.group(1))


@lru_cache(maxsize=32768)
def _bare(word: str) -> str:
    """A word's spelling-free form."""
    word = _VARIANTS.get(word, word)
    if _MUHAMMAD.fullmatch(word):
        return "muhamad"
    if m := _GOD.fullmatch(word):
        return _bare(m.group(1)) + "ala"
    if m := _FAITH.fullmatch(word):
        return _bare(m.group(1)) + "din"
    for pattern, by in _LETTERS:
        word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=32768)
def skeleton(name: str) -> str:
    """A key that spellings of one Arabic, Persian, Kurdish or Urdu name share.

    Precision comes first: equal skeletons are meant to be proof of one name, different ones prove nothing.
    Articles go (al-, el-, ash-Sham), words are joined (Ansar Allah, Ansarullah), doubled letters become one,
    vowels fall into three (a, i, u), known variants of a word meet.

    Args:
        name: a name as written.

    Returns:
        Lower-case letters; for an acronym the acronym behind "=", so that it equals only itself; for a name
        too short to be safe the folded name.
    """
    if is_acronym(name):
        return "=" + letters(name)
    joined = "".join(bare_words(name))
    return joined if len(joined) >= SHORT else fold_name(name)


@lru_cache(maxsize=32768)
def bare_words(name: str) -> tuple[str, ...]:
    """The words of a name, each in its spelling-free form, Arabic articles and Persian linking vowels left out.

    Args:
        name: a name as written.
    """
    words = [w for w in fold_name(name.translate(_SOUNDS)).split() if w not in _LINKING]
    spaced_el = name.strip().lower().startswith("el ")
    kept = (w for i, w in enumerate(words) if not _is_article(words, i, spaced_el=spaced_el))
    return tuple(map(_bare, kept))


_OWNER = re.compile(r"['’]s\b")


def split_owner(name: str) -> str | None:
    """A folded name as a parser cuts it, its possessive a word of its own; None when it has none.

    Args:
        name: as written: "the Shah's government".
    """
    return fold_name(_OWNER.sub(" s", name)) if _OWNER.search(name) else None
