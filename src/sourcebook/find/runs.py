"""Which capitalised words belong together as one name? What names.py and longer.py ask about a stretch of words."""

import re
from functools import lru_cache

from sourcebook.find.found import Found, How
from sourcebook.model.text import Document, MentionKind

JOINERS = frozenset({"-", "–", "‑", "'", "’", "/"})
_INSIDE = frozenset(
    "of the for al el and bin ibn de la ul ash an ad ar as ez es et at-tall dhu & il del du des au aux sur le".split()
)
PARTICLES = frozenset(
    "al el bin ibn ul ash ad ar an de la as ez es et abu umm von van il del du des au aux sur le".split()
)
INITIALS = 3
"""Letters: names so short are initials, and mean a country only in capitals or with full stops."""


def found_at(
    doc: Document, first: int, last: int, kind: MentionKind, how: How, *, ids: tuple[str, ...] = (),
    country: str | None = None, hint: str | None = None,
) -> Found:  # fmt: skip
    """A mention of some tokens.

    Args:
        doc: the parsed report.
        first: first token.
        last: last token, included.
        kind: what it seems to name.
        how: how it came to be seen.
        ids: ids of actors that the words may stand for.
        country: code of the country named.
        hint: what the words around say it is.
    """
    return Found(
        first=first,
        last=last,
        head=head_of(doc, first, last),
        kind=kind,
        how=how,
        text=" ".join(doc.text[doc.start[first] : doc.end[last]].split()),
        ids=ids,
        country=country,
        kind_hint=hint,
    )


def head_of(doc: Document, first: int, last: int) -> int:
    """The token of a stretch whose governor lies outside it; the last such, since English names end in their head."""
    for i in range(last, first - 1, -1):
        outward = not first <= doc.head[i] <= last or doc.head[i] == i
        if outward and doc.pos[i] not in {"PUNCT", "SPACE", "ADP", "DET", "PART"}:
            return i
    return last


def shouting(doc: Document, i: int) -> bool:
    """Whether the sentence is all capitals, so that capitals prove nothing."""
    a, b = doc.sentences[doc.sentence_of[i]]
    letters = 0
    for word in doc.words[a:b]:
        if word.isalpha():
            if not word.isupper():
                return False
            letters += 1
    return letters > INITIALS


def is_name_word(doc: Document, i: int) -> bool:
    """Whether a token may be part of a name: a capital that grammar or its place in the sentence does not explain."""
    first, pos = doc.words[i][:1], doc.pos[i]
    if not first.isupper():
        return first.isdecimal() and numbered_unit(doc, i)
    return pos == "PROPN" or (pos in {"ADJ", "NOUN"} and not opens_sentence(doc, i))


def name_starts(doc: Document) -> list[int]:
    """Tokens that begin as a word of a name does, with a capital or a digit: the only ones worth asking about."""
    return [i for i, w in enumerate(doc.words) if (c := w[:1]).isupper() or c.isdecimal()]


def numbered_unit(doc: Document, i: int) -> bool:
    """An ordinal that begins a unit's name: "3rd Battalion", "101st Airborne"."""
    word = doc.words[i]
    if not _ORDINAL.fullmatch(word) or i + 1 >= len(doc):
        return False
    following = doc.words[i + 1]
    return following[:1].isupper() and doc.lower[i + 1] in _UNITS


_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_UNITS = frozenset(
    "battalion brigade division regiment corps army fleet squadron wing infantry marines marine airborne "
    "armored armoured  "
    "cavalry mechanized mechanised mountain guards rifle tank motorized motorised special parachute air "
    "expeditionary".split()
)


def opens_sentence(doc: Document, i: int) -> bool:
    """Whether a token is the first word of its sentence."""
    a = doc.sentences[doc.sentence_of[i]][0]
    while a < i and not doc.words[a][:1].isalnum():
        a += 1
    return a == i


@lru_cache(maxsize=1)
def place_or_body_words() -> frozenset[str]:
    """Words that end the names of places and bodies: "Ministry", "Square"."""
    from sourcebook.knowledge.lexicons import lexicon  # noqa: PLC0415 - avoids a reading at import

    table = lexicon("headwords")
    return frozenset(
        w for part in ("organisation", "place") for ws in table[part].values() for w in ws if " " not in w
    )


def run_end(doc: Document, i: int, taken: bytearray) -> int:
    """Last token of the capitalised name that begins at a token.

    Args:
        doc: the parsed report.
        i: where it begins.
        taken: a byte for each token, 1 where a name may not go on.
    """
    last, j, size, sentence = i, i + 1, len(doc), doc.sentence_of[i]
    while j < size and doc.sentence_of[j] == sentence and not taken[j]:
        if (
            doc.words[j] == ","
            and _ORDINAL.fullmatch(doc.words[i])
            and j + 1 < size
            and numbered_unit(doc, j + 1)
        ):
            pass  # "3rd Battalion, 6th Marines" is one unit
        elif is_name_word(doc, j) or (doc.words[j][:1].isupper() and doc.words[j - 1] in JOINERS):
            last = j
        elif _holders(doc, j):
            pass  # "the Prosecutor's Office", "the People's Council"
        elif not _inside(doc, j) or not _goes_on(doc, j, taken):
            break
        j += 1
    return last


def _holders(doc: Document, j: int) -> bool:
    """Whether a genitive stands inside the name of a body: what comes before it is a title or a class of people."""
    if doc.lower[j] not in {"'s", "’s", "'", "’"} or j + 1 >= len(doc) or doc.lower[j - 1] not in _HOLDERS:
        return False
    return doc.words[j + 1][:1].isupper() and any(
        doc.lower[k] in place_or_body_words() for k in range(j + 1, min(j + 4, len(doc)))
    )


_HOLDERS = frozenset(
    "ombudsman prosecutor president governor mayor general commissioner chancellor king minister people women children "
    "workers farmers peasants students teachers writers veterans mothers youth citizens".split()
)


def _inside(doc: Document, j: int) -> bool:
    """Whether a small word may stand inside a name; "at" only as the Arabic article of "at-Tariqa"."""
    if doc.words[j] in JOINERS or doc.lower[j] in _INSIDE:
        return True
    if doc.lower[j] not in _SUN_ARTICLES:
        return False
    return j + 1 < len(doc) and doc.words[j + 1] == "-" and doc.end[j] == doc.start[j + 1]


_SUN_ARTICLES = frozenset("at ath adh".split())
_SMALL = PARTICLES | _SUN_ARTICLES | {"the"}


def _goes_on(doc: Document, j: int, taken: bytearray) -> bool:
    """Whether a small word inside a name is followed by more of it ("al-Jihad", "Ministry of Defence")."""
    word = doc.lower[j]
    if word == "and" or (word in {"the", "for"} and doc.lower[j - 1] not in {"of", "for"}):
        return False
    k = j + 1
    while k < len(doc) and (doc.words[k] in JOINERS or doc.lower[k] in _SMALL):
        k += 1
    if k >= len(doc) or taken[k] or doc.sentence_of[k] != doc.sentence_of[j]:
        return False
    if word == "of":
        return doc.words[k][:1].isupper() and doc.lower[j - 1] in place_or_body_words()
    return doc.words[k][:1].isupper()
