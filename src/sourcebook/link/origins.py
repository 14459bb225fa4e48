"""How many origins stand behind a claim: reports that print one text, and passages that one took from another.

A report that is mostly another's words has that report's origin; a passage inside a longer article has the origin of
the report it was taken from, and the rest of the article is its own. Whoever says that the words are another's is no
origin; a credited outlet without a report in the book is one by its name (a phantom).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from sourcebook.errors import ValueProblem
from sourcebook.link.credits import called, credited, newsroom
from sourcebook.link.overlap import COPY, Overlap
from sourcebook.model.text import Report, Span

__all__ = ["OriginInput", "Origins", "origins"]

HALF = 0.5  # of a quote's characters that must lie in a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginInput:
    """What must be known of a report.

    Attributes:
        publisher: name of the outlet, or the site; None when it is not known.
        published: day of publication, the last on which it may have been; None when it is not known.
        credits: outlets named as the origin of the whole text.
        length: of the text, in characters; of two reports of one day the longer was there first, since
            copies are trimmed.
    """

    publisher: str | None = None
    published: date | None = None
    credits: tuple[str, ...] = ()
    length: int = 0

    @classmethod
    def of(cls, report: Report, *, known: Iterable[str] = ()) -> "OriginInput":
        """What a report says of itself.

        Args:
            report: the report.
            known: publishers of the other reports, so that a byline that names one is understood.
        """
        when = report.published
        return cls(
            publisher=report.publisher or _site(report.address),
            published=(when.last or when.first) if when else None,
            credits=tuple(c.name for c in credited(report, known=frozenset(known)) if c.whole),
            length=len(report.text),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A passage that a report has from an earlier one."""

    rank: int
    mine: Span
    source: str
    theirs: Span

    def holds(self, span: Span) -> bool:
        shared = min(span.end, self.mine.end) - max(span.start, self.mine.start)
        return shared >= HALF * (span.end - span.start)

    def there(self, span: Span) -> Span:
        """About where the words of a span stand in the earlier report."""
        scale = (self.theirs.end - self.theirs.start) / (self.mine.end - self.mine.start)
        first = self.theirs.start + int(max(0, span.start - self.mine.start) * scale)
        last = self.theirs.start + int((min(span.end, self.mine.end) - self.mine.start) * scale)
        return Span(start=first, end=max(first + 1, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the words of reports are from; made by `origins`.

    Attributes:
        reports: what is known of each.
        whole: from each report to the origin of its own words: the id of a report, or the name of an outlet.
        phantoms: those of the origins that are outlets without this text in the book.
        taken: for each report the passages that earlier ones have too, of the earliest first.
    """

    reports: Mapping[str, OriginInput]
    whole: Mapping[str, str]
    phantoms: frozenset[str]
    taken: Mapping[str, tuple[_Taken, ...]]

    def origin_of(self, report: str, span: Span | None = None) -> str:
        """The origin of some words.

        Args:
            report: id of the report in which they stand.
            span: where; the whole report when it is left out.

        Returns:
            Id of the report where they were printed first, or the name of an outlet that is credited with them and
            whose report is not in the book.

        Raises:
            ValueProblem: there is no such report.
        """
        if report not in self.whole:
            raise ValueProblem(f"report {report!r} is none of those given to origins(); give it too")
        while span is not None:
            for step in self.taken.get(report, ()):
                if step.holds(span):
                    report, span = step.source, step.there(span)
                    break
            else:
                break
        return self.whole[report]

    def standing(self, claims: Iterable[tuple[str, Span]]) -> tuple[str, ...]:
        """The origins behind some claims that are independent of one another.

        One outlet's reports are one voice, and so are reports whose outlet is not known: nothing shows that
        they are independent.

        Args:
            claims: report and quote of each.

        Returns:
            One origin for each voice, in order.
        """
        voices: dict[str, str] = {}
        for origin in sorted({self.origin_of(report, span) for report, span in claims}):
            voices.setdefault(self._outlet(origin), origin)
        return tuple(sorted(voices.values()))

    def count(self, claims: Iterable[tuple[str, Span]]) -> int:
        """How many independent origins stand behind some claims; see `standing`.

        Args:
            claims: report and quote of each.
        """
        return len(self.standing(claims))

    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """From each origin to the reports that are mostly its words, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for report in sorted(self.whole):
            found[self.whole[report]].append(report)
        return {origin: tuple(found[origin]) for origin in sorted(found)}

    def voice(self, report: str, span: Span) -> str:
        """The outlet whose words some words are, which is one voice in all its reports; empty when it is not known.

        Args:
            report: id of the report in which they stand.
            span: where.

        Raises:
            ValueProblem: there is no such report.
        """
        return self._outlet(self.origin_of(report, span))

    def _outlet(self, origin: str) -> str:
        return newsroom(origin if origin in self.phantoms else self.reports[origin].publisher or "")


def origins(reports: Mapping[str, OriginInput], overlaps: Iterable[Overlap]) -> Origins:
    """Find the origins of reports. The order of reports and overlaps does not matter.

    The earliest report that credits nobody is the original; of one day the one whose outlet is credited by the others,
    then the longest, then by id. A report without a date comes after those that have one.

    Args:
        reports: from an id to what is known of the report.
        overlaps: what any two of them share; pairs that share nothing may be left out.

    Raises:
        ValueProblem: an overlap names a report that is not given.
    """
    sides = _sides(reports, overlaps)
    rank = _ranked(reports, sides)
    earlier = {r: [o for o in found if rank[o.other] < rank[r]] for r, found in sides.items()}
    roots: dict[str, str] = {}
    for report in sorted(reports, key=rank.__getitem__):
        before = (o.other for o in earlier[report] if _is_copy(o, reports))
        parent = min(before, key=rank.__getitem__, default=None)
        roots[report] = roots[parent] if parent is not None else report
    named = _phantoms(reports, roots)
    return Origins(
        reports=MappingProxyType(dict(reports)),
        whole={report: named.get(root, root) for report, root in roots.items()},
        phantoms=frozenset(named.values()),
        taken={report: _taken(found, rank) for report, found in earlier.items()},
    )


def _site(address: str | None) -> str | None:
    """The host of a report's address; None for a path."""
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None


def _sides(reports: Mapping[str, OriginInput], overlaps: Iterable[Overlap]) -> dict[str, list[Overlap]]:
    """Each report's overlaps, told from its side."""
    sides: dict[str, list[Overlap]] = {report: [] for report in reports}
    for overlap in overlaps:
        for side in (overlap, overlap.turned()):
            if side.one not in sides:
                raise ValueProblem(f"an overlap names report {side.one!r}, which is not given; give it too")
            if side.passages and side.one != side.other:
                sides[side.one].append(side)
    return sides


def _ranked(reports: Mapping[str, OriginInput], sides: Mapping[str, list[Overlap]]) -> dict[str, int]:
    """Each report's place among all, the likeliest original first."""

    def key(ident: str) -> tuple[bool, date, bool, int, str]:
        one = reports[ident]
        own = newsroom(one.publisher or "")
        thanked = any(own in map(newsroom, reports[o.other].credits) for o in sides[ident])
        return bool(_others(one)), one.published or date.max, not (own and thanked), -one.length, ident

    return {ident: place for place, ident in enumerate(sorted(reports, key=key))}


def _others(one: OriginInput) -> list[str]:
    """Outlets that are credited with a report's text, without its own."""
    own = newsroom(one.publisher or "")
    return [called(name) for name in one.credits if newsroom(name) not in {own, ""}]


def _is_copy(overlap: Overlap, reports: Mapping[str, OriginInput]) -> bool:
    """Whether the one is mostly the other's words, or another version of one story by the same outlet."""
    own, other = (newsroom(reports[r].publisher or "") for r in (overlap.one, overlap.other))
    return overlap.covered_one >= COPY or (own == other != "" and overlap.copied)


def _phantoms(reports: Mapping[str, OriginInput], roots: Mapping[str, str]) -> dict[str, str]:
    """From the first report of a text to the outlet that is credited with it and has no report of it here."""
    credits_of: dict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, set[str]] = defaultdict(set)
    for report, root in roots.items():
        credits_of[root].update(_others(reports[report]))
        printed[root].add(newsroom(reports[report].publisher or ""))
    named: dict[str, str] = {}
    for root, counted in credits_of.items():
        here = any(newsroom(name) in printed[root] for name in counted)
        likely = _others(reports[root]) or ([] if here else list(counted))
        if likely:
            named[root] = _foremost(likely, counted)
    return named


def _foremost(names: Iterable[str], counted: Mapping[str, int]) -> str:
    """The name that most reports credit; of those the first by the alphabet."""
    return min(names, key=lambda name: (-counted[name], name))


def _taken(overlaps: Iterable[Overlap], rank: Mapping[str, int]) -> tuple[_Taken, ...]:
    found = [
        _Taken(rank=rank[o.other], mine=p.one, source=o.other, theirs=p.other)
        for o in overlaps
        for p in o.passages
    ]
    return tuple(sorted(found, key=lambda t: (t.rank, t.mine, t.theirs)))
