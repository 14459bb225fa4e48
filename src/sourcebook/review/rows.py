"""Claims as rows with their quotes, names with their kinds, and judgements and decisions as changes."""

from collections.abc import Iterable, Mapping

from sourcebook.asof.spans import key_of
from sourcebook.ledger import Entry, Source
from sourcebook.ledger.requests import last_of
from sourcebook.model.claim import Event, Relation
from sourcebook.model.identity import Decided
from sourcebook.model.judgement import Judged
from sourcebook.model.text import digest
from sourcebook.review.kept import Kept
from sourcebook.review.titles import claim_title
from sourcebook.review.words import Change, ClaimRow, Named, Quote
from sourcebook.view.judged import decision_in_words, in_words
from sourcebook.view.mark import marked


def quotes(kept: Kept, entries: Iterable[Entry]) -> list[Quote]:
    """The words of some claims, each once, in their order.

    Args:
        kept: the book.
        entries: claims.
    """
    every = list({e.claim.id: e for e in entries}.values())
    texts = kept.shown.ledger.overview.texts({e.claim.report for e in every})
    return [_quote(kept, e, texts[e.claim.report]) for e in every]


def quote(kept: Kept, entry: Entry) -> Quote:
    """The words of one claim.

    Args:
        kept: the book.
        entry: the claim.
    """
    return quotes(kept, [entry])[0]


def _quote(kept: Kept, entry: Entry, text: str) -> Quote:
    claim, source = entry.claim, entry.source
    told = marked(text, claim.quote)
    return Quote(
        claim=claim.id,
        report=claim.report,
        label=source.label,
        published=source.published.edtf if source.published else None,
        before=told.before,
        words=told.words,
        after=told.after,
        speaker=claim.speaker,
        modality=str(claim.modality),
        stance=str(claim.stance),
        status=str(entry.standing.status),
        score=claim.score,
        copy_of=_first_printed(kept, entry),
    )


def _first_printed(kept: Kept, entry: Entry) -> str | None:
    """What to call the report that printed a claim's words first; None when it is its own."""
    return _called(kept, kept.story.first_print(entry), entry.source)


def first_printed(kept: Kept, source: Source) -> str | None:
    """What to call the report that printed a report's words first; None when it is no copy.

    Args:
        kept: the book.
        source: the report.
    """
    return _called(kept, kept.story.printed(source.id)[0], source)


def _called(kept: Kept, origin: str, source: Source) -> str | None:
    if origin in (source.id, source.publisher):
        return None
    first = kept.shown.ledger.source(origin)
    return first.label if first else origin


def rows(kept: Kept, entries: Iterable[Entry]) -> list[ClaimRow]:
    """Claims as lists show them.

    Args:
        kept: the book.
        entries: claims.
    """
    every = list({e.claim.id: e for e in entries}.values())
    said = {q.claim: q for q in quotes(kept, every)}
    incidents = incidents_of(kept, every)
    return [_row(kept, e, said[e.claim.id], incidents) for e in every]


def incidents_of(kept: Kept, entries: Iterable[Entry]) -> dict[str, str]:
    """Ids of the incidents of claims that are told in their own right, by the ids of the claims.

    Args:
        kept: the book.
        entries: claims.
    """
    told = {e.claim.id for e in entries if isinstance(e.claim.fact, Event) and not e.claim.background}
    if not told:
        return {}
    if (known := kept.incident_of) is not None:
        return {c: ident for c in told if (ident := known(c))}
    return {e.claim.id: one.id for one in kept.story.holding(told) for e in one.entries}


def tie_of(fact: Relation) -> str:
    """Id of the tie over time that a claim tells of.

    Args:
        fact: what it says.
    """
    return "t" + digest(*key_of(fact.subject, fact.predicate, fact.object))


def _row(kept: Kept, entry: Entry, said: Quote, incidents: Mapping[str, str]) -> ClaimRow:
    claim, names = entry.claim, kept.shown.names
    fact = claim.fact
    event = fact if isinstance(fact, Event) else None
    when = fact.when if isinstance(fact, Event) else fact.since or fact.until
    return ClaimRow(
        id=claim.id,
        kind="event" if event else "relation",
        type=str(fact.type if isinstance(fact, Event) else fact.predicate),
        title=claim_title(claim, names),
        when=when.edtf if when else None,
        where=names[event.where.place] if event and event.where else None,
        modality=str(claim.modality),
        status=str(entry.standing.status),
        score=claim.score,
        background=claim.background,
        quote=said,
        incident=incidents.get(claim.id),
        tie=tie_of(fact) if isinstance(fact, Relation) else None,
        version=last_of(entry.standing),
    )


def named(kept: Kept, ident: str) -> Named:
    """An actor or place with its name and kind; a country that no report names is a place, too.

    Args:
        kept: the book.
        ident: its id.
    """
    if ident not in kept.called:
        look_up(kept, (ident,))
    return kept.called[ident]


def look_up(kept: Kept, idents: Iterable[str]) -> None:
    """Look up what many actors and places are called in one question, before each is asked for.

    Args:
        kept: the book.
        idents: their ids.
    """
    new = sorted(set(idents) - kept.called.keys())
    if not new:
        return
    shown = kept.shown
    actors, places = shown.ledger.overview.actors(new), shown.ledger.overview.places(new)
    shown.names.fetch(new)
    for ident in new:
        found = places.get(ident) or actors.get(ident)
        kept.called[ident] = Named(
            id=ident,
            name=found.name if found else shown.names[ident],
            kind=str(found.kind) if found else None,
            place=ident in places or (found is None and ident.startswith("place:")),
        )


def judged_change(one: Judged) -> Change:
    """A judgement as history shows it.

    Args:
        one: the judgement with its number.
    """
    told = one.judgement
    return Change(
        n=one.n,
        sort="judgement",
        verdict=str(told.verdict),
        by=told.by,
        at=told.at.isoformat(),
        note=told.note,
        words=in_words(told),
        undone=one.undone is not None,
    )


def decided_change(one: Decided, names: Mapping[str, str]) -> Change:
    """A decision about who is who as history shows it.

    Args:
        one: the decision with its number.
        names: ids to names.
    """
    told = one.decision
    return Change(
        n=one.n,
        sort="decision",
        verdict=str(told.ruling),
        by=told.by,
        at=told.at.isoformat(),
        note=told.note or told.overrule,
        words=decision_in_words(told, names),
        undone=one.undone is not None,
    )
