"""Record: the part of a book that is exported, in the shapes that formats are made of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.ledger import ClaimQuery, Entry, Ledger, Source
from sourcebook.ledger.batches import batched
from sourcebook.ledger.entities import Names
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Predicate
from sourcebook.model.where import Place
from sourcebook.story.book import Story
from sourcebook.story.incident import Incident

if TYPE_CHECKING:
    from sourcebook.export.streamed import Streamed

T = TypeVar("T")
_TOGETHER = 500  # incidents whose names are looked up in one question


class Record:
    """What is exported. Everything is read when it is asked for; claims and incidents come one at a time.

    Args:
        ledger: the book, as of any moment or release.
        query: which claims; its filters hold for incidents and, where they speak of ties, for ties.
        counted: is called with how many claims, incidents or ties have been handed out, for progress.
    """

    def __init__(
        self,
        ledger: Ledger,
        query: ClaimQuery | None = None,
        *,
        counted: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.ledger = ledger
        self.query = query or ClaimQuery()
        self.count = 0
        self.left_out: Counter[str] = Counter()
        self._counted = counted
        self._actors: dict[str, Actor | None] = {}
        self._accounts: dict[str, Actor | None] = {}
        self._places: dict[str, Place | None] = {}

    @property
    def as_of(self) -> date | None:
        """The day that is asked as of; None for all days."""
        return self.query.as_of

    @cached_property
    def names(self) -> Names:
        """Ids to names; an id that has none stands for itself."""
        return self.ledger.names()

    @cached_property
    def story(self) -> Story:
        """What the reports tell together."""
        return Story(self.ledger)

    def entries(self) -> Iterator[Entry]:
        """The claims that are asked for."""
        return self._told(self.ledger.claims(self.query))

    def incidents(self) -> Iterator[Incident]:
        """The incidents of which a claim is asked for, each with all its claims, in the order of their first claims."""
        return self._told(self._named(self.story.stream(self.query)))

    def _named(self, every: Iterator[Incident]) -> Iterator[Incident]:
        """The same, with the names of those who take part looked up for many incidents at once."""
        for some in batched(every, _TOGETHER):
            who = {p.actor for one in some for p in (*one.doers, *one.targets)}
            self.names.fetch(who)
            if new := [i for i in who if i not in self._accounts]:
                self._accounts |= dict.fromkeys(new) | self.ledger.actors(new)
            if where := {one.where for one in some if one.where and one.where not in self._places}:
                self._places |= self.ledger.places(where)
            yield from some

    def ties(self) -> Iterator[TieSpan]:
        """The ties over time between or of those asked for; with `as_of` those that held that day, or may have.

        They come by predicate, then by the names of their ends, while their claims are read.
        """
        query = self.query
        ends = query.places if query.actors is None else query.actors
        every = self._streamed.ties(predicate=query.predicate, ends=ends)
        return self._told(t for t in every if self._asked(t))

    def every_tie(self, predicate: Predicate) -> Iterator[TieSpan]:
        """The ties of a predicate, asked for or not, in the same order.

        Args:
            predicate: what ties the two.
        """
        return self._streamed.ties(predicate=predicate)

    @cached_property
    def _streamed(self) -> "Streamed":
        from sourcebook.export.streamed import Streamed  # noqa: PLC0415 - most exports need no numpy

        return Streamed(self.ledger, self.names)

    def sources(self) -> Iterator[Source]:
        """The reports of the book."""
        wanted = self.query.report
        return (s for s in self.ledger.sources() if wanted is None or s.id.startswith(wanted))

    def actor(self, ident: str) -> Actor | None:
        """An actor by its id; None when the book has none of that id."""
        if ident not in self._actors:
            self._actors[ident] = self.ledger.actor(ident)
        return self._actors[ident]

    def account(self, ident: str) -> Actor | None:
        """An actor as its main account has it, which is found faster than with the names that all reports give it."""
        if ident not in self._accounts:
            self._accounts[ident] = self.ledger.actors([ident]).get(ident)
        return self._accounts[ident]

    def place(self, ident: str) -> Place | None:
        """A place by its id; None when the book has none of that id."""
        if ident not in self._places:
            self._places[ident] = self.ledger.place(ident)
        return self._places[ident]

    def held(self, tie: TieSpan) -> Held:
        """Whether a tie held on the day asked for; of no day, after all that is said."""
        return tie.held(self.as_of)

    def leave_out(self, why: str) -> None:
        """Say that what was handed out last has no place in the format; it is no longer counted as written.

        Args:
            why: in words that go after a number: "of no type that ACLED has".
        """
        self.count -= 1
        self.left_out[why] += 1

    def only(self, **changed: object) -> "Record":
        """The same book with another question.

        Args:
            **changed: attributes of `ClaimQuery`.
        """
        query = replace(self.query, **changed)  # type: ignore[arg-type] # names and values of ClaimQuery
        return Record(self.ledger, query, counted=self._counted)

    def _told(self, things: Iterable[T]) -> Iterator[T]:
        for one in things:
            self.count += 1
            self._counted(self.count)
            yield one

    def _asked(self, tie: TieSpan) -> bool:
        query = self.query
        ends = {tie.subject, tie.object}
        wanted = (query.actors, query.places)
        if any(some is not None and ends.isdisjoint(some) for some in wanted):
            return False
        if query.predicate is not None and tie.predicate is not query.predicate:
            return False
        if query.report is not None and not any(e.source.id.startswith(query.report) for e in tie.entries):
            return False
        return self._of_the_day(tie)

    def _of_the_day(self, tie: TieSpan) -> bool:
        if self.as_of is None:
            return True
        return tie.predicate is not Predicate.DISTINCT_FROM and tie.may_hold(self.as_of)
