"""What is still to be read: outlets that claims cite and whose report is not in the book."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sourcebook.knowledge.actors import actors, candidates
from sourcebook.ledger.rows import Entry
from sourcebook.link.credits import called, cited, is_outlet, newsroom
from sourcebook.model.actor import ActorKind

__all__ = ["REACH", "Citing", "Hop", "Read", "Source", "hops", "source_of"]

REACH = timedelta(days=7)
"""How long before it is cited a report may have been published. Ours, not measured: news is cited within days."""


class Source(StrEnum):
    """What sort of source a report is to be read from."""

    OUTLET = "outlet"  # a newspaper, broadcaster or agency
    MONITOR = "monitor"  # a body that watches and publishes what it found, such as an observatory


_WATCHES = frozenset({ActorKind.CIVIL_ORG, ActorKind.INTL_ORG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A claim with those who are said to have told it.

    Attributes:
        claim: its id.
        report: id of the report that makes it.
        publisher: outlet of that report; None when it is not known.
        published: its day; None when it is not known.
        tellers: speaker and holders, as written.
        words: the quote; "told The New Arab" in it cites an outlet too.
    """

    claim: str
    report: str
    publisher: str | None = None
    published: date | None = None
    tellers: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def of(cls, entry: Entry) -> "Citing":
        """For a claim of the book.

        Args:
            entry: the claim with its words and source.
        """
        claim, source = entry.claim, entry.source
        return cls(
            claim=claim.id,
            report=source.id,
            publisher=source.publisher,
            published=source.published.first if source.published else None,
            tellers=(*claim.holders, *((claim.speaker,) if claim.speaker else ())),
            words=entry.words,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A report that is in the book.

    Attributes:
        publisher: its outlet.
        published: its day; None when it is not known.
    """

    publisher: str
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """An outlet whose report is to be read next.

    Attributes:
        outlet: its name.
        claims: ids of the claims that cite it, in order.
        reports: ids of the reports that make them, in order.
        kind: what sort of source it is.
    """

    outlet: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    kind: Source = Source.OUTLET


def source_of(name: str) -> Source:
    """What sort of source bears a name: a monitor when the knowledge files have it as a body other than a medium.

    Args:
        name: as it is written.
    """
    kinds = {actors()[ident].kind for ident, alias in candidates(name) if alias.strong}
    return Source.MONITOR if kinds and kinds <= _WATCHES else Source.OUTLET


def hops(
    claims: Iterable[Citing], read: Collection[Read] = (), *, media: Callable[[str], bool] = is_outlet
) -> tuple[Hop, ...]:
    """The to-read list: outlets that claims cite and of which the book has no report from about that day.

    Args:
        claims: claims with those who tell them; their order does not matter.
        read: the reports of the book.
        media: whether a teller's name is an outlet's; those of the knowledge files and those that sound like one when
            it is left out.

    Returns:
        The outlet that most claims cite first; then by name.
    """
    days: dict[str, list[date | None]] = defaultdict(list)
    for one in read:
        days[newsroom(one.publisher)].append(one.published)
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for claim in claims:
        for name in (*filter(media, claim.tellers), *cited(claim.words)):
            if not _at_hand(name, claim, days[newsroom(name)]):
                found[newsroom(name)].add((called(name), claim.claim, claim.report))
    made = (_hop(cites) for cites in found.values())
    return tuple(sorted(made, key=lambda hop: (-len(hop.claims), hop.outlet)))


def _at_hand(name: str, claim: Citing, days: list[date | None]) -> bool:
    """Whether the outlet is the report's own, or the book has what it may have told."""
    if newsroom(name) in {"", newsroom(claim.publisher or "")}:
        return True
    return any(_may_be_meant(day, claim.published) for day in days)


def _may_be_meant(day: date | None, cited_on: date | None) -> bool:
    return day is None or cited_on is None or cited_on - REACH <= day <= cited_on


def _hop(cites: set[tuple[str, str, str]]) -> Hop:
    names, claims, reports = zip(*sorted(cites), strict=True)
    return Hop(
        outlet=names[0],
        claims=tuple(sorted(set(claims))),
        reports=tuple(sorted(set(reports))),
        kind=source_of(names[0]),
    )
