"""Everything about one incident, and about one tie."""

from collections.abc import Iterable
from datetime import date

from sourcebook.ledger import Entry
from sourcebook.model.claim import Event, Predicate, Toll
from sourcebook.review.books import Books
from sourcebook.review.kept import kept
from sourcebook.review.refusals import missing
from sourcebook.review.rows import named, quotes
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.titles import tie_title
from sourcebook.review.words import Contradiction, Figure, IncidentDetail, Quote, TieDetail, Value
from sourcebook.review.world.lines import IncidentLine, TieLine, incident_title, settled, tie_line
from sourcebook.story import incident as incidents
from sourcebook.story.clashes import TOLLS, Clash, Field, tolls_of
from sourcebook.view.words import drawn, number

Said = dict[str, Quote]
_MOST = 200  # claims of one incident or tie whose words are shown


@at_once
def incident(books: Books, shown: Shown, ident: str) -> IncidentDetail:
    """Everything about an incident.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        ident: its id.

    Raises:
        Refused: the book has no such incident.
    """
    one = _the_incident(books, shown, ident)
    held = kept(shown)
    said = {q.claim: q for q in quotes(held, one.entries[:_MOST])}
    return IncidentDetail(
        id=one.id,
        title=incident_title(one, shown.names),
        type=str(one.type),
        when=one.when.edtf if one.when else None,
        when_agreed=one.when_agreed,
        where=named(held, one.where) if one.where else None,
        where_agreed=one.where_agreed,
        doers=[_party(p, shown, said) for p in one.doers],
        targets=[_party(p, shown, said) for p in one.targets],
        figures=[_figure(field, figure, said) for field, figure in one.tolls.items()],
        contradictions=[told for c in one.clashes if (told := _contradiction(c, shown, said)) is not None],
        said=_of(one.entries, said),
        claimed=_ids(one.claimed),
        hedged=_ids(one.hedged),
        denied=_ids(one.denied),
        origins=one.origins,
        aggregate=one.aggregate,
        status=settled(one.entries),
    )


def _the_incident(books: Books, shown: Shown, ident: str) -> incidents.Incident:
    built = books.worlds.built(shown)
    line = built.lines.by_id.get(ident) if built else None
    if built is not None and not isinstance(line, IncidentLine):
        raise missing("incident", ident)
    claims = line.claims if line else (ident.removeprefix("i"),)
    found = [one for one in kept(shown).story.holding(claims) if one.id == ident]
    if not found or not ident.startswith("i"):
        raise missing("incident", ident)
    return found[0]


def _party(party: incidents.Party, shown: Shown, said: Said) -> Value:
    return Value(shown=shown.names[party.actor], entity=party.actor, said=_of(party.said, said))


def _figure(field: Field, figure: incidents.Figure, said: Said) -> Figure:
    low, best, high = figure.low, figure.best, figure.high
    span = f"{low:,} to {high:,}" if low is not None and high is not None and low != high else ""
    point = f"{best:,}" if best is not None else ""
    told = f"{point} ({span})" if span and point else span or point or "some"
    return Figure(
        field=str(field),
        shown=f"{told} or more" if figure.open and told != "some" else told,
        low=low,
        best=best,
        high=high,
        said=_of(figure.said, said),
    )


def _contradiction(clash: Clash, shown: Shown, said: Said) -> Contradiction | None:
    one, other = said.get(clash.one.claim.id), said.get(clash.other.claim.id)
    if one is None or other is None:
        return None
    return Contradiction(
        field=str(clash.field),
        one=one,
        one_says=_says(clash.one, clash.field, shown),
        other=other,
        other_says=_says(clash.other, clash.field, shown),
        update=clash.update,
    )


def _says(entry: Entry, field: Field, shown: Shown) -> str:
    """What a claim says of a field, in words."""
    fact = entry.claim.fact
    if not isinstance(fact, Event):
        return ""
    if field in TOLLS:
        toll: Toll | None = tolls_of(fact).get(field)
        return number(toll) if toll else ""
    if field is Field.WHEN:
        return drawn(fact.when)
    if field is Field.WHERE:
        return shown.names[fact.where.place] if fact.where else "no place"
    if field is Field.ACTOR:
        doers = (*fact.actor, *fact.claimant, *fact.attributed_to)
        return ", ".join(shown.names[i] for i in doers) or "nobody"
    return str(entry.claim.modality)


@at_once
def tie(books: Books, shown: Shown, ident: str, *, day: date | None = None) -> TieDetail:
    """Everything about a tie.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        ident: its id.
        day: what reports of later days say is left out; None for all.

    Raises:
        Refused: the book has no such tie.
    """
    line = the_tie(books, shown, ident)
    if line is None:
        raise missing("tie", ident)
    held = kept(shown)
    wanted = (*line.said, *line.began, *line.ended, *line.denied)
    entries = shown.ledger.entries(list(dict.fromkeys(wanted))[:_MOST])
    said = {q.claim: q for q in quotes(held, [e for e in entries if published_by(e, day)])}
    return TieDetail(
        id=line.id,
        subject=named(held, line.subject),
        predicate=line.predicate,
        object=named(held, line.object),
        title=tie_title(line.subject, Predicate(line.predicate), line.object, shown.names),
        since=line.since,
        until=line.until,
        said=_by_id(line.said, said),
        began=_by_id(line.began, said),
        ended=_by_id(line.ended, said),
        denied=_by_id(line.denied, said),
        conflicts=list(line.disagreements),
        status=line.status,
    )


def published_by(entry: Entry, day: date | None) -> bool:
    """Whether a claim's report was out on a day; one without a date counts as out.

    Args:
        entry: the claim.
        day: the day; None for any.
    """
    out = entry.source.published.first if entry.source.published else None
    return day is None or out is None or out <= day


def the_tie(books: Books, shown: Shown, ident: str) -> TieLine | None:
    """A tie as a line; None when the book has none of that id.

    Without the world, which has all of them, only ties that a claim tells of are found, by those claims.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        ident: its id.
    """
    built = books.worlds.built(shown)
    if built is not None:
        line = built.lines.by_id.get(ident)
        return line if isinstance(line, TieLine) else None
    spans = kept(shown).gathered.ties
    return next((tie_line(s) for s in spans if s.id == ident), None)


def _of(entries: Iterable[Entry], said: Said) -> list[Quote]:
    return _by_id(_ids(entries), said)


def _by_id(ids: Iterable[str], said: Said) -> list[Quote]:
    return [said[i] for i in ids if i in said]


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [e.claim.id for e in entries]
