"""What is kept of a version of the book between questions that go through all of it."""

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from threading import RLock
from typing import TypeVar

from sourcebook.asof.spans import spans
from sourcebook.ledger import ClaimQuery, Entry
from sourcebook.ledger.overview import Growth
from sourcebook.ledger.roles import parties
from sourcebook.review.listed import changed
from sourcebook.review.shown import Shown, since
from sourcebook.review.spanned import ties_after
from sourcebook.review.words import Named
from sourcebook.story.book import Story
from sourcebook.view import held
from sourcebook.view.asked import Gathered

T = TypeVar("T")
_VERSIONS = 3  # versions of books that are kept; one of 20,000 incidents takes some hundred megabytes
_MANY = 300  # claims judged or added since, from which on all are read anew
_EVERYTHING = ClaimQuery(background=True)
_ANSWERS = 64  # answers kept of each


class Kept:
    """One version of the book, gone through once.

    Attributes:
        shown: the book as a request sees it.
        incident_of: from the id of a claim to that of its incident, once the world is there; None before.
        called: what actors and places that were looked up are called, by id.

    Args:
        shown: the book as a request sees it.
        like: what is kept of an earlier version, or of one with other judgements; None for none.
    """

    def __init__(self, shown: Shown, *, like: "Kept | None" = None) -> None:
        self.shown = shown
        self.incident_of: Callable[[str], str | None] | None = None
        self._like = (like.shown.growth, like.story) if like else None
        self._former = like.read_before() if like else None
        self._gathered = like.gathered_before() if like else None
        same = like is not None and _same_names(shown.growth, like.shown.growth)
        self.called: dict[str, Named] = like.called if like is not None and same else {}
        self._lock = RLock()
        self._answers: OrderedDict[tuple[object, ...], object] = OrderedDict()

    @cached_property
    def story(self) -> Story:
        """Its incidents and origins."""
        ledger = self.shown.ledger
        if self._like is None:
            return Story(ledger)
        growth, story = self._like
        if _same_reports(self.shown.growth, growth):
            return Story(ledger, like=story)
        later = since(self.shown, growth)
        return Story(ledger, like=story, added=later.added.reports) if later else Story(ledger)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Its claims, allusions too, in the order of time."""
        former = self._former
        if former is not None and (touched := self._touched(former[0])) is not None:
            return self._changed(former[1], touched)
        return tuple(self.shown.ledger.claims(_EVERYTHING))

    def _touched(self, growth: Growth) -> AbstractSet[str] | None:
        """Claims judged or added since a book had grown so far; None when they are too many to tell."""
        later = since(self.shown, growth)
        return later.touched if later and len(later.touched) <= _MANY else None

    def _changed(self, entries: tuple[Entry, ...], touched: AbstractSet[str]) -> tuple[Entry, ...]:
        """The same after some claims were judged or added."""
        ledger, held = self.shown.ledger, {e.claim.id: e for e in entries}
        ids = changed(ledger.overview, _EVERYTHING, list(held), touched)
        held |= {e.claim.id: e for e in ledger.entries(touched)}
        return tuple(held[i] for i in ids)

    def read_before(self) -> tuple[Growth, tuple[Entry, ...]] | None:
        """Its claims with how far the book had grown, or those of the version before it; None when nobody asked."""
        entries: tuple[Entry, ...] | None = self.__dict__.get("entries")
        return self._former if entries is None else (self.shown.growth, entries)

    @cached_property
    def gathered(self) -> Gathered:
        """Its claims and ties over time."""
        names, former = self.shown.names, self._gathered
        if former is not None and self.shown.growth.judged_on(former[0]):
            touched = self._touched(former[0])
            if touched is not None:
                ties = ties_after(former[1], self.entries, touched, names)
                return replace(former[1], entries=self.entries, ties=ties)
        names.fetch({ident for e in self.entries for _, ident in parties(e.claim)})
        return Gathered(entries=self.entries, ties=tuple(spans(self.entries, names=names)))

    def gathered_before(self) -> tuple[Growth, Gathered] | None:
        """The same of claims and ties."""
        gathered: Gathered | None = self.__dict__.get("gathered")
        return self._gathered if gathered is None else (self.shown.growth, gathered)

    @cached_property
    def read(self) -> held.Read:
        """Its claims with all that a question about time needs."""
        return held.read(self.shown.ledger)

    def answer(self, asked: tuple[object, ...], make: Callable[[], T]) -> T:
        """An answer, worked out once.

        Args:
            asked: the question, fit to be a key.
            make: works it out.
        """
        with self._lock:  # one at a time: each goes through the whole book
            if asked not in self._answers:
                self._answers[asked] = make()
                while len(self._answers) > _ANSWERS:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(asked)
            found: T = self._answers[asked]  # type: ignore[assignment]
            return found


_EVERY: OrderedDict[tuple[str, str], Kept] = OrderedDict()
_LOCK = RLock()


def kept(shown: Shown) -> Kept:
    """What is kept of a version of a book.

    Args:
        shown: the book as a request sees it.
    """
    key = (str(shown.ledger.path), shown.version)
    with _LOCK:
        if key not in _EVERY:
            _EVERY[key] = Kept(shown, like=_alike(shown))
            while len(_EVERY) > _VERSIONS:
                _EVERY.popitem(last=False)
        _EVERY.move_to_end(key)
        return _EVERY[key]


def _alike(shown: Shown) -> Kept | None:
    """What is kept of the same book with the same reports or fewer, read up to the same moment."""
    same = (
        one
        for one in reversed(_EVERY.values())
        if (one.shown.ledger.path, one.shown.clock) == (shown.ledger.path, shown.clock)
        and (_same_reports(shown.growth, one.shown.growth) or shown.growth.added_on(one.shown.growth))
    )
    return next(same, None)


def _same_reports(one: Growth, other: Growth) -> bool:
    return (one.run, one.linked) == (other.run, other.linked)


def _same_names(one: Growth, other: Growth) -> bool:
    return (one.run, one.decision) == (other.run, other.decision)
