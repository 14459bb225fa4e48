"""Everything about one claim."""

from sourcebook.ledger import Entry
from sourcebook.model.claim import Event
from sourcebook.review.books import Books
from sourcebook.review.fields import fields
from sourcebook.review.kept import Kept, kept
from sourcebook.review.refusals import missing
from sourcebook.review.rows import judged_change, quotes, rows
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.things import the_tie
from sourcebook.review.words import ClaimDetail, ClaimRow, Quote

_OTHERS = 60  # other claims of the same incident or tie that are shown


@at_once
def claim(books: Books, shown: Shown, ident: str) -> ClaimDetail:
    """Everything about a claim.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        ident: the claim's whole id.

    Raises:
        Refused: the book has no such claim.
    """
    ledger = shown.ledger
    entry = ledger.claim(ident)
    if entry is None:
        raise missing("claim", ident)
    books.worlds.built(shown)
    held = kept(shown)
    row = rows(held, [entry])[0]
    told, cue = entry.claim, entry.claim.cue
    text = ledger.text(told.report) or ""
    about = {ident, *(one.judgement.claim for one in entry.standing.history if one.judgement.claim)}
    return ClaimDetail(
        row=row,
        fields=fields(entry, shown.names),
        stage=told.stage,
        cue=cue.of(text) if cue else None,
        holders=list(told.holders),
        history=[judged_change(one) for one in ledger.overview.about(about)],
        others=_others(books, held, entry, row),
        again=entry.standing.again,
    )


def _others(books: Books, held: Kept, entry: Entry, row: ClaimRow) -> list[Quote]:
    """What else tells the same incident or tie."""
    ids: list[str] = []
    if isinstance(entry.claim.fact, Event):
        ids = _incident(books, held, row)
    elif row.tie is not None:
        line = the_tie(books, held.shown, row.tie)
        ids = list(line.claims) if line else []
    wanted = [i for i in ids if i != row.id][:_OTHERS]
    return quotes(held, held.shown.ledger.entries(wanted))


def _incident(books: Books, held: Kept, row: ClaimRow) -> list[str]:
    if row.incident is None:
        return []
    built = books.worlds.built(held.shown)
    line = built.lines.by_id.get(row.incident) if built else None
    if line is not None:
        return list(line.claims)
    return [e.claim.id for one in held.story.holding([row.id]) for e in one.entries]
