"""Questions about time and networks: diff, posture, reach, hinges; what to judge first; what was judged."""

from collections.abc import Iterable
from datetime import date
from heapq import merge

from sourcebook.asof import hinges as hinging
from sourcebook.asof import posture as postures
from sourcebook.asof import reach as reaching
from sourcebook.asof.changes import Between, Change, Sort, changes
from sourcebook.asof.picture import Basis, Part, Picture
from sourcebook.errors import ValueProblem
from sourcebook.ledger import Entry
from sourcebook.model.judgement import Status
from sourcebook.review import words
from sourcebook.review.books import Shown
from sourcebook.review.kept import Kept, kept
from sourcebook.review.rows import (
    decided_change,
    incidents_of,
    judged_change,
    look_up,
    named,
    quote,
    quotes,
    rows,
)
from sourcebook.review.titles import claim_title, tie_title
from sourcebook.view.asked import no_person, picture_of, the_actor, the_removal
from sourcebook.view.held import ids_of, read
from sourcebook.view.queue import worth_judging

MOST_REMOVED = 50
"""Things that may be thought away at once."""


def diff(shown: Shown, first: date, last: date, name: str | None = None) -> words.Diff:
    """What changed between two days, both included.

    Args:
        shown: the book.
        first: first day.
        last: last day.
        name: of an actor or place that must have a part in it; None for all.

    Raises:
        NameProblem: nobody and nothing is called so.
        ValueProblem: the days are the wrong way round.
    """
    if first > last:
        raise ValueProblem(f"{first} lies after {last}; exchange the two")
    held = kept(shown)
    ids = ids_of(shown.ledger, name) if name else None
    told = held.answer(("told",), lambda: read(shown.ledger, claims=held.gathered.entries))
    between = Between(first=first, last=last)
    every = held.answer(
        ("diff", first, last),
        lambda: changes(told.entries, between=between, names=told.names, kinds=told.kinds),
    )
    found = [c for c in every if ids is None or not ids.isdisjoint(c.parties)]
    heads = [c.entries[0] for c in found if c.tie is None and c.entries]
    incidents = incidents_of(held, heads)
    lines = [_line(held, c, incidents) for c in found]
    return words.Diff(first=first.isoformat(), last=last.isoformat(), lines=lines)


def _line(held: Kept, change: Change, incidents: dict[str, str]) -> words.DiffLine:
    tie, names = change.tie, held.shown.names
    if tie is not None:
        title = tie_title(tie.subject, tie.predicate, tie.object, names)
    else:
        title = claim_title(change.entries[0].claim, names)
    if change.conflict is not None:
        title = f"{title}: {change.conflict.words}"
    happened = change.sort is Sort.HAPPENED or tie is None
    return words.DiffLine(
        sort=str(change.sort),
        when=change.when.edtf if change.when else None,
        title=title,
        tie=tie.id if tie else None,
        incident=incidents.get(change.entries[0].claim.id) if happened and change.entries else None,
        said=quotes(held, change.entries),
    )


def posture(
    shown: Shown, actor: str, target: str, *, background: bool = False, day: date | None = None
) -> words.Posture:
    """What an actor does about a target, in time order.

    Args:
        shown: the book.
        actor: name or id.
        target: name or id.
        background: whether steps that a report only alludes to come too.
        day: what is asked as of; None for all days.

    Raises:
        NameProblem: the book knows nobody of a name, or several.
    """
    held = kept(shown)
    doer, aim = the_actor(shown.ledger, actor), the_actor(shown.ledger, target)
    picture = picture_of(shown.ledger, day, told=held.gathered)
    found = postures.posture(picture, doer, aim, background=background)
    return words.Posture(
        actor=_parts(held, found.actor),
        target=_parts(held, found.target),
        steps=[_step(held, step) for step in found.steps],
    )


def _parts(held: Kept, parts: Iterable[Part]) -> list[words.Named]:
    return [named(held, p.id) for p in parts]


def _step(held: Kept, step: postures.Step) -> words.PostureStep:
    return words.PostureStep(
        move=str(step.move),
        phase=str(step.phase) if step.phase else None,
        when=step.when.edtf if step.when else None,
        by=_parts(held, step.by),
        possibly=step.possibly,
        claim=step.entry.claim.id,
        said=quote(held, step.entry),
    )


def reach(
    shown: Shown,
    actor: str,
    *,
    without: Iterable[str] = (),
    members: bool = False,
    day: date | None = None,
) -> words.Reach:
    """To which places an actor can get, and what is lost without something.

    Args:
        shown: the book.
        actor: name or id of a body.
        without: names or ids of places, bodies and ties that are thought away.
        members: whether it also starts from where its parts and fronts are.
        day: what is asked as of; None for all days.

    Raises:
        NameProblem: the book knows nothing of a name, or several.
        ValueProblem: somebody asks after a person, or thinks too much away.
    """
    held, gone = kept(shown), list(without)
    if len(gone) > MOST_REMOVED:
        raise ValueProblem(f"{len(gone)} things are thought away; {MOST_REMOVED} at most")
    ids = the_actor(shown.ledger, actor)
    no_person(shown.ledger, ids)
    picture = picture_of(shown.ledger, day, told=held.gathered)
    if not gone:
        return _reach(held, picture, reaching.reach(picture, ids, parts=members))
    found = reaching.loss(picture, ids, the_removal(shown.ledger, picture, gone), parts=members)
    return _reach(held, picture, found.after, found)


