"""What stands in a brief, before it is Markdown or PDF."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sourcebook.asof.changes import Between, Change, Sort, changes
from sourcebook.errors import ExportError
from sourcebook.export.brief.words import Isolated
from sourcebook.export.record import Record
from sourcebook.ledger import Entry
from sourcebook.model.claim import Modality
from sourcebook.model.judgement import Status
from sourcebook.story.clashes import Clash
from sourcebook.story.incident import Incident, Party
from sourcebook.view.changed import HEADINGS, OF_THEIR_DAY, event_words, tie_line
from sourcebook.view.held import read
from sourcebook.view.incidents import figure_words, many, notes
from sourcebook.view.words import drawn

_CHANGES = 25  # of a sort
_TOLD = 10  # incidents that are told most
_CLASHES = 20
_NOTES = 3  # claims to an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The words of one claim, and whose they are.

    Attributes:
        number: in the order in which notes are first pointed to, from 1.
        words: exactly as they stand in the report.
        source: how the report is called, and its title.
        about: who says it, how surely, with which score, where it stands with people, and the claim's id.
        address: of the report; None when it has none on the web.
    """

    number: int
    words: str
    source: str
    about: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a brief.

    Attributes:
        day: when, as finely as it is known.
        words: what.
        remark: what a reader must know beside; empty for nothing.
        notes: numbers of the notes that bear it.
    """

    day: str
    words: str
    remark: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a brief.

    Attributes:
        title: its heading.
        items: its lines.
        left: how many more there are that are not written down.
    """

    title: str
    items: tuple[Item, ...]
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief.

    Attributes:
        title: names the days.
        lead: what it rests on.
        sections: its parts; those of which nothing is told are left out.
        notes: in the order of their numbers.
    """

    title: str
    lead: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


def brief(record: Record) -> Brief:
    """The brief of the days that a record is asked for.

    Args:
        record: what is exported; with a first and a last day.

    Raises:
        ExportError: a day is missing, or the first lies after the last.
    """
    between = _between(record)
    made = _Writing(record)
    incidents = list(record.incidents())
    told = sorted((i for i in incidents if _within(i, between)), key=_most_told)
    sections = [
        *made.changed(between),
        made.section("Told most", [made.incident(one) for one in told[:_TOLD]], left=0),
        made.contradictions(incidents),
    ]
    record.count = sum(len(s.items) for s in sections)
    reports = {e.source.id for one in incidents for e in one.entries}
    lead = f"From {many(len(reports), 'report')} and {many(len(incidents), 'incident')} that may lie between the days."
    return Brief(
        title=f"What changed from {between.first} to {between.last}",
        lead=f"{lead} What nobody has judged was drafted by a program and may be wrong: read the words.",
        sections=tuple(s for s in sections if s.items),
        notes=tuple(made.notes.values()),
    )


def _between(record: Record) -> Between:
    first, last = record.query.first, record.query.last
    if first is None or last is None:
        raise ExportError("a brief is about the time between two days; give both with --from and --until")
    if first > last:
        raise ExportError(f"--from {first} lies after --until {last}; exchange the two")
    return Between(first=first, last=last)


def _within(one: Incident, between: Between) -> bool:
    return between.holds(one.when)


def _most_told(one: Incident) -> tuple[int, int, int, date, str]:
    reports = len({e.source.id for e in one.entries})
    first = (one.when.first if one.when else None) or date.max
    return -one.origins, -reports, -len(one.entries), first, one.id


@dataclass(slots=True)
class _Writing:
    """Writes items, and puts down the claims that they point to."""

    record: Record
    notes: dict[str, Note] = field(default_factory=dict)

    @property
    def _names(self) -> Isolated:
        return Isolated(self.record.names)

    def changed(self, between: Between) -> Iterator[Section]:
        told = read(self.record.ledger)
        found = changes(told.entries, between=between, names=told.names, kinds=told.kinds)
        asked = [c for c in found if self._asked(c)]
        for sort in Sort:
            every = [c for c in asked if c.sort is sort]
            items = [self._change(c) for c in every[:_CHANGES]]
            yield self.section(HEADINGS[sort], items, left=max(len(every) - _CHANGES, 0))

    def _asked(self, change: Change) -> bool:
        wanted = (self.record.query.actors, self.record.query.places)
        return all(some is None or not change.parties.isdisjoint(some) for some in wanted)

    def section(self, title: str, items: Iterable[Item], *, left: int) -> Section:
        return Section(title=title, items=tuple(items), left=left)

    def _change(self, change: Change) -> Item:
        names = self._names
        dated = change.dated and change.sort in OF_THEIR_DAY
        if change.tie is not None:
            words = tie_line(change.tie, names)
        else:
            words = (event_words(change.entries[0], names) if change.entries else None) or "?"
        remarks = [change.conflict.words] if change.conflict else []
        if change.when is not None and not dated:
            remarks.append(f"told in a report of {drawn(change.when)}")
        day = drawn(change.when if dated else None)
        return self._item(day, words, remarks, change.entries)

    def incident(self, one: Incident) -> Item:
        names = self._names
        sides = [_named(one.doers, names), _named(one.targets, names)]
        who = " → ".join([sides[0] or "?", sides[1]] if sides[1] else filter(None, sides[:1]))
        where = f"at {names[one.where]}" if one.where else ""
        tolls = [f"{figure_words(figure)} {toll}" for toll, figure in one.tolls.items()]
        words = ", ".join(filter(None, (str(one.type), " ".join(filter(None, (who, where))), *tolls)))
        return self._item(drawn(one.when), words, [*notes(one), one.id], one.entries)

    def contradictions(self, incidents: Sequence[Incident]) -> Section:
        every = [(one, clash) for one in incidents for clash in one.contradictions]
        items = [self._clash(*pair) for pair in every[:_CLASHES]]
        return self.section("What cannot both be right", items, left=max(len(every) - _CLASHES, 0))

    def _clash(self, one: Incident, clash: Clash) -> Item:
        where = f" at {self._names[one.where]}" if one.where else ""
        words = f"{one.type}{where}, {clash.field}: {clash.words}"
        return self._item(drawn(one.when), words, [one.id], (clash.one, clash.other))

    def _item(self, day: str, words: str, remarks: list[str], entries: Sequence[Entry]) -> Item:
        more = len(entries) - _NOTES
        remarks = [*remarks, f"and {many(more, 'more claim')}"] if more > 0 else remarks
        numbers = tuple(self._note(e).number for e in entries[:_NOTES])
        return Item(day=day, words=words, remark="; ".join(remarks), notes=numbers)

    def _note(self, entry: Entry) -> Note:
        ident = entry.claim.id
        if ident not in self.notes:
            self.notes[ident] = _note(entry, len(self.notes) + 1)
        return self.notes[ident]


def _named(parties: Iterable[Party], names: Mapping[str, str]) -> str:
    return ", ".join(names[p.actor] for p in parties)


def _note(entry: Entry, number: int) -> Note:
    claim, source = entry.claim, entry.source
    about = [
        f"{claim.speaker} is quoted" if claim.speaker else None,
        None if claim.modality is Modality.ASSERTED else str(claim.modality),
        None if claim.score is None else f"score {claim.score:.2f}",
        None if entry.standing.status is Status.CANDIDATE else str(entry.standing.status),
        f"claim {claim.id}",
    ]
    web = source.address if (source.address or "").startswith(("https://", "http://")) else None
    called = f"{source.label}: {source.title}" if source.title else source.label
    return Note(
        number=number, words=entry.words, source=called, about=", ".join(a for a in about if a), address=web
    )
