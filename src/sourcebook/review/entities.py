"""Everything about one actor or place, and finding them by name."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import Path

from sourcebook.knowledge.actor_entry import ActorEntry
from sourcebook.knowledge.actors import actors as known_actors
from sourcebook.ledger import ClaimQuery
from sourcebook.ledger.fold import fold
from sourcebook.ledger.overlook import Called
from sourcebook.ledger.query import Order
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Predicate
from sourcebook.model.where import Place
from sourcebook.review.books import Books
from sourcebook.review.kept import Kept, kept
from sourcebook.review.lists import claim_rows, report_rows
from sourcebook.review.refusals import missing
from sourcebook.review.rows import decided_change, quotes
from sourcebook.review.rows import named as looked_up
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.words import Change, EntityDetail, Found, Lookalike, Named, Quote
from sourcebook.review.world.entities import country
from sourcebook.review.world.lines import IncidentLine, TieLine, may_hold
from sourcebook.view.known import known_names
from sourcebook.view.places import somewhere
from sourcebook.view.who import other_names, surface_names

_REPORTS = 200  # reports that are named, the newest first
_TIES = 500
_NO_ENTRY = "listed in the knowledge files as somebody else"


@at_once
def entity(books: Books, shown: Shown, ident: str, *, day: date | None = None) -> EntityDetail:
    """Everything about an actor or a place.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        ident: any of its ids.
        day: ties and incidents as of it; None for all.

    Raises:
        Refused: the book knows nobody and no place of that id.
    """
    ledger, held = shown.ledger, kept(shown)
    found = ledger.place(ident) or ledger.actor(ident) or country(ident)
    entry = known_actors(books.settings.project).get(found.id if found else ident)
    if found is None and entry is None:
        raise missing("actor or place", ident)
    top = found.id if found else ident
    ties, incidents = _lines(books, shown, top, day)
    reports = ledger.overview.naming(top, limit=_REPORTS)
    return EntityDetail(
        entity=_named(top, found, entry),
        names=_names(shown, found, entry),
        state=_state(found, entry),
        known=entry is not None or bool(found and found.known),
        about=[entry.description] if entry and entry.description else [],
        lookalikes=_lookalikes(books, held, top, found, entry, ties),
        members=[looked_up(held, m) for m in found.members] if isinstance(found, Actor) else [],
        ties=[t.id for t in ties][:_TIES],
        incidents=incidents,
        reports={r: source.label for r in reports if (source := ledger.source(r))},
        decisions=_decisions(shown, top),
    )


def _named(ident: str, found: Actor | Place | None, entry: ActorEntry | None) -> Named:
    one = found or entry
    name, kind = (one.name, str(one.kind)) if one else (ident, None)
    return Named(id=ident, name=name, kind=kind, place=isinstance(found, Place))


def _names(shown: Shown, found: Actor | Place | None, entry: ActorEntry | None) -> list[str]:
    """Names in reports, the most frequent first, then those on record."""
    if found is None:
        return [n.text for n in entry.names] if entry else []
    said = surface_names(found, shown.ledger.surfaces(found.id))
    return list(dict.fromkeys((found.name, *said, *other_names(found))))


def _state(found: Actor | Place | None, entry: ActorEntry | None) -> str | None:
    if isinstance(found, Place):
        return somewhere(found) or None
    return (found.state if found else None) or (entry.state if entry else None)


def _lines(books: Books, shown: Shown, ident: str, day: date | None) -> tuple[list[TieLine], int]:
    """Its ties, and the number of its incidents; none until the world is there."""
    built = books.worlds.built(shown)
    lines = built.lines.naming(ident) if built else []
    ties = [x for x in lines if isinstance(x, TieLine) and may_hold(x, day)]
    begun = (x for x in lines if isinstance(x, IncidentLine))
    return ties, sum(day is None or (x.first or "") <= day.isoformat() for x in begun)


def _lookalikes(
    books: Books, held: Kept, ident: str, found: Actor | Place | None, entry: ActorEntry | None,
    ties: Iterable[TieLine],
) -> list[Lookalike]:  # fmt: skip
    """For whom it is easily taken: as files have it, as reports say, as people decided."""
    made: dict[str, Lookalike] = {}
    project = books.settings.project
    for one in entry.look_alikes if entry else ():
        made[one.other] = Lookalike(other=_file_named(held, one.other, project), why=one.why, quote=None)
    for tie in ties:
        if tie.predicate == Predicate.DISTINCT_FROM:
            other = tie.object if tie.subject == ident else tie.subject
            why = made[other].why if other in made else "a report tells the two apart"
            made[other] = Lookalike(other=looked_up(held, other), why=why, quote=_first_quote(held, tie))
    for other in found.distinct_from if isinstance(found, Actor) else ():
        if other not in made:
            made[other] = Lookalike(other=_file_named(held, other, project), why=_NO_ENTRY, quote=None)
    return list(made.values())


def _file_named(held: Kept, ident: str, project: Path | None) -> Named:
    """Somebody by name, whether the book or only the knowledge files have them."""
    entry = known_actors(project).get(ident)
    found = held.shown.ledger.actor(ident)
    return _named(ident, found, entry)


def _first_quote(held: Kept, tie: TieLine) -> Quote | None:
    return next(iter(quotes(held, held.shown.ledger.entries(tie.claims[:1]))), None)


def _decisions(shown: Shown, ident: str) -> list[Change]:
    """What people decided about it."""
    ids = {ident, *shown.ledger.who_is_who().sources(ident)}
    about = (d for d in shown.ledger.decisions() if {d.decision.actor, d.decision.other} & ids)
    return [decided_change(d, shown.names) for d in about]


@at_once
def suggest(books: Books, shown: Shown, words: str, *, place: bool | None, limit: int) -> list[Named]:
    """Actors and places by the beginning of a name; the knowledge files' own when the book has too few.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        words: as typed.
        place: whether places are wanted; None for both.
        limit: at most so many.
    """
    built = books.worlds.built(shown)
    found = shown.ledger.overview.called(words, place=place, limit=4 * limit)
    if built is not None:
        counts, at = built.everybody.columns.claims, built.everybody.at
        told = fold(words)
        order = sorted(
            range(len(found)),
            key=lambda n: (
                *_apart(found[n].name, told),
                -(counts[at[i]] if (i := found[n].id) in at else 0),
                n,
            ),
        )
        found = [found[n] for n in order]
    files = [] if place else _of_files(books, words)
    every = {n.id: n for n in chain(map(_of_called, found), files)}
    return list(every.values())[:limit]


def _apart(name: str, told: str) -> tuple[bool, bool]:
    """Whether a name is another one than was typed, and whether it begins otherwise."""
    folded = fold(name)
    return folded != told, not folded.startswith(told)


def _of_called(one: Called) -> Named:
    return Named(id=one.id, name=one.name, kind=one.kind, place=one.place)


def _of_files(books: Books, words: str) -> list[Named]:
    """Actors of the knowledge files of exactly that name."""
    if not words.strip():
        return []
    known = known_actors(books.settings.project)
    ids = known_names(words.strip(), books.settings.project)
    return [_named(i, None, known[i]) for i in ids if i in known]


@at_once
def search(books: Books, shown: Shown, words: str, *, limit: int) -> Found:
    """What one box finds.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        words: as typed.
        limit: at most so many of each sort.
    """
    held, told = kept(shown), words.strip()
    if not told:
        return Found(entities=[], claims=[], reports=[])
    query = ClaimQuery(search=told, background=True, order=Order.TIME, limit=limit)
    reports = shown.ledger.overview.reports(search=told)[-limit:][::-1]
    return Found(
        entities=suggest(books, shown, told, place=None, limit=limit),
        claims=claim_rows(held, shown.ledger.overview.ordered(query)),
        reports=report_rows(held, reports),
    )
