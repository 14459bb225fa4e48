"""Reports that name actors which no knowledge file lists, and the drafts that a reader makes of them."""

import re
from datetime import UTC, datetime

import drafts
from books import Address
from sourcebook.export.interchange import entities_of
from sourcebook.export.lines import jsonl
from sourcebook.export.table import rows
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.model.actor import Actor, ActorKind, Alias
from sourcebook.model.claim import Claim, Event, EventType, Modality, Predicate, Relation
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.record import Draft
from sourcebook.model.text import Mention, MentionKind, Report, Span

AT = datetime(2025, 1, 2, 9, tzinfo=UTC)
GROUP, PERSON, PARTY = ActorKind.ARMED_GROUP, ActorKind.PERSON, ActorKind.PARTY

NOOR = Actor(id="harakat-an-noor", name="Harakat an-Noor", kind=GROUP)
NOUR = Actor(id="harakat-al-nour", name="Harakat al-Nour", kind=GROUP, state="IQ")
COMMAND = Actor(id="joint-river-command", name="Joint River Command", kind=ActorKind.STATE_BODY)
MAYOR = Actor(id="person-odd-berg", name="Odd Berg", kind=PERSON, aliases=(Alias(text="Berg"),))
RIVERS = drafts.RIVERS
OTHERS = drafts.LOOKALIKE
GUNMEN = drafts.GUNMEN

FIRST = (
    "Fighters of Harakat an-Noor attacked the Joint River Command at dawn. "
    "Odd Berg, the mayor of the town, said that Harakat an-Noor had come across the water in boats. "
    "The River Front backs Harakat an-Noor."
)
SECOND = (
    "Harakat al-Nour said on Sunday that it had nothing to do with the raid. "
    "A man who speaks for Harakat al-Nour blamed the Front of the River instead. "
    "In the capital nobody from the Joint River Command would comment."
)
THIRD = (
    "Far away in the south, the Joint River Command opened its new port and promised jobs. "
    "Odd Berg and the River Front (RF) were among the guests. RF paid for the band."
)


def told(publisher: str | None, text: str, *actors: Actor, claims: tuple[tuple[str, ...], ...] = ()) -> Draft:
    """A draft in which every name of an actor is a mention of it.

    A claim is given as (subject, predicate, object, words), or (actor, "ASSAULT", recipient, words).
    """
    report = drafts.report(text, publisher=publisher, title=None, address=f"reports/{publisher}.txt")
    return Draft(
        report=report,
        actors=actors,
        places=(),
        mentions=tuple(sorted(mentions(text, actors), key=lambda m: m.span)),
        claims=tuple(claim(report, *given) for given in claims),
        reader=drafts.READER,
    )


def mentions(text: str, actors: tuple[Actor, ...]) -> list[Mention]:
    """The longest names; "Berg" inside "Odd Berg" is no mention of its own."""
    every = _every_name(text, actors)
    return [m for m in every if not any(m.span != o.span and m.span.within(o.span) for o in every)]


def _every_name(text: str, actors: tuple[Actor, ...]) -> list[Mention]:
    return [
        Mention(
            span=Span(start=m.start(), end=m.end()),
            kind=MentionKind.PERSON if a.kind is PERSON else MentionKind.ACTOR,
            entity=a.id,
        )
        for a in actors
        for name in (a.name, *(n.text for n in a.aliases))
        for m in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]


def claim(report: Report, one: str, what: str, other: str, words: str) -> Claim:
    quote = drafts.span(report.text, words)
    fact: Event | Relation
    if what == "ASSAULT":
        fact = Event(type=EventType.ASSAULT, trigger=quote, actor=(one,), recipient=(other,))
    else:
        fact = Relation(subject=one, predicate=Predicate(what), object=other)
    return Claim(report=report.id, fact=fact, quote=quote, modality=Modality.ASSERTED, stage="hand/1")


def first() -> Draft:
    return told(
        "The Daily",
        FIRST,
        NOOR,
        COMMAND,
        MAYOR,
        RIVERS,
        claims=(
            ("harakat-an-noor", "ASSAULT", "joint-river-command", "attacked the Joint River Command at dawn"),
            ("harakat-an-noor", "backed_by", "river-front", "The River Front backs Harakat an-Noor"),
        ),
    )


def second() -> Draft:
    words = "blamed the Front of the River instead"
    return told(
        "Other Voice",
        SECOND,
        NOUR,
        COMMAND,
        OTHERS,
        claims=(("harakat-al-nour", "opposed_to", "front-of-the-river", words),),
    )


def third() -> Draft:
    return told(
        "Southern Star",
        THIRD,
        COMMAND,
        MAYOR,
        RIVERS,
        claims=(("joint-river-command", "allied_with", "river-front", "promised jobs"),),
    )


def book(path: Address, *more: Draft) -> Ledger:
    """An opened book with the three reports and others."""
    ledger = Ledger.open(path)
    for draft in (first(), second(), third(), *more):
        ledger.keep(draft)
    return ledger


def decision(ruling: Ruling, actor: str | None = None, other: str | None = None, **given: object) -> Decision:
    return Decision(ruling=ruling, by="amal", at=AT, actor=actor, other=other, **given)  # type: ignore[arg-type]


def merge(actor: str, other: str, **given: object) -> Decision:
    return decision(Ruling.MERGE, actor, other, **given)


def undo(n: int) -> Decision:
    return decision(Ruling.UNDO, undoes=n)


IDS = ("harakat-an-noor", "harakat-al-nour", "joint-river-command", "person-odd-berg", "river-front",
       "front-of-the-river")  # fmt: skip


def answers(ledger: Ledger) -> dict[str, object]:
    """All that questions to the book can see of its actors."""
    everything = ClaimQuery(background=True)
    called = ledger.names()
    names = [*IDS, "Harakat an-Noor", "Harakat al-Nour", "Joint River Command", "RF", "Odd Berg", "Berg"]
    return {
        "claims": list(jsonl(ledger.claims(everything), ledger)),
        "csv": list(rows(ledger.claims(everything), ledger)),
        "of each": [
            [e.claim.id for e in ledger.claims(ClaimQuery(actors=(i,), order=Order.TIME))] for i in IDS
        ],
        "actors": [ledger.actor(i) for i in IDS],
        "found": [ledger.find(name) for name in names],
        "near": [ledger.near(word) for word in ("harakat", "river", "berg")],
        "names": [called[i] for i in IDS],
        "surfaces": [ledger.surfaces(i) for i in IDS],
        "connected": ledger.connected(limit=20),
    }


def named(told: Claim) -> set[str]:
    """Ids of those whom a claim names as it reads now."""
    return set(entities_of(told))
