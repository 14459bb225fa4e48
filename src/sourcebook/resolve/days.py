"""Of which day is spoken? The nearest date in the same sentence or the one before, else the day of publication."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from sourcebook.model.text import Document, Mention

_PRESENT = frozenset({"VBZ", "VBP"})

Days = tuple[date, date]
"""First and last day of an interval."""


class Calendar:
    """The dates of a report, by the sentences that hold them."""

    def __init__(self, doc: Document, dates: Sequence[Mention] = ()) -> None:
        """Sort the dates into their sentences.

        Args:
            doc: the parsed report.
            dates: its date mentions.
        """
        self._doc = doc
        self._told: dict[int, list[tuple[int, Days]]] = {}
        for m in dates:
            if m.when is not None and m.when.closed and len(doc):
                token = max(bisect_right(doc.start, m.span.start) - 1, 0)
                self._told.setdefault(doc.sentence_of[token], []).append((token, m.when.closed))

    def at(self, token: int) -> Days | None:
        """First and last day of the time that a token is likeliest spoken of; None when nothing tells.

        Args:
            token: of the words in question.
        """
        here = self._doc.sentence_of[token]
        told = self._told.get(here)
        if not told and here and not self._now(here) and self._goes_on(here):
            told = self._told.get(here - 1)
        if told:
            return min(told, key=lambda d: abs(d[0] - token))[1]
        return self._doc.published.closed if self._doc.published else None

    def _now(self, sentence: int) -> bool:
        """Whether a sentence is told in the present."""
        doc = self._doc
        return any(doc.tag[t] in _PRESENT and doc.head[t] == t for t in range(*doc.sentences[sentence]))

    def _goes_on(self, sentence: int) -> bool:
        """Whether a sentence stands in the paragraph of the one before."""
        doc = self._doc
        first = doc.sentences[sentence][0]
        return (
            "\n" not in doc.text[doc.end[max(first - 1, 0)] : doc.start[first]]
            and not doc.words[first - 1].isspace()
        )
