"""What stands in and around words that name a happening: mentions as the parser and the shipped encoder read them.

Only the lines with a mention to be judged are parsed and read; a document is a line a sentence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import reader_sets

from sourcebook.encode import labels
from sourcebook.encode.see import Stretch, stretches
from sourcebook.encode.tags import softmax
from sourcebook.grammar import agents, clause, is_verb, patients
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

WORDS = Path(__file__).parent / "event_words.txt"
TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
"""Parts of speech whose words tell one happening from another."""
SUFFERS = [labels.ROLES.index(r) for r in ("recipient", "victim", "object")]
FAINT = 0.15
"""Probability from which somebody may be who suffers."""
ENDINGS = (
    "ations", "ation", "itions", "ition", "ments", "ment", "ances", "ance", "ences", "ence", "ings", "ing", "ions",
    "ion", "ers", "er", "ors", "or", "als", "al", "ed", "es", "s", "e", "y",
)  # fmt: skip
"""What a stem is without, the longest first."""
SHORTEST = 4
"""Letters that a stem keeps."""
WORD = re.compile(r"\w+")

Array = npt.NDArray[np.float32]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a happening, with what stands around them.

    Attributes:
        id: as the line gives it.
        document: place of its document among those given.
        line: place of its line in the document, from 0.
        text: its words, in lower case.
        kind: its class as the line gives it, without the sign of negation; "" when it gives none.
        lemma: of its head.
        noun: whether the head is a noun, or else a verb, or neither ("N", "V", "O").
        own: stems of its words.
        sets: numbers of the sets of `event_words.txt` that its words stand in, with the weight of each.
        around: stems of the telling words of its line but for its own.
        clause: the same for its clause.
        names: names in its line, in lower case.
        below: lemmas of the telling words that hang on the head.
        parties: lemmas of who does it and to whom or what it is done, by grammar.
        sufferers: stems of whom the encoder sees suffer it, with how likely that is.
        above: lemma of what the head hangs on; "" for a root.
        mean, head, span: the encoder's vectors of its words, its head, and itself among others.
        types: how likely it is of each event type.
    """

    id: str
    document: int
    line: int
    text: str
    kind: str
    lemma: str
    noun: str
    own: frozenset[str]
    sets: Mapping[int, float]
    around: frozenset[str]
    clause: frozenset[str]
    names: frozenset[str]
    below: frozenset[str]
    parties: frozenset[str]
    sufferers: Mapping[str, float]
    above: str
    mean: Array
    head: Array
    span: Array
    types: Array


@cache
def stem(word: str) -> str:
    """A word in lower case without its ending, so that a verb and its noun often meet."""
    word = word.lower()
    end = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    word = word.removesuffix(end)
    if len(word) > SHORTEST and word[-1] == word[-2]:
        return word[:-1]
    return word[:-1] + "y" if len(word) > SHORTEST and word[-1] == "i" else word


def stems(text: str) -> list[str]:
    """Stems of a text's words, in order."""
    return [stem(w) for w in WORD.findall(text)]


@cache
def word_sets() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Sets of words that may tell of one happening: for a first stem, the set's number and the stems that follow."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    rows = [r for r in WORDS.read_text(encoding="utf-8").splitlines() if r and not r.startswith("#")]
    for number, row in enumerate(rows):
        for entry in row.split():
            first, *rest = map(stem, entry.split("_"))
            found[first].append((number, tuple(rest)))
    return found


def sets_of(own: frozenset[str]) -> dict[int, float]:
    """Which sets words stand in; one that several of them name together counts half as much again."""
    found: dict[int, float] = {}
    for word in sorted(own):
        for number, rest in word_sets().get(word, ()):
            if own.issuperset(rest):
                found[number] = max(found.get(number, 0.0), 1.5 if rest else 1.0)
    return found


def judged(line: Line) -> list[Line]:
    """Mentions of a document that are to be judged: all but those marked as not scored."""
    return [m for m in line["mentions"] if m.get("scored", True)]


def lines_of(text: str) -> list[tuple[int, int]]:
    """Characters [start, end) of each line of a text."""
    ends = [m.start() for m in re.finditer("\n", text)] + [len(text)]
    return list(zip([0, *(e + 1 for e in ends[:-1])], ends, strict=True))


def telling_lines(line: Line) -> list[tuple[int, int]]:
    """Characters [start, end) of the lines of a document that hold a mention to be judged."""
    return [
        (a, b)
        for a, b in lines_of(line["text"])
        if any(a <= m["begin"] < max(b, a + 1) for m in judged(line))
    ]


def read_mentions(lines: Sequence[Line]) -> list[Mention]:
    """Mentions of documents that are to be judged, in the order of the documents and their texts."""
    return [m for n, line in enumerate(lines) for m in _of_document(n, line)]


def _of_document(number: int, line: Line) -> Iterator[Mention]:
    text, places = line["text"], telling_lines(line)
    shown = "\n\n".join(text[a:b] for a, b in places)
    if not shown.strip():
        return
    doc = parse(Report(text=shown))
    if not len(doc):
        return
    all_lines, moved = lines_of(text), 0
    for a, b in places:
        page = _Line(doc, number, all_lines.index((a, b)), (moved, moved + b - a))
        own = sorted((m for m in judged(line) if a <= m["begin"] < max(b, a + 1)), key=_place)
        for m in own:
            yield page.mention(m, moved - a)
        moved += b - a + 2


def _place(mention: Line) -> tuple[int, int, str]:
    return mention["begin"], mention["end"], mention["id"]


