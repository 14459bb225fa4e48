"""Keys under which spellings of one place name meet.

Two keys: the *folded* key forgets case, accents and punctuation only; the *skeleton* also forgets what
transliteration leaves to taste (articles, doubled letters, vowel quality, final h), so that "Al Qaim",
"al-Qa'im" and "Qaim" meet, and "Raqqa", "Raqqah" and "Ar Raqqah".
The skeleton is for looking up, never for merging.
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʼʻ′ˈ.\"“”"))
SPECIAL = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ə": "a",
        "Ə": "A",
        "þ": "th",
        "ħ": "h",
    }
)
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
KIND_WORDS = re.compile(
    r"^(the|city of|county of|township of|district of|municipality of|province of|governorate of|state of"
    r"|region of|wilayat?|muhafazat|madinat|republic of)\s+"
    r"|\s+(governorate|province|region|oblast|state|district|county|parish|raion|department|prefecture|city"
    r"|municipality|township|republic|krai|voivodeship)$"
)
# Letters that writers of Arabic, Persian and Hebrew change for one another, and signs that they leave out.
NATIVE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیې", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ё": "е",
        **dict.fromkeys(
            map(chr, (*range(0x64B, 0x660), 0x670, 0x640, *range(0x591, 0x5C8), 0x200C, 0x200D)), ""
        ),
    }
)
NOT_A_LETTER = re.compile(r"[\W_]+")
ARABIC_ARTICLE = re.compile(r"(?:(?<=^)|(?<= ))ال(?=\w\w)")
# The article before a sun letter takes that letter: "Ash Shaddadi", "Deir ez-Zor", "Ar Raqqah".
ASSIMILATED = {
    "ad": "d",
    "ed": "d",
    "ud": "d",
    "adh": "dh",
    "an": "n",
    "en": "n",
    "ar": "r",
    "er": "r",
    "as": "s",
    "es": "s",
    "ash": "sh",
    "esh": "sh",
    "at": "t",
    "et": "t",
    "ath": "th",
    "az": "z",
    "ez": "z",
    "ul": "",
    "ol": "",
    "al": "",
    "el": "",
}
FUSED_ARTICLE = re.compile(r"^[ae]([dnrstz])(?=\1)")
STEPS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"([dtg])h"), r"\1"),
    (re.compile(r"c(?!h)|q"), "k"),
    (re.compile(r"v"), "w"),
    (re.compile(r"ee|y"), "i"),
    (re.compile(r"oo|ou|(?:aw|au)(?![aeiou])|o"), "u"),
    (re.compile(r"e"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=[a-z]{2})a?h?$"), ""),
)


# "St. Cloud", "Mt Vernon", "Ft. Worth", "W. Columbia", "Clark Co.", "Union Twp."
SHORTENED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
TRAILING = {"co": "county", "twp": "township"}
SHORT_WORDS = re.compile(
    r"\b(st|ste|mt|ft)(?= [a-z])|(?<![a-z0-9] )\b([nsew])(?= [a-z]{3})|(?<=[a-z]{2} )(co|twp)$"
)


def _in_full(word: re.Match[str]) -> str:
    return {**SHORTENED, **COMPASS, **TRAILING}[word[0]]


def fold(name: str) -> str:
    """The name without case, accents, punctuation and short forms: "al-Qā’im" gives "al qaim"."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(SPECIAL))
    name = name.translate(APOSTROPHES).lower()
    if not name.isascii():
        name = "".join(c for c in name if not unicodedata.combining(c))
    name = NOT_A_WORD.sub(" ", name).strip()
    return SHORT_WORDS.sub(_in_full, name) if " " in name else name


def without_kind(folded: str) -> str:
    """A folded name without the words that say what it is: "nineveh governorate" gives "nineveh"."""
    return KIND_WORDS.sub("", folded)


def native(name: str) -> str:
    """The key of a name in Arabic, Persian, Hebrew, Cyrillic or any script but Latin.

    Vowel signs, hamza, final forms and articles are left to taste, so that one spelling finds the other.

    Args:
        name: as written.

    Returns:
        The letters with single blanks between words; empty when there are none.
    """
    plain = unicodedata.normalize("NFC", name).translate(NATIVE).lower()
    return NOT_A_LETTER.sub(" ", ARABIC_ARTICLE.sub("", NOT_A_LETTER.sub(" ", plain))).strip()


def _without_articles(words: list[str]) -> list[str]:
    kept = [
        w
        for i, w in enumerate(words)
        if not (w in ASSIMILATED and i + 1 < len(words) and words[i + 1].startswith(ASSIMILATED[w]))
    ]
    return [kept[0], *(FUSED_ARTICLE.sub("", w) for w in kept[1:])] if kept else words


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    for pattern, plain in STEPS:
        word = pattern.sub(plain, word)
    return word


def without_articles(folded: str) -> str:
    """A folded name without the Arabic articles in it: "al qaim" gives "qaim"; those of others too ("el paso")."""
    return " ".join(w for w in _without_articles(folded.split(" ")) if w)


def skeleton(folded: str) -> str:
    """What is left of a folded name when transliteration's choices are forgotten.

    Args:
        folded: a name as `fold` gives it.

    Returns:
        One string without spaces; empty only for an empty name.
    """
    words = folded.split(" ")
    return "".join(_bare(w) for w in _without_articles(words))


def check(folded: str) -> int:
    """Fifteen bits of a folded name: beside a skeleton they tell an exact spelling from a near one."""
    value = 0
    for c in folded.encode():
        value = (value * 31 + c) & 0x7FFFFFFF
    return value % 32749
