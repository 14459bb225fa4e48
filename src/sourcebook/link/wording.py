"""The words of a text as runs that can be met again: case, punctuation and boilerplate do not count.

A run is five words that follow one another. It is the one notion on which a sketch, an overlap and what counts as
a copy rest. Runs of four find as many copies, but twice or more in one pair of samples in twenty they meet by chance in
a sketch ("the Syrian Observatory for"); runs of five in one pair of two hundred. Both were measured once, with the
copies that `benchmarks/copies.py` makes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from itertools import pairwise

from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model.text import Span

__all__ = ["RUN", "Sentence", "Wording"]

RUN = 5  # words that follow one another
SHORT = 5  # words; what reads like a shorter sentence is an abbreviation or a headline, and goes with its neighbour
_WORD = re.compile(r"\w+")
_END = re.compile(r"""[.!?]["”’')\]]*\s+(?=["“‘'(\[]?[^\W_a-z])|\n+""")
_SPEECH = re.compile(r'“[^”\n]*”|"[^"\n]*"')
_POSITIVE = 1  # bits dropped, so that a run's number fits into SQLite's signed integer and is never negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or a line, by its words.

    Attributes:
        span: its characters, from its first word to its last.
        first: index of its first word in the text.
        last: index after its last.
    """

    span: Span
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A text gone through once.

    Attributes:
        starts: offset of each word that counts.
        runs: a number below 2**63 for the run that begins at each word, the same on every machine; a text shorter
            than a run is one run. The last words begin none.
        spoken: indices of the runs of which a word stands in quotation marks.
        sentences: in the order of the text; every word is in one.
    """

    starts: tuple[int, ...]
    runs: tuple[int, ...]
    spoken: frozenset[int]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, text: str, *, without: Iterable[Span] = ()) -> "Wording":
        """Go through a text.

        Args:
            text: a report's text.
            without: ranges that do not count, such as the report's `not_body`; lines that only say who reported or
                edited are always left out.
        """
        out = _merged([*without, *_credit_lines(text)])
        words = [m for m in _WORD.finditer(text) if not _within(m.start(), out)]
        starts = tuple(m.start() for m in words)
        ends = [m.end() for m in words]
        runs = _runs([m[0].casefold() for m in words])
        return cls(
            starts=starts,
            runs=runs,
            spoken=_spoken(text, starts, len(runs)),
            sentences=tuple(_sentences(text, starts, ends)),
        )

    @cached_property
    def told(self) -> frozenset[int]:
        """Every run, once."""
        return frozenset(self.runs)

    @cached_property
    def said(self) -> frozenset[int]:
        """Runs with words in quotation marks: two reporters may have heard the same speech."""
        return frozenset(self.runs[i] for i in self.spoken)

    def __len__(self) -> int:
        return len(self.starts)


def _runs(words: Sequence[str]) -> tuple[int, ...]:
    if not words:
        return ()
    whole = range(max(1, len(words) - RUN + 1))
    return tuple(_number(" ".join(words[i : i + RUN])) for i in whole)


def _number(run: str) -> int:
    found = blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big") >> _POSITIVE


def _spoken(text: str, starts: Sequence[int], runs: int) -> frozenset[int]:
    found: set[int] = set()
    for speech in _SPEECH.finditer(text):
        first, last = bisect_left(starts, speech.start()), bisect_left(starts, speech.end())
        if first < last:
            found.update(range(max(0, first - RUN + 1), min(last, runs)))
    return frozenset(found)


def _sentences(text: str, starts: Sequence[int], ends: Sequence[int]) -> Iterable[Sentence]:
    firsts = [0]
    for stop in _END.finditer(text):
        here = bisect_left(starts, stop.end())
        if here - firsts[-1] >= SHORT and len(starts) - here >= SHORT:
            firsts.append(here)
    for first, last in pairwise((*firsts, len(starts))):
        if first < last:
            yield Sentence(span=Span(start=starts[first], end=ends[last - 1]), first=first, last=last)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            span = Span(start=merged[-1].start, end=max(merged.pop().end, span.end))  # noqa: PLW2901
        merged.append(span)
    return merged


def _within(at: int, spans: list[Span]) -> bool:
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return i >= 0 and at < spans[i].end


def _credit_lines(text: str) -> Iterable[Span]:
    return (Span(start=m.start(), end=m.end()) for m in _credit_line().finditer(text))


@cache
def _credit_line() -> re.Pattern[str]:
    """A line that only says who reported, wrote or edited."""
    return re.compile("|".join(lexicon("credits")["lines"]), re.MULTILINE)
