"""Entries built by hand: claims about ties and happenings, each from a report of its own day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sourcebook.ledger import Entry, Source
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation, Toll
from sourcebook.model.text import Span, digest
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Where

WORDS = "as the report has it"
NAMES: dict[str, str] = {}


def when(edtf: str) -> When:
    return When.parse(edtf, ground=Ground.STATED)


def source(published: str | None, *, outlet: str = "The Daily") -> Source:
    return Source(
        id=digest("report", outlet, published or ""),
        title=None,
        publisher=outlet,
        published=when(published) if published else None,
        author=None,
        address=None,
        language="en",
        sha256="0" * 64,
        reader="hand/1",
        read_at=datetime(2025, 1, 1, tzinfo=UTC),
        claims=1,
        events=1,
    )


def entry(
    fact: Event | Relation,
    published: str | None,
    *,
    modality: Modality = Modality.ASSERTED,
    speaker: str | None = None,
    words: str = WORDS,
    at: int = 0,
    background: bool = False,
) -> Entry:
    told = source(published)
    claim = Claim(
        report=told.id,
        fact=fact,
        quote=Span(start=at, end=at + len(words)),
        modality=modality,
        stage="hand/1",
        speaker=speaker,
        background=background,
    )
    return Entry(claim=claim, words=words, source=told)


def tie(
    subject: str,
    predicate: Predicate,
    object_: str,
    *,
    since: str | None = None,
    until: str | None = None,
    degree: str | None = None,
) -> Relation:
    return Relation(
        subject=subject,
        predicate=predicate,
        object=object_,
        since=when(since) if since else None,
        until=when(until) if until else None,
        degree=degree,
    )


def event(
    kind: EventType = EventType.TRANSITION,
    mode: str | None = None,
    *,
    actor: Sequence[str] = (),
    recipient: Sequence[str] = (),
    place: str | None = None,
    origin: Sequence[str] = (),
    on: str | None = None,
    killed: int | None = None,
    at: int = 0,
) -> Event:
    return Event(
        type=kind,
        trigger=Span(start=at, end=at + 2),
        mode=(mode,) if mode else (),
        actor=tuple(actor),
        recipient=tuple(recipient),
        origin=tuple(origin),
        when=when(on) if on else None,
        where=Where(place=place, fineness=Fineness.EXACT) if place else None,
        killed=Toll(best=killed) if killed is not None else None,
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
