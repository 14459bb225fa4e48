"""Which reports are independent: two outlets' own words, not one text printed twice."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sourcebook.ledger import Ledger
from sourcebook.ledger.fold import fold

SHINGLE = 4  # words that follow one another
COPY = 0.5  # of the shorter text's runs of words; more in common than that is a copy
"""Ours, not measured: rewritten wire reports share less, reprints with a changed lead share more."""

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Independence:
    """Tells which reports are independent of one another; each text is gone through once.

    Attributes:
        publisher: from a report's id to its outlet; None when it is not known.
        text: from a report's id to its text.
    """

    publisher: Callable[[str], str | None]
    text: Callable[[str], str]
    _runs: dict[str, frozenset[str]] = field(default_factory=dict)
    _outlets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger) -> "Independence":
        """For the reports of a book."""

        def publisher(report: str) -> str | None:
            source = ledger.source(report)
            return source.publisher if source else None

        return cls(publisher=publisher, text=lambda report: ledger.text(report) or "")

    def independent(self, one: str, other: str) -> bool:
        """Whether two reports are of different outlets and neither copies the other.

        Reports whose outlet is not known count as of one outlet: nothing shows that they are independent.

        Args:
            one: a report's id.
            other: another's.
        """
        if one == other or self._outlet(one) == self._outlet(other):
            return False
        return overlap(self._shingles(one), self._shingles(other)) < COPY

    def chosen(self, reports: Iterable[str]) -> tuple[str, ...]:
        """Of some reports as many as are independent of one another, taken in the order given.

        Args:
            reports: ids.
        """
        kept: list[str] = []
        for report in reports:
            if all(self.independent(report, one) for one in kept):
                kept.append(report)
        return tuple(kept)

    def _outlet(self, report: str) -> str:
        if report not in self._outlets:
            self._outlets[report] = fold(self.publisher(report) or "")
        return self._outlets[report]

    def _shingles(self, report: str) -> frozenset[str]:
        if report not in self._runs:
            self._runs[report] = shingles(self.text(report))
        return self._runs[report]


def shingles(text: str) -> frozenset[str]:
    """Every run of four words in a text, whatever their case and punctuation; a shorter text is one run.

    Args:
        text: any text.
    """
    words = _WORD.findall(text.casefold())
    runs = (words[i : i + SHINGLE] for i in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(" ".join(run) for run in runs)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the shorter text's runs of words that stand in the other too, from 0 to 1.

    Args:
        one: runs of words, as `shingles` gives them.
        other: the same of another text.
    """
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
