"""Ties over time out of columns: the same as `asof.spans`, with claims that are read when they are asked for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from sourcebook.asof.bearing import rivals
from sourcebook.asof.coded import of_predicates
from sourcebook.asof.columns import Ties
from sourcebook.asof.conflicts import Conflict, exclusive, own_conflicts
from sourcebook.asof.held_many import OPEN, Flags, Ints, Marks, joined
from sourcebook.asof.marks import Mark, Turn, pruned
from sourcebook.asof.spans import (
    Key,
    Kinds,
    KnownSpan,
    TieSpan,
    borders_of,
    in_order,
    key_of,
    known_marks,
    tie_id,
)
from sourcebook.asof.told import marks_of, reported, turn_of
from sourcebook.asof.turned import turned
from sourcebook.errors import ValueProblem
from sourcebook.ledger import Entry, Ledger
from sourcebook.ledger.unread import Unread
from sourcebook.model.claim import Predicate, Relation
from sourcebook.model.when import When

_TURNS = tuple(Turn)
_FIRST_READ = 3  # claims of a list that are surely asked for


class Brief(When):
    """A time of which the days are known; the rest is read when it is asked for."""

    __slots__ = ("_whole",)

    _whole: Callable[[], When]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of any field that is not filled yet
        """What is not known yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._whole(), name)


def outlined(
    ledger: Ledger,
    ties: Ties,
    which: Ints,
    *,
    names: Callable[[Iterable[str]], Mapping[str, str]],
    kinds: Kinds,
    known: Iterable[KnownSpan] = (),
) -> list[TieSpan]:
    """Ties over time, in the order of `asof.spans`; without the opening and closing of passages (`gates`).

    Args:
        ledger: the book.
        ties: all ties, of which the columns tell all that bears on some.
        which: places of those.
        names: gives ids their names.
        kinds: tells what an actor is.
        known: ties of knowledge files.
    """
    work = _Outlines(ledger, ties, which, known)
    wanted = [work.span(place) for place in which.tolist()]
    others = [work.span(place, own=False) for place in np.setdiff1d(work.beside, which).tolist()]
    every = [*wanted, *others, *work.offices()]
    named = names({end for one in every for end in (one.subject, one.object)})
    flagged = exclusive(every, named, kinds=kinds, kept=work.kept)
    ledger.sources_of({e.report for one in wanted for e in _first(one)})
    return in_order((_with(one, flagged.get(one.id, ())) for one in wanted), named)


def _first(tie: TieSpan) -> Iterator[Unread]:
    """The claims of a tie that are surely asked for."""
    lists = (tie.said, tie.began, tie.ended, tie.denied)
    return (e for one in lists for e in one[:_FIRST_READ] if isinstance(e, Unread))


class _Row(NamedTuple):  # quicker made than any other
    """One mark."""

    turn: Turn
    mark: Mark
    entry: Entry
    group: int


class _Outlines:
    """Ties with their marks, and the claims that left them."""

    def __init__(self, ledger: Ledger, ties: Ties, which: Ints, known: Iterable[KnownSpan]) -> None:
        self._ties = ties
        self._known: dict[Key, list[KnownSpan]] = {}
        for one in known:
            self._known.setdefault(key_of(one.subject, one.predicate, one.object), []).append(one)
        self._pruned: dict[Key, list[Mark]] = {}
        wanted = np.zeros(len(ties.codes), bool)
        wanted[which] = True
        wanted |= rivals(ties, wanted)
        self.beside = np.flatnonzero(wanted)
        self._keys = dict(zip(self.beside.tolist(), ties.keys(self.beside), strict=True))
        marks, group = _with_groups(ties, wanted)
        claims, place = np.unique(marks.claim, return_inverse=True)
        entries = _entries(ledger, ties, claims.tolist())
        published = _Published(ledger, _undated(ties, claims, entries))
        order = np.lexsort((_ranks(ties, claims, entries)[place], group, marks.tie))
        told = [entries[n] for n in place[order].tolist()]
        self._rows = _rows(marks.where(order), group[order], told, published)
        self._begin = np.searchsorted(marks.tie[order], np.arange(len(ties.codes) + 1)).tolist()

    def kept(self, span: TieSpan) -> list[Mark]:
        """The marks of a tie as `marks.pruned` leaves them."""
        key = span.subject, span.predicate, span.object
        return self._pruned[key] if key in self._pruned else pruned(span.marks)

    def offices(self) -> list[TieSpan]:
        """The other ties that tell whose an office is."""
        every = np.flatnonzero(of_predicates(self._ties.predicate, [Predicate.OFFICE_OF]))
        return [_plain(key) for key in self._ties.keys(np.setdiff1d(every, self.beside))]

    def span(self, place: int, *, own: bool = True) -> TieSpan:
        """A tie with its marks and claims.

        Args:
            place: of the tie.
            own: whether it is told when it began and ended, and what claims about it disagree on.
        """
        key = self._keys[place]
        rows = self._rows[self._begin[place] : self._begin[place + 1]]
        known = self._known.get(key, [])
        said = [row.mark for row in rows if not row.group]
        marks = (*said, *(m for one in known for m in known_marks(one)), *(r.mark for r in rows if r.group))
        kept = pruned(marks) if own else []
        if own:
            self._pruned[key] = kept
        since, until = borders_of(kept)
        span = TieSpan(
            id=tie_id(*key),
            subject=key[0],
            predicate=key[1],
            object=key[2],
            since=since,
            until=until,
            said=_once(row.entry for row in rows if not row.group and row.turn is not Turn.LACKS),
            began=_of(rows, Turn.BEGAN),
            ended=_of(rows, Turn.ENDED),
            denied=_of(rows, Turn.LACKS),
            known=tuple(sorted({one.source for one in known})),
            marks=marks,
        )
        return _with(span, own_conflicts(span, kept)) if own else span


