"""Book: a book opened for reading, asked for tables."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from sourcebook.asof.changes import Between, changes
from sourcebook.asof.network import network
from sourcebook.asof.spans import spans
from sourcebook.errors import ValueProblem
from sourcebook.export.record import Record
from sourcebook.ledger import Ledger, Order
from sourcebook.notebook import rows
from sourcebook.notebook.asked import Asked, Day, first_day, last_day, query_of
from sourcebook.notebook.graph import Graph, graph
from sourcebook.notebook.table import Row, Table
from sourcebook.view.held import ids_of, newest, read


def open_book(
    path: Path | str, *, known_by: datetime | date | None = None, release: str | None = None
) -> "Book":
    """Open a book for reading; also `sourcebook.open`.

    Args:
        path: the book's file, or `postgresql://USER@HOST/DATABASE`.
        known_by: only what had been read, judged and decided by this moment; of a day, by its end in UTC.
        release: as the book was released under this name.

    Raises:
        BookError: there is no such book, or it cannot be opened.
        ValueProblem: both `known_by` and `release` are given, a moment has no time zone, or there is no such release.
    """
    if known_by is not None and release is not None:
        raise ValueProblem("known_by and release each say up to where the book is read; give one of them")
    ledger = Ledger.open(path, create=False, readonly=True)
    if known_by is None and release is None:
        return Book(ledger)
    with ledger:
        past = ledger.releases.open(release) if release is not None else ledger.known_by(_moment(known_by))
        return Book(past)


def _moment(at: datetime | date | None) -> datetime:
    return at if isinstance(at, datetime) else datetime.combine(at or date.max, time.max, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Book:
    """A book, read only. Each method asks anew, so that it sees what was added meanwhile.

    `incidents`, `claims`, `timeline` and `ties` are narrowed by keywords, those of `Asked`.

    Attributes:
        ledger: the book, for whatever is not here.
    """

    ledger: Ledger

    def incidents(self, **asked: Unpack[Asked]) -> Table:
        """What happened, the first day first; claims of many reports that tell one happening are one row.

        Args:
            **asked: actor, place, type, modality, first, last, as_of, report, search, status, background: each
                incident of which at least one claim is asked for comes with all its claims.

        Raises:
            NameProblem: the book knows nobody of a name.
            ValueProblem: a keyword, word or day that there is not.
        """
        record = self._record(asked)
        made = (rows.incident_row(one, record.names, record.place) for one in record.incidents())
        return _table("incidents", rows.INCIDENTS, made)

    def claims(self, **asked: Unpack[Asked]) -> Table:
        """What reports say, each with its words, in the order of the reports.

        Args:
            **asked: actor, place, type, predicate, modality, first, last, as_of, report, search, status, background,
                limit.

        Raises:
            NameProblem: the book knows nobody of a name.
            ValueProblem: a keyword, word or day that there is not.
        """
        return _claims("claims", self._record(asked))

    def timeline(self, **asked: Unpack[Asked]) -> Table:
        """Events as single reports tell them, the first day first; what has no date comes last.

        Args:
            **asked: those of `claims` without predicate.

        Raises:
            NameProblem: the book knows nobody of a name.
            ValueProblem: a keyword, word or day that there is not.
        """
        return _claims("events", self._record(asked, kind="event", order=Order.TIME))

    def ties(self, **asked: Unpack[Asked]) -> Table:
        """Ties over time, one a row, with every claim that says, opens, closes or denies them.

        Args:
            **asked: actor, place, predicate, report, as_of; `held` is of that day, else after all that is said.

        Raises:
            NameProblem: the book knows nobody of a name.
            ValueProblem: a keyword, word or day that there is not.
        """
        record = self._record(asked)
        made = (rows.tie_row(tie, record.names, record.held(tie)) for tie in record.ties())
        return _table("ties", rows.TIES, made)

    def network(self, as_of: Day | None = None) -> Graph:
        """Who is tied to whom on a day, as `sourcebook network` tells it.

        Args:
            as_of: the day; None for that of the newest report.

        Raises:
            ValueProblem: no day is given and the book has no report with a date.
        """
        told = read(self.ledger, ties_only=True)
        day = last_day(as_of) or newest(self.ledger)
        if day is None:
            raise ValueProblem(f"{self.ledger.path} holds no report with a date; say which day with as_of")
        ties = spans(told.entries, names=told.names, kinds=told.kinds)
        return graph(network(ties, day), self._record({}))

    def diff(self, first: Day, last: Day, *, name: str | None = None) -> Table:
        """What changed between two days, both included, as `sourcebook diff` tells it.

        Args:
            first: first day; of a month or year its first.
            last: last day; of a month or year its last.
            name: only what this actor or place has a part in.

        Raises:
            NameProblem: the book knows nobody of that name.
            ValueProblem: the first day lies after the last, or is on no calendar.
        """
        between = Between(first=first_day(first) or date.min, last=last_day(last) or date.max)
        if between.first > between.last:
            raise ValueProblem(f"the first day, {between.first}, lies after {between.last}; exchange the two")
        ids = ids_of(self.ledger, name) if name is not None else None
        told = read(self.ledger)
        found = changes(told.entries, between=between, names=told.names, kinds=told.kinds)
        shown = (c for c in found if ids is None or not ids.isdisjoint(c.parties))
        return _table("changes", rows.CHANGES, (rows.change_row(c, told.names) for c in shown))

    def sources(self, search: str | None = None) -> Table:
        """The reports, the oldest first.

        Args:
            search: only those whose text holds these words.
        """
        return _table("reports", rows.SOURCES, map(rows.source_row, self.ledger.sources(search=search)))

    def close(self) -> None:
        """Let go of the file or the server."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"a book at {self.ledger.path}; ask it for incidents(), claims(), ties(), timeline(), network(), diff()"

    def _record(self, asked: Asked, **more: object) -> Record:
        query = replace(query_of(self.ledger, asked), **more)  # type: ignore[arg-type] # attributes of ClaimQuery
        return Record(self.ledger, query)


def _claims(of: str, record: Record) -> Table:
    made = (rows.claim_row(entry, record.names, record.place) for entry in record.entries())
    return _table(of, rows.CLAIMS, made)


def _table(of: str, columns: rows.Columns, made: Iterable[Row]) -> Table:
    return Table(of=of, columns=columns, rows=tuple(made))