class _Line:
    """A line with its grammar and what the encoder sees in it.

    Args:
        doc: the lines that were parsed.
        document: place of the document among those given.
        line: place of the line in the document.
        at: its characters [start, end) in `doc`.
    """

    def __init__(self, doc: Document, document: int, line: int, at: tuple[int, int]) -> None:
        self.doc, self.document, self.line = doc, document, line
        self.tokens = [t for t in range(len(doc)) if at[0] <= doc.start[t] < at[1]]
        self.stretches = list(stretches(reader_sets.weights(), doc.text, [at]))

    def mention(self, given: Line, by: int) -> Mention:
        """A mention, as this line tells it.

        Args:
            given: the mention, as the document gives it.
            by: how far its characters have moved.
        """
        doc, start, end = self.doc, given["begin"] + by, given["end"] + by
        first, last = doc.tokens(start, end)
        own = range(first, last + 1)
        head = _head(doc, own)
        around = self._telling(self.tokens, own)
        low, high = clause(doc, head)
        stems_of = frozenset(stem(w) for t in own for w in (doc.lemma[t], doc.lower[t]))
        return Mention(
            id=given["id"], document=self.document, line=self.line, text=doc.text[start:end].lower(),
            kind=str(given.get("type") or "").removeprefix("NEG_"), lemma=doc.lemma[head], noun=_class(doc, head),
            own=stems_of, sets=sets_of(stems_of), around=self._stems(around),
            clause=self._stems(self._telling(range(low, high + 1), own)),
            names=frozenset(doc.words[t].lower() for t in around if doc.pos[t] == "PROPN"),
            below=frozenset(doc.lemma[t] for k in doc.children[head] for t in self._telling(_under(doc, k), own)),
            parties=frozenset(doc.lemma[t] for t in _parties(doc, head) if t not in own),
            above=doc.lemma[doc.head[head]] if doc.head[head] != head else "",
            **self._seen((start, end), (doc.start[head], doc.end[head])),
        )  # fmt: skip

    def _telling(self, tokens: Iterable[int], own: range) -> list[int]:
        doc = self.doc
        return [t for t in tokens if t not in own and doc.pos[t] in TELLING and doc.words[t].isalnum()]

    def _stems(self, tokens: Iterable[int]) -> frozenset[str]:
        return frozenset(stem(self.doc.lemma[t]) for t in tokens)

    def _seen(self, at: tuple[int, int], head: tuple[int, int]) -> dict[str, Any]:
        """What the encoder sees of a mention and of its head; nothing where the line has no words."""
        stretch = next((s for s in self.stretches if s.cover(*at)), None)
        if stretch is None:
            return dict(zip(("mean", "head", "span", "types", "sufferers"), _nothing(), strict=True))
        a, b = stretch.cover(*at) or (0, 1)
        tags = softmax(stretch.layer("triggers"))[a:b, 1:]
        made = stretch.made(
            [(a, b), *(m[0] for m in stretch.mentions)], ["?", *(m[1] for m in stretch.mentions)]
        )
        return {
            "mean": stretch.vectors[a:b].mean(axis=0),
            "head": stretch.vectors[(stretch.cover(*head) or (a, b))[0]],
            "span": made.vectors[0],
            "types": tags.reshape(b - a, -1, 2).sum(axis=2).max(axis=0),
            "sufferers": _sufferers(stretch, made, self.doc.text),
        }


def _head(doc: Document, own: range) -> int:
    tops = [t for t in own if doc.head[t] not in own or doc.head[t] == t]
    return next((t for t in tops if doc.pos[t] in {"VERB", "NOUN", "ADJ", "PROPN"}), tops[0])


def _class(doc: Document, token: int) -> str:
    if doc.pos[token] in {"VERB", "AUX"}:
        return "V"
    return "N" if doc.pos[token] in {"NOUN", "PROPN"} else "O"


def _under(doc: Document, token: int) -> range:
    first, last = doc.edges[token]
    return range(first, last + 1)


def _parties(doc: Document, head: int) -> list[int]:
    """Who does it, and to whom or what it is done."""
    if is_verb(doc, head):
        return [*agents(doc, head), *patients(doc, head)]
    return [k for k in doc.children[head] if doc.dep[k] in {"poss", "compound", "amod", "nmod"}]


def _sufferers(stretch: Stretch, made: Any, text: str) -> dict[str, float]:  # noqa: ANN401 - see heads.Spans
    """Stems of the mentions that may suffer what the first span names."""
    count = len(stretch.mentions)
    if not count:
        return {}
    p = stretch.heads.pairs(["role"], made, [0] * count, range(1, count + 1))["role"]
    found: dict[str, float] = {}
    for (at, *_), row in zip(stretch.mentions, p[:, SUFFERS].sum(axis=1), strict=True):
        for word in stems(text[slice(*stretch.span(*at))]) if row > FAINT else ():
            found[word] = max(found.get(word, 0.0), float(row))
    return found


@cache
def _nothing() -> tuple[Array, Array, Array, Array, dict[str, float]]:
    """What is seen of a mention without words."""
    stretch = next(stretches(reader_sets.weights(), "a", [(0, 1)]))
    word, span = np.zeros_like(stretch.vectors[0]), np.zeros_like(stretch.made([(0, 1)], ["?"]).vectors[0])
    return word, word, span, np.zeros(len(labels.TYPES), dtype=np.float32), {}


@cache
def alone(words: str) -> Array:
    """The encoder's vector of words that stand by themselves, outside any sentence."""
    parts = list(stretches(reader_sets.weights(), words, [(0, len(words))]))
    return np.asarray(parts[0].vectors.mean(axis=0) if parts else _nothing()[0], dtype=np.float32)
