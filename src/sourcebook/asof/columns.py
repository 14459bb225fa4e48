"""The ties of a book and the marks on them, out of its columns: the same as `spans` finds, without reading claims."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sourcebook.asof import held_many
from sourcebook.asof.coded import PREDICATES, code, distinct, numbers, places, sorted_ends, split
from sourcebook.asof.happened import Happenings
from sourcebook.asof.held_many import BEGAN, ENDED, LACKS, OPEN, STANDS, Flags, Ints, Marks, joined
from sourcebook.asof.shared import Shared
from sourcebook.asof.spans import Key, KnownSpan, key_of
from sourcebook.asof.turned import moved, turned_once
from sourcebook.ledger.columned import Columns
from sourcebook.ledger.columns import SPOKEN
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Modality, Predicate
from sourcebook.model.when import When

Kinds = Callable[[list[str]], list[ActorKind | None]]
"""Tells what many actors are."""
Days = tuple[Ints, Ints]


@dataclass(frozen=True)
class Ties:
    """Every tie that claims, files and happenings tell of.

    Attributes:
        columns: the book.
        codes: what each tie is about, in order.
        base: marks by claims about the ties, by files, and by happenings that prove a tie.
        filed: whether a knowledge file says a tie.
        kinds: tells what actors are.
    """

    columns: Columns
    codes: Ints
    base: Marks
    filed: Flags
    kinds: Kinds

    @cached_property
    def predicate(self) -> Ints:
        """Places of the predicates in `coded.PREDICATES`."""
        return split(self.codes)[0]

    @cached_property
    def subject(self) -> Ints:
        """Numbers of the subjects."""
        return split(self.codes)[1]

    @cached_property
    def object(self) -> Ints:
        """Numbers of the objects."""
        return split(self.codes)[2]

    @cached_property
    def happenings(self) -> Happenings:
        """What happened."""
        return Happenings(self.columns)

    @cached_property
    def _turns(self) -> tuple[Marks, Shared]:
        return turned_once(self, self.happenings)

    def keys(self, which: Ints) -> list[Key]:
        """What ties are about.

        Args:
            which: their places.
        """
        words = self.columns.words
        columns = (column[which].tolist() for column in (self.subject, self.predicate, self.object))
        return [(words[s], PREDICATES[p], words[o]) for s, p, o in zip(*columns, strict=True)]

    def held(self, day: int) -> tuple[Ints, Flags]:
        """Whether each tie held on a day, and whether anything said bears on it.

        Args:
            day: the day, as an ordinal.
        """
        count, (turns, shared) = len(self.codes), self._turns
        marks = joined(self.base, turns)
        undated = ~shared.timed()
        undated[marks.tie[marks.dated]] = False
        near: Flags = held_many.reached(marks, count, day) | shared.reached(day) | (self.filed & undated)
        return held_many.held(joined(marks, shared.near(self.base, day)), count, day), near


def ties_of(columns: Columns, *, kinds: Kinds, known: Iterable[KnownSpan] = ()) -> Ties:
    """The ties of a book.

    Args:
        columns: the book.
        kinds: tells what actors are.
        known: ties of knowledge files to add.
    """
    files = [(key_of(one.subject, one.predicate, one.object), one) for one in known]
    columns = _with_words(columns, (end for key, _ in files for end in (key[0], key[2])))
    filed = _codes(columns, [key for key, _ in files])
    marks = joined(_said(columns), *Happenings(columns).made(), _filed(filed, [one for _, one in files]))
    codes = distinct(np.append(marks.tie, filed))
    return Ties(columns, codes, moved(marks, codes), np.isin(codes, filed), kinds)


def bare(keys: Collection[Key], *, kinds: Kinds) -> Ties:
    """Ties of which nothing is known yet but what they are about.

    Args:
        keys: what they are about.
        kinds: tells what actors are.
    """
    words = sorted({end for key in keys for end in (key[0], key[2])})
    columns = Columns(words, {}, {}, {})
    codes = distinct(_codes(columns, list(keys)))
    return Ties(columns, codes, _filed(numbers([]), []), np.zeros(len(codes), bool), kinds)


def _with_words(columns: Columns, words: Iterable[str]) -> Columns:
    new = [word for word in dict.fromkeys(words) if word not in columns.numbers]
    if not new:
        return columns
    return Columns([*columns.words, *new], columns.ties, columns.events, columns.parts, columns.added)


def _codes(columns: Columns, keys: list[Key]) -> Ints:
    of = columns.numbers if keys else {}
    predicate = numbers([PREDICATES.index(p) for _, p, _ in keys])
    return code(predicate, numbers([of[s] for s, _, _ in keys]), numbers([of[o] for _, _, o in keys]))


def _said(columns: Columns) -> Marks:
    """What claims about ties say of their time, on ties by their codes: `told.marks_of` in columns."""
    told = columns.ties
    predicate = places(columns, Predicate, told["predicate"])
    modality = places(columns, Modality, told["modality"])
    asserted, hedged, negated = (
        modality == list(Modality).index(one)
        for one in (Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED)
    )
    apart = (told["subject"] != told["object"]) & (predicate >= 0)
    codes = code(predicate, *sorted_ends(columns, predicate, told["subject"], told["object"]))
    sure = ((told["marks"] & SPOKEN) == 0) & (asserted | negated)
    return joined(
        *(
            _marks(codes, turn, days, sure, told["claim"]).where(apart & kept)
            for turn, days, kept in _times(columns, asserted | hedged, negated)
        )
    )


def _times(columns: Columns, says: Flags, negated: Flags) -> Iterator[tuple[int, Days, Flags]]:
    told = columns.ties
    since, until = ((told[a] > 0) | (told[b] > 0) for a, b in (("begin", "began"), ("end", "ended")))
    published = (told["told"], told["until"])
    yield LACKS, published, negated
    yield BEGAN, (told["begin"], np.where(told["began"] > 0, told["began"], told["begin"])), says & since
    yield ENDED, (np.where(told["end"] > 0, told["end"], told["ended"]), told["ended"]), says & until
    yield STANDS, published, says & ~since & ~until


def _marks(codes: Ints, turn: int, days: Days, sure: Flags, claims: Ints) -> Marks:
    first, last = days
    return Marks(
        tie=codes,
        turn=np.full(len(codes), turn, np.int64),
        first=first,
        last=np.where(last > 0, last, OPEN),
        sure=sure,
        claim=claims,
    )


def _filed(codes: Ints, files: list[KnownSpan]) -> Marks:
    """What knowledge files say of the time of ties, on ties by their codes."""
    turns = ((BEGAN, [one.since for one in files]), (ENDED, [one.until for one in files]))
    none = np.zeros(len(files), np.int64)
    return joined(
        *(
            _marks(codes, turn, _days(whens), np.ones(len(files), bool), none).where(
                np.array([w is not None for w in whens], bool)
            )
            for turn, whens in turns
        )
    )


def _days(whens: list[When | None]) -> Days:
    first = [w.first.toordinal() if w and w.first else 0 for w in whens]
    last = [w.last.toordinal() if w and w.last else 0 for w in whens]
    return numbers(first), numbers(last)
