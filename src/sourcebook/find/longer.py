"""Is a listed name only part of a longer one? "Hizbullah" in "Harakat Hizbullah an-Nujaba" is not Hezbollah.

The whole stretch of capitalised words is tried first, then its parts, the longest first, in any spelling or language
that is known to mean a listed name. A listed name that a word for a body stands before ("Harakat", "Liwa"), or that
goes on with an Arabic article, is the beginning of a name that no file lists, and stands for nobody known.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

from sourcebook.find.found import Found, How
from sourcebook.find.runs import (
    JOINERS,
    PARTICLES,
    found_at,
    is_name_word,
    name_starts,
    opens_sentence,
    run_end,
)
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.folding import bare_words
from sourcebook.knowledge.meaning import is_foreign_head, is_plain
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind

_MOST = 12  # words of a name; longer stretches are lines in capitals


def longer_names(doc: Document, listed: Iterable[Found], project: Path | None = None) -> list[Found]:
    """Listed names, those within a longer known name replaced by it, those within a longer unknown one left out.

    Args:
        doc: the parsed report.
        listed: names of the knowledge files, none inside another.
        project: a folder with the user's own knowledge, or None.

    Returns:
        Names left to right, none inside another.
    """
    kept = sorted(listed, key=_first)
    for first, last in list(_stretches(doc, kept)):
        at = bisect_left(kept, first, key=_first)
        inside = [f for f in kept[at : bisect_left(kept, last + 1, at, key=_first)] if f.last <= last]
        if len(inside) == 1 and (inside[0].first, inside[0].last) == (first, last):
            continue
        longer = [
            f
            for f in _known_within(doc, first, last, inside, project)
            if not _swallowed(doc, f, first, last, kept)
        ]
        gone = [f for f in inside if any(n.first <= f.first and f.last <= n.last for n in longer)]
        gone += [f for f in inside if f not in gone and _swallowed(doc, f, first, last, kept)]
        if gone or longer:
            kept = sorted([f for f in kept if f not in gone] + longer, key=_first)
    return kept


def _first(f: Found) -> int:
    return f.first


def _stretches(doc: Document, listed: list[Found]) -> Iterator[tuple[int, int]]:
    """First and last token of each stretch of capitalised words, listed names among them."""
    free, starts = bytearray(len(doc)), {f.first: f.last for f in listed}
    past = -1
    for i in sorted({*starts, *name_starts(doc)}):
        if i <= past or (i not in starts and not is_name_word(doc, i)):
            continue
        last = max(run_end(doc, i, free), starts.get(i, i))
        while (further := max((starts[k] for k in range(i, last + 1) if k in starts), default=last)) > last:
            last = run_end(doc, further, free)
        yield i, last
        past = last


def _known_within(
    doc: Document, first: int, last: int, inside: list[Found], project: Path | None
) -> list[Found]:
    """Names of more than one word that are listed in another spelling or language, the longest, then the leftmost."""
    words = [t for t in range(first, last + 1) if doc.words[t][:1].isalnum()]
    if not 1 < len(words) <= _MOST:
        return []
    spans = (
        (words[i], words[j])
        for n in range(len(words) - 1, 0, -1)
        for i in range(len(words) - n)
        for j in (i + n,)
    )
    found: list[Found] = []
    for a, b in spans:
        if any(a <= f.last and f.first <= b for f in found) or not _worth_trying(doc, a, b, inside):
            continue
        name = known(doc, a, b, project)
        if name:
            found.append(name)
    return found


def _worth_trying(doc: Document, a: int, b: int, inside: list[Found]) -> bool:
    """Whether a stretch begins and ends with a capital and neither is nor cuts a listed name."""
    if not (doc.words[a][:1].isupper() and doc.words[b][:1].isupper()):
        return False
    return not any(
        (f.first, f.last) == (a, b) or f.first < a <= f.last < b or a < f.first <= b < f.last
        or (f.first <= a and b <= f.last) for f in inside
    )  # fmt: skip


def known(doc: Document, first: int, last: int, project: Path | None) -> Found | None:
    """The one actor that some words name beyond doubt, in whatever spelling or language; None when there is none."""
    hits = candidates(" ".join(doc.text[doc.start[first] : doc.end[last]].split()), project)
    ids = tuple({i: None for i, name in hits if name.strong}) if hits else ()
    if len(ids) != 1:
        return None
    person = actors(project)[ids[0]].kind is ActorKind.PERSON
    kind = MentionKind.PERSON if person else MentionKind.ACTOR
    return found_at(doc, first, last, kind, How.LISTED, ids=ids)


def _swallowed(doc: Document, f: Found, first: int, last: int, listed: list[Found]) -> bool:
    """Whether the words around a listed body's name make it part of a longer one."""
    if f.how is not How.LISTED or f.kind is not MentionKind.ACTOR:
        return False
    before = f.first - 1
    while before > first and (doc.words[before] in JOINERS or doc.lower[before] in PARTICLES):
        before -= 1
    if before >= first and not any(g.first <= before <= g.last for g in listed):
        if any(map(is_foreign_head, bare_words(doc.words[before]))):
            return True
        unproved = f.kind_hint == "weak" or is_plain(f.text)
        if unproved and is_name_word(doc, before) and not opens_sentence(doc, before):
            return True  # "Green Valley | Liberation Army"
    return _goes_on_in_arabic(doc, f.last, last, listed)


def _goes_on_in_arabic(doc: Document, end: int, last: int, listed: list[Found]) -> bool:
    """ "Hizbullah | an-Nujaba": an article and a capital that begins no listed name."""
    t = end + 1
    if t > last or doc.lower[t] not in _ARTICLES:
        return False
    while t < last and (doc.words[t] in JOINERS or doc.lower[t] in _ARTICLES):
        t += 1
    return doc.words[t][:1].isupper() and not any(g.first <= t <= g.last for g in listed)


_ARTICLES = frozenset("al el ul an ash ad ar as at az".split())
