"""Who does as another has done? "Mali expelled the envoy, and Niger followed suit", "Chad did the same"."""

from collections.abc import Iterator, Sequence

from sourcebook.draft.roles import people
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import agents, is_verb
from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast

_SAYING_SO = {
    "follow": (("suit",), ("their", "example"), ("its", "example"), ("that", "example"), ("their", "lead")),
    "do": (("the", "same"), ("likewise",), ("so", "too")),
}
_BACK = 1  # sentences between a deed and "did the same"


def follow_suit(doc: Document, cast: Cast, sketches: Sequence[Sketch]) -> Iterator[Sketch]:
    """The deeds of those who are only said to have done as somebody before them.

    Args:
        doc: the parsed report.
        cast: its actors.
        sketches: what the words name, with roles.
    """
    for i, lemma in enumerate(doc.lemma):
        if lemma not in _SAYING_SO or not doc.body[i] or not is_verb(doc, i) or not _says_so(doc, i):
            continue
        first = _deed_before(doc, sketches, i)
        doers = people(doc, cast, agents(doc, i)) if first is not None else ()
        if first is None or not doers or set(doers) & set(first.role("actor")):
            continue
        s = Sketch(
            trigger=i,
            verb=i,
            frame=first.frame,
            type=first.type,
            modes=first.modes,
            span=(i, i),
            tokens=(i,),
            score=first.score,
        )
        s.give("actor", doers)
        s.give("recipient", tuple(r for r in first.role("recipient") if r not in doers))
        s.span = _words(doc, agents(doc, i), i)
        yield s


def _says_so(doc: Document, i: int) -> bool:
    if (
        doc.lower[i + 1 : i + 3] == ("the", "same")
        and doc.dep[doc.head[i + 2]] == "dobj"
        and doc.head[i + 2] != i + 2
    ):
        return doc.dep[i + 2] not in {"amod", "compound"}  # "did the same work"
    return any(doc.lower[i + 1 : i + 1 + len(words)] == words for words in _SAYING_SO[doc.lemma[i]])


def _deed_before(doc: Document, sketches: Sequence[Sketch], i: int) -> Sketch | None:
    """The last deed told by a main verb before a token, in its sentence or the one before."""
    here, over = doc.sentence_of[i], _governors(doc, i)
    told = (
        s
        for s in sketches
        if s.trigger < i and here - doc.sentence_of[s.trigger] <= _BACK and not s.nominal and s.role("actor")
        and s.verb not in over and not s.frame.mutual and doc.dep[s.verb] in _MAIN
    )  # fmt: skip
    return max(told, key=lambda s: s.trigger, default=None)


def _governors(doc: Document, i: int) -> set[int]:
    """Verbs under which a clause stands: who urges another to follow suit does not do what is to be followed."""
    found = set()
    while doc.head[i] != i:
        joined = doc.dep[i] == "conj"
        i = doc.head[i]
        if joined:
            break
        found.add(i)
    return found


_MAIN = frozenset({"ROOT", "conj", "ccomp"})


def _words(doc: Document, doers: list[int], i: int) -> tuple[int, int]:
    """From who does it to the end of the words that say so."""
    last = next(
        i + len(words) for words in _SAYING_SO[doc.lemma[i]] if doc.lower[i + 1 : i + 1 + len(words)] == words
    )
    return min([i, *(doc.edges[d][0] for d in doers if d < i)]), last
