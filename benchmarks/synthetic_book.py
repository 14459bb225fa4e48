"""A book of made-up reports, as large as wanted, the same for the same seed.

    python benchmarks/synthetic_book.py --reports 100000 BOOK [--seed 1]

Each report has about ten claims, events and ties, in about 120 words that hold every quote verbatim. A few actors and
places stand in most reports, most in a few (`synthetic_world`). A third of the events are told again by one to eight
later reports in other words, with another toll or a coarser day; one report in twenty is another outlet's copy.
"""

import argparse
import random
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from synthetic_world import World, make_world

from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Claim, Event, EventType, Expression, Modality, Predicate, Relation, Toll
from sourcebook.model.record import Draft
from sourcebook.model.text import Mention, MentionKind, Report, Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place, Where, fineness_of

READER = "synthetic/1"
BEGIN, DAYS = date(2015, 1, 1), 3652
TOLD_AGAIN, COPIED, TIES, SPOKEN, UNDATED, BACKGROUND = 1 / 3, 0.05, 0.3, 0.3, 0.1, 0.1  # shares
MOST_RETELLINGS, RECENT = 8, 200  # a copy is of one of so many reports before it
_DEEDS = {
    EventType.ASSAULT: ("shelled", "attacked", "ambushed", "bombed", "raided"),
    EventType.COERCE: ("arrested fighters of", "besieged", "expelled"),
    EventType.CONSULT: ("met", "received envoys of"),
    EventType.AGREE: ("signed a truce with", "reached a deal with"),
    EventType.ACCUSE: ("accused", "blamed"),
    EventType.THREATEN: ("threatened", "warned"),
    EventType.AID: ("sent food to", "treated the wounded of"),
    EventType.MOBILIZE: ("massed troops against", "closed the border to"),
}
_TIES = {
    Predicate.ALLIED_WITH: "is allied with",
    Predicate.BACKED_BY: "is backed by",
    Predicate.OPPOSED_TO: "is opposed to",
    Predicate.SPLIT_FROM: "broke away from",
    Predicate.PART_OF: "is part of",
    Predicate.LED_BY: "is led by",
}
_AUXILIARIES = {
    Modality.ASSERTED: "",
    Modality.HEDGED: "reportedly ",
    Modality.PLANNED: "soon, as planned, ",
    Modality.NEGATED: "never ",
}
_MODALITY_ODDS = (0.78, 0.12, 0.05, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is told by one report or several.

    Attributes:
        type: of event.
        deed: the words for it.
        actor: who does it.
        recipient: to whom.
        place: where.
        day: when.
        killed: how many died; None when it kills nobody.
    """

    type: EventType
    deed: str
    actor: Actor
    recipient: Actor
    place: Place
    day: date
    killed: int | None


@dataclass(slots=True)
class Page:
    """A report in the making: its text so far, and what was named in it."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def write(self, words: str) -> Span:
        """Put words at the end; where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start=start, end=len(self.text))

    def name(self, entity: Actor | Place) -> None:
        """Name an actor or place."""
        kind = MentionKind.PLACE
        if isinstance(entity, Place):
            self.places[entity.id] = entity
        else:
            self.actors[entity.id] = entity
            kind = MentionKind.PERSON if entity.kind is ActorKind.PERSON else MentionKind.ACTOR
        self.mentions.append(Mention(span=self.write(entity.name), kind=kind, entity=entity.id))


def drafts(reports: int, *, seed: int, part: int = 0) -> Iterator[Draft]:
    """Drafts, one at a time, in the order of publication.

    Args:
        reports: how many.
        seed: of chance; the same one gives the same actors and places.
        part: another part gives other reports about them.
    """
    world = make_world(random.Random(seed))  # noqa: S311 - chance is no secret here
    rng = random.Random(f"{seed}/{part}")  # noqa: S311
    due: dict[int, list[Happening]] = {}
    recent: deque[Draft] = deque(maxlen=RECENT)
    for number in range(reports):
        day = BEGIN + timedelta(days=number * DAYS // reports)
        if recent and rng.random() < COPIED:
            yield _copy(rng, rng.choice(recent), number, day)
            continue
        events = rng.randint(5, 9)
        again = due.pop(number, [])[: events - 1]
        fresh = [_happening(rng, world, day) for _ in range(events - len(again))]
        for one in fresh:
            _put_off(rng, one, number, due)
        recent.append(_draft(rng, world, again + fresh, number, day))
        yield recent[-1]


def _put_off(rng: random.Random, one: Happening, number: int, due: dict[int, list[Happening]]) -> None:
    """Let a few later reports tell it again, or none."""
    times = rng.randint(1, MOST_RETELLINGS) if rng.random() < TOLD_AGAIN else 0
    for later in rng.sample(range(number + 1, number + RECENT), times):
        due.setdefault(later, []).append(one)


def _happening(rng: random.Random, world: World, published: date) -> Happening:
    kind = rng.choice(tuple(_DEEDS))
    deadly = kind is EventType.ASSAULT and rng.random() < 0.7
    return Happening(
        type=kind,
        deed=rng.choice(_DEEDS[kind]),
        actor=world.actor(rng),
        recipient=world.actor(rng),
        place=world.place(rng),
        day=published - timedelta(days=int(rng.expovariate(1 / 3))),
        killed=int(rng.paretovariate(1.2)) if deadly else None,
    )


def _copy(rng: random.Random, of: Draft, number: int, day: date) -> Draft:
    """The same words in another outlet."""
    told = _report(rng, of.report.text, number, day)
    ident = told.id
    return replace(of, report=told, claims=tuple(replace(c, report=ident) for c in of.claims))


def _report(rng: random.Random, text: str, number: int, day: date) -> Report:
    outlet = int(rng.paretovariate(1)) % 300
    return Report(
        text=text,
        title=f"Report {number}",
        published=_day(day),
        publisher=f"Outlet {outlet}",
        address=f"https://outlet-{outlet}.example/{number}",
        language="en",
    )


def _day(day: date) -> When:
    return When.of_days(day, day, ground=Ground.STATED)


def _draft(rng: random.Random, world: World, told: list[Happening], number: int, day: date) -> Draft:
    page = Page()
    claims = [_event(rng, world, page, one) for one in told]
    claims += [_tie(rng, world, page) for _ in range(rng.randint(2, 4))]
    report = _report(rng, page.text.rstrip(), number, day)
    ident = report.id
    return Draft(
        report=report,
        actors=tuple(page.actors.values()),
        places=tuple(page.places.values()),
        mentions=tuple(page.mentions),
        claims=tuple(replace(c, report=ident) for c in claims),
        reader=READER,
    )


def _event(rng: random.Random, world: World, page: Page, one: Happening) -> Claim:
    when, killed = _when(rng, one.day), _toll(rng, one.killed)
    modality = rng.choices(tuple(_AUXILIARIES), _MODALITY_ODDS)[0]
    start = len(page.text)
    page.name(one.actor)
    page.write(f" {_AUXILIARIES[modality]}")
    trigger = page.write(one.deed)
    page.write(" ")
    page.name(one.recipient)
    page.write(" in ")
    page.name(one.place)
    if when:
        page.write(f" on {when.edtf}")
    if killed:
        page.write(f", killing {killed.low}")
    fact = Event(
        type=one.type,
        trigger=trigger,
        actor=(one.actor.id,),
        recipient=(one.recipient.id,),
        when=when,
        where=Where(place=one.place.id, fineness=fineness_of(one.place)),
        killed=killed,
    )
    return _claim(rng, world, page, start, fact, modality)


def _when(rng: random.Random, day: date) -> When | None:
    if rng.random() < UNDATED:
        return None
    return When.of_days(day, day + timedelta(days=rng.choice((0, 0, 0, 0, 3, 30))), ground=Ground.STATED)


def _toll(rng: random.Random, killed: int | None) -> Toll | None:
    """The number of dead with the small changes that retellings bring."""
    if killed is None:
        return None
    low = max(0, killed + rng.choice((0, 0, 0, -1, 1, 2)))
    return Toll(low=low, best=low, high=low, expression=Expression.EXACT)


def _tie(rng: random.Random, world: World, page: Page) -> Claim:
    one, other = world.actor(rng), world.actor(rng)
    predicate = rng.choice(tuple(_TIES))
    start = len(page.text)
    page.name(one)
    page.write(f" {_TIES[predicate]} ")
    page.name(other)
    fact = Relation(subject=one.id, predicate=predicate, object=other.id)
    return _claim(rng, world, page, start, fact, Modality.ASSERTED)


def _claim(
    rng: random.Random, world: World, page: Page, start: int, fact: Event | Relation, modality: Modality
) -> Claim:
    """A claim whose quote is the sentence at the end of the page; its report is filled in when the page is full."""
    quote = Span(start=start, end=len(page.text))
    speaker = None
    if rng.random() < SPOKEN:
        said_by = world.person(rng)
        speaker = said_by.name
        page.write(", ")
        page.name(said_by)
        page.write(" said")
    page.write(". ")
    event = isinstance(fact, Event)
    return Claim(
        report="",
        fact=fact,
        quote=quote,
        modality=modality,
        stage="draft.events/1" if event else "draft.relations/1",
        speaker=speaker,
        background=event and rng.random() < BACKGROUND,
        score=round(rng.random(), 3),
    )


def write(book: Path, *, reports: int, seed: int) -> int:
    """Keep the drafts in a new book; how many claims.

    Args:
        book: a file that does not exist.
        reports: how many.
        seed: of chance.
    """
    claims, begun = 0, time.monotonic()
    with Ledger.open(book) as ledger:
        for number, draft in enumerate(drafts(reports, seed=seed), start=1):
            read_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
            claims += ledger.keep(draft, at=read_at).claims
            if sys.stderr.isatty() and number % 100 == 0:
                pace = number / (time.monotonic() - begun)
                print(f"\r{number} of {reports} reports, {pace:.0f} a second", end="", file=sys.stderr)
    return claims


def main() -> None:
    """Make a book and say how large it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.book.exists():
        parser.error(f"{asked.book} is there already; name a new file")
    begun = time.monotonic()
    claims = write(asked.book, reports=asked.reports, seed=asked.seed)
    took, size = time.monotonic() - begun, asked.book.stat().st_size / 1e6
    print(f"\r{asked.reports} reports, {claims} claims, {size:.0f} MB, {took:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
