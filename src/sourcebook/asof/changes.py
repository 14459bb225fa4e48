"""What changed between two days: ties that began or ended, happenings that turn things, and what was said anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.asof.alike import Happening, by_likeness, happenings, may_be_one, parties
from sourcebook.asof.closing import NEAR
from sourcebook.asof.conflicts import Clash, Conflict
from sourcebook.asof.marks import Mark, Turn, pruned
from sourcebook.asof.spans import Key, Kinds, KnownSpan, TieSpan, key_of, known_kind, spans_in_order
from sourcebook.asof.told import sorted_entries, sure
from sourcebook.asof.transitions import TURNING
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, EventType, Modality, Phase, Relation
from sourcebook.model.when import When

_DENIES = Modality.NEGATED
_GUESSES = frozenset({Modality.HEDGED, Modality.PLANNED})


class Sort(StrEnum):
    """What sort of change it is."""

    HAPPENED = "happened"
    BEGAN = "began"
    ENDED = "ended"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change between two days.

    Attributes:
        sort: what sort of change.
        when: when it came about, or was said; None when not known.
        dated: whether the words give the day; if not, only a report's own day lies between the two.
        tie: the tie that changed; None for a happening.
        entries: the claims that tell of it; of what was confirmed or denied, the later claim first.
        conflict: what disagrees, for CONTRADICTED.
    """

    sort: Sort
    when: When | None
    dated: bool
    tie: TieSpan | None = None
    entries: tuple[Entry, ...]
    conflict: Conflict | None = None

    @property
    def parties(self) -> frozenset[str]:
        """Ids of everybody and every place that has a part in it."""
        ends = {self.tie.subject, self.tie.object} if self.tie else set()
        return frozenset(ends.union(*(parties(e) for e in self.entries)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The time between two days, both included.

    Attributes:
        first: first day.
        last: last day.
    """

    first: date
    last: date

    def holds(self, when: When | None) -> bool:
        """Whether a time may lie in it; one that is open on the side before counts by its last day."""
        if when is None:
            return False
        first = when.first or when.last
        last = when.last or when.first
        return first is not None and last is not None and first <= self.last and last >= self.first


def changes(
    entries: Iterable[Entry],
    *,
    between: Between,
    names: Mapping[str, str],
    known: Iterable[KnownSpan] = (),
    kinds: Kinds = known_kind,
) -> list[Change]:
    """What changed, sort by sort; within one the dated first, by their days.

    Args:
        entries: claims of both sorts, allusions too.
        between: the time.
        names: ids to names.
        known: ties of knowledge files to add.
        kinds: tells what an actor is.
    """
    every, files = sorted_entries(entries), list(known)

    def ties_of(told: list[Entry]) -> list[TieSpan]:
        return spans_in_order(told, names=names, known=files, kinds=kinds)

    ties = ties_of(every)
    found = [
        *_happened(every, between, names),
        *_turned(ties, between),
        *_said_anew(every, ties, between, names),
    ]
    out = [e for e in every if _published_by(e, between.last)]
    new = ties if len(out) == len(every) else ties_of(out)
    old = _bearing_on(new, [e for e in out if _out_by(e, between.first)])
    found += _contradicted(new, ties_of(old) if old else [])
    order = list(Sort)
    return sorted(found, key=lambda c: (order.index(c.sort), not c.dated, _day(c.when)))


def _published_by(entry: Entry, day: date) -> bool:
    published = entry.source.published
    return published is None or published.first is None or published.first <= day


def _out_by(entry: Entry, day: date) -> bool:
    """Whether its report was certainly out before a day; one without a date counts as old."""
    published = entry.source.published
    return published is None or (published.last is not None and published.last < day)


# --- happenings


def _happened(entries: list[Entry], between: Between, names: Mapping[str, str]) -> Iterator[Change]:
    for one in happenings(entries, names):
        told = [e for e in one.entries if _turns_things(e)]
        when = one.when or _first_told(told)
        if told and between.holds(when):
            dated = one.when is not None
            yield Change(sort=Sort.HAPPENED, when=when, dated=dated, entries=_told_first(one))


def _turns_things(entry: Entry) -> bool:
    """Whether a claim tells of a change: a transition, a halt or withdrawal, something that starts or stops."""
    event = entry.claim.fact
    if not isinstance(event, Event) or entry.claim.modality not in (Modality.ASSERTED, Modality.HEDGED):
        return False
    moves = event.type in (EventType.TRANSITION, EventType.RETREAT)
    return moves or event.phase in (Phase.START, Phase.STOP)


def _first_told(entries: list[Entry]) -> When | None:
    """The day of the first report that tells of it in its own right; an allusion tells nothing new."""
    days = [e.source.published for e in entries if not e.claim.background]
    return min((d for d in days if d), key=_day, default=None)


def _told_first(one: Happening) -> tuple[Entry, ...]:
    return tuple(sorted(one.entries, key=lambda e: (e.claim.background, not _dated(e), not sure(e))))


def _dated(entry: Entry) -> bool:
    return isinstance(entry.claim.fact, Event) and entry.claim.fact.when is not None


# --- ties


def _turned(ties: Iterable[TieSpan], between: Between) -> Iterator[Change]:
    for tie in ties:
        for turn, sort, told in (
            (Turn.BEGAN, Sort.BEGAN, tie.began),
            (Turn.ENDED, Sort.ENDED, tie.ended),
        ):
            marks = [m for m in pruned(tie.marks) if m.turn is turn]
            inside = [m for m in marks if _lies_in(m, between)]
            if inside:
                best = min(inside, key=lambda m: (not m.sure, _length(m), _day(m.when)))
                entries = told if len(inside) == len(marks) else tuple(m.entry for m in inside if m.entry)
                when = best.when if best.first or best.entry is None else best.entry.source.published
                yield Change(sort=sort, when=when, dated=best.first is not None, tie=tie, entries=entries)


def _lies_in(mark: Mark, between: Between) -> bool:
    if mark.first is None and mark.entry is not None:  # no day given: it is news only where it is told
        return not mark.entry.claim.background and between.holds(mark.entry.source.published)
    return between.holds(mark.when)


def _length(mark: Mark) -> int:
    first, last = mark.first or date.min, mark.last or date.max
    return (last - first).days


# --- what was said


def _said_anew(
    entries: list[Entry], ties: Iterable[TieSpan], between: Between, names: Mapping[str, str]
) -> Iterator[Change]:
    spans_by_key = {(t.subject, t.predicate, t.object): t for t in ties}
    told: list[tuple[list[Entry], TieSpan | None]] = [(g, None) for g in by_likeness(entries, names).values()]
    told += [(group, spans_by_key.get(key)) for key, group in _by_tie(entries).items()]
    for group, tie in told:
        yield from _confirmed(group, between, tie)
        yield from _denied(group, between, tie)


def _by_tie(entries: Iterable[Entry]) -> dict[Key, list[Entry]]:
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        tie = entry.claim.fact
        if isinstance(tie, Relation):
            found.setdefault(key_of(tie.subject, tie.predicate, tie.object), []).append(entry)
    return found


def _confirmed(told: list[Entry], between: Between, tie: TieSpan | None) -> Iterator[Change]:
    """What was hedged or planned before, and is asserted for the first time."""
    firm = [e for e in told if e.claim.modality is Modality.ASSERTED]
    new = next((e for e in firm if between.holds(e.source.published)), None)
    if new is None or any(_out_before(e, new) for e in firm):
        return
    guesses = [e for e in told if e.claim.modality in _GUESSES and _out_before(e, new) and may_be_one(e, new)]
    if guesses:
        yield _saying(Sort.CONFIRMED, new, guesses, tie)


def _denied(told: list[Entry], between: Between, tie: TieSpan | None) -> Iterator[Change]:
    """What is denied and is said by somebody else."""
    for entry in told:
        news = not entry.claim.background and between.holds(entry.source.published)
        if entry.claim.modality is _DENIES and news:
            said = [e for e in told if e.claim.modality is not _DENIES and may_be_one(e, entry)]
            if said:
                yield _saying(Sort.DENIED, entry, said, tie)


def _saying(sort: Sort, new: Entry, old: list[Entry], tie: TieSpan | None) -> Change:
    return Change(sort=sort, when=new.source.published, dated=True, tie=tie, entries=(new, *old))


def _out_before(one: Entry, other: Entry) -> bool:
    a, b = one.source.published, other.source.published
    return bool(a and b and a.last and b.first and a.last < b.first)


def _bearing_on(ties: Iterable[TieSpan], entries: list[Entry]) -> list[Entry]:
    """Of some claims those that may bear on a disagreement about ties, so that the rest need not be gone through."""
    every = {t.id: t for t in ties}
    flagged = [t for t in every.values() if any(c.kind is not Clash.DENIED for c in t.conflicts)]
    rivals = [every[c.other] for t in flagged for c in t.conflicts if c.other]
    keys = {(t.subject, t.predicate, t.object) for t in (*flagged, *rivals)}
    return [e for e in entries if _bears_on(keys, e.claim.fact)] if flagged else []


def _bears_on(keys: set[Key], fact: Event | Relation) -> bool:
    if isinstance(fact, Event):
        return fact.type in TURNING
    near = fact.predicate in NEAR  # whoever is near somebody does not take a place from them
    return near or key_of(fact.subject, fact.predicate, fact.object) in keys


def _contradicted(new: Iterable[TieSpan], old: Iterable[TieSpan]) -> Iterator[Change]:
    """Disagreements that were not there before; denials stand by themselves."""
    known = {(t.id, c.kind, c.other) for t in old for c in t.conflicts}
    for tie in new:
        for one in tie.conflicts:
            if one.kind is not Clash.DENIED and (tie.id, one.kind, one.other) not in known:
                when = max(
                    (e.source.published for e in tie.entries if e.source.published), key=_day, default=None
                )
                yield Change(
                    sort=Sort.CONTRADICTED, when=when, dated=True, tie=tie, entries=tie.entries, conflict=one
                )


def _day(when: When | None) -> tuple[date, date]:
    if when is None:
        return date.max, date.max
    return when.first or when.last or date.max, when.last or date.max
