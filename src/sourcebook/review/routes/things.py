"""Reports, claims, incidents, ties, actors and places: lists of them, and everything about one."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from sourcebook.review import claims as claims_of
from sourcebook.review import entities, lists, things
from sourcebook.review import reports as reports_of
from sourcebook.review.clock import last_day
from sourcebook.review.refusals import RESPONSES
from sourcebook.review.routes.asking import Asked, Day
from sourcebook.review.routes.held import Held, TheBooks
from sourcebook.review.words import (
    ClaimDetail,
    Claims,
    EntityDetail,
    Found,
    IncidentDetail,
    Named,
    ReportRows,
    ReportText,
    TieDetail,
)

router = APIRouter(responses=RESPONSES)
Limit = Annotated[int, Query(ge=1, le=500)]
Few = Annotated[int, Query(ge=1, le=50)]
Words = Annotated[str, Query(max_length=200)]
Cursor = Annotated[str | None, Query(max_length=300)]
Ident = Annotated[str, Path(max_length=300)]


@router.get("/reports")
def reports(
    books: TheBooks, held: Held, search: Words = "", limit: Limit = 100, cursor: Cursor = None
) -> ReportRows:
    """Reports, in the order of publication."""
    return lists.reports(books, held, search, limit=limit, cursor=cursor)


@router.get("/reports/{ident}")
def report(held: Held, ident: Ident) -> ReportText:
    """A report with what it says."""
    return reports_of.report(held, ident)


@router.get("/claims")
def claims(books: TheBooks, held: Held, asked: Asked, limit: Limit = 100, cursor: Cursor = None) -> Claims:
    """Claims, a page at a time."""
    return lists.claims(books, held, asked.query(held.ledger), limit=limit, cursor=cursor)


@router.get("/claims/{ident}")
def claim(books: TheBooks, held: Held, ident: Ident) -> ClaimDetail:
    """Everything about a claim."""
    return claims_of.claim(books, held, ident)


@router.get("/incidents/{ident}")
def incident(books: TheBooks, held: Held, ident: Ident) -> IncidentDetail:
    """Everything about an incident."""
    return things.incident(books, held, ident)


@router.get("/ties/{ident}")
def tie(books: TheBooks, held: Held, ident: Ident, as_of: Day = None) -> TieDetail:
    """Everything about a tie."""
    return things.tie(books, held, ident, day=last_day(as_of))


@router.get("/entities/{ident:path}")
def entity(books: TheBooks, held: Held, ident: Ident, as_of: Day = None) -> EntityDetail:
    """Everything about an actor or a place."""
    return entities.entity(books, held, ident, day=last_day(as_of))


@router.get("/search")
def search(books: TheBooks, held: Held, q: Words, limit: Few = 20) -> Found:
    """Actors, places, claims and reports by words."""
    return entities.search(books, held, q, limit=limit)


@router.get("/suggest")
def suggest(
    books: TheBooks,
    held: Held,
    q: Words,
    sort: Literal["actor", "place"] | None = None,
    limit: Few = 10,
) -> list[Named]:
    """Actors and places by the beginning of a name."""
    return entities.suggest(books, held, q, place=None if sort is None else sort == "place", limit=limit)
