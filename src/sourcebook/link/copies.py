"""Which reports are independent: two outlets' own words, not one text printed twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sourcebook.ledger import Ledger
from sourcebook.ledger.fold import fold
from sourcebook.link.overlap import compared
from sourcebook.link.wording import Wording


@dataclass(slots=True)
class Independence:
    """Tells which reports are independent of one another; each text is gone through once.

    Attributes:
        publisher: from a report's id to its outlet; None when it is not known.
        text: from a report's id to its text.
    """

    publisher: Callable[[str], str | None]
    text: Callable[[str], str]
    _wordings: dict[str, Wording] = field(default_factory=dict)
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
        return not compared(self._wording(one), self._wording(other)).copied

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

    def _wording(self, report: str) -> Wording:
        if report not in self._wordings:
            self._wordings[report] = Wording.of(self.text(report))
        return self._wordings[report]
