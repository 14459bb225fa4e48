"""The content words of a quote, cut to their stems, so that "strikes" meets "striking"."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from string import ascii_letters

_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"(?<=\w)['’ʼ`](?=\w{2})")
_LETTERS = bytes(code if chr(code) in ascii_letters else ord(" ") for code in range(256))
"""Every byte but ASCII's letters made a blank."""
_STOP = frozenset(
    """a about above after again against all also although an and another any are as at be because been before being
    between both but by can could did do does doing down during each for from further had has have having he her here
    hers him his how i if in into is it its itself just last later may might more most much must near next no nor not
    now of off on once one only or other our out over own per said same say says she should since so some such than
    that the their them then there these they this those through till to told too two under until up upon very was we
    were what when where which while who whom whose why will with within without would you
    monday tuesday wednesday thursday friday saturday sunday day week month year morning evening night
    january february march april june july august september october november december""".split()
)
_TROOPS = """army barracks base battalion brigade checkpoint commander commanders convoy fighter fighters gunmen guard
    guards insurgents militant militants militia militiamen militias officer officers patrol police policemen rebels
    soldier soldiers terrorists troops warplane"""
_PEOPLE = """aid boy boys child children civilian civilians doctor drivers family families farmer farmers fishermen girl
    guests herder herders herdsmen homes hospital house journalist market men mosque nurses passengers patients people
    person persons pupils refugees residents school sailors shoppers students teachers trader traders villagers wedding
    woman women worker workers worshippers"""
_EVENING = re.compile(r"\b(?:late|evening|night|nightfall|dusk|sunset)\b", re.IGNORECASE)
_MORNING = re.compile(r"\b(?:dawn|daybreak|sunrise|small hours|early hours|after midnight)\b", re.IGNORECASE)
_NIGHTLY = ("late", "evening", "night", "dusk", "sunset", "dawn", "daybreak", "sunrise", "hours")
"""Letters of which some stand in all words that either of the two finds."""
_ENDINGS = ("ings", "ing", "ers", "ies", "ied", "ed", "es", "er", "s", "e", "y")
_SHORTEST = 3  # letters that an ending must leave


def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning.

    Args:
        text: any words; figures, days and words such as "the" and "said" are left out.
    """
    return _stems(_words(text))


def names(text: str) -> frozenset[str]:
    """Stems of the words written with a capital: names, and what begins a sentence.

    Args:
        text: any words.
    """
    return stems_and_names(text)[1]


def stems_and_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What `stems` and `names` give, of words gone through once.

    Args:
        text: any words.
    """
    words = _words(text)
    return _stems(words), _stems([w for w in words if w[0].isupper()])


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_telling, words)))


@lru_cache(maxsize=50_000)
def _telling(word: str) -> str:
    """The stem of a word as it is written; empty where it tells nothing."""
    bare = word.casefold()
    return stem(bare) if len(bare) > 1 and bare not in _STOP else ""


class Hour(StrEnum):
    """Which end of a night words speak of."""

    EVENING = "evening"
    MORNING = "morning"


def hour(text: str) -> Hour | None:
    """Which end of a night words speak of; None when they speak of neither, or of both.

    Args:
        text: any words.
    """
    if text.isascii() and not any(map(text.lower().__contains__, _NIGHTLY)):
        return None  # as most do: to look for the words themselves takes ten times as long
    late, early = _EVENING.search(text) is not None, _MORNING.search(text) is not None
    if late is early:
        return None
    return Hour.EVENING if late else Hour.MORNING


def _words(text: str) -> list[str]:
    """The words of a text; where it is all ASCII they are found by their letters, which takes half the time."""
    bare = _plain(text)
    if not bare.isascii():
        return _WORD.findall(bare)
    return bare.encode("ascii").translate(_LETTERS).decode("ascii").split()


def _plain(text: str) -> str:
    """Without accents, and without the apostrophe inside a name: "Qā’im" as "Qaim"; "Iran's" stays two words."""
    if text.isascii():
        return _INNER.sub("", text) if "'" in text or "`" in text else text
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _INNER.sub("", bare)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: "bombing", "bombs" and "bombed" give "bomb".

    Args:
        word: in lower case.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            cut = word.removesuffix(ending)
            return cut[:-1] if ending != "s" and _doubled(cut) else cut
    return word


def _doubled(word: str) -> bool:
    """Whether the ending doubled the last letter: "stopp", but not "kill"."""
    return len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz"


TROOPS = frozenset(map(stem, _TROOPS.split()))
PEOPLE = frozenset(map(stem, _PEOPLE.split())) - {stem("men")}
"""Stems of words for what carries arms, and for what does not; "men" may be either."""
