"""How alike are two mentions of happenings? Numbers of each pair, group of documents by group.

Documents are put into groups by the words that they share, and mentions of different groups are never compared. What
is given to `groups` as one heap is weighed as one heap: how rare a word is depends on all documents of it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from event_mentions import Array, Line, Mention, alone, lines_of, read_mentions, stem, stems, telling_lines
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist
from scipy.cluster.hierarchy import cophenet, fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform

APART = 0.9
"""Mean cosine distance of their documents' words above which groups stay apart; chosen on the training part."""
LEAD = 5
"""Lines that are a document's beginning."""
NAMED = r"\b[A-Z][a-z]+\b"
LETTERS = r"[^\W\d_]{2,}"
TINY = 1e-9
"""Keeps a division finite."""
Matrix = npt.NDArray[np.float32]
Bag = Mapping[str, float]
Rarity = Callable[[str], float]


@dataclass(frozen=True)
class Group:
    """Documents that share their words, and the pairs of their mentions.

    Attributes:
        mentions: in the order of the documents.
        first, second: each pair's mentions, as places among them.
        numbers: (pairs, len(NUMBERS)).
    """

    mentions: Sequence[Mention]
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    numbers: Matrix


# -------------------------------------------------------------------------------------------- bags of words


def rarity(bags: Sequence[Iterable[str]], least: int = 1) -> Rarity:
    """How rare a word is among bags: the logarithm of how many there are to how many hold it.

    Args:
        bags: words of each.
        least: a word that fewer hold counts nothing.
    """
    held = Counter(w for bag in bags for w in set(bag))
    many = len(bags) + 1

    def rare(word: str) -> float:
        return max(0.0, float(np.log(many / (held[word] + 0.5)))) if held[word] >= least else 0.0

    return rare


def cosines(bags: Sequence[Bag], rare: Rarity) -> Matrix:
    """Cosine of each two bags, their words weighed by rarity; 0 beside an empty one."""
    table = _table(bags, rare)
    size = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table = csr_matrix(table.multiply(1 / np.maximum(size, TINY)[:, None]))
    return np.asarray((table @ table.T).toarray(), dtype=np.float32)