def _with(span: TieSpan, conflicts: Sequence[Conflict]) -> TieSpan:
    return replace(span, conflicts=(*span.conflicts, *conflicts)) if conflicts else span


def _plain(key: Key) -> TieSpan:
    return TieSpan(id=tie_id(*key), subject=key[0], predicate=key[1], object=key[2])


def _of(rows: Iterable[_Row], turn: Turn) -> tuple[Entry, ...]:
    return _once(row.entry for row in rows if row.turn is turn)


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({id(e): e for e in entries}.values())


# --- marks


def _with_groups(ties: Ties, wanted: Flags) -> tuple[Marks, Ints]:
    """Marks by claims: by those about a tie, by happenings that prove one, by happenings that turn one."""
    base = ties.base.where(wanted[ties.base.tie] & (ties.base.claim != 0))
    turns = turned(ties, ties.happenings, only=wanted)
    made = np.isin(base.claim, ties.columns.events["claim"])
    return joined(base, turns), np.append(made.astype(np.int64), np.full(len(turns.tie), 2))


def _entries(ledger: Ledger, ties: Ties, claims: list[int]) -> list[Entry]:
    drafted = ledger.unread(claims)
    added = {n: ties.columns.added[-n - 1] for n in claims if n < 0}
    judged = {e.id: e for e in ledger.entries(added.values())} if added else {}
    return [drafted[n] if n > 0 else judged[added[n]] for n in claims]


def _ranks(ties: Ties, claims: Ints, entries: Sequence[Entry]) -> Ints:
    """The places of claims in the order of `told.sorted_entries`."""
    cells = ties.columns.ties, ties.columns.events
    every, told, until = (np.concatenate([c[n] for c in cells]) for n in ("claim", "told", "until"))
    day = np.where(told > 0, told, np.where(until > 0, until, date.max.toordinal()))
    order = np.argsort(every, kind="stable")
    days = day[order][np.searchsorted(every[order], claims)].tolist()
    keys = [(day, *_stands(e)) for day, e in zip(days, entries, strict=True)]
    found = np.empty(len(keys), np.int64)
    found[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return found


def _stands(entry: Entry) -> tuple[str, int, str]:
    if isinstance(entry, Unread):
        return entry.place
    return entry.claim.report, entry.claim.quote.start, entry.claim.id


class _Published:
    """When reports were published, looked up for all together when it is first asked for one."""

    def __init__(self, ledger: Ledger, reports: Collection[str]) -> None:
        self._ledger, self._reports = ledger, reports

    def of(self, report: str) -> When | None:
        return self._known[report]

    @cached_property
    def _known(self) -> Mapping[str, When | None]:
        return self._ledger.published_of(self._reports)


def _undated(ties: Ties, claims: Ints, entries: Sequence[Entry]) -> set[str]:
    """Ids of the reports of happenings whose words do not tell when they were."""
    events = ties.columns.events
    undated = np.isin(claims, events["claim"][(events["first"] == 0) & (events["last"] == 0)])
    told = (entries[n] for n in np.flatnonzero(undated).tolist())
    return {entry.report for entry in told if isinstance(entry, Unread)}


def _rows(marks: Marks, groups: Ints, entries: list[Entry], published: _Published) -> list[_Row]:
    columns = (c.tolist() for c in (marks.turn, marks.first, marks.last, marks.sure, groups))
    made = []
    for turn, first, last, sure, group, entry in zip(*columns, entries, strict=True):
        if group and isinstance(entry, Unread):
            whole = partial(_happened, entry, published)
        else:
            whole = partial(_whole, _TURNS[turn], entry)
        mark = Mark(turn=_TURNS[turn], when=_brief(first, last, whole), sure=sure, entry=entry)
        made.append(_Row(_TURNS[turn], mark, entry, group))
    return made


def _brief(first: int, last: int, whole: Callable[[], When]) -> When | None:
    if not first and last == OPEN:
        return None
    made = object.__new__(Brief)
    _put(made, "first", _date(first) if first else None)
    _put(made, "last", _date(last) if last < OPEN else None)
    _put(made, "_whole", whole)
    return made


_put = object.__setattr__
_date = lru_cache(20_000)(date.fromordinal)


def _happened(entry: Unread, published: _Published) -> When:
    """The time of a happening, without the rest of its claim being read."""
    return _given(entry.when or reported(published.of(entry.report), entry.modality), entry)


def _whole(turn: Turn, entry: Entry) -> When:
    """The time of a mark, as its claim tells it."""
    fact = entry.claim.fact
    if isinstance(fact, Relation):
        return _given(next(m.when for m in marks_of(entry, fact) if m.turn is turn), entry)
    mark = turn_of(entry, fact, turn)
    return _given(mark.when if mark else None, entry)


def _given(when: When | None, entry: Entry) -> When:
    if when is None:
        raise ValueProblem(f"claim {entry.id} has no time, and its columns tell one; the book is damaged")
    return when
