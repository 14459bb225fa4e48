"""One incident, one tie: a line of the world's columns, with ids in place of indexes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, Modality
from sourcebook.model.judgement import Status
from sourcebook.model.when import When
from sourcebook.review.titles import happening
from sourcebook.story.clashes import Field
from sourcebook.story.incident import Incident

_SURE = list(Modality)
_SETTLED = [Status.CANDIDATE, Status.CORRECTED, Status.ACCEPTED, Status.REJECTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident; the fields are those of `Incidents`, with ids for indexes."""

    id: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    type: str
    mode: str | None
    title: str
    first: str | None
    last: str | None
    precision: str | None
    where: str | None
    fineness: str | None
    doers: tuple[str, ...]
    targets: tuple[str, ...]
    modality: str
    status: str
    origins: int
    clashes: int
    low: int | None
    best: int | None
    high: int | None

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of all that it names."""
        return (*self.doers, *self.targets, *((self.where,) if self.where else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie; the fields are those of `Ties`, with ids for indexes.

    Attributes:
        said, began, ended, denied: ids of the claims that say it, open it, close it, deny it.
        disagreements: what disagrees, in sentences.
    """

    id: str
    subject: str
    object: str
    predicate: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    states: tuple[str, ...]
    modality: str
    status: str
    since: str | None
    until: str | None
    said: tuple[str, ...]
    began: tuple[str, ...]
    ended: tuple[str, ...]
    denied: tuple[str, ...]
    disagreements: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of its ends."""
        return self.subject, self.object


def incident_line(one: Incident, names: Mapping[str, str]) -> IncidentLine:
    """An incident as a line.

    Args:
        one: the incident.
        names: ids to names.
    """
    modes = modes_of(one)
    killed = one.tolls.get(Field.KILLED)
    doers, targets = (tuple(p.actor for p in side) for side in (one.doers, one.targets))
    return IncidentLine(
        id=one.id,
        claims=tuple(e.claim.id for e in one.entries),
        reports=_reports(one.entries),
        type=str(one.type),
        mode=modes[0] if modes else None,
        title=incident_title(one, names),
        first=_iso(one.when.first) if one.when else None,
        last=_iso(one.when.last) if one.when else None,
        precision=str(one.when.precision) if one.when else None,
        where=one.where,
        fineness=_fineness(one),
        doers=doers,
        targets=targets,
        modality=surest(one.entries),
        status=settled(one.entries),
        origins=one.origins,
        clashes=len(one.contradictions),
        low=killed.low if killed else None,
        best=killed.best if killed else None,
        high=killed.high if killed else None,
    )


def incident_title(one: Incident, names: Mapping[str, str]) -> str:
    """An incident in one line of words.

    Args:
        one: the incident.
        names: ids to names.
    """
    doers, targets = ([names[p.actor] for p in side] for side in (one.doers, one.targets))
    return happening(one.type, modes_of(one), doers, targets, names[one.where] if one.where else None)


def tie_line(span: TieSpan) -> TieLine:
    """A tie as a line.

    Args:
        span: the tie over time.
    """
    entries = span.entries
    return TieLine(
        id=span.id,
        subject=span.subject,
        object=span.object,
        predicate=str(span.predicate),
        claims=_ids(entries),
        reports=_reports(entries),
        states=states(span),
        modality=surest(span.said or entries),
        status=settled(entries),
        since=_edtf(span.since),
        until=_edtf(span.until),
        said=_ids(span.said),
        began=_ids(span.began),
        ended=_ids(span.ended),
        denied=_ids(span.denied),
        disagreements=tuple(c.words for c in span.conflicts),
    )


def states(span: TieSpan) -> tuple[str, ...]:
    """How a tie held over time: day, state, day, state and so on, the first from 0001-01-01; neighbours differ.

    Args:
        span: the tie over time.
    """
    told: list[str] = []
    for day, held, may in span.states():
        state = "yes" if held is Held.YES else "no" if held is Held.NO else "maybe" if may else "silent"
        if not told or told[-1] != state:
            told += [day.isoformat(), state]
    return tuple(told)


def may_hold(line: TieLine, day: date | None) -> bool:
    """Whether a tie held or may have held on a day; on any for no day.

    Args:
        line: the tie.
        day: the day.
    """
    if day is None:
        return True
    said = zip(line.states[::2], line.states[1::2], strict=True)
    return [state for since, state in said if since <= day.isoformat()][-1] in {"yes", "maybe"}


def modes_of(one: Incident) -> list[str]:
    """The modes that claims of an incident give, the commonest first."""
    counts = Counter(m for e in one.entries if isinstance(e.claim.fact, Event) for m in e.claim.fact.mode)
    return sorted(counts, key=lambda m: (-counts[m], m))


def surest(entries: Iterable[Entry]) -> str:
    """The surest modality of some claims.

    Args:
        entries: at least one.
    """
    return str(min((e.claim.modality for e in entries), key=_SURE.index))


def settled(entries: Iterable[Entry]) -> str:
    """The least settled status of some claims; rejected only when all are.

    Args:
        entries: at least one.
    """
    return str(min((e.standing.status for e in entries), key=_SETTLED.index))


def _fineness(one: Incident) -> str | None:
    facts = (e.claim.fact for e in one.entries)
    wheres = (f.where for f in facts if isinstance(f, Event) and f.where)
    return next((str(w.fineness) for w in wheres if w.place == one.where), None)


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(e.claim.id for e in entries)


def _reports(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.claim.report for e in entries))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _edtf(when: When | None) -> str | None:
    return when.edtf if when else None
