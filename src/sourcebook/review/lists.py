"""Lists: which claims and reports are asked for, a page at a time."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from sourcebook.errors import ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.judgement import Status
from sourcebook.model.where import Place
from sourcebook.review.books import Books
from sourcebook.review.kept import Kept, kept
from sourcebook.review.refusals import Refused
from sourcebook.review.rows import first_printed, rows
from sourcebook.review.shown import Shown, at_once
from sourcebook.review.words import ClaimRow, Claims, ReportRow, ReportRows

_DIGEST = 6  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of a list of ids.

    Attributes:
        ids: of the stretch.
        next: asks for the next one; None at the end.
        total: ids in the whole list.
    """

    ids: list[str]
    next: str | None
    total: int


def page(every: list[str], asked: str, *, limit: int, cursor: str | None) -> Page:
    """The stretch after a cursor.

    A list that changed meanwhile goes on after the id where the page before it ended.

    Args:
        every: the list.
        asked: what it answers; a cursor of another question is refused.
        limit: ids to a page.
        cursor: `next` of the page before; None for the first one.

    Raises:
        ValueProblem: the cursor is none, or belongs to another question.
    """
    about = blake2b(asked.encode(), digest_size=_DIGEST).hexdigest()
    start = _start(every, about, cursor) if cursor is not None else 0
    ids = every[start : start + limit]
    end = start + len(ids)
    more = end < len(every) and bool(ids)
    return Page(ids=ids, next=_cursor(about, end, ids[-1]) if more else None, total=len(every))


def _cursor(about: str, end: int, last: str) -> str:
    return urlsafe_b64encode(json.dumps([about, end, last]).encode()).decode().rstrip("=")


def _start(every: list[str], about: str, cursor: str) -> int:
    said, end, last = _read(cursor)
    if said != about:
        raise ValueProblem("the cursor belongs to another question; ask for the first page again")
    if 0 < end <= len(every) and every[end - 1] == last:
        return end
    return every.index(last) + 1 if last in every else min(end, len(every))


def _read(cursor: str) -> tuple[str, int, str]:
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        held = json.loads(raw)
    except (ValueError, binascii.Error, RecursionError) as e:
        raise ValueProblem("the cursor is none that this server gave; ask for the first page again") from e
    match held:
        case [str(about), int(end), str(last)] if not isinstance(end, bool) and end >= 0:
            return about, end, last
        case _:
            raise ValueProblem("the cursor is none that this server gave; ask for the first page again")


@at_once
def claims(books: Books, shown: Shown, query: ClaimQuery, *, limit: int, cursor: str | None) -> Claims:
    """A page of claims.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        query: which claims, in which order.
        limit: claims to a page.
        cursor: `next` of the page before; None for the first one.
    """
    books.worlds.built(shown)
    asked = repr(query)
    every = books.lists.claims(shown, query)
    here = page(every, asked, limit=limit, cursor=cursor)
    return Claims(items=claim_rows(kept(shown), here.ids), next=here.next, total=here.total)


def claim_rows(held: Kept, idents: list[str]) -> list[ClaimRow]:
    """Claims as rows, in the order of their ids.

    Args:
        held: the book.
        idents: ids.
    """
    found = {row.id: row for row in rows(held, held.shown.ledger.entries(idents))}
    return [found[i] for i in idents if i in found]


@at_once
def reports(books: Books, shown: Shown, search: str, *, limit: int, cursor: str | None) -> ReportRows:
    """A page of reports, in the order of publication.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        search: words that their text holds; empty for all.
        limit: reports to a page.
        cursor: `next` of the page before; None for the first one.
    """
    words = search.strip()
    every = books.worlds.once(
        ("reports", shown.version, words), lambda: shown.ledger.overview.reports(search=words or None)
    )
    here = page(every, f"reports {words}", limit=limit, cursor=cursor)
    return ReportRows(items=report_rows(kept(shown), here.ids), next=here.next, total=here.total)


def report_rows(held: Kept, idents: list[str]) -> list[ReportRow]:
    """Reports as rows, in the order of their ids.

    Args:
        held: the book.
        idents: ids.
    """
    ledger = held.shown.ledger
    told = ledger.standings().of
    own = ledger.overview.claims_of(idents)
    made: list[ReportRow] = []
    for ident in idents:
        source = ledger.source(ident)
        if source is not None:
            made.append(
                ReportRow(
                    id=ident,
                    label=source.label,
                    title=source.title,
                    published=source.published.edtf if source.published else None,
                    claims=source.claims,
                    judged=sum(
                        told[c].status is not Status.CANDIDATE for c in own.get(ident, ()) if c in told
                    ),
                    copy_of=first_printed(held, source),
                )
            )
    return made


def the_actors(ledger: Ledger, name: str | None) -> tuple[str, ...] | None:
    """Ids of the actors of a name, or the one whose id it is; None when no name is given.

    Raises:
        Refused: the book knows none of that name.
    """
    return _those(ledger, name, lambda one: not isinstance(one, Place), "actor")


def the_places(ledger: Ledger, name: str | None) -> tuple[str, ...] | None:
    """The same of places.

    Raises:
        Refused: the book knows none of that name.
    """
    return _those(ledger, name, lambda one: isinstance(one, Place), "place")


def _those(
    ledger: Ledger, name: str | None, fits: Callable[[object], bool], what: str
) -> tuple[str, ...] | None:
    if name is None:
        return None
    found = [e.id for e in ledger.find(name) if fits(e)]
    if not found:
        near = ", ".join(e.name for e in ledger.near(name) if fits(e))
        hint = f"; did you mean {near}?" if near else ""
        raise Refused(404, "missing", f"the book knows no {what} called {name!r}{hint}")
    return (name,) if name in found else tuple(found)