def _reach(
    held: Kept, picture: Picture, found: reaching.Reach, loss: reaching.Loss | None = None
) -> words.Reach:
    return words.Reach(
        actor=_parts(held, found.parts),
        hops=[_hop(held, h) for h in found.hops],
        lost=[_hop(held, h) for h in loss.lost] if loss else [],
        said_lost=quotes(held, loss.said) if loss else [],
        without=_removed(held, picture, loss.removal) if loss else [],
        closed=[named(held, i) for i in sorted(found.closed)],
        apart=[named(held, i) for i in dict.fromkeys(p.place for p in found.apart)],
    )


def _hop(held: Kept, hop: reaching.Hop) -> words.Hop:
    return words.Hop(
        place=named(held, hop.place),
        start=named(held, hop.start) if hop.start else None,
        way=str(hop.way),
        partly=hop.partly,
        doubt=hop.basis.doubt,
        known=list(hop.basis.known),
        said=quotes(held, (*hop.basis.entries, *hop.there)),
        ties=list(hop.basis.ties),
    )


def _removed(held: Kept, picture: Picture, removal: reaching.Removal) -> list[words.Named]:
    things = [named(held, i) for i in (*sorted(removal.places), *sorted(removal.actors))]
    return things + [
        words.Named(
            id=tie.id,
            name=tie_title(tie.subject, tie.predicate, tie.object, held.shown.names),
            kind="tie",
            place=False,
        )
        for tie in picture.ties
        if tie.id in removal.ties
    ]


def hinges(shown: Shown, *, day: date | None = None) -> list[words.HingeLine]:
    """Bodies, places and ties without which a network falls apart, what cuts off most first.

    Args:
        shown: the book.
        day: what is asked as of; None for all days.
    """
    held = kept(shown)
    picture = picture_of(shown.ledger, day, told=held.gathered)
    return held.answer(("hinges", day), lambda: _hinges(held, picture))


def _hinges(held: Kept, picture: Picture) -> list[words.HingeLine]:
    found = hinging.hinges(picture)
    look_up(held, (i for h in found for part in (h.ends, *h.apart) for i in part))
    return [_hinge(held, h) for h in found]


def _hinge(held: Kept, hinge: hinging.Hinge) -> words.HingeLine:
    single = len(hinge.ends) == 1
    ends = [named(held, i) for i in hinge.ends]
    said: dict[str, Entry] = {e.claim.id: e for b in hinge.basis for e in b.entries}
    return words.HingeLine(
        entity=ends[0] if single else None,
        tie=None if single else _first_tie(hinge.basis),
        title=ends[0].name if single else f"{ends[0].name} and {ends[1].name}",
        parts=[[named(held, i) for i in group] for group in hinge.apart],
        said=quotes(held, said.values()),
    )


def _first_tie(basis: Iterable[Basis]) -> str | None:
    return next((tie for b in basis for tie in b.ties), None)


def queue(shown: Shown, *, limit: int) -> words.Queue:
    """What to judge first, with the reasons.

    Args:
        shown: the book.
        limit: at most so many.
    """
    held = kept(shown)
    told = [e for e in held.entries if not e.claim.background]
    wanted = held.answer(("queue", limit), lambda: worth_judging(told, limit=limit))
    why = {w.entry.claim.id: list(w.why) for w in wanted}
    rejected = len(shown.ledger.standings().with_status(Status.REJECTED))
    open_ = sum(e.standing.status is Status.CANDIDATE for e in told)
    return words.Queue(
        items=[words.Wanted(claim=r, reasons=why[r.id]) for r in rows(held, (w.entry for w in wanted))],
        judged=len(told) - open_ + rejected,
        total=len(told) + rejected,
    )


def history(shown: Shown, *, limit: int, cursor: str | None = None) -> tuple[list[words.Change], str | None]:
    """Judgements and decisions, newest first, and where to go on.

    Args:
        shown: the book.
        limit: at most so many.
        cursor: where the page before ended; None for the newest.

    Raises:
        ValueProblem: the cursor is none that was given out.
    """
    below_judgement, below_decision = _cursor(cursor)
    judged = [judged_change(j) for j in shown.ledger.judgements() if j.n < below_judgement]
    decided = [decided_change(d, shown.names) for d in shown.ledger.decisions() if d.n < below_decision]
    # each in the order of its numbers: what was imported late may tell of an earlier time
    both = list(merge(reversed(judged), reversed(decided), key=lambda c: c.at, reverse=True))
    page = both[:limit]
    if len(both) <= limit:
        return page, None
    ends = {"judgement": below_judgement, "decision": below_decision}
    for one in page:
        ends[one.sort] = min(ends[one.sort], one.n)
    return page, f"{ends['judgement']}.{ends['decision']}"


_ALL = 2**62


def _cursor(cursor: str | None) -> tuple[int, int]:
    if cursor is None:
        return _ALL, _ALL
    one, dot, other = cursor.partition(".")
    if not (dot and cursor.isascii() and one.isdecimal() and other.isdecimal() and len(cursor) <= 40):  # noqa: PLR2004 - digits of two numbers
        raise ValueProblem(f"{cursor!r} is no place in the history; take the one that the page before gave")
    return int(one), int(other)
