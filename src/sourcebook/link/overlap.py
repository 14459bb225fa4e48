"""What two texts have in common, word by word: whole copies, and copied paragraphs in a longer article."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sourcebook.link.wording import Sentence, Wording
from sourcebook.model.text import Span

__all__ = ["COPY", "EVIDENCE", "HANDOUT", "SENTENCE", "Overlap", "Passage", "compared"]

COPY = 0.5
"""Part of a text's words in shared passages from which on it is a copy of the other.

Measured by `benchmarks/copies.py` on the samples. Of 14 reports copied verbatim, trimmed, reordered, with another
lead or with one word in twenty changed all copies are found, with one word in ten changed 98 %, with one in five
changed 88 %; a paragraph merged into another article is a shared passage each time, and never makes the article a
copy. None of the 208 pairs of samples that tell of the same war in other words is taken for a copy or shares a
passage. The copies among the samples cover 97 and 98 % of the shorter text, 37 and 66 % of the longer.
"""

SENTENCE = 0.25
"""Part of the runs of the shorter of two sentences that the other must have; one word in five may be changed."""

EVIDENCE = 6
"""Runs that a shared passage must have outside quotation marks: ten words in a row, or more with changes.

Less is enough when it is all that one of the two texts says.
"""

HANDOUT = 40
"""Runs of a shared passage that count even inside quotation marks: both print one statement. Ours, not measured."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Passage:
    """Whole sentences that stand in two texts, with small changes or none.

    Attributes:
        one: where they stand in the one text.
        other: where they stand in the other.
    """

    one: Span
    other: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts share.

    Attributes:
        one: id of the one.
        other: id of the other.
        runs_one: part of the one's runs of words that stand in the other, 0 to 1.
        runs_other: part of the other's that stand in the one.
        covered_one: part of the one's words in shared passages, 0 to 1; small changes do not lower it.
        covered_other: the same for the other.
        passages: what is shared, in the order of the one.
    """

    one: str
    other: str
    runs_one: float = 0.0
    runs_other: float = 0.0
    covered_one: float = 0.0
    covered_other: float = 0.0
    passages: tuple[Passage, ...] = field(default=())

    @property
    def copied(self) -> bool:
        """Whether the shorter text, or most of it, stands in the other."""
        return max(self.covered_one, self.covered_other) >= COPY

    def covered(self, report: str) -> float:
        """The part of a report's words that the other has too, 0 to 1.

        Args:
            report: id of one of the two.
        """
        return self.covered_one if report == self.one else self.covered_other

    def turned(self) -> "Overlap":
        """The same, told from the other side."""
        return Overlap(
            one=self.other,
            other=self.one,
            runs_one=self.runs_other,
            runs_other=self.runs_one,
            covered_one=self.covered_other,
            covered_other=self.covered_one,
            passages=tuple(sorted(Passage(one=p.other, other=p.one) for p in self.passages)),
        )


def compared(one: Wording, other: Wording, *, ids: tuple[str, str] = ("one", "other")) -> Overlap:
    """Compare two texts.

    Args:
        one: the one.
        other: the other.
        ids: their ids.
    """
    common = one.told & other.told
    if not common:
        return Overlap(one=ids[0], other=ids[1])
    groups = _groups(_pairs(one, other, common))
    kept = [group for group in groups if _enough(group, one, other)]
    return Overlap(
        one=ids[0],
        other=ids[1],
        runs_one=len(common) / len(one.told),
        runs_other=len(common) / len(other.told),
        covered_one=_covered({i for group in kept for i, _ in group}, one),
        covered_other=_covered({j for group in kept for _, j in group}, other),
        passages=tuple(sorted(_passage(group, one, other) for group in kept)),
    )


_Pairs = Mapping[tuple[int, int], frozenset[int]]  # sentence of the one, of the other: the runs they share


def _places(wording: Wording, common: frozenset[int]) -> tuple[dict[int, set[int]], list[int]]:
    """Where runs begin: run to sentences; and how many runs each sentence has, each counted once."""
    places: dict[int, set[int]] = defaultdict(set)
    sizes = []
    for i, sentence in enumerate(wording.sentences):
        runs = set(wording.runs[sentence.first : sentence.last])
        sizes.append(len(runs))
        for run in runs & common:
            places[run].add(i)
    return places, sizes


def _pairs(one: Wording, other: Wording, common: frozenset[int]) -> _Pairs:
    """Sentences of which the shorter shares enough of its runs with the longer."""
    (here, sizes), (there, others) = _places(one, common), _places(other, common)
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for run in common:
        for i in here[run]:
            for j in there[run]:
                shared[i, j].add(run)
    return {
        (i, j): frozenset(runs)
        for (i, j), runs in shared.items()
        if len(runs) >= SENTENCE * min(sizes[i], others[j])
    }


def _groups(pairs: _Pairs) -> list[_Pairs]:
    """Pairs of sentences that follow one another in both texts, together."""
    owner = {pair: pair for pair in pairs}

    def root(pair: tuple[int, int]) -> tuple[int, int]:
        while owner[pair] != pair:
            pair = owner[pair]
        return pair

    for i, j in sorted(pairs):
        for before in ((i - 1, j - 1), (i - 1, j), (i, j - 1)):
            if before in pairs:
                low, high = sorted((root(before), root((i, j))))
                owner[high] = low
    ordered = sorted(pairs, key=root)
    return [{pair: pairs[pair] for pair in group} for _, group in groupby(ordered, key=root)]


def _enough(group: _Pairs, one: Wording, other: Wording) -> bool:
    """Whether what is shared is too much for chance, also without speech that both may have heard."""
    runs = frozenset().union(*group.values())
    if runs >= one.told or runs >= other.told or len(runs) >= HANDOUT:
        return True
    return len(runs - one.said - other.said) >= EVIDENCE


def _covered(sentences: Iterable[int], wording: Wording) -> float:
    words = (wording.sentences[i].last - wording.sentences[i].first for i in sentences)
    return sum(words) / len(wording)


def _passage(group: _Pairs, one: Wording, other: Wording) -> Passage:
    return Passage(
        one=_cover(one.sentences, {i for i, _ in group}),
        other=_cover(other.sentences, {j for _, j in group}),
    )


def _cover(sentences: Sequence[Sentence], chosen: set[int]) -> Span:
    return Span(start=sentences[min(chosen)].span.start, end=sentences[max(chosen)].span.end)