def _table(bags: Sequence[Bag], rare: Rarity) -> csr_matrix:
    column: dict[str, int] = {}
    cells = [
        (n, column.setdefault(w, len(column)), k * rare(w)) for n, b in enumerate(bags) for w, k in b.items()
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((np.array(values, dtype=float), (rows, columns)), shape=(len(bags), len(column) + 1))


def counted(words: Iterable[str]) -> Bag:
    """Words, each as 1 + the logarithm of its count."""
    return {w: 1 + float(np.log(n)) for w, n in Counter(words).items()}


def plain(words: Iterable[str]) -> Bag:
    """Words, each as 1."""
    return dict.fromkeys(sorted(words), 1.0)


def texts_alike(texts: Sequence[str]) -> Matrix:
    """How alike texts are by the words that at least two of them hold."""
    bags = [counted(re.findall(LETTERS, t.lower())) for t in texts]
    return cosines(bags, rarity(bags, least=2))


def tree_of(alike: Matrix) -> Matrix:
    """Average-link tree of things of which it is known how alike each two are; needs two things."""
    apart = np.clip(1 - (alike + alike.T) / 2, 0, None).astype(float)
    np.fill_diagonal(apart, 0)
    return np.asarray(linkage(squareform(apart, checks=False), "average"))


def heights(alike: Matrix) -> Matrix:
    """At which distance each two things come together in their tree."""
    if len(alike) < 2:
        return np.zeros_like(alike)
    return np.asarray(squareform(cophenet(tree_of(alike))), dtype=np.float32)


# --------------------------------------------------------------------------------- what concerns a whole heap


@dataclass(frozen=True)
class Heap:
    """Documents that are given together.

    Attributes:
        lines: the documents, as they were given.
        group: number of each one's group.
        alike, height: how alike each two documents are, and where they come together.
        rare: how rare a stem is among them.
        wide: share of the groups in which each lemma names a happening.
        middle: mean of the vectors of lemmas, and of whole mentions, that stand alone.
    """

    lines: Sequence[Line]
    group: npt.NDArray[np.int64]
    alike: Matrix
    height: Matrix
    rare: Rarity
    wide: Mapping[str, float]
    middle: tuple[Array, Array]


def heap_of(lines: Sequence[Line], mentions: Sequence[Mention]) -> Heap:
    """Documents that are given together, put into groups."""
    alike = texts_alike([x["text"] for x in lines])
    group = fcluster(tree_of(alike), APART, "distance") if len(lines) > 1 else np.ones(len(lines))
    where: dict[str, set[int]] = defaultdict(set)
    for m in mentions:
        where[m.lemma].add(int(group[m.document]))
    return Heap(
        lines=lines,
        group=group.astype(np.int64),
        alike=alike,
        height=heights(alike),
        rare=rarity([stems(x["text"]) for x in lines]),
        wide={lemma: len(held) / len(set(group.tolist())) for lemma, held in where.items()},
        middle=(_middle(m.lemma for m in mentions), _middle(m.text for m in mentions)),
    )


def _middle(words: Iterable[str]) -> Array:
    return np.asarray(np.mean([alone(w) for w in words], axis=0), dtype=np.float32)


# ------------------------------------------------------------------------------------ numbers of a pair


def groups(lines: Sequence[Line]) -> Iterator[Group]:
    """Groups of the documents given, with the numbers of their mentions' pairs; one without mentions is left out."""
    mentions = read_mentions(lines)
    if not mentions:
        return
    heap = heap_of(lines, mentions)
    for number in range(1, int(heap.group.max()) + 1):
        own = [m for m in mentions if heap.group[m.document] == number]
        if own:
            first, second = np.triu_indices(len(own), 1)
            told = numbers(heap, own)
            yield Group(own, first, second, np.stack([told[k][first, second] for k in NUMBERS], axis=1))


NUMBERS = (
    "class", "saying", "sets", "sets share", "own words", "letters", "stem", "part of speech", "lemma alone",
    "words alone", "mean", "mean here", "head here", "span here", "types", "frequent", "in documents", "rarest",
    "widest", "mentions", "named around", "like what hangs on it", "line's words", "clause's words", "names",
    "parties", "sufferers", "same above", "later line", "same document", "document", "document's height",
    "document here", "its height here", "beginning", "its height", "telling lines", "their height", "document's names",
)  # fmt: skip
"""What is known of a pair, in the order of the columns."""


def numbers(heap: Heap, mentions: Sequence[Mention]) -> dict[str, Matrix]:
    """What is known of each two mentions of a group."""
    return (
        _words(heap, mentions)
        | _vectors(heap, mentions)
        | _context(heap, mentions)
        | _documents(heap, mentions)
    )


def _words(heap: Heap, mentions: Sequence[Mention]) -> dict[str, Matrix]:
    """What the mentions' own words tell."""
    own, lemmas = [stem(m.lemma) for m in mentions], [m.lemma for m in mentions]
    texts, held = [m.text for m in mentions], Counter(own)
    where: dict[str, set[int]] = defaultdict(set)
    for m, s in zip(mentions, own, strict=True):
        where[s].add(m.document)
    documents = len({m.document for m in mentions})
    sets = [{str(n): w for n, w in m.sets.items()} for m in mentions]
    table = _table(sets, lambda _: 1.0)
    says = np.array(["REPORTING" in m.kind for m in mentions], dtype=np.float32)
    return {
        "class": _same([m.kind for m in mentions]),
        "saying": says[:, None] + says,
        "sets": np.asarray((table @ table.T).toarray(), dtype=np.float32),
        "sets share": cosines(sets, lambda _: 1.0),
        "own words": cosines([plain(m.own) for m in mentions], heap.rare),
        "letters": np.asarray(cdist(texts, texts, scorer=JaroWinkler.similarity), dtype=np.float32),
        "stem": _same(own),
        "part of speech": _same([m.noun for m in mentions]),
        "frequent": _larger([float(np.log(held[s])) for s in own]),
        "in documents": _larger([len(where[s]) / documents for s in own]),
        "rarest": -_larger([-heap.rare(s) for s in own]),
        "widest": _larger([heap.wide[x] for x in lemmas]),
        "mentions": np.full((len(own), len(own)), np.log(len(own)), dtype=np.float32),
    }


def _vectors(heap: Heap, mentions: Sequence[Mention]) -> dict[str, Matrix]:
    """What the encoder tells."""
    lemma, text = heap.middle
    here = {k: np.array([getattr(m, k) for m in mentions]) for k in ("mean", "head", "span")}
    kinds = np.array([m.types for m in mentions])
    return {
        "lemma alone": _cosine(np.array([alone(m.lemma) for m in mentions]) - lemma),
        "words alone": _cosine(np.array([alone(m.text) for m in mentions]) - text),
        "mean": _cosine(here["mean"]),
        **{f"{k} here": _cosine(v - v.mean(axis=0)) for k, v in here.items()},
        "types": _cosine(kinds + np.float32(TINY)),
    }


def _context(heap: Heap, mentions: Sequence[Mention]) -> dict[str, Matrix]:
    """What stands around the mentions."""
    held = {(m.document, m.line): m.around | m.own for m in mentions}
    here = rarity(list(held.values()))
    own = [stem(m.lemma) for m in mentions]
    told = np.array([[s in m.around for m in mentions] for s in own], dtype=np.float32)
    below = _nearest(heap, [[m.lemma] for m in mentions], [sorted(m.below) for m in mentions])
    parties = [sorted(m.parties) for m in mentions]
    return {
        "named around": told + told.T,
        "like what hangs on it": np.maximum(below, below.T),
        "line's words": cosines([plain(m.around) for m in mentions], here),
        "clause's words": cosines([plain(m.clause) for m in mentions], here),
        "names": cosines([plain(m.names) for m in mentions], lambda w: heap.rare(stem(w))),
        "parties": _nearest(heap, parties, parties),
        "sufferers": cosines([m.sufferers for m in mentions], heap.rare),
        "same above": _same([m.above for m in mentions]),
        "later line": _larger([m.line for m in mentions]),
        "same document": _same([m.document for m in mentions]),
    }


def _documents(heap: Heap, mentions: Sequence[Mention]) -> dict[str, Matrix]:
    """What the mentions' documents tell, among all that are given and within the group."""
    which = sorted({m.document for m in mentions})
    at = np.array([which.index(m.document) for m in mentions])
    lines = [heap.lines[d] for d in which]
    named = [plain(set(re.findall(NAMED, x["text"]))) for x in lines]
    parts = {
        "document here": [x["text"] for x in lines],
        "beginning": [x["text"][: lines_of(x["text"])[:LEAD][-1][1]] for x in lines],
        "telling lines": ["\n".join(x["text"][a:b] for a, b in telling_lines(x)) for x in lines],
    }
    alike = {k: texts_alike(texts) for k, texts in parts.items()}
    told = {
        "document": heap.alike[np.ix_(which, which)],
        "document's height": heap.height[np.ix_(which, which)],
        "document's names": cosines(named, rarity(named)),
        **alike,
        "its height here": heights(alike["document here"]),
        "its height": heights(alike["beginning"]),
        "their height": heights(alike["telling lines"]),
    }
    return {k: m[np.ix_(at, at)] for k, m in told.items()}


def _same(values: Sequence[object]) -> Matrix:
    found: dict[object, int] = {}
    which = np.array([found.setdefault(v, len(found)) for v in values])
    return np.asarray(which[:, None] == which, dtype=np.float32)


def _larger(values: Sequence[float]) -> Matrix:
    own = np.array(values, dtype=np.float32)
    return np.maximum(own[:, None], own)


def _cosine(vectors: npt.NDArray[np.float32]) -> Matrix:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), TINY)
    return np.asarray(unit @ unit.T, dtype=np.float32)


def _nearest(heap: Heap, left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Matrix:
    """Cosine of the nearest two of words alone, one of each side; -1 beside an empty side."""
    words = sorted({w for side in (left, right) for some in side for w in some})
    found = np.full((len(left), len(right)), -1.0, dtype=np.float32)
    if not words:
        return found
    near = _cosine(np.array([alone(w) for w in words]) - heap.middle[0])
    place = {w: n for n, w in enumerate(words)}
    rows = [[place[w] for w in some] for some in left]
    for column, some in enumerate(right):
        if some:
            best = near[:, [place[w] for w in some]].max(axis=1)
            found[:, column] = [best[row].max() if row else -1.0 for row in rows]
    return found
