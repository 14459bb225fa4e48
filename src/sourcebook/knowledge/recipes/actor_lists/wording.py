"""What a name of a list looks like in a report: capitals, acronyms, and how much it proves."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import ActorKind

HERE = Path(__file__).parent
LONGEST_ACRONYM = 14  # characters: "FLEC-FAC-TN", "RCD-K-ML"; longer capitals are words
PROOF = 4  # letters that an acronym needs to be proof of who is meant
LONG_NAME = 3  # content words after which even a civil body's name of plain words is a name
LONG_ANYWHERE = 5  # content words after which any body's is: nobody writes so many of two bodies
SHORTEST_FIRM = 2  # words that a firm's name keeps
SHORT_WORD = 6  # letters up to which a lone word in capitals may be an acronym

_SMALL = frozenset(
    "of the for and in on to from by with against at de la le les los las del des du da do dos das di e y et al ul "
    "il wa wal bin ibn ben von van der den und fi min ash".split()
)
_CAPITALS = frozenset(
    "IRA UN USA US UK EU AIDS HIV NGO NATO TV AP II III IV VI VII VIII IX XI XII INC LLC LP PLC AG NV SA SPA DRC "
    "NSCN CPI CPN PFLP IT UNO ILO UNESCO UNICEF WHO YMCA YWCA NAACP ISIS ISIL IRGC "
    "RIHS SAL ZAO ESO AQIM AQAP SDB TTP LEJ SPLA SPLM MLP JKLF PLO".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_SUFFIXES = frozenset({"INC", "LTD", "CORP", "CO", "LLC", "LP", "PLC", "AG", "NV", "SA"})
_WORD = re.compile(r"[^\s\-/()]+")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
)


def tidy(text: str) -> str:
    """A name with plain quotation marks and hyphens, single spaces, and nothing hanging at its ends.

    Args:
        text: as the list has it.
    """
    text = unicodedata.normalize("NFC", text).translate(_QUOTES).replace("\u200e", "").replace("\u200f", "")
    return " ".join(text.split()).strip(" ,;:_*")


@cache
def plain_words() -> frozenset[str]:
    """Words that reports write in small letters, and generic words of other tongues in names."""
    return frozenset((HERE / "plain_words.txt").read_text(encoding="utf-8").split())


@cache
def proper_words() -> frozenset[str]:
    """Folded names of one word that prove who is meant: chosen by hand."""
    return frozenset((HERE / "proper_words.txt").read_text(encoding="utf-8").splitlines())


def looks_like_acronym(text: str) -> bool:
    """Whether a name is letters that stand for words ("FLEC-FAC", "SLM/A - MM", "LeT", "3R").

    Args:
        text: the name, tidied, in mixed capitals.
    """
    bare = re.sub(r"[^A-Za-z0-9]", "", text)
    if not bare or len(text) > LONGEST_ACRONYM or len(text.split()) > LONG_NAME or bare.isdigit():
        return False
    small = sum(c.islower() for c in bare)
    return small == 0 or (small == 1 and len(bare) <= PROOF and " " not in text and not bare[1:].islower())


def capitalised(shouted: str) -> str:
    """A name written in capitals as a report would write it: "AL-JAMAAH AL-ISLAMIYAH", "al-Jamaah al-Islamiyah".

    Args:
        shouted: the name, tidied, in capitals.
    """
    words = list(_WORD.finditer(shouted))
    out, at = [], 0
    for n, m in enumerate(words):
        out += [shouted[at : m.start()], _word(m.group(), shouted, m, first=n == 0)]
        at = m.end()
    return "".join([*out, shouted[at:]])


def _word(word: str, name: str, m: re.Match[str], *, first: bool) -> str:
    """One word of a shouted name in its usual capitals."""
    hyphen = name[m.end() : m.end() + 1] == "-"
    small = word.lower()
    if small == "is" and first:
        return "IS"
    if small == "al" and hyphen:
        return "al" if not first else "Al"
    if (
        small in {"i", "e", "ul", "ur", "us", "ud"}
        and (hyphen or name[m.start() - 1 : m.start()] == "-")
        and not first
    ):
        return small
    if small in _SMALL and not first:
        return small
    bare = re.sub(r"[^A-Z]", "", word.upper())
    if bare in _SUFFIXES:
        return {"LLC": "LLC", "LP": "LP", "PLC": "PLC", "AG": "AG", "NV": "NV", "SA": "SA"}.get(
            bare, bare.capitalize()
        )
    if bare in _CAPITALS or (
        len(bare) > 1 and not re.search("[AEIOUY]", bare) and bare not in {"ST", "MT", "DR", "JR"}
    ):
        return word.upper()
    if re.match(r"\d", word):
        return word.lower()
    if re.match(r"(?:[A-Z]\.)+[A-Z]?\.?$", word.upper()):
        return word.upper()
    if m_ := re.match(r"^([DLO])'(.+)$", word.upper()):
        head = m_.group(1) if m_.group(1) == "O" else m_.group(1).lower()
        return head + "'" + m_.group(2).capitalize()
    return word[:1].upper() + word[1:].lower()


def without_suffix(name: str) -> str:
    """A firm's name as reports write it, without "Inc" and its like; whole where one word would be left.

    Args:
        name: the name, in its usual capitals.
    """
    words = name.split()
    while len(words) > SHORTEST_FIRM and words[-1].strip(".").upper() in _SUFFIXES | {
        "CORPORATION",
        "LIMITED",
        "INCORPORATED",
    }:
        words.pop()
    return " ".join(words).rstrip(",")


def split_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without its brackets, and what stood in them.

    Args:
        text: "Harakat Hezbollah al-Nujaba (HHN)".

    Returns:
        The name and the words in brackets; a name that is nothing but brackets stays.
    """
    inside = tuple(tidy(m) for m in re.findall(r"[(\[]([^)\]]+)[)\]]", text))
    outside = tidy(re.sub(r"\s*[(\[][^)\]]*[)\]]\s*", " ", text))
    return (outside, inside) if outside else (tidy(text), ())


def is_latin(text: str) -> bool:
    """Whether a name is written in Latin letters throughout.

    Args:
        text: the name.
    """
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def proves(name: str, kind: ActorKind) -> bool:
    """Whether a name alone is proof enough of who is meant.

    An acronym needs four letters and must be no word. A name of one word must have been chosen by hand. One of
    several words needs a word that reports do not write in small letters, or a day of the year ("June 16
    Organization"); for a civil body three or more words will do, since nobody writes "international road
    federation" of anything else, and for any body five.

    Args:
        name: the name, cleaned.
        kind: what bears it.
    """
    folded = fold_name(name)
    words = [w for w in folded.split() if w not in _SMALL and len(w) > 1]
    if looks_like_acronym(name):
        return sum(c.isalnum() for c in name) >= PROOF and folded not in plain_words()
    if folded in proper_words():
        return True
    if len(words) <= 1:
        return False
    telling = any(w not in plain_words() and not w[0].isdigit() for w in words)
    civil = kind in {ActorKind.CIVIL_ORG, ActorKind.INTL_ORG, ActorKind.MEDIA}
    return telling or len(words) >= (LONG_NAME if civil else LONG_ANYWHERE) or _has_a_day(folded.split())


def _has_a_day(words: Sequence[str]) -> bool:
    """Whether a day of the year, its number beside its month, stands in a name with another word."""
    days = {n for n, w in enumerate(words) if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", w)}
    beside = [n for n, w in enumerate(words) if w in _MONTHS and days & {n - 1, n + 1, n - 2}]
    return bool(beside) and any(w not in _MONTHS | _SMALL and not w[0].isdigit() for w in words)
