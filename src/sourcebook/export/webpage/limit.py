"""How much one page may hold, and what is said when it would hold more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sourcebook.asof.network import Network
from sourcebook.errors import ExportError
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Source
from sourcebook.story.incident import Incident

MOST = 10_000
"""Claims that one page shows at most; about 10 MB, which browsers still open and fold."""


def hold(record: Record, *, most: int = MOST) -> None:
    """Refuse a page of too many events before any of them is read.

    Args:
        record: what is exported.
        most: how many are too many.

    Raises:
        ExportError: more claims of events are asked for.
    """
    asked = replace(record.query, kind="event", limit=None)
    _within(len(record.ledger.idents(asked)), "claims of events", most)


def hold_ties(found: Network | None, *, most: int = MOST) -> None:
    """Refuse a page of too many ties.

    Args:
        found: the network that it would show.
        most: how many claims are too many.

    Raises:
        ExportError: its ties have more claims.
    """
    _within(sum(len(e.tie.entries) for e in found.edges) if found else 0, "claims of ties", most)


def _within(count: int, what: str, most: int) -> None:
    if count > most:
        raise ExportError(
            f"a page would show {count:,} {what}, and holds {most:,} at most; narrow it by actor, place, type or days "
            "(--actor, --place, --type, --from, --until), or take csv or parquet, which have no limit"
        )


def cited(
    record: Record, incidents: Iterable[Incident], found: Network | None, reports: Iterable[Source]
) -> Iterator[Source]:
    """The reports that a page lists: all of the book, or of a narrower question those whose claims it shows.

    Args:
        record: what is exported.
        incidents: those that it shows.
        found: the network that it shows.
        reports: all of the book.
    """
    if replace(record.query, as_of=None, background=ClaimQuery().background) == ClaimQuery():
        yield from reports
        return
    ids = {e.source.id for one in incidents for e in one.entries}
    ids |= {e.source.id for edge in found.edges for e in edge.tie.entries} if found else set()
    yield from (s for s in reports if s.id in ids)
