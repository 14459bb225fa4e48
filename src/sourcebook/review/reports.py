"""A report with everything that it says, marked in its words."""

import unicodedata

from sourcebook.ledger import ClaimQuery, Entry, Source
from sourcebook.model.claim import Event
from sourcebook.model.judgement import Status
from sourcebook.review.kept import Kept, kept
from sourcebook.review.offsets import Offsets
from sourcebook.review.refusals import missing
from sourcebook.review.rows import first_printed
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.titles import claim_title
from sourcebook.review.words import Mark, Mention, ReportText

_SAMPLE = 4000  # characters from which the direction of the script is told
_LEFTWARD = frozenset({"R", "AL"})


@at_once
def report(shown: Shown, ident: str) -> ReportText:
    """A report with what it says.

    Args:
        shown: the book.
        ident: the report's whole id.

    Raises:
        Refused: the book has no such report.
    """
    ledger = shown.ledger
    source, text = ledger.source(ident), ledger.text(ident)
    if source is None or text is None:
        raise missing("report", ident)
    held, offsets = kept(shown), Offsets(text)
    return ReportText(
        id=ident,
        label=source.label,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        published=source.published.edtf if source.published else None,
        address=source.address,
        language=source.language,
        right_to_left=right_to_left(text),
        text=text,
        marks=[mark(e, offsets, shown) for e in _claims(shown, ident)],
        mentions=[
            Mention(
                start=offsets.to_units(m.start), end=offsets.to_units(m.end), entity=m.entity, kind=m.kind
            )
            for m in ledger.overview.mentions(ident)
        ],
        origin=first_printed(held, source),
        copies=_copies(held, source),
        reader=f"{source.reader}, {source.read_at.date().isoformat()}",
    )


def _claims(shown: Shown, ident: str) -> list[Entry]:
    """All claims of a report, those rejected too, in the order of its text."""
    asked = ClaimQuery(report=ident, background=True)
    rejected = ClaimQuery(report=ident, background=True, status=Status.REJECTED)
    found = {e.claim.id: e for query in (asked, rejected) for e in shown.ledger.claims(query)}
    return sorted(found.values(), key=lambda e: (e.claim.quote.start, e.claim.quote.end, e.claim.id))


def mark(entry: Entry, offsets: Offsets, shown: Shown) -> Mark:
    """A claim's words in its report.

    Args:
        entry: the claim.
        offsets: of the report's text.
        shown: the book.
    """
    claim, fact = entry.claim, entry.claim.fact
    event = fact if isinstance(fact, Event) else None
    trigger = (offsets.to_units(event.trigger.start), offsets.to_units(event.trigger.end)) if event else None
    return Mark(
        claim=claim.id,
        start=offsets.to_units(claim.quote.start),
        end=offsets.to_units(claim.quote.end),
        trigger=trigger,
        kind="event" if event else "relation",
        type=str(fact.type if isinstance(fact, Event) else fact.predicate),
        modality=str(claim.modality),
        status=str(entry.standing.status),
        background=claim.background,
        title=claim_title(claim, shown.names),
    )


def right_to_left(text: str) -> bool:
    """Whether most letters of a text run from right to left.

    Args:
        text: any text.
    """
    sides = [unicodedata.bidirectional(c) for c in text[:_SAMPLE]]
    return sum(s in _LEFTWARD for s in sides) > sum(s == "L" for s in sides)


def _copies(held: Kept, source: Source) -> list[str]:
    """Labels of the other reports that are mostly the same words, when they were printed here first."""
    origin, same = held.story.printed(source.id)
    if origin != source.id:
        return []
    others = (held.shown.ledger.source(i) for i in same if i != source.id)
    return [one.label for one in others if one is not None]
