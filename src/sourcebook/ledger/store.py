"""Ledger: the book, opened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from sourcebook.errors import ValueProblem
from sourcebook.ledger import (
    decisions,
    entities,
    judgements,
    judging,
    keeping,
    opening,
    read,
    requests,
)
from sourcebook.ledger.access import Access
from sourcebook.ledger.batches import batched
from sourcebook.ledger.file import Past
from sourcebook.ledger.identity import NOBODY, Caution, Identity
from sourcebook.ledger.judgements import NOTHING_JUDGED, Standings
from sourcebook.ledger.links import Links
from sourcebook.ledger.opening import Book
from sourcebook.ledger.overview import Overview
from sourcebook.ledger.query import ClaimQuery
from sourcebook.ledger.releases import Numbers, Releases
from sourcebook.ledger.rows import Entry, FailureRow, Kept, Source
from sourcebook.ledger.tables import DECISION, JUDGEMENT
from sourcebook.ledger.tying import Tying
from sourcebook.ledger.unread import Unread, unread
from sourcebook.model.claim import Claim
from sourcebook.model.identity import Decided, Decision
from sourcebook.model.judgement import Anchor, Judged, Judgement, Standing
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.when import When

_TOGETHER = 200  # claims whose sources are looked up in one question


class Ledger(Tying):
    """A book of reports, claims and judgements in one SQLite file or on a PostgreSQL server.

    Claims are appended and never changed. Every view takes the claims of the reader that read a report last.
    """

    def __init__(self, path: Book, engine: sa.Engine) -> None:
        self.path = path
        self._engine = engine
        self._sources: dict[str, Source] = {}
        self._at = at = Access(path, engine)
        super().__init__(at.reading, at.decided, at.judged)
        self._writing = at.writing

    @classmethod
    def open(cls, path: Book | str, *, create: bool = True, readonly: bool = False) -> "Ledger":
        """Open a book.

        Args:
            path: the book's file, or `postgresql://USER@HOST/DATABASE`.
            create: whether a missing file or an empty database becomes a new book.
            readonly: whether nothing will be written; works in folders that cannot be written, too.

        Raises:
            NotABook: what lies there is something else, or damaged.
            NewerBook: a later release wrote it.
            ReadOnlyBook: it must be written and cannot be.
            BookError: there is no such file, folder or database, or no way to it.
        """
        where = opening.book_at(path)
        return cls(where, opening.open_engine(where, create=create, readonly=readonly))

    def known_by(self, moment: datetime) -> "Ledger":
        """The book as it stood at a moment: what had been read, judged and decided by then; it cannot be written.

        Args:
            moment: with time zone.

        Raises:
            ValueProblem: the moment has no time zone.
        """
        if moment.tzinfo is None:
            raise ValueProblem(f"the moment {moment} needs its time zone")
        past = Past.until(judgements.moment(moment))
        return Ledger(self.path, opening.open_past(self.path, past))

    @property
    def releases(self) -> Releases:
        """Versions of the book that can be cited."""
        return Releases(self._reading, self._writing, self._until)

    def _until(self, numbers: Numbers) -> "Ledger":
        past = Past.up_to(run=numbers.run, judgement=numbers.judgement, decision=numbers.decision)
        return Ledger(self.path, opening.open_past(self.path, past))

    @property
    def links(self) -> Links:
        """Links between claims that may tell one happening."""
        return Links(self._reading, self._writing)

    @property
    def overview(self) -> Overview:
        """How far the book has grown, and how much is in it."""
        return Overview(self._reading, self._decided, self._judged)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def at_once(self) -> AbstractContextManager[None]:
        """All that this thread asks within is asked of one moment of the book, and costs less."""
        return self._at.at_once()

    def keep(self, draft: Draft, *, at: datetime | None = None) -> Kept:
        """Put a draft in, all of it or nothing; a draft that is in already changes nothing.

        Args:
            draft: what a reader made of a report.
            at: when it was read, with time zone; now without it. For books put together again from older ones.

        Raises:
            ValueProblem: a claim belongs to another report, or a text cannot be written as UTF-8.
            BookFull: no room left.
            ReadOnlyBook: the book cannot be written.
        """
        return self.keep_all([draft], at=at)[0]

    def keep_all(self, drafts: Sequence[Draft], *, at: datetime | None = None) -> list[Kept]:
        """Put drafts in, all of them or none, as `keep` does with one; many at once are much faster.

        Args:
            drafts: what a reader made of reports.
            at: when they were read, with time zone; now without it.

        Returns:
            What became of each, in order.

        Raises:
            ValueProblem: a claim belongs to another report, or a text cannot be written as UTF-8.
            BookFull: no room left.
            ReadOnlyBook: the book cannot be written.
        """
        if all(self.has(d.report, reader=d.reader) for d in drafts):  # then nothing has to be written
            return [Kept(report=d.report.id, new=False, claims=0) for d in drafts]
        told = [keeping.distinct(d) for d in drafts]
        with self._writing() as conn:
            done = keeping.put(conn, zip(drafts, told, strict=True), at=at or datetime.now(UTC))
        for draft in drafts:
            self._sources.pop(draft.report.id, None)
        return done

    def fail(self, source: str, *, stage: str, message: str, kind: str) -> bool:
        """Put down that a report could not be read; the same failure again changes nothing.

        Args:
            source: path or address as given.
            stage: where it failed.
            message: what went wrong.
            kind: name of the error.

        Returns:
            Whether it is new.
        """
        with self._writing() as conn:
            return keeping.write_failure(conn, source, stage, message, kind)

    def judge(
        self,
        *several: Judgement,
        key: str | None = None,
        seen: int | None = None,
        back: Mapping[int, int] | None = None,
    ) -> list[int]:
        """Append judgements about claims, all or none; every question to the book heeds them from now on.

        Args:
            several: the judgements.
            key: of the request that brings them; the same request again is answered alike and changes nothing.
            seen: number of the last judgement about any of these claims that was seen, 0 for none; None lets the
                judgements count whatever came between.
            back: of those that take back another one of the several: from its place among them, from 0, to that one's.

        Returns:
            Their numbers, each for an undo.

        Raises:
            Overtaken: a claim was judged since it was seen.
            ValueProblem: the book has no such claim or judgement, or a correction cannot be.
        """
        with self._writing() as conn:
            return judging.judge(
                conn, several, key=key, seen=seen, back=back or {}, told=self._judged, book=self.path
            )

    def brought(self, key: str, *, decisions: bool = False) -> list[int]:
        """Numbers of the judgements, or decisions, that a request brought; none when it did not come yet.

        Args:
            key: of the request.
            decisions: whether decisions are meant.
        """
        with self._reading() as conn:
            return requests.done(conn, DECISION if decisions else JUDGEMENT, key)

    def judgements(self) -> list[Judged]:
        """Every judgement, in the order in which they were made, those taken back too."""
        with self._reading() as conn:
            return judgements.judged(conn)

    def by_words(self, anchor: Anchor) -> str | None:
        """Id of the claim that says what a judgement was about, in the same words; None when the book has none."""
        with self._reading() as conn:
            return judgements.by_words(conn, anchor)

    def standings(self) -> Standings:
        """Where the judged claims stand, and which claims were joined to one incident or cut from it."""
        with self._reading() as conn:
            return self._judged(conn)

    def decide(self, decision: Decision, *, key: str | None = None) -> int:
        """Append a decision about who is who; every question to the book is answered by it from now on.

        Nothing that was kept is rewritten, and claims keep their ids; an undo brings back all that was.

        Args:
            decision: the decision; an acceptance or rejection is kept with the reports that it rests on.
            key: of the request that brings it; the same request again is answered alike and changes nothing.

        Returns:
            Its number, for an undo.

        Raises:
            KeptApart: it would join two actors that knowledge files, a report or a decision keep apart, and it does
                not say why that is overruled.
            ValueProblem: it is about an actor, report or decision that is not there, or about what stands already.
        """
        with self._writing() as conn:
            if key is not None and (done := requests.done(conn, DECISION, key)):
                return done[0]
            who = self._decided(conn)
            decisions.check(conn, decision, names=lambda ident: entities.name_of(conn, who, ident))
            return decisions.append(conn, decisions.resting(conn, who, decision), key=key)

    def decisions(self) -> list[Decided]:
        """Every decision about who is who, in the order in which they were made, those taken back too."""
        with self._reading() as conn:
            return decisions.decided(conn)

    def who_is_who(self) -> Identity:
        """What comes of the decisions that count: which id stands for which."""
        with self._reading() as conn:
            return self._decided(conn)

    def cautions(self) -> list[Caution]:
        """What keeps two actors apart: knowledge files and reports; what was decided stands in `who_is_who`."""
        with self._reading() as conn:
            return decisions.cautions(conn)

    def has(self, report: Report, *, reader: str) -> bool:
        """Whether a reader's draft of a report is in, and the report is known from this address."""
        with self._reading() as conn:
            return keeping.has(conn, report, reader=reader)

    def sources(self, *, search: str | None = None) -> Iterator[Source]:
        """Every report, in the order of publication; with `search`, those whose text holds the words."""
        with self._reading() as conn:
            yield from read.sources(conn, search=search)

    def publishers(self) -> frozenset[str]:
        """The outlets of all reports."""
        with self._reading() as conn:
            return read.publishers(conn)

    def published(self) -> list[When]:
        """When the reports that tell anything were published, each time once."""
        with self._reading() as conn:
            return read.published(conn)

    def published_of(self, reports: Iterable[str]) -> dict[str, When | None]:
        """When some reports were published, by their ids; ids that the book does not have are left out."""
        with self._reading() as conn:
            return read.published_of(conn, reports)

    def source(self, report: str) -> Source | None:
        """One report by its id."""
        self._fetch({report})
        return self._sources.get(report)

    def _fetch(self, reports: set[str]) -> None:
        """Look up sources, those that were not yet, in one question."""
        missing = {r for r in reports if r not in self._sources}  # a difference would go through all sources
        if missing:
            with self._reading() as conn:
                self._sources |= {one.id: one for one in read.sources(conn, reports=missing)}

    def text(self, report: str) -> str | None:
        """A report's text by its id; None when the book has no such report."""
        with self._reading() as conn:
            return read.text(conn, report)

    def texts(self, reports: Iterable[str]) -> dict[str, str]:
        """Texts of some reports by their ids; ids that the book does not have are left out."""
        with self._reading() as conn:
            return read.texts(conn, reports)

    def sources_of(self, reports: Iterable[str]) -> dict[str, Source]:
        """Some reports by their ids; ids that the book does not have are left out."""
        wanted = set(reports)
        self._fetch(wanted)
        return {r: self._sources[r] for r in sorted(wanted) if r in self._sources}

    def claims(self, query: ClaimQuery | None = None) -> Iterator[Entry]:
        """Claims of each report's last reader, one at a time.

        Args:
            query: what is asked for; None for all that the reports tell.
        """
        with self._reading() as conn:
            asked = query or ClaimQuery()
            found = read.claims(conn, self._decided(conn), asked, self._judged(conn))
            for some in batched(found, _TOGETHER):
                self._fetch({claim.report for claim, _, _ in some})
                yield from (self._entry(*one) for one in some)

    def idents(self, query: ClaimQuery | None = None) -> list[str]:
        """Ids of the claims that `claims` gives, in its order; the claims are not read.

        Args:
            query: what is asked for; None for all that the reports tell.
        """
        with self._reading() as conn:
            return read.ordered(conn, self._decided(conn), query or ClaimQuery(), self._judged(conn))

    def claim(self, ident: str) -> Entry | None:
        """One claim by its whole id, also when a newer reader has replaced it."""
        return next((e for e in self.claims_like(ident) if e.claim.id == ident), None)

    def claims_like(self, prefix: str, *, limit: int = 10) -> list[Entry]:
        """Claims whose id begins so, at most `limit`; of several drafts with one id the last reader's."""
        with self._reading() as conn:
            found = read.claims_like(conn, self._decided(conn), prefix, self._judged(conn), limit=limit)
        return [self._entry(*one) for one in found]

    def _entry(self, claim: Claim, words: str, standing: Standing) -> Entry:
        source = self._sources.get(claim.report) or self.source(claim.report)
        if source is None:  # foreign keys forbid it
            raise ValueProblem(
                f"claim {claim.id} belongs to report {claim.report}, which {self.path} does not have"
            )
        return Entry(claim=claim, words=words, source=source, standing=standing)

    def failures(self) -> Iterator[FailureRow]:
        """Reports that could not be read and have not been read since, in the order of their names."""
        with self._reading() as conn:
            yield from read.failures(conn)

    def entries(self, idents: Iterable[str], *, drafted: bool = False) -> list[Entry]:
        """Claims of the last readers by their whole ids, those rejected too, in the order of their reports.

        Args:
            idents: ids.
            drafted: as they were kept, whatever was judged or decided since.
        """
        with self._reading() as conn:
            who, told = (NOBODY, NOTHING_JUDGED) if drafted else (self._decided(conn), self._judged(conn))
            found = read.by_ids(conn, who, told, idents)
        self._fetch({claim.report for claim, _, _ in found})
        return [self._entry(*one) for one in found]

    def numbered(self, claims: Iterable[int]) -> list[Entry]:
        """Claims of the last readers by their numbers, in the order of their reports.

        Args:
            claims: numbers that `columns` gave; those of added claims are left out.
        """
        return self.entries(self.links.ids((n for n in claims if n > 0), but=0).values())

    def unread(self, claims: Iterable[int]) -> dict[int, Unread]:
        """The same by their numbers, each to be read when more is asked of it than its id, words and modality.

        Args:
            claims: numbers that `columns` gave; those of added claims are left out.
        """
        with self._reading() as conn:
            who, told = self._decided(conn), self._judged(conn)
            return unread(conn, (n for n in claims if n > 0), who=who, told=told, source=self.source)
