"""The story kit as a book: what the hand says its reports tell, kept as a reader's drafts are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scoring import ROLES, STAGE, Story, load

from sourcebook.export.interchange import entities_of
from sourcebook.knowledge.actor_checks import state_codes
from sourcebook.knowledge.actors import actors
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Claim, Modality, Predicate, Relation
from sourcebook.model.record import Draft
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, When
from sourcebook.story.linker import link_new

_PERSON = {Predicate.LED_BY: "o", Predicate.HOLDS_OFFICE: "s"}
_SPOTS = {
    Predicate.CONTROLS: "o",
    Predicate.BASED_AT: "o",
    Predicate.OPERATES_IN: "o",
    Predicate.LOCATED_IN: "so",
    Predicate.ADJOINS: "so",
    Predicate.CONNECTS: "so",
}
"""Which ends of a tie are places."""
_CHANGED = frozenset({"leader_lost", "leader_installed"})


def kept(folder: Path, book: Path) -> Ledger:
    """A book in which every report of a story was kept when the hand says that it was read.

    Args:
        folder: the story's.
        book: where the book is to lie.
    """
    story = load(folder, same=True)
    ledger = Ledger.open(book)
    for row in story.rows["reports"]:
        ledger.keep(_draft(story, row["file"]), at=moment(row["read"]))
        link_new(ledger)
    return ledger


def moment(value: datetime) -> datetime:
    """A moment of the story, in UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def end(story: Story, name: str, report: str = "") -> str:
    """Id of an actor or place of a story by its name; a place when a claim or tie puts something there."""
    return story.atlas.place(name).id if name in _places(story) else story.who(name, report)


def _places(story: Story) -> set[str]:
    ties = (*story.rows["ties"], *story.rows["holds"])
    there = {row[part] for row in ties for part in _SPOTS.get(Predicate(row["p"]), ())}
    return there | {row["where"] for row in story.rows["claims"] if row.get("where")}


def _draft(story: Story, file: str) -> Draft:
    report = story.reports[file]
    claims = [story.entries[row["id"]].claim for row in story.rows["claims"] if row["report"] == file]
    claims += [_tie(story, row) for row in story.rows["ties"] if row["report"] == file]
    named = sorted({i for c in claims for i in entities_of(c)})
    names, people = _names(story, report.id), _people(story)
    return Draft(
        report=report,
        actors=tuple(_actor(i, names.get(i, i), people) for i in named if i not in story.places),
        places=tuple(story.places[i] for i in named if i in story.places),
        mentions=(),
        claims=tuple(claims),
        reader=STAGE,
    )


def _names(story: Story, report: str) -> dict[str, str]:
    """From ids to names, as one report has them."""
    said = (row[r] for row in story.rows["claims"] for r in ROLES if r in row)
    ends = (row[part] for row in story.rows["ties"] for part in ("s", "o"))
    every = [*(n for names in said for n in names), *ends]
    return {story.who(n, report): n for n in sorted(every, key=len)}


def _people(story: Story) -> set[str]:
    """Ids of those who lead, hold an office, or are the leader who is lost or installed."""
    of_ties = {row[_PERSON[p]] for row in story.rows["ties"] if (p := Predicate(row["p"])) in _PERSON}
    rows = (row for row in story.rows["claims"] if row.get("mode") in _CHANGED)
    every = of_ties | {n for row in rows for n in row.get("recipient", ())}
    return {story.who(n, "") for n in every}


def _actor(ident: str, name: str, people: set[str]) -> Actor:
    entry = actors().get(ident)
    if entry is not None:
        return Actor(id=ident, name=entry.name, kind=entry.kind, known=True)
    kind = (
        ActorKind.STATE
        if ident in state_codes()
        else ActorKind.PERSON
        if ident in people
        else ActorKind.OTHER
    )
    return Actor(id=ident, name=name, kind=kind)


def _tie(story: Story, row: Mapping[str, Any]) -> Claim:
    report = story.reports[row["report"]]
    start = report.text.index(row["q"])
    fact = Relation(
        subject=end(story, row["s"], report.id),
        predicate=Predicate(row["p"]),
        object=end(story, row["o"], report.id),
        since=_when(row.get("since")),
        until=_when(row.get("until")),
    )
    return Claim(
        report=report.id,
        fact=fact,
        quote=Span(start=start, end=start + len(row["q"])),
        modality=Modality(row["modality"]),
        stage=f"{STAGE} {row['id']}",
        speaker=row.get("speaker"),
    )


def _when(said: object) -> When | None:
    return When.parse(str(said), ground=Ground.STATED) if said else None
