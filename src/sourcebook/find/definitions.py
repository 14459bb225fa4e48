"""Names whose extent an acronym in brackets tells: "the State Board of Antiquities and Heritage (SBAH)"."""

from collections.abc import Iterable, Iterator

from sourcebook.find.found import Found, How
from sourcebook.find.runs import found_at
from sourcebook.knowledge.folding import fold_name, is_acronym
from sourcebook.model.text import Document, MentionKind

SPELT_OUT = "spelt out"
"""What the hint of a name says that its acronym follows: it is a body's."""

_FEWEST = 3  # letters; two agree by chance
_MOST = 14  # words of a name in front of its acronym
_SMALL = frozenset("of the for and in on to de la las los du des del et y e &".split())


def spelt_out(doc: Document, names: Iterable[Found]) -> list[Found]:
    """Names, those joined that together spell out the acronym in brackets behind them.

    Args:
        doc: the parsed report.
        names: left to right, none inside another.
    """
    kept = list(names)
    for first, last in _spelt(doc):
        inside = [f for f in kept if f.first <= last and first <= f.last]
        if any(f.first <= first and f.last >= last and f.how is not How.CAPITALS for f in inside):
            continue  # known as a whole, or as the end of a longer name
        begin = min([first, *(f.first for f in inside)])
        if any(f.first < first and f.last >= first and f.how is not How.CAPITALS for f in inside):
            continue
        kept = [f for f in kept if f not in inside]
        kept.append(found_at(doc, begin, last, MentionKind.ACTOR, How.CAPITALS, hint=SPELT_OUT))
    return sorted(kept, key=lambda f: f.first)


def _spelt(doc: Document) -> Iterator[tuple[int, int]]:
    """First and last token of each name that an acronym in brackets abbreviates by its first letters."""
    for i in range(2, len(doc) - 1):
        acronym = doc.words[i]
        if (
            doc.words[i - 1] != "("
            or doc.words[i + 1] != ")"
            or not is_acronym(acronym)
            or len(acronym) < _FEWEST
        ):
            continue
        begin = doc.sentences[doc.sentence_of[i]][0]
        first = _begin(doc, max(begin, i - 1 - _MOST), i - 2, acronym.lower())
        if first is not None:
            yield first, i - 2


def _begin(doc: Document, earliest: int, last: int, letters: str) -> int | None:
    """Where the name begins whose words have these first letters; small words may be passed over."""
    t, left = last, len(letters)
    while t >= earliest and left:
        word = fold_name(doc.words[t])
        if word[:1] == letters[left - 1] and not (
            word in _SMALL and _still_spells(doc, earliest, t - 1, letters[:left])
        ):
            left -= 1
        elif word and word not in _SMALL:
            return None
        if left == 0:
            return t if doc.words[t][:1].isupper() else None
        t -= 1
    return None


def _still_spells(doc: Document, earliest: int, last: int, letters: str) -> bool:
    """Whether the words before a small one spell all the letters without it."""
    return _begin(doc, earliest, last, letters) is not None
