"""The book as a request asks for it, and whether the page has the answer already."""

from typing import Annotated

from fastapi import Depends, Query, Request, Response

from sourcebook.errors import ValueProblem
from sourcebook.review.books import Books, Shown
from sourcebook.review.clock import moment
from sourcebook.review.refusals import NotModified


async def books(request: Request) -> Books:
    """The book that is served."""
    found: Books = request.app.state.books
    return found


TheBooks = Annotated[Books, Depends(books)]
KnownBy = Annotated[
    str | None, Query(description="As the book stood then: a day or a moment.", max_length=40)
]
InRelease = Annotated[str | None, Query(description="As the book was released.", max_length=200)]


def shown(known_by: str | None, release: str | None, held: Books) -> Shown:
    """The book as asked for.

    Args:
        known_by: a day or moment, or None.
        release: name of a release, or None.
        held: the book that is served.

    Raises:
        ValueProblem: both are given, or one means nothing.
    """
    if known_by is not None and release is not None:
        raise ValueProblem("known_by and release each say up to where the book is read; give one of them")
    if known_by is not None:
        return held.known_by(moment(known_by))
    return held.now() if release is None else held.released(release)


def asked(held: TheBooks, known_by: KnownBy = None, release: InRelease = None) -> Shown:
    """The book as a request asks for it, whatever the page has."""
    return shown(known_by, release, held)


def fresh(
    request: Request, response: Response, held: TheBooks, known_by: KnownBy = None, release: InRelease = None
) -> Shown:
    """The book as a request asks for it, when the page does not have the answer already.

    Raises:
        NotModified: it has.
    """
    found = shown(known_by, release, held)
    headers = tagged(found.version)
    if matches(request, found.version):
        raise NotModified(headers)
    response.headers.update(headers)
    return found


def tagged(version: str) -> dict[str, str]:
    """Headers by which a browser may keep an answer, asking each time whether it still stands."""
    return {"ETag": f'W/"{version}"', "Cache-Control": "private, no-cache"}


def matches(request: Request, version: str) -> bool:
    """Whether the page has the answer of this version."""
    sent = request.headers.get("if-none-match", "")
    return f'"{version}"' in (tag.strip().removeprefix("W/") for tag in sent.split(","))


Held = Annotated[Shown, Depends(fresh)]
Anew = Annotated[Shown, Depends(asked)]
