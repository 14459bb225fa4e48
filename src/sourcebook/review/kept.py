"""What is kept of a version of the book between questions that go through all of it."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import TypeVar

from sourcebook.review.shown import Shown
from sourcebook.story.book import Story
from sourcebook.view import held
from sourcebook.view.asked import Gathered, gathered

T = TypeVar("T")
_VERSIONS = 3  # versions of books that are kept; one of 20,000 incidents takes some hundred megabytes
_ANSWERS = 64  # answers kept of each


class Kept:
    """One version of the book, gone through once.

    Attributes:
        shown: the book as a request sees it.
        incident_of: from the id of a claim to that of its incident, once the world is there; None before.

    Args:
        shown: the book as a request sees it.
        like: what is kept of another version with the same reports, or None.
    """

    def __init__(self, shown: Shown, *, like: "Kept | None" = None) -> None:
        self.shown = shown
        self.incident_of: Callable[[str], str | None] | None = None
        self._like = like.story if like else None
        self._lock = RLock()
        self._answers: OrderedDict[tuple[object, ...], object] = OrderedDict()

    @cached_property
    def story(self) -> Story:
        """Its incidents and origins."""
        return Story(self.shown.ledger, like=self._like)

    @cached_property
    def gathered(self) -> Gathered:
        """Its claims and ties over time."""
        return gathered(self.shown.ledger)

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
    """What is kept of the same book with the same reports, read up to the same moment."""
    same = (
        one
        for one in reversed(_EVERY.values())
        if (one.shown.ledger.path, one.shown.clock) == (shown.ledger.path, shown.clock)
        and (one.shown.growth.run, one.shown.growth.linked) == (shown.growth.run, shown.growth.linked)
    )
    return next(same, None)
