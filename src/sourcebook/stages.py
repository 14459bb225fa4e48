"""In which order? The stages of the reader, as a tuple that anyone can read, and `read`, which runs them.

A stage is told a reading and returns a fuller one. It opens no file but the knowledge that ships with the package or
lies in the user's project folder; where it runs is not its business. Its version rises whenever the same text could
give other claims.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sourcebook.draft import events, relations
from sourcebook.draft.dates import Dated
from sourcebook.draft.glimpse import head_of
from sourcebook.encode.see import Sight, see
from sourcebook.encode.weights import name, shipped
from sourcebook.find.dates import find_dates
from sourcebook.find.found import Found, Group
from sourcebook.find.groups import find_groups
from sourcebook.find.kinds import tell_kinds
from sourcebook.find.names import find_names
from sourcebook.find.numbers import number_words
from sourcebook.find.tolls import TollMention, find_tolls
from sourcebook.find.weapons import WeaponMention, find_weapons, weapon_words
from sourcebook.knowledge.outlets import outlet_named, outlet_of
from sourcebook.model.claim import Claim
from sourcebook.model.record import Draft
from sourcebook.model.text import Document, Mention, MentionKind, Report, digest
from sourcebook.parse import parse
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.who import resolve


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A report on its way to a draft; each stage fills what it answers for.

    Attributes:
        report: as intake gave it.
        project: folder with the user's own knowledge, or None.
        document: its grammar.
        names: names of persons, bodies, places and countries, with their kinds.
        groups: noun phrases that make people actors.
        dates: dates.
        tolls: numbers of people.
        weapons: weapons and means.
        sight: what the encoder sees in the words; None without its weights.
        cast: who and where the words mean.
        claims: what is said to happen and to hold.
    """

    report: Report
    project: Path | None = None
    document: Document | None = None
    names: tuple[Found, ...] = ()
    groups: tuple[Group, ...] = ()
    dates: tuple[Mention, ...] = ()
    tolls: tuple[TollMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    sight: Sight | None = None
    cast: Cast | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def doc(self) -> Document:
        """The document; the first stage makes it."""
        assert self.document is not None, "the parse stage comes first"  # noqa: S101 - STAGES is pinned by a test
        return self.document

    @property
    def who(self) -> Cast:
        """The cast; the resolve stage makes it."""
        assert self.cast is not None, "the resolve stage comes before drafting"  # noqa: S101 - STAGES is pinned by a test
        return self.cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the reader.

    Attributes:
        name: folder and question ("find.names").
        version: rises whenever the same text could give other claims.
        run: from a reading to a fuller one.
    """

    name: str
    version: int
    run: Callable[[Reading], Reading]

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


def _parse(r: Reading) -> Reading:
    return replace(r, document=parse(r.report))


def _encode(r: Reading) -> Reading:
    weights = shipped()
    bounds = [(r.doc.start[a], r.doc.end[b - 1]) for a, b in r.doc.sentences]
    return r if weights is None else replace(r, sight=see(weights, r.report.text, bounds))


def _names(r: Reading) -> Reading:
    return replace(r, names=tuple(tell_kinds(r.doc, find_names(r.doc, r.project), r.project, sight=r.sight)))


def _groups(r: Reading) -> Reading:
    return replace(r, groups=tuple(find_groups(r.doc, r.names, r.project)))


def _dates(r: Reading) -> Reading:
    return replace(r, dates=tuple(find_dates(r.report.text, published=r.report.published)))


def _tolls(r: Reading) -> Reading:
    return replace(r, tolls=tuple(find_tolls(r.doc, number_words(r.project))))


def _weapons(r: Reading) -> Reading:
    return replace(r, weapons=tuple(find_weapons(r.doc, weapon_words(r.project))))


def _resolve(r: Reading) -> Reading:
    outlet = outlet_of(r.report.address or "", r.project) or outlet_named(r.report.publisher or "", r.project)
    cast = resolve(r.doc, r.names, r.groups, r.report.id, r.project, outlet=outlet, dates=r.dates)
    return replace(r, cast=cast)


def _events(r: Reading) -> Reading:
    seen = events.Seen(
        dates=_with_tokens(r.doc, r.dates), tolls=list(r.tolls), weapons=list(r.weapons), sight=r.sight
    )
    return replace(r, claims=tuple(events.draft_events(r.doc, r.who, seen, r.report.id, r.project)))


def _relations(r: Reading) -> Reading:
    ties = relations.draft_relations(r.doc, r.who, r.claims, r.report.id, r.project, sight=r.sight)
    return replace(r, claims=(*r.claims, *ties))


STAGES: tuple[Stage, ...] = (
    Stage(name="parse", version=3, run=_parse),
    Stage(name="encode", version=4, run=_encode),
    Stage(name="find.names", version=7, run=_names),
    Stage(name="find.groups", version=4, run=_groups),
    Stage(name="find.dates", version=4, run=_dates),
    Stage(name="find.tolls", version=3, run=_tolls),
    Stage(name="find.weapons", version=1, run=_weapons),
    Stage(name="resolve", version=5, run=_resolve),
    Stage(name="draft.events", version=8, run=_events),
    Stage(name="draft.relations", version=7, run=_relations),
)
WEIGHTS = name()
"""Name of the encoder's weights; None when the package has none and rules read alone."""
RULES = f"rules/{digest(*map(str, STAGES))[:8]}"
"""Name of this reader without its encoder."""
READER = f"rules+encoder/{digest(*map(str, STAGES), WEIGHTS)[:8]}" if WEIGHTS else RULES
"""Name of this reader; another when any stage's version or the weights are another."""


def read(report: Report, *, project: Path | None = None) -> Draft:
    """Draft the record of one report.

    Args:
        report: as intake gave it.
        project: folder with the user's own knowledge (actors/, places/, lexicon/), or None.

    Returns:
        Who and where is named, and what is claimed of them, each with the words that say so.

    Raises:
        KnowledgeError: a file of the project does not hold together.
        Exception: a stage failed; a note on the error names the stage.
    """
    reading = Reading(report=report, project=project)
    for stage in STAGES:
        try:
            reading = stage.run(reading)
        except Exception as why:
            why.add_note(f"in stage {stage}")
            raise
    return _draft(reading)


def _draft(r: Reading) -> Draft:
    doc, cast = r.doc, r.who
    mentions = [
        Mention(
            span=doc.span(f.first, f.last), kind=f.kind, entity=e,
            sense=cast.senses.get((f.first, f.last)) if f.kind is MentionKind.PLACE else None,
        )
        for f, e in cast.mentions
    ]  # fmt: skip
    mentions += [Mention(span=doc.span(w.first, w.last), kind=MentionKind.WEAPON) for w in r.weapons]
    mentions += [Mention(span=doc.span(t.first, t.last), kind=MentionKind.COUNT) for t in r.tolls]
    return Draft(
        report=r.report,
        actors=tuple(cast.actors.values()),
        places=tuple(cast.places.values()),
        mentions=tuple(sorted((*mentions, *r.dates), key=lambda m: (m.span.start, m.span.end))),
        claims=tuple(sorted(r.claims, key=lambda c: (c.quote.start, c.quote.end))),
        reader=READER if r.sight is not None else RULES,
    )


def _with_tokens(doc: Document, dates: tuple[Mention, ...]) -> list[Dated]:
    """Dates with the tokens that hold them."""
    found = []
    for m in dates:
        first, last = doc.tokens(m.span.start, m.span.end)
        found.append(Dated(mention=m, first=first, last=last, head=head_of(doc, first, last)))
    return found
